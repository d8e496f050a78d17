/** Randomness from the system; fixed in tests. */
export type Random = {
  /** A whole number from 0 up to, not including, `limit`. */
  readonly integer: (limit: number) => number
  readonly bytes: (count: number) => Uint8Array
}

/** Counts the calls to a vendor in the running month, so that a monthly quota can be seen coming. Outlasts the program. */
export type CallMeter = {
  readonly count: () => void
  readonly thisMonth: () => number
}

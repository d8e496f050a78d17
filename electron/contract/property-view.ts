/** The house in a few words, as every screen knows it. */
export type PropertyView = {
  readonly name: string
  readonly timeZone: string
  readonly country: string
  readonly checkInTime: string
  readonly checkOutTime: string
}

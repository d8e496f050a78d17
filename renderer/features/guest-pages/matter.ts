/** What every dialog about a guest page is given: which party, and the way out. */
export type MatterProps = {
  readonly reservationId: string
  /** The guest's name, or "Guest of" the reference. */
  readonly guest: string
  readonly onClose: () => void
}

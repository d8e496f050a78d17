/** Everything a slip says in one language. A new language is a new file of this shape, entered in index.ts. */
export type SlipWords = {
  /** BCP 47, for `lang` and for the names of days and months. */
  readonly language: string
  readonly title: string
  readonly welcome: (guestName: string | null) => string
  readonly howToType: (digitCount: number, confirmKey: string | null) => string
  /** A day in words; `year` is null where it goes without saying. */
  readonly day: (parts: {
    readonly weekday: string
    readonly day: string
    readonly month: string
    readonly year: string | null
  }) => string
  readonly from: (start: string) => string
  readonly until: (end: string) => string
  readonly askForKey: string
  readonly separateCode: string
  /** Stands before the phone number of the desk. */
  readonly deskPhone: string
  /** Beside the QR code that leads to the guest pages. */
  readonly page: string
  readonly keepSafe: string
}

/** What the program says to guests in one language. A new language is a new file of this shape, entered in index.ts. */
export type TextWords = {
  /** As `guests.language` begins with it. */
  readonly language: string
  readonly greeting: (guestName: string | null) => string
  readonly and: string
  /** The line before the doors. */
  readonly first: (house: string) => string
  readonly more: (house: string) => string
  readonly digits: string
  readonly times: string
  /** Doors without a lock. */
  readonly key: (doors: string) => string
  /** Doors whose lock has not taken the code yet. */
  readonly pending: (doors: string) => string
  readonly welcome: (house: string) => string
  readonly expected: (units: string, day: string, time: string) => string
  readonly codesFollow: string
  readonly questions: string
  readonly cancelled: (house: string, reference: string | null) => string
  readonly codesEnd: string
  readonly wrong: string
  /** Stands before the address of the party's page. */
  readonly page: string
  /** The line before the address, where nothing else is said. */
  readonly pageOf: (house: string) => string
}

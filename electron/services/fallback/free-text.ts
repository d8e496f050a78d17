/** What a person writes into the trail stays there for good: no PIN and no phone number may come in with it. */

/** Four digits or more with no letter between them, as a PIN is shown or a phone written. */
const manyDigits = /\p{Nd}(?:[^\p{L}]*\p{Nd}){3,}/u

/** A time of day is no PIN. */
const timeOfDay = /(?<![\p{Nd}:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\p{Nd}:])/gu

export const mayHoldPin = (text: string): boolean => manyDigits.test(text.normalize('NFKC').replace(timeOfDay, 'time'))

export const longestText = 200

/** The text without blanks around it, each run of blanks one. */
export const tidied = (raw: string): string => raw.replace(/\s+/gu, ' ').trim()

export const letterCount = (text: string): number => (text.match(/\p{L}/gu) ?? []).length

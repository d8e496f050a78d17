/** What a person writes into the trail stays there for good: no PIN and no phone number may come in with it. */

/** Four digits or more in a row, also where blanks, dots or dashes part them, as a PIN is shown or a phone written. */
const manyDigits = /\p{Nd}(?:[\s.\p{Pd}]?\p{Nd}){3,}/u

export const mayHoldPin = (text: string): boolean => manyDigits.test(text.normalize('NFKC'))

export const longestText = 200

/** The text without blanks around it, each run of blanks one. */
export const tidied = (raw: string): string => raw.replace(/\s+/gu, ' ').trim()

export const letterCount = (text: string): number => (text.match(/\p{L}/gu) ?? []).length

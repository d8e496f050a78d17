/** The text of a message: made safe to keep, and compared with what Twilio shows of our own. */

/** A null byte ends a text in SQLite's functions, and half a surrogate pair is no text: both become U+FFFD. */
export const keptBody = (body: string): string => body.replaceAll('\0', '\uFFFD').toWellFormed()

/** Every run of four digits or more, as a PIN has them, becomes dots: for texts whose stored form was lost. */
export const maskDigits = (body: string): string => body.replace(/\d{4,}/g, (digits) => '•'.repeat(digits.length))

/** Twilio may put plain signs for typographic ones ("smart encoding"), and sets words before texts of a trial account. */
const plainSigns: readonly (readonly [RegExp, string])[] = [
  [/[\u2018-\u201B\u2032]/g, "'"],
  [/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\s+/g, ' '],
]
const trialWords = /^Sent from your Twilio trial account ?- ?/
const plain = (body: string): string =>
  plainSigns.reduce((text, [sign, instead]) => text.replace(sign, instead), body.normalize('NFKC')).trim()

/** Whether what Twilio shows is this stored text, whose PINs stand as `{{pin:ID}}` and whose link as `{{page:ID}}`. */
export function isSameText(stored: string, shown: string): boolean {
  const pattern = plain(stored)
    .split(/(\{\{(?:pin|page):[^}]*\}\})/)
    .map((part) => {
      if (/^\{\{page:/.test(part)) return '\\S+'
      return /^\{\{pin:/.test(part) ? '\\d+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    })
    .join('')
  const words = new RegExp(`^${pattern}$`, 'u')
  return words.test(plain(shown)) || words.test(plain(shown).replace(trialWords, ''))
}

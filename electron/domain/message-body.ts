/** The text of a message: made safe to keep, and compared with what Twilio shows of our own. */

/** A null byte ends a text in SQLite's functions, and half a surrogate pair is no text: both become U+FFFD. */
export const keptBody = (body: string): string => body.replaceAll('\0', '\uFFFD').toWellFormed()

/** Every run of four digits or more, as a PIN has them, becomes dots: for texts whose stored form was lost. */
export const maskDigits = (body: string): string => body.replace(/\d{4,}/g, (digits) => '•'.repeat(digits.length))

/** Whether what Twilio shows is this stored text, whose PINs stand as `{{pin:ID}}`. */
export function isSameText(stored: string, shown: string): boolean {
  const pattern = stored
    .split(/\{\{pin:[^}]*\}\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\d+')
  return new RegExp(`^${pattern}$`, 'u').test(shown)
}

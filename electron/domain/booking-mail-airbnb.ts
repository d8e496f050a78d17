/**
 * Airbnb: `Reservation confirmed - NAME arrives Feb 23`. The code that its calendars carry too (`HM...`) stands in a
 * link of the body, so that nothing needs to be guessed; the year does not stand anywhere.
 */
import { type BookingMail, type MailKind, type MailText, unreadMail } from './booking-mail-content.ts'
import { readNearestDate } from './booking-mail-date.ts'
import { type BookingReference, parseReference } from './booking-reference.ts'

const confirmed = /^reservation confirmed\s*[-\u2013\u2014:]\s*(.{1,100}?)\s+arrives\s+(.{3,30})$/i
const wordings: readonly (readonly [RegExp, MailKind])[] = [
  [/^reservation confirmed\b/i, 'new'],
  [/^(reservation (updated|changed|altered)|updated reservation|reservation alteration accepted)\b/i, 'modified'],
  [/^(cancell?ed: reservation|reservation cancell?ed)\b/i, 'cancelled'],
  [/^(pending: )?(reservation|booking) request\b/i, 'request'],
]

export function readAirbnbMail(mail: MailText): BookingMail {
  const subject = mail.subject.normalize('NFKC').trim()
  const kind = wordings.find(([wording]) => wording.test(subject))?.[1] ?? 'unread'
  const reference = codeOf(mail)
  const [, name, day] = confirmed.exec(subject) ?? []
  return {
    ...unreadMail,
    kind,
    reference,
    arrivalDate: day === undefined ? null : readNearestDate(day, mail.receivedOn),
    guestName: name === undefined || !isName(name) ? null : name.trim(),
  }
}

/** The one code that the links and the subject name; null where they name several. */
function codeOf(mail: MailText): BookingReference | null {
  const linked = mail.links.flatMap(
    (link) => /\/reservations\/details\/(HM[A-Z0-9]{8})(?![A-Z0-9])/.exec(link)?.[1] ?? [],
  )
  const spoken = [...mail.subject.matchAll(/(?<![A-Z0-9])HM[A-Z0-9]{8}(?![A-Z0-9])/g)].map(([code]) => code)
  const found = new Set([...linked, ...spoken])
  const [only] = found
  return found.size === 1 && only !== undefined ? parseReference(only) : null
}

/** Letters with what stands between them in names: nothing that a page or a text could take for something else. */
const isName = (text: string): boolean => /^[\p{L}\p{M}][\p{L}\p{M} .'\u2019-]{0,98}$/u.test(text)

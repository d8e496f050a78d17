/**
 * Booking.com: `Booking.com - New booking! (1000000001, Saturday, 20 December 2025)`. Reference and arrival stand in the
 * subject, the reference perhaps only in a link of the body (`res_id=`); names, departures and rooms do not.
 */
import { type BookingMail, type MailText, unreadMail } from './booking-mail-content.ts'
import { readMailDate } from './booking-mail-date.ts'
import { kindOfWords } from './booking-mail-words.ts'
import { type BookingReference, parseReference } from './booking-reference.ts'

/** Ten digits today, nine in the past; glued ones are longer and are none. */
const bracket = /\(\s*(\d{9,11})\s*(?:[,;،、]\s*([^()]{0,150}?))?\s*\)/g

export function readBookingComMail(mail: MailText): BookingMail {
  const subject = mail.subject.normalize('NFKC')
  const named = [...subject.matchAll(bracket)]
  const [first] = named
  const kind = kindOfWords(subject.split('(')[0] ?? '')
  // Two brackets are two bookings, or nonsense: a person reads that.
  if (named.length > 1) return unreadMail
  if (first === undefined) {
    const linked = linkedReference(mail.links)
    return linked === null ? unreadMail : { ...unreadMail, kind, reference: linked }
  }
  const reference = parseReference(first[1] ?? '')
  if (reference === null) return unreadMail
  return { ...unreadMail, kind, reference, arrivalDate: readMailDate(first[2] ?? '') }
}

/** The one reservation that the links lead to; null where there are several. */
function linkedReference(links: readonly string[]): BookingReference | null {
  const found = new Set(links.flatMap((link) => /[?&]res_id=(\d{9,11})(?!\d)/.exec(link)?.[1] ?? []))
  const [only] = found
  return found.size === 1 && only !== undefined ? parseReference(only) : null
}

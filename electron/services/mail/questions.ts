/** What mail leaves to people. Read from the store, so that a question is gone once its facts are. */
import { findReservations } from '../../../db/queries/bookings.ts'
import type { StoredMail } from '../../../db/queries/mails.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { bookingKey, doubtfulMails, type MailBooking } from '../../domain/mail-booking.ts'
import { matchMails, openInBucket } from '../../domain/mail-match.ts'
import type { Decision } from '../../domain/mail-match-facts.ts'
import type { Stay } from '../../domain/stay.ts'
import { addDays } from '../../domain/time.ts'
import { type At, type MailFacts, readMailFacts } from './facts.ts'
import { staysToCancel } from './match.ts'

export type MailQuestion =
  | (Extract<Decision, { is: 'ask-group' }> & { readonly reservationId: ReservationId })
  | Extract<Decision, { is: 'ask-collision' | 'ask-missing' | 'ask-unmatched' }>
  /** A mail says cancelled, and the stays still stand. */
  | {
      readonly is: 'ask-cancelled'
      readonly booking: MailBooking
      readonly reservationId: ReservationId
      readonly stays: readonly Stay[]
      /** Bookings of the same day that came after it and have no stay: the room may be theirs by now. */
      readonly heirs: readonly MailBooking[]
    }
  /** A mail that nothing may be made of by itself. */
  | { readonly is: 'ask-doubtful'; readonly mail: StoredMail }

export function mailQuestions(at: At): readonly MailQuestion[] {
  const facts = readMailFacts(at)
  const asked = matchMails(facts).flatMap((decision): readonly MailQuestion[] => {
    if (decision.is === 'name' || decision.is === 'release') return []
    return decision.is === 'ask-group' ? standingGroup(at, decision) : [decision]
  })
  const cancelled = facts.bookings
    .filter((booking) => booking.state === 'cancelled')
    .flatMap((booking): readonly MailQuestion[] => {
      const stays = staysToCancel(at, booking)
      const reservationId = stays[0]?.reservationId ?? null
      if (reservationId === null) return []
      return [{ is: 'ask-cancelled', booking, reservationId, stays, heirs: heirsOf(facts, booking, stays) }]
    })
  const doubtful = doubtfulMails(facts.mails).flatMap((mail): readonly MailQuestion[] => {
    const { channel, reference, arrivalDate, trusted } = mail
    if (channel === null || reference === null || arrivalDate === null) return []
    // What the channel says of a booking that is here may be that it is cancelled.
    const isNews = trusted || !facts.known.has(bookingKey(channel, reference))
    const matters = arrivalDate >= addDays(facts.today, -1) && isNews
    return matters ? [{ is: 'ask-doubtful', mail: mail as StoredMail }] : []
  })
  return [...asked, ...cancelled, ...doubtful]
}

function heirsOf(facts: MailFacts, cancelled: MailBooking, stays: readonly Stay[]): readonly MailBooking[] {
  const arrivals = new Set(stays.flatMap((stay) => (stay.status === 'expected' ? [stay.arrivalDate] : [])))
  return [...arrivals].flatMap((arrivalDate) => {
    const open = openInBucket(facts, { channel: cancelled.channel, arrivalDate })
    return open.stays.length > 0 ? [] : open.bookings.filter((booking) => booking.toldAt >= cancelled.toldAt)
  })
}

/** Only what carries the guess already can be said yes or no to. */
function standingGroup(at: At, decision: Extract<Decision, { is: 'ask-group' }>): readonly MailQuestion[] {
  const { bucket, reference } = decision
  const stays = decision.stays.filter((stay) => stay.guess === reference)
  const reservation = findReservations(at.db, reference).find((one) => one.channel === bucket.channel)
  return reservation === undefined || stays.length === 0 ? [] : [{ ...decision, stays, reservationId: reservation.id }]
}

/** What all mails about one reference come to: new, then modified (moves it), then cancelled (voids it). Pure. */

import type { MailKind } from './booking-mail-content.ts'
import type { BookingReference } from './booking-reference.ts'
import type { CalendarDate, Instant } from './time.ts'

/** A mail as it is kept. */
export type KnownMail = {
  readonly id: string
  readonly channel: string | null
  readonly kind: MailKind
  readonly reference: BookingReference | null
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
  readonly guestName: string | null
  readonly receivedAt: Instant
  /** The user's own server vouches for the sender. */
  readonly trusted: boolean
  /** A person said that there is nothing to do with it. */
  readonly settledAt: Instant | null
}

export type MailBooking = {
  readonly channel: string
  readonly reference: BookingReference
  readonly state: 'booked' | 'cancelled'
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
  readonly guestName: string | null
  /** When the mail came that says where it stands now: sightings are measured against it. */
  readonly toldAt: Instant
  readonly mailIds: readonly string[]
}

/** Names a reference across channels. */
export const bookingKey = (channel: string, reference: BookingReference): string => `${channel} ${reference}`

/**
 * One booking for each reference, from the mails that can be believed and understood. A mail that says nothing of a day
 * leaves the day as it was. Requests, unread wordings and forgeable senders are not in it.
 */
export function bookingsOfMails(mails: readonly KnownMail[]): readonly MailBooking[] {
  const found = new Map<string, MailBooking>()
  const inOrder = [...mails].sort((left, right) => left.receivedAt - right.receivedAt)
  for (const mail of inOrder) {
    const { channel, reference, kind } = mail
    if (channel === null || reference === null || !mail.trusted || mail.settledAt !== null) continue
    if (kind === 'request' || kind === 'unread') continue
    const key = bookingKey(channel, reference)
    const before = found.get(key)
    found.set(key, {
      channel,
      reference,
      state: kind === 'cancelled' ? 'cancelled' : 'booked',
      arrivalDate: mail.arrivalDate ?? before?.arrivalDate ?? null,
      departureDate: mail.departureDate ?? before?.departureDate ?? null,
      guestName: mail.guestName ?? before?.guestName ?? null,
      toldAt: mail.receivedAt,
      mailIds: [...(before?.mailIds ?? []), mail.id],
    })
  }
  return [...found.values()]
}

/**
 * Mails with a reference that nothing may be made of by itself: the sender cannot be told from a forger, or the wording
 * is not known; one a reference, and none that a better mail has come after.
 */
export function doubtfulMails(mails: readonly KnownMail[]): readonly KnownMail[] {
  const toldAt = new Map(
    bookingsOfMails(mails).map((booking) => [bookingKey(booking.channel, booking.reference), booking.toldAt]),
  )
  const found = new Map<string, KnownMail>()
  for (const mail of mails) {
    if (mail.channel === null || mail.reference === null || mail.settledAt !== null || mail.kind === 'request') continue
    const key = bookingKey(mail.channel, mail.reference)
    const told = toldAt.get(key)
    // A forger says nothing of a booking that the channel itself has told of.
    const isNews = told === undefined || (mail.trusted && mail.receivedAt > told)
    const isHidden = found.get(key)?.trusted === true && !mail.trusted
    if (isNews && !isHidden) found.set(key, mail)
  }
  return [...found.values()]
}

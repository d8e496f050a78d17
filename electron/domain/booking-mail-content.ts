/** What a booking mail says, as far as it is understood. */
import type { BookingReference } from './booking-reference.ts'
import type { CalendarDate } from './time.ts'

/** `unread`: from a channel, in words that are not known; never taken for a new booking. */
export type MailKind = 'new' | 'modified' | 'cancelled' | 'request' | 'unread'

/** A mail as it is read: its words are not needed. None of it is kept. */
export type MailText = {
  readonly subject: string
  /** Addresses that it links to. */
  readonly links: readonly string[]
  /** The property's day on which it was received. */
  readonly receivedOn: CalendarDate
}

export type BookingMail = {
  readonly kind: MailKind
  readonly reference: BookingReference | null
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
  readonly guestName: string | null
}

/** A mail of which nothing is understood but who sent it. */
export const unreadMail: BookingMail = {
  kind: 'unread',
  reference: null,
  arrivalDate: null,
  departureDate: null,
  guestName: null,
}

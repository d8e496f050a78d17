import type { BookingReference } from './booking-reference.ts'
import type { CalendarDate } from './time.ts'

/** One event of a feed, read. Days only: feeds carry no times that mean anything. */
export type CalendarEvent = {
  readonly uid: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  /** A reservation, a block of the owner's, or what cannot be told apart (Booking.com). */
  readonly kind: 'reservation' | 'block' | 'unknown' | 'cancelled'
  readonly reference: BookingReference | null
}

/** How a fetched feed reads as a whole (facts/feeds-mail-print-time.md section 1). */
export type FeedReading =
  | { readonly verdict: 'failed'; readonly reason: FeedFailure }
  | {
      /** `incomplete`: cut off or with broken events; what could be read is still right. */
      readonly verdict: 'incomplete' | 'complete'
      readonly events: readonly CalendarEvent[]
      readonly rejectedEvents: number
    }

export type FeedFailure =
  | 'unreachable'
  | 'timeout'
  | 'http-status'
  | 'not-a-calendar'
  | 'too-large'
  | 'private-address'
  | 'not-http'

/** What matching booking mail with stays is told, and what it answers. */
import type { BookingReference } from './booking-reference.ts'
import type { StayId } from './ids.ts'
import type { MailBooking } from './mail-booking.ts'
import type { CalendarDate, Instant } from './time.ts'

/** A live stay of a calendar that has no reference, or carries one by a guess of this matching. */
export type OpenStay = {
  readonly id: StayId
  readonly channel: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  /** The reference it carries by a guess; null where it has none. */
  readonly guess: BookingReference | null
  readonly firstSeenAt: Instant
  /** Found by an ordinary poll, so that it was new to the channel about then. */
  readonly seenFresh: boolean
  /** A person took a reference from it: nothing is guessed against that. */
  readonly heldByPerson: boolean
}

export type MatchFacts = {
  readonly bookings: readonly MailBooking[]
  readonly stays: readonly OpenStay[]
  /** Days of the live stays that belong to a reference for sure, by {@link bookingKey}. */
  readonly confirmed: ReadonlyMap<
    string,
    readonly { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }[]
  >
  /** References of which the house has any stay for sure, cancelled ones too. */
  readonly known: ReadonlySet<string>
  /** What mails that could not be believed or understood speak of: a stay may be theirs as well. */
  readonly doubtful: readonly {
    readonly channel: string | null
    readonly reference: BookingReference | null
    readonly arrivalDate: CalendarDate | null
  }[]
  readonly now: Instant
  /** The property's civil day. */
  readonly today: CalendarDate
  /** When the mailbox was last read to its end; null where none is read. */
  readonly mailReadAt: Instant | null
}

export type Bucket = { readonly channel: string; readonly arrivalDate: CalendarDate }

/** Why a person is asked which stay is whose. */
export type CollisionReason =
  /** Several references for this day. */
  | 'several'
  /** One reference, stays of different nights. */
  | 'nights'
  /** Nobody saw when these stays came to the channel, or too long from the mail. */
  | 'unsure'
  /** A person took the reference from a stay before. */
  | 'held'

export type Decision =
  | {
      readonly is: 'name'
      readonly bucket: Bucket
      readonly booking: MailBooking
      readonly stays: readonly OpenStay[]
      /** True for a guess that waits for somebody's OK. */
      readonly provisional: boolean
      /** Minutes from the mail to the sighting, the farthest. */
      readonly gapMinutes: number
    }
  | { readonly is: 'release'; readonly bucket: Bucket; readonly stays: readonly OpenStay[] }
  | {
      readonly is: 'ask-group'
      readonly bucket: Bucket
      readonly reference: BookingReference
      readonly stays: readonly OpenStay[]
    }
  | {
      readonly is: 'ask-collision'
      readonly bucket: Bucket
      readonly why: CollisionReason
      readonly bookings: readonly MailBooking[]
      readonly stays: readonly OpenStay[]
    }
  | { readonly is: 'ask-missing'; readonly bucket: Bucket; readonly stays: readonly OpenStay[] }
  | { readonly is: 'ask-unmatched'; readonly bucket: Bucket; readonly booking: MailBooking }

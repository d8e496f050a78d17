/** What the house knows of a stay as one feed shows it. Pure. */
import type { BookingReference } from './booking-reference.ts'
import type { CalendarEvent } from './calendar-event.ts'
import { isLive, type Stay } from './stay.ts'
import { addDays, type CalendarDate, type Instant, nightsBetween } from './time.ts'

/** What one feed said of one stay, and since when it says nothing of it any more. */
export type SeenStay = {
  /** The days as the feed last had them. */
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  /** The first of the good polls in a row that lacked it, and how many those are. */
  readonly missingSince: Instant | null
  readonly missingPolls: number
  /** Absent for long enough. What returns under its UID later is another stay. */
  readonly goneAt: Instant | null
}

export type FeedStay = {
  readonly stay: Stay
  /** Null where this feed never showed it: another source brought it. */
  readonly seen: SeenStay | null
  /** Names under which this feed has shown it. They mean nothing outside this feed. */
  readonly uids: ReadonlySet<string>
  /** The reference that its reservation has on this feed's channel. */
  readonly reference: BookingReference | null
}
/** One that this feed has shown. */
export type Seen<Known extends FeedStay> = Known & { readonly seen: NonNullable<Known['seen']> }

export const tomorrowOf = (today: CalendarDate): CalendarDate => addDays(today, 1)

/** An unknown event of more nights than this is taken for the owner's closure until somebody says otherwise. */
export const longestUnknownStay = 30
export const isLongUnknown = (event: CalendarEvent): boolean =>
  event.kind === 'unknown' && nightsBetween(event.arrivalDate, event.departureDate) > longestUnknownStay

export const isBlock = (known: FeedStay): boolean => known.stay.kind === 'block-suspected'

/**
 * The feed still speaks of it, or has not been believed to have lost it. A stay that a person is asked about because
 * every answer was suspect is still one of these: no good poll has lacked it.
 */
export const isSeen = <Known extends FeedStay>(known: Known): known is Seen<Known> =>
  known.seen !== null && (known.seen.goneAt === null || known.seen.missingSince === null)

/** Its last night is over, as the feed has it and as the desk has it. */
export const isOver = (known: FeedStay, today: CalendarDate): boolean =>
  known.stay.status !== 'in-house' &&
  known.stay.departureDate <= today &&
  (known.seen === null || known.seen.departureDate <= today)

/** People are in it, or its first night has come and nobody has said that it is over. */
export const isRunning = (stay: Stay, today: CalendarDate): boolean =>
  stay.status === 'in-house' || (isLive(stay) && stay.arrivalDate <= today && today < stay.departureDate)

type Days = { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }
export const sameDays = (left: Days, right: Days): boolean =>
  left.arrivalDate === right.arrivalDate && left.departureDate === right.departureDate

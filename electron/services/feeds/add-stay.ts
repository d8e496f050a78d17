/** An event that is no stay the house knows: a new stay, or a closure that a person is asked about once. */
import { insertStay, placedOverlaps } from '../../../db/queries/bookings.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { isBlock, isLongUnknown, sameDays } from '../../domain/feed-stay.ts'
import type { Stay } from '../../domain/stay.ts'
import { audit } from '../desk/index.ts'
import { nameStays, newStay, unitName } from '../reservations/index.ts'
import { inheritAnswer } from './closures.ts'
import { cancelStay } from './end-stay.ts'
import { type FeedWork, note } from './feed-work.ts'
import { daysAndName, link } from './follow-match.ts'
import type { KnownStay } from './known-stays.ts'

/** Adds one event as a stay. What is over already is left out: nobody can be let in any more. */
export function addStay(at: FeedWork, event: CalendarEvent, known: readonly KnownStay[]): void {
  const { work, feed, today } = at
  if (event.departureDate <= today) return
  const isClosure = isLongUnknown(event)
  const former = isClosure ? undefined : formerOf(event, known)
  // Gone by every rule, nobody's name on it, and its nights are booked again: the new stay takes its place.
  if (former?.stay.status === 'expected' && former.stay.reservationId === null) cancelStay(work, former.stay)
  const isTaken = placedOverlaps(work.db, feed.unitId, event.arrivalDate, event.departureDate, null).length > 0
  const stay = newStay(work, {
    reservationId: null,
    unitId: feed.unitId,
    arrivalDate: event.arrivalDate,
    departureDate: event.departureDate,
    channel: feed.channel,
    source: 'feed',
    placed: !isClosure && !isTaken,
    kind: isClosure ? 'block-suspected' : event.kind === 'reservation' ? 'reservation' : 'unknown',
  })
  insertStay(work.db, stay)
  link(at, stay, event)
  const { unitId, arrivalDate, departureDate, placed } = stay
  audit(
    work,
    'stay.added',
    { reservationId: null, stayId: stay.id },
    { unit: unitName(work.house, unitId), arrivalDate, departureDate, placed },
  )
  note(at, { kind: isClosure ? 'block' : 'created', stayId: stay.id, ...daysAndName(event) })
  if (former !== undefined) note(at, { kind: 'returned', stayId: former.stay.id, ...daysAndName(event) })
  if (isClosure) inheritAnswer(at, stay, known)
  else if (event.reference !== null) nameByFeed(at, stay, event.reference)
}

/** The stay that this feed had under this name, or without any reference on these days, until it was gone from it. */
const formerOf = (event: CalendarEvent, known: readonly KnownStay[]): KnownStay | undefined =>
  known
    .filter((one) => one.seen !== null && one.seen.goneAt !== null && !isBlock(one))
    .findLast(
      (one) =>
        one.uids.has(event.uid) || (event.reference === null && one.reference === null && sameDays(one.stay, event)),
    )

/** A feed's own reference is an exact join: the reservation with it gains a stay, or is made now. */
function nameByFeed({ work, feed }: FeedWork, stay: Stay, reference: NonNullable<CalendarEvent['reference']>): void {
  const named = nameStays(work, {
    stays: [stay],
    reference,
    channel: feed.channel,
    provisional: false,
    rule: 'feed-reference',
    evidence: { feed: feed.id },
  })
  if (!named.ok) throw new Error(`a new stay could not be named: ${named.error.code}`)
}

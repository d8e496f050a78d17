/**
 * Which event of a feed is which stay (facts/feeds-mail-print-time.md section 1, "Identity ladder"). UIDs are a hint:
 * Booking.com gives a running stay another one each midnight, and gives an old one to a new party.
 */
import type { CalendarEvent } from './calendar-event.ts'
import { type FeedStay, isBlock, isLongUnknown, isOver, isSeen, type Seen, sameDays, tomorrowOf } from './feed-stay.ts'
import type { StayId } from './ids.ts'
import { isLive, nightsOverlap } from './stay.ts'
import type { CalendarDate } from './time.ts'

export type Match<Known extends FeedStay> = {
  readonly event: CalendarEvent
  readonly known: Known
  /** The feed shows it under a name that it did not have there before. */
  readonly renamed: boolean
}
type Identified<Known extends FeedStay> = {
  readonly matches: readonly Match<Known>[]
  /** Events that are no stay the house knows. */
  readonly fresh: readonly CalendarEvent[]
  /** Stays that this feed had and that this answer lacks. */
  readonly lacked: readonly Seen<Known>[]
}

/** One way to know a stay: what it is looked up by, and what must hold then. */
type Rung = {
  readonly keyOfStay: (known: FeedStay) => readonly string[]
  readonly keyOfEvent: (event: CalendarEvent) => string | null
  readonly holds: (event: CalendarEvent, known: FeedStay) => boolean
}

const daysKey = (days: { readonly arrivalDate: string; readonly departureDate: string }): string =>
  `${days.arrivalDate} ${days.departureDate}`
const isPresent = (known: FeedStay): boolean => isSeen(known) && known.seen.missingSince === null

/**
 * The rungs, surest first. A stay that has left the feed comes after the running one whose days move up: Booking.com
 * may hand the name of a booking that it joined to a longer one to that longer one's rest.
 */
function ladder(today: CalendarDate): readonly Rung[] {
  const tomorrow = tomorrowOf(today)
  const byUid = (holds: (known: FeedStay) => boolean): Rung => ({
    keyOfStay: (known) => [...known.uids],
    keyOfEvent: (event) => event.uid,
    // A name from the past on other days is another booking.
    holds: (event, known) => isSeen(known) && holds(known) && (!isOver(known, today) || sameDays(event, known.seen)),
  })
  const byDays = (holds: (known: FeedStay) => boolean): Rung => ({
    keyOfStay: (known) => (known.seen === null ? [daysKey(known.stay)] : [daysKey(known.seen), daysKey(known.stay)]),
    keyOfEvent: daysKey,
    holds: (_event, known) => holds(known),
  })
  // Its first nights are over and the feed leaves them out: same departure, both arrivals tomorrow at the latest.
  const rest = (holds: (known: FeedStay) => boolean): Rung => ({
    keyOfStay: (known) => [(known.seen ?? known.stay).departureDate],
    keyOfEvent: (event) => (event.arrivalDate <= tomorrow ? event.departureDate : null),
    holds: (event, known) =>
      holds(known) && (known.seen ?? known.stay).arrivalDate <= event.arrivalDate && nightsOverlap(event, known.stay),
  })
  return [
    byUid(isPresent),
    {
      keyOfStay: (known) => (known.reference === null ? [] : [known.reference]),
      keyOfEvent: (event) => event.reference,
      holds: (event, known) =>
        isSeen(known) ? !isOver(known, today) : known.seen === null && nightsOverlap(event, known.stay),
    },
    byDays((known) => isPresent(known) || (known.seen === null && known.stay.status !== 'cancelled')),
    rest((known) => isPresent(known) || (known.seen === null && isLive(known.stay))),
    byUid(() => true),
    byDays(isSeen),
    rest(isSeen),
    {
      keyOfStay: (known) => (known.seen === null ? [] : [known.seen.arrivalDate]),
      keyOfEvent: (event) => event.arrivalDate,
      holds: (_event, known) => isSeen(known) && isLive(known.stay),
    },
  ]
}

/** Joins a feed's events to the stays that the house knows. `today` is the property's day. */
export function identify<Known extends FeedStay>(
  events: readonly CalendarEvent[],
  known: readonly Known[],
  today: CalendarDate,
): Identified<Known> {
  let open = events.filter((event) => event.kind === 'reservation' || event.kind === 'unknown')
  const matches: Match<Known>[] = []
  const claimed = new Set<StayId>()
  const climb = (find: (event: CalendarEvent) => Known | undefined): void => {
    open = open.filter((event) => {
      const found = find(event)
      if (found === undefined) return true
      claimed.add(found.stay.id)
      matches.push({ event, known: found, renamed: found.seen !== null && !found.uids.has(event.uid) })
      return false
    })
  }
  const isFree = (event: CalendarEvent, one: Known): boolean =>
    !claimed.has(one.stay.id) &&
    // Two references are two bookings, whatever else they share.
    (event.reference === null || one.reference === null || event.reference === one.reference)
  for (const rung of ladder(today)) {
    if (open.length === 0) break
    const index = new Map<string, Known[]>()
    for (const one of known) {
      for (const key of rung.keyOfStay(one)) {
        const list = index.get(key)
        if (list === undefined) index.set(key, [one])
        else list.push(one)
      }
    }
    climb((event) => {
      const key = rung.keyOfEvent(event)
      const found = key === null ? [] : (index.get(key) ?? [])
      return nearest(
        event,
        found.filter((one) => isFree(event, one) && rung.holds(event, one)),
      )
    })
  }
  // A closure rolls at both ends under ever new names: it is known by its nights.
  const blocks = known.filter(isSeen).filter(isBlock)
  climb((event) =>
    isLongUnknown(event) ? blocks.find((one) => isFree(event, one) && nightsOverlap(event, one.seen)) : undefined,
  )
  const lacked = known.filter(isSeen).filter((one) => !claimed.has(one.stay.id))
  return { matches, fresh: open, lacked }
}

/** Of several that fit: the one with these very days, then a live one, then one that shares a night. */
function nearest<Known extends FeedStay>(event: CalendarEvent, found: readonly Known[]): Known | undefined {
  if (found.length < 2) return found[0]
  const score = (one: Known): number =>
    (sameDays(event, one.stay) ? 4 : 0) + (isLive(one.stay) ? 2 : 0) + (nightsOverlap(event, one.stay) ? 1 : 0)
  return found.reduce((best, one) => (score(one) > score(best) ? one : best))
}

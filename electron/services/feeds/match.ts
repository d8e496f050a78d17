/**
 * What one event of a feed means to a unit's stays, in this first cut: a poll only adds. Same unit and dates, or same
 * unit, overlap and same departure, is the same stay; so is an event whose UID this feed has shown for a stay that it
 * overlaps. Where the feed carries references they outrank dates: an equal one in this unit is the same stay, another one
 * on the same dates is another party, kept beside the first. All else that differs is logged and left to people. Pure.
 */
import type { BookingReference } from '../../domain/booking-reference.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import type { StayId } from '../../domain/ids.ts'
import { isLive, nightsOverlap, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, nightsBetween } from '../../domain/time.ts'

export type KnownSighting = {
  readonly uid: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly stayId: StayId | null
}

export type EventVerdict =
  | { readonly is: 'known'; readonly stay: Stay; readonly difference: 'none' | 'dates' }
  /** Cancelled or ended here, but the feed still has it: nothing is brought back to life. */
  | { readonly is: 'ended-here'; readonly stay: Stay }
  | { readonly is: 'new'; readonly placed: boolean; readonly kind: 'reservation' | 'unknown' | 'block-suspected' }
  | { readonly is: 'block' | 'past' | 'cancelled' }

/** An unknown event of more nights than this is taken for the owner's closure until somebody says otherwise. */
const longestUnknownStay = 30

export function judgeEvent(
  event: CalendarEvent,
  stays: readonly Stay[],
  sightings: readonly KnownSighting[],
  today: CalendarDate,
  /** The reference that this feed itself gave a stay; null where it gave none. */
  referenceOf: (stay: Stay) => BookingReference | null = () => null,
): EventVerdict {
  if (event.kind === 'block') return { is: 'block' }
  if (event.kind === 'cancelled') return { is: 'cancelled' }
  const seen = new Set(sightings.filter((sighting) => sighting.uid === event.uid).map((sighting) => sighting.stayId))
  const named =
    event.reference === null
      ? undefined
      : stays.find((stay) => referenceOf(stay) === event.reference && (nightsOverlap(stay, event) || seen.has(stay.id)))
  if (named !== undefined) return sameStay(named, event)
  const mayBe = stays.filter((stay) => event.reference === null || referenceOf(stay) === null)
  const same = mayBe.filter(
    (stay) => stay.arrivalDate === event.arrivalDate && stay.departureDate === event.departureDate,
  )
  const exact = same.find(isLive) ?? same.find((stay) => stay.status === 'departed' || stay.status === 'no-show')
  if (exact !== undefined)
    return isLive(exact) ? { is: 'known', stay: exact, difference: 'none' } : { is: 'ended-here', stay: exact }
  const overlapping = stays.filter((stay) => nightsOverlap(stay, event))
  const renamed = mayBe.find(
    (stay) => stay.status !== 'cancelled' && nightsOverlap(stay, event) && stay.departureDate === event.departureDate,
  )
  if (renamed !== undefined) return { is: 'known', stay: renamed, difference: 'dates' }
  const changed = mayBe.find((stay) => nightsOverlap(stay, event) && seen.has(stay.id))
  if (changed !== undefined)
    return changed.status === 'cancelled'
      ? { is: 'ended-here', stay: changed }
      : { is: 'known', stay: changed, difference: 'dates' }
  if (event.departureDate <= today) return { is: 'past' }
  if (event.kind === 'unknown' && nightsBetween(event.arrivalDate, event.departureDate) > longestUnknownStay)
    return { is: 'new', placed: false, kind: 'block-suspected' }
  const taken = overlapping.some((stay) => isLive(stay) && stay.placed)
  return { is: 'new', placed: !taken, kind: event.kind === 'reservation' ? 'reservation' : 'unknown' }
}

function sameStay(stay: Stay, event: CalendarEvent): EventVerdict {
  if (!isLive(stay)) return { is: 'ended-here', stay }
  const equal = stay.arrivalDate === event.arrivalDate && stay.departureDate === event.departureDate
  return { is: 'known', stay, difference: equal ? 'none' : 'dates' }
}

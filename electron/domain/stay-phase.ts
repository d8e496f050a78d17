/** Where a stay stands at a moment, for texting: in house, still to come, or over. */
import type { ReservationId, StayId, UnitId } from './ids.ts'
import type { Stay } from './stay.ts'
import { type CalendarDate, dateOf, type Instant, nightsBetween, type TimeZoneId } from './time.ts'

export type RoutableStay = Pick<
  Stay,
  'unitId' | 'status' | 'arrivalDate' | 'departureDate' | 'arrivedAt' | 'departedAt' | 'createdAt'
> & {
  readonly id: StayId
  readonly reservationId: ReservationId
}
export type StayPhase = 'current' | 'upcoming' | 'past'
/** A stay as it stood at a moment. `near`: it arrives within 30 days, or its people left within 7. */
export type PhasedStay = { readonly stay: RoutableStay; readonly phase: StayPhase; readonly near: boolean }

/** Days before the arrival and after the departure in which a stay is near. */
export const nearBefore = 30
export const nearAfter = 7

/** What was called off has no phase: no text is about it. */
export const isOff = (stay: Pick<Stay, 'status'>): boolean => stay.status === 'cancelled' || stay.status === 'no-show'

/**
 * The stay at that moment (design.md 3.3): a stay departed later was still there, and one in house counts by its dates
 * before its people came. Days are civil days of the property.
 */
function phasedStay(stay: RoutableStay, at: Instant, day: CalendarDate, zone: TimeZoneId): PhasedStay {
  const left = stay.status === 'departed' && stay.departedAt !== null && stay.departedAt <= at
  const came = stay.arrivedAt === null ? stay.status === 'in-house' : stay.arrivedAt <= at
  const inHouse =
    came && !left && (stay.status === 'in-house' || (stay.status === 'departed' && stay.departedAt !== null))
  const byDates = !left && stay.arrivalDate <= day && day <= stay.departureDate
  if (inHouse || byDates) return { stay, phase: 'current', near: true }
  if (!left && day < stay.arrivalDate)
    return { stay, phase: 'upcoming', near: nightsBetween(day, stay.arrivalDate) <= nearBefore }
  const lastDay = left && stay.departedAt !== null ? earlier(dateOf(stay.departedAt, zone), stay) : stay.departureDate
  return { stay, phase: 'past', near: nightsBetween(lastDay, day) <= nearAfter }
}
const earlier = (left: CalendarDate, stay: RoutableStay): CalendarDate =>
  left < stay.departureDate ? left : stay.departureDate

/** Lower is nearer to what a text is about now. */
const rank = (one: PhasedStay): number => {
  if (one.phase === 'current') return one.stay.status === 'in-house' ? 0 : 1
  const far = one.near ? 0 : 2
  return (one.phase === 'upcoming' ? 2 : 3) + far
}

/**
 * The stay a unit's conversation is about: who is in house, then who is current by date, the nearest to come, the
 * latest gone. A stay far ahead stands behind one that has just ended.
 */
export function nearestStay(stays: readonly PhasedStay[]): PhasedStay | null {
  let best: PhasedStay | null = null
  for (const one of stays) {
    if (best === null || rank(one) < rank(best) || (rank(one) === rank(best) && isNearer(one, best))) best = one
  }
  return best
}
function isNearer(one: PhasedStay, than: PhasedStay): boolean {
  if (one.stay.arrivalDate === than.stay.arrivalDate) return false
  const before = one.stay.arrivalDate < than.stay.arrivalDate
  return one.phase === 'past' ? !before : before
}

/** All stays that count, as they stood then, in the order given (arrival, then entry). */
export const phasedStays = (stays: readonly RoutableStay[], at: Instant, zone: TimeZoneId): readonly PhasedStay[] => {
  const day = dateOf(at, zone)
  return stays.filter((stay) => !isOff(stay)).map((stay) => phasedStay(stay, at, day, zone))
}

/** One for each unit, units in the order of their first stay. */
export function candidates(stays: readonly PhasedStay[]): readonly PhasedStay[] {
  const units = new Map<UnitId, PhasedStay[]>()
  for (const one of stays) {
    const known = units.get(one.stay.unitId)
    if (known === undefined) units.set(one.stay.unitId, [one])
    else known.push(one)
  }
  return [...units.values()].flatMap((ofUnit) => nearestStay(ofUnit) ?? [])
}

/** When a stay's codes open (design.md 3.2, "Windows"). */
import {
  type CalendarDate,
  hours,
  type Instant,
  instant,
  minutes,
  type TimeZoneId,
  toInstant,
  type WallTime,
} from './time.ts'

export type Window = { readonly startsAt: Instant; readonly endsAt: Instant }

export type HouseTimes = {
  readonly timeZone: TimeZoneId
  readonly checkInTime: WallTime
  readonly checkOutTime: WallTime
  readonly graceBeforeMinutes: number
  readonly graceAfterMinutes: number
}

export type StayTimes = {
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly arrivalTime: WallTime | null
  readonly departureTime: WallTime | null
  readonly accessFromAt: Instant | null
  readonly accessUntilAt: Instant | null
}

/** Windows less than this far apart are joined; over a longer gap the door is shut. */
const joinGap = hours(24)

/** The moment a stay is planned to begin or end by the house's wall clock, without grace. */
export const plannedArrival = (stay: StayTimes, house: HouseTimes): Instant =>
  toInstant(stay.arrivalDate, stay.arrivalTime ?? house.checkInTime, house.timeZone, 'earlier')
export const plannedDeparture = (stay: StayTimes, house: HouseTimes): Instant =>
  toInstant(stay.departureDate, stay.departureTime ?? house.checkOutTime, house.timeZone, 'later')

/**
 * The stay's own window. A room handed over early, or "only from 14:00", replaces the start; "keep until" after a
 * departure replaces the end. Null where nothing is left to open.
 */
export function accessWindow(stay: StayTimes, house: HouseTimes): Window | null {
  const startsAt = stay.accessFromAt ?? instant(plannedArrival(stay, house) - minutes(house.graceBeforeMinutes))
  const endsAt = stay.accessUntilAt ?? instant(plannedDeparture(stay, house) + minutes(house.graceAfterMinutes))
  return endsAt > startsAt ? { startsAt, endsAt } : null
}

/** The union of windows, joined where less than 24 h lie between; sorted by start. */
export function joinWindows(windows: readonly Window[]): readonly Window[] {
  const joined: Window[] = []
  for (const window of [...windows].sort((left, right) => left.startsAt - right.startsAt)) {
    const last = joined.at(-1)
    if (last !== undefined && window.startsAt - last.endsAt < joinGap) {
      joined[joined.length - 1] = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, window.endsAt) as Instant }
    } else joined.push(window)
  }
  return joined
}

export const windowsOverlap = (left: Window, right: Window): boolean =>
  left.startsAt < right.endsAt && right.startsAt < left.endsAt

/** The running window, else the next one; null when all are past. */
export const currentWindow = (windows: readonly Window[], now: Instant): Window | null =>
  windows.find((window) => window.endsAt > now) ?? null

export const sameWindows = (left: readonly Window[], right: readonly Window[]): boolean =>
  left.length === right.length &&
  left.every((window, index) => window.startsAt === right[index]!.startsAt && window.endsAt === right[index]!.endsAt)

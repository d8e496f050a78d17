/**
 * Time as design.md 3.5 has it: instants are UTC milliseconds, days are `YYYY-MM-DD`, wall times `HH:mm`,
 * and one function joins the last two with the property's zone.
 */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

declare const brand: unique symbol
/** A moment, in whole milliseconds since 1970 UTC. */
export type Instant = number & { readonly [brand]: 'Instant' }
/** A civil day, `YYYY-MM-DD`. */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' }
/** A wall time, `HH:mm`. */
export type WallTime = string & { readonly [brand]: 'WallTime' }
/** An IANA time zone name. */
export type TimeZoneId = string & { readonly [brand]: 'TimeZoneId' }

export const minutes = (count: number): number => count * 60_000
export const hours = (count: number): number => count * 3_600_000

export const instant = (ms: number): Instant => {
  if (!Number.isSafeInteger(ms)) throw new Error('an instant is a whole number of milliseconds')
  return ms as Instant
}

/** Reads a civil day; null for anything that is not a real day, such as 2026-02-30. */
export function parseDate(raw: string): CalendarDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(raw)) return null
  try {
    return Temporal.PlainDate.from(raw, { overflow: 'reject' }).toString() as CalendarDate
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Reads a wall time `HH:mm`; null for anything else. */
export function parseWallTime(raw: string): WallTime | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(raw) ? (raw as WallTime) : null
}

/** Reads an IANA zone; null where this runtime does not know it. */
export function parseTimeZone(raw: string): TimeZoneId | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: raw })
    return raw as TimeZoneId
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Reads an ISO instant with an offset (`2026-11-21T15:12:00Z`); null for anything else. */
export function parseInstant(raw: string): Instant | null {
  try {
    return instant(Temporal.Instant.from(raw).epochMilliseconds)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

export const dateSchema = z.string().transform((raw, context) => {
  const date = parseDate(raw)
  if (date === null) context.addIssue({ code: 'custom', message: 'not a day, write YYYY-MM-DD' })
  return date ?? (z.NEVER as CalendarDate)
})
export const wallTimeSchema = z.string().transform((raw, context) => {
  const time = parseWallTime(raw)
  if (time === null) context.addIssue({ code: 'custom', message: 'not a time of day, write HH:mm' })
  return time ?? (z.NEVER as WallTime)
})
export const timeZoneSchema = z.string().transform((raw, context) => {
  const zone = parseTimeZone(raw)
  if (zone === null) context.addIssue({ code: 'custom', message: 'not a time zone, write one like Europe/London' })
  return zone ?? (z.NEVER as TimeZoneId)
})

/**
 * Joins a day and a wall time. Where the clock skips that time or shows it twice, `earlier` answers the earlier
 * of the two instants and `later` the later: a code's start asks for the earlier, its end for the later, so that
 * no guest is locked out by the change of the clock.
 */
export function toInstant(
  date: CalendarDate,
  time: WallTime,
  zone: TimeZoneId,
  disambiguation: 'earlier' | 'later',
): Instant {
  const wall = Temporal.PlainDateTime.from(`${date}T${time}:00`)
  return instant(wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds)
}

const zoned = (at: Instant, zone: TimeZoneId): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)

/** The property's civil day at a moment. */
export const dateOf = (at: Instant, zone: TimeZoneId): CalendarDate =>
  zoned(at, zone).toPlainDate().toString() as CalendarDate

/** The property's wall time at a moment, cut to the minute. */
export const wallTimeOf = (at: Instant, zone: TimeZoneId): WallTime =>
  zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' }) as WallTime

/**
 * The desk's day: until the rollover hour the desk still works on yesterday's lists.
 * For lists and greetings only; codes and routing use {@link dateOf}.
 */
export function deskDateOf(at: Instant, zone: TimeZoneId, rolloverTime: WallTime): CalendarDate {
  const now = zoned(at, zone)
  const today = now.toPlainDate()
  const before = Temporal.PlainTime.compare(now.toPlainTime(), Temporal.PlainTime.from(rolloverTime)) < 0
  return (before ? today.subtract({ days: 1 }) : today).toString() as CalendarDate
}

/** Whole nights from one day to another; negative when `to` is earlier. */
export const nightsBetween = (from: CalendarDate, to: CalendarDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as CalendarDate

/** ISO UTC with milliseconds, as every JSON answer of Latchkey has it. */
export const toIso = (at: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'millisecond' })

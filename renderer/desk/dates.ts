/** Days and times as people read them, in the property's zone and the words' locale. */
import { words } from '../words/index.ts'
import { dayToMillis, deskNow, millisToDay, toMillis } from './clock.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(millis: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${JSON.stringify(options)}`
  let formatter = formats.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(words.locale, { ...options, timeZone })
    formats.set(key, formatter)
  }
  // Some versions of the locale data put a comma behind the weekday, which reads as noise in a row.
  return formatter.format(millis).replaceAll(',', '')
}

const millisOf = (instant: string | number) => (typeof instant === 'number' ? instant : toMillis(instant))

export const wallTime = (instant: string | number, zone: string) =>
  format(millisOf(instant), zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
export const longDay = (instant: string | number, zone: string) =>
  format(millisOf(instant), zone, { weekday: 'long', day: 'numeric', month: 'long' })
/** The calendar day of an instant in the property's zone. */
export function dayOf(instant: string | number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    millisOf(instant),
  )
}
export const todayIn = (zone: string) => dayOf(deskNow(), zone)

/** `Sat 21` */
export const shortDay = (day: string) =>
  `${format(dayToMillis(day), 'UTC', { weekday: 'short' })} ${format(dayToMillis(day), 'UTC', { day: 'numeric' })}`
/** `Sat 21 Nov` */
export const mediumDay = (day: string) => `${shortDay(day)} ${format(dayToMillis(day), 'UTC', { month: 'short' })}`
export const monthName = (month: string) =>
  format(dayToMillis(`${month}-15`), 'UTC', { month: 'short', year: 'numeric' })

/** `21 Nov` */
export const dayAndMonth = (day: string) => format(dayToMillis(day), 'UTC', { day: 'numeric', month: 'short' })
/** `Sat 21 to Tue 24 Nov`; the first month only where it differs, the year only where it is not the current one. */
export function dayRange(from: string, to: string): string {
  const start = from.slice(0, 7) === to.slice(0, 7) ? shortDay(from) : mediumDay(from)
  const year = to.slice(0, 4) === millisToDay(deskNow()).slice(0, 4) ? '' : ` ${to.slice(0, 4)}`
  return words.dates.range(start, mediumDay(to) + year)
}

/** `14:02`, with the day where it is not today's: `Fri 20, 14:02`. */
export function timeOrDay(instant: string, zone: string): string {
  const day = dayOf(instant, zone)
  const time = wallTime(instant, zone)
  const today = todayIn(zone)
  if (day === today) return time
  const old = Math.abs(dayToMillis(day) - dayToMillis(today)) > 6 * 86_400_000
  return `${old ? mediumDay(day) : shortDay(day)} ${time}`
}

/** `14:02` today, else the day alone: `Fri 20`, `2 Nov`. For narrow columns. */
export function shortTime(instant: string, zone: string): string {
  const day = dayOf(instant, zone)
  const today = todayIn(zone)
  if (day === today) return wallTime(instant, zone)
  const old = Math.abs(dayToMillis(day) - dayToMillis(today)) > 6 * 86_400_000
  return old ? dayAndMonth(day) : shortDay(day)
}

/** A moment as part of a sentence: `now`, `14:00 today`, `11:00 on Tue 24`. */
export function moment(instant: string, zone: string): string {
  const day = dayOf(instant, zone)
  const time = wallTime(instant, zone)
  return day === todayIn(zone) ? words.dates.today(time) : words.dates.on(time, shortDay(day))
}

/** `in 18 min`, `in 2 h`; null in the past or more than twelve hours away. */
export function untilWords(instant: string, now: number): string | null {
  const minutes = Math.round((toMillis(instant) - now) / 60_000)
  if (minutes < 1 || minutes > 12 * 60) return null
  return words.dates.in(minutes < 60 ? words.dates.minutes(minutes) : words.dates.hours(Math.round(minutes / 60)))
}

/** `18 min`, `4 h`, `3 days` */
export function spanWords(minutes: number): string {
  if (minutes < 60) return words.dates.minutes(minutes)
  if (minutes < 48 * 60) return words.dates.hours(Math.floor(minutes / 60))
  return words.dates.days(Math.floor(minutes / 1440))
}

/** `30 min`, `2 h`, `1 h 30 min`: how far a time is from the usual one, to the minute. */
export function exactSpan(minutes: number): string {
  const rest = minutes % 60
  if (minutes < 60 || rest === 0) return spanWords(minutes)
  return `${words.dates.hours(Math.floor(minutes / 60))} ${words.dates.minutes(rest)}`
}

/** What a hand typed as a time, as `HH:mm`; null where it is none: `9`, `930`, `9.30`, `21:40`. */
export function readTime(typed: string): string | null {
  const found = /^\s*(\d{1,2})[:.\s h]?(\d{2})?\s*$/.exec(typed)
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
/** Minutes from one wall time to another. */
export function minutesFrom(from: string, to: string): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  return minutes(to) - minutes(from)
}

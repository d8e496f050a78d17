/** Days and moments as the desk reads them aloud: "Tue 24 Nov", "13:40", "Fri 20 Nov, 13:40". Pure. */
import { Temporal } from 'temporal-polyfill'
import { type CalendarDate, dateOf, type Instant, type TimeZoneId, wallTimeOf } from './time.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `2026-11-24` becomes "Tue 24 Nov". */
export function dayWords(date: CalendarDate): string {
  const day = Temporal.PlainDate.from(date)
  return `${weekdays[day.dayOfWeek - 1]} ${day.day} ${months[day.month - 1]}`
}

/** The wall time alone on the same civil day, else with its day before it. */
export function momentWords(at: Instant, zone: TimeZoneId, now: Instant): string {
  const date = dateOf(at, zone)
  const time = wallTimeOf(at, zone)
  return date === dateOf(now, zone) ? time : `${dayWords(date)}, ${time}`
}

/** "55 minutes", "1 minute", "2 hours"; never less than one minute. */
export function spanWords(ms: number): string {
  const whole = Math.max(1, Math.round(ms / 60_000))
  if (whole < 120) return whole === 1 ? '1 minute' : `${whole} minutes`
  return `${Math.round(whole / 60)} hours`
}

/** For how long a person may put an item aside; it comes back by itself. Pure. */
import {
  addDays,
  type CalendarDate,
  deskDateOf,
  hours,
  type Instant,
  instant,
  type TimeZoneId,
  toInstant,
  type WallTime,
} from './time.ts'

export type SnoozeKey = 'snooze' | 'snooze-tomorrow' | 'snooze-arrival'
export type Snooze = { readonly key: SnoozeKey; readonly label: string; readonly until: Instant }

export type DeskDay = { readonly timeZone: TimeZoneId; readonly rolloverTime: WallTime }

/**
 * An hour; until tomorrow's list is made; and, where somebody comes later than that, until the list of their arrival day.
 *
 * @param arrival - the day on which whom it is about arrives; null where it is about nobody who is still to come
 */
export function snoozesFrom(
  now: Instant,
  { timeZone, rolloverTime }: DeskDay,
  arrival: CalendarDate | null,
): readonly Snooze[] {
  const listOf = (day: CalendarDate): Instant => toInstant(day, rolloverTime, timeZone, 'earlier')
  const tomorrow = addDays(deskDateOf(now, timeZone, rolloverTime), 1)
  return [
    { key: 'snooze', label: 'For 1 hour', until: instant(now + hours(1)) },
    { key: 'snooze-tomorrow', label: 'Until tomorrow', until: listOf(tomorrow) },
    ...(arrival !== null && arrival > tomorrow
      ? [{ key: 'snooze-arrival' as const, label: 'Until they arrive', until: listOf(arrival) }]
      : []),
  ]
}

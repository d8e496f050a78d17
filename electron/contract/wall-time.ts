/** From a day and a time of the property's clock to the instant: one rule for the screens and for the desk. */
import { parseDate, parseTimeZone, parseWallTime, toInstant, toIso } from '../domain/time.ts'

/** ISO UTC; null where one of them is none. Of a time that comes twice, the earlier. */
export function instantOfWallTime(day: string, time: string, zone: string): string | null {
  const [date, wall, timeZone] = [parseDate(day), parseWallTime(time), parseTimeZone(zone)]
  return date && wall && timeZone ? toIso(toInstant(date, wall, timeZone, 'earlier')) : null
}

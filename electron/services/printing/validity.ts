import type { SlipDoor, SlipWindow } from '../../domain/slip.ts'
import { type Instant, type TimeZoneId, wallTimeOf } from '../../domain/time.ts'
import type { SlipWords } from './words/slip-words.ts'

/** Doors that open over exactly the same windows, told together. */
export type DoorGroup = { readonly names: readonly string[]; readonly windows: readonly SlipWindow[] }

export function groupByWindows(doors: readonly SlipDoor[]): readonly DoorGroup[] {
  const groups = new Map<string, { names: string[]; windows: readonly SlipWindow[] }>()
  for (const door of doors) {
    const key = door.windows.map((window) => `${window.startsAt}-${window.endsAt}`).join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { names: [door.name], windows: door.windows })
    else group.names.push(door.name)
  }
  return [...groups.values()]
}

/** "from Saturday 21 November, 14:00" and "until Tuesday 24 November, 11:00", in the property's wall time. */
export function validityInWords(window: SlipWindow, zone: TimeZoneId, words: SlipWords): readonly [string, string] {
  // The year matters only to a stay that ends in another one.
  const withYear = yearOf(window.startsAt, zone) !== yearOf(window.endsAt, zone)
  const moment = (at: Instant): string => `${dayInWords(at, zone, words, withYear)}, ${wallTimeOf(at, zone)}`
  return [words.from(moment(window.startsAt)), words.until(moment(window.endsAt))]
}

/** Joined from parts: how a whole date is written differs between the versions of ICU we run on. */
export function dayInWords(at: Instant, zone: TimeZoneId, words: SlipWords, withYear: boolean): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(words.language, { ...options, timeZone: zone, calendar: 'gregory' }).format(at)
  return words.day({
    weekday: part({ weekday: 'long' }),
    day: part({ day: 'numeric' }).replace(/\D/g, ''),
    month: monthInWords(at, zone, words),
    year: withYear ? yearOf(at, zone) : null,
  })
}

/** With the day beside it, since some languages decline the month. */
function monthInWords(at: Instant, zone: TimeZoneId, words: SlipWords): string {
  const format = new Intl.DateTimeFormat(words.language, { day: 'numeric', month: 'long', timeZone: zone })
  return format.formatToParts(at).find((part) => part.type === 'month')?.value ?? ''
}

const yearOf = (at: Instant, zone: TimeZoneId): string =>
  new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(at)

import ICAL from 'ical.js'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { addDays, type CalendarDate, parseDate } from '../../domain/time.ts'
import { classifyEvent, readReference } from './classify-event.ts'

/** One read event and what decides between two with the same UID. */
export type ReadEvent = {
  readonly event: CalendarEvent
  readonly sequence: number
  /** DTSTAMP as written; texts of this form sort by time. */
  readonly stampedAt: string
}

const wanted = /^(UID|DTSTART|DTEND|DURATION|SUMMARY|DESCRIPTION|STATUS|SEQUENCE|DTSTAMP)[;:]/i
const longestDurationDays = 3_660
const secondsADay = 86_400

/**
 * Reads one VEVENT's lines; null where it has no usable days. Dates stay text all the way: feeds mean the days they
 * write, so a time of day is cut off and no zone, the computer's least of all, ever moves them.
 */
export function readEvent(lines: readonly string[], channel: string): ReadEvent | null {
  const values = readValues(lines)
  const start = values.get('dtstart') ?? ''
  const arrivalDate = dayOf(start)
  // Past year 9900 a departure could need a fifth digit, which no longer is a day of ours.
  if (arrivalDate === null || arrivalDate > '9900') return null
  const departureDate = departureOf(values, arrivalDate, start)
  if (departureDate === null) return null
  const summary = values.get('summary') ?? ''
  const uid = values.get('uid')?.trim() ?? ''
  return {
    event: {
      // Small systems leave the UID out. A booking nobody sees is worse than one known by its days.
      uid: uid === '' ? `no-uid-${arrivalDate}-${departureDate}` : uid,
      arrivalDate,
      departureDate,
      kind: classifyEvent(channel, summary, values.get('status') ?? ''),
      reference: readReference(channel, summary, values.get('description') ?? ''),
    },
    sequence: Number(values.get('sequence') ?? 0) || 0,
    stampedAt: values.get('dtstamp') ?? '',
  }
}

/** First value of each property wanted, by lower-case name. A line ical.js cannot read is as good as absent. */
function readValues(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of lines.filter((line) => wanted.test(line)).flatMap(parseProperty)) {
    if (!values.has(name)) values.set(name, value)
  }
  return values
}

function parseProperty(line: string): [string, string][] {
  // ical.js cuts "20270504x" and the like into something date-like, so days are taken as they are written.
  const day = /^(DTSTART|DTEND|DTSTAMP)[;:](?:.*:)?([^:]*)$/i.exec(line)
  if (day !== null) return [[day[1]!.toLowerCase(), day[2]!.trim()]]
  let property: unknown[]
  try {
    property = ICAL.parse.property(line)
  } catch {
    // ical.js throws errors of several kinds for what a stranger's server wrote; all mean the same here.
    return []
  }
  const [name, , , value] = property
  if (typeof name !== 'string') return []
  return [[name.toLowerCase(), typeof value === 'string' || typeof value === 'number' ? String(value) : '']]
}

/** The written day of `20270501`, with or without a time of day. */
function dayOf(value: string): CalendarDate | null {
  const day = /^(\d{4})(\d\d)(\d\d)(?:T\d{4,6}Z?)?$/.exec(value)
  return day === null ? null : parseDate(`${day[1]}-${day[2]}-${day[3]}`)
}

function departureOf(
  values: ReadonlyMap<string, string>,
  arrivalDate: CalendarDate,
  start: string,
): CalendarDate | null {
  const end = values.get('dtend')
  const duration = values.get('duration')
  if (end === undefined && duration === undefined) return addDays(arrivalDate, 1)
  const departureDate = end !== undefined ? dayOf(end) : endOfDuration(arrivalDate, start, duration!)
  if (departureDate === null) return null
  // Days of this form compare as text, which thousands of events in one feed make worth while.
  if (departureDate < arrivalDate) return null
  // An end on the day of the start is meant as that night by those who write it: no channel lets no night at all.
  return departureDate === arrivalDate ? addDays(arrivalDate, 1) : departureDate
}

/** Adds a duration to the written wall time: whole days by the calendar, so no change of the clock shortens a stay. */
function endOfDuration(arrivalDate: CalendarDate, start: string, duration: string): CalendarDate | null {
  const parts = /^\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/.exec(duration)
  if (parts === null || !/\d/.test(duration)) return null
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const [, hour, minute, second] = /T(\d\d)(\d\d)(\d\d)/.exec(start)?.map(Number) ?? [0, 0, 0, 0]
  const intoDay = hour! * 3600 + minute! * 60 + second!
  const after = intoDay + (weeks * 7 + days) * secondsADay + hours * 3600 + minutes * 60 + seconds
  const wholeDays = Math.floor(after / secondsADay)
  return wholeDays > longestDurationDays ? null : addDays(arrivalDate, wholeDays)
}

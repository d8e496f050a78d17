import { describe, expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import type { CalendarEvent, FeedReading } from '../../electron/domain/calendar-event.ts'

const calendar = (...events: string[]) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n${events.join('')}END:VCALENDAR\r\n`
const vevent = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT', ''].join('\r\n')
const stay = (uid: string, ...more: string[]) =>
  vevent(`UID:${uid}`, 'DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270504', ...more)

const read = (ics: string | Uint8Array, channel = 'other'): FeedReading => readFeed(Buffer.from(ics), channel)
const eventsOf = (reading: FeedReading): readonly CalendarEvent[] => {
  if (reading.verdict === 'failed') throw new Error(`failed: ${reading.reason}`)
  return reading.events
}
const one = (event: string, channel?: string) => eventsOf(read(calendar(event), channel))[0]
const days = (event: CalendarEvent | undefined) => event && `${event.arrivalDate} ${event.departureDate}`

describe('the days of an event', () => {
  it.each([
    ['plain dates, the end being the departure', ['DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270504'], '04'],
    ['midnights that are dates in disguise', ['DTSTART:20270501T000000Z', 'DTEND:20270504T000000Z'], '04'],
    ['times, cut to the day they write', ['DTSTART:20270501T233000Z', 'DTEND:20270504T003000Z'], '04'],
    [
      'times in a zone, cut to the day they write',
      ['DTSTART;TZID="America/New_York":20270501T150000', 'DTEND;TZID=Asia/Tokyo:20270504T110000'],
      '04',
    ],
    ['bare dates without VALUE=DATE', ['DTSTART:20270501', 'DTEND:20270504'], '04'],
    ['lower-case names', ['dtstart;value=date:20270501', 'dtend;value=date:20270504'], '04'],
    ['no end: one night', ['DTSTART;VALUE=DATE:20270501'], '02'],
    ['an end on the start: one night', ['DTSTART;VALUE=DATE:20270501', 'DTEND;VALUE=DATE:20270501'], '02'],
    ['a duration in days', ['DTSTART;VALUE=DATE:20270501', 'DURATION:P4D'], '05'],
    ['a duration in weeks', ['DTSTART;VALUE=DATE:20270501', 'DURATION:P1W'], '08'],
    ['a duration in hours', ['DTSTART;VALUE=DATE:20270501', 'DURATION:PT72H'], '04'],
    ['a duration from a time of day', ['DTSTART:20270501T150000', 'DURATION:P2DT20H'], '04'],
    ['blanks around a value', ['DTSTART;VALUE=DATE:20270501 ', 'DTEND;VALUE=DATE:20270504'], '04'],
  ])('are read from %s', (_, lines, departure) => {
    expect(days(one(vevent('UID:a', ...lines)))).toBe(`2027-05-01 2027-05-${departure}`)
  })

  it('do not shift where a clock changes in between, whatever the zone of this computer', () => {
    // node-ical answers 4 November for this one under America/Los_Angeles.
    expect(days(one(vevent('UID:a', 'DTSTART;VALUE=DATE:20271101', 'DURATION:P7D')))).toBe('2027-11-01 2027-11-08')
    expect(days(one(vevent('UID:a', 'DTSTART;VALUE=DATE:20270313', 'DURATION:P2D')))).toBe('2027-03-13 2027-03-15')
  })

  it.each([
    ['no start', ['DTEND;VALUE=DATE:20270504']],
    ['a day that does not exist', ['DTSTART;VALUE=DATE:20270230', 'DTEND;VALUE=DATE:20270304']],
    ['a start at the end of time', ['DTSTART;VALUE=DATE:99991231']],
    ['a start that is no date', ['DTSTART:soon', 'DTEND;VALUE=DATE:20270504']],
    ['an end before the start', ['DTSTART;VALUE=DATE:20270504', 'DTEND;VALUE=DATE:20270501']],
    ['an end that is no date', ['DTSTART;VALUE=DATE:20270501', 'DTEND:20270504x']],
    ['a negative duration', ['DTSTART;VALUE=DATE:20270501', 'DURATION:-P2D']],
    ['an endless duration', ['DTSTART;VALUE=DATE:20270501', 'DURATION:P999999W']],
  ])('reject an event with %s, and keep the others', (_, lines) => {
    const reading = read(calendar(stay('before'), vevent('UID:bad', ...lines), stay('after')))
    expect(reading).toMatchObject({ verdict: 'incomplete', rejectedEvents: 1 })
    expect(eventsOf(reading).map((event) => event.uid)).toEqual(['before', 'after'])
  })
})

describe('a feed as a whole', () => {
  it('is complete, with nothing in it, when it is an empty calendar', () => {
    expect(read(calendar())).toEqual({ verdict: 'complete', events: [], rejectedEvents: 0 })
  })

  it.each([
    ['nothing', ''],
    ['a page for people', '<!doctype html><html><body>BEGIN:VCALENDAR</body></html>'],
    ['events without a calendar', stay('a')],
    ['bytes of no text', String.fromCharCode(0, 1, 2, 255)],
  ])('is no calendar when it is %s', (_, text) => {
    expect(read(text)).toEqual({ verdict: 'failed', reason: 'not-a-calendar' })
  })

  it.each([
    ['inside an event', (ics: string) => ics.slice(0, ics.lastIndexOf('DTEND'))],
    ['between two events', (ics: string) => ics.slice(0, ics.lastIndexOf('BEGIN:VEVENT'))],
    ['before its last line', (ics: string) => ics.slice(0, ics.indexOf('END:VCALENDAR'))],
    ['within its last line', (ics: string) => ics.slice(0, -4)],
  ])('is incomplete when it was cut %s; what is there is read', (_, cut) => {
    const reading = read(cut(calendar(stay('a'), stay('b'))))
    expect(reading.verdict).toBe('incomplete')
    expect(eventsOf(reading)[0]).toMatchObject({ uid: 'a', arrivalDate: '2027-05-01', departureDate: '2027-05-04' })
  })

  it('is incomplete when an event never ends, and the next one is read', () => {
    const reading = read(calendar('BEGIN:VEVENT\r\nUID:open\r\nDTSTART;VALUE=DATE:20270501\r\n', stay('b')))
    expect(reading).toMatchObject({ verdict: 'incomplete', rejectedEvents: 1, events: [{ uid: 'b' }] })
  })

  it('is incomplete when a whole calendar follows one that was cut off', () => {
    const reading = read(calendar(stay('a')).replace('END:VCALENDAR\r\n', '') + calendar(stay('b')))
    expect(reading).toMatchObject({ verdict: 'incomplete', events: [{ uid: 'a' }, { uid: 'b' }] })
  })

  it.each([
    ['a byte order mark', (ics: string) => `\uFEFF${ics}`],
    ['line feeds alone', (ics: string) => ics.replaceAll('\r\n', '\n')],
    ['doubled carriage returns', (ics: string) => ics.replaceAll('\r\n', '\r\r\n')],
    ['no line end after the last line', (ics: string) => ics.trimEnd()],
    ['empty lines', (ics: string) => ics.replaceAll('\r\n', '\r\n\r\n')],
    ['lower-case BEGIN and END', (ics: string) => ics.replace(/BEGIN|END/g, (word) => word.toLowerCase())],
    ['text after its end', (ics: string) => `${ics}<!-- served in 3 ms -->`],
    ['a warning before its start', (ics: string) => `Warning: something in line 3\n${ics}`],
    ['a stray line between events', (ics: string) => ics.replace('END:VEVENT\r\n', 'END:VEVENT\r\nwhat is this\r\n')],
    ['a stray line in an event', (ics: string) => ics.replace('END:VEVENT', 'the rest of a broken text\r\nEND:VEVENT')],
    ['a second calendar behind', (ics: string) => ics + calendar()],
    ['a time zone with its own DTSTART', (ics: string) => ics.replace('BEGIN:VEVENT', `${zone}BEGIN:VEVENT`)],
  ])('reads whole with %s', (_, change) => {
    const reading = read(change(calendar(stay('a'), stay('b'))))
    expect(reading).toMatchObject({ verdict: 'complete', rejectedEvents: 0 })
    expect(eventsOf(reading).map((event) => `${event.uid} ${days(event)}`)).toEqual([
      'a 2027-05-01 2027-05-04',
      'b 2027-05-01 2027-05-04',
    ])
  })

  it('skips the alarms of an event, whose texts and times are not the stay', () => {
    const alarm = ['BEGIN:VALARM', 'SUMMARY:Blocked', 'DTSTART;VALUE=DATE:20200101', 'DURATION:PT15M', 'END:VALARM']
    const event = vevent('BEGIN:VALARM', ...alarm.slice(1), 'UID:a', 'DTSTART:20270501', 'SUMMARY:Reserved')
    expect(one(event)).toMatchObject({ uid: 'a', arrivalDate: '2027-05-01', departureDate: '2027-05-02' })
    expect(one(event)?.kind).toBe('reservation')
  })

  it('joins a line folded in the middle of a character', () => {
    const bytes = Buffer.from(calendar(stay('zażółć-é')))
    const within = bytes.indexOf(Buffer.from('é')) + 1
    const folded = Buffer.concat([bytes.subarray(0, within), Buffer.from('\r\n '), bytes.subarray(within)])
    expect(eventsOf(read(folded))[0]?.uid).toBe('zażółć-é')
  })

  it('keeps an event without a UID, known by its days', () => {
    expect(one(vevent('DTSTART;VALUE=DATE:20270501'))?.uid).toBe('no-uid-2027-05-01-2027-05-02')
  })

  it.each([
    ['higher SEQUENCE', 'SEQUENCE:10', 'SEQUENCE:9'],
    ['later DTSTAMP', 'DTSTAMP:20270102T000000Z', 'DTSTAMP:20270101T235959Z'],
    ['SEQUENCE before DTSTAMP', 'SEQUENCE:1\r\nDTSTAMP:20260101T000000Z', 'DTSTAMP:20270101T000000Z'],
  ])('takes the event with the %s where a UID comes twice', (_, winning, losing) => {
    const winner = vevent('UID:a', 'DTSTART:20270601', winning)
    const loser = vevent('UID:a', 'DTSTART:20270701', losing)
    for (const both of [winner + loser, loser + winner]) {
      expect(eventsOf(read(calendar(both)))).toMatchObject([{ arrivalDate: '2027-06-01' }])
    }
  })
})

const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  'BEGIN:STANDARD',
  'DTSTART:19701025T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
  '',
].join('\r\n')

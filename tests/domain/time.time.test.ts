import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessWindow, type HouseTimes } from '../../electron/domain/access-window.ts'
import {
  addDays,
  type CalendarDate,
  dateOf,
  deskDateOf,
  instant,
  nightsBetween,
  parseDate,
  parseInstant,
  parseTimeZone,
  parseWallTime,
  type TimeZoneId,
  toInstant,
  toIso,
  type WallTime,
  wallTimeOf,
} from '../../electron/domain/time.ts'
import { at } from '../support/test-desk.ts'

const london = 'Europe/London' as TimeZoneId
const newYork = 'America/New_York' as TimeZoneId
const auckland = 'Pacific/Auckland' as TimeZoneId
const kathmandu = 'Asia/Kathmandu' as TimeZoneId
const date = (raw: string) => raw as CalendarDate
const time = (raw: string) => raw as WallTime

describe('a wall time of the property', () => {
  it.each<[string, TimeZoneId, string, string, string, string]>([
    [
      'that is skipped in spring',
      london,
      '2026-03-29',
      '01:30',
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'that comes twice in autumn',
      london,
      '2026-10-25',
      '01:30',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'that is skipped in New York',
      newYork,
      '2026-03-08',
      '02:30',
      '2026-03-08T06:30:00.000Z',
      '2026-03-08T07:30:00.000Z',
    ],
    [
      'that comes twice in New York',
      newYork,
      '2026-11-01',
      '01:30',
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ],
    [
      'that is skipped in the south',
      auckland,
      '2026-09-27',
      '02:30',
      '2026-09-26T13:30:00.000Z',
      '2026-09-26T14:30:00.000Z',
    ],
    [
      'that comes twice in the south',
      auckland,
      '2026-04-05',
      '02:30',
      '2026-04-04T13:30:00.000Z',
      '2026-04-04T14:30:00.000Z',
    ],
    ['before a change', london, '2026-03-29', '00:30', '2026-03-29T00:30:00.000Z', '2026-03-29T00:30:00.000Z'],
    ['after a change', london, '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z', '2026-03-29T01:00:00.000Z'],
    [
      'of a quarter-hour zone',
      kathmandu,
      '2026-06-10',
      '14:00',
      '2026-06-10T08:15:00.000Z',
      '2026-06-10T08:15:00.000Z',
    ],
  ])('%s is the earlier instant for a start and the later for an end', (_name, zone, day, wall, start, end) => {
    expect(toIso(toInstant(date(day), time(wall), zone, 'earlier'))).toBe(start)
    expect(toIso(toInstant(date(day), time(wall), zone, 'later'))).toBe(end)
  })

  it('reads back as itself wherever it exists, and a start never comes after its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(london, newYork, auckland, kathmandu),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 1439 }),
        (zone, days, minute) => {
          const day = addDays(date('2026-01-01'), days)
          const wall = time(
            `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
          )
          const start = toInstant(day, wall, zone, 'earlier')
          const end = toInstant(day, wall, zone, 'later')
          expect(start).toBeLessThanOrEqual(end)
          if (start === end) {
            expect(dateOf(start, zone)).toBe(day)
            expect(wallTimeOf(start, zone)).toBe(wall)
          }
        },
      ),
    )
  })
})

describe('a stay over a night in which the clock changes', () => {
  const house = (timeZone: TimeZoneId, change: Partial<HouseTimes> = {}): HouseTimes => ({
    timeZone,
    checkInTime: time('14:00'),
    checkOutTime: time('11:00'),
    graceBeforeMinutes: 0,
    graceAfterMinutes: 0,
    ...change,
  })
  const stay = (arrivalDate: string, departureDate: string, change = {}) => ({
    arrivalDate: date(arrivalDate),
    departureDate: date(departureDate),
    arrivalTime: null,
    departureTime: null,
    accessFromAt: null,
    accessUntilAt: null,
    ...change,
  })
  const opens = (...given: Parameters<typeof accessWindow>) => {
    const window = accessWindow(...given)
    return window === null ? null : [toIso(window.startsAt), toIso(window.endsAt)]
  }

  it.each<[string, TimeZoneId, string, string, string, string]>([
    [
      'into summer in London',
      london,
      '2026-03-28',
      '2026-03-29',
      '2026-03-28T14:00:00.000Z',
      '2026-03-29T10:00:00.000Z',
    ],
    [
      'into winter in London',
      london,
      '2026-10-24',
      '2026-10-25',
      '2026-10-24T13:00:00.000Z',
      '2026-10-25T11:00:00.000Z',
    ],
    [
      'into summer in New York',
      newYork,
      '2026-03-07',
      '2026-03-08',
      '2026-03-07T19:00:00.000Z',
      '2026-03-08T15:00:00.000Z',
    ],
    [
      'into winter in New York',
      newYork,
      '2026-10-31',
      '2026-11-01',
      '2026-10-31T18:00:00.000Z',
      '2026-11-01T16:00:00.000Z',
    ],
  ])('opens from 14:00 to 11:00 local: %s', (_name, zone, from, to, startsAt, endsAt) => {
    expect(opens(stay(from, to), house(zone))).toEqual([startsAt, endsAt])
  })

  it('locks nobody out whose own time falls into the change', () => {
    const early = stay('2026-03-29', '2026-10-25', { arrivalTime: time('01:30'), departureTime: time('01:30') })
    expect(opens(early, house(london))).toEqual(['2026-03-29T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
  })

  it('adds grace in real minutes, and lets a hand-over or a kept access take the place of the plan', () => {
    const graced = house(london, { graceBeforeMinutes: 30, graceAfterMinutes: 15 })
    expect(opens(stay('2026-06-10', '2026-06-12'), graced)).toEqual([
      '2026-06-10T12:30:00.000Z',
      '2026-06-12T10:15:00.000Z',
    ])
    const handed = { accessFromAt: at('2026-06-10T09:12:00Z'), accessUntilAt: at('2026-06-12T12:00:00Z') }
    expect(opens(stay('2026-06-10', '2026-06-12', handed), graced)).toEqual([
      '2026-06-10T09:12:00.000Z',
      '2026-06-12T12:00:00.000Z',
    ])
    expect(opens(stay('2026-06-10', '2026-06-12', { accessUntilAt: at('2026-06-10T09:00:00Z') }), graced)).toBeNull()
  })
})

describe('the desk’s day', () => {
  const four = time('04:00')
  it.each([
    ['2026-06-10T02:59:00Z', '2026-06-10', '2026-06-09'],
    ['2026-06-10T03:00:00Z', '2026-06-10', '2026-06-10'],
    ['2026-06-09T23:30:00Z', '2026-06-10', '2026-06-09'],
    ['2026-06-09T22:59:00Z', '2026-06-09', '2026-06-09'],
    // 03:59 and 04:00 on the morning after the clock went back, and on the one on which it went forward.
    ['2026-10-25T03:59:00Z', '2026-10-25', '2026-10-24'],
    ['2026-10-25T04:00:00Z', '2026-10-25', '2026-10-25'],
    ['2026-03-29T02:59:00Z', '2026-03-29', '2026-03-28'],
    ['2026-03-29T03:00:00Z', '2026-03-29', '2026-03-29'],
  ])('at %s is %s on the calendar and %s at the desk', (moment, civil, desk) => {
    expect(dateOf(at(moment), london)).toBe(civil)
    expect(deskDateOf(at(moment), london, four)).toBe(desk)
  })
  it('is the civil day where the rollover is midnight', () => {
    expect(deskDateOf(at('2026-06-09T23:00:00Z'), london, time('00:00'))).toBe('2026-06-10')
  })
})

describe('days and moments', () => {
  it('are read only where they are real', () => {
    for (const bad of ['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', '2026-06-31'])
      expect(parseDate(bad)).toBeNull()
    expect(parseDate('2028-02-29')).toBe('2028-02-29')
    for (const bad of ['24:00', '7:00', '07:60', '0700', '']) expect(parseWallTime(bad)).toBeNull()
    expect(parseWallTime('23:59')).toBe('23:59')
    for (const bad of ['yesterday', '2026-06-10', '2026-06-10T12:00', '']) expect(parseInstant(bad)).toBeNull()
    expect(parseInstant('2026-06-10T14:00:00+01:00')).toBe(Date.UTC(2026, 5, 10, 13))
    expect(parseTimeZone('Europe/Nowhere')).toBeNull()
    expect(parseTimeZone('Europe/London')).toBe('Europe/London')
    expect(() => instant(0.5)).toThrow()
  })
  it('are counted by the calendar, whatever the clock does in between', () => {
    expect(nightsBetween(date('2026-03-28'), date('2026-03-30'))).toBe(2)
    expect(nightsBetween(date('2026-10-24'), date('2026-10-26'))).toBe(2)
    expect(addDays(date('2026-10-24'), 2)).toBe('2026-10-26')
    expect(nightsBetween(date('2026-06-12'), date('2026-06-10'))).toBe(-2)
    expect(toIso(instant(0))).toBe('1970-01-01T00:00:00.000Z')
  })
})

import { describe, expect, it } from 'vitest'
import {
  batteryLevel,
  isClockOff,
  isOfflineForLong,
  type LateFacts,
  lateCode,
  quotaTone,
} from '../../electron/domain/alert.ts'
import { dayWords, momentWords, spanWords } from '../../electron/domain/day-words.ts'
import type { DoorId } from '../../electron/domain/ids.ts'
import { type LockReach, lockTroubles } from '../../electron/domain/lock-trouble.ts'
import {
  type CalendarDate,
  hours,
  type Instant,
  instant,
  minutes,
  type TimeZoneId,
} from '../../electron/domain/time.ts'

const opensAt = instant(Date.UTC(2026, 10, 24, 15, 0))
const window = { startsAt: opensAt, endsAt: instant(opensAt + hours(44)) }
const at = (minutesBefore: number): Instant => instant(opensAt - minutes(minutesBefore))
const facts = (change: Partial<LateFacts>): LateFacts => ({
  now: at(0),
  window,
  held: null,
  waitingSince: at(600),
  inHouseSince: null,
  sentAhead: true,
  ...change,
})
const tone = (change: Partial<LateFacts>): string | null => lateCode(facts(change))?.tone ?? null

describe('a code that is not on its lock before the guest comes', () => {
  it.each([
    [61, null],
    [60, 'question'],
    [31, 'question'],
    [30, 'bad'],
    [0, 'bad'],
    [-90, 'bad'],
  ])('%i minutes before is %s', (before, expected) => expect(tone({ now: at(before) })).toBe(expected))

  it('calls nobody for a code that was made within the last two minutes', () => {
    expect(tone({ now: at(10), waitingSince: instant(at(10) - minutes(2) + 1) })).toBeNull()
    expect(tone({ now: at(10), waitingSince: instant(at(10) - minutes(2)) })).toBe('bad')
  })

  it('is not late before check-in where codes go to the lock at check-in only', () => {
    expect(tone({ now: at(10), sentAhead: false })).toBeNull()
    expect(tone({ now: at(-60), sentAhead: false })).toBeNull()
  })

  it('is red two minutes after the party came in, whatever the house sends ahead', () => {
    const now = at(-60)
    for (const sentAhead of [true, false]) {
      expect(tone({ now, sentAhead, inHouseSince: instant(now - minutes(2) - 1) })).toBe('bad')
    }
    expect(tone({ now, sentAhead: false, inHouseSince: instant(now - minutes(2)) })).toBeNull()
  })

  it('is nobody’s matter once its window is over', () => expect(tone({ now: window.endsAt })).toBeNull())
})

describe('a code that the lock holds for a shorter time than it should', () => {
  const held = { startsAt: window.startsAt, endsAt: instant(window.startsAt + hours(20)) }
  const inHouseSince = at(0)

  it('still opens, so nobody is called until its end there comes near', () => {
    expect(tone({ held, inHouseSince, now: instant(held.endsAt - minutes(61)) })).toBeNull()
    expect(lateCode(facts({ held, inHouseSince, now: instant(held.endsAt - minutes(60)) }))).toEqual({
      tone: 'question',
      needAt: held.endsAt,
    })
    expect(tone({ held, inHouseSince, now: instant(held.endsAt - minutes(30)) })).toBe('bad')
  })

  it('is red once that end has passed', () =>
    expect(tone({ held, inHouseSince, now: instant(held.endsAt + 1) })).toBe('bad'))

  it('is no trouble where the lock holds all of it', () =>
    expect(tone({ held: window, inHouseSince, now: at(-60) })).toBeNull())
})

describe('levels of locks and vendors', () => {
  it.each([
    [null, null],
    [100, 'ok'],
    [26, 'ok'],
    [25, 'low'],
    [16, 'low'],
    [15, 'critical'],
    [0, 'critical'],
  ])('a battery at %s %% is %s', (percent, level) => expect(batteryLevel(percent)).toBe(level))

  it.each([
    [23_999, null],
    [24_000, 'question'],
    [29_999, 'question'],
    [30_000, 'bad'],
  ])('%i of 30,000 calls is %s', (calls, expected) => expect(quotaTone(calls, 30_000)).toBe(expected))

  it('says nothing of a quota that nobody counts', () => {
    expect(quotaTone(null, 100)).toBeNull()
    expect(quotaTone(100, null)).toBeNull()
  })

  it('lets a clock be off by a minute either way, and no more', () => {
    expect([60_000, -60_000].map(isClockOff)).toEqual([false, false])
    expect([60_001, -60_001].map(isClockOff)).toEqual([true, true])
  })

  it('tells of a lock that is offline for five minutes', () => {
    expect(isOfflineForLong(at(5), at(0))).toBe(true)
    expect(isOfflineForLong(instant(at(5) + 1), at(0))).toBe(false)
    expect(isOfflineForLong(null, at(0))).toBe(false)
  })
})

describe('locks that cannot be reached', () => {
  const east = { id: 'g1', name: 'East stairs', online: false }
  const west = { id: 'g2', name: 'West stairs', online: true }
  const lock = (id: string, change: Partial<LockReach> = {}): LockReach => ({
    doorId: id as DoorId,
    provider: 'ttlock',
    gateway: null,
    online: true,
    fault: null,
    offlineSince: null,
    ...change,
  })
  const told = (...locks: LockReach[]) =>
    lockTroubles(locks).map(({ kind, id, name, doorIds }) => [kind, id, name, doorIds.join()])

  it('are put together by their gateway, and the others are left out', () => {
    const off = { gateway: east, online: false }
    expect(told(lock('a', off), lock('b', { gateway: west }), lock('c', { gateway: east, online: null }))).toEqual([
      ['gateway', 'g1', 'East stairs', 'a,c'],
    ])
  })

  it('stand alone behind a gateway that answers', () =>
    expect(told(lock('a', { gateway: west, online: false }), lock('b', { gateway: west }))).toEqual([
      ['lock', 'a', '', 'a'],
    ]))

  it('are their vendor’s trouble where none of its locks could be asked', () => {
    const lost = { provider: 'seam', online: null, fault: 'offline' } as const
    expect(told(lock('a', lost), lock('b', lost), lock('c'))).toEqual([['provider', 'seam', 'Seam', 'a,b']])
    expect(told(lock('a', lost))).toEqual([['provider', 'seam', 'Seam', 'a']])
    // A gateway that was on line when the vendor last answered says nothing now.
    expect(told(lock('a', { ...lost, gateway: west }))).toEqual([['provider', 'seam', 'Seam', 'a']])
  })

  it('are their gateway’s trouble where one gateway explains them all', () => {
    const off = { gateway: east, online: false }
    expect(told(lock('a', off), lock('b', off))).toEqual([['gateway', 'g1', 'East stairs', 'a,b']])
  })

  it('are one lock’s own where a vendor answers that its only lock is offline', () =>
    expect(told(lock('a', { provider: 'seam', online: false }))).toEqual([['lock', 'a', '', 'a']]))

  it('are lost since the first of them was', () => {
    const off = { gateway: east, online: false }
    const [trouble] = lockTroubles([
      lock('a', { ...off, offlineSince: at(3) }),
      lock('b', { ...off, offlineSince: at(9) }),
      lock('c', off),
    ])
    expect(trouble?.offlineSince).toBe(at(9))
  })
})

describe('days and spans in words', () => {
  const zone = 'Europe/London' as TimeZoneId
  it('are read aloud without digits of the year', () =>
    expect(dayWords('2026-11-24' as CalendarDate)).toBe('Tue 24 Nov'))
  it('leave out a day that is today', () => {
    expect(momentWords(at(80), zone, at(0))).toBe('13:40')
    expect(momentWords(instant(at(0) - hours(96)), zone, at(0))).toBe('Fri 20 Nov, 15:00')
  })
  it.each([
    [1, '1 minute'],
    [minutes(55), '55 minutes'],
    [minutes(119), '119 minutes'],
    [hours(3), '3 hours'],
  ])('%i ms are %s', (ms, words) => expect(spanWords(ms)).toBe(words))
})

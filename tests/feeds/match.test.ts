import { describe, expect, it } from 'vitest'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import type { StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Stay, StayStatus } from '../../electron/domain/stay.ts'
import type { CalendarDate, Instant } from '../../electron/domain/time.ts'
import { type EventVerdict, judgeEvent } from '../../electron/services/feeds/index.ts'

const today = '2026-06-10' as CalendarDate

const event = (days: string, change: Partial<CalendarEvent> = {}): CalendarEvent => {
  const [arrivalDate, departureDate] = days.split('/') as [CalendarDate, CalendarDate]
  return { uid: 'uid-1', arrivalDate, departureDate, kind: 'unknown', reference: null, ...change }
}
const stay = (days: string, change: Partial<Stay> = {}): Stay => {
  const [arrivalDate, departureDate] = days.split('/') as [CalendarDate, CalendarDate]
  return {
    id: 'stay-1' as StayId,
    reservationId: null,
    unitId: 'unit' as UnitId,
    arrivalDate,
    departureDate,
    arrivalTime: null,
    departureTime: null,
    accessFromAt: null,
    accessUntilAt: null,
    status: 'expected',
    placed: true,
    provisional: false,
    kind: 'unknown',
    source: 'feed',
    channel: 'booking.com',
    arrivedAt: null,
    arrivedBy: null,
    departedAt: null,
    createdAt: 0 as Instant,
    ...change,
  }
}
const status = (name: StayStatus) => ({ status: name })
const seenAs = (of: Stay, uid = 'uid-1') => [
  { uid, arrivalDate: of.arrivalDate, departureDate: of.departureDate, stayId: of.id },
]
/** A verdict in one line: what it is, and of which stay. */
const told = (verdict: EventVerdict): string =>
  Object.entries(verdict)
    .map(([key, value]) => (key === 'stay' ? (value as Stay).id : String(value)))
    .join(' ')

const days = '2026-06-12/2026-06-15'

describe('one event of a feed', () => {
  it.each<[string, CalendarEvent, readonly Stay[], string]>([
    ['of free nights is a new stay', event(days), [], 'new true unknown'],
    [
      'the channel calls a reservation is a new reservation',
      event(days, { kind: 'reservation' }),
      [],
      'new true reservation',
    ],
    ['the owner blocked is no stay', event(days, { kind: 'block' }), [], 'block'],
    ['the owner blocked over a stay is no stay either', event(days, { kind: 'block' }), [stay(days)], 'block'],
    ['the channel cancelled adds nothing', event(days, { kind: 'cancelled' }), [], 'cancelled'],
    ['the channel cancelled cancels nothing', event(days, { kind: 'cancelled' }), [stay(days)], 'cancelled'],
    ['that ended yesterday is past', event('2026-06-07/2026-06-09'), [], 'past'],
    ['that ends today is past', event('2026-06-07/2026-06-10'), [], 'past'],
    ['that ends tomorrow is not', event('2026-06-07/2026-06-11'), [], 'new true unknown'],
    ['of thirty unknown nights is a stay', event('2026-06-12/2026-07-12'), [], 'new true unknown'],
    [
      'of thirty-one unknown nights is taken for a block',
      event('2026-06-12/2026-07-13'),
      [],
      'new false block-suspected',
    ],
    [
      'of a long reservation is one all the same',
      event('2026-06-12/2026-09-12', { kind: 'reservation' }),
      [],
      'new true reservation',
    ],
    ['with the days of a stay is that stay', event(days), [stay(days)], 'known stay-1 none'],
    [
      'with the days of a stay in house is that stay',
      event(days),
      [stay(days, status('in-house'))],
      'known stay-1 none',
    ],
    [
      'with the days of an unplaced stay is that stay',
      event(days),
      [stay(days, { placed: false })],
      'known stay-1 none',
    ],
    [
      'with the days of a departed stay brings nobody back',
      event(days),
      [stay(days, status('departed'))],
      'ended-here stay-1',
    ],
    [
      'with the days of a no-show brings nobody back',
      event(days),
      [stay(days, status('no-show'))],
      'ended-here stay-1',
    ],
    [
      'with the days of a cancelled stay, never seen before, is a new booking',
      event(days),
      [stay(days, status('cancelled'))],
      'new true unknown',
    ],
    [
      'that overlaps and leaves on the same day is that stay',
      event('2026-06-13/2026-06-15'),
      [stay(days)],
      'known stay-1 dates',
    ],
    [
      'that overlaps and leaves on the day of a cancelled stay is new',
      event('2026-06-13/2026-06-15'),
      [stay(days, status('cancelled'))],
      'new true unknown',
    ],
    ['that overlaps a placed stay is kept unplaced', event('2026-06-14/2026-06-17'), [stay(days)], 'new false unknown'],
    [
      'that overlaps an unplaced stay is placed',
      event('2026-06-14/2026-06-17'),
      [stay(days, { placed: false })],
      'new true unknown',
    ],
    [
      'that overlaps a departed stay is placed',
      event('2026-06-14/2026-06-17'),
      [stay(days, status('departed'))],
      'new true unknown',
    ],
    [
      'that begins on the day another leaves is placed',
      event('2026-06-15/2026-06-17'),
      [stay(days)],
      'new true unknown',
    ],
    ['that ends on the day another comes is placed', event('2026-06-11/2026-06-12'), [stay(days)], 'new true unknown'],
    [
      'prefers the live stay where a cancelled one has the same days',
      event(days),
      [stay(days, status('cancelled')), stay(days, { id: 'stay-2' as StayId })],
      'known stay-2 none',
    ],
  ])('%s', (_name, given, stays, verdict) => {
    expect(told(judgeEvent(given, stays, [], today))).toBe(verdict)
  })

  it.each<[string, string, Partial<Stay>, string]>([
    ['with other days that still overlap is that stay, and differs', '2026-06-11/2026-06-14', {}, 'known stay-1 dates'],
    ['longer than before is that stay, and differs', '2026-06-12/2026-06-18', {}, 'known stay-1 dates'],
    [
      'with other days does not revive what was cancelled here',
      '2026-06-11/2026-06-14',
      status('cancelled'),
      'ended-here stay-1',
    ],
    ['with the same days does not revive what was cancelled here', days, status('cancelled'), 'ended-here stay-1'],
    ['with days far away is another booking under an old name', '2026-07-12/2026-07-15', {}, 'new true unknown'],
    ['long past is left alone', '2026-06-01/2026-06-04', {}, 'past'],
  ])('seen before as a stay, %s', (_name, dates, change, verdict) => {
    const known = stay(days, change)
    expect(told(judgeEvent(event(dates), [known], seenAs(known), today))).toBe(verdict)
    expect(told(judgeEvent(event(dates, { uid: 'other' }), [known], seenAs(known), today))).not.toContain(
      'ended-here stay-1 ',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import { endingOf, isGone } from '../../electron/domain/feed-absence.ts'
import { judgeDates } from '../../electron/domain/feed-dates.ts'
import { identify } from '../../electron/domain/feed-identity.ts'
import type { FeedStay, SeenStay } from '../../electron/domain/feed-stay.ts'
import { judgeAnswer, stillDue, suspectStep } from '../../electron/domain/feed-verdict.ts'
import type { StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import { addDays, type CalendarDate, hours, type Instant } from '../../electron/domain/time.ts'

const today = '2026-06-10' as CalendarDate
const at = (hour: number) => hours(hour) as Instant

const event = (days: string, change: Partial<CalendarEvent> = {}): CalendarEvent => {
  const [arrivalDate, departureDate] = days.split('/') as [CalendarDate, CalendarDate]
  return { uid: 'uid-1', arrivalDate, departureDate, kind: 'unknown', reference: null, ...change }
}
type Given = {
  readonly stay?: Partial<Stay>
  readonly seen?: Partial<SeenStay> | null
  readonly uids?: readonly string[]
  readonly reference?: string
}
/** A stay that the feed showed with these days and the name `uid-1`, unless said otherwise. */
function known(days: string, given: Given = {}): FeedStay {
  const [arrivalDate, departureDate] = days.split('/') as [CalendarDate, CalendarDate]
  const stay: Stay = {
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
    createdAt: at(0),
    ...given.stay,
  }
  const seen = { arrivalDate, departureDate, missingSince: null, missingPolls: 0, goneAt: null, ...given.seen }
  return {
    stay,
    seen: given.seen === null ? null : seen,
    uids: new Set(given.uids ?? ['uid-1']),
    reference: (given.reference ?? null) as BookingReference | null,
  }
}
/** Which stay an event is: its id, with `renamed` where it has another name now; `new` for none. */
function told(given: CalendarEvent, stays: readonly FeedStay[]): string {
  const { matches } = identify([given], stays, today)
  const [match] = matches
  return match === undefined ? 'new' : `${match.known.stay.id}${match.renamed ? ' renamed' : ''}`
}

const days = '2026-06-12/2026-06-15'
const missing = { missingSince: at(0), missingPolls: 2 }
const gone = { ...missing, goneAt: at(6) }
const renamed = { uid: 'uid-2' }

describe('an event of a feed', () => {
  it.each<[string, CalendarEvent, FeedStay, string]>([
    ['with the name of a stay is that stay, whatever its days', event('2026-09-12/2026-09-15'), known(days), 'stay-1'],
    ['with the name of a stay that is over, on other days, is new', event(days), known('2026-06-01/2026-06-03'), 'new'],
    ['with the name of a stay that was gone is new', event(days), known(days, { seen: gone }), 'new'],
    [
      'that was only asked about because answers were suspect is that stay',
      event(days),
      known(days, { seen: { goneAt: at(6) } }),
      'stay-1',
    ],
    ['that returns before it was gone is that stay', event(days), known(days, { seen: missing }), 'stay-1'],
    ['with another name and the same days is that stay', event(days, renamed), known(days), 'stay-1 renamed'],
    [
      'with another name and the same reference is that stay on its new days',
      event('2026-08-12/2026-08-15', { ...renamed, reference: 'HM1' as BookingReference }),
      known(days, { reference: 'HM1' }),
      'stay-1 renamed',
    ],
    [
      'with the same name and days but another reference is another booking',
      event(days, { reference: 'HM2' as BookingReference }),
      known(days, { reference: 'HM1' }),
      'new',
    ],
    [
      'that begins today and ends as a running stay does is its rest',
      event('2026-06-10/2026-06-15', renamed),
      known('2026-06-08/2026-06-15', { seen: { arrivalDate: '2026-06-09' as CalendarDate } }),
      'stay-1 renamed',
    ],
    [
      'that begins tomorrow is its rest too: the channel may be past midnight already',
      event('2026-06-11/2026-06-15', renamed),
      known('2026-06-10/2026-06-15'),
      'stay-1 renamed',
    ],
    [
      'that begins the day after is not',
      event('2026-06-12/2026-06-15', renamed),
      known('2026-06-10/2026-06-15'),
      'new',
    ],
    [
      'that begins with a stay and ends on another day is that stay',
      event('2026-06-12/2026-06-18', renamed),
      known(days),
      'stay-1 renamed',
    ],
    ['that only overlaps a stay is new', event('2026-06-13/2026-06-16', renamed), known(days), 'new'],
    [
      'with the days of a stay of another source is that stay',
      event(days),
      known(days, { seen: null, uids: [] }),
      'stay-1',
    ],
    [
      'with the days of a cancelled stay of another source is new',
      event(days),
      known(days, { seen: null, uids: [], stay: { status: 'cancelled' } }),
      'new',
    ],
    [
      'with the name of a stay that the desk cancelled is still that stay',
      event(days),
      known(days, { stay: { status: 'cancelled' } }),
      'stay-1',
    ],
    ['the owner blocked is no stay', event(days, { kind: 'block' }), known(days), 'new'],
    ['the channel cancelled is no stay any more', event(days, { kind: 'cancelled' }), known(days), 'new'],
  ])('%s', (_name, given, stay, expected) => {
    expect(told(given, [stay])).toBe(expected)
  })

  it('is the rest of the running stay even under the name of one that was joined to it', () => {
    const running = known('2026-06-05/2026-06-20', {
      uids: ['long'],
      seen: { arrivalDate: '2026-06-09' as CalendarDate },
    })
    const joined = known('2026-06-10/2026-06-20', { uids: ['short'], seen: missing, stay: { id: 'stay-2' as StayId } })
    expect(told(event('2026-06-10/2026-06-20', { uid: 'short' }), [joined, running])).toBe('stay-1 renamed')
  })
})

describe('an answer', () => {
  const judge = (present: number, lacked: number, isEmpty = false) =>
    judgeAnswer({ isWhole: true, isEmpty, present, lacked })
  it('is suspect where it lacks more than two stays and more than three tenths of them', () => {
    expect([judge(3, 2), judge(3, 3), judge(20, 6), judge(20, 7)]).toEqual(['ok', 'suspect', 'ok', 'suspect'])
  })
  it('is suspect where it is empty and one stay was due', () => {
    expect([judge(1, 1, true), judge(0, 0, true), judge(1, 1)]).toEqual(['suspect', 'ok', 'ok'])
  })
  it('is asked about after a day of the same or of less, and waits anew where it lacks something else', () => {
    const stays = ['a', 'b'].map((id) => known(days, { stay: { id: id as StayId } })) as never
    const [one] = stays as never[]
    const first = suspectStep(null, stays, at(0))
    expect([first.ask, suspectStep(first.suspicion, stays, at(23)).ask]).toEqual([[], []])
    expect(suspectStep(first.suspicion, [one!], at(24)).ask).toHaveLength(1)
    const other = suspectStep(suspectStep(null, [one!], at(0)).suspicion, stays, at(24))
    expect([other.ask, other.suspicion.since]).toEqual([[], at(24)])
  })
})

describe('absence', () => {
  it('is believed after three good polls and six hours, not after either alone', () => {
    const told = (polls: number, hour: number) => isGone({ missingSince: at(0), missingPolls: polls }, at(hour))
    expect([told(3, 6), told(2, 60), told(30, 5)]).toEqual([true, false, false])
  })
  const facts = { now: at(0), today, arrivesAt: at(72), isOwnChannel: true, codeSent: false, saidByPerson: false }
  it.each<[string, Given, Partial<typeof facts>, string]>([
    ['cancels what is far off', {}, {}, 'cancel'],
    ['asks about what arrives in two days', {}, { arrivesAt: at(48) }, 'ask'],
    ['asks where a code has left for a lock', {}, { codeSent: true }, 'ask'],
    ['asks where the desk set the days', {}, { saidByPerson: true }, 'ask'],
    ['asks about what the desk booked itself', { stay: { source: 'desk' } }, {}, 'ask'],
    ['does nothing to people who are here', { stay: { status: 'in-house' } }, {}, 'nothing'],
    ['does nothing where only an echo is gone', {}, { isOwnChannel: false }, 'nothing'],
    ['lifts a closure', { stay: { kind: 'block-suspected' } }, {}, 'close'],
  ])('%s', (_name, given, change, expected) => {
    expect(endingOf(known(days, given), { ...facts, ...change })).toBe(expected)
  })
})

it('never throws, claims no stay and no event twice, whatever the events and stays are', () => {
  const span = fc.record({ from: fc.integer({ min: -40, max: 40 }), nights: fc.constantFrom(1, 2, 3, 31, 400) })
  const word = fc.constantFrom('', 'uid-1', 'uid-2', '__proto__', 'constructor', '\u0000')
  const reference = fc.constantFrom(null, null, 'HM1', 'HM2')
  const spanDays = ({ from, nights }: { from: number; nights: number }) =>
    `${addDays(today, from)}/${addDays(today, from + nights)}`
  const anEvent = fc
    .record({ span, uid: word, kind: fc.constantFrom('unknown', 'reservation', 'block', 'cancelled'), reference })
    .map((one) =>
      event(spanDays(one.span), {
        ...one,
        kind: one.kind as CalendarEvent['kind'],
        reference: one.reference as BookingReference | null,
      }),
    )
  const aStay = fc
    .record({
      span,
      uids: fc.array(word, { maxLength: 3 }),
      reference,
      status: fc.constantFrom('expected', 'in-house', 'departed', 'cancelled', 'no-show'),
      seen: fc.constantFrom(null, {}, missing, gone),
      kind: fc.constantFrom('unknown', 'reservation', 'block-suspected'),
    })
    .map(({ status, kind, ...one }) => ({ ...one, stay: { status, kind } as Partial<Stay> }))
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 12 }), fc.array(aStay, { maxLength: 12 }), (events, given) => {
      const stays = given.map((one, index) =>
        known(spanDays(one.span), {
          stay: { ...one.stay, id: `stay-${index}` as StayId },
          seen: one.seen,
          uids: one.uids,
          ...(one.reference === null ? {} : { reference: one.reference }),
        }),
      )
      const found = identify(events, stays, today)
      const claimed = found.matches.map((match) => match.known.stay.id)
      expect(new Set(claimed).size).toBe(claimed.length)
      const real = events.filter((one) => one.kind === 'unknown' || one.kind === 'reservation')
      expect(found.matches.length + found.fresh.length).toBe(real.length)
      expect(found.lacked.filter((one) => claimed.includes(one.stay.id))).toEqual([])
      stillDue(found.lacked, today)
      for (const { event: shown, known: one } of found.matches)
        judgeDates(one.stay, shown, {
          today,
          saidByPerson: false,
          isOwnChannel: true,
          codeSent: false,
          isFree: () => true,
        })
    }),
  )
})

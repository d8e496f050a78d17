/** Two parties have one unit: whatever takes the one out gives the unit to the other, and one undo takes both back. */
import { describe, expect, it } from 'vitest'
import { readStay, updateStay } from '../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../db/queries/claims.ts'
import { codesOfReservation } from '../../db/queries/codes.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import { planCodes } from '../../electron/services/access-codes/index.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive, cancel, depart, extend, move, settleDoubleBooking } from '../../electron/services/check-in/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { answerGone } from '../../electron/services/feeds/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { feedStay } from '../support/feed-stays.ts'
import { A, B, houses } from '../support/houses.ts'
import { book, codeOf, dana, must, type TestDesk } from '../support/test-desk.ts'

const C = '1000000003'
const house = houses()
const feeds = { R1: [{ channel: 'booking.com', url: 'https://calendar.example.com/R1.ics' }] }
const open = (): TestDesk => house.openTraining({ now: '2026-06-10T08:00:00Z', feeds })

type Party = { readonly reservationId: ReservationId; readonly stayId: StayId }
const holds = (test: TestDesk, reference: string, arrival: string, departure: string, unit = 'R1'): Party => {
  const { reservationId, stayIds } = book(test.desk, reference, [[unit, arrival, departure]])
  return { reservationId, stayId: stayIds[0]! }
}
/** As a calendar brings it over nights that are taken: kept in Room 1, without codes. */
const waits = (test: TestDesk, reference: string, arrival: string, departure: string, unit = 'R2'): Party => {
  const party = holds(test, reference, arrival, departure, unit)
  const unitId = readHouse(test.desk.store.read)!.units[0]!.id
  must(
    transact(test.desk, dana, (work) => {
      updateStay(work.db, party.stayId, { placed: false, unitId })
      return planCodes(work, party.reservationId)
    }),
  )
  return party
}
/** `expected R1`, `expected waits`; with the number of doors its codes are wanted on. */
const stands = ({ desk }: TestDesk, { reservationId, stayId }: Party): string => {
  const stay = readStay(desk.store.read, stayId)!
  const unit = readHouse(desk.store.read)!.units.find((one) => one.id === stay.unitId)!.key
  const doors = codesOfReservation(desk.store.read, reservationId).filter((code) => code.desired === 'present')
  return `${stay.status} ${stay.placed ? unit : 'waits'}, ${doors.length} doors`
}
const doubles = ({ desk }: TestDesk) => attentionItems(desk).filter((item) => item.kind === 'double-booking')

describe('who waits for a unit', () => {
  it.each<[string, string, (test: TestDesk) => unknown]>([
    ['is cancelled', 'cancelled R1, 0 doors', ({ desk }) => must(cancel(desk, dana, { ref: A }))],
    [
      'is moved',
      'expected R3, 2 doors',
      ({ desk }) => must(move(desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R3' })),
    ],
    [
      'leaves before the other comes',
      'expected R1, 2 doors',
      ({ desk }) => must(extend(desk, dana, { ref: A, untilDate: '2026-06-22', shorten: true })),
    ],
  ])('gets it with codes when the other %s, and one undo takes both back', (_how, left, act) => {
    const test = open()
    const former = holds(test, A, '2026-06-20', '2026-06-24')
    const waiting = waits(test, B, '2026-06-22', '2026-06-25')
    const before = ['expected R1, 2 doors', 'expected waits, 0 doors']
    expect([stands(test, former), stands(test, waiting)]).toEqual(before)
    act(test)
    expect([stands(test, former), stands(test, waiting)]).toEqual([left, 'expected R1, 2 doors'])
    expect(doubles(test)).toEqual([])
    must(takeBack(test.desk, dana, null))
    expect([stands(test, former), stands(test, waiting)]).toEqual(before)
    expect(doubles(test)).toHaveLength(1)
  })

  it('gets it when a calendar’s stay without a reference is cancelled, and one undo takes both back', () => {
    const test = open()
    const { id } = feedStay(test.desk, ['R1', '2026-06-20', '2026-06-24'])
    const waiting = waits(test, B, '2026-06-22', '2026-06-25')
    const feedId = readFeeds(test.desk.store.read)[0]!.id
    must(answerGone(test.desk, dana, { feedId, stayId: id, choice: 'cancel' }))
    expect(stands(test, waiting)).toBe('expected R1, 2 doors')
    must(takeBack(test.desk, dana, null))
    expect(readStay(test.desk.store.read, id)).toMatchObject({ status: 'expected', placed: true })
    expect(stands(test, waiting)).toBe('expected waits, 0 doors')
  })

  it('gets it when the other leaves early, and waits again when the check-out is taken back', () => {
    const test = open()
    const former = holds(test, A, '2026-06-10', '2026-06-14')
    const waiting = waits(test, B, '2026-06-11', '2026-06-15')
    must(arrive(test.desk, dana, { ref: A }))
    must(depart(test.desk, dana, { ref: A }))
    expect([stands(test, former), stands(test, waiting)]).toEqual(['departed R1, 0 doors', 'expected R1, 2 doors'])
    must(takeBack(test.desk, dana, null))
    expect([stands(test, former), stands(test, waiting)]).toEqual(['in-house R1, 2 doors', 'expected waits, 0 doors'])
  })

  it('is asked about where it should have come before the other left: its codes would open at once', () => {
    const test = open()
    holds(test, A, '2026-06-10', '2026-06-14')
    const waiting = waits(test, B, '2026-06-11', '2026-06-15')
    must(arrive(test.desk, dana, { ref: A }))
    test.setNow('2026-06-12T09:00:00Z')
    must(depart(test.desk, dana, { ref: A }))
    expect(stands(test, waiting)).toBe('expected waits, 0 doors')
    expect(doubles(test).map((item) => item.actions.map((action) => action.key))).toEqual([['place', 'cancel']])
  })

  it('does not get it once its own days are over', () => {
    const test = open()
    holds(test, A, '2026-06-10', '2026-06-16')
    const waiting = waits(test, B, '2026-06-11', '2026-06-12')
    test.setNow('2026-06-12T09:00:00Z')
    must(cancel(test.desk, dana, { ref: A }))
    expect(stands(test, waiting)).toBe('expected waits, 0 doors')
  })

  it('goes on waiting while anybody else has one of its nights; of two that wait the first to come gets it', () => {
    const test = open()
    holds(test, A, '2026-06-20', '2026-06-22')
    holds(test, C, '2026-06-22', '2026-06-24')
    const first = waits(test, B, '2026-06-21', '2026-06-23')
    test.advance(60_000)
    const second = waits(test, '1000000004', '2026-06-20', '2026-06-22', 'R3')
    must(cancel(test.desk, dana, { ref: C }))
    expect([stands(test, first), stands(test, second)]).toEqual(['expected waits, 0 doors', 'expected waits, 0 doors'])
    must(cancel(test.desk, dana, { ref: A }))
    expect([stands(test, first), stands(test, second)]).toEqual(['expected R1, 2 doors', 'expected waits, 0 doors'])
  })

  it('gets it beside another that waited for other nights of the one that was put out', () => {
    const test = open()
    const former = holds(test, A, '2026-06-20', '2026-06-26')
    const early = waits(test, B, '2026-06-20', '2026-06-22')
    const late = waits(test, C, '2026-06-24', '2026-06-26')
    must(settleDoubleBooking(test.desk, dana, { stayId: early.stayId, choice: 'cancel-other' }))
    expect([stands(test, early), stands(test, late)]).toEqual(['expected R1, 2 doors', 'expected R1, 2 doors'])
    must(takeBack(test.desk, dana, null))
    expect([former, early, late].map((party) => stands(test, party))).toEqual([
      'expected R1, 2 doors',
      'expected waits, 0 doors',
      'expected waits, 0 doors',
    ])
  })

  it('keeps it against an undo once it has arrived there', () => {
    const test = open()
    holds(test, A, '2026-06-10', '2026-06-12')
    const waiting = waits(test, B, '2026-06-10', '2026-06-13')
    const { actionId } = must(cancel(test.desk, dana, { ref: A }))
    must(arrive(test.desk, dana, { ref: B, despiteFormerCode: true }))
    expect(codeOf(takeBack(test.desk, dana, actionId))).toBe('changed-since')
    expect(stands(test, waiting)).toBe('in-house R1, 2 doors')
  })
})

describe('a stay that was cancelled and brought back', () => {
  const saidOf = ({ desk }: TestDesk, id: StayId) =>
    fieldSourcesOf(desk.store.read, [id]).map(({ field, source, actor }) => `${field} ${source} ${actor}`)
  const cancelAndTakeBack = (kind: 'unknown' | 'block-suspected'): readonly [TestDesk, StayId] => {
    const test = open()
    const { id } = feedStay(test.desk, ['R1', '2026-06-20', '2026-06-24'], { kind, placed: kind === 'unknown' })
    const feedId = readFeeds(test.desk.store.read)[0]!.id
    must(answerGone(test.desk, dana, { feedId, stayId: id, choice: 'cancel' }))
    expect(saidOf(test, id)).toEqual([])
    must(takeBack(test.desk, dana, null))
    expect(readStay(test.desk.store.read, id)?.status).toBe('expected')
    return [test, id]
  }

  it('is known to stand by a person’s word', () => {
    const [test, id] = cancelAndTakeBack('unknown')
    expect(saidOf(test, id)).toEqual(['status desk Dana'])
  })

  it('is still asked about where nobody has said whether it is a closure', () => {
    const [test, id] = cancelAndTakeBack('block-suspected')
    expect(saidOf(test, id)).toEqual([])
    expect(attentionItems(test.desk).filter((item) => item.kind === 'block-suspected')).toHaveLength(1)
  })
})

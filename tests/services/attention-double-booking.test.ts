/** A unit that two parties hold: both are named, and either can go, in one step that undo takes back. */
import { afterEach, describe, expect, it } from 'vitest'
import { readStay, updateStay } from '../../db/queries/bookings.ts'
import { codesOfReservations } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, settleDoubleBooking, undo } from '../../electron/services/check-in/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { sheetView } from '../../electron/services/views/index.ts'
import { feedStay } from '../support/feed-stays.ts'
import { book, codeOf, dana, must, openTestDesk, type TestDesk } from '../support/test-desk.ts'

const A = '1000000001'
const B = '1000000002'
const email = { email: 'guest@example.com' }
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
const open = (): TestDesk => {
  const test = openTestDesk({ now: '2026-06-10T08:00:00Z' })
  ends.push(test.close)
  return test
}

/** A calendar's stay over whatever holds Room 1, as a feed brings it: kept, and not placed. */
const fromCalendar = (
  { desk }: TestDesk,
  [arrival, departure]: readonly [string, string],
  of: Partial<Stay> = {},
): StayId => feedStay(desk, ['R1', arrival, departure], { placed: false, ...of }).id
const doubles = ({ desk }: TestDesk) => attentionItems(desk).filter((item) => item.kind === 'double-booking')
const answer = (test: TestDesk, action: string) => resolveItem(test.desk, dana, doubles(test)[0]!.id, action)
const stateOf = ({ desk }: TestDesk, id: StayId) => {
  const stay = readStay(desk.store.read, id)
  return stay === null ? null : `${stay.status}${stay.placed ? ', placed' : ''}`
}
const liveDoors = ({ desk }: TestDesk, id: ReservationId): number =>
  codesOfReservations(desk.store.read, [id]).filter((code) => code.desired === 'present').length

describe('a double booking', () => {
  it('names both parties with their days, and offers to cancel either and to move who has a booking', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-20', '2026-06-24']], email)
    fromCalendar(test, ['2026-06-22', '2026-06-25'])
    const [item] = doubles(test)
    expect(item).toMatchObject({
      tone: 'bad',
      title: `Room 1 is booked twice: a booking.com booking without a reference and ${A}.`,
      detail: `A booking.com booking without a reference, Mon 22 Jun to Thu 25 Jun, has no codes yet. ${A}, Sat 20 Jun to Wed 24 Jun, holds the unit. Move or cancel one of them.`,
    })
    expect(item?.actions.map((action) => action.key)).toEqual(['cancel', 'cancel-other'])
    expect(item?.opens).toMatchObject([{ what: 'move', label: `Move ${A}` }])
  })

  it('cancels a stay without a reservation by the one way there is: in the trail, and taken back by undo', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-20', '2026-06-24']], email)
    const stay = fromCalendar(test, ['2026-06-22', '2026-06-25'])
    const { actionId } = must(answer(test, 'cancel'))
    expect(stateOf(test, stay)).toBe('cancelled')
    expect(doubles(test)).toEqual([])
    const trail = test.desk.store.sqlite
      .prepare("select action from audit_entries where stay_id = ? and action like 'stay.%'")
      .pluck()
      .all(stay)
    expect(trail).toEqual(['stay.cancelled'])
    expect(must(takeBack(test.desk, dana, actionId))).toMatchObject({ kind: 'cancel', reservationId: null })
    expect(stateOf(test, stay)).toBe('expected')
    expect(doubles(test)).toHaveLength(1)
  })

  it('gives the unit and its codes to the other where the one that held it is cancelled, and back again', () => {
    const test = open()
    const held = book(test.desk, A, [['R1', '2026-06-11', '2026-06-14']], email)
    const asked = book(test.desk, B, [['R2', '2026-06-12', '2026-06-15']], email)
    const [stay] = asked.stayIds as [StayId]
    test.desk.store.write((db) => updateStay(db, stay, { placed: false, unitId: readHouse(db)!.units[0]!.id }))
    must(answer(test, 'cancel-other'))
    expect([stateOf(test, held.stayIds[0]!), stateOf(test, stay)]).toEqual(['cancelled, placed', 'expected, placed'])
    expect([liveDoors(test, held.reservationId), liveDoors(test, asked.reservationId)]).toEqual([0, 2])
    must(undo(test.desk, dana, {}))
    expect([stateOf(test, held.stayIds[0]!), stateOf(test, stay)]).toEqual(['expected, placed', 'expected'])
    expect([liveDoors(test, held.reservationId), liveDoors(test, asked.reservationId)]).toEqual([2, 0])
  })

  it('does not put out who is in house', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-10', '2026-06-14']], email)
    must(arrive(test.desk, dana, { ref: A }))
    const stay = fromCalendar(test, ['2026-06-12', '2026-06-15'])
    expect(doubles(test)[0]?.actions.map((action) => action.key)).toEqual(['cancel'])
    expect(codeOf(settleDoubleBooking(test.desk, dana, { stayId: stay, choice: 'cancel-other' }))).toBe('stay-in-house')
  })

  it('is one booking where the days are the same and one has no reference: the nameless one goes', () => {
    const test = open()
    const { reservationId, stayIds } = book(test.desk, A, [['R1', '2026-06-20', '2026-06-24']], email)
    const echo = fromCalendar(test, ['2026-06-20', '2026-06-24'])
    expect(doubles(test)[0]?.actions.map((action) => action.key)).toEqual(['merge', 'cancel', 'cancel-other'])
    must(answer(test, 'merge'))
    expect([stateOf(test, echo), stateOf(test, stayIds[0]!)]).toEqual(['cancelled', 'expected, placed'])
    expect(doubles(test)).toEqual([])
    // The undo is offered on the booking that stays.
    expect(must(sheetView(test.desk, { reservationId })).undo?.label).toBe('cancel')
  })

  it('keeps the booking where the nameless stay was there first', () => {
    const test = open()
    const { stayIds } = book(test.desk, A, [['R1', '2026-06-20', '2026-06-24']], email)
    const [stay] = stayIds as [StayId]
    test.desk.store.write((db) => updateStay(db, stay, { placed: false }))
    const first = fromCalendar(test, ['2026-06-20', '2026-06-24'], { placed: true })
    must(answer(test, 'merge'))
    expect([stateOf(test, first), stateOf(test, stay)]).toEqual(['cancelled, placed', 'expected, placed'])
    must(undo(test.desk, dana, {}))
    expect([stateOf(test, first), stateOf(test, stay)]).toEqual(['expected, placed', 'expected'])
  })

  it('asks to give the unit once it is free again', () => {
    const test = open()
    book(test.desk, A, [['R1', '2026-06-20', '2026-06-24']], email)
    const { stayIds } = book(test.desk, B, [['R2', '2026-06-20', '2026-06-24']], email)
    const [stay] = stayIds as [StayId]
    test.desk.store.write((db) => updateStay(db, stay, { placed: false }))
    expect(doubles(test)[0]).toMatchObject({ title: 'Room 2 is free again from Sat 20 Jun to Wed 24 Jun.' })
    must(answer(test, 'place'))
    expect(stateOf(test, stay)).toBe('expected, placed')
    expect(doubles(test)).toEqual([])
  })
})

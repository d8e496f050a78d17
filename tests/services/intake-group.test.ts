/** "Also theirs?": a stay that belongs to a party by a guess is answered with yes or no, and both can be taken back. */
import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import type { ReservationId, StayId } from '../../electron/domain/ids.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { sayNotTheirs, sayTheirs } from '../../electron/services/intake/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { sheetView } from '../../electron/services/views/index.ts'
import { A, houses, room } from '../support/houses.ts'
import { guessedGroup } from '../support/sms-desk.ts'
import { book, codeOf, codesByDoor, dana, must, type TestDesk } from '../support/test-desk.ts'

const { openTraining } = houses()
/** A is booked in R1; a stay of the calendar in R2, same days, is A's by a guess. */
function guessed() {
  const test = openTraining({ now: '2026-06-10T08:00:00Z' })
  const { reservationId } = book(test.desk, A, [room(1)])
  const [stayId] = guessedGroup(test.desk, A, [room(2)]) as [StayId]
  return { test, reservationId, stayId }
}
const stayOf = ({ desk }: TestDesk, id: StayId) => {
  const stay = readStay(desk.store.read, id)
  return { theirs: stay?.reservationId ?? null, guess: stay?.provisional }
}
const doorsOf = (test: TestDesk): readonly string[] =>
  Object.entries(codesByDoor(test.desk, A))
    .filter(([, code]) => code.desired === 'present')
    .map(([door]) => door)
    .sort()

describe('a guessed stay', () => {
  it('is theirs after a yes: codes for its doors, nobody checked in; undo makes it a guess again', () => {
    const { test, reservationId, stayId } = guessed()
    expect(doorsOf(test)).toEqual(['d1', 'front'])
    must(sayTheirs(test.desk, dana, { reservationId, stayIds: [stayId] }))
    expect(stayOf(test, stayId)).toEqual({ theirs: reservationId, guess: false })
    expect(doorsOf(test)).toEqual(['d1', 'd2', 'front'])
    const sheet = must(sheetView(test.desk, { reservationId }))
    expect(sheet.stays.map((stay) => stay.status)).toEqual(['expected', 'expected'])
    expect(sheet.guest?.name).toBeNull()
    expect(sheet.undo?.label).toBe('name')
    must(takeBack(test.desk, dana, sheet.undo!.actionId))
    expect(stayOf(test, stayId)).toEqual({ theirs: reservationId, guess: true })
    expect(doorsOf(test)).toEqual(['d1', 'front'])
  })

  it('stands alone after a no, and undo asks again', () => {
    const { test, reservationId, stayId } = guessed()
    const { actionId } = must(sayNotTheirs(test.desk, dana, { reservationId, stayIds: [stayId] }))
    expect(stayOf(test, stayId)).toEqual({ theirs: null, guess: false })
    must(takeBack(test.desk, dana, actionId))
    expect(stayOf(test, stayId)).toEqual({ theirs: reservationId, guess: true })
  })

  it('is answered once: the second desk is told, and nothing is changed', () => {
    const { test, reservationId, stayId } = guessed()
    must(sayTheirs(test.desk, dana, { reservationId, stayIds: [stayId] }))
    expect(codeOf(sayNotTheirs(test.desk, dana, { reservationId, stayIds: [stayId] }))).toBe('changed-since')
    expect(codeOf(sayTheirs(test.desk, dana, { reservationId: 'r' as ReservationId, stayIds: [stayId] }))).toBe(
      'changed-since',
    )
    expect(stayOf(test, stayId)).toEqual({ theirs: reservationId, guess: false })
  })

  it('is theirs by being checked in by name, and gets its codes with it', () => {
    const { test, stayId } = guessed()
    must(arrive(test.desk, dana, { ref: A, units: ['R1', 'R2'] }))
    expect(stayOf(test, stayId).guess).toBe(false)
    expect(doorsOf(test)).toEqual(['d1', 'd2', 'front'])
  })
})

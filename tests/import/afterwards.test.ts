import { describe, expect, it } from 'vitest'
import { claimsOfStays } from '../../db/queries/claims.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, cancel, extend } from '../../electron/services/check-in/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { book, codeOf, dana, doorStates, dumpTables, must } from '../support/test-desk.ts'
import { bookingsFile, calendarStay, describeAtDesk, plan, standing, take } from './import-desk.ts'

const house = houses()

describe('a file that was taken in', () => {
  it('asks at the desk about days that the file has otherwise, until somebody takes them, leaves them or sets others', async () => {
    const { desk } = house.openTraining()
    calendarStay(desk, 'R1', '2026-06-10', '2026-06-12')
    const asked = () => attentionItems(desk).filter((item) => item.kind === 'import-differs')
    take(desk, await bookingsFile({ ref: A, to: '2026-06-14' }))
    expect(asked()).toMatchObject([{ actions: [{ key: 'take' }, { key: 'dismiss' }] }])
    book(desk, B, [['R1', '2026-06-12', '2026-06-13']])
    expect(codeOf(resolveItem(desk, dana, asked()[0]!.id, 'take'))).toBe('unit-already-occupied')
    must(cancel(desk, dana, { ref: B }))
    must(resolveItem(desk, dana, asked()[0]!.id, 'take'))
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-14 ${A}`])
    expect(asked()).toEqual([])
    must(takeBack(desk, dana, null))
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`])
    must(extend(desk, dana, { ref: A, untilDate: '2026-06-13' }))
    expect(asked()).toEqual([])
  })

  it('is taken back whole, guests’ blanks and codes with it, and may be taken in again', async () => {
    const open = house.openTraining()
    const { desk } = open
    const id = calendarStay(desk, 'R2', '2026-06-10', '2026-06-12')
    book(desk, '3000000000', [room(3)])
    const file = await bookingsFile(
      { ref: A, guest: 'Ana Bell' },
      { ref: B, types: 'Room 2', phone: '+44 7700 900122' },
      { ref: '3000000000', types: 'Room 3', guest: 'Cy Dorn' },
    )
    const { actionId } = take(desk, file)
    must(takeBack(desk, dana, actionId))
    expect(standing(desk)).toEqual(['R2 2026-06-10..2026-06-12 -', 'R3 2026-06-10..2026-06-12 3000000000'])
    expect(must(showReservation(desk, { ref: '3000000000' })).guest).toMatchObject({ name: null })
    expect(must(showReservation(desk, { ref: A })).guest).toBeNull()
    expect(claimsOfStays(desk.store.read, [id])).toEqual([])
    await open.settle()
    expect(doorStates(desk, B)).toEqual({ front: 'removed', d2: 'removed' })
    expect(plan(desk, file)).toMatchObject({ repeated: null, counts: { joins: 1, adopts: 1, same: 1 } })
    take(desk, file)
    expect(standing(desk)).toHaveLength(3)
  })

  it('leaves a guest’s name as the desk wrote it since, when it is taken back', async () => {
    const open = house.openTraining()
    const { actionId } = take(open.desk, await bookingsFile({ ref: A, guest: 'Ana Bell', phone: '+44 7700 900111' }))
    describeAtDesk(open.desk, A, { name: 'Anna Bell' })
    must(takeBack(open.desk, dana, actionId))
    expect(must(showReservation(open.desk, { ref: A })).guest).toMatchObject({ name: 'Anna Bell', phones: [] })
  })

  it('is not taken back once one of its guests has arrived', async () => {
    const { desk } = house.openTraining()
    const { actionId } = take(desk, await bookingsFile({ ref: A, guest: 'Ana Bell' }, { ref: B, types: 'Room 2' }))
    must(arrive(desk, dana, { ref: A }))
    const before = dumpTables(desk)
    expect(codeOf(takeBack(desk, dana, actionId))).toBe('changed-since')
    expect(dumpTables(desk)).toEqual(before)
  })
})

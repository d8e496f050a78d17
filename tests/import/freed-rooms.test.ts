/** A file that cancels, moves or shortens a stay gives its room to who waits for it, after everything else is written. */
import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { addDays, type CalendarDate } from '../../electron/domain/time.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { applyImport } from '../../electron/services/import/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { A, B, houses } from '../support/houses.ts'
import { book, codeOf, dana, doorStates, must, type TestDesk } from '../support/test-desk.ts'
import { bookingsFile, calendarStay, plan, standing, take } from './import-desk.ts'

const C = '1000000003'
const house = houses()
const today = '2026-06-10' as CalendarDate
const from = addDays(today, 5)
const to = addDays(today, 8)

/** A has Room 1; a file brought B over its last nights, which waits. */
async function doubleBooked(): Promise<TestDesk> {
  const open = house.openTraining()
  book(open.desk, A, [['R1', from, to]])
  take(open.desk, await bookingsFile({ ref: B, guest: 'Bo Cole', from: addDays(from, 2), to: addDays(to, 2) }))
  expect(standing(open.desk)).toEqual(begin)
  return open
}
const begin = [`R1 ${from}..${to} ${A}`, `R1 ${addDays(from, 2)}..${addDays(to, 2)} ${B} (beside)`]
const placed = `R1 ${addDays(from, 2)}..${addDays(to, 2)} ${B}`

describe('a file', () => {
  it.each([
    ['cancels', 'cancel', { status: 'cancelled_by_guest' }, []],
    ['moves', 'move', { types: 'Room 3' }, [`R3 ${from}..${to} ${A}`]],
    ['shortens', 'file-dates', { to: addDays(from, 1) }, [`R1 ${from}..${addDays(from, 1)} ${A}`]],
  ] as const)(
    'that %s the one gives the unit to the other with codes, and one undo takes both back',
    async (...given) => {
      const [, act, change, left] = given
      const { desk } = await doubleBooked()
      const file = await bookingsFile({ ref: A, from, to, ...change })
      const { key } = plan(desk, file).lines[0]!
      const { actionId } = take(desk, file, { [key]: act })
      expect(standing(desk)).toEqual([...left, placed].sort())
      expect(doorStates(desk, B)).toEqual({ front: 'planned', d1: 'planned' })
      must(takeBack(desk, dana, actionId))
      expect(standing(desk)).toEqual(begin)
      expect(Object.values(doorStates(desk, B))).toEqual(['removed', 'removed'])
      expect(doorStates(desk, A)).toMatchObject({ front: 'planned', d1: 'planned' })
    },
  )

  it('gives it to who waited before, rather than to a booking that the same file brings', async () => {
    const { desk } = await doubleBooked()
    const file = await bookingsFile({ ref: A, from, to, status: 'cancelled_by_guest' }, { ref: C, from, to })
    const { actionId } = take(desk, file, { [plan(desk, file).lines[0]!.key]: 'cancel' })
    expect(standing(desk)).toEqual([`R1 ${from}..${to} ${C} (beside)`, placed])
    must(takeBack(desk, dana, actionId))
    expect(standing(desk)).toEqual(begin)
  })

  it('that changes who waits first, and then cancels the other, is taken back as a whole', async () => {
    const { desk } = await doubleBooked()
    const file = await bookingsFile(
      { ref: B, from: addDays(from, 2), to: addDays(to, 3) },
      { ref: A, from, to, status: 'cancelled_by_guest' },
    )
    const [first, second] = plan(desk, file).lines.map((line) => line.key)
    const { actionId } = take(desk, file, { [first!]: 'file-dates', [second!]: 'cancel' })
    expect(standing(desk)).toEqual([`R1 ${addDays(from, 2)}..${addDays(to, 3)} ${B}`])
    must(takeBack(desk, dana, actionId))
    expect(standing(desk)).toEqual(begin)
  })
})

describe('the days of a file, taken afterwards', () => {
  it('give the nights they leave to who waits for them, and one undo takes both back', async () => {
    const { desk } = house.openTraining()
    const id = calendarStay(desk, 'R1', from, addDays(to, 2))
    const file = await bookingsFile({ ref: A, from, to }, { ref: B, from: to, to: addDays(to, 3) })
    const acts = plan(desk, file).lines.map((line) => [line.key, 'take'] as const)
    take(desk, file, Object.fromEntries(acts))
    const before = [`R1 ${from}..${addDays(to, 2)} ${A}`, `R1 ${to}..${addDays(to, 3)} ${B} (beside)`]
    expect(standing(desk)).toEqual(before)
    const item = attentionItems(desk).find((one) => one.stayId === id && one.actions.some(({ key }) => key === 'take'))
    must(resolveItem(desk, dana, item!.id, 'take'))
    expect(standing(desk)).toEqual([`R1 ${from}..${to} ${A}`, `R1 ${to}..${addDays(to, 3)} ${B}`])
    must(takeBack(desk, dana, null))
    expect(standing(desk)).toEqual(before)
  })
})

describe('who is in house', () => {
  const until = (date: string) => bookingsFile({ ref: A, from: today, to: date })

  it('is not sent away by a file: a past departure is not offered, one of today is refused, a later one is taken', async () => {
    const { desk, setNow } = house.openTraining()
    book(desk, A, [['R1', today, addDays(today, 5)]])
    must(arrive(desk, dana, { ref: A }))
    setNow(`${addDays(today, 2)}T09:00:00Z`)
    expect(plan(desk, await until(addDays(today, 1))).lines.map((line) => line.acts)).toEqual([[]])
    const file = await until(addDays(today, 2))
    const choices = new Map([[plan(desk, file).lines[0]!.key, 'file-dates' as const]])
    expect(codeOf(applyImport(desk, dana, { file, choices }))).toBe('day-order')
    expect(standing(desk)).toEqual([`R1 ${today}..${addDays(today, 5)} ${A} in-house`])
    const later = await until(addDays(today, 3))
    take(desk, later, { [plan(desk, later).lines[0]!.key]: 'file-dates' })
    expect(standing(desk)).toEqual([`R1 ${today}..${addDays(today, 3)} ${A} in-house`])
  })

  it('is not sent away by the days of a file that named the stay before, whoever takes them', async () => {
    const { desk, setNow } = house.openTraining()
    const id: StayId = calendarStay(desk, 'R1', today, addDays(today, 5))
    take(desk, await until(addDays(today, 2)))
    must(arrive(desk, dana, { ref: A }))
    setNow(`${addDays(today, 2)}T09:00:00Z`)
    const item = attentionItems(desk).find((one) => one.stayId === id && one.actions.some(({ key }) => key === 'take'))
    expect(codeOf(resolveItem(desk, dana, item!.id, 'take'))).toBe('day-order')
    expect(readStay(desk.store.read, id)).toMatchObject({ status: 'in-house', departureDate: addDays(today, 5) })
  })
})

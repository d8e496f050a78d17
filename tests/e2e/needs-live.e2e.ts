/** What waits for a person, answered in the real window: the store, the trail and the locks follow. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { codesOn } from '../support/at-the-desk.ts'
import { feedStay } from '../support/feed-stays.ts'
import { type DeskWindow, openTextingHouse, type TextingHouse } from '../support/texting-house.ts'

const reference = '1234567890'
const start = '2026-05-11T09:05:00Z'
let house: TextingHouse
let open: DeskWindow
let echo: StayId
const needs = () => open.page.getByRole('region', { name: 'Needs you' })
const need = (title: RegExp) => needs().getByRole('listitem', { name: title })
const doors = ['front', 'room1']
const onLocks = () => codesOn(house.seam, doors, () => true)

beforeAll(async () => {
  house = await openTextingHouse({ numbers: ['+12025550150'], rooms: 2 })
  house.locks.obey()
  // The calendar tells a booking that the desk has already: the same room, the same days, no reference.
  await house.onDay('2026-05-11T09:00:00Z', (book, desk) => {
    book({ guest: '', reference, rooms: [['101', '2026-05-11', '2026-05-13']] })
    echo = feedStay(desk, ['101', '2026-05-11', '2026-05-13'], { placed: false }).id
  })
  open = await house.open(start)
})
afterAll(() => house?.stop())

it('names both parties of a room that is booked twice; "one booking" leaves the other its code', async () => {
  await open.desk.go('today')
  const double = need(/^Apartment 101 is booked twice: a booking\.com booking without a reference and 1234567890\.$/)
  await double.getByRole('button', { name: 'It is one booking' }).click()
  await open.page.getByText(/^A\d+ is settled\.$/).waitFor()
  await double.waitFor({ state: 'detached' })
  expect(new Set((await onLocks()).map((code) => code.code)).size).toBe(1)
})

it('puts aside until tomorrow whom nobody can text, and the command line tells whose answers there were', async () => {
  const untold = need(/^Tell the guest of 1234567890 in person how to get in\.$/)
  await untold.getByRole('button', { name: /^More/ }).click()
  await open.page.getByRole('menuitem', { name: 'Put aside until tomorrow' }).click()
  await untold.waitFor({ state: 'detached' })
  const now = ['--now', start]
  expect(house.command('show', 'attention', ...now)).toEqual([])
  expect(house.command('show', 'attention', '--all', ...now)).toMatchObject([
    { kind: 'tell-in-person', snoozedUntil: '2026-05-12T02:00:00.000Z' },
  ])
  // It asked for a phone first; once the code was on the locks it was for telling in person.
  expect(house.command('show', 'attention', '--settled', ...now)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'double-booking', action: 'merge', by: 'Dana' }),
      expect.objectContaining({ kind: 'missing-contact', action: null, by: null }),
    ]),
  )
})

it('takes "one booking" back in one step: the question is there again', async () => {
  house.command('undo', '--now', start)
  await need(/^Apartment 101 is booked twice/).waitFor()
  await house.onDay(start, (_book, desk) => {
    expect(readStay(desk.store.read, echo)).toMatchObject({ status: 'expected', placed: false })
  })
})

/** Cases 58 to 64 of the list of facts/old-rooms-system.md, section 5, as far as feeds have a part in them. */
import { expect } from 'vitest'
import { showReservation } from '../../electron/services/views/index.ts'
import { calendar, closed, feedDesk, reserved } from '../support/feed-desk.ts'
import { numbered } from '../support/houses.ts'
import { book, must, windowsByDoor } from '../support/test-desk.ts'

const { test, booking, airbnb, poll, pollFor, lines, items, log } = feedDesk({ now: '2026-06-10T08:30:00Z' })
const { prove } = numbered('case')
const codesOf = (ref: string) =>
  must(showReservation(test().desk, { ref }))
    .codes.map((code) => `${code.door} ${code.state}`)
    .sort()

prove(58, 'an event that gets another name is the same stay, and nothing is asked or told', async () => {
  booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-14')))
  await poll()
  const before = [lines(), items('stay-gone')]
  booking().setCalendar(calendar(closed('another', '2026-06-12/2026-06-14')))
  await pollFor(7)
  expect([lines(), items('stay-gone')]).toEqual(before)
  expect(log()).toEqual(['created', 'renamed'])
})

prove(59, 'an empty or failed feed cancels nothing and warns', async () => {
  booking().setCalendar(calendar(closed('a', '2026-06-20/2026-06-22')))
  await poll()
  booking().setCalendar(calendar())
  await pollFor(12)
  expect(items('feed-suspect')).toHaveLength(1)
  booking().setMode({ kind: 'status', status: 500 })
  await pollFor(12)
  expect(items('feed-failing')).toHaveLength(1)
  expect(lines()).toEqual(['R1 2026-06-20 2026-06-22 expected'])
})

prove(60, 'a longer stay in the feed makes codes open longer and the departure later', async () => {
  airbnb().setCalendar(calendar(reserved('a', '2026-06-12/2026-06-14', 'HMAAAA0001')))
  await poll()
  airbnb().setCalendar(calendar(reserved('a', '2026-06-12/2026-06-16', 'HMAAAA0001')))
  await poll()
  expect(lines()).toEqual(['R2 2026-06-12 2026-06-16 expected'])
  expect(windowsByDoor(test().desk, 'HMAAAA0001')).toEqual({
    front: ['2026-06-12T13:00Z..2026-06-16T10:00Z'],
    d2: ['2026-06-12T13:00Z..2026-06-16T10:00Z'],
  })
})

prove(61, 'one of two rooms that its feed cancels leaves the other room and the front door open', async () => {
  // Enough other bookings that one fewer makes no answer suspect.
  booking().setCalendar(calendar(closed('a', '2026-06-20/2026-06-22'), closed('b', '2026-07-20/2026-07-22')))
  await poll()
  book(test().desk, '1000000001', [
    ['R1', '2026-06-20', '2026-06-22'],
    ['R3', '2026-06-20', '2026-06-22'],
  ])
  booking().setCalendar(calendar(closed('b', '2026-07-20/2026-07-22')))
  await pollFor(7)
  expect(lines()).toContain('R1 2026-06-20 2026-06-22 cancelled')
  expect(lines()).toContain('R3 2026-06-20 2026-06-22 expected')
  expect(codesOf('1000000001')).toEqual(['d1 removed', 'd3 planned', 'front planned'])
})

prove(
  62,
  'a booking that the channel cancels on the day of arrival keeps its access, and the desk is asked',
  async () => {
    const other = reserved('b', '2026-07-20/2026-07-22', 'HMBBBB0002')
    airbnb().setCalendar(calendar(reserved('a', '2026-06-10/2026-06-12', 'HMAAAA0001'), other))
    await poll()
    await test().settleFully()
    const before = codesOf('HMAAAA0001')
    expect(before).toEqual(['d2 on-lock', 'front on-lock'])
    airbnb().setCalendar(calendar(other))
    await pollFor(7)
    await test().settleFully()
    expect(lines()).toContain('R2 2026-06-10 2026-06-12 expected')
    expect(codesOf('HMAAAA0001')).toEqual(before)
    expect(items('stay-gone')[0]!.actions.map((action) => action.key)).toEqual(['cancel', 'keep'])
  },
)

prove(63, 'a stay that no feed has ever shown is kept when the feeds do not have it', async () => {
  booking().setCalendar(calendar(closed('a', '2026-06-20/2026-06-22')))
  await poll()
  book(test().desk, '1000000001', [['R1', '2026-06-25', '2026-06-27']])
  await pollFor(30)
  expect(lines()).toContain('R1 2026-06-25 2026-06-27 expected')
  expect(items('stay-gone')).toEqual([])
})

prove(64, 'an event with the room and days of a booking that has its reference makes no second one', async () => {
  book(test().desk, '1000000001', [['R1', '2026-06-20', '2026-06-22']], { name: 'Mira Example' })
  booking().setCalendar(calendar(closed('placeholder', '2026-06-20/2026-06-22')))
  await poll()
  booking().setCalendar(calendar(closed('renamed', '2026-06-20/2026-06-22')))
  await poll()
  expect(lines()).toEqual(['R1 2026-06-20 2026-06-22 expected'])
  expect(must(showReservation(test().desk, { ref: '1000000001' })).guest?.name).toBe('Mira Example')
})

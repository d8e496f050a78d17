/** The cases of the old system's list that are about spreadsheets. */
import { describe, expect } from 'vitest'
import { readHouse } from '../../db/queries/house.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { todayView } from '../../electron/services/views/index.ts'
import { A, B, houses, numbered, room } from '../support/houses.ts'
import { book, dana, must } from '../support/test-desk.ts'
import { bookingsFile, calendarStay, plan, standing, take, verdicts } from './import-desk.ts'

const house = houses()
const { prove } = numbered('case')

describe('a spreadsheet of bookings', () => {
  prove(63, 'keeps a stay that only the spreadsheet knows when the calendar has nothing of it', async () => {
    const { desk, worker } = house.openTraining({
      feeds: { R1: [{ channel: 'booking.com', url: 'https://feeds.test/1' }] },
    })
    take(desk, await bookingsFile({ ref: A }))
    await worker.syncNow('feeds')
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`])
  })

  prove(
    64,
    'gives the calendar stay of the same room and days its reference instead of making a second one',
    async () => {
      const { desk } = house.openTraining()
      const id = calendarStay(desk, 'R1', '2026-06-10', '2026-06-12')
      const file = await bookingsFile({ ref: A, guest: 'Ana Bell', phone: '+44 7700 900111' })
      expect(plan(desk, file).lines).toMatchObject([{ verdict: 'adopts', stayId: id, fills: ['name', 'phone'] }])
      take(desk, file)
      expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`])
      expect(verdicts(plan(desk, file))).toEqual(['same'])
    },
  )

  prove(77, 'flags a room that moved in the file and takes no other row away', async () => {
    const { desk } = house.openTraining()
    book(desk, A, [room(1)])
    book(desk, B, [room(3)])
    const file = await bookingsFile({ ref: A, types: 'Room 2' }, { ref: B, types: 'Room 3' })
    expect(verdicts(plan(desk, file))).toEqual(['differs: moved', 'same'])
    take(desk, file)
    expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`, `R3 2026-06-10..2026-06-12 ${B}`])
    take(desk, file, { '2.0': 'move' })
    expect(standing(desk)).toEqual([`R2 2026-06-10..2026-06-12 ${A}`, `R3 2026-06-10..2026-06-12 ${B}`])
  })

  prove(78, 'never ends a checked-in guest of another reference, and keeps the row beside for a person', async () => {
    const { desk } = house.openTraining()
    book(desk, B, [room(1)], { name: 'Bo Cole' })
    must(arrive(desk, dana, { ref: B }))
    const file = await bookingsFile({ ref: A })
    expect(verdicts(plan(desk, file))).toEqual(['conflict: unit-taken'])
    take(desk, file)
    expect(standing(desk)).toEqual([
      `R1 2026-06-10..2026-06-12 ${A} (beside)`,
      `R1 2026-06-10..2026-06-12 ${B} in-house`,
    ])
  })

  prove(
    79,
    'makes one row of a stay whose length differs from the calendar, flagged, and takes its days only if told',
    async () => {
      const { desk } = house.openTraining()
      calendarStay(desk, 'R1', '2026-06-10', '2026-06-12')
      const file = await bookingsFile({ ref: A, to: '2026-06-14' })
      expect(plan(desk, file).lines).toMatchObject([
        { verdict: 'differs', reason: 'other-length', acts: ['take', 'file-dates', 'leave'] },
      ])
      const { actionId } = take(desk, file)
      expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`])
      must(takeBack(desk, dana, actionId))
      take(desk, file, { '2.0': 'file-dates' })
      expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-14 ${A}`])
    },
  )

  prove(80, 'takes every cancelled row as information, and lets an older file add but not revert', async () => {
    const { desk } = house.openTraining()
    book(desk, A, [room(1), room(2)])
    const ways = ['cancelled_by_guest', 'cancelled_by_hotel', 'Cancelled by partner', 'canceled']
    const file = await bookingsFile(
      { ref: A, types: 'Room 1', status: ways[0]! },
      ...ways.map((status, at) => ({ ref: `200000000${at}`, status })),
    )
    expect(verdicts(plan(desk, file))).toEqual([
      'cancelled-there',
      'same: cancelled-not-here',
      'same: cancelled-not-here',
      'same: cancelled-not-here',
      'same: cancelled-not-here',
    ])
    take(desk, file)
    expect(standing(desk)).toHaveLength(2)
    const older = await bookingsFile(
      { ref: A, types: 'Room 2', to: '2026-06-14', booked: '2026-04-30 09:00:00' },
      { ref: B, types: 'Room 3', booked: '2026-04-30 09:00:00' },
      { ref: A, types: 'Room 1', status: 'cancelled_by_guest', booked: '2026-04-30 09:00:00' },
    )
    const planned = plan(desk, older)
    expect(planned.older).toMatchObject({ newestBookedOn: '2026-05-01 10:00' })
    expect(planned.lines.map((line) => line.acts)).toEqual([['leave'], ['take', 'leave'], ['leave']])
    take(desk, older, { '2.0': 'file-dates', '4.0': 'cancel' })
    expect(standing(desk)).toEqual([
      `R1 2026-06-10..2026-06-12 ${A}`,
      `R2 2026-06-10..2026-06-12 ${A}`,
      `R3 2026-06-10..2026-06-12 ${B}`,
    ])
  })

  prove(
    81,
    'counts a booking of two rooms as two occupied, and offers neither to a booking of their type',
    async () => {
      const { desk } = house.openTraining()
      const units = { studio: readHouse(desk.store.read)!.units.map((unit) => unit.id) }
      take(desk, await bookingsFile({ ref: A, types: 'Studio, Studio', rooms: 2 }), {}, { unitTypes: units })
      expect(standing(desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`, `R2 2026-06-10..2026-06-12 ${A}`])
      take(desk, await bookingsFile({ ref: B, types: 'Studio' }))
      expect(standing(desk)).toContain(`R3 2026-06-10..2026-06-12 ${B}`)
      must(arrive(desk, dana, { ref: A }))
      expect(must(todayView(desk)).inHouse.flatMap((row) => row.units)).toHaveLength(2)
    },
  )
})

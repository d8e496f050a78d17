import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import { codesOfReservation } from '../../db/queries/codes.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { settleCollision } from '../../electron/services/mail/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { A, B, houses } from '../support/houses.ts'
import {
  dropFromFeed,
  farDay,
  mailDesk,
  namedByMail,
  reservationOf,
  takeBackAt,
  twoNights,
} from '../support/mail-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const open = houses()

describe('a cancellation by mail', () => {
  it('cancels at once what the calendar has dropped too, long before the arrival, and is undone in one step', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    dropFromFeed(desk, stay)
    desk.booked(A, farDay, 'Cancelled booking!')
    expect((await desk.later(1)).cancelled).toBe(1)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('cancelled')
    expect(desk.items('mail-cancelled')).toEqual([])
    takeBackAt(desk, A)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
  })

  it('does not end again what a person brought back: it asks', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    dropFromFeed(desk, stay)
    desk.booked(A, farDay, 'Cancelled booking!')
    await desk.later(1)
    takeBackAt(desk, A)
    expect((await desk.later(1)).cancelled).toBe(0)
    desk.booked(A, farDay, 'Cancelled booking!')
    expect((await desk.later(60)).cancelled).toBe(0)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
    expect(desk.items('mail-cancelled').map((item) => item.actions.map((action) => action.key))).toEqual([
      ['cancel', 'keep'],
    ])
    desk.resolve(desk.items('mail-cancelled')[0], 'cancel')
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('cancelled')
  })

  it('is a question while the calendar still shows the stay, and keeping it is heeded', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    desk.booked(A, farDay, 'Cancelled booking!')
    await desk.later(60)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
    const [item] = desk.items('mail-cancelled')
    expect(item?.actions.map((action) => action.key)).toEqual(['cancel', 'keep'])
    desk.resolve(item, 'keep')
    await desk.later(60)
    expect(desk.items('mail-cancelled')).toEqual([])
    expect(desk.references()).toEqual([`R1 ${A}`])
  })

  it('cancels when a person says so', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    desk.booked(A, farDay, 'Cancelled booking!')
    await desk.later(1)
    desk.resolve(desk.items('mail-cancelled')[0], 'cancel')
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('cancelled')
    expect(desk.items('mail-cancelled')).toEqual([])
  })

  it('never ends a stay in house, nor one that arrives within two days, whatever the calendar shows', async () => {
    const desk = mailDesk(open)
    const soon = desk.seen(['R2', '2026-06-12', '2026-06-14'])
    const here = desk.seen(['R1', '2026-06-10', '2026-06-12'])
    const assignments = [
      { stayId: here.id, reference: A },
      { stayId: soon.id, reference: B },
    ]
    must(settleCollision(desk.desk, dana, { assignments }))
    must(arrive(desk.desk, dana, { ref: A }))
    dropFromFeed(desk, here)
    dropFromFeed(desk, soon)
    desk.booked(A, '2026-06-10', 'Cancelled booking!')
    desk.booked(B, '2026-06-12', 'Cancelled booking!')
    expect((await desk.later(1)).cancelled).toBe(0)
    const actions = desk.items('mail-cancelled').map((item) => item.actions.map((action) => action.key))
    expect(actions).toEqual([['keep'], ['cancel', 'keep']])
    expect(readStay(desk.desk.store.read, here.id)?.status).toBe('in-house')
  })

  it('offers the room to the booking that came after it, where the calendar never showed a gap', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    desk.booked(A, farDay, 'Cancelled booking!')
    await desk.later(1)
    desk.booked(B, farDay)
    await desk.later(1)
    const [item] = desk.items('mail-cancelled')
    expect(item?.actions.map((action) => action.key)).toEqual(['heir', 'cancel', 'keep'])
    desk.resolve(item, 'heir')
    expect(desk.references()).toEqual([`R1 ${B}`])
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
    const codesOf = (reference: string) => codesOfReservation(desk.desk.store.read, reservationOf(desk, reference).id)
    expect(codesOf(A).map((code) => code.desired)).toEqual(['absent', 'absent'])
    expect(codesOf(B)).toHaveLength(2)
    must(takeBack(desk.desk, dana, null))
    expect(desk.references()).toEqual([`R1 ${A}`])
  })

  it('voids a guess: its stays are open again', async () => {
    const desk = mailDesk(open)
    desk.booked(A, farDay)
    desk.seen(twoNights(1))
    desk.seen(twoNights(2))
    await desk.later(45)
    desk.booked(A, farDay, 'Cancelled booking!')
    await desk.later(1)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    expect(desk.items('mail-group')).toEqual([])
  })
})

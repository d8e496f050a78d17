/** Cases 47 to 56 of the list of facts/old-rooms-system.md, section 5; 57 stands with the mailbox (mailbox-server.test.ts). */
import { describe, expect } from 'vitest'
import { readReservation, staysOfReservation } from '../../db/queries/bookings.ts'
import { codesOfReservation } from '../../db/queries/codes.ts'
import { A, B, houses, numbered } from '../support/houses.ts'
import {
  collidedByMail,
  farDay as day,
  guessedByMail,
  mailDesk,
  namedByMail,
  reservationOf,
  twoNights,
} from '../support/mail-desk.ts'

const open = houses()
const { prove } = numbered('case')

describe('booking mail and calendars, the cases of the old system', () => {
  prove(47, 'a new stay and its one mail have the reference within one cycle', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1))
    await desk.work()
    expect(desk.references()).toEqual(['R1 -'])
    await desk.later(44)
    expect(desk.references()).toEqual(['R1 -'])
    await desk.later(1)
    expect(desk.references()).toEqual([`R1 ${A}`])
    expect(desk.items('mail-group')).toEqual([])
  })

  prove(48, 'one mail and two rooms of the same days are one party by a guess, and OK is asked for once', async () => {
    const desk = mailDesk(open)
    await guessedByMail(desk, A)
    expect(desk.references()).toEqual([`R1 ${A}?`, `R2 ${A}?`])
    const [item, ...more] = desk.items('mail-group')
    expect([item?.stayIds.length, more]).toEqual([2, []])
    const { id } = reservationOf(desk, A)
    expect(codesOfReservation(desk.desk.store.read, id)).toEqual([])
    desk.resolve(item, 'ok')
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`])
    expect(readReservation(desk.desk.store.read, id)?.guestId).not.toBeNull()
    // One for the front door and one for each room.
    expect(codesOfReservation(desk.desk.store.read, id)).toHaveLength(3)
    await desk.later(60)
    expect(desk.items('mail-group')).toEqual([])
  })

  prove(49, 'two references for one day are exactly one question', async () => {
    const desk = mailDesk(open)
    await collidedByMail(desk, [A, B], 2)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    const [item, ...more] = desk.items('mail-collision')
    expect(more).toEqual([])
    expect(item?.stayIds).toHaveLength(2)
    expect(item?.detail).toContain(A)
    expect(item?.detail).toContain(B)
    expect(item?.opens).toEqual([{ what: 'collision', label: 'Compare', channel: 'booking.com', arrivalDate: day }])
  })

  prove(50, 'no mail: the desk is told after ten minutes for today, after 45 for later days', async () => {
    const desk = mailDesk(open)
    desk.seen(['R1', '2026-06-10', '2026-06-12'])
    desk.seen(twoNights(2))
    await desk.later(9)
    expect(desk.items('mail-missing')).toEqual([])
    await desk.later(1)
    expect(desk.items('mail-missing').map((item) => item.stayIds.length)).toEqual([1])
    await desk.later(35)
    expect(desk.items('mail-missing')).toHaveLength(2)
    desk.booked(A, day)
    await desk.later(1)
    expect(desk.items('mail-missing')).toHaveLength(1)
  })

  prove(51, 'a second mail that comes later reopens the grouping', async () => {
    const desk = mailDesk(open)
    await guessedByMail(desk, A)
    expect(desk.references()).toEqual([`R1 ${A}?`, `R2 ${A}?`])
    desk.booked(B, day)
    await desk.later(1)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    expect([desk.items('mail-group').length, desk.items('mail-collision').length]).toEqual([0, 1])
  })

  prove(52, 'two and five nights with one mail are not joined without a word', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1))
    desk.seen(['R2', day, '2026-06-25'])
    await desk.later(45)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    const [item] = desk.items('mail-collision')
    expect(item?.detail).toContain('different nights')
    expect(item?.actions.map((action) => action.key)).toContain('all')
  })

  prove(53, 'new and modified mail of one reference are one booking', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day, 'New booking!', 10)
    desk.booked(A, day, 'Modified booking!')
    desk.seen(twoNights(1))
    await desk.later(45)
    expect(desk.references()).toEqual([`R1 ${A}`])
    expect(desk.items('mail-collision')).toEqual([])
  })

  prove(54, 'cancelled and booked again: the new reference is used', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day, 'New booking!', 30)
    desk.booked(A, day, 'Cancelled booking!', 20)
    desk.booked(B, day, 'New booking!', 10)
    desk.seen(twoNights(1))
    await desk.later(45)
    expect(desk.references()).toEqual([`R1 ${B}`])
    expect(desk.items('mail-collision')).toEqual([])
  })

  prove(55, 'a further room of a known reference joins it as a guess', async () => {
    const desk = mailDesk(open)
    await namedByMail(desk, A)
    desk.seen(twoNights(2))
    await desk.later(45)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}?`])
    desk.resolve(desk.items('mail-group')[0], 'ok')
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`])
    const { id } = reservationOf(desk, A)
    expect(staysOfReservation(desk.desk.store.read, id)).toHaveLength(2)
  })

  prove(56, 'a last-minute mail is read, and its guess is a question at once', async () => {
    const desk = mailDesk(open)
    desk.booked(A, '2026-06-10', 'New last-minute booking')
    desk.seen(['R1', '2026-06-10', '2026-06-12'])
    await desk.work()
    expect(desk.references()).toEqual([`R1 ${A}?`])
    expect(desk.items('mail-group')).toHaveLength(1)
  })
})

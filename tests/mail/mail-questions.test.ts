import { describe, expect, it } from 'vitest'
import { readStay } from '../../db/queries/bookings.ts'
import { codesOfReservation } from '../../db/queries/codes.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import { collisionView, settleCollision } from '../../electron/services/mail/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { A, B, houses } from '../support/houses.ts'
import {
  bookingSubject,
  dropFromFeed,
  farDay,
  mailDesk,
  namedByMail,
  reservationOf,
  takeBackAt,
  twoNights,
  vouchedFor,
} from '../support/mail-desk.ts'
import { book, codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

const open = houses()
const day = farDay
const bucket = { channel: 'booking.com', arrivalDate: day as CalendarDate }

describe('mail that cannot be believed or understood', () => {
  it('does nothing by itself where the sender is not proven: it is asked about, and put aside for good', async () => {
    const desk = mailDesk(open)
    desk.mailed({ subject: bookingSubject(A, day), headers: vouchedFor('evil.example') })
    desk.seen(twoNights(1))
    await desk.later(50)
    expect(desk.references()).toEqual(['R1 -'])
    const [item] = desk.items('mail-unmatched')
    expect(item?.detail).toContain('does not vouch')
    desk.resolve(item, 'done')
    await desk.later(600)
    expect(desk.items('mail-unmatched')).toEqual([])
  })

  it('cannot cancel with a forged sender', async () => {
    const desk = mailDesk(open)
    const stay = await namedByMail(desk, A)
    dropFromFeed(desk, stay)
    desk.mailed({ subject: bookingSubject(A, day, 'Cancelled booking!'), headers: [] })
    await desk.later(1)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
    expect(desk.items('mail-cancelled')).toEqual([])
  })

  it('is not silenced by a forged copy with the same Message-ID that came first', async () => {
    const desk = mailDesk(open)
    desk.mailed({ subject: 'Hello', headers: [], messageId: '<same@booking.com>' })
    desk.mailed({ subject: bookingSubject(A, day), messageId: '<same@booking.com>' })
    desk.mailed({ subject: bookingSubject(A, day), messageId: '<same@booking.com>' })
    await desk.work()
    expect(desk.desk.store.sqlite.prepare('select count(*) from mails').pluck().get()).toBe(2)
  })

  it('is asked about where the wording is not known, and never named by', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day, 'Something happened!')
    desk.seen(twoNights(1))
    await desk.later(50)
    expect(desk.references()).toEqual(['R1 -'])
    expect(desk.items('mail-unmatched')[0]?.detail).toContain('words that are not known')
  })
})

describe('what people say to a guess', () => {
  it('stays said: after a no the same is not guessed again, but asked about', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1))
    desk.seen(twoNights(2))
    await desk.later(45)
    desk.resolve(desk.items('mail-group')[0], 'not')
    await desk.later(60)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    expect(desk.items('mail-collision')[0]?.detail).toContain('not theirs')
  })

  it('stays undone: a match that was taken back is not made again', async () => {
    const desk = mailDesk(open)
    await namedByMail(desk, A)
    takeBackAt(desk, A)
    expect(desk.references()).toEqual(['R1 -'])
    await desk.later(60)
    expect(desk.references()).toEqual(['R1 -'])
    expect(desk.items('mail-collision')).toHaveLength(1)
  })

  it('gives each stay its booking in one step, with guest and codes, and one undo takes all of it back', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day, 'New booking!', 60)
    desk.booked(B, day)
    const first = desk.seen(twoNights(1))
    const second = desk.seen(['R2', day, '2026-06-25'])
    await desk.work()
    const view = must(collisionView(desk.desk, bucket))
    expect(view.mails.map((mail) => mail.reference)).toEqual([A, B])
    expect(view.stays.map((stay) => [stay.unitKey, stay.nights, stay.seenFresh, stay.guessed])).toEqual([
      ['R1', 2, true, null],
      ['R2', 5, true, null],
    ])
    const assignments = [
      { stayId: first.id, reference: '100000-0001' },
      { stayId: second.id, reference: B },
    ]
    const settled = must(settleCollision(desk.desk, dana, { assignments }))
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${B}`])
    for (const reference of [A, B]) {
      const reservation = reservationOf(desk, reference)
      expect(reservation.guestId).not.toBeNull()
      expect(codesOfReservation(desk.desk.store.read, reservation.id)).toHaveLength(2)
    }
    expect(desk.items('mail-collision')).toEqual([])
    must(takeBack(desk.desk, dana, settled.actionId))
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
    expect(
      codesOfReservation(desk.desk.store.read, reservationOf(desk, A).id).every((code) => code.state === 'removed'),
    ).toBe(true)
  })

  it('gives several stays of one booking one guest, and takes a guess away where no booking is named', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    const stays = [desk.seen(twoNights(1)), desk.seen(twoNights(2)), desk.seen(twoNights(3))]
    await desk.later(45)
    const [one, two, three] = stays.map((stay) => stay.id)
    const assignments = [
      { stayId: one!, reference: A },
      { stayId: two!, reference: A },
      { stayId: three!, reference: null },
    ]
    must(settleCollision(desk.desk, dana, { assignments }))
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`, 'R3 -'])
    await desk.later(60)
    expect(desk.references()).toEqual([`R1 ${A}`, `R2 ${A}`, 'R3 -'])
  })

  it('refuses a blank booking, a stay named twice, none at all and a stay that is sure to be another’s; nothing changes', async () => {
    const desk = mailDesk(open)
    const stay = desk.seen(twoNights(1))
    const added = book(desk.desk, B, [['R2', day, '2026-06-22']])
    const before = dumpTables(desk.desk)
    const settle = (...assignments: readonly { stayId: Stay['id']; reference: string | null }[]) =>
      codeOf(settleCollision(desk.desk, dana, { assignments }))
    expect(settle({ stayId: stay.id, reference: ' - ' })).toBe('bad-input')
    expect(settle({ stayId: stay.id, reference: A }, { stayId: stay.id, reference: B })).toBe('bad-input')
    expect(settle()).toBe('bad-input')
    expect(settle({ stayId: stay.id, reference: A }, { stayId: added.stayIds[0]!, reference: A })).toBe('changed-since')
    expect(settle({ stayId: 'nobody' as Stay['id'], reference: A })).toBe('stay-unknown')
    expect(dumpTables(desk.desk)).toEqual(before)
  })
})

describe('stays and mails without a partner', () => {
  it.each(['import', 'after-outage'] as const)('only asks about a stay that was found by %s', async (foundBy) => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1), {}, foundBy)
    await desk.later(60)
    expect(desk.references()).toEqual(['R1 -'])
    const [item] = desk.items('mail-collision')
    expect(item?.actions.map((action) => action.key)).toEqual(['all', 'dismiss'])
    expect(desk.items('mail-missing')).toEqual([])
    desk.resolve(item, 'all')
    expect(desk.references()).toEqual([`R1 ${A}`])
  })

  it('tells of a mail that no calendar shows after six hours, not of one that the desk knows', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    book(desk.desk, B, [['R2', '2026-06-21', '2026-06-23']])
    desk.booked(B, day)
    await desk.later(359)
    expect(desk.items('mail-unmatched')).toEqual([])
    await desk.later(1)
    expect(desk.items('mail-unmatched').map((item) => item.title)).toEqual([expect.stringContaining(A)])
  })

  it('follows a modified mail to its new day', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day, 'New booking!', 5)
    desk.booked(A, '2026-06-24', 'Modified booking!')
    desk.seen(twoNights(1))
    desk.seen(['R2', '2026-06-24', '2026-06-26'])
    await desk.later(45)
    expect(desk.references()).toEqual(['R1 -', `R2 ${A}`])
  })

  it('leaves a suspected closure and a second booking of a taken room alone', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1), { kind: 'block-suspected' })
    desk.seen(twoNights(2), { placed: false })
    await desk.later(60)
    expect(desk.references()).toEqual(['R1 -', 'R2 -'])
  })

  it('does nothing on a second run without a new fact', async () => {
    const desk = mailDesk(open)
    desk.booked(A, day)
    desk.seen(twoNights(1))
    desk.seen(twoNights(2))
    await desk.later(45)
    const { mailboxes: _, ...before } = dumpTables(desk.desk)
    await desk.work()
    const { mailboxes: __, ...after } = dumpTables(desk.desk)
    expect(after).toEqual(before)
  })
})

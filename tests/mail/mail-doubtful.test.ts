/** Mails that nothing may be made of by themselves: what the channel says in unknown words, and what anybody may have written. */
import { describe, expect, it } from 'vitest'
import { doubtfulMails, type KnownMail } from '../../electron/domain/mail-booking.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { A, B, houses } from '../support/houses.ts'
import {
  bookingSubject,
  farDay,
  type MailDesk,
  type MailWords,
  mailDesk,
  namedByMail,
  twoNights,
} from '../support/mail-desk.ts'
import { book } from '../support/test-desk.ts'

const open = houses()
const unknownWords = 'Something happened!'
/** As anybody can write it: nobody vouches for the sender. */
const forged = (reference: string, arrival: string): MailWords => ({
  subject: bookingSubject(reference, arrival, 'Cancelled booking!'),
  headers: [],
})

/** A booking and the only stay of its day, matched while another mail in unknown words is here. */
async function matchedBeside(reference: string, day: string, minutesAgo: number): Promise<MailDesk> {
  const desk = mailDesk(open)
  desk.booked(A, farDay, undefined, 30)
  desk.booked(reference, day, unknownWords, minutesAgo)
  desk.seen(twoNights(1))
  await desk.later(45)
  return desk
}

describe('a mail in unknown words', () => {
  it('about a booking that is here is a question until a person has read it, since it may be cancelled', async () => {
    const desk = mailDesk(open)
    await namedByMail(desk, A)
    expect(desk.references()).toEqual([`R1 ${A}`])
    desk.booked(A, farDay, unknownWords)
    await desk.later(60)
    const items = desk.items('mail-unmatched')
    expect(items.map((item) => item.title)).toEqual([expect.stringContaining(A)])
    expect(desk.references()).toEqual([`R1 ${A}`])
    desk.resolve(items[0], 'done')
    await desk.later(60)
    expect(desk.items('mail-unmatched')).toEqual([])
  })

  it('is no question once a mail that is understood has come after it', async () => {
    const desk = mailDesk(open)
    await namedByMail(desk, A)
    desk.booked(A, farDay, unknownWords)
    await desk.later(1)
    expect(desk.items('mail-unmatched')).toHaveLength(1)
    desk.booked(A, farDay, 'Modified booking!')
    await desk.later(1)
    expect(desk.items('mail-unmatched')).toEqual([])
  })

  it.each([
    ['after the booking’s own, about it', A, '2026-06-25', 0],
    ['about another booking of the day', B, farDay, 60],
  ])('that came %s makes a sure match a guess, which waits for a person', async (_when, reference, day, minutesAgo) => {
    const desk = await matchedBeside(reference, day, minutesAgo)
    expect(desk.references()).toEqual([`R1 ${A}?`])
    expect(desk.items('mail-group')).toHaveLength(1)
  })

  it.each([
    ['of another day', B, '2026-06-21', 0],
    ['before the booking’s own, about it', A, farDay, 60],
  ])('that came %s leaves a sure match sure', async (_when, reference, day, minutesAgo) => {
    const desk = await matchedBeside(reference, day, minutesAgo)
    expect(desk.references()).toEqual([`R1 ${A}`])
  })
})

describe('a mail that anybody may have written', () => {
  it('asks nothing about a booking that is here, and ends nothing', async () => {
    const desk = mailDesk(open)
    await namedByMail(desk, A)
    desk.mailed(forged(A, farDay))
    await desk.later(60)
    expect([...desk.items('mail-unmatched'), ...desk.items('mail-cancelled')]).toEqual([])
    expect(desk.references()).toEqual([`R1 ${A}`])
  })

  it('asks nothing about a booking that is here by the desk’s word alone', async () => {
    const desk = mailDesk(open)
    book(desk.desk, A, [twoNights(1)])
    desk.mailed(forged(A, farDay))
    await desk.later(60)
    expect(desk.items('mail-unmatched')).toEqual([])
  })

  it('about a booking that the channel has told of leaves a sure match sure', async () => {
    const desk = mailDesk(open)
    desk.booked(A, farDay, undefined, 30)
    desk.mailed(forged(A, farDay))
    desk.seen(twoNights(1))
    await desk.later(45)
    expect(desk.references()).toEqual([`R1 ${A}`])
  })

  it('about another booking of the day makes a sure match a guess', async () => {
    const desk = mailDesk(open)
    desk.booked(A, farDay)
    desk.mailed(forged(B, farDay))
    desk.seen(twoNights(1))
    await desk.later(45)
    expect(desk.references()).toEqual([`R1 ${A}?`])
  })

  it('does not take the place of what the channel itself wrote, however late it comes', async () => {
    const desk = mailDesk(open)
    desk.booked(B, farDay, unknownWords)
    await desk.work()
    desk.mailed(forged(B, '2026-01-02'))
    await desk.later(1)
    expect(desk.items('mail-unmatched').map((item) => item.detail)).toEqual([
      expect.stringContaining('It came from Booking.com'),
    ])
    const mail: KnownMail = {
      id: 'true',
      channel: 'booking.com',
      kind: 'unread',
      reference: B as KnownMail['reference'],
      arrivalDate: null,
      departureDate: null,
      guestName: null,
      receivedAt: 1 as Instant,
      trusted: true,
      settledAt: null,
    }
    const copy = { ...mail, id: 'forged', receivedAt: 2 as Instant, trusted: false }
    expect(doubtfulMails([mail, copy]).map((one) => one.id)).toEqual(['true'])
    expect(doubtfulMails([copy, mail]).map((one) => one.id)).toEqual(['true'])
  })
})

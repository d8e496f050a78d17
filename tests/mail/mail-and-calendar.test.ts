import { describe, expect, it } from 'vitest'
import { readStay, staysByStatus } from '../../db/queries/bookings.ts'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import type { CalendarFeed } from '../../electron/ports/calendar-feed.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { showing } from '../support/feed-desk.ts'
import { A, B, houses } from '../support/houses.ts'
import { type MailDesk, mailDesk } from '../support/mail-desk.ts'

const open = houses()
const day = '2026-06-20'

/** A channel whose calendars show what they are told, by room. */
function channel() {
  const shown = new Map<string, readonly CalendarEvent[]>()
  const feed = showing((url) => shown.get(/R\d+/.exec(url)?.[0] ?? '') ?? [])
  const event = (unit: string, arrival: string, departure: string): CalendarEvent => ({
    uid: `${unit} ${arrival}@booking.com`,
    arrivalDate: arrival as CalendarDate,
    departureDate: departure as CalendarDate,
    kind: 'unknown',
    reference: null,
  })
  /** Another stay stands in each: a calendar that is emptied is not believed. */
  const show = (unit: string, departure: string | null): void => {
    const other = event(unit, '2026-08-01', '2026-08-03')
    shown.set(unit, departure === null ? [other] : [event(unit, day, departure), other])
  }
  for (const unit of ['R1', 'R2', 'R3', 'R4']) show(unit, null)
  return { feed, show }
}
/** Polls every calendar each quarter of an hour, reading the mailbox as well. */
async function quarters(desk: MailDesk, feed: CalendarFeed, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    desk.advance(16 * 60_000)
    await pollFeeds(desk.desk, feed)
    await desk.work()
  }
}

describe('a channel’s calendars and its mail together', () => {
  it('make one party of two rooms, which one OK confirms', async () => {
    const desk = mailDesk(open)
    const { feed, show } = channel()
    await quarters(desk, feed, 1)
    desk.booked(A, day)
    show('R1', '2026-06-22')
    show('R2', '2026-06-22')
    await quarters(desk, feed, 4)
    expect(desk.references(day)).toEqual([`R1 ${A}?`, `R2 ${A}?`])
    desk.resolve(desk.items('mail-group')[0], 'ok')
    expect(desk.references(day)).toEqual([`R1 ${A}`, `R2 ${A}`])
  })

  it('ask about what stood in the calendars when they were first read', async () => {
    const desk = mailDesk(open)
    const { feed, show } = channel()
    desk.booked(A, day)
    show('R1', '2026-06-22')
    await quarters(desk, feed, 5)
    expect(desk.references(day)).toEqual(['R1 -'])
    expect(desk.items('mail-collision')).toHaveLength(1)
  })

  it('cancel together at the first poll that lacks the stay, and neither alone', async () => {
    const desk = mailDesk(open)
    const { feed, show } = channel()
    await quarters(desk, feed, 1)
    desk.booked(A, day)
    show('R1', '2026-06-22')
    await quarters(desk, feed, 4)
    expect(desk.references(day)).toEqual([`R1 ${A}`])
    const stay = staysByStatus(desk.desk.store.read, 'expected').find((one) => one.arrivalDate === day)!
    desk.booked(A, day, 'Cancelled booking!')
    await quarters(desk, feed, 1)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('expected')
    show('R1', null)
    await quarters(desk, feed, 1)
    expect(readStay(desk.desk.store.read, stay.id)?.status).toBe('cancelled')
    expect(desk.items('mail-cancelled')).toEqual([])
  })

  it('tell a room that is booked again at once from the cancelled booking before', async () => {
    const desk = mailDesk(open)
    const { feed, show } = channel()
    await quarters(desk, feed, 1)
    desk.booked(A, day)
    show('R1', '2026-06-22')
    await quarters(desk, feed, 4)
    desk.booked(A, day, 'Cancelled booking!')
    show('R1', null)
    await quarters(desk, feed, 1)
    desk.booked(B, day)
    show('R1', '2026-06-23')
    await quarters(desk, feed, 4)
    expect(desk.references(day)).toEqual([`R1 ${B}`])
  })
})

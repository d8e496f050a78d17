import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { staysByStatus } from '../../db/queries/bookings.ts'
import { feedLogOf, readFeeds } from '../../db/queries/feeds.ts'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import { fileLogger } from '../../electron/adapters/logging/logger.ts'
import { minutes } from '../../electron/domain/time.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { arrive, cancel } from '../../electron/services/check-in/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { addReservation, adoptStay } from '../../electron/services/reservations/index.ts'
import { showReservation, showStays } from '../../electron/services/views/index.ts'
import { type FeedServer, startFeedServer } from '../support/feed-server.ts'
import { codeOf, dana, must, openTestDesk, type TestDesk } from '../support/test-desk.ts'

let booking: FeedServer
let airbnb: FeedServer
let test: TestDesk
const http = httpCalendarFeed({ timeLimitMs: 5_000 })

beforeEach(async () => {
  ;[booking, airbnb] = await Promise.all([startFeedServer(), startFeedServer()])
  test = openTestDesk({
    feeds: {
      R1: [{ channel: 'booking.com', url: booking.url, allowPrivate: true }],
      R2: [{ channel: 'airbnb', url: airbnb.url, allowPrivate: true }],
    },
  })
})
afterEach(async () => {
  test.close()
  await Promise.all([booking.stop(), airbnb.stop()])
})

type Event = { readonly uid: string; readonly days: string; readonly summary?: string; readonly code?: string }
const calendar = (...events: readonly Event[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap(({ uid, days, summary = 'CLOSED - Not available', code }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      ...days
        .split('/')
        .map((day, index) => `${index === 0 ? 'DTSTART' : 'DTEND'};VALUE=DATE:${day.replaceAll('-', '')}`),
      `SUMMARY:${summary}`,
      ...(code === undefined
        ? []
        : [`DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/details/${code}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
const reserved = (uid: string, days: string, code: string): Event => ({ uid, days, summary: 'Reserved', code })

/** Lets the quarter of an hour pass and polls both feeds. */
const poll = async (desk = test.desk) => {
  test.advance(minutes(17))
  return pollFeeds(desk, http)
}
const stays = () => must(showStays(test.desk, { unit: null, from: null, to: null }))
const lines = () =>
  stays().map(
    (one) => `${one.unit} ${one.arrivalDate} ${one.departureDate} ${one.status}${one.placed ? '' : ' unplaced'}`,
  )
const log = () =>
  readFeeds(test.desk.store.read).flatMap((feed) => feedLogOf(test.desk.store.read, feed.id).map((entry) => entry.kind))
const feedOf = (channel: string) => readFeeds(test.desk.store.read).find((feed) => feed.channel === channel)!

describe('a poll', () => {
  it('adds what is new and, however often repeated, nothing more', async () => {
    booking.setCalendar(
      calendar({ uid: 'a', days: '2026-06-12/2026-06-14' }, { uid: 'b', days: '2026-06-14/2026-06-15' }),
    )
    expect((await poll()).map((report) => report.added).sort()).toEqual([0, 2])
    const first = stays()
    expect(first[0]).toMatchObject({ unit: 'R1', source: 'feed', kind: 'unknown', reference: null, placed: true })
    for (let again = 0; again < 3; again++) expect((await poll()).every((report) => report.added === 0)).toBe(true)
    booking.setCalendar(
      calendar({ uid: 'b', days: '2026-06-14/2026-06-15' }, { uid: 'a', days: '2026-06-12/2026-06-14' }),
    )
    await poll()
    expect(stays()).toEqual(first)
    expect(feedOf('booking.com').status).toBe('ok')
  })

  it('knows a stay by unit and days, whatever its name in the feed', async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-12/2026-06-14' }))
    await poll()
    booking.setCalendar(calendar({ uid: 'renamed', days: '2026-06-12/2026-06-14' }))
    await poll()
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-14 expected'])
    expect(log()).toEqual([])
  })

  it('knows a running stay whose arrival the channel moves up each day under a new name', async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-09/2026-06-14' }))
    await poll()
    for (const day of ['2026-06-10', '2026-06-11', '2026-06-12']) {
      booking.setCalendar(calendar({ uid: `name-of-${day}`, days: `${day}/2026-06-14` }))
      await poll()
    }
    expect(lines()).toEqual(['R1 2026-06-09 2026-06-14 expected'])
  })

  it('writes down other days and applies none of them', async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-12/2026-06-14' }))
    await poll()
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-12/2026-06-16' }))
    expect((await poll()).map((report) => report.differences).sort()).toEqual([0, 1])
    await poll()
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-14 expected'])
    expect(log()).toEqual(['dates-differ'])
  })

  it('takes nothing out that leaves the feed', async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-12/2026-06-14' }))
    await poll()
    booking.setCalendar(calendar())
    for (let again = 0; again < 4; again++) await poll()
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-14 expected'])
  })

  it('makes no stay of a block, of what is past, or of what the channel cancelled', async () => {
    airbnb.setCalendar(
      calendar(
        { uid: 'block', days: '2026-06-12/2026-06-14', summary: 'Airbnb (Not available)' },
        reserved('old', '2026-05-12/2026-05-14', 'HMOLDOLD01'),
      ),
    )
    await poll()
    expect(lines()).toEqual([])
    expect(log().sort()).toEqual(['block', 'past'])
  })

  it('keeps a second booking of the same nights unplaced and asks, naming both', async () => {
    airbnb.setCalendar(calendar(reserved('a', '2026-06-12/2026-06-15', 'HMAAAA0001')))
    await poll()
    airbnb.setCalendar(
      calendar(
        reserved('a', '2026-06-12/2026-06-15', 'HMAAAA0001'),
        reserved('b', '2026-06-14/2026-06-17', 'HMBBBB0002'),
      ),
    )
    await poll()
    expect(lines()).toEqual(['R2 2026-06-12 2026-06-15 expected', 'R2 2026-06-14 2026-06-17 expected unplaced'])
    const item = attentionItems(test.desk).find((one) => one.kind === 'double-booking')!
    expect(item.title).toContain('Room 2')
    expect(item.detail).toContain('HMAAAA0001')
    expect(item.detail).toContain('HMBBBB0002')
    expect(must(showReservation(test.desk, { ref: 'HMBBBB0002' })).codes).toEqual([])
    must(cancel(test.desk, dana, { ref: 'HMAAAA0001' }))
    const free = attentionItems(test.desk).find((one) => one.kind === 'double-booking')!
    must(resolveItem(test.desk, dana, free.id, 'place'))
    expect(attentionItems(test.desk).filter((one) => one.kind === 'double-booking')).toEqual([])
    expect(must(showReservation(test.desk, { ref: 'HMBBBB0002' })).codes).toHaveLength(2)
  })

  it('keeps two bookings of the same nights apart within one answer too', async () => {
    booking.setCalendar(
      calendar({ uid: 'a', days: '2026-06-12/2026-06-15' }, { uid: 'b', days: '2026-06-13/2026-06-16' }),
    )
    await poll()
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-15 expected', 'R1 2026-06-13 2026-06-16 expected unplaced'])
  })

  it('makes a reservation of an Airbnb code, plans its codes, and joins a second stay to it', async () => {
    airbnb.setCalendar(calendar(reserved('a', '2026-06-10/2026-06-12', 'HMAAAA0001')))
    await poll()
    const made = must(showReservation(test.desk, { ref: 'hmaaaa0001' }))
    expect(made.channel).toBe('airbnb')
    expect(made.guest).toBeNull()
    expect(made.codes.map((code) => [code.door, code.state]).sort()).toEqual([
      ['d2', 'planned'],
      ['front', 'planned'],
    ])
    airbnb.setCalendar(
      calendar(
        reserved('a', '2026-06-10/2026-06-12', 'HMAAAA0001'),
        reserved('b', '2026-06-20/2026-06-22', 'HMAAAA0001'),
      ),
    )
    await poll()
    const joined = must(showReservation(test.desk, { ref: 'HMAAAA0001' }))
    expect(joined.stays).toHaveLength(2)
    expect(joined.codes).toHaveLength(2)
    expect(joined.codes[0]!.windows).toHaveLength(2)
  })

  it('lets stay cancelled what was cancelled here', async () => {
    airbnb.setCalendar(calendar(reserved('a', '2026-06-12/2026-06-15', 'HMAAAA0001')))
    await poll()
    must(cancel(test.desk, dana, { ref: 'HMAAAA0001' }))
    await poll()
    airbnb.setCalendar(calendar(reserved('a', '2026-06-12/2026-06-16', 'HMAAAA0001')))
    await poll()
    expect(lines()).toEqual(['R2 2026-06-12 2026-06-15 cancelled'])
    expect(
      must(showReservation(test.desk, { ref: 'HMAAAA0001' })).codes.every((code) => code.state === 'removed'),
    ).toBe(true)
  })
})

describe('a feed that fails', () => {
  beforeEach(async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-12/2026-06-14' }))
    await poll()
  })

  it.each<[string, () => void, string]>([
    ['answers a web page', () => booking.setMode({ kind: 'html' }), 'not-a-calendar'],
    ['is refused', () => booking.setMode({ kind: 'status', status: 404 }), 'http-status'],
    ['breaks in the middle', () => booking.setMode({ kind: 'truncated', bytes: 60 }), 'incomplete'],
    ['is empty', () => booking.setCalendar(''), 'not-a-calendar'],
  ])('because it %s changes no stay', async (_name, break_, status) => {
    booking.setCalendar(calendar({ uid: 'b', days: '2026-07-12/2026-07-14' }))
    break_()
    const before = stays()
    await poll()
    expect(stays()).toEqual(before)
    expect(feedOf('booking.com').status).toBe(status)
  })

  it('says so after a while, is asked less often, and is well again with its next good answer', async () => {
    await booking.stop()
    for (let again = 0; again < 6; again++) {
      test.advance(minutes(61))
      await pollFeeds(test.desk, http)
    }
    expect(feedOf('booking.com')).toMatchObject({ status: 'unreachable', failures: 6 })
    const item = attentionItems(test.desk).find((one) => one.kind === 'feed-failing')!
    expect(item.title).toContain('Room 1')
    const polled = await poll()
    expect(polled.map((report) => report.feedId)).toEqual([feedOf('airbnb').id])
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-14 expected'])
  })
})

describe('a person who names a stay of a feed', () => {
  const order = (days: string, reference = 'A1') => {
    const [arrivalDate, departureDate] = days.split('/') as [string, string]
    return addReservation(test.desk, dana, {
      reference,
      channel: 'booking.com',
      stays: [{ unit: 'R1', arrivalDate, departureDate }],
    })
  }
  beforeEach(async () => {
    booking.setCalendar(calendar({ uid: 'a', days: '2026-06-10/2026-06-14' }))
    await poll()
  })

  it('gives it reference and codes with its exact days, and polls leave it so', async () => {
    const [before] = stays()
    expect(must(order('2026-06-10/2026-06-14')).adopted).toBe(1)
    await poll()
    expect(stays()).toEqual([{ ...before, reference: 'A1', kind: 'reservation' }])
    expect(must(showReservation(test.desk, { ref: 'A1' })).codes).toHaveLength(2)
    must(arrive(test.desk, dana, { ref: 'A1' }))
    await poll()
    expect(lines()).toEqual(['R1 2026-06-10 2026-06-14 in-house'])
  })

  it('is told where the days differ, and nothing is added', () => {
    expect(codeOf(order('2026-06-10/2026-06-13'))).toBe('feed-stay-differs')
    expect(codeOf(order('2026-06-13/2026-06-16'))).toBe('feed-stay-differs')
    expect(lines()).toEqual(['R1 2026-06-10 2026-06-14 expected'])
    expect(codeOf(showReservation(test.desk, { ref: 'A1' }))).toBe('reservation-unknown')
  })

  it('may name it on its own line; the second to do so is told', () => {
    const [stay] = staysByStatus(test.desk.store.read, 'expected')
    const named = must(adoptStay(test.desk, dana, { stay: stay!, reference: 'B 2-2', guest: { name: 'Mira Example' } }))
    const shown = must(showReservation(test.desk, { ref: named.reservationId }))
    expect([shown.reference, shown.channel, shown.guest?.name, shown.codes.length]).toEqual([
      'B22',
      'booking.com',
      'Mira Example',
      2,
    ])
    expect(codeOf(adoptStay(test.desk, dana, { stay: stay!, reference: 'C3', guest: null }))).toBe('changed-since')
    expect(codeOf(showReservation(test.desk, { ref: 'C3' }))).toBe('reservation-unknown')
  })
})

describe('the address of a feed', () => {
  it('stands in no file of the folder, the logs among them, whether the feed answers or not', async () => {
    const desk = { ...test.desk, logger: fileLogger({ dataDir: test.folder, name: 'desk' }) }
    await poll(desk)
    booking.setMode({ kind: 'status', status: 500 })
    await poll(desk)
    const port = new URL(booking.url).port
    const files = readdirSync(test.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(test.folder, name)).isFile(),
    )
    expect(readFileSync(join(test.folder, 'logs', 'desk.log'), 'utf8')).toContain('feed.polled')
    for (const name of files) {
      const bytes = readFileSync(join(test.folder, name))
      expect([name, bytes.includes(booking.url), bytes.includes(`127.0.0.1:${port}`)]).toEqual([name, false, false])
    }
  })
})

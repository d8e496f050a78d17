import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { staysByStatus } from '../../db/queries/bookings.ts'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import { fileLogger } from '../../electron/adapters/logging/logger.ts'
import { minutes } from '../../electron/domain/time.ts'
import { arrive, cancel } from '../../electron/services/check-in/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { addReservation, adoptStay } from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { calendar, closed, feedDesk, reserved } from '../support/feed-desk.ts'
import { codeOf, dana, must } from '../support/test-desk.ts'

const { test, booking, airbnb, poll, pollFor, lines, stays, log, items, resolve, feedOf } = feedDesk()

describe('a poll', () => {
  it('adds what is new and, however often repeated, nothing more', async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-14'), closed('b', '2026-06-14/2026-06-15')))
    expect((await poll()).map((report) => report.added).sort()).toEqual([0, 2])
    const first = stays()
    expect(first[0]).toMatchObject({ unit: 'R1', source: 'feed', kind: 'unknown', reference: null, placed: true })
    for (let again = 0; again < 3; again++) expect((await poll()).every((report) => report.added === 0)).toBe(true)
    booking().setCalendar(calendar(closed('b', '2026-06-14/2026-06-15'), closed('a', '2026-06-12/2026-06-14')))
    await poll()
    expect(stays()).toEqual(first)
    expect(feedOf('booking.com').status).toBe('ok')
  })

  it('knows a running stay whose arrival the channel moves up each day under a new name', async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-10/2026-06-14')))
    await poll()
    for (const day of ['2026-06-11', '2026-06-12', '2026-06-13']) {
      test().setNow(`${day}T00:10:00Z`)
      booking().setCalendar(calendar(closed(`name-of-${day}`, `${day}/2026-06-14`)))
      await poll()
    }
    expect(lines()).toEqual(['R1 2026-06-10 2026-06-14 expected'])
    expect(log()).toEqual(['created', 'renamed', 'renamed', 'renamed'])
  })

  it('follows a stay that is extended while its arrival moves up', async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-09/2026-06-12')))
    await poll()
    booking().setCalendar(calendar(closed('b', '2026-06-10/2026-06-12')))
    await poll()
    booking().setCalendar(calendar(closed('b', '2026-06-10/2026-06-15')))
    expect((await poll()).map((report) => report.changed).sort()).toEqual([0, 1])
    expect(lines()).toEqual(['R1 2026-06-09 2026-06-15 expected'])
  })

  it('lets one booking have the nights that another gives up in the same answer', async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-14'), closed('b', '2026-06-14/2026-06-18')))
    await poll()
    booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-16'), closed('b', '2026-06-16/2026-06-18')))
    await poll()
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-16 expected', 'R1 2026-06-16 2026-06-18 expected'])
  })

  it('makes no stay of a block, of what is past, or of what the channel cancelled', async () => {
    airbnb().setCalendar(
      calendar(
        { uid: 'block', days: '2026-06-12/2026-06-14', summary: 'Airbnb (Not available)' },
        reserved('old', '2026-05-12/2026-05-14', 'HMOLDOLD01'),
      ),
    )
    await poll()
    expect(lines()).toEqual([])
    expect(log()).toEqual(['block'])
  })

  it('asks once about a long closed time and follows it at both ends without a word', async () => {
    booking().setCalendar(calendar(closed('a', '2026-09-01/2027-12-10')))
    await poll()
    expect(items('block-suspected')[0]!.title).toContain('Room 1')
    expect(items('double-booking')).toEqual([])
    resolve('block-suspected', 'closure')
    booking().setCalendar(calendar(closed('b', '2026-09-02/2027-12-11')))
    await poll()
    booking().setCalendar(calendar(closed('b', '2026-09-02/2026-11-01'), closed('c', '2027-01-01/2027-12-12')))
    await poll()
    expect(items('block-suspected')).toEqual([])
    expect(stays().map((one) => [one.kind, one.arrivalDate, one.departureDate])).toEqual([
      ['block-suspected', '2026-09-02', '2026-11-01'],
      ['block-suspected', '2027-01-01', '2027-12-12'],
    ])
  })

  it('makes a stay of a closed time that a person calls a booking', async () => {
    booking().setCalendar(calendar(closed('a', '2026-09-01/2026-11-10')))
    await poll()
    resolve('block-suspected', 'booking')
    expect(stays().map((one) => [one.kind, one.placed])).toEqual([['unknown', true]])
  })

  it('keeps the days of a stay that the channel joins to a closure', async () => {
    booking().setCalendar(calendar(closed('a', '2026-07-31/2026-08-02'), closed('b', '2026-08-02/2027-12-10')))
    await poll()
    booking().setCalendar(calendar(closed('a', '2026-07-31/2027-12-10')))
    await poll()
    expect(lines()).toContain('R1 2026-07-31 2026-08-02 expected')
    expect(items('feed-differs')).toEqual([])
  })

  it('keeps a second booking of the same nights unplaced and asks, naming both, until the first goes', async () => {
    const first = reserved('a', '2026-06-12/2026-06-15', 'HMAAAA0001')
    airbnb().setCalendar(calendar(first))
    await poll()
    airbnb().setCalendar(calendar(first, reserved('b', '2026-06-14/2026-06-17', 'HMBBBB0002')))
    await poll()
    expect(lines()).toEqual(['R2 2026-06-12 2026-06-15 expected', 'R2 2026-06-14 2026-06-17 expected unplaced'])
    const [item] = items('double-booking')
    expect(item!.title).toContain('Room 2')
    expect(item!.detail).toContain('HMAAAA0001')
    expect(item!.detail).toContain('HMBBBB0002')
    expect(must(showReservation(test().desk, { ref: 'HMBBBB0002' })).codes).toEqual([])
    must(cancel(test().desk, dana, { ref: 'HMAAAA0001' }))
    expect(items('double-booking')).toEqual([])
    expect(lines()).toEqual(['R2 2026-06-12 2026-06-15 cancelled', 'R2 2026-06-14 2026-06-17 expected'])
    expect(must(showReservation(test().desk, { ref: 'HMBBBB0002' })).codes).toHaveLength(2)
  })

  it('gives the unit to the second booking once the first is gone, and to neither where both are', async () => {
    const first = reserved('a', '2026-06-13/2026-06-15', 'HMAAAA0001')
    const second = reserved('b', '2026-06-14/2026-06-17', 'HMBBBB0002')
    const early = reserved('c', '2026-07-12/2026-07-15', 'HMCCCC0003')
    const late = reserved('d', '2026-07-14/2026-07-17', 'HMDDDD0004')
    airbnb().setCalendar(calendar(first, early))
    await poll()
    airbnb().setCalendar(calendar(first, second, early, late))
    await poll()
    airbnb().setCalendar(calendar(second, early, late))
    await pollFor(9)
    expect(lines().slice(0, 2)).toEqual(['R2 2026-06-13 2026-06-15 cancelled', 'R2 2026-06-14 2026-06-17 expected'])
    expect(must(showReservation(test().desk, { ref: 'HMBBBB0002' })).codes).toHaveLength(2)
    airbnb().setCalendar(calendar(second))
    await pollFor(9)
    expect(lines().slice(2)).toEqual([
      'R2 2026-07-12 2026-07-15 cancelled',
      'R2 2026-07-14 2026-07-17 cancelled unplaced',
    ])
    expect(must(showReservation(test().desk, { ref: 'HMDDDD0004' })).codes).toEqual([])
  })

  it('makes a reservation of an Airbnb code, plans its codes, and joins a second stay to it', async () => {
    airbnb().setCalendar(calendar(reserved('a', '2026-06-10/2026-06-12', 'HMAAAA0001')))
    await poll()
    const made = must(showReservation(test().desk, { ref: 'hmaaaa0001' }))
    expect([made.channel, made.guest]).toEqual(['airbnb', null])
    expect(made.codes.map((code) => [code.door, code.state]).sort()).toEqual([
      ['d2', 'planned'],
      ['front', 'planned'],
    ])
    airbnb().setCalendar(
      calendar(
        reserved('a', '2026-06-10/2026-06-12', 'HMAAAA0001'),
        reserved('b', '2026-06-20/2026-06-22', 'HMAAAA0001'),
      ),
    )
    await poll()
    const joined = must(showReservation(test().desk, { ref: 'HMAAAA0001' }))
    expect(joined.stays).toHaveLength(2)
    expect(joined.codes).toHaveLength(2)
    expect(joined.codes[0]!.windows).toHaveLength(2)
  })

  it('lets stay cancelled what was cancelled here', async () => {
    airbnb().setCalendar(calendar(reserved('a', '2026-06-12/2026-06-15', 'HMAAAA0001')))
    await poll()
    must(cancel(test().desk, dana, { ref: 'HMAAAA0001' }))
    await poll()
    airbnb().setCalendar(calendar(reserved('a', '2026-06-12/2026-06-16', 'HMAAAA0001')))
    await poll()
    expect(lines()).toEqual(['R2 2026-06-12 2026-06-15 cancelled'])
    const { codes } = must(showReservation(test().desk, { ref: 'HMAAAA0001' }))
    expect(codes.map((code) => code.state)).toEqual(['removed', 'removed'])
  })
})

describe('a feed that fails', () => {
  beforeEach(async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-14')))
    await poll()
  })

  it.each<[string, () => void, string]>([
    ['answers a web page', () => booking().setMode({ kind: 'html' }), 'not-a-calendar'],
    ['is refused', () => booking().setMode({ kind: 'status', status: 404 }), 'http-status'],
    ['breaks in the middle', () => booking().setMode({ kind: 'truncated', bytes: 60 }), 'incomplete'],
    ['is empty', () => booking().setCalendar(''), 'not-a-calendar'],
    ['unpacks to fifty megabytes', () => booking().setMode({ kind: 'bomb', bytes: 50_000_000 }), 'too-large'],
    ['never ends', () => booking().setMode({ kind: 'endless' }), 'too-large'],
  ])('because it %s changes no stay', async (_name, break_, status) => {
    booking().setCalendar(calendar(closed('b', '2026-07-12/2026-07-14')))
    break_()
    const before = stays()
    await poll()
    expect(stays()).toEqual(before)
    expect(feedOf('booking.com').status).toBe(status)
  })

  it('says so after a while, is asked less often, and is well again with its next good answer', async () => {
    await booking().stop()
    const http = httpCalendarFeed({ timeLimitMs: 5_000 })
    for (let again = 0; again < 6; again++) {
      test().advance(minutes(61))
      await pollFeeds(test().desk, http)
    }
    expect(feedOf('booking.com')).toMatchObject({ status: 'unreachable', failures: 6 })
    expect(items('feed-failing')[0]!.title).toContain('Room 1')
    expect((await poll()).map((report) => report.feedId)).toEqual([feedOf('airbnb').id])
    expect(lines()).toEqual(['R1 2026-06-12 2026-06-14 expected'])
  })
})

describe('a person who names a stay of a feed', () => {
  const order = (days: string, reference = 'A1') => {
    const [arrivalDate, departureDate] = days.split('/') as [string, string]
    return addReservation(test().desk, dana, {
      reference,
      channel: 'booking.com',
      stays: [{ unit: 'R1', arrivalDate, departureDate }],
    })
  }
  beforeEach(async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-10/2026-06-14')))
    await poll()
  })

  it('gives it reference and codes with its exact days, and polls leave it so', async () => {
    const [before] = stays()
    expect(must(order('2026-06-10/2026-06-14')).adopted).toBe(1)
    await poll()
    expect(stays()).toEqual([{ ...before, reference: 'A1', kind: 'reservation' }])
    expect(must(showReservation(test().desk, { ref: 'A1' })).codes).toHaveLength(2)
    must(arrive(test().desk, dana, { ref: 'A1' }))
    await poll()
    expect(lines()).toEqual(['R1 2026-06-10 2026-06-14 in-house'])
  })

  it('is told where the days differ, and nothing is added', () => {
    expect(codeOf(order('2026-06-10/2026-06-13'))).toBe('feed-stay-differs')
    expect(codeOf(order('2026-06-13/2026-06-16'))).toBe('feed-stay-differs')
    expect(lines()).toEqual(['R1 2026-06-10 2026-06-14 expected'])
    expect(codeOf(showReservation(test().desk, { ref: 'A1' }))).toBe('reservation-unknown')
  })

  it('may name it on its own line; the second to do so is told', () => {
    const [stay] = staysByStatus(test().desk.store.read, 'expected')
    const named = must(
      adoptStay(test().desk, dana, { stay: stay!, reference: 'B 2-2', guest: { name: 'Mira Example' } }),
    )
    const shown = must(showReservation(test().desk, { ref: named.reservationId }))
    expect([shown.reference, shown.channel, shown.guest?.name, shown.codes.length]).toEqual([
      'B22',
      'booking.com',
      'Mira Example',
      2,
    ])
    expect(codeOf(adoptStay(test().desk, dana, { stay: stay!, reference: 'C3', guest: null }))).toBe('changed-since')
    expect(codeOf(showReservation(test().desk, { ref: 'C3' }))).toBe('reservation-unknown')
  })
})

describe('the address of a feed', () => {
  it('stands in no file of the folder, the logs among them, whether the feed answers or not', async () => {
    const { folder, desk } = test()
    const logged = { ...desk, logger: fileLogger({ dataDir: folder, name: 'desk' }) }
    const http = httpCalendarFeed({ timeLimitMs: 5_000 })
    await pollFeeds(logged, http)
    booking().setMode({ kind: 'status', status: 500 })
    test().advance(minutes(17))
    await pollFeeds(logged, http)
    const port = new URL(booking().url).port
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(folder, name)).isFile(),
    )
    expect(readFileSync(join(folder, 'logs', 'desk.log'), 'utf8')).toContain('feed.polled')
    for (const name of files) {
      const bytes = readFileSync(join(folder, name))
      expect([name, bytes.includes(booking().url), bytes.includes(`127.0.0.1:${port}`)]).toEqual([name, false, false])
    }
  })
})

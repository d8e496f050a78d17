import { existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DeskFolder, eventually, openDeskFolder } from '../support/desk-process.ts'
import { startFeedServer } from '../support/feed-server.ts'

/** A command's process takes a second or two, much more on a busy computer. */
const patience = 180_000
const noon = '2026-06-10T13:30:00Z'

let desk: DeskFolder
beforeEach(() => {
  desk = openDeskFolder()
})
afterEach(() => desk.close(), patience)

const house = (feeds: readonly unknown[] = []) => ({
  property: { name: 'Test House', timeZone: 'Europe/London', country: 'GB' },
  doors: [
    { key: 'front', name: 'Front door', shared: true, lock: { provider: 'simulator', deviceId: 'front' } },
    ...[1, 2, 3].map((n) => ({
      key: `d${n}`,
      name: `Room ${n}`,
      lock: { provider: 'simulator', deviceId: `room${n}` },
    })),
  ],
  units: [1, 2, 3].map((n) => ({
    key: `R${n}`,
    name: `Room ${n}`,
    doors: ['front', `d${n}`],
    feeds: n === 3 ? feeds : [],
  })),
  staff: [{ name: 'Dana', phone: '+12025550199', role: 'manager' }],
  seam: null,
})
const setUp = (feeds?: readonly unknown[]) =>
  desk.done(['setup', '--from', desk.write('house.json', house(feeds))], noon)
const add = (ref: string, ...stays: string[]) => [
  'add-reservation',
  '--ref',
  ref,
  '--channel',
  'booking.com',
  ...stays.flatMap((stay) => ['--stay', stay]),
]
const id = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const rows = (sql: string): unknown[] => {
  const db = new Database(join(desk.dataDir, 'latchkey.db'), { readonly: true })
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

describe('wrong usage', () => {
  it(
    'ends with 2, says the usage on standard error and one JSON document on standard output',
    async () => {
      const unknown = await desk.run(['dance'])
      expect([unknown.status, unknown.json.error.code]).toEqual([2, 'usage'])
      expect(unknown.stderr).toContain('check-in REF')
      const bad = await desk.run(['check-in', '--colour', 'red'])
      expect([bad.status, bad.json.error.code]).toEqual([2, 'usage'])
      const clock = await desk.run(['show', 'today'], { now: 'yesterday' })
      expect([clock.status, clock.json.error.code]).toEqual([2, 'usage'])
      expect(await desk.refused(['show', 'today'])).toBe('house-missing')
      expect(existsSync(desk.dataDir)).toBe(false)
    },
    patience,
  )
})

describe('a day at the desk', () => {
  it(
    'goes from the house file to the empty doors',
    async () => {
      expect(await setUp()).toEqual({ house: 'Test House', units: 3, doors: 4, staff: 1, keyPlace: 'disk' })
      expect(statSync(`${desk.dataDir}.key`).mode & 0o777).toBe(0o600)

      const added = await desk.done(
        [
          ...add('123 456-7890', 'R1:2026-06-10:2026-06-12', 'R2:2026-06-10:2026-06-13'),
          '--guest',
          'Mira Example',
          '--phone',
          '020 7946 0123',
          '--as',
          'Dana',
        ],
        noon,
      )
      expect(added).toEqual({
        id,
        reference: '1234567890',
        channel: 'booking.com',
        guest: { id, name: 'Mira Example', phones: ['+442079460123'], email: null },
        stays: [
          {
            id,
            unit: 'R1',
            arrivalDate: '2026-06-10',
            departureDate: '2026-06-12',
            status: 'expected',
            guestId: added.guest.id,
            placed: true,
            provisional: false,
          },
          expect.objectContaining({ unit: 'R2', departureDate: '2026-06-13', guestId: added.guest.id }),
        ],
        codes: expect.any(Array),
        warnings: [],
      })
      expect(added.codes).toHaveLength(3)
      expect(added.codes.find((code: { door: string }) => code.door === 'd1')).toEqual({
        id,
        door: 'd1',
        unit: 'R1',
        state: 'planned',
        startsAt: '2026-06-10T13:00:00.000Z',
        endsAt: '2026-06-12T10:00:00.000Z',
        windows: [{ startsAt: '2026-06-10T13:00:00.000Z', endsAt: '2026-06-12T10:00:00.000Z' }],
        pin: null,
      })
      expect(rows("select actor, source, at from audit_entries where action = 'reservation.added'")).toEqual([
        { actor: 'Dana', source: 'command', at: Date.parse(noon) },
      ])

      expect(await desk.done(['show', 'reservation', '1234567890'], noon)).toEqual({
        id: added.id,
        reference: '1234567890',
        channel: 'booking.com',
        guest: added.guest,
        stays: added.stays,
        codes: added.codes,
      })
      const named = await desk.done(['guest', added.id, '--email', 'mira@example.com'], noon)
      expect(named.guest).toEqual({ ...added.guest, email: 'mira@example.com' })

      const arrived = await desk.done(['check-in', '1234567890'], noon)
      expect(arrived.arrived).toEqual(added.stays.map((stay: { id: string }) => stay.id))
      expect(arrived.stays.map((stay: { status: string }) => stay.status)).toEqual(['in-house', 'in-house'])
      expect((await desk.done(['check-in', '1234567890'], noon)).arrived).toEqual(arrived.arrived)

      const synced = await desk.done(['sync', 'locks'], '2026-06-10T13:31:00Z')
      expect(synced).toEqual({ feeds: [], mail: null, lockSteps: expect.any(Number), twilio: null, sendingSteps: 0 })
      await desk.done(['sync', 'all'], '2026-06-10T13:32:00Z')
      const codes = await desk.done(['show', 'codes', '--ref', '1234567890'], '2026-06-10T13:32:00Z')
      expect(
        codes.map((code: { door: string; state: string; pin: unknown }) => [code.door, code.state, code.pin]).sort(),
      ).toEqual([
        ['d1', 'on-lock', null],
        ['d2', 'on-lock', null],
        ['front', 'on-lock', null],
      ])
      const revealed = await desk.done(
        ['show', 'codes', '--door', 'd1', '--reveal', '--as', 'Dana'],
        '2026-06-10T13:33:00Z',
      )
      expect(revealed).toEqual([
        { ...codes.find((code: { door: string }) => code.door === 'd1'), pin: expect.stringMatching(/^\d{6}$/) },
      ])
      expect(rows("select actor from audit_entries where action = 'pin.revealed'")).toEqual([{ actor: 'Dana' }])

      expect(await desk.done(['show', 'stays', '--unit', 'R1'], noon)).toEqual([
        {
          id: added.stays[0].id,
          unit: 'R1',
          arrivalDate: '2026-06-10',
          departureDate: '2026-06-12',
          status: 'in-house',
          source: 'command',
          kind: 'reservation',
          reference: '1234567890',
          placed: true,
        },
      ])
      expect(await desk.done(['show', 'stays', '--from', '2026-06-13'], noon)).toEqual([])
      expect((await desk.done(['show', 'today'], noon)).date).toBe('2026-06-10')

      expect(await desk.refused(['cancel', '1234567890'], noon)).toBe('stay-in-house')
      expect(await desk.refused(['extend', '1234567890', '--until', '2026-06-14'], noon)).toBe('unit-required')
      const extended = await desk.done(['extend', '1234567890', '--unit', 'R1', '--until', '2026-06-14T12:00'], noon)
      expect(extended.stays[0].departureDate).toBe('2026-06-14')
      expect(extended.codes.find((code: { door: string }) => code.door === 'd1').endsAt).toBe(
        '2026-06-14T11:00:00.000Z',
      )
      const moved = await desk.done(['move', '1234567890', '--from', 'R2', '--to', 'R3'], noon)
      expect(moved.stays.map((stay: { unit: string }) => stay.unit).sort()).toEqual(['R1', 'R3'])
      const undone = await desk.done(['undo'], noon)
      expect([undone.undone, undone.stays.map((stay: { unit: string }) => stay.unit).sort()]).toEqual([
        'move',
        ['R1', 'R2'],
      ])

      const out = await desk.done(['check-out', '1234567890', '--unit', 'R2', '--keep-until', '16:00'], noon)
      expect(out.stays.map((stay: { status: string }) => stay.status).sort()).toEqual(['departed', 'in-house'])
      await desk.done(['check-out', '1234567890'], '2026-06-10T15:30:00Z')
      await desk.done(['sync', 'locks'], '2026-06-10T15:31:00Z')
      await desk.done(['sync', 'locks'], '2026-06-10T15:32:00Z')
      const gone = await desk.done(['show', 'reservation', '1234567890'], '2026-06-10T15:32:00Z')
      expect(new Set(gone.codes.map((code: { state: string }) => code.state))).toEqual(new Set(['removed']))
      expect(await desk.done(['show', 'attention'], '2026-06-10T15:32:00Z')).toEqual([])
    },
    patience,
  )

  it(
    'is refused what it should be, in a word that a program can read',
    async () => {
      await setUp()
      await desk.done(add('A1', 'R1:2026-06-10:2026-06-12'), noon)
      await desk.done(
        ['add-reservation', '--ref', 'A1', '--channel', 'airbnb', '--stay', 'R2:2026-06-11:2026-06-12'],
        noon,
      )
      expect(await desk.refused(['check-in', 'A1'], noon)).toBe('ambiguous-reference')
      expect(await desk.refused(['check-in', 'A1', '--channel', 'airbnb'], noon)).toBe('not-arrival-day')
      expect((await desk.done(['cancel', 'A1', '--channel', 'airbnb'], noon)).stays[0].status).toBe('cancelled')
      // All at once: two desks that are refused do not stand in each other's way, and it takes half the time.
      const refusals: readonly (readonly [readonly string[], string, string?])[] = [
        [add('B1', 'R1:2026-06-11:2026-06-13'), 'unit-already-occupied'],
        [add('B1', 'R9:2026-06-11:2026-06-13'), 'unit-unknown'],
        [add(' - ', 'R2:2026-06-11:2026-06-13'), 'blank-reference'],
        [add('B1', 'R2:2026-06-13:2026-06-11'), 'day-order'],
        [[...add('B1', 'R3:2026-06-10:2026-06-12'), '--phone', '+12025550199'], 'phone-reserved'],
        [['check-in', 'NOBODY'], 'reservation-unknown'],
        [['resolve', 'A99', 'go'], 'item-unknown'],
        [['undo'], 'nothing-to-undo', '2026-06-30T12:00:00Z'],
        [['slip', 'NOBODY', '--pdf', join(desk.root, 'x.pdf')], 'reservation-unknown'],
      ]
      const codes = await Promise.all(refusals.map(([args, , now = noon]) => desk.refused(args, now)))
      expect(codes).toEqual(refusals.map(([, code]) => code))
      const nameless = await desk.run(['check-in'], { json: false })
      expect([nameless.status, nameless.stdout]).toEqual([2, ''])
      expect(nameless.stderr).toContain('REF is missing')
      expect(rows('select reference from reservations order by channel')).toEqual([
        { reference: 'A1' },
        { reference: 'A1' },
      ])
      const broken = desk.write('broken.json', {
        ...house(),
        units: [{ key: 'R1', name: 'Room 1', doors: ['cellar'] }],
      })
      expect(await desk.refused(['setup', '--from', broken], noon)).toBe('door-unknown')
      expect(await desk.refused(['setup', '--from', desk.write('text.json', 'no json')], noon)).toBe('bad-input')
      renameSync(`${desk.dataDir}.key`, `${desk.dataDir}.key-away`)
      expect(await desk.refused(['show', 'today'], noon)).toBe('key-unavailable')
      expect(await desk.refused(['setup', '--from', desk.write('again.json', house())], noon)).toBe('key-unavailable')
      expect(existsSync(`${desk.dataDir}.key`)).toBe(false)
    },
    patience,
  )
})

describe('a demo, a backup and the way back', () => {
  it(
    'are whole',
    async () => {
      expect(await desk.done(['demo'])).toEqual({ house: 'Harbour House', reservations: 41, keyPlace: 'disk' })
      expect(await desk.refused(['demo'])).toBe('unit-in-use')
      const file = join(desk.root, 'backup.db')
      const made = await desk.done(['backup', file])
      expect(made).toEqual({ file, reservations: 41, stays: expect.any(Number), codes: expect.any(Number) })
      expect(await desk.refused(['backup', file])).toBe('file-exists')
      expect(await desk.refused(['restore', desk.write('bad.db', 'a shopping list')])).toBe('backup-damaged')
      const restored = await desk.done(['restore', file])
      expect(restored).toEqual({ ...made, replacedFolder: expect.stringContaining(join(desk.dataDir, 'replaced-')) })
      const items = await desk.done(['show', 'attention'])
      const item = items.find((one: { kind: string }) => one.kind === 'restored')
      expect(item).toEqual({
        id: expect.stringMatching(/^A\d+$/),
        kind: 'restored',
        tone: 'bad',
        title: expect.any(String),
        detail: expect.any(String),
        since: iso,
        reservationId: null,
        stayId: null,
        actions: ['go'],
        snoozes: [],
        snoozedUntil: null,
      })
      expect(await desk.done(['sync', 'all'])).toEqual({
        feeds: [],
        mail: null,
        lockSteps: 0,
        twilio: null,
        sendingSteps: 0,
      })
      expect(await desk.done(['resolve', item.id, 'go'])).toEqual({ item: item.id, action: 'go', done: true })
      const doctor = await desk.done(['doctor'])
      expect(doctor).toMatchObject({
        house: 'Harbour House',
        folder: desk.dataDir,
        keyPlace: 'disk',
        clock: iso,
        connection: { state: 'online' },
        worker: 'none running: what waits stays until one runs',
      })
      expect(doctor.doors[0]).toMatchObject({
        door: expect.any(String),
        provider: 'simulator',
        configured: true,
        online: true,
        batteryPercent: 100,
      })
    },
    patience,
  )
})

describe('a desk that serves', () => {
  it(
    'acts on what a command wrote, shares its lease with sync, refuses a restore, and ends with 0',
    async () => {
      const feed = await startFeedServer(
        [
          'BEGIN:VCALENDAR',
          'VERSION:2.0',
          'BEGIN:VEVENT',
          'UID:1',
          'DTSTART;VALUE=DATE:20260620',
          'DTEND;VALUE=DATE:20260622',
          'SUMMARY:CLOSED - Not available',
          'END:VEVENT',
          'END:VCALENDAR',
          '',
        ].join('\r\n'),
      )
      try {
        await setUp([{ channel: 'booking.com', url: feed.url, allowPrivate: true }])
        const serving = await desk.serve(['--now', noon])
        expect(serving.listening).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
        const answer = await fetch(`${serving.listening}/anything`)
        expect([answer.status, await answer.text()]).toEqual([404, ''])

        await desk.done(add('A1', 'R1:2026-06-10:2026-06-12'), noon)
        await desk.done(['check-in', 'A1'], noon)
        const states = async () =>
          (await desk.done(['show', 'codes', '--ref', 'A1'], noon)).map((code: { state: string }) => code.state)
        await eventually(
          'both codes are on their locks',
          states,
          (all) => all.length === 2 && all.every((state: string) => state === 'on-lock'),
        )
        const stays = await eventually(
          'the feed was read',
          () => desk.done(['show', 'stays', '--unit', 'R3'], noon),
          (all) => all.length === 1,
        )
        expect(stays[0]).toMatchObject({
          arrivalDate: '2026-06-20',
          departureDate: '2026-06-22',
          source: 'feed',
          kind: 'unknown',
          reference: null,
          placed: true,
        })

        expect((await desk.done(['doctor'], noon)).worker).toBe('running')
        const asked = feed.requestCount()
        // Another process holds the lease: this one leaves the work to it and waits until it is done.
        expect(await desk.done(['sync', 'feeds'], noon)).toEqual({
          feeds: [],
          mail: null,
          lockSteps: 0,
          twilio: null,
          sendingSteps: 0,
        })
        await eventually(
          'the serving desk asked the feed again',
          () => feed.requestCount(),
          (count) => count > asked,
        )
        const backup = join(desk.root, 'b.db')
        await desk.done(['backup', backup], noon)
        expect(await desk.refused(['restore', backup], noon)).toBe('desk-running')

        expect(await serving.stop()).toBe(0)
        expect((await desk.done(['doctor'], noon)).worker).not.toBe('running')
        const log = readFileSync(join(desk.dataDir, 'logs', 'serve.log'), 'utf8')
        expect(log).toContain('feed.polled')
        expect(log).not.toContain(feed.url)
      } finally {
        await feed.stop()
      }
    },
    patience,
  )
})

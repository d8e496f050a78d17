/** A desk for benchmarks: a house of many units on training locks, in a folder of its own. */
import { mkdirSync } from 'node:fs'
import { insertGuest, insertReservation, insertStay } from '../../db/queries/bookings.ts'
import { openStore } from '../../db/store.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { keyFileStore } from '../../electron/adapters/os/key-file.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import { type GuestId, newId, type ReservationId, type StayId } from '../../electron/domain/ids.ts'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import type { Caller, Desk } from '../../electron/services/desk/index.ts'
import { houseFileSchema, setUpHouse } from '../../electron/services/house/index.ts'

export const benchCaller: Caller = { actor: 'Bench', source: 'command' }
const timeZone = 'Europe/London' as TimeZoneId

/** Opens a new folder with `unitCount` units behind one front door; `more` are further parts of its house file. */
export function openBenchDesk(folder: string, unitCount: number, more: Readonly<Record<string, unknown>> = {}): Desk {
  mkdirSync(folder, { recursive: true })
  const dataKey = systemRandom.bytes(32)
  const kept = keyFileStore(folder).create(dataKey, 'disk')
  if (!kept.ok) throw new Error('the key of the benchmark folder could not be kept')
  const store = openStore({ folder, dataKey, migrationsFolder: migrationsFolder(), backupName: 'none.db' })
  const desk: Desk = { store, clock: systemClock, random: systemRandom, logger: silentLogger }
  const units = Array.from({ length: unitCount }, (_, index) => `${index + 1}`)
  const lock = (deviceId: string) => ({ provider: 'simulator', deviceId })
  const house = houseFileSchema.parse({
    property: { name: 'Bench House', timeZone, country: 'GB' },
    doors: [
      { key: 'front', name: 'Front door', shared: true, lock: lock('front') },
      ...units.map((key) => ({ key: `d${key}`, name: `Room ${key}`, lock: lock(key) })),
    ],
    units: units.map((key) => ({ key, name: `Room ${key}`, doors: ['front', `d${key}`] })),
    staff: [{ name: 'Dana', role: 'manager' }],
    ...more,
  })
  const made = setUpHouse(desk, benchCaller, house, { keepOtherFeeds: false })
  if (!made.ok) throw new Error(made.error.message)
  return desk
}

/** Fills the house with `count` reservations of two nights each, mostly past, the last of them in the days to come. */
export function fillBenchDesk(desk: Desk, count: number): void {
  const now = desk.clock.now()
  const today = dateOf(now, timeZone)
  desk.store.write((db) => {
    const units = desk.store.sqlite.prepare('select id from units order by position').pluck().all() as never[]
    const perUnit = Math.ceil(count / units.length)
    for (let number = 0; number < count; number++) {
      const id = <Kind extends string>(): Kind => newId<never>(now, systemRandom.bytes(10)) as Kind
      const turn = Math.floor(number / units.length)
      const arrivalDate = addDays(today, (turn - perUnit + 3) * 2)
      const departureDate = addDays(arrivalDate, 2)
      const past = departureDate <= today
      const guestId = id<GuestId>()
      const reservationId = id<ReservationId>()
      insertGuest(
        db,
        {
          id: guestId,
          name: `Guest ${number}`,
          email: null,
          language: 'en',
          phones: [`+1202555${String(number % 10_000).padStart(4, '0')}`],
          idSeenAt: null,
          idSeenBy: null,
        },
        now,
      )
      insertReservation(db, {
        id: reservationId,
        channel: 'booking.com',
        reference: String(4_000_000_000 + number) as BookingReference,
        guestId,
        note: '',
        source: 'demo',
        createdAt: now,
      })
      insertStay(db, {
        id: id<StayId>(),
        reservationId,
        unitId: units[number % units.length]!,
        arrivalDate,
        departureDate,
        arrivalTime: null,
        departureTime: null,
        status: past ? 'departed' : 'expected',
        placed: true,
        provisional: false,
        kind: 'reservation',
        source: 'demo',
        channel: 'booking.com',
        accessFromAt: null,
        accessUntilAt: null,
        arrivedAt: past ? now : null,
        arrivedBy: null,
        departedAt: past ? (0 as never) : null,
        createdAt: now,
      })
    }
  })
}

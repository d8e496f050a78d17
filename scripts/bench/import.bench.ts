import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as XLSX from '@e965/xlsx'
import { insertGuest, insertReservation, insertStay } from '../../db/queries/bookings.ts'
import { readHouse } from '../../db/queries/house.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { spreadsheets } from '../../electron/adapters/spreadsheet/spreadsheets.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import { type GuestId, newId, type ReservationId, type UnitId } from '../../electron/domain/ids.ts'
import { addDays, type CalendarDate, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import type { Caller, Desk } from '../../electron/services/desk/index.ts'
import { applyImport, planImport, readImportFile } from '../../electron/services/import/index.ts'
import { newStay } from '../../electron/services/reservations/index.ts'
import { benchCaller, openBenchDesk } from './bench-desk.ts'
import type { BenchResult } from './bench-result.ts'

const ROWS = 10_000
const NEW = 200
const UNITS = 200

/**
 * A spreadsheet of 10,000 bookings, against reading its cells alone: judged in an empty house, and taken in where all
 * but the last 200 are known, as with an export that is made again. A new one costs what a booking at the desk costs.
 */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), UNITS)
  try {
    const today = dateOf(desk.clock.now(), 'Europe/London' as TimeZoneId)
    const file = { name: 'bench.xls', bytes: workbook(today) }
    await spreadsheets.read(file.bytes)
    const floor = await timed(() => spreadsheets.read(file.bytes))
    const read = await readImportFile(spreadsheets, file)
    if (!read.ok) throw new Error(read.error.message)
    const line = (name: string, value: number): BenchResult => ({
      name,
      value,
      unit: 'ms',
      floor,
      ratio: value / floor,
    })
    const judged = await timed(() => must(planImport(desk, read.value)))
    fill(desk, today)
    const known = await timed(() => must(planImport(desk, read.value)))
    const taken = await timed(() => must(applyImport(desk, benchCaller, { file: read.value })))
    return [
      line(`import: judge ${ROWS} new rows`, judged),
      line(`import: judge ${ROWS} rows, ${ROWS - NEW} of them known`, known),
      line(`import: take in ${ROWS} rows, ${NEW} of them new`, taken),
    ]
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The nights of a row: each unit is booked back to back for two nights at a time. */
const nightsOf = (today: CalendarDate, at: number) => {
  const arrivalDate = addDays(today, 1 + 2 * Math.floor(at / UNITS))
  return { arrivalDate, departureDate: addDays(arrivalDate, 2) }
}
const referenceOf = (at: number): number => 1_000_000_000 + at

/** All bookings of the file but the last ones, with their guests. */
function fill(desk: Desk, today: CalendarDate): void {
  const now = desk.clock.now()
  const id = <Kind extends string>(): Kind => newId<never>(now, systemRandom.bytes(10)) as Kind
  const units = desk.store.sqlite.prepare('select id from units order by position').pluck().all() as UnitId[]
  desk.store.write((db) => {
    const caller: Caller = { ...benchCaller, source: 'import' }
    const work = { db, now, desk, caller, house: readHouse(db)! }
    for (let at = 0; at < ROWS - NEW; at++) {
      const guestId = id<GuestId>()
      insertGuest(
        db,
        {
          id: guestId,
          name: `Guest ${at}`,
          email: null,
          language: 'en',
          phones: ['+447700900000'],
          idSeenAt: null,
          idSeenBy: null,
        },
        now,
      )
      const reservation = { channel: 'booking.com', reference: `${referenceOf(at)}` as BookingReference, guestId }
      const reservationId = id<ReservationId>()
      insertReservation(db, { id: reservationId, ...reservation, note: '', source: 'import', createdAt: now })
      const stay = { reservationId, unitId: units[at % UNITS]!, channel: 'booking.com', ...nightsOf(today, at) }
      insertStay(db, newStay(work, stay))
    }
  })
}

function must(result: { readonly ok: boolean }): void {
  if (!result.ok) throw new Error(JSON.stringify(result))
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** As Booking.com's export lists them. */
function workbook(today: CalendarDate): Uint8Array {
  const rows = Array.from({ length: ROWS }, (_, at) => {
    const { arrivalDate, departureDate } = nightsOf(today, at)
    const phone = `+44 7700 ${900_000 + (at % 1_000)}`
    const unit = `${(at % UNITS) + 1}`
    return [referenceOf(at), `Guest ${at}`, arrivalDate, departureDate, '2026-01-01 10:00:00', 'ok', 1, unit, 2, phone]
  })
  const head = ['Book Number', 'Guest Name(s)', 'Check-in', 'Check-out', 'Booked on', 'Status', 'Rooms', 'Unit type']
  const book = XLSX.utils.book_new()
  const sheet = XLSX.utils.aoa_to_sheet([[...head, 'Duration (nights)', 'Phone number'], ...rows])
  XLSX.utils.book_append_sheet(book, sheet, 'Bookings')
  return XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array
}

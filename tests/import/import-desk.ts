/** Files of bookings for the tests, and a desk that takes them in. */
import * as XLSX from '@e965/xlsx'
import type { WritableDb } from '../../db/open-database.ts'
import { insertStay } from '../../db/queries/bookings.ts'
import { readHouse } from '../../db/queries/house.ts'
import { spreadsheets } from '../../electron/adapters/spreadsheet/spreadsheets.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import type { ImportAct, ImportLine } from '../../electron/domain/import-line.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import { type Caller, type Desk, transact } from '../../electron/services/desk/index.ts'
import {
  type AppliedImport,
  type ApplyImport,
  applyImport,
  type ImportFile,
  type PlannedImport,
  planImport,
  readImportFile,
} from '../../electron/services/import/index.ts'
import {
  describeGuest,
  findReservation,
  type GuestDetails,
  newStay,
} from '../../electron/services/reservations/index.ts'
import { showStays } from '../../electron/services/views/index.ts'
import { dana, must } from '../support/test-desk.ts'

/** The columns of Booking.com's "check-in with contact details", as that file heads them. */
const exportHead = [
  'Book Number',
  'Guest Name(s)',
  'Check-in',
  'Check-out',
  'Booked on',
  'Status',
  'Rooms',
  'Unit type',
  'Duration (nights)',
  'Phone number',
]
type Cell = string | number | Date

export type Booking = {
  readonly ref: Cell
  readonly guest?: string
  readonly from?: Cell
  readonly to?: Cell
  readonly booked?: Cell
  readonly status?: string
  readonly rooms?: number
  readonly types?: string
  readonly nights?: Cell
  readonly phone?: Cell
}

/** Rows of the export; what is not said is a stay of two nights in Room 1 from today on. */
export const exportRows = (bookings: readonly Booking[]): readonly (readonly Cell[])[] => [
  exportHead,
  ...bookings.map((one) => [
    one.ref,
    one.guest ?? '',
    one.from ?? '2026-06-10',
    one.to ?? '2026-06-12',
    one.booked ?? '2026-05-01 10:00:00',
    one.status ?? 'ok',
    one.rooms ?? 1,
    one.types ?? 'Room 1',
    one.nights ?? '',
    one.phone ?? '',
  ]),
]

/** A workbook of the kind asked for. */
export function workbook(rows: readonly (readonly Cell[])[], bookType: XLSX.BookType = 'biff8'): Uint8Array {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows as Cell[][], { UTC: true }), 'Bookings')
  return XLSX.write(book, { type: 'buffer', bookType, compression: true }) as Uint8Array
}

export const text = (content: string): Uint8Array => new TextEncoder().encode(content)

/** A plain list, as a person would write one. */
export const csv = (...rows: readonly string[]): Uint8Array =>
  text(['reference,channel,unit,arrival,departure,guest,phone,email', ...rows].join('\n'))

export const fileOf = async (bytes: Uint8Array, name = 'bookings.xls'): Promise<ImportFile> =>
  must(await readImportFile(spreadsheets, { name, bytes }))

export const bookingsFile = (...bookings: readonly Booking[]): Promise<ImportFile> =>
  fileOf(workbook(exportRows(bookings)))

export const plan = (desk: Desk, file: ImportFile, types: ApplyImport['unitTypes'] = null): PlannedImport =>
  must(planImport(desk, file, types))

export const take = (
  desk: Desk,
  file: ImportFile,
  choices: Readonly<Record<string, ImportAct>> = {},
  rest: Partial<ApplyImport> = {},
): AppliedImport => must(applyImport(desk, dana, { file, choices: new Map(Object.entries(choices)), ...rest }))

/** `new`, or `differs: other-length`, one a line. */
export const verdicts = (planned: { readonly lines: readonly ImportLine[] }): readonly string[] =>
  planned.lines.map((line) => (line.reason === null ? line.verdict : `${line.verdict}: ${line.reason}`))

/** A stay as a calendar brings it: no reference, nobody's name. */
export function calendarStay(desk: Desk, unit: string, arrivalDate: string, departureDate: string): StayId {
  const house = readHouse(desk.store.read)!
  const work = { db: desk.store.read as WritableDb, house, now: desk.clock.now(), desk, caller: feedCaller }
  const stay = newStay(work, {
    reservationId: null,
    unitId: house.units.find((one) => one.key === unit)!.id,
    arrivalDate: arrivalDate as CalendarDate,
    departureDate: departureDate as CalendarDate,
    channel: 'booking.com',
    kind: 'unknown',
  })
  desk.store.write((db) => insertStay(db, stay))
  return stay.id
}
const feedCaller: Caller = { actor: 'Latchkey', source: 'feed' }

/** `R1 2026-06-10..2026-06-12 1000000001`, one a stay that is not cancelled, `(beside)` where it stands beside another. */
export function standing(desk: Desk): readonly string[] {
  return must(showStays(desk, { unit: null, from: null, to: null }))
    .filter((stay) => stay.status !== 'cancelled')
    .map(
      (stay) =>
        `${stay.unit} ${stay.arrivalDate}..${stay.departureDate} ${stay.reference ?? '-'}${stay.placed ? '' : ' (beside)'}${stay.status === 'expected' ? '' : ` ${stay.status}`}`,
    )
    .sort()
}

/** What a person at the desk writes of a guest. */
export const describeAtDesk = (desk: Desk, ref: string, details: GuestDetails): unknown =>
  must(
    transact(desk, dana, (work) => {
      const reservation = findReservation(work.db, { ref })
      return reservation.ok ? describeGuest(work, reservation.value, details) : reservation
    }),
  )

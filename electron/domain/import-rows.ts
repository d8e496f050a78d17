/** A spreadsheet of bookings, row by row: read whole, or refused with the reason. Nothing here knows what is booked. */
import { type BookingReference, looksLikeReference, parseReference } from './booking-reference.ts'
import { type Columns, findColumns, type ImportColumn, isBookingExport, type SheetCell } from './import-columns.ts'
import { type DayOrder, dayOrder, readDay, readMoment } from './import-dates.ts'
import { readSheetPhone } from './import-phone.ts'
import {
  type NamedUnit,
  readUnitWishes,
  typeKey,
  type UnitNames,
  type UnitTypes,
  type UnitWish,
  unitNames,
} from './import-units.ts'
import type { PhoneNumber } from './phone-number.ts'
import { fail, ok, type Result } from './result.ts'
import { type CalendarDate, nightsBetween } from './time.ts'

export type ImportRefusal =
  | 'reference-blank'
  | 'reference-unreadable'
  | 'channel-blank'
  | 'status-unknown'
  | 'date-blank'
  | 'date-unreadable'
  | 'date-ambiguous'
  | 'departure-not-after-arrival'
  | 'nights-differ'
  | 'unit-blank'
  | 'unit-unknown'
  | 'unit-type-unmapped'
  | 'rooms-differ'
  | 'several-units-fit'
export type ImportWarning = 'phone-unread' | 'phone-reserved'

export type ReadRow = {
  readonly kind: 'read'
  /** As the spreadsheet counts, from 1. */
  readonly row: number
  readonly reference: BookingReference
  readonly channel: string
  readonly status: 'ok' | 'cancelled' | 'no-show'
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  /** Null where a cancelled row's units are not understood: then it is about all of the booking. */
  readonly wishes: readonly UnitWish[] | null
  readonly rooms: number | null
  readonly guest: string | null
  readonly phone: PhoneNumber | null
  readonly email: string | null
  readonly warnings: readonly ImportWarning[]
}
export type RefusedRow = {
  readonly kind: 'refused'
  readonly row: number
  readonly reference: string | null
  readonly reason: ImportRefusal
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
  readonly guest: string | null
}
export type ImportRow = ReadRow | RefusedRow

export type ReadSheet = {
  readonly rows: readonly ImportRow[]
  /** The newest "booked on"; null where the file has none. */
  readonly newest: string | null
  /** Types of unit in it that the house has not mapped, as the file writes them, with how many rows name them. */
  readonly unmapped: readonly { readonly type: string; readonly rows: number }[]
}
export type SheetWords = {
  readonly units: readonly NamedUnit[]
  readonly types: UnitTypes
  readonly country: string
  /** Phones of the staff and of the house: no guest has one. */
  readonly reservedPhones: ReadonlySet<string>
}

/** Reads a list of bookings. Fails where it is none: no row names a reference, both days and a unit. */
export function readSheet(
  sheet: readonly (readonly SheetCell[])[],
  house: SheetWords,
): Result<ReadSheet, 'no-booking-list'> {
  const found = findColumns(sheet)
  if (found === null) return fail('no-booking-list')
  const { head, columns } = found
  const lines = sheet
    .slice(head + 1)
    .map((cells, index) => ({ row: head + 2 + index, at: cellsOf(cells, columns) }))
    .filter(({ at }) => listed.some((column) => text(at(column)) !== ''))
  const order = dayOrder(
    lines.map(({ at }) => ({ arrival: at('arrival'), departure: at('departure'), nights: count(at('nights')) })),
  )
  const bookedOrder =
    dayOrder(lines.map(({ at }) => ({ arrival: at('bookedOn'), departure: '', nights: null }))) ?? order
  const names = unitNames(house.units, house.types)
  const unmapped = new Map<string, { readonly type: string; readonly rows: number }>()
  let newest: string | null = null
  const rows = lines.map(({ row, at }) => {
    const booked = readMoment(at('bookedOn'), bookedOrder)
    if (booked !== null && (newest === null || booked > newest)) newest = booked
    return readRow(row, at, { columns, order, names, house, unmapped })
  })
  return ok({ rows, newest, unmapped: [...unmapped.values()] })
}

type Cells = (column: ImportColumn) => SheetCell
const listed: readonly ImportColumn[] = ['reference', 'arrival', 'departure', 'unit', 'unitType', 'guest']
const cellsOf =
  (cells: readonly SheetCell[], columns: Columns): Cells =>
  (column) => {
    const place = columns[column]
    return place === undefined ? '' : (cells[place] ?? '')
  }
const text = (cell: SheetCell): string =>
  String(cell)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim()
const count = (cell: SheetCell): number | null => {
  const found = /^(\d{1,4})(?:\.0+)?(?:\s.*)?$/.exec(text(cell))
  return found === null ? null : Number(found[1])
}

type Reading = {
  readonly columns: Columns
  readonly order: DayOrder | null
  readonly names: UnitNames
  readonly house: SheetWords
  readonly unmapped: Map<string, { readonly type: string; readonly rows: number }>
}

function readRow(row: number, at: Cells, reading: Reading): ImportRow {
  const guest = text(at('guest')) || text(at('bookedBy'))
  const arrival = readDay(at('arrival'), reading.order)
  const departure = readDay(at('departure'), reading.order)
  const refused = (reason: ImportRefusal): RefusedRow => ({
    kind: 'refused',
    row,
    reference: text(at('reference')).slice(0, 60) || null,
    reason,
    arrivalDate: arrival.kind === 'day' ? arrival.date : null,
    departureDate: departure.kind === 'day' ? departure.date : null,
    guest: guest.slice(0, 200) || null,
  })
  const reference = parseReference(text(at('reference')))
  if (reference === null) return refused('reference-blank')
  const cell = at('reference')
  // A long reference that was kept as a number has lost its last digits.
  if (!looksLikeReference(reference) || (typeof cell === 'number' && !Number.isSafeInteger(cell)))
    return refused('reference-unreadable')
  const channel = isBookingExport(reading.columns) ? 'booking.com' : text(at('channel')).toLowerCase()
  if (channel === '' || channel.length > 40) return refused('channel-blank')
  const status = readStatus(text(at('status')))
  if (status === null) return refused('status-unknown')
  if (arrival.kind === 'blank' || departure.kind === 'blank') return refused('date-blank')
  if (arrival.kind === 'unreadable' || departure.kind === 'unreadable') return refused('date-unreadable')
  if (arrival.kind === 'ambiguous' || departure.kind === 'ambiguous') return refused('date-ambiguous')
  const nights = nightsBetween(arrival.date, departure.date)
  if (nights < 1) return refused('departure-not-after-arrival')
  const saidNights = count(at('nights'))
  if (nights > LONGEST || (saidNights !== null && saidNights > 0 && saidNights !== nights))
    return refused('nights-differ')
  const rooms = count(at('rooms')) || null
  const named = text(at('unit'))
  const mapped = named === ''
  const wishes = readUnitWishes(mapped ? text(at('unitType')) : named, rooms, reading.names, mapped)
  if (!wishes.ok) {
    if (mapped && status === 'ok')
      for (const type of wishes.error.unknown) {
        const before = reading.unmapped.get(typeKey(type))
        reading.unmapped.set(typeKey(type), { type: before?.type ?? type, rows: (before?.rows ?? 0) + 1 })
      }
    if (status === 'ok') return refused(wishes.error.reason)
  }
  return {
    kind: 'read',
    row,
    reference,
    channel,
    status,
    arrivalDate: arrival.date,
    departureDate: departure.date,
    wishes: wishes.ok ? wishes.value : null,
    rooms,
    guest: guest.slice(0, 200) || null,
    ...contact(at, reading.house),
  }
}

/** Longer than any stay that is taken at the desk. */
const LONGEST = 1100

function contact(at: Cells, house: SheetWords): Pick<ReadRow, 'phone' | 'email' | 'warnings'> {
  const { phone, unread } = readSheetPhone(at('phone'), house.country)
  const reserved = phone !== null && house.reservedPhones.has(phone)
  const email = text(at('email'))
  return {
    phone: reserved ? null : phone,
    email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? email.slice(0, 200) : null,
    warnings: [...(unread ? ['phone-unread' as const] : []), ...(reserved ? ['phone-reserved' as const] : [])],
  }
}

const confirmed = new Set(['', 'ok', 'confirmed', 'booked', 'active', 'new', 'modified', 'accepted'])

/** `cancelled_by_guest`, `Cancelled by partner`: whoever did it, the row is information only. */
function readStatus(raw: string): ReadRow['status'] | null {
  const status = raw.toLowerCase().replace(/[\s_-]+/g, '-')
  if (confirmed.has(status)) return 'ok'
  if (/^cancell?ed/.test(status)) return 'cancelled'
  return /^no-?show$/.test(status) ? 'no-show' : null
}

import { knownChannels, searchBookings } from '../../../db/queries/search.ts'
import type { BookingStatus, BookingsView } from '../../contract/views.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import { type CalendarDate, deskDateOf, nightsBetween } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'

export type BookingsFilter = {
  readonly text: string
  /** `YYYY-MM`. */
  readonly month: string | null
  readonly unit: string | null
  readonly channel: string | null
  readonly status: string | null
  readonly offset: number
  readonly limit: number
}

/** The list of bookings: coming ones first, soonest on top, then the past ones, newest on top. */
export const bookingsView = (desk: Desk, filter: BookingsFilter): Result<BookingsView, Failure> =>
  withHouse<BookingsView>(desk, (db, house, now) => {
    const unit = filter.unit === null ? null : (house.units.find((one) => one.key === filter.unit)?.id ?? 'unknown')
    const found = searchBookings(db, {
      text: filter.text,
      from: filter.month === null ? null : `${filter.month}-01`,
      to: filter.month === null ? null : nextMonth(filter.month),
      unitId: unit,
      channel: filter.channel,
      status: filter.status,
      today: deskDateOf(now, house.property.timeZone, house.property.rolloverTime),
      limit: filter.limit,
      offset: filter.offset,
    })
    const keys = new Map(house.units.map((one) => [one.id as string, one.key]))
    return ok({
      rows: found.rows.map((row) => ({
        key: row.reservationId ?? row.stayId ?? '',
        reservationId: row.reservationId,
        stayId: row.stayId,
        guestName: row.guestName,
        reference: row.reference,
        channel: row.channel,
        units: [...new Set(row.unitIds.split(',').map((id) => keys.get(id) ?? '?'))],
        arrivalDate: row.arrivalDate,
        departureDate: row.departureDate,
        nights: nightsBetween(row.arrivalDate as CalendarDate, row.departureDate as CalendarDate),
        status: row.status as BookingStatus,
      })),
      matched: found.matched,
      total: found.total,
      channels: knownChannels(db),
    })
  })

const nextMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
}

/** A long list of invented bookings. */
import type { BookingRow, BookingStatus } from '../../electron/contract/views.ts'

const statuses: readonly BookingStatus[] = [
  'expected',
  'expected',
  'in-house',
  'departed',
  'departed',
  'cancelled',
  'overdue',
  'double-booking',
  'not-named',
]
const names = [
  'Adaeze Okonkwo',
  'Benoît Pelletier',
  'Дарина Ковальчук',
  'Émile Châtelain',
  'Hana Yoshida',
  'Idris Bello',
  'Jo Ek',
  'ليلى بن يوسف',
  'Paul Dvořák',
  'Rui Sá',
  'Tomás Echeverría Quintana',
  '王思涵',
  'Annegret-Wilhelmine von Hasselwerder-Kieselbronn zu Unterlauterbach',
]
export const tenThousandBookings = (): BookingRow[] =>
  Array.from({ length: 10_000 }, (_, at) => ({
    key: `b-${at}`,
    reservationId: at % 9 === 8 ? null : at === 0 ? 'r-adaeze' : `bk-${at}`,
    stayId: `s-${at}`,
    guestName: at % 9 === 8 ? null : names[at % names.length]!,
    reference: at % 9 === 8 ? null : String(4170263958 + at * 7919),
    channel: ['booking.com', 'airbnb', 'direct', 'walk-in'][at % 4]!,
    units:
      at % 13 === 12
        ? ['201', '202', 'Garden', '101', '102', '103']
        : at % 5 === 0
          ? ['101', '102']
          : [['103', '104', '201', 'Garden', 'Loft'][at % 5]!],
    arrivalDate: `2026-11-${String(21 + (at % 9)).padStart(2, '0')}`,
    departureDate: `2026-12-${String(1 + (at % 20)).padStart(2, '0')}`,
    nights: 3 + (at % 12),
    status: statuses[at % statuses.length]!,
  }))

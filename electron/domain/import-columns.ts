/** The columns of a list of bookings, by the words channels head them with. Case, blanks and signs do not matter. */

/** What a cell holds: its text, or a number as a spreadsheet keeps numbers and days. Blank is ''. */
export type SheetCell = string | number

export type ImportColumn =
  | 'reference'
  | 'channel'
  | 'unit'
  | 'unitType'
  | 'arrival'
  | 'departure'
  | 'bookedOn'
  | 'status'
  | 'guest'
  | 'bookedBy'
  | 'phone'
  | 'email'
  | 'rooms'
  | 'nights'

const headings: Readonly<Record<ImportColumn, readonly string[]>> = {
  reference: [
    'booknumber',
    'bookingnumber',
    'bookingreference',
    'reservationnumber',
    'confirmationcode',
    'reference',
    'ref',
  ],
  channel: ['channel', 'platform', 'source'],
  unit: ['unit', 'room', 'apartment', 'unitkey', 'unitname'],
  unitType: ['unittype', 'roomtype'],
  arrival: ['checkin', 'checkindate', 'arrival', 'arrivaldate'],
  departure: ['checkout', 'checkoutdate', 'departure', 'departuredate'],
  bookedOn: ['bookedon', 'bookingdate', 'booked'],
  status: ['status', 'bookingstatus'],
  guest: ['guestnames', 'guestname', 'guest', 'name'],
  bookedBy: ['bookedby', 'booker'],
  phone: ['phonenumber', 'phone', 'telephone', 'mobile'],
  email: ['email', 'emailaddress', 'guestemail'],
  rooms: ['rooms', 'numberofrooms', 'units'],
  nights: ['durationnights', 'nights', 'duration'],
}

const byHeading = new Map(
  Object.entries(headings).flatMap(([column, names]) => names.map((name) => [name, column as ImportColumn])),
)

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

export type Columns = Readonly<Partial<Record<ImportColumn, number>>>

/** The head of a list may have a title above it, but not a whole page. */
const HEAD_WITHIN = 20

/**
 * Finds the row of headings and says where each column stands; of two with one meaning the first. Null where no row
 * names a reference, both days and a unit: then it is no list of bookings.
 */
export function findColumns(
  rows: readonly (readonly SheetCell[])[],
): { readonly head: number; readonly columns: Columns } | null {
  for (const [head, cells] of rows.slice(0, HEAD_WITHIN).entries()) {
    const columns: Partial<Record<ImportColumn, number>> = {}
    for (const [place, cell] of cells.entries()) {
      const column = typeof cell === 'string' ? byHeading.get(folded(cell)) : undefined
      if (column !== undefined && columns[column] === undefined) columns[column] = place
    }
    const hasUnit = columns.unit !== undefined || columns.unitType !== undefined
    const hasDays = columns.arrival !== undefined && columns.departure !== undefined
    if (columns.reference !== undefined && hasDays && hasUnit) return { head, columns }
  }
  return null
}

/** Booking.com's own export says the type of the unit and no channel: all in it came by that channel. */
export const isBookingExport = (columns: Columns): boolean =>
  columns.channel === undefined && columns.unitType !== undefined

import { count, rooms } from './counts.ts'

/** The list of all bookings, and a new one. */
export const booking = {
  walkInTitle: 'Walk-in',
  title: 'New booking',
  walkInLead: 'Adds the booking, then opens the check-in.',
  lead: 'One guest, one or more rooms under one reference.',
  guest: 'Guest',
  rooms: 'Apartments',
  unit: 'Apartment',
  arrival: 'Arrival',
  departure: 'Departure',
  addRoom: 'Add an apartment',
  removeRoom: (unit: string) => `Remove ${unit}`,
  reference: 'Reference',
  referenceHint: 'Left empty, the desk gives it one.',
  channel: 'Channel',
  addVerb: (number: number) => (number === 1 ? 'Add booking' : `Add booking with ${rooms(number)}`),
  addAndCheckIn: (number: number) => `Add ${rooms(number)} and check in`,
  noUnits: 'The house has no units yet. Add them under Settings, Doors and units.',
  orderOfDays: 'Departure comes after arrival.',
}

export const bookings = {
  title: 'Bookings',
  matched: (matched: number, total: number) =>
    matched === total
      ? count(total, 'booking', 'bookings')
      : `${matched.toLocaleString('en')} of ${total.toLocaleString('en')}`,
  search: 'Name, reference, phone, unit',
  month: 'Month',
  anyMonth: 'Any month',
  unit: 'Unit',
  allUnits: 'All units',
  channel: 'Channel',
  allChannels: 'All channels',
  status: 'Status',
  anyStatus: 'Any status',
  clear: 'Clear',
  columns: {
    guest: 'Guest',
    reference: 'Reference',
    channel: 'Channel',
    units: 'Units',
    dates: 'Dates',
    nights: 'Nights',
    status: 'Status',
  },
  noReference: 'none yet',
  statuses: {
    expected: 'Expected',
    'in-house': 'In house',
    departed: 'Left',
    cancelled: 'Cancelled',
    'no-show': 'Did not come',
    overdue: 'Overdue',
    'double-booking': 'Overlap',
    'not-named': 'Not named',
  },
  newBooking: 'New booking',
  none: 'No booking matches',
  noneLead: 'Search looks at names, references, phones and units. Take a filter away, or try fewer letters.',
  empty: 'No bookings yet',
  emptyLead: 'They come from your calendars, from a spreadsheet, or from New booking.',
}

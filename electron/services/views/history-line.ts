/** One line of a reservation's history, in words. */
const lines: Readonly<Record<string, (details: Readonly<Record<string, unknown>>) => string>> = {
  'reservation.added': (details) => `Reservation added (${details.channel})`,
  'stay.added': (details) => `${details.unit} added, ${details.arrivalDate} to ${details.departureDate}`,
  'stay.adopted': () => 'Stay from the calendar named',
  'stay.arrived': (details) => `${details.unit} checked in`,
  'stay.departed': (details) => `${details.unit} checked out`,
  'stay.cancelled': (details) => `${details.unit} cancelled`,
  'stay.extended': (details) =>
    `${details.unit} now until ${details.departureDate}${details.departureTime ? ` ${details.departureTime}` : ''}`,
  'stay.times': (details) => `${details.unit}: times changed`,
  'stay.moved': (details) => `Moved to ${details.unit}`,
  'guest.made': () => 'Guest added',
  'guest.described': () => 'Guest details changed',
  'guest.deleted': () => 'Guest deleted',
  'access.granted': () => 'Door codes planned',
  'pin.revealed': (details) => (details.purpose === 'slip' ? 'PIN slip made' : 'PIN shown'),
  'check-in.undone': () => 'Check-in taken back',
  'check-out.undone': () => 'Check-out taken back',
  'cancel.undone': () => 'Cancellation taken back',
  'move.undone': () => 'Move taken back',
  'extend.undone': () => 'New dates taken back',
  'attention.resolved': () => 'A question was answered',
}

export const historyLine = (action: string, details: Readonly<Record<string, unknown>>): string =>
  lines[action]?.(details) ?? action

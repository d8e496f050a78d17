/** The names alone, for the preload: it carries no schema into the sandbox. The compiler keeps it equal to the contract. */
import type { ProcedureName } from './procedures.ts'

const names: Record<ProcedureName, true> = {
  'app.state': true,
  'app.startDemo': true,
  'app.leaveDemo': true,
  'app.setUp': true,
  'app.checkSeam': true,
  'app.checkFeed': true,
  'app.zones': true,
  'desk.choose': true,
  'today.view': true,
  'bookings.search': true,
  'reservation.open': true,
  'reservation.add': true,
  'reservation.adopt': true,
  'reservation.describe': true,
  'reservation.setTimes': true,
  'reservation.cancel': true,
  'reservation.extend': true,
  'reservation.move': true,
  'checkIn.arrive': true,
  'checkOut.depart': true,
  'desk.undo': true,
  'codes.reveal': true,
  'attention.resolve': true,
  'sync.now': true,
  'slip.preview': true,
  'slip.print': true,
  'slip.savePdf': true,
  'printers.list': true,
  'settings.view': true,
  'settings.saveHouse': true,
  'settings.savePrinter': true,
  'settings.backUpNow': true,
}

export const procedureNames = Object.keys(names) as ProcedureName[]

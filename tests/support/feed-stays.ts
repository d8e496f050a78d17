/** Stays as a calendar brings them: a unit and days, nobody's name. */
import { insertStay, readStay } from '../../db/queries/bookings.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { ok } from '../../electron/domain/result.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import { type Caller, type Desk, transact } from '../../electron/services/desk/index.ts'
import { findUnit, newStay } from '../../electron/services/reservations/index.ts'
import { must, type StayWords } from './test-desk.ts'

const calendar: Caller = { actor: 'Latchkey', source: 'feed' }

/** Adds a nameless stay of a feed and answers it. */
export const feedStay = (desk: Desk, [unit, arrival, departure]: StayWords, more: Partial<Stay> = {}): Stay =>
  must(
    transact(desk, calendar, (work) => {
      const stay = newStay(work, {
        reservationId: null,
        unitId: must(findUnit(work.house, unit)).id,
        arrivalDate: arrival as Stay['arrivalDate'],
        departureDate: departure as Stay['departureDate'],
        channel: 'booking.com',
        kind: 'unknown',
        ...more,
      })
      insertStay(work.db, stay)
      return ok(stay)
    }),
  )

export const stayNow = (desk: Desk, id: StayId): Stay => {
  const stay = readStay(desk.store.read, id)
  if (stay === null) throw new Error('that stay is not there')
  return stay
}

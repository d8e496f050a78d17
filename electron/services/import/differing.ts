/** Stays that got their reference from a file which says other days of them: kept as they are until a person decides. */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { placedOverlaps, readReservation, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../../db/queries/claims.ts'
import { staysImportsDifferOn } from '../../../db/queries/imports.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { StayId } from '../../domain/ids.ts'
import { type Nights, sameNights } from '../../domain/import-standing.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { dateOf, dateSchema } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { placeWaiting } from '../check-in/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, rememberAction, rememberSources, transact } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'

export type DifferingStay = { readonly stay: Stay; readonly days: Nights }

const nights = z.object({ arrivalDate: dateSchema, departureDate: dateSchema })

/** Who is in house has arrived, whatever the file says: then only the departure counts. */
const wantedOf = (stay: Stay, days: Nights): Nights =>
  stay.status === 'in-house' ? { ...days, arrivalDate: stay.arrivalDate } : days

/** Those nobody has given days since. */
export function differingStays(db: ReadableDb): readonly DifferingStay[] {
  return staysImportsDifferOn(db).flatMap(({ stayId, at, days }) => {
    const stay = readStay(db, stayId)
    const said = nights.safeParse(days)
    if (stay === null || !said.success || !isLive(stay) || sameNights(stay, wantedOf(stay, said.data))) return []
    const since = fieldSourcesOf(db, [stayId]).some((source) => source.field === 'dates' && source.at >= at)
    return since ? [] : [{ stay, days: wantedOf(stay, said.data) }]
  })
}

/** Gives such a stay the days of the file. Refused where somebody else has the unit then; taken back by undo. */
export const takeFileDays = (desk: Desk, caller: Caller, stayId: StayId): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const found = differingStays(work.db).find(({ stay }) => stay.id === stayId)
    const reservation = found?.stay.reservationId ? readReservation(work.db, found.stay.reservationId) : null
    if (found === undefined || reservation === null)
      return fail(failure('item-unknown', 'This stay was changed in the meantime. Nothing was changed.'))
    const { stay, days } = found
    if (stay.status === 'in-house' && days.departureDate <= dateOf(work.now, work.house.property.timeZone))
      return fail(
        failure('day-order', 'Who is in house would have left by then. Check out instead. Nothing was changed.'),
      )
    const taken = placedOverlaps(work.db, stay.unitId, days.arrivalDate, days.departureDate, stay.id)[0]
    const unit = unitName(work.house, stay.unitId)
    if (taken !== undefined)
      return fail(
        failure(
          'unit-already-occupied',
          `${unit} is taken from ${taken.arrivalDate} to ${taken.departureDate}. Nothing was changed.`,
        ),
      )
    const next = { ...stay, ...days }
    updateStay(work.db, stay.id, days)
    rememberSources(work, stay.id, ['dates'])
    audit(work, 'stay.extended', { reservationId: reservation.id, stayId: stay.id }, { unit, ...days })
    const planned = planCodes(work, reservation.id)
    if (!planned.ok) return planned
    followReservation(work, reservation.id)
    const placed = placeWaiting(work, [stay])
    rememberAction(work, 'extend', reservation.id, [...placed.before, stay], [...placed.after, next])
    return ok(null)
  })

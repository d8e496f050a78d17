/** A unit that two parties hold in the same nights: who stays is for a person to say. */
import { placedOverlaps, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isEcho, isLive, type Stay } from '../../domain/stay.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, rememberAction, transact, type Work } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { placeWaiting } from './place-waiting.ts'

/**
 * `cancel` takes out the one that is not placed, `cancel-other` the one that holds the unit, `place` gives the unit to the
 * first where it is free by now, and `merge` says that both are one booking: the one without a reference goes.
 */
export type DoubleBookingChoice = 'cancel' | 'cancel-other' | 'merge' | 'place'

/**
 * Settles a double booking in one step, which undo takes back. `changed-since` where the two do not stand as they did,
 * `stay-in-house` where the other party is in the unit already.
 */
export const settleDoubleBooking = (
  desk: Desk,
  caller: Caller,
  { stayId, choice }: { readonly stayId: StayId; readonly choice: DoubleBookingChoice },
): Result<{ readonly actionId: string }, Failure> =>
  transact(desk, caller, (work) => {
    const stay = readStay(work.db, stayId)
    if (stay === null || stay.placed || !isLive(stay)) return fail(changed())
    const others = placedOverlaps(work.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id)
    const [other] = others
    if (choice === 'cancel') return apply(work, { out: stay })
    if (choice === 'place') return other === undefined ? apply(work, { placed: stay }) : fail(changed())
    // With two others in its way, one fewer does not make room.
    if (other === undefined || others.length > 1) return fail(changed())
    if (choice === 'merge') {
      if (!isEcho(stay, other)) return fail(changed())
      return stay.reservationId === null
        ? apply(work, { out: stay, echoOf: other })
        : apply(work, { out: other, placed: stay, echoOf: stay })
    }
    if (other.status === 'in-house')
      return fail(
        failure(
          'stay-in-house',
          `The other party is in ${unitName(work.house, other.unitId)}. Check it out or move it first. Nothing was changed.`,
        ),
      )
    return apply(work, { out: other, placed: stay })
  })

const changed = (): Failure =>
  failure('changed-since', 'These two bookings were changed in the meantime. Look again. Nothing was changed.')

type Order = {
  /** Is cancelled. */
  readonly out?: Stay
  /** Gets the unit. */
  readonly placed?: Stay
  /** Whom the one that is cancelled repeats. */
  readonly echoOf?: Stay
}

function apply(work: Work, { out, placed, echoOf }: Order): Result<{ readonly actionId: string }, Failure> {
  // Undo goes through them in this order: the unit is free again before its former party gets it back.
  const told = [placed, out].filter((stay) => stay !== undefined)
  const after: Stay[] = []
  if (placed !== undefined) after.push({ ...placed, placed: true })
  if (out !== undefined) after.push({ ...out, status: 'cancelled', accessUntilAt: null })
  for (const stay of after.toReversed()) {
    const { reservationId, id } = stay
    updateStay(work.db, id, stay)
    const action = stay.status !== 'cancelled' ? 'stay.placed' : echoOf === undefined ? 'stay.cancelled' : 'stay.merged'
    audit(work, action, { reservationId, stayId: id }, { unit: unitName(work.house, stay.unitId) })
  }
  for (const party of new Set(after.flatMap((one) => one.reservationId ?? []))) {
    const planned = planCodes(work, party, { skipConflicts: true })
    if (!planned.ok) return planned
    followReservation(work, party)
  }
  // A third may have waited for the same nights.
  const others = placeWaiting(work, out === undefined ? [] : [out])
  const [party] = [...told, ...(echoOf === undefined ? [] : [echoOf])].flatMap((stay) => stay.reservationId ?? [])
  const [before, left] = [
    [...others.before, ...told],
    [...others.after, ...after],
  ]
  return ok({ actionId: rememberAction(work, 'cancel', party ?? told[0]!.id, before, left) })
}

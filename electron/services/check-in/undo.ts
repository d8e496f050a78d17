import { z } from 'zod'
import { placedOverlaps, readReservation, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { type ActionKind, lastAction, markUndone, readAction } from '../../../db/queries/desk.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive } from '../../domain/stay.ts'
import { hours, instant } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, type StaySnapshot, snapshot, transact } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { stillOccupied } from './hand-over.ts'

const snapshots = z
  .array(z.looseObject({ id: z.string() }))
  .transform((list) => list as unknown as readonly StaySnapshot[])

export type Undone = { readonly kind: ActionKind; readonly reservationId: ReservationId }

/**
 * Takes back one action, or without a name the newest of the last day. The stays must stand as the action left them
 * (`changed-since` otherwise), and a unit given away in the meantime is not taken from its new party. Codes follow.
 */
export const undo = (
  desk: Desk,
  caller: Caller,
  input: { readonly actionId?: string | null; readonly reservationId?: ReservationId | null },
): Result<Undone, Failure> =>
  transact(desk, caller, (work) => {
    const action = input.actionId
      ? readAction(work.db, input.actionId)
      : lastAction(work.db, input.reservationId ?? null, instant(work.now - hours(24)))
    if (action === null || action.undoneAt !== null)
      return fail(failure('nothing-to-undo', 'There is nothing to take back.'))
    const before = snapshots.parse(action.before)
    const after = snapshots.parse(action.after)
    for (const left of after) {
      const current = readStay(work.db, left.id)
      if (current === null || !standsAs(snapshot(current), left)) {
        return fail(
          failure(
            'changed-since',
            'This booking was changed since then, so it cannot be taken back in one step. Nothing was changed.',
          ),
        )
      }
    }
    for (const stay of before) {
      const { id, ...fields } = stay
      const taken =
        isLive(stay) && stay.placed
          ? placedOverlaps(work.db, stay.unitId, stay.arrivalDate, stay.departureDate, id)[0]
          : undefined
      if (taken !== undefined)
        return fail(
          failure(
            'unit-already-occupied',
            `${unitName(work.house, stay.unitId)} was given to someone else in the meantime. Nothing was changed.`,
          ),
        )
      const current = readStay(work.db, id)
      if (current !== null && stay.status === 'in-house') {
        const still = stillOccupied(work, { ...current, ...fields })
        if (still !== null) return fail(still)
      }
      updateStay(work.db, id, fields)
    }
    const reservation = readReservation(work.db, action.reservationId)
    if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
    const parties = new Set([reservation.id, ...[...before, ...after].flatMap((stay) => stay.reservationId ?? [])])
    for (const id of parties) {
      const planned = planCodes(work, id)
      if (!planned.ok) return planned
      followReservation(work, id)
    }
    markUndone(work.db, action.id, work.now)
    audit(work, `${action.kind}.undone`, { reservationId: reservation.id })
    return ok({ kind: action.kind, reservationId: reservation.id })
  })

/** Compared field by field: what was remembered by an older version names fewer of them. */
const standsAs = (now: StaySnapshot, left: StaySnapshot): boolean =>
  Object.entries(left).every(([field, value]) => now[field as keyof StaySnapshot] === value)

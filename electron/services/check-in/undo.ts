import { z } from 'zod'
import { placedOverlaps, readReservation, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { endClaims, reopenClaim } from '../../../db/queries/claims.ts'
import { type ActionKind, lastAction, markUndone, readAction } from '../../../db/queries/desk.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive } from '../../domain/stay.ts'
import { hours, instant } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import {
  audit,
  type Caller,
  type Desk,
  rememberSources,
  type StaySnapshot,
  snapshot,
  transact,
  type Work,
} from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { stillOccupied } from './hand-over.ts'

const snapshots = z
  .array(z.looseObject({ id: z.string() }))
  .transform((list) => list as unknown as readonly StaySnapshot[])

export type Undone = {
  readonly kind: ActionKind
  /** Null for a stay that belongs to none. */
  readonly reservationId: ReservationId | null
}

/**
 * Takes back one action, or without a name the newest of the last day. The stays must stand as the action left them
 * (`changed-since` otherwise), and a unit given away in the meantime is not taken from its new party. Codes follow.
 */
export const undo = (desk: Desk, caller: Caller, input: WhichAction): Result<Undone, Failure> =>
  transact(desk, caller, (work) => takeBackStays(work, input))

type WhichAction = { readonly actionId?: string | null; readonly reservationId?: ReservationId | null }

/** The same in the transaction of whoever has more to take back. */
export function takeBackStays(work: Work, input: WhichAction): Result<Undone, Failure> {
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
    if (current !== null && current.reservationId !== stay.reservationId) {
      endClaims(work.db, id, work.now)
      if (stay.reservationId !== null) reopenClaim(work.db, id, stay.reservationId)
    }
    updateStay(work.db, id, fields)
    // A person's word: nothing is guessed against it, and nobody but a person ends what was brought back.
    if (action.kind === 'name') rememberSources(work, id, ['reference'])
    if (current?.status === 'cancelled' && stay.status !== 'cancelled' && stay.kind !== 'block-suspected')
      rememberSources(work, id, ['status'])
  }
  const reservation = readReservation(work.db, action.reservationId as ReservationId)
  const alone = before.find((stay) => stay.id === action.reservationId)
  if (reservation === null && alone === undefined)
    return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
  // Who loses a stay first: its room must not open for them any more before it does for others.
  const parties = new Set(
    [...after, ...before, { reservationId: reservation?.id ?? null }].flatMap((stay) => stay.reservationId ?? []),
  )
  for (const id of parties) {
    const planned = planCodes(work, id)
    if (!planned.ok) return planned
    followReservation(work, id)
  }
  markUndone(work.db, action.id, work.now)
  const reservationId = reservation?.id ?? null
  audit(work, `${action.kind}.undone`, { reservationId, stayId: alone?.id ?? null })
  return ok({ kind: action.kind, reservationId })
}

/** Compared field by field: what was remembered by an older version names fewer of them. */
const standsAs = (now: StaySnapshot, left: StaySnapshot): boolean =>
  Object.entries(left).every(([field, value]) => now[field as keyof StaySnapshot] === value)

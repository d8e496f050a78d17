import { type Reservation, staysOfReservation, updateStay } from '../../../db/queries/bookings.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { dateOf, type Instant, parseWallTime, toInstant } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, rememberAction, transact, type Work } from '../desk/index.ts'
import { chooseStays, findReservation, type ReservationName, type StayChoice, unitName } from '../reservations/index.ts'
import { placeWaiting } from './place-waiting.ts'

export type Ended = {
  readonly reservationId: ReservationId
  readonly stayIds: readonly StayId[]
  readonly actionId: string | null
}

/**
 * Checks out: the named stays, or all in house. Their codes are revoked now, or at `keepUntil` (wall time today).
 * What has left already is joined; a stay that never arrived is refused with `not-in-house`.
 */
export const depart = (
  desk: Desk,
  caller: Caller,
  input: ReservationName & StayChoice & { readonly keepUntil?: string | null },
): Result<Ended, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const named = chooseStays(work.db, work.house, reservation.value, input)
    if (!named.ok) return named
    const keep = readKeepUntil(work, input.keepUntil)
    if (!keep.ok) return keep
    const stays =
      named.value ??
      staysOfReservation(work.db, reservation.value.id).filter(
        (stay) => stay.status === 'in-house' || stay.status === 'departed',
      )
    const never = stays.find((stay) => stay.status !== 'in-house' && stay.status !== 'departed')
    if (never !== undefined || stays.length === 0) {
      const what = never === undefined ? 'Nobody of this reservation' : unitName(work.house, never.unitId)
      return fail(failure('not-in-house', `${what} is not checked in, so it cannot check out. Nothing was changed.`))
    }
    return end(
      work,
      reservation.value,
      stays,
      stays.filter((stay) => stay.status === 'in-house'),
      (stay) => ({ ...stay, status: 'departed', departedAt: work.now, accessUntilAt: keep.value }),
      'check-out',
    )
  })

/**
 * Cancels the expected stays. Without names it refuses with `stay-in-house` while one is in house; named, an in-house
 * stay is cancelled too, since a person said so.
 */
export const cancel = (desk: Desk, caller: Caller, input: ReservationName & StayChoice): Result<Ended, Failure> =>
  transact(desk, caller, (work) => cancelStays(work, input))

/** The same in the transaction of whoever has more to do in it. */
export function cancelStays(work: Work, input: ReservationName & StayChoice): Result<Ended, Failure> {
  const reservation = findReservation(work.db, input)
  if (!reservation.ok) return reservation
  const named = chooseStays(work.db, work.house, reservation.value, input)
  if (!named.ok) return named
  const all = staysOfReservation(work.db, reservation.value.id)
  const inHouse = all.find((stay) => stay.status === 'in-house')
  if (named.value === null && inHouse !== undefined) {
    return fail(
      failure(
        'stay-in-house',
        `${unitName(work.house, inHouse.unitId)} is checked in. Check it out, or name the unit to cancel it all the same. Nothing was changed.`,
      ),
    )
  }
  // A stay that belongs here by a guess only may be a stranger's: it is cancelled by name alone.
  const stays =
    named.value ??
    all.filter((stay) => (stay.status === 'expected' && !stay.provisional) || stay.status === 'cancelled')
  const over = stays.find((stay) => stay.status === 'departed' || stay.status === 'no-show')
  if (over !== undefined || stays.length === 0)
    return fail(failure('not-expected', 'Nothing of this reservation can be cancelled any more. Nothing was changed.'))
  return end(
    work,
    reservation.value,
    stays,
    stays.filter((stay) => stay.status !== 'cancelled'),
    (stay) => ({ ...stay, status: 'cancelled', accessUntilAt: null }),
    'cancel',
  )
}

function end(
  work: Work,
  reservation: Reservation,
  stays: readonly Stay[],
  before: readonly Stay[],
  change: (stay: Stay) => Stay,
  kind: 'check-out' | 'cancel',
): Result<Ended, Failure> {
  const after = before.map(change)
  for (const stay of after) {
    updateStay(work.db, stay.id, stay)
    audit(
      work,
      kind === 'cancel' ? 'stay.cancelled' : 'stay.departed',
      { reservationId: reservation.id, stayId: stay.id },
      { unit: unitName(work.house, stay.unitId) },
    )
  }
  const planned = planCodes(work, reservation.id)
  if (!planned.ok) return planned
  followReservation(work, reservation.id)
  const placed = placeWaiting(work, before)
  const actionId =
    after.length === 0
      ? null
      : rememberAction(work, kind, reservation.id, [...placed.before, ...before], [...placed.after, ...after])
  return ok({ reservationId: reservation.id, stayIds: stays.map((stay) => stay.id), actionId })
}

function readKeepUntil(work: Work, raw: string | null | undefined): Result<Instant | null, Failure> {
  if (raw === undefined || raw === null) return ok(null)
  const time = parseWallTime(raw)
  if (time === null)
    return fail(failure('bad-time', 'Write the time as HH:mm, for example 12:30. Nothing was changed.'))
  const { timeZone } = work.house.property
  const until = toInstant(dateOf(work.now, timeZone), time, timeZone, 'later')
  if (until <= work.now)
    return fail(
      failure(
        'bad-time',
        'That time has passed today. Check out without it, or give a later one. Nothing was changed.',
      ),
    )
  return ok(until)
}

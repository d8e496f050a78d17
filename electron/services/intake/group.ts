/** "Also theirs?": stays that belong to a party by a guess, answered with yes or no. */
import { type Reservation, readReservation, readStay } from '../../../db/queries/bookings.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { grantAccess } from '../check-in/index.ts'
import { type Caller, type Desk, rememberAction, rememberSources, transact, type Work } from '../desk/index.ts'
import { confirmGroup, releaseStays } from '../reservations/index.ts'

export type GroupAnswer = { readonly reservationId: ReservationId; readonly stayIds: readonly StayId[] }
export type GroupAnswered = GroupAnswer & { readonly actionId: string }

/**
 * Yes: the stays are the party's from now on, its one guest is there and its codes are planned for them. Nobody is
 * checked in by it. `changed-since` where one of them is no guess of this party any more.
 */
export const sayTheirs = (desk: Desk, caller: Caller, input: GroupAnswer): Result<GroupAnswered, Failure> =>
  answer(desk, caller, input, (work, reservation) => {
    confirmGroup(work, reservation, input.stayIds)
    return grantAccess(work, reservation)
  })

/** No: the stays are without a reference again, and whatever was issued for them goes. Refuses as `sayTheirs`. */
export const sayNotTheirs = (desk: Desk, caller: Caller, input: GroupAnswer): Result<GroupAnswered, Failure> =>
  answer(desk, caller, input, (work, _reservation, guessed) => releaseStays(work, guessed))

function answer(
  desk: Desk,
  caller: Caller,
  { reservationId, stayIds }: GroupAnswer,
  act: (work: Work, reservation: Reservation, guessed: readonly Stay[]) => Result<null, Failure>,
): Result<GroupAnswered, Failure> {
  return transact(desk, caller, (work) => {
    const reservation = readReservation(work.db, reservationId)
    const before = stayIds.flatMap((id) => readStay(work.db, id) ?? [])
    const isGuess = (stay: Stay): boolean => stay.provisional && stay.reservationId === reservationId && isLive(stay)
    if (reservation === null || before.length !== stayIds.length || !before.every(isGuess))
      return fail(
        failure('changed-since', 'Somebody has answered this in the meantime. Look again. Nothing was changed.'),
      )
    const done = act(work, reservation, before)
    if (!done.ok) return done
    // A person's word: nothing is guessed against it.
    for (const stay of before) rememberSources(work, stay.id, ['reference'])
    const after = before.flatMap((stay) => readStay(work.db, stay.id) ?? [])
    return ok({ reservationId, stayIds, actionId: rememberAction(work, 'name', reservationId, before, after) })
  })
}

/** New digits by a person's order, with who ordered them. */
import { codesOfReservation } from '../../../db/queries/codes.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { reissueDigits } from '../access-codes/index.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import { findReservation, type ReservationName } from '../reservations/index.ts'
import { findLockedDoor } from './door.ts'

export type Reissued = { readonly reservationId: ReservationId; readonly codes: number }

/** Changes the digits of all of a party's codes, or of one door's. `nothing-to-reissue` where there is no live one. */
export const reissue = (
  desk: Desk,
  caller: Caller,
  input: ReservationName & { readonly door?: string | null },
): Result<Reissued, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const door = input.door ? findLockedDoor(work.house, input.door) : null
    if (door !== null && !door.ok) return door
    const doorId = door?.value.id ?? null
    const live = codesOfReservation(work.db, reservation.value.id).filter(
      (code) => code.state !== 'removed' && code.desired === 'present' && (doorId === null || code.doorId === doorId),
    )
    if (live.length === 0)
      return fail(
        failure(
          'nothing-to-reissue',
          `This booking has no live code${door === null ? '' : ` for ${door.value.name}`}. Nothing was changed.`,
        ),
      )
    const changed = reissueDigits(work, reservation.value.id, doorId)
    if (!changed.ok) return changed
    const ids = new Set(live.map((code) => code.doorId))
    audit(
      work,
      'code.reissued',
      { reservationId: reservation.value.id, doorId },
      {
        door: door?.value.name ?? null,
        doors: work.house.doors.filter((one) => ids.has(one.id)).map((one) => one.name),
        codes: changed.value.codes,
      },
    )
    return ok({ reservationId: reservation.value.id, codes: changed.value.codes })
  })

/** A move adds, confirms, then removes: the old room stays open until the new one opens (design.md 3.2). */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { codesOfReservation, liveCodesOnDoor, type StoredCode } from '../../../db/queries/codes.ts'
import { actionsSince, type ReversibleAction } from '../../../db/queries/desk.ts'
import type { House } from '../../../db/queries/house.ts'
import { currentWindow } from '../../domain/access-window.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'

const places = z.array(z.looseObject({ unitId: z.string() }))

type Revoked = Pick<StoredCode, 'kind' | 'reservationId' | 'stayId' | 'doorId' | 'desired' | 'sent'>

/**
 * Until when a revoked code is left on its lock for a party that has just been moved; null where it goes now. It ends
 * when every new door has its code, and at the latest one hour before the old door's next window.
 */
export function heldUntil(db: ReadableDb, house: House, code: Revoked, now: Instant): Instant | null {
  if (code.desired !== 'absent' || code.sent === null) return null
  if (code.kind === 'offline' || code.reservationId === null) return null
  const moves = actionsSince(db, code.reservationId, 'move', instant(now - hours(24)))
  if (!moves.some((move) => stillWaits(db, house, code, move))) return null
  const next = liveCodesOnDoor(db, code.doorId)
    .filter((one) => one.desired === 'present' && one.reservationId !== code.reservationId)
    .flatMap((one) => currentWindow(one.windows, now) ?? [])
    .map((window) => window.startsAt - hours(1))
  return instant(Math.min(code.sent.endsAt, ...next))
}

/** True where this move took the party from the code's door, and the door it went to does not open yet. */
function stillWaits(db: ReadableDb, house: House, code: Revoked, move: ReversibleAction): boolean {
  if (code.reservationId === null || !ownDoors(house, move.before).includes(code.doorId)) return false
  // Only for people who are in: nobody stands between two rooms before they have arrived.
  const movedTo = new Set(places.parse(move.after).map((stay) => stay.unitId))
  const inside = staysOfReservation(db, code.reservationId).some(
    (stay) => stay.status === 'in-house' && movedTo.has(stay.unitId),
  )
  if (!inside) return false
  const theirs = codesOfReservation(db, code.reservationId)
  return ownDoors(house, move.after).some((door) =>
    theirs.some(
      (one) => one.doorId === door && one.desired === 'present' && !['on-lock', 'removed'].includes(one.state),
    ),
  )
}

/** The doors that belong to these stays' units alone. */
function ownDoors(house: House, stays: unknown): readonly string[] {
  const units = new Set(places.parse(stays).map((stay) => stay.unitId))
  const ids = house.units.filter((unit) => units.has(unit.id)).flatMap((unit) => unit.doorIds)
  return house.doors.filter((door) => door.hasLock && !door.shared && ids.includes(door.id)).map((door) => door.id)
}

/** Whether a unit may be handed over: nobody is in it, and no former party's code may still open it. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readReservation, staysInHouse } from '../../../db/queries/bookings.ts'
import { liveCodesOnDoor, type StoredCode } from '../../../db/queries/codes.ts'
import type { House } from '../../../db/queries/house.ts'
import { plannedDeparture, type Window, windowsOverlap } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { Stay } from '../../domain/stay.ts'
import { dateOf, type Instant, instant, minutes, toIso, wallTimeOf } from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import type { Work } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'

/** Another stay in house in this stay's unit, overdue or not; null where the unit is free. */
export function stillOccupied(work: Work, stay: Stay): Failure | null {
  const still = staysInHouse(work.db, stay.unitId).find((other) => other.id !== stay.id)
  if (still === undefined) return null
  const party = still.reservationId === null ? null : readReservation(work.db, still.reservationId)
  return failure(
    'unit-still-occupied',
    `${unitName(work.house, stay.unitId)} is still occupied by ${party?.reference ?? 'another party'}, booked until ${still.departureDate}. Check them out first. Nothing was changed.`,
  )
}

/** A code that a unit's own door may still open for although its party has no right to it any more. */
export function formerCodes(
  world: { readonly db: ReadableDb; readonly house: House; readonly now: Instant },
  stay: Stay,
): { readonly doorName: string; readonly until: Instant } | null {
  const leaves = Math.max(plannedDeparture(stay, world.house.property), world.now + minutes(1))
  const span = { startsAt: world.now, endsAt: instant(leaves) }
  for (const door of doorsOfUnit(world.house, stay.unitId)) {
    if (door.shared) continue
    const former = liveCodesOnDoor(world.db, door.id).find(
      // A spare that nobody was given is known to the desk alone.
      (code) =>
        !(code.kind === 'spare' && code.givenAt === null) &&
        code.reservationId !== stay.reservationId &&
        mayStillOpen(code, span),
    )
    if (former !== undefined) return { doorName: door.name, until: former.sent?.endsAt ?? world.now }
  }
  return null
}

/** Not confirmed removed, and open for longer than its party may: it was revoked, or its stay was shortened. */
function mayStillOpen(code: StoredCode, span: Window): boolean {
  if (code.state === 'removed') return false
  if (code.sent === null) return code.desired === 'absent'
  const { startsAt, endsAt } = code.sent
  const from = Math.max(startsAt, span.startsAt)
  const rightful =
    code.desired === 'present' && code.windows.some((window) => window.startsAt <= from && window.endsAt >= endsAt)
  return !rightful && windowsOverlap(code.sent, span)
}

export function formerCodeFailure(work: Work, stays: readonly Stay[]): Failure | null {
  const { timeZone } = work.house.property
  for (const stay of stays) {
    const former = formerCodes(work, stay)
    if (former === null) continue
    return failure(
      'former-code-live',
      `Not safe to hand over: a former guest's code may open ${former.doorName} until ${dateOf(former.until, timeZone)} ${wallTimeOf(former.until, timeZone)}. It is still being removed. (${toIso(former.until)})`,
    )
  }
  return null
}

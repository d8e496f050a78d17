/** Never two parties in one room: whose code stands in the way of another, and who may have theirs once it has gone. */
import { liveStaysOfUnit, readReservation } from '../../../db/queries/bookings.ts'
import { liveCodesOnDoors, type StoredCode } from '../../../db/queries/codes.ts'
import type { House } from '../../../db/queries/house.ts'
import { windowsOverlap } from '../../domain/access-window.ts'
import type { WantedCode } from '../../domain/code-plan.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { isConfirmedSibling } from '../../domain/stay.ts'
import { instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'

/** The wanted doors that are a unit's own: on a shared one parties meet by design. */
export const ownDoors = (house: House, wanted: readonly WantedCode[]): readonly DoorId[] =>
  wanted.map((want) => want.doorId).filter((id) => house.doors.some((door) => door.id === id && !door.shared))

/** The other party whose code opens this unit's own door at the same time, as a failure; null where there is none. */
export function otherParty(
  work: Work,
  want: WantedCode,
  reservationId: ReservationId,
  others: readonly StoredCode[],
): Failure | null {
  const door = work.house.doors.find((candidate) => candidate.id === want.doorId)
  if (door === undefined) return null
  // Only what is still to come counts: nobody can meet in the hours that have passed.
  const ahead = want.windows.map((window) => ({ ...window, startsAt: instant(Math.max(window.startsAt, work.now)) }))
  const other = others.find(
    (code) =>
      code.reservationId !== null &&
      code.reservationId !== reservationId &&
      code.desired === 'present' &&
      code.windows.some((theirs) => ahead.some((ours) => windowsOverlap(theirs, ours))),
  )
  if (other === undefined || other.reservationId === null) return null
  const theirs = readReservation(work.db, other.reservationId)
  return failure(
    'unit-still-occupied',
    `${door.name} still opens for ${theirs?.reference ?? 'another party'} in that time. Shorten one of the two stays, or check the other party out. Nothing was changed.`,
  )
}

/** Parties whose code on one of these doors was left out for this one's sake: what stood in their way may be gone. */
export function leftOut(
  { db, house }: Work,
  planned: ReservationId,
  freed: ReadonlySet<DoorId>,
): readonly ReservationId[] {
  const own = house.doors.filter((door) => !door.shared && freed.has(door.id)).map((door) => door.id)
  const served = new Set(liveCodesOnDoors(db, own).map((code) => `${code.doorId} ${code.reservationId}`))
  const found = own.flatMap((door) =>
    house.units
      .filter((unit) => unit.doorIds.includes(door))
      .flatMap((unit) => liveStaysOfUnit(db, unit.id))
      .filter((stay) => isConfirmedSibling(stay) && !served.has(`${door} ${stay.reservationId}`))
      .flatMap((stay) => stay.reservationId ?? []),
  )
  return [...new Set(found)].filter((id) => id !== planned)
}

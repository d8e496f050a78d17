/** The door a person means, and whether a party may be let in there now. */
import { readReservation, staysInHouse, staysOfReservation } from '../../../db/queries/bookings.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { accessWindow, joinWindows } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { grantsAccess, type Stay } from '../../domain/stay.ts'
import { dateOf, deskDateOf, type Instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { findReservation, type ReservationName, unitName } from '../reservations/index.ts'

/** A door by its id, its key in the house file, or its name. */
export function findDoor(house: House, name: string): Result<Door, Failure> {
  const wanted = name.trim().toLowerCase()
  const door =
    house.doors.find((one) => one.id === name) ??
    house.doors.find((one) => one.key.toLowerCase() === wanted) ??
    house.doors.find((one) => one.name.toLowerCase() === wanted)
  return door === undefined
    ? fail(failure('door-unknown', `There is no door ${name.trim() || '(blank)'} in this house. Nothing was done.`))
    : ok(door)
}

/** As {@link findDoor}; `door-without-lock` where a key is handed over. */
export function findLockedDoor(house: House, name: string): Result<Door, Failure> {
  const door = findDoor(house, name)
  if (!door.ok || door.value.hasLock) return door
  return fail(failure('door-without-lock', `${door.value.name} has no lock: a key is handed over. Nothing was done.`))
}

export type PartyAtDoor = {
  readonly reservationId: ReservationId
  readonly reference: string | null
  readonly door: Door
  /** When the party's right to this door ends. */
  readonly endsAt: Instant
}

/**
 * The party before a door it may enter today: a stay of it is in house, or arrives today or is overdue, in a unit with
 * that door. `no-access` for any other, `unit-still-occupied` while somebody else is in that unit.
 */
export function partyAtDoor(
  work: Work,
  input: ReservationName & { readonly door: string },
): Result<PartyAtDoor, Failure> {
  const { db, house, now } = work
  const door = findLockedDoor(house, input.door)
  if (!door.ok) return door
  const reservation = findReservation(db, input)
  if (!reservation.ok) return reservation
  const party = reservation.value
  const here = staysOfReservation(db, party.id).filter(
    (stay) => grantsAccess(stay, now) && opensWith(house, stay, door.value.id) && hasBegun(work, stay),
  )
  const ends = joinWindows(here.flatMap((stay) => accessWindow(stay, house.property) ?? []))
    .map((window) => window.endsAt)
    .filter((end) => end > now)
  const endsAt = ends[0]
  if (endsAt === undefined)
    return fail(
      failure('no-access', `${door.value.name} is not part of this party's stay today. Nothing was handed out.`),
    )
  const taken = door.value.shared ? null : takenByOther(work, here)
  if (taken !== null) return fail(taken)
  return ok({ reservationId: party.id, reference: party.reference, door: door.value, endsAt })
}

const opensWith = (house: House, stay: Stay, door: DoorId): boolean =>
  house.units.some((unit) => unit.id === stay.unitId && unit.doorIds.includes(door))

/** In house, or its arrival day has come by the calendar or by the desk's day. */
function hasBegun({ house, now }: Work, stay: Stay): boolean {
  const { timeZone, rolloverTime } = house.property
  if (stay.status !== 'expected') return true
  return stay.arrivalDate <= dateOf(now, timeZone) || stay.arrivalDate <= deskDateOf(now, timeZone, rolloverTime)
}

/** Never two parties in one room: before their own people are in, nobody gets a way into an occupied one. */
function takenByOther(work: Work, here: readonly Stay[]): Failure | null {
  if (here.some((stay) => stay.status === 'in-house')) return null
  for (const stay of here) {
    const still = staysInHouse(work.db, stay.unitId).find((other) => other.reservationId !== stay.reservationId)
    if (still === undefined) continue
    const other = still.reservationId === null ? null : readReservation(work.db, still.reservationId)
    return failure(
      'unit-still-occupied',
      `${unitName(work.house, stay.unitId)} is still occupied by ${other?.reference ?? 'another party'}. Check them out first. Nothing was handed out.`,
    )
  }
  return null
}

import type { ReadableDb } from '../../../db/open-database.ts'
import {
  findReservations,
  type Reservation,
  readReservation,
  staysOfReservation,
} from '../../../db/queries/bookings.ts'
import type { House, Unit } from '../../../db/queries/house.ts'
import { parseReference } from '../../domain/booking-reference.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'

/** How a caller names a reservation: its id, or its reference and, where two channels share that, the channel. */
export type ReservationName = { readonly ref: string; readonly channel?: string | null }

export function findReservation(db: ReadableDb, name: ReservationName): Result<Reservation, Failure> {
  const byId = readReservation(db, name.ref as ReservationId)
  if (byId !== null) return ok(byId)
  const reference = parseReference(name.ref)
  if (reference === null)
    return fail(failure('blank-reference', 'The reference is blank. Give the booking reference or the reservation id.'))
  const found = findReservations(db, reference).filter(
    (one) => !name.channel || one.channel === channelName(name.channel),
  )
  if (found.length > 1) {
    return fail(
      failure(
        'ambiguous-reference',
        `${reference} exists on ${found.map((one) => one.channel).join(' and ')}. Name the channel.`,
      ),
    )
  }
  return found[0] === undefined
    ? fail(failure('reservation-unknown', `No reservation has the reference ${reference}.`))
    : ok(found[0])
}

/** Channels are kept in small letters without blanks, as they stand in the house file: `booking.com`, `airbnb`. */
export const channelName = (raw: string): string => raw.trim().toLowerCase()

export function findUnit(house: House, name: string): Result<Unit, Failure> {
  const wanted = name.trim().toLowerCase()
  const unit =
    house.units.find((one) => one.key.toLowerCase() === wanted) ??
    house.units.find((one) => one.name.toLowerCase() === wanted)
  return unit === undefined
    ? fail(failure('unit-unknown', `There is no unit ${name.trim() || '(blank)'} in this house.`))
    : ok(unit)
}

export const unitName = (house: House, id: UnitId): string => house.units.find((unit) => unit.id === id)?.name ?? id

/** Which stays of a reservation a command is about: named by unit, by id, or all. */
export type StayChoice = { readonly units?: readonly string[]; readonly stayIds?: readonly StayId[] }

/** The named stays; null where none was named. A unit names the live stay in it, else its last one. */
export function chooseStays(
  db: ReadableDb,
  house: House,
  reservation: Reservation,
  choice: StayChoice,
): Result<readonly Stay[] | null, Failure> {
  const all = staysOfReservation(db, reservation.id)
  if (choice.stayIds !== undefined) {
    const chosen = choice.stayIds.map((id) => all.find((stay) => stay.id === id))
    const whole = chosen.filter((stay) => stay !== undefined)
    if (whole.length !== chosen.length)
      return fail(
        failure('stay-unknown', 'That stay does not belong to this reservation any more. Look again and repeat.'),
      )
    return ok(whole)
  }
  if (choice.units === undefined || choice.units.length === 0) return ok(null)
  const chosen: Stay[] = []
  for (const name of choice.units) {
    const unit = findUnit(house, name)
    if (!unit.ok) return unit
    const here = all.filter((stay) => stay.unitId === unit.value.id)
    const stay = here.find(isLive) ?? here.at(-1)
    if (stay === undefined) return fail(failure('stay-unknown', `${unit.value.name} is not part of this reservation.`))
    if (!chosen.includes(stay)) chosen.push(stay)
  }
  return ok(chosen)
}

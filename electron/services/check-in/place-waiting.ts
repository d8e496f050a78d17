/** A double booking ends when the room is free: what a source brought over its nights takes its place. */
import { placedOverlaps, readReservation, staysOfUnit, updateStay } from '../../../db/queries/bookings.ts'
import { isLive, nightsOverlap, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Work } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'

/** Stays that got their unit, as they were and as they are. Undo goes through them first: then the unit is free again. */
export type Placed = { readonly before: readonly Stay[]; readonly after: readonly Stay[] }

/**
 * Gives the unit to who waits for it, with codes, once nights of it are free; whoever freed them, and from wherever:
 * nobody may be at the desk to do it. Who came first is first. What is over waits no more.
 *
 * @param freed - the stays that gave nights up, as they were before
 */
export function placeWaiting(work: Work, freed: readonly Stay[]): Placed {
  const today = dateOf(work.now, work.house.property.timeZone)
  const before = freed
    .filter((stay) => stay.placed)
    .flatMap((stay) => waitingFor(work, stay, today).filter((waiting) => place(work, waiting)))
  return { before, after: before.map((stay) => ({ ...stay, placed: true })) }
}

const waitingFor = (work: Work, freed: Stay, today: CalendarDate): readonly Stay[] =>
  staysOfUnit(work.db, freed.unitId)
    .filter(
      (stay) =>
        isLive(stay) &&
        !stay.placed &&
        stay.kind !== 'block-suspected' &&
        nightsOverlap(stay, freed) &&
        stay.departureDate > today &&
        // Codes that would open at once, where somebody has lived until now, are for a person to give.
        (freed.status !== 'in-house' || stay.arrivalDate >= today),
    )
    .sort((left, right) => left.createdAt - right.createdAt)

/** False where somebody else still has one of its nights. */
function place(work: Work, stay: Stay): boolean {
  if (placedOverlaps(work.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id).length > 0) return false
  updateStay(work.db, stay.id, { placed: true })
  audit(
    work,
    'stay.placed',
    { reservationId: stay.reservationId, stayId: stay.id },
    { unit: unitName(work.house, stay.unitId) },
  )
  const party = stay.reservationId === null ? null : readReservation(work.db, stay.reservationId)
  if (party === null) return true
  planCodes(work, party.id, { skipConflicts: true })
  followReservation(work, party.id)
  return true
}

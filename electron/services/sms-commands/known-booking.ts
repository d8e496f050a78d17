/** The booking that a reference names, its stays, and what speaks against touching it without a question. */
import { findReservations, type Reservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import type { Work } from '../desk/index.ts'
import { stayWords } from './stay-words.ts'
import { type Concern, refused, type Stop, type Texted } from './texted.ts'

export function knownBooking(work: Work, reference: BookingReference, place: number): Result<Reservation, Stop> {
  const found = findReservations(work.db, reference)
  const [only] = found
  if (only === undefined) return refused(place, `no booking has the reference ${reference}`)
  if (found.length > 1)
    return refused(place, `${reference} exists on ${found.map((one) => one.channel).join(' and ')}: do it at the desk`)
  return ok(only)
}

export const liveStays = (work: Work, { id }: Reservation): readonly Stay[] =>
  staysOfReservation(work.db, id).filter(isLive)

/** A code that a lock holds, or may hold or be given at this moment. */
const hasLiveCodes = (work: Work, { id }: Reservation): boolean =>
  codesOfReservation(work.db, id).some((code) => code.state !== 'removed' && code.state !== 'planned')

/** Guests who are there, and codes that open: nobody's access is touched by one text alone. */
export function accessConcerns(texted: Texted, party: Reservation, stays: readonly Stay[]): readonly Concern[] {
  const inHouse = stays.filter((stay) => stay.status === 'in-house')
  return [
    ...inHouse.map((stay) => ({ name: `in-house ${stay.id}`, words: `${stayWords(texted, stay)} is checked in.` })),
    ...(inHouse.length === 0 && hasLiveCodes(texted.work, party)
      ? [{ name: `codes ${party.id}`, words: `${party.reference} has live codes.` }]
      : []),
  ]
}

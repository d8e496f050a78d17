import type { ReadableDb } from '../../../db/open-database.ts'
import { readGuests, readReservations } from '../../../db/queries/bookings.ts'
import type { ReservationId } from '../../domain/ids.ts'

/** Whose code it is, as the desk says it: the guest's name, else "Guest of" and the reference. For screens only. */
export function partyNames(
  db: ReadableDb,
  ids: readonly (ReservationId | null)[],
): (id: ReservationId | null) => string {
  const reservations = readReservations(db, [...new Set(ids.flatMap((id) => id ?? []))])
  const guests = readGuests(
    db,
    reservations.flatMap((one) => one.guestId ?? []),
  )
  const names = new Map<string, string>()
  for (const one of reservations) {
    const name = one.guestId === null ? null : (guests.get(one.guestId)?.name ?? null)
    names.set(one.id, name ?? (one.reference === null ? 'Guest not named' : `Guest of ${one.reference}`))
  }
  return (id) => (id === null ? undefined : names.get(id)) ?? 'Guest not named'
}

/** Open items that a text may answer, and the stays each is about. */
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import type { Stay } from '../../domain/stay.ts'
import { type CauseKind, everyItem, type Item } from '../attention/index.ts'
import type { Desk } from '../desk/index.ts'
import type { Texted } from './texted.ts'

export type { Item } from '../attention/index.ts'

/** What asks for the reference of a stay, or for a yes to one. Others may name a stay too, but ask something else. */
export const answerable: ReadonlySet<CauseKind> = new Set(['mail-collision', 'mail-group', 'mail-missing'])

export const itemOf = ({ items }: Texted, id: string): Item | null => items.find((item) => item.id === id) ?? null

/** All stays that an item is about; of a group those that belong to it by a guess. */
export function staysOfItem({ work }: Texted, item: Item): readonly StayId[] {
  const named = [...item.stayIds, ...(item.stayId === null ? [] : [item.stayId])]
  if (named.length > 0 || item.reservationId === null) return [...new Set(named)]
  return staysOfReservation(work.db, item.reservationId).flatMap((stay) => (stay.provisional ? [stay.id] : []))
}

/** Items that ask for a stay's reference, and have this one among theirs. */
export const itemsAbout = (texted: Texted, stay: Stay): readonly Item[] =>
  texted.items.filter((item) => answerable.has(item.kind) && staysOfItem(texted, item).includes(stay.id))

/** The open item of one kind about a reservation, as things stand inside the present transaction. */
export const openItemOf = (desk: Desk, kind: CauseKind, id: ReservationId): Item | null =>
  everyItem(desk).find((item) => item.kind === kind && item.reservationId === id) ?? null

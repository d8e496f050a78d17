/** Stays and bookings as one text names them: short, in plain ASCII, without a guest's name and without a PIN. */
import { type Reservation, readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import type { Unit } from '../../../db/queries/house.ts'
import { dayWords } from '../../domain/day-words.ts'
import type { UnitId } from '../../domain/ids.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, nightsBetween } from '../../domain/time.ts'
import { type Item, openItemOf } from './alerts.ts'
import type { Texted } from './texted.ts'

const foldable = /[\u0300-\u036f]/gu
const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

/** Marks of letters are left out; what is still not ASCII cannot be said in one SMS. */
const plain = (text: string): string => text.normalize('NFD').replace(foldable, '').normalize('NFKC')

/** A unit whose name a plain text cannot hold goes by its number for texts, or its key. */
export function roomWords(unit: Unit): string {
  const name = plain(unit.name)
  if (isPlain(name)) return name
  const key = plain(unit.key)
  return `room ${unit.smsNumber ?? (isPlain(key) ? key : '')}`.trim()
}
export const roomOf = ({ work }: Pick<Texted, 'work'>, id: UnitId): string => {
  const unit = work.house.units.find((one) => one.id === id)
  return unit === undefined ? 'a room' : roomWords(unit)
}

/** Never anything but ASCII, whatever a source brought. */
export const asciiOf = (text: string): string => plain(text).replace(/[^\n\x20-\x7e]/gu, '?')

/** "10 Jun". */
export const dayOf = (date: CalendarDate): string => dayWords(date).split(' ').slice(1).join(' ')

/** "10-12 Jun", "30 Jun-2 Jul". */
function daysWords(stay: { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }): string {
  const [, day, month] = dayWords(stay.arrivalDate).split(' ')
  const [, toDay, toMonth] = dayWords(stay.departureDate).split(' ')
  return month === toMonth && stay.arrivalDate.slice(0, 4) === stay.departureDate.slice(0, 4)
    ? `${day}-${toDay} ${month}`
    : `${day} ${month}-${toDay} ${toMonth}`
}
export const stayWords = (texted: Pick<Texted, 'work'>, stay: Stay): string =>
  `${roomOf(texted, stay.unitId)}, ${daysWords(stay)}`

export const nightsWords = (count: number): string => (count === 1 ? '1 night' : `${count} nights`)
export const nightsOf = (stay: Stay): number => nightsBetween(stay.arrivalDate, stay.departureDate)

/** "1000000001: Room 1, 10-12 Jun. Room 2, 10-12 Jun. 1 guest, 3 doors. Contact missing, A14." */
export function partyWords(texted: Texted, id: Reservation['id']): string {
  const { work } = texted
  const reservation = readReservation(work.db, id)
  if (reservation === null) return ''
  const stays = staysOfReservation(work.db, id).filter((stay) => isLive(stay) && !stay.provisional)
  const placed = stays.filter((stay) => stay.placed)
  const doors = new Set(
    placed.flatMap((stay) => work.house.units.find((unit) => unit.id === stay.unitId)?.doorIds ?? []),
  )
  const guest = reservation.guestId === null ? null : readGuest(work.db, reservation.guestId)
  const parts = [
    ...stays.map((stay) => `${stayWords(texted, stay)}${stay.placed ? '' : ' (booked twice: no code yet)'}`),
    `1 guest, ${doors.size === 1 ? '1 door' : `${doors.size} doors`}`,
    ...(guest !== null && guest.phones.length === 0 && guest.email === null
      ? [missingContact(openItemOf(work.desk, 'missing-contact', id))]
      : []),
  ]
  return `${reservation.reference ?? 'Booking'}: ${parts.join('. ')}.`
}
const missingContact = (item: Item | null): string => `Contact missing${item === null ? '' : `, ${item.id}`}`

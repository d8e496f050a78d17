/** A house whose texts name the guest's page: where it is reached, and the links it made. */
import { readReservation, updateGuest } from '../../db/queries/bookings.ts'
import { guestLinksOf } from '../../db/queries/guest-pages.ts'
import { readHouse, writeSetting } from '../../db/queries/house.ts'
import { ok } from '../../electron/domain/result.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { closeLinks, openLink, tokenOf } from '../../electron/services/guest-links/index.ts'
import { guestPageSettings, writeGuestPageSettings } from '../../electron/services/house/index.ts'
import { A, type ModelDesk, room } from './houses.ts'
import { ann, idOf } from './telling-desk.ts'
import { book, dana, must } from './test-desk.ts'

export const base = 'https://desk.example.com'
export const two = [room(1), room(2)]
export const own = { kind: 'url', url: base }
export const reserved = { kind: 'ngrok', domain: 'desk.example.com' }
export const passing = { kind: 'ngrok', domain: null }

export const reachedBy = (house: ModelDesk, tunnel: object): ModelDesk => {
  house.desk.store.write((db) => writeSetting(db, 'tunnel', tunnel))
  return house
}
export const speak = (house: ModelDesk, language: string): void => {
  const guest = readReservation(house.desk.store.read, idOf(house, A))!.guestId!
  house.desk.store.write((db) => updateGuest(db, guest, { language }))
}
export const set = (house: ModelDesk, change: Partial<ReturnType<typeof guestPageSettings>>): void =>
  house.desk.store.write((db) => writeGuestPageSettings(db, { ...guestPageSettings(db), ...change }))
export const links = (house: ModelDesk) => guestLinksOf(house.desk.store.read, idOf(house, A))
export const tokens = (house: ModelDesk): readonly string[] => links(house).map((link) => tokenOf(house.desk, link))
export const opens = (house: ModelDesk, token: string): boolean =>
  openLink(house.desk, house.desk.store.read, readHouse(house.desk.store.read)!, house.desk.clock.now(), token) !== null

export function closeAll(house: ModelDesk): void {
  must(transact(house.desk, dana, (work) => ok(closeLinks(work, readReservation(work.db, idOf(house, A))!))))
}

export const booked = (house: ModelDesk): ModelDesk => {
  book(house.desk, A, two, ann)
  return house
}

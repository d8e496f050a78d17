/** Houses whose guests have pages: a desk, its locks, and phones that reach it over HTTP. */

import { findReservations } from '../../db/queries/bookings.ts'
import { codesOfReservation } from '../../db/queries/codes.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { PageModel, RoomPage } from '../../electron/services/guest-pages/page-model.ts'
import {
  type GuestPageSettings,
  guestPageSettings,
  writeGuestPageSettings,
} from '../../electron/services/house/index.ts'
import { type FormFields, type GuestHouse, type GuestPhone, type Shown, serveGuests } from './guest-phone.ts'
import { houses } from './houses.ts'
import type { SeamDesk, TestDesk, TestDeskOptions } from './test-desk.ts'

export type Served<House extends TestDesk = TestDesk> = House & { readonly guests: GuestHouse }

/** Ways to open a house with guest pages in a test file; every one is closed after its test. */
export function guestHouses() {
  const { openTraining, openSeam, keep } = houses()
  const served = async <House extends TestDesk>(house: House, asShipped = false): Promise<Served<House>> => {
    const guests = await serveGuests(house, { asShipped })
    keep(guests)
    return { ...house, guests }
  }
  return {
    served,
    open: async (options: TestDeskOptions = {}): Promise<Served> => served(openTraining(options)),
    openSeam: async (options: TestDeskOptions = {}): Promise<Served<SeamDesk>> => served(await openSeam(options)),
  }
}

export const setPages = ({ desk }: Pick<TestDesk, 'desk'>, given: Partial<GuestPageSettings>): void =>
  desk.store.write((db) => writeGuestPageSettings(db, { ...guestPageSettings(desk.store.read), ...given }))

/** Consents, and says whatever else is given. */
export const checkIn = (phone: GuestPhone, page: Pick<Shown, 'path'>, more: FormFields = {}): Promise<Shown> =>
  phone.send(page.path, { do: 'check-in', consent: 'yes', ...more })

/** The page of one kind, or the test fails with the one that came instead. */
export function pageOf<Is extends PageModel['is']>({ status, model }: Shown, is: Is): Extract<PageModel, { is: Is }> {
  if (model?.is !== is) throw new Error(`expected the page ${is}, got ${model?.is ?? `status ${status}`}`)
  return model as Extract<PageModel, { is: Is }>
}
export const roomOf = (shown: Shown): RoomPage => pageOf(shown, 'room').room
/** `Front door works`, one a door. */
export const doorsOf = (shown: Shown): readonly string[] =>
  roomOf(shown).doors.map((door) => `${door.name} ${door.state}`)
export const doorId = (shown: Shown, name: string): string =>
  roomOf(shown).doors.find((door) => door.name === name)!.doorId

/** What stands on a page without its tags, styles and scripts, blanks left out: digits stand together. */
export const textOf = ({ html }: Shown): string =>
  html
    .replace(/<(style|script)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, '')

export const reservationIds = ({ desk }: Pick<TestDesk, 'desk'>, reference: string): readonly ReservationId[] =>
  findReservations(desk.store.read, reference as BookingReference).map((one) => one.id)
/** All digits the party ever had, in clear. */
export const everyPin = (house: Pick<TestDesk, 'desk'>, reference: string): readonly string[] =>
  reservationIds(house, reference).flatMap((id) =>
    codesOfReservation(house.desk.store.read, id).map((code) => house.desk.store.vault.open('pin', code.pinSealed)),
  )
/** How often the trail has this. */
export const audited = ({ desk }: Pick<TestDesk, 'desk'>, action: string): number =>
  desk.store.sqlite.prepare('select count(*) from audit_entries where action = ?').pluck().get(action) as number
export const rowsIn = ({ desk }: Pick<TestDesk, 'desk'>, table: string): number =>
  desk.store.sqlite.prepare(`select count(*) from ${table}`).pluck().get() as number

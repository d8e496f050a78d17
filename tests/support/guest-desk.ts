/** A house whose guests check in on their phones, seen from the desk. */
import { writeSetting } from '../../db/queries/house.ts'
import type { GuestPageView, NeedView, TodayRow } from '../../electron/contract/views.ts'
import { guestPageView, sheetView, todayView } from '../../electron/services/views/index.ts'
import { picture } from './fixture-picture.ts'
import { guestHouses, type Served, setPages } from './guest-house.ts'
import type { FormFields, GuestPhone, Shown } from './guest-phone.ts'
import { A } from './houses.ts'
import { idOf } from './telling-desk.ts'
import { must } from './test-desk.ts'

export const publicBase = 'https://desk.example.com'
/** The stay of `room(1)`: what somebody shows who knows the confirmation. */
export const itsDates = { arrival: '2026-06-10', departure: '2026-06-12' } as const

/** A PNG that no other one equals. */
export const photoOf = (number: number): Blob =>
  new Blob([new Uint8Array(Buffer.from(picture, 'base64')), new Uint8Array([number])])

export type GuestDesk = Served & {
  readonly phone: GuestPhone
  /** Enters by the dates and sends the form; answers the page that came of it, whose path is the phone's own page. */
  readonly checkInByDates: (written?: FormFields) => Promise<Shown>
  /** Enters by the last name Smith and checks in; answers the phone's own page. */
  readonly checkInByName: (written?: FormFields) => Promise<Shown>
  readonly page: (ref?: string) => GuestPageView
  readonly needs: (kind: string) => readonly NeedView[]
  readonly row: (ref?: string) => TodayRow | undefined
  /** Newest first, as the panel shows it. */
  readonly history: (ref?: string) => readonly string[]
}

/** Opens such houses in a test file; every one is closed after its test. */
export function guestDesks() {
  const { open } = guestHouses()
  return async (): Promise<GuestDesk> => {
    const house = await open()
    house.desk.store.write((db) => writeSetting(db, 'tunnel', { kind: 'url', url: publicBase }))
    setPages(house, { asksPhoto: true })
    const phone = house.guests.phone()
    const today = () => must(todayView(house.desk))
    return {
      ...house,
      phone,
      async checkInByDates(written = {}) {
        const entered = await phone.enter(A, itsDates)
        const form = { do: 'check-in', name: 'Ann Smith', phone: '+12025550117', consent: 'yes' }
        return phone.send(entered.path, { ...form, ...written })
      },
      async checkInByName(written = {}) {
        const entered = await phone.enter(A, { who: 'Smith' })
        return phone.send(entered.path, { do: 'check-in', consent: 'yes', ...written })
      },
      page: (ref = A) => must(guestPageView(house.desk, idOf(house, ref))),
      needs: (kind) => today().needs.filter((need) => need.kind === kind),
      row: (ref = A) => today().arrivals.find((row) => row.reference === ref),
      history: (ref = A) =>
        must(sheetView(house.desk, { reservationId: idOf(house, ref) })).history.map((entry) => entry.text),
    }
  }
}

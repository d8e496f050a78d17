/** The ways to a party's page that the desk hands out and closes, and the page as its guest sees it. */
import { describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { hours } from '../../electron/domain/time.ts'
import { cancel } from '../../electron/services/check-in/index.ts'
import {
  closePartyLinks,
  makeDeskLink,
  previewPage,
  saveGuestPages,
} from '../../electron/services/guest-pages/index.ts'
import { wifiPassword } from '../../electron/services/house/index.ts'
import { guestPagesView } from '../../electron/services/views/index.ts'
import { type GuestDesk, guestDesks, publicBase } from '../support/guest-desk.ts'
import { A, room } from '../support/houses.ts'
import { idOf } from '../support/telling-desk.ts'
import { book, codeOf, dana, dumpTables, must, pinsByDoor } from '../support/test-desk.ts'

const open = guestDesks()
async function booked(): Promise<GuestDesk> {
  const house = await open()
  book(house.desk, A, [room(1)], { name: 'Ann Smith', phone: '+12025550117' })
  return house
}
const link = (house: GuestDesk) => makeDeskLink(house.desk, dana, idOf(house, A))
const pathOf = (address: string): string => {
  expect(address.startsWith(`${publicBase}/g/`)).toBe(true)
  return address.slice(publicBase.length)
}

describe('a link from the desk', () => {
  it('opens on the phone that goes on from it, once, and asks nothing more', async () => {
    const house = await booked()
    const path = pathOf(must(link(house)).address)
    expect(house.page()).toMatchObject({ state: 'handed-over', openLinks: 1 })
    const page = await house.phone.send(path, { do: 'continue' })
    expect(page.status).toBe(200)
    expect(page.path).not.toBe(path)
    expect(house.page()).toMatchObject({ state: 'opened', openLinks: 1 })
    // A second click soon after it leads to the same page.
    house.advance(hours(1))
    expect((await house.phone.open(path)).status).toBe(404)
  })

  it('is refused where it would lead nowhere, and nothing is written', async () => {
    const house = await booked()
    const refused = (): string => {
      const before = dumpTables(house.desk)
      const code = codeOf(link(house))
      expect(dumpTables(house.desk)).toEqual(before)
      expect(house.page().noLink?.code).toBe(code)
      return code
    }
    house.desk.store.write((db) =>
      writeSetting(db, 'tunnel', { kind: 'ngrok', authtokenEnv: null, domain: null, url: null }),
    )
    expect(refused()).toBe('no-public-address')
    must(saveGuestPages(house.desk, dana, { on: false }))
    expect(refused()).toBe('guest-pages-off')
    must(saveGuestPages(house.desk, dana, { on: true }))
    must(cancel(house.desk, dana, { ref: A }))
    expect(refused()).toBe('not-expected')
  })

  it('stops at once, on every phone, when the desk closes all of them', async () => {
    const house = await booked()
    const unused = pathOf(must(link(house)).address)
    const { path } = await house.phone.enter(A, { who: 'Smith' })
    expect(must(closePartyLinks(house.desk, dana, idOf(house, A)))).toEqual({ closed: 2 })
    for (const one of [unused, path]) expect((await house.phone.open(one)).status).toBe(404)
    expect(house.page().openLinks).toBe(0)
    expect(must(closePartyLinks(house.desk, dana, idOf(house, A)))).toEqual({ closed: 0 })
    expect(house.history().filter((line) => line.startsWith('Links to the guest page closed'))).toHaveLength(1)
  })
})

describe('the page as the guest sees it', () => {
  it('shows the desk no digits and no Wi-Fi password, and leaves no trace', async () => {
    const house = await booked()
    must(saveGuestPages(house.desk, dana, { wifiName: 'Harbour guests', wifiPassword: 'invented-secret' }))
    const { path } = await house.phone.enter(A, { who: 'Smith' })
    const shown = await house.phone.send(path, { do: 'check-in', consent: 'yes' })
    const digits = Object.values(pinsByDoor(house.desk, A))
    // What the guest is shown and the desk is not.
    expect(digits.some((pin) => shown.html.replace(/\D/g, '').includes(pin))).toBe(true)
    const before = dumpTables(house.desk)
    const html = must(previewPage(house.desk, idOf(house, A)))
    expect(dumpTables(house.desk)).toEqual(before)
    expect(html).toContain('Test House')
    expect(html).toContain('Harbour guests')
    expect(html).not.toContain('invented-secret')
    for (const pin of digits) expect(html.replace(/\D/g, '')).not.toContain(pin)
  })
})

describe('the settings of the guest pages', () => {
  it('are saved whole: the phone as a number, blanks as nothing, the password sealed', async () => {
    const house = await open()
    must(
      saveGuestPages(house.desk, dana, {
        deskPhone: '020 7946 0958',
        wifiName: ' Harbour guests ',
        wifiPassword: 'invented-secret',
        pinsAheadHours: 6,
        notes: ' Quiet from 22:00. ',
      }),
    )
    expect(must(guestPagesView(house.desk))).toMatchObject({
      deskPhone: '+44 20 7946 0958',
      wifiName: 'Harbour guests',
      hasWifiPassword: true,
      pinsAheadHours: 6,
      notes: 'Quiet from 22:00.',
      address: `${publicBase}/g`,
      noLinks: null,
    })
    expect(JSON.stringify(dumpTables(house.desk))).not.toContain('invented-secret')
    must(saveGuestPages(house.desk, dana, { unlock: false }))
    expect(wifiPassword(house.desk)).toBe('invented-secret')
    must(saveGuestPages(house.desk, dana, { wifiName: '', deskPhone: '' }))
    expect(must(guestPagesView(house.desk))).toMatchObject({ wifiName: null, hasWifiPassword: false, deskPhone: null })
    expect(wifiPassword(house.desk)).toBeNull()
  })

  it.each([
    [{ deskPhone: 'ask Dana' }, 'phone-invalid'],
    [{ deskPhone: '555 01' }, 'phone-needs-country'],
    [{ pinsAheadHours: 73 }, 'bad-input'],
    [{ photoDays: -1 }, 'bad-input'],
  ])('refuse %j and keep what was there', async (given, code) => {
    const house = await open()
    const before = dumpTables(house.desk)
    expect(codeOf(saveGuestPages(house.desk, dana, { unlock: false, ...given }))).toBe(code)
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('say why no link is made where the address is another at every start', async () => {
    const house = await open()
    house.desk.store.write((db) =>
      writeSetting(db, 'tunnel', { kind: 'ngrok', authtokenEnv: null, domain: null, url: null }),
    )
    const view = must(guestPagesView(house.desk))
    expect(view.address).toBeNull()
    expect(view.noLinks).toMatch(/another address at every start/)
  })
})

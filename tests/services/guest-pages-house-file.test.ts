/** What the house file says of the guest pages: absent leaves them as they are; a password stands there by name only. */
import { describe, expect, it } from 'vitest'
import {
  guestPageSettings,
  houseFileSchema,
  noteWifiPassword,
  setUpHouse,
  wifiPassword,
  writeWifiPassword,
} from '../../electron/services/house/index.ts'
import { houses } from '../support/houses.ts'
import { codeOf, dana, dumpTables, houseFile, must, type TestDesk } from '../support/test-desk.ts'

const { openTraining } = houses()
const set = ({ desk }: TestDesk, guestPages?: unknown) =>
  setUpHouse(desk, dana, houseFileSchema.parse({ ...houseFile({}), guestPages }), { keepOtherFeeds: false })
const start = ({ desk }: TestDesk, environment: Record<string, string>): void =>
  desk.store.write((db) => noteWifiPassword(desk, db, environment))
const whole = {
  ...{ on: true, trustsReference: true, pinsAheadHours: 24, unlock: false, asksPhoto: true, photoDays: 30 },
  ...{ wifiName: 'Harbour House', notes: 'Breakfast from 7:30.', linkInTexts: false },
}

describe('the house file of the guest pages', () => {
  it('sets all of it, the phone of the desk in full; a file that says nothing changes nothing', () => {
    const house = openTraining()
    const usual = guestPageSettings(house.desk.store.read)
    must(set(house, { ...whole, deskPhone: '020 7946 0158', wifiPasswordEnv: 'GUEST_WIFI' }))
    const kept = { ...whole, deskPhone: '+442079460158' }
    expect(guestPageSettings(house.desk.store.read)).toEqual(kept)
    must(set(house))
    expect(guestPageSettings(house.desk.store.read)).toEqual(kept)
    must(set(house, {}))
    expect(guestPageSettings(house.desk.store.read)).toEqual(usual)
  })

  it('is refused whole where the phone of the desk is none', () => {
    const house = openTraining()
    const before = dumpTables(house.desk)
    expect(codeOf(set(house, { ...whole, deskPhone: 'reception' }))).toBe('phone-invalid')
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('is refused by name where a figure is out of its range', () => {
    const issues = (guestPages: unknown) =>
      houseFileSchema.safeParse({ ...houseFile({}), guestPages }).error?.issues.map((issue) => issue.path.join('.'))
    expect(issues({ pinsAheadHours: 73 })).toEqual(['guestPages.pinsAheadHours'])
    expect(issues({ photoDays: -1 })).toEqual(['guestPages.photoDays'])
    expect(issues({ pinsAheadHours: 72, photoDays: 365 })).toBe(undefined)
  })

  it('takes the password from the variable it names, sealed, and one typed at the desk goes before it', () => {
    const house = openTraining()
    must(set(house, { ...whole, wifiPasswordEnv: 'GUEST_WIFI' }))
    expect(wifiPassword(house.desk)).toBe(null)
    start(house, { GUEST_WIFI: 'lantern-one' })
    expect(wifiPassword(house.desk)).toBe('lantern-one')
    // A process that does not have the variable takes nothing away.
    start(house, {})
    expect(wifiPassword(house.desk)).toBe('lantern-one')
    start(house, { GUEST_WIFI: 'lantern-two' })
    expect(wifiPassword(house.desk)).toBe('lantern-two')
    house.desk.store.write((db) => writeWifiPassword(house.desk, db, 'typed-here'))
    start(house, { GUEST_WIFI: 'lantern-two' })
    expect(wifiPassword(house.desk)).toBe('typed-here')
    expect(JSON.stringify(dumpTables(house.desk))).not.toMatch(/lantern|typed-here/)
  })

  it('another variable, or none, forgets what the former one held', () => {
    const house = openTraining()
    must(set(house, { ...whole, wifiPasswordEnv: 'GUEST_WIFI' }))
    start(house, { GUEST_WIFI: 'lantern-one' })
    must(set(house, { ...whole, wifiPasswordEnv: 'GUEST_WIFI' }))
    expect(wifiPassword(house.desk)).toBe('lantern-one')
    must(set(house, whole))
    start(house, { GUEST_WIFI: 'lantern-one' })
    expect(wifiPassword(house.desk)).toBe(null)
  })
})

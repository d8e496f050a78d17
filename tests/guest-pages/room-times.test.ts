import { describe, expect, it } from 'vitest'
import { arrive, cancel, extend, move, undo } from '../../electron/services/check-in/index.ts'
import { giveSpare, keepSpares, reissue } from '../../electron/services/fallback/index.ts'
import { checkIn, doorsOf, everyPin, guestHouses, roomOf, type Served, setPages } from '../support/guest-house.ts'
import { A, B, room } from '../support/houses.ts'
import { book, dana, must, pinsByDoor, type StayWords, type TestDeskOptions } from '../support/test-desk.ts'

const { open } = guestHouses()
const keller = { name: 'Marta Keller', phone: '+447700900111' }

/** A party on its page, its codes on the locks. */
async function party(stays: readonly StayWords[], options: TestDeskOptions = {}) {
  const house = await open(options)
  book(house.desk, A, stays, keller)
  const phone = house.guests.phone()
  const { path } = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
  await house.settleFully()
  const shown = async (now: string) => {
    house.setNow(now)
    const page = await phone.open(path)
    return page.status === 200 ? roomOf(page) : null
  }
  return { house, phone, path, shown }
}
const units = (house: Served, path: string) =>
  house.guests
    .phone()
    .open(path)
    .then((page) => roomOf(page).units.map((unit) => unit.name))

describe('PINs are shown from the moment that the door opens to the moment that it shuts', () => {
  it.each([
    [
      'Europe/London',
      'the spring night',
      ['R1', '2026-03-28', '2026-03-29'],
      '2026-03-28T14:00:00Z',
      '2026-03-29T10:00:00Z',
    ],
    [
      'America/New_York',
      'the autumn night',
      ['R1', '2026-10-31', '2026-11-01'],
      '2026-10-31T18:00:00Z',
      '2026-11-01T16:00:00Z',
    ],
    [
      'Australia/Sydney',
      'a night that begins in yesterday’s UTC',
      ['R1', '2026-04-04', '2026-04-05'],
      '2026-04-04T03:00:00Z',
      '2026-04-05T01:00:00Z',
    ],
  ] as const)('in %s over %s', async (timeZone, _night, stay, from, until) => {
    const { shown } = await party([stay], { now: '2026-02-01T12:00:00Z', property: { timeZone, country: 'GB' } })
    const justBefore = (iso: string): string => new Date(Date.parse(iso) - 1_000).toISOString()
    expect((await shown(justBefore(from)))?.pins).toEqual([])
    expect((await shown(from))?.pins).toHaveLength(1)
    expect((await shown(justBefore(until)))?.pins).toHaveLength(1)
    expect(await shown(until)).toBe(null)
  })

  it('in a gap between two stays no PIN is shown, and the next one says from when', async () => {
    const { shown } = await party([
      ['R1', '2026-06-10', '2026-06-11'],
      ['R1', '2026-06-14', '2026-06-15'],
    ])
    expect((await shown('2026-06-10T13:30:00Z'))?.pins).toHaveLength(1)
    const gap = await shown('2026-06-12T12:00:00Z')
    expect([gap?.pins, gap?.pinsFrom]).toEqual([[], Date.parse('2026-06-14T13:00:00Z')])
    expect(gap?.doors.some((door) => door.unlocks || door.state === 'works')).toBe(false)
    expect((await shown('2026-06-14T13:00:00Z'))?.pins).toHaveLength(1)
  })

  it('so many hours ahead as the house says, and Wi-Fi no sooner', async () => {
    const { house, shown } = await party([room(1)], { now: '2026-06-08T12:00:00Z' })
    setPages(house, { pinsAheadHours: 24, wifiName: 'Harbour Guests' })
    const early = await shown('2026-06-09T12:59:59Z')
    expect([early?.pins, early?.wifi]).toEqual([[], null])
    const near = await shown('2026-06-09T13:00:00Z')
    expect([near?.pins.length, near?.wifi?.name]).toEqual([1, 'Harbour Guests'])
    expect(near?.doors.some((door) => door.unlocks)).toBe(false)
  })
})

describe('the page follows what the desk does', () => {
  it('a move: the new room, and no digit of the old one', async () => {
    const { house, phone, path } = await party([room(1)])
    must(move(house.desk, dana, { ref: A, fromUnit: 'R1', toUnit: 'R2' }))
    await house.settleFully()
    expect(doorsOf(await phone.open(path))).toEqual(['Front door works', 'Room 2 works'])
    must(undo(house.desk, dana, {}))
    await house.settleFully()
    expect(doorsOf(await phone.open(path))).toEqual(['Front door works', 'Room 1 works'])
  })

  it('other digits are on the page at once, and said to be on their way', async () => {
    const { house, phone, path } = await party([room(1)])
    const [old] = everyPin(house, A)
    must(reissue(house.desk, dana, { ref: A }))
    const shown = await phone.open(path)
    expect(doorsOf(shown)).toEqual(['Front door soon', 'Room 1 soon'])
    expect(roomOf(shown).pins.map((one) => one.pin)).toEqual([pinsByDoor(house.desk, A).front])
    expect(shown.html).not.toContain(old)
  })

  it('a spare that the desk handed over stands at its door while the party’s own digits are not on it', async () => {
    const house = await open()
    keepSpares(house.desk, dana, 'd1', 1)
    await house.settleFully()
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [room(1)], keller)
    await house.settleFully()
    const phone = house.guests.phone()
    const before = await checkIn(phone, await phone.enter(A, { who: 'Keller' }))
    expect(doorsOf(before)).toEqual(['Front door works', 'Room 1 desk'])
    must(giveSpare(house.desk, dana, { ref: A, door: 'd1' }))
    const shown = await phone.open(before.path)
    expect(doorsOf(shown)).toEqual(['Front door works', 'Room 1 works'])
    expect(roomOf(shown).pins.map((pin) => pin.doors)).toEqual([['Front door'], ['Room 1']])
  })

  it('one room cancelled, marked as not arrived, or taken back', async () => {
    const { house, path } = await party([room(1), room(2), room(3)])
    must(cancel(house.desk, dana, { ref: A, units: ['R2'] }))
    expect(await units(house, path)).toEqual(['Room 1', 'Room 3'])
    must(undo(house.desk, dana, {}))
    expect(await units(house, path)).toEqual(['Room 1', 'Room 2', 'Room 3'])
    house.desk.store.sqlite
      .prepare("update stays set status = 'no-show' where unit_id = (select id from units where key = 'R3')")
      .run()
    expect(await units(house, path)).toEqual(['Room 1', 'Room 2'])
  })

  it('other days and an early handing over', async () => {
    const { house, shown } = await party([room(1)], { now: '2026-06-10T08:00:00Z' })
    expect((await shown('2026-06-10T09:00:00Z'))?.pins).toEqual([])
    must(arrive(house.desk, dana, { ref: A }))
    expect((await shown('2026-06-10T09:00:30Z'))?.pins).toHaveLength(1)
    must(extend(house.desk, dana, { ref: A, untilDate: '2026-06-11', shorten: true }))
    expect((await shown('2026-06-11T09:59:59Z'))?.pins).toHaveLength(1)
    expect(await shown('2026-06-11T10:00:00Z')).toBe(null)
  })

  it('a stay that is theirs by a guess, or has lost its room to another, is on no page', async () => {
    const { house, path, phone } = await party([room(1), room(2)])
    const { sqlite } = house.desk.store
    sqlite.prepare("update stays set provisional = 1 where unit_id = (select id from units where key = 'R2')").run()
    expect(await units(house, path)).toEqual(['Room 1'])
    expect(doorsOf(await phone.open(path))).toEqual(['Front door works', 'Room 1 works'])
    sqlite
      .prepare("update stays set provisional = 0, placed = 0 where unit_id = (select id from units where key = 'R2')")
      .run()
    expect(await units(house, path)).toEqual(['Room 1'])
    const other = house.guests.phone()
    book(house.desk, B, [room(3)], { name: 'Ben Okafor' })
    sqlite.prepare("update stays set provisional = 1 where unit_id = (select id from units where key = 'R3')").run()
    expect((await other.enter(B, { who: 'Okafor' })).status).toBe(403)
  })
})

import { describe, expect, it } from 'vitest'
import { waitingGuestCheckIns } from '../../db/queries/guest-pages.ts'
import { cancel } from '../../electron/services/check-in/index.ts'
import { approveGuestCheckIn, refuseGuestCheckIn, tidyGuestPages } from '../../electron/services/guest-pages/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import {
  checkIn,
  everyPin,
  guestHouses,
  pageOf,
  roomOf,
  rowsIn,
  type Served,
  setPages,
  textOf,
} from '../support/guest-house.ts'
import { A, room } from '../support/houses.ts'
import { book, codeOf, dana, must } from '../support/test-desk.ts'

const { open } = guestHouses()
const dates = { arrival: '2026-06-10', departure: '2026-06-12' }
const written = { name: 'Marta Keller', phone: '+447700900111', email: 'marta@example.org' }
const guestOf = (house: Served) => must(showReservation(house.desk, { ref: A })).guest

/** A stranger who knows reference and dates of a nameless party, and has checked in by them. */
async function waiting() {
  const house = await open()
  book(house.desk, A, [room(1)])
  await house.settleFully()
  const phone = house.guests.phone()
  const { path } = await checkIn(phone, await phone.enter(A, dates), written)
  const [asked] = waitingGuestCheckIns(house.desk.store.read)
  return { house, phone, path, id: asked!.id }
}

/** How many forms stand in the store, sealed. */
const formsKept = ({ desk }: Pick<Served, 'desk'>): unknown =>
  desk.store.sqlite.prepare('select count(*) from guest_check_ins where form_sealed is not null').pluck().get()

describe('a check-in by the dates alone', () => {
  it('shows no PIN and opens no door before a person at the desk has said yes, and all of it after', async () => {
    const { house, phone, path, id } = await waiting()
    const [pin] = everyPin(house, A)
    const before = await phone.open(path)
    expect(before.model?.is).toBe('waiting')
    expect(before.html).not.toContain(pin)
    for (const [what, more] of [
      ['unlock', {}],
      ['unlock-now', {}],
      ['write', { text: 'Open up' }],
      ['comes-at', { 'comes-at': '22:00' }],
    ] as const) {
      const door = house.desk.store.sqlite.prepare("select id from doors where key = 'd1'").pluck().get() as string
      expect((await phone.send(path, { do: what, door, ...more })).model?.is).toBe('waiting')
    }
    expect(rowsIn(house, 'messages')).toBe(0)
    must(approveGuestCheckIn(house.desk, dana, id))
    const after = await phone.open(path)
    expect(roomOf(after).pins.map((one) => one.pin)).toEqual([pin])
    expect(textOf(after)).toContain(pin)
    expect(guestOf(house)).toMatchObject({ name: written.name, phones: [written.phone], email: written.email })
  })

  it('turned away leaves nothing of what was written, and its page is shut', async () => {
    const { house, phone, path, id } = await waiting()
    must(refuseGuestCheckIn(house.desk, dana, id))
    expect((await phone.open(path)).status).toBe(404)
    expect((await checkIn(phone, { path }, written)).status).toBe(404)
    expect(guestOf(house)?.name ?? null).toBe(null)
    expect(formsKept(house)).toBe(0)
    expect(codeOf(approveGuestCheckIn(house.desk, dana, id))).toBe('not-waiting')
  })

  it('shows everything at once where the house trusts the reference', async () => {
    const house = await open()
    setPages(house, { trustsReference: true })
    book(house.desk, A, [room(1)])
    const phone = house.guests.phone()
    expect(roomOf(await checkIn(phone, await phone.enter(A, dates), written)).pins).toHaveLength(1)
  })

  it('is not let in by another guest’s check-in of the same party', async () => {
    const { house, phone, path } = await waiting()
    const { desk } = house
    must(approveGuestCheckIn(desk, dana, waitingGuestCheckIns(desk.store.read)[0]!.id))
    const second = house.guests.phone('198.51.100.9')
    expect((await second.enter(A, dates)).status).toBe(403)
    expect((await phone.open(path)).model?.is).toBe('room')
  })

  it('by many strangers shuts nobody’s page but theirs', async () => {
    const { house, phone, path, id } = await waiting()
    must(approveGuestCheckIn(house.desk, dana, id))
    house.desk.store.sqlite.exec('update guests set name = null; delete from guest_phones')
    for (let hour = 0; hour < 2; hour++) {
      for (let stranger = 0; stranger < 15; stranger++)
        await house.guests.phone(`203.0.113.${stranger}`).enter(A, dates)
      house.advance(61 * 60_000)
    }
    expect((await phone.open(path)).model?.is).toBe('room')
  })

  it('that nobody decided is forgotten a week after its booking has ended, and not while that may be taken back', async () => {
    const { house, phone, path } = await waiting()
    must(cancel(house.desk, dana, { ref: A }))
    tidyGuestPages(house.desk)
    expect(waitingGuestCheckIns(house.desk.store.read)).toHaveLength(1)
    house.advance(7 * 24 * 3_600_000)
    tidyGuestPages(house.desk)
    expect(waitingGuestCheckIns(house.desk.store.read)).toEqual([])
    expect(formsKept(house)).toBe(0)
    expect((await phone.open(path)).status).toBe(404)
  })

  it('that the phone of the staff stands in is refused to the guest, and kept without it where the desk says yes', async () => {
    const house = await open()
    book(house.desk, A, [room(1)])
    const phone = house.guests.phone()
    const shown = await checkIn(phone, await phone.enter(A, dates), { ...written, phone: '+12025550199' })
    expect(pageOf(shown, 'waiting')).toBeTruthy()
    must(approveGuestCheckIn(house.desk, dana, waitingGuestCheckIns(house.desk.store.read)[0]!.id))
    expect(guestOf(house)).toMatchObject({ name: written.name, phones: [] })
  })
})

describe('tries to get in', () => {
  it('are forgotten after a day, by the worker’s own upkeep', async () => {
    const house = await open()
    await house.guests.phone().enter('9999999999', { who: 'Keller' })
    house.advance(23 * 3_600_000)
    tidyGuestPages(house.desk)
    expect(rowsIn(house, 'guest_tries')).toBe(1)
    house.advance(3_600_000)
    house.worker.start()
    await expect.poll(() => rowsIn(house, 'guest_tries')).toBe(0)
    await house.worker.stop()
  })
})

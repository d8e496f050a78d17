import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SimulatorProvider, simulatorProvider } from '../../electron/adapters/simulator/simulator-provider.ts'
import type { UnlockOutcome } from '../../electron/domain/lock.ts'
import { arrive, cancel, setTimes } from '../../electron/services/check-in/index.ts'
import { checkIn, doorId, doorsOf, guestHouses, roomOf, type Served, setPages } from '../support/guest-house.ts'
import { A, houses, room } from '../support/houses.ts'
import { book, dana, must, type TestDesk, type TestDeskOptions } from '../support/test-desk.ts'

const { served } = guestHouses()
const { openTraining, keep } = houses()
const keller = { name: 'Marta Keller', phone: '+447700900111' }

type Locks = { asked: string[]; answer: () => Promise<UnlockOutcome> }

/** Training locks whose answer to an unlocking is the test's. */
async function openLocks(options: TestDeskOptions = {}): Promise<Served & { readonly locked: Locks }> {
  const locked: Locks = { asked: [], answer: async () => ({ state: 'opened' }) }
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  keep({ close: () => rmSync(folder, { recursive: true }) })
  const house: TestDesk = openTraining({
    rooms: 2,
    ...options,
    lockProvider(clock) {
      const training: SimulatorProvider = simulatorProvider({ file: join(folder, 'locks.json'), clock, latencyMs: 500 })
      return {
        ...training,
        unlock: ({ deviceId }) => {
          locked.asked.push(deviceId)
          return locked.answer()
        },
      }
    },
  })
  return { ...(await served(house)), locked }
}

async function onTheRoomPage(house: Served, who = 'Keller') {
  await house.settleFully()
  const phone = house.guests.phone()
  const page = await checkIn(phone, await phone.enter(A, { who }))
  const open = (name: string) => phone.send(page.path, { do: 'unlock-now', door: doorId(page, name) })
  return { phone, page, open }
}

describe('opening a door from the page', () => {
  it('is done from the first moment of the stay’s time to its last, and not a moment before or after', async () => {
    const house = await openLocks({ now: '2026-06-10T11:00:00Z' })
    book(house.desk, A, [room(1)], keller)
    const { open } = await onTheRoomPage(house)
    const at = async (now: string) => {
      house.setNow(now)
      return roomOf(await open('Room 1')).said?.is
    }
    expect(await at('2026-06-10T12:59:59Z')).toBe('not-now')
    expect(house.locked.asked).toEqual([])
    expect(await at('2026-06-10T13:00:00Z')).toBe('opened')
    expect(await at('2026-06-12T09:59:59Z')).toBe('opened')
    house.setNow('2026-06-12T10:00:00Z')
    expect((await open('Room 1')).status).toBe(404)
    expect(house.locked.asked).toHaveLength(2)
  })

  it('needs no luck with somebody else’s door: a door that is not theirs is not opened', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    const { phone, page } = await onTheRoomPage(house)
    const foreign = house.desk.store.sqlite.prepare("select id from doors where key = 'd2'").pluck().get() as string
    for (const door of [foreign, '', 'd1', 'Room 1']) await phone.send(page.path, { do: 'unlock-now', door })
    expect(house.locked.asked).toEqual([])
  })

  it('clicked twice opens once', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    const { open } = await onTheRoomPage(house)
    let release = (): void => {}
    house.locked.answer = () => new Promise((resolve) => (release = () => resolve({ state: 'opened' })))
    const both = [open('Room 1'), open('Room 1')]
    await expect.poll(() => house.locked.asked.length).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    release()
    const [first, second] = await Promise.all(both)
    expect([roomOf(first!).said, roomOf(second!).said]).toContainEqual({ is: 'opened', door: 'Room 1' })
    expect(house.locked.asked).toEqual(['room1'])
  })

  it('is not done for a booking that was cancelled while the order waited behind a slow lock', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    const { phone, page, open } = await onTheRoomPage(house)
    let release = (): void => {}
    const busy = new Promise<void>((resolve) => (release = resolve))
    const holding = house.worker.atDoor(doorId(page, 'Room 1') as never, () => busy)
    const opening = open('Room 1')
    await new Promise((resolve) => setTimeout(resolve, 50))
    must(cancel(house.desk, dana, { ref: A }))
    release()
    await holding
    expect((await opening).status).toBe(404)
    expect(house.locked.asked).toEqual([])
    expect((await phone.open(page.path)).status).toBe(404)
  })

  it.each<[UnlockOutcome, string]>([
    [{ state: 'sent' }, 'sent'],
    [{ state: 'unknown', fault: 'offline' }, 'maybe-opened'],
    [{ state: 'rejected', fault: 'offline' }, 'not-opened'],
  ])('says %j as it is', async (outcome, said) => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    const { open } = await onTheRoomPage(house)
    house.locked.answer = async () => outcome
    expect(roomOf(await open('Room 1')).said).toEqual({ is: said, door: 'Room 1' })
  })

  it('is done six times in five minutes for a party, by however many phones, and then again', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    const { open } = await onTheRoomPage(house)
    const other = await onTheRoomPage(house)
    const said: (string | undefined)[] = []
    for (let turn = 0; turn < 4; turn++)
      said.push(roomOf(await open('Room 1')).said?.is, roomOf(await other.open('Front door')).said?.is)
    expect(said.filter((is) => is === 'opened')).toHaveLength(6)
    expect(said.slice(6)).toEqual(['too-often', 'too-often'])
    house.advance(5 * 60_000)
    expect(roomOf(await open('Room 1')).said?.is).toBe('opened')
  })

  it('is nowhere offered where the house has switched it off', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    setPages(house, { unlock: false })
    const { page, open } = await onTheRoomPage(house)
    expect(roomOf(page).doors.some((door) => door.unlocks)).toBe(false)
    expect(roomOf(await open('Room 1')).said?.is).toBe('not-now')
    expect(house.locked.asked).toEqual([])
  })
})

describe('where every unit has digits of its own', () => {
  it('a shared door stands there for each unit and opens while one of them is open', async () => {
    const house = await openLocks({ property: { codePolicy: 'per-unit' } })
    book(house.desk, A, [['R2', '2026-06-11', '2026-06-12'], room(1)], keller)
    const { phone, page, open } = await onTheRoomPage(house)
    expect(roomOf(page).doors.map(({ name, unit, state, unlocks }) => [name, unit, state, unlocks])).toEqual([
      ['Front door', 'Room 1', 'works', true],
      ['Front door', 'Room 2', 'ready', false],
      ['Room 1', 'Room 1', 'works', true],
      ['Room 2', 'Room 2', 'ready', false],
    ])
    expect(roomOf(page).pins.map((pin) => pin.doors)).toEqual([['Front door', 'Room 1']])
    expect(roomOf(await open('Front door')).said).toEqual({ is: 'opened', door: 'Front door' })
    expect(roomOf(await open('Room 2')).said).toEqual({ is: 'not-now', door: 'Room 2' })
    house.setNow('2026-06-11T13:00:00Z')
    const both = roomOf(await phone.open(page.path)).pins
    expect(both.map((pin) => pin.doors)).toEqual([
      ['Front door', 'Room 1'],
      ['Front door', 'Room 2'],
    ])
    expect(new Set(both.map((pin) => pin.pin)).size).toBe(2)
  })
})

describe('what the page says of a door', () => {
  it('that has no lock: the key is at the desk, and it opens from no page', async () => {
    const house = await openLocks({ keyRooms: [1] })
    book(house.desk, A, [room(1)], keller)
    const { page } = await onTheRoomPage(house)
    expect(doorsOf(page)).toEqual(['Front door works', 'Room 1 key'])
    expect(roomOf(page).doors[1]?.unlocks).toBe(false)
  })

  it('whose code is sent at the desk’s check-in only: that is where to go, once the time has come', async () => {
    const house = await openLocks({ now: '2026-06-10T11:00:00Z', property: { codesAheadHours: 0 } })
    book(house.desk, A, [room(1)], keller)
    const { phone, page } = await onTheRoomPage(house)
    expect(doorsOf(page)[1]).toBe('Room 1 later')
    house.setNow('2026-06-10T13:00:00Z')
    expect(doorsOf(await phone.open(page.path))[1]).toBe('Room 1 desk')
    must(arrive(house.desk, dana, { ref: A }))
    expect(doorsOf(await phone.open(page.path))[1]).toBe('Room 1 soon')
    await house.settleFully()
    expect(doorsOf(await phone.open(page.path))[1]).toBe('Room 1 works')
  })

  it('that still takes the PIN while its later end is on the way to a lock that is offline: it works', async () => {
    const house = await openLocks()
    book(house.desk, A, [room(1)], keller)
    must(arrive(house.desk, dana, { ref: A }))
    const { phone, page } = await onTheRoomPage(house)
    must(setTimes(house.desk, dana, { ref: A, units: [], arrivalTime: null, departureTime: '12:00' }))
    expect(doorsOf(await phone.open(page.path))).toEqual(['Front door works', 'Room 1 works'])
  })
})

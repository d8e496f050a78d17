/** What the running worker knows of training locks without being asked: how they are, what is on them, who opened them. */
import { afterEach, describe, expect, it } from 'vitest'
import { readCode } from '../../db/queries/codes.ts'
import { type DoorHealth, observedOnDoor, readDoorHealth } from '../../db/queries/doors.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { minutes } from '../../electron/domain/time.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import type { Worker } from '../../electron/services/worker/index.ts'
import { quickWorker } from '../support/quick-worker.ts'
import {
  book,
  codesByDoor,
  dana,
  doorStates,
  must,
  openTestDesk,
  pinsByDoor,
  type TestDesk,
  type TestDeskOptions,
} from '../support/test-desk.ts'

const A = '1000000001'
const stay = ['R1', '2026-06-10', '2026-06-12'] as const
let house: TestDesk
let worker: Worker
afterEach(async () => {
  await worker.stop()
  house.close()
})
function begin(options: TestDeskOptions = {}): void {
  house = openTestDesk({ rooms: 2, ...options })
  worker = quickWorker(house)
  worker.start()
}
const doorId = (key: string) => readHouse(house.desk.store.read)!.doors.find((door) => door.key === key)!.id
const health = (key: string) => readDoorHealth(house.desk.store.read, doorId(key))
const becomes = (key: string, expected: Partial<DoorHealth>) =>
  expect.poll(() => health(key), { timeout: 4_000, interval: 20 }).toMatchObject(expected)
/** Events of training locks are asked for every five seconds, their health every minute. */
const nextPoll = () => house.advance(6_000)
const nextReading = () => house.advance(minutes(1.2))
const onLocks = async (door: string, state: string) => {
  await expect
    .poll(
      () => {
        house.advance(100)
        return doorStates(house.desk, A)[door]
      },
      { timeout: 4_000, interval: 20 },
    )
    .toBe(state)
}

describe('the health of a lock', () => {
  it('is kept as the lock tells it, and what it told stays known while it cannot be asked', async () => {
    begin()
    house.simulator.setDevice('room1', { batteryPercent: 14, signal: 'weak', gateway: 'East stairs' })
    await becomes('front', { online: true, batteryPercent: 100, signal: 'good', gateway: null, offlineSince: null })
    nextReading()
    await becomes('d1', { batteryPercent: 14, signal: 'weak', gateway: eastStairs(true), offlineSince: null })
    const lost = house.desk.clock.now()
    house.simulator.setGateway('East stairs', { online: false })
    nextPoll()
    await becomes('d1', { online: false, gateway: eastStairs(false), batteryPercent: 14, fault: 'offline' })
    expect(health('d1')?.offlineSince).toBe(lost + 6_000)
    expect(health('d1')?.seenAt).toBeLessThanOrEqual(lost)
    nextReading()
    await becomes('d1', { askedAt: house.desk.clock.now() })
    expect(health('d1')?.offlineSince).toBe(lost + 6_000)
    expect(health('front')?.offlineSince).toBeNull()
    house.simulator.setGateway('East stairs', { online: true })
    nextPoll()
    await becomes('d1', { online: true, offlineSince: null, seenAt: house.desk.clock.now(), fault: null })
  })

  it('that comes back wakes at once what waited for the lock, though its next try lay half an hour ahead', async () => {
    begin()
    await expect.poll(() => health('d1')?.listedAt ?? 0, { interval: 20 }).toBeGreaterThan(0)
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    for (let round = 0; round < 8; round++) {
      await expect.poll(() => (health('d1')?.restUntil ?? 0) > house.desk.clock.now(), { interval: 10 }).toBe(true)
      if (round < 7) house.advance(minutes(37))
    }
    expect(health('d1')!.restUntil! - house.desk.clock.now()).toBeGreaterThan(minutes(10))
    expect(doorStates(house.desk, A)).toEqual({ front: 'on-lock', d1: 'needs-attention' })
    const before = house.desk.clock.now()
    house.simulator.setDevice('room1', { online: true })
    nextPoll()
    await onLocks('d1', 'on-lock')
    expect(house.desk.clock.now() - before).toBeLessThan(minutes(2))
    expect(health('d1')).toMatchObject({ failures: 0, restUntil: null })
  })
})
const eastStairs = (online: boolean) => ({ id: 'East stairs', name: 'East stairs', online })

describe('what is on a lock', () => {
  it('is kept, other people’s codes too, with digits as a keyed hash only', async () => {
    begin()
    house.simulator.addForeignCode('room1', 'Cleaner', '482915' as Pin)
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    await onLocks('d1', 'on-lock')
    await worker.readDoors(doorId('d1'))
    const { d1 } = codesByDoor(house.desk, A)
    const seen = observedOnDoor(house.desk.store.read, doorId('d1'))
    expect(seen.map(({ label, pinMac, state }) => ({ label, pinMac, state }))).toEqual([
      { label: 'Cleaner', pinMac: house.desk.store.vault.mac('pin', '482915'), state: 'held' },
      { label: d1!.label, pinMac: d1!.pinMac, state: 'held' },
    ])
    expect(health('d1')?.listedAt).toBe(house.desk.clock.now())
    expect(JSON.stringify(seen)).not.toContain('482915')
  })

  it('is listed by the worker itself when the last listing is a day old', async () => {
    begin()
    await expect.poll(() => health('d1')?.listedAt ?? 0, { interval: 20 }).toBeGreaterThan(0)
    house.simulator.addForeignCode('room1', 'Cleaner', '482915' as Pin)
    nextReading()
    await becomes('d1', { askedAt: house.desk.clock.now() })
    expect(observedOnDoor(house.desk.store.read, doorId('d1'))).toEqual([])
    house.advance(minutes(24 * 60))
    await expect
      .poll(() => observedOnDoor(house.desk.store.read, doorId('d1')).map((code) => code.label), { interval: 20 })
      .toEqual(['Cleaner'])
  })
})

describe('somebody at the door', () => {
  it('is noted with the moment the code first opened it, and not again', async () => {
    begin()
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    await onLocks('d1', 'on-lock')
    const pin = pinsByDoor(house.desk, A).d1!
    const opened = house.desk.clock.now()
    expect(house.simulator.typeIn('room1', pin)).toBe(true)
    nextPoll()
    const openedAt = () => readCode(house.desk.store.read, codesByDoor(house.desk, A).d1!.id)!.openedAt
    await expect.poll(openedAt, { interval: 20 }).toBe(opened)
    expect(codesByDoor(house.desk, A).front!.openedAt).toBeNull()
    house.advance(minutes(5))
    expect(house.simulator.typeIn('room1', pin)).toBe(true)
    expect(house.simulator.typeIn('front', pin)).toBe(true)
    nextPoll()
    await expect.poll(() => codesByDoor(house.desk, A).front!.openedAt, { interval: 20 }).not.toBeNull()
    expect(openedAt()).toBe(opened)
  })
})

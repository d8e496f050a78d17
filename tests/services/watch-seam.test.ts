/** What Seam reports is looked up within one poll; how far its events were read outlasts the program. On its own fake server. */
import { afterEach, describe, expect, it } from 'vitest'
import { readDoorHealth, readLockCursor } from '../../db/queries/doors.ts'
import { readHouse } from '../../db/queries/house.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import type { Worker } from '../../electron/services/worker/index.ts'
import { quickWorker } from '../support/quick-worker.ts'
import {
  book,
  codesByDoor,
  dana,
  doorStates,
  must,
  openSeamDesk,
  pinsByDoor,
  type SeamDesk,
} from '../support/test-desk.ts'

const A = '1000000001'
const seconds = (count: number): number => count * 1_000
let house: SeamDesk
let worker: Worker
afterEach(async () => {
  await worker.stop()
  await house.end()
})

/** A party in house whose codes are on the locks, and a worker that has begun to read events. */
async function inHouse(): Promise<void> {
  house = await openSeamDesk({ rooms: 1 })
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settleLocks()
  worker = quickWorker(house)
  worker.start()
  await polled()
}
const cursor = () => readLockCursor(house.desk.store.read, 'seam')
/** Waits until the events that are due now were asked for. */
const polled = () =>
  expect.poll(() => cursor()?.nextPollAt ?? 0, { interval: 20 }).toBeGreaterThan(house.desk.clock.now())
const nextPoll = async () => {
  house.advance(seconds(31))
  await polled()
}
const actions = () =>
  house.desk.store.sqlite.prepare('select action from audit_entries order by id').pluck().all() as string[]
const lists = () => house.proxy.requests.filter((request) => request.path === '/access_codes/list').length

describe('an event of a code', () => {
  it('leads to a look: a code deleted behind our back is put back, the same digits, long before the daily look', async () => {
    await inHouse()
    const [, old] = house.fake.codes().toSorted((left, right) => left.deviceId.localeCompare(right.deviceId))
    const pins = pinsByDoor(house.desk, A)
    house.fake.deleteCode(old!.id)
    await nextPoll()
    const there = () => house.fake.codes('room1').map((code) => code.code)
    await expect
      .poll(
        () => {
          house.advance(seconds(1))
          return there()
        },
        { timeout: 4_000, interval: 20 },
      )
      .toEqual([pins.d1])
    expect(house.fake.codes('room1')[0]!.id).not.toBe(old!.id)
    expect(actions()).toContain('code.missing')
    expect(doorStates(house.desk, A).front).toBe('on-lock')
  })

  it('of a lock that is not ours, or of a code we do not know, changes nothing', async () => {
    await inHouse()
    await expect.poll(lists, { interval: 20 }).toBeGreaterThan(0)
    const before = codesByDoor(house.desk, A)
    house.fake.addEvent('access_code.changed', { deviceId: 'room1', ref: 'nobody' })
    house.fake.addEvent('access_code.changed', { deviceId: 'elsewhere', ref: before.d1!.providerRef! })
    await nextPoll()
    await nextPoll()
    expect(codesByDoor(house.desk, A)).toEqual(before)
  })
})

describe('an event of a lock', () => {
  it('has its health read at once: a lock that went offline is known within one poll', async () => {
    await inHouse()
    const door = readHouse(house.desk.store.read)!.doors.find((one) => one.key === 'd1')!
    const online = () => readDoorHealth(house.desk.store.read, door.id)?.online
    await expect.poll(online, { interval: 20 }).toBe(true)
    house.fake.setBridgeOffline(['room1'])
    await nextPoll()
    await expect.poll(online, { interval: 20 }).toBe(false)
    house.fake.setBridgeOffline(['room1'], false)
    await nextPoll()
    await expect.poll(online, { interval: 20 }).toBe(true)
  })
})

describe('how far events were read', () => {
  it('outlasts the program: what happened while nobody ran is noted by the next one, once', async () => {
    await inHouse()
    const ref = codesByDoor(house.desk, A).d1!.providerRef!
    await worker.stop()
    const kept = cursor()!.cursor
    house.fake.addEvent('lock.unlocked', { deviceId: 'room1', ref })
    worker = quickWorker(house)
    worker.start()
    await nextPoll()
    const openedAt = () => codesByDoor(house.desk, A).d1!.openedAt
    await expect.poll(openedAt, { interval: 20 }).not.toBeNull()
    const noted = openedAt()
    house.fake.addEvent('lock.unlocked', { deviceId: 'room1', ref })
    await nextPoll()
    expect(openedAt()).toBe(noted)
    expect(cursor()!.cursor).not.toBe(kept)
  })

  it('stays where it was while Seam cannot be reached, so that nothing is skipped', async () => {
    await inHouse()
    const ref = codesByDoor(house.desk, A).d1!.providerRef!
    const before = cursor()!.cursor
    await house.proxy.cut()
    await nextPoll()
    expect(cursor()!.cursor).toBe(before)
    house.fake.addEvent('lock.unlocked', { deviceId: 'room1', ref })
    await house.proxy.mend()
    await nextPoll()
    await expect.poll(() => codesByDoor(house.desk, A).d1!.openedAt, { interval: 20 }).not.toBeNull()
  })
})

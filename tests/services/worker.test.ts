/** The running worker when the world around it changes: clocks, connections, a second process, a restore, a missing key. */
import { afterEach, describe, expect, it } from 'vitest'
import { allCodes } from '../../db/queries/codes.ts'
import { observedOnDoor, readDoorHealth } from '../../db/queries/doors.ts'
import { deleteSetting, readHouse, writeSetting } from '../../db/queries/house.ts'
import { pausedSetting } from '../../db/restore.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import type { Logger } from '../../electron/ports/logger.ts'
import type { LockProviders } from '../../electron/services/access-codes/index.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { noteConnection } from '../../electron/services/connection/index.ts'
import { giveSpare } from '../../electron/services/fallback/index.ts'
import type { Worker, WorkerParts } from '../../electron/services/worker/index.ts'
import { quickWorker } from '../support/quick-worker.ts'
import {
  book,
  dana,
  doorStates,
  must,
  openSeamDesk,
  openTestDesk,
  type SeamDesk,
  type TestDesk,
  type TestDeskOptions,
} from '../support/test-desk.ts'

const A = '1000000001'
const stay = ['R1', '2026-06-10', '2026-06-12'] as const
let house: TestDesk
const workers: Worker[] = []
let close: () => Promise<void> | void = () => house.close()
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await close()
})
function open(options: TestDeskOptions = {}): TestDesk {
  house = openTestDesk({ rooms: 2, ...options })
  close = () => house.close()
  return house
}
async function openSeam(): Promise<SeamDesk> {
  const seam = await openSeamDesk({ rooms: 2 })
  house = seam
  close = () => seam.end()
  return seam
}
function work(parts: Partial<WorkerParts> = {}): Worker {
  const worker = quickWorker(house, parts)
  workers.push(worker)
  worker.start()
  return worker
}
const doorId = (key: string) => readHouse(house.desk.store.read)!.doors.find((door) => door.key === key)!.id
const statesBecome = (expected: Readonly<Record<string, string>>) =>
  expect
    .poll(
      () => {
        house.advance(100)
        return doorStates(house.desk, A)
      },
      { timeout: 5_000, interval: 20 },
    )
    .toEqual(expected)
const dueAt = (): number | null =>
  house.desk.store.sqlite
    .prepare("select min(next_due_at) from access_codes where state in ('sending', 'needs-attention')")
    .pluck()
    .get() as number | null
/** Every call passes through, and is counted. */
function counted(provider: LockProvider): { readonly locks: LockProviders; readonly calls: string[] } {
  const calls: string[] = []
  const watched = new Proxy(provider, {
    get(target, name: keyof LockProvider) {
      const value = target[name]
      if (typeof value === 'function' && name !== 'status') calls.push(name)
      return value
    },
  })
  return { locks: { named: (name) => (name === provider.name ? watched : null) }, calls }
}
const quiet = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a clock set back', () => {
  it('wakes what was put off to a moment that now lies a day ahead', async () => {
    const warnings: string[] = []
    const logger: Logger = { info: () => {}, warn: (event) => void warnings.push(event), error: () => {} }
    open({ logger, now: '2026-06-11T13:30:00Z' })
    house.simulator.setDevice('room1', { online: false })
    book(house.desk, A, [['R1', '2026-06-11', '2026-06-12']])
    must(arrive(house.desk, dana, { ref: A }))
    work()
    await statesBecome({ front: 'on-lock', d1: 'needs-attention' })
    // It is mended while nobody is told: only the clock can wake what waits.
    house.setNow('2026-06-10T13:30:00Z')
    house.simulator.setDevice('room1', { online: true })
    await statesBecome({ front: 'on-lock', d1: 'on-lock' })
    expect(house.desk.clock.now()).toBeLessThan(Date.parse('2026-06-10T14:00:00Z'))
    expect(warnings).toContain('clock.set-back')
  })

  it('by a few seconds is no reason for anything', async () => {
    const warnings: string[] = []
    const logger: Logger = { info: () => {}, warn: (event) => void warnings.push(event), error: () => {} }
    open({ logger })
    work()
    await quiet(40)
    house.advance(-20_000)
    await quiet(60)
    expect(warnings).toEqual([])
  })
})

describe('the connection', () => {
  it('that is back wakes every door at once, whichever was heard first', async () => {
    const seam = await openSeam()
    book(house.desk, A, [stay, ['R2', '2026-06-10', '2026-06-12']])
    await seam.proxy.cut()
    must(arrive(house.desk, dana, { ref: A }))
    const locks: LockProviders = { ...house.locks, reached: (reached) => noteConnection(house.desk, reached) }
    work({ locks })
    for (let round = 0; round < 5; round++) {
      await expect.poll(() => (dueAt() ?? 0) > house.desk.clock.now(), { interval: 10 }).toBe(true)
      house.advance(minutes(37))
    }
    await expect.poll(() => (dueAt() ?? 0) > house.desk.clock.now(), { interval: 10 }).toBe(true)
    expect((dueAt() ?? 0) - house.desk.clock.now()).toBeGreaterThan(minutes(3))
    await seam.proxy.mend()
    const before = house.desk.clock.now()
    // What tells that the way is open: somebody reads one door by hand.
    await workers[0]!.readDoors(doorId('front'))
    await expect
      .poll(
        () => {
          seam.fake.confirmAll()
          house.advance(500)
          return doorStates(house.desk, A)
        },
        { timeout: 5_000, interval: 20 },
      )
      .toEqual({ front: 'on-lock', d1: 'on-lock', d2: 'on-lock' })
    expect(house.desk.clock.now() - before).toBeLessThan(minutes(2))
  })
})

describe('a second process on the folder', () => {
  it('asks no lock itself: the one that has the lease reads the doors for it', async () => {
    open()
    const first = counted(house.simulator)
    work({ locks: first.locks })
    const listed = () => readDoorHealth(house.desk.store.read, doorId('d1'))?.listedAt ?? 0
    await expect.poll(listed, { interval: 20 }).toBeGreaterThan(0)
    house.simulator.addForeignCode('room1', 'Cleaner', '482915' as Pin)
    const second = counted(house.simulator)
    const other = quickWorker(house, { desk: house.secondDesk(), locks: second.locks })
    workers.push(other)
    first.calls.length = 0
    await other.readDoors(doorId('d1'))
    await expect
      .poll(() => observedOnDoor(house.desk.store.read, doorId('d1')).map((code) => code.label), { interval: 20 })
      .toEqual(['Cleaner'])
    expect(second.calls).toEqual([])
    expect(first.calls.filter((call) => call === 'listCodes')).toHaveLength(1)
  })

  it('takes the lease over when the first one stops, and goes on with what was due', async () => {
    open()
    const first = work()
    await quiet(30)
    const other = quickWorker(house, { desk: house.secondDesk() })
    workers.push(other)
    other.start()
    await quiet(30)
    await first.stop()
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    await statesBecome({ front: 'on-lock', d1: 'on-lock' })
  })
})

describe('a restored folder', () => {
  it('reads and sends nothing until a person says go', async () => {
    open()
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    house.desk.store.write((db) => writeSetting(db, pausedSetting, { at: house.desk.clock.now() }))
    const { locks, calls } = counted(house.simulator)
    const worker = work({ locks })
    await quiet(80)
    await worker.readDoors(null)
    expect(await worker.syncNow('all')).toEqual({ polled: [], steps: 0 })
    house.advance(hours(25))
    await quiet(80)
    expect(calls).toEqual([])
    expect(allCodes(house.desk.store.read).map((code) => code.state)).toEqual(['planned', 'planned'])
    house.desk.store.write((db) => deleteSetting(db, pausedSetting))
    await statesBecome({ front: 'on-lock', d1: 'on-lock' })
    expect(calls).toContain('listCodes')
  })
})

describe('the hourly upkeep', () => {
  const spares = (): readonly string[] =>
    allCodes(house.desk.store.read)
      .filter((code) => code.kind === 'spare' && code.reservationId === null && code.doorId === doorId('d1'))
      .map((code) => code.state)
  const sparesBecome = (expected: readonly string[]) =>
    expect
      .poll(
        () => {
          house.advance(100)
          return spares()
        },
        { timeout: 4_000, interval: 20 },
      )
      .toEqual(expected)

  it('keeps the house’s number of spares on each lock, and replaces one that was given', async () => {
    open({ property: { spareCodes: 2 } })
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    work()
    await sparesBecome(['on-lock', 'on-lock'])
    must(giveSpare(house.desk, dana, { ref: A, door: 'd1' }))
    await sparesBecome(['on-lock', 'on-lock'])
    // One that left its lock by other ways is missed within the hour.
    const [left] = allCodes(house.desk.store.read).filter(
      (code) => code.kind === 'spare' && code.reservationId === null && code.doorId === doorId('d1'),
    )
    house.desk.store.sqlite
      .prepare("update access_codes set desired = 'absent', next_due_at = ? where id = ?")
      .run(house.desk.clock.now(), left!.id)
    await sparesBecome(['removed', 'on-lock'])
    house.advance(hours(1))
    await sparesBecome(['removed', 'on-lock', 'on-lock'])
  })
})

describe('a vendor without a key', () => {
  it('is a person’s matter, and what waited is taken up when the key comes', async () => {
    open()
    book(house.desk, A, [stay])
    must(arrive(house.desk, dana, { ref: A }))
    let key = false
    work({ locks: { named: (name) => (key ? house.locks.named(name) : null) } })
    await statesBecome({ front: 'needs-attention', d1: 'needs-attention' })
    expect(allCodes(house.desk.store.read).map((code) => code.fault)).toEqual(['auth', 'auth'])
    expect(attentionItems(house.desk).length).toBeGreaterThan(0)
    key = true
    house.advance(minutes(31))
    await statesBecome({ front: 'on-lock', d1: 'on-lock' })
    expect(attentionItems(house.desk)).toEqual([])
  })
})

/** TTLock behind the whole desk: house file, worker, reconciler, and what the locks themselves then do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { createDesk, headlessSecretStore } from '../../electron/composition.ts'

import { cancel, extend } from '../../electron/services/check-in/index.ts'
import { houseFileSchema, setUpHouse, ttlockAccountOf } from '../../electron/services/house/index.ts'
import { startFakeTtlock } from '../support/fake-ttlock.ts'
import { book, codesByDoor, dana, doorStates, houseFile, must, pinsByDoor } from '../support/test-desk.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const password = 'a pass word of the house'

async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-ttlock-desk-'))
  stops.push(async () => rmSync(folder, { recursive: true, force: true }))
  const gateways = { 'gw-1': -60 }
  const locks = ['front', 'room1', 'room2', 'room3'].map((lockId) => ({ lockId, gateways }))
  const fake = await startFakeTtlock({ locks })
  stops.push(fake.stop)
  const given = { ...fake.account, password, region: 'eu' as const }
  Object.assign(fake.account, { passwordMd5: ttlockAccountOf(given).passwordMd5 })
  const dataDir = join(folder, 'data')
  const open = must(
    createDesk(
      {
        ...{ dataDir, clock: { kind: 'system' }, logger: silentLogger, secretStore: headlessSecretStore(dataDir) },
        ...{ sqliteBinding: null, environment: {} },
      },
      'disk',
    ),
  )
  stops.push(open.close)
  const base = houseFile({ rooms: 3 })
  const doors = base.doors.map((door) => ({ ...door, lock: door.lock && { ...door.lock, provider: 'ttlock' } }))
  const file = houseFileSchema.parse({ ...base, doors, ttlock: { endpoint: fake.endpoint } })
  must(setUpHouse(open.desk, dana, file, { keepOtherFeeds: false, ttlock: given }))
  return { fake, desk: open.desk, sync: () => open.worker.syncNow('locks') }
}
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('a party in a house with TTLock locks behind one gateway', () => {
  it('gets into all its rooms, stays longer with the same digits, and gets in nowhere once cancelled', async () => {
    const { fake, desk, sync } = await openHouse()
    const rooms = ['R1', 'R2', 'R3'] as const
    book(
      desk,
      'B1',
      rooms.map((room) => [room, dayFromNow(1), dayFromNow(3)] as const),
    )
    await sync()
    const held = { front: 'on-lock', d1: 'on-lock', d2: 'on-lock', d3: 'on-lock' }
    expect(doorStates(desk, 'B1')).toEqual(held)
    const digits = pinsByDoor(desk, 'B1')
    const devices = { front: 'front', d1: 'room1', d2: 'room2', d3: 'room3' }
    const opening = (at: number) =>
      Object.entries(devices).map(([door, device]) => fake.opens(device, digits[door]!, at))
    const end = codesByDoor(desk, 'B1').d1!.windows[0]!.endsAt
    expect([opening(end - 1), opening(end)]).toEqual([Array(4).fill(true), Array(4).fill(false)])

    must(extend(desk, dana, { ref: 'B1', untilDate: dayFromNow(4), untilTime: null, shorten: false }))
    await sync()
    expect(pinsByDoor(desk, 'B1')).toEqual(digits)
    expect(opening(end + 3_600_000)).toEqual(Array(4).fill(true))

    fake.loseNextAnswer('/v3/keyboardPwd/delete')
    must(cancel(desk, dana, { ref: 'B1' }))
    await sync()
    await sync()
    expect(new Set(Object.values(doorStates(desk, 'B1')))).toEqual(new Set(['removed']))
    expect(opening(end - 1)).toEqual(Array(4).fill(false))
  })

  it('has a code that reached the lock though its answer was lost', async () => {
    const { fake, desk, sync } = await openHouse()
    book(desk, 'B1', [['R1', dayFromNow(1), dayFromNow(3)]])
    fake.loseNextAnswer('/v3/keyboardPwd/add')
    await sync()
    await sync()
    expect(doorStates(desk, 'B1')).toEqual({ front: 'on-lock', d1: 'on-lock' })
    expect(fake.records('front')).toHaveLength(1)
    expect(fake.records('room1')).toHaveLength(1)
  })
})

/** `doctor` in this process: from what is stored while a worker runs, from the locks themselves where none does. */
import { describe, expect, it } from 'vitest'
import { takeLease } from '../../db/queries/desk.ts'
import { writeDoorHealth, writeObserved } from '../../db/queries/doors.ts'
import { writeSetting } from '../../db/queries/house.ts'
import type { OpenDesk } from '../../electron/composition.ts'
import { doctorCommand } from '../../electron/desk/doctor-command.ts'
import { readWords } from '../../electron/desk/words.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import { type FallbackDesk, fallbackHouses } from '../support/fallback-desk.ts'
import { at, book, dana } from '../support/test-desk.ts'

const A = '1000000001'
const open = fallbackHouses({ now: '2026-06-10T12:40:00Z', keyRooms: [2], property: { spareCodes: 2 } })

/** What `doctor` answers, and how often it asked a lock how it is. */
async function doctor(house: FallbackDesk, status: Partial<ReturnType<LockProvider['status']>> = {}) {
  let asked = 0
  const provider = house.locks.named('simulator')!
  const counted: LockProvider = {
    ...provider,
    status: () => ({ ...provider.status(), ...status }),
    health(deviceId) {
      asked += 1
      return provider.health(deviceId)
    },
  }
  const parts: Partial<OpenDesk> = {
    desk: house.desk,
    keyPlace: 'disk',
    locks: { named: (name) => (name === 'simulator' ? counted : null) },
    systemNow: () => house.desk.clock.now(),
    seePages: async () => null,
  }
  const answer = await doctorCommand.run(parts as OpenDesk, dana, readWords([], doctorCommand))
  if (!answer.ok) throw new Error(answer.error.message)
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  return { asked, report: answer.value as any }
}
const workerRuns = (house: FallbackDesk): void =>
  house.desk.store.write((db) => {
    const now = house.desk.clock.now()
    takeLease(db, 'elsewhere', now, now + 10_000)
  })

describe('doctor', () => {
  it('asks the locks themselves where no worker runs', async () => {
    const house = open()
    house.simulator.setDevice('room1', { batteryPercent: 42 })
    const { asked, report } = await doctor(house)
    expect(asked).toBe(2)
    expect(report).toMatchObject({
      ...{ house: 'Test House', keyPlace: 'disk', clock: '2026-06-10T12:40:00.000Z', connection: { state: 'online' } },
      ...{ worker: 'none running: what waits stays until one runs', locksRead: 'asked just now' },
    })
    expect(report.doors.map((door: Record<string, unknown>) => [door.door, door.online, door.batteryPercent])).toEqual([
      ['front', true, 100],
      ['d1', true, 42],
      ['d2', null, null],
    ])
  })

  it('leaves the locks to a worker that runs elsewhere, and tells what that one wrote down', async () => {
    const house = open()
    workerRuns(house)
    const gateway = { id: 'g1', name: 'East stairs', online: false }
    house.desk.store.write((db) => {
      writeDoorHealth(db, house.doorId('d1'), {
        ...{ online: false, batteryPercent: 14, signal: 'weak', gateway, clockSkewSeconds: 90, fault: 'offline' },
        ...{ seenAt: at('2026-06-10T12:30:00Z'), offlineSince: at('2026-06-10T12:31:00Z') },
        restUntil: at('2026-06-10T13:00:00Z'),
      })
      writeDoorHealth(db, house.doorId('front'), { online: true, gateway })
      writeSetting(db, 'provider-status', { ttlock: { callsThisMonth: 100, callsPerMonth: 30_000 } })
    })
    const { asked, report } = await doctor(house)
    expect(asked).toBe(0)
    expect(report).toMatchObject({ worker: 'running', locksRead: 'as last written down by the worker' })
    expect(report.doors[1]).toEqual({
      ...{ door: 'd1', provider: 'simulator', configured: true, online: false, batteryPercent: 14, signal: 'weak' },
      ...{ gateway: 'East stairs', clockSkewSeconds: 90, fault: 'offline', lastSeenAt: '2026-06-10T12:30:00.000Z' },
      ...{ offlineSince: '2026-06-10T12:31:00.000Z', restingUntil: '2026-06-10T13:00:00.000Z' },
    })
    expect(report.gateways).toEqual([{ name: 'East stairs', online: false, doors: ['front', 'd1'] }])
    expect(report.quota).toEqual([{ provider: 'ttlock', callsThisMonth: 100, callsPerMonth: 30_000 }])
  })

  it('compares the clock with the vendors’, by their answer now or as last written down', async () => {
    const house = open()
    expect((await doctor(house)).report.clockCheck).toEqual({
      aheadSeconds: null,
      verdict: 'not compared with any vendor yet',
    })
    const { report } = await doctor(house, { clockAheadMs: -240_000, callsThisMonth: 7, callsPerMonth: 10 })
    expect(report.clockCheck.aheadSeconds).toBe(-240)
    expect(report.clockCheck.verdict).toContain('wrong')
    expect(report.quota).toEqual([{ provider: 'simulator', callsThisMonth: 7, callsPerMonth: 10 }])
    workerRuns(house)
    house.desk.store.write((db) => writeSetting(db, 'clock-ahead', { ms: 2_000, at: house.desk.clock.now() }))
    expect((await doctor(house)).report.clockCheck).toEqual({ aheadSeconds: 2, verdict: 'right' })
  })

  it('says whether the trail is whole, and where it was broken', async () => {
    const house = open()
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    const { auditChain } = (await doctor(house)).report
    expect(auditChain).toMatchObject({ sound: true, brokenAt: null, unchained: 0 })
    expect(auditChain.entries).toBeGreaterThan(1)
    house.desk.store.sqlite.prepare("update audit_entries set actor = 'Nobody' where id = 2").run()
    expect((await doctor(house)).report.auditChain).toMatchObject({ sound: false, brokenAt: 2 })
  })

  it('lists codes in trouble in plain words, spares a door, and codes that no booking knows', async () => {
    const house = open()
    house.simulator.setDevice('front', { online: false })
    book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
    await house.layOutSpares(1)
    house.desk.store.write((db) =>
      writeObserved(db, house.doorId('d1'), [
        {
          ...{ doorId: house.doorId('d1'), ref: 'x2', label: 'LK-0123456789AB', pinMac: null },
          ...{ startsAt: null, endsAt: null, state: 'held', fault: null },
        },
      ]),
    )
    const { report } = await doctor(house)
    expect(report.troubledCodes[0]).toMatchObject({ door: 'front', fault: 'offline' })
    expect(report.troubledCodes[0].text).toContain('still trying. Codes already on the lock still open.')
    expect(report.spares).toEqual([
      { door: 'front', ready: 0, wanted: 2 },
      { door: 'd1', ready: 1, wanted: 2 },
    ])
    expect(report.orphans).toEqual([{ door: 'd1', ref: 'x2', label: 'LK-0123456789AB', endsAt: null }])
    expect(report.attention).toBeGreaterThanOrEqual(2)
    for (const digits of house.allDigits()) expect(JSON.stringify(report)).not.toContain(digits)
  })
})

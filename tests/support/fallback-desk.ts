/** A house whose locks answer an unlocking or an offline code as the test says; all else is the training locks' own. */
import { auditOfReservation } from '../../db/queries/desk.ts'
import { readHouse } from '../../db/queries/house.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import type { DoorId, ReservationId } from '../../electron/domain/ids.ts'
import type { UnlockOutcome } from '../../electron/domain/lock.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import type { LockProvider, OfflineCodeResult } from '../../electron/ports/lock-provider.ts'
import { keepSpares, type LockProviders, reconcile } from '../../electron/services/access-codes/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { createWorker, type Worker } from '../../electron/services/worker/index.ts'
import { houses } from './houses.ts'
import {
  at,
  dana,
  dumpTables,
  houseFile,
  must,
  openTestDesk,
  type TestDesk,
  type TestDeskOptions,
} from './test-desk.ts'

export type AskedLock = { readonly what: 'unlock' | 'offlineCode' | 'removeCode'; readonly deviceId: string }

export type FallbackDesk = TestDesk & {
  readonly worker: Worker
  /** What the locks answer from now on; `unlock` may look at the store while it is being asked. */
  readonly answers: {
    unlock: () => UnlockOutcome
    offlineCode: (order: Parameters<LockProvider['offlineCode']>[0]) => OfflineCodeResult
  }
  readonly asked: AskedLock[]
  readonly doorId: (key: string) => DoorId
  readonly reservationId: (ref: string) => ReservationId
  /** Plans spares on every lock and lets the locks take them. */
  readonly layOutSpares: (count: number) => Promise<void>
  /** Actions of the whole trail, oldest first. */
  readonly trail: () => readonly { readonly action: string; readonly details: Record<string, unknown> }[]
  /** Digits of every code in the store, live or not. */
  readonly allDigits: () => readonly string[]
}

/** An answer of locks that make codes by themselves, good for as long as is asked. */
export const makesOfflineCodes: FallbackDesk['answers']['offlineCode'] = ({ endsAt }) => ({
  ...{ ok: true, ref: 'made-1', pin: '83710462' as Pin },
  ...{ startsAt: at('2026-06-10T13:00:00Z'), endsAt },
})

/** Two rooms behind a front door; room 1 keeps a metal key, room 2 has no lock where `keyRooms` says so. */
export function openFallbackDesk(options: TestDeskOptions = {}): FallbackDesk {
  const house = openTestDesk({ rooms: 2, ...options })
  const file = houseFile({ rooms: 2, ...options })
  const doors = file.doors.map((door) => (door.key === 'd1' ? { ...door, envelope: 'Envelope 1 in the safe' } : door))
  must(setUpHouse(house.desk, dana, { ...file, doors }, { keepOtherFeeds: true }))
  const asked: AskedLock[] = []
  const answers: FallbackDesk['answers'] = {
    unlock: () => ({ state: 'opened' }),
    offlineCode: () => ({ ok: false, fault: 'unsupported' }),
  }
  const provider: LockProvider = {
    ...house.simulator,
    // Whatever the training locks say of themselves: here the answers decide.
    capabilities: async (deviceId) => ({
      ...(await house.simulator.capabilities(deviceId)),
      canUnlock: true,
      offlineCodes: true,
      maxCodes: null,
    }),
    status: () => ({ clockAheadMs: null, callsThisMonth: null, callsPerMonth: null }),
    async unlock({ deviceId }) {
      asked.push({ what: 'unlock', deviceId })
      return answers.unlock()
    },
    async offlineCode(order) {
      asked.push({ what: 'offlineCode', deviceId: order.deviceId })
      return answers.offlineCode(order)
    },
    removeCode(order) {
      asked.push({ what: 'removeCode', deviceId: order.deviceId })
      return house.simulator.removeCode(order)
    },
  }
  const locks: LockProviders = { named: (name) => (name === 'simulator' ? provider : null) }
  const settle = async (): Promise<void> => {
    // A bound, so that a reconciler that never comes to rest fails the test instead of hanging it.
    for (let pass = 0; pass < 200; pass++) if ((await reconcile(house.desk, locks)) === 0) return
    throw new Error('the reconciler did not come to rest in 200 passes')
  }
  const settleFully = async (): Promise<void> => {
    for (let round = 0; round < 4; round++) {
      await settle()
      house.advance(1_100)
    }
    await settle()
  }
  const worker = createWorker({
    desk: house.desk,
    locks,
    calendarFeed: { fetch: async () => ({ unchanged: true }) },
    leaseClock: systemClock,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const { sqlite, vault } = house.desk.store
  return {
    ...house,
    locks,
    worker,
    settle,
    settleFully,
    answers,
    asked,
    doorId: (key) => readHouse(house.desk.store.read)!.doors.find((door) => door.key === key)!.id,
    reservationId: (ref) => must(showReservation(house.desk, { ref })).id as ReservationId,
    async layOutSpares(count) {
      must(transact(house.desk, dana, (work) => ({ ok: true, value: keepSpares(work, null, count) })))
      await settleFully()
    },
    trail: () =>
      (sqlite.prepare('select action, details from audit_entries order by id').all() as Record<string, string>[]).map(
        (row) => ({ action: row.action!, details: JSON.parse(row.details!) as Record<string, unknown> }),
      ),
    allDigits: () =>
      (sqlite.prepare('select pin_sealed from access_codes').pluck().all() as Buffer[])
        .filter((sealed) => sealed.length > 0)
        .map((sealed) => vault.open('pin', sealed)),
  }
}

/** Opens such houses in a test file; every one is closed after its test. */
export function fallbackHouses(usual: TestDeskOptions = {}) {
  const { keep } = houses()
  return (options: TestDeskOptions = {}): FallbackDesk => {
    const house = openFallbackDesk({ ...usual, ...options })
    keep(house)
    return house
  }
}

/** What was done to a reservation, newest first. */
export const actionsOf = (house: FallbackDesk, ref: string): readonly string[] =>
  auditOfReservation(house.desk.store.read, house.reservationId(ref), 50).map((entry) => entry.action)

/** Runs what must be refused, and answers its failure; throws where anything was written. */
export async function refusedUntouched<Failed extends { readonly code: string; readonly message: string }>(
  house: FallbackDesk,
  act: () =>
    | { readonly ok: boolean; readonly error?: Failed }
    | Promise<{ readonly ok: boolean; readonly error?: Failed }>,
): Promise<Failed> {
  const before = JSON.stringify(dumpTables(house.desk))
  const result = await act()
  if (result.ok || result.error === undefined) throw new Error('expected a failure, but it succeeded')
  if (JSON.stringify(dumpTables(house.desk)) !== before) throw new Error(`${result.error.code} wrote something`)
  return result.error
}

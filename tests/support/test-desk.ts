/** A desk for tests: real SQLite in a folder of its own, a clock that stands until it is moved, real use cases. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codesOfReservation, type StoredCode } from '../../db/queries/codes.ts'
import { readHouse } from '../../db/queries/house.ts'
import { type OpenStoreOptions, openStore, type Store } from '../../db/store.ts'
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { seamProvider } from '../../electron/adapters/seam/seam-provider.ts'
import { type SimulatorProvider, simulatorProvider } from '../../electron/adapters/simulator/simulator-provider.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Result } from '../../electron/domain/result.ts'
import { type Instant, parseInstant } from '../../electron/domain/time.ts'
import type { CalendarFeed } from '../../electron/ports/calendar-feed.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import type { Logger } from '../../electron/ports/logger.ts'
import { type LockProviders, reconcile } from '../../electron/services/access-codes/index.ts'
import type { Caller, Desk } from '../../electron/services/desk/index.ts'
import { setUpHouse } from '../../electron/services/house/index.ts'
import { type Added, addReservation, type GuestDetails } from '../../electron/services/reservations/index.ts'
import { showReservation } from '../../electron/services/views/index.ts'
import { createWorker, type Worker } from '../../electron/services/worker/index.ts'
import type { FakeSeam } from './fake-seam.ts'
import { type HouseWords, houseFile } from './house-words.ts'
import { layMigratedStore } from './migrated-store.ts'
import type { SlowProxy } from './slow-proxy.ts'

export { houseFile } from './house-words.ts'

export const at = (iso: string): Instant => {
  const instant = parseInstant(iso)
  if (instant === null) throw new Error(`not an instant: ${iso}`)
  return instant
}

/** The value, or the test fails with the failure's own words. */
export function must<Value>(result: Result<Value, Failure>): Value {
  if (result.ok) return result.value
  throw new Error(`${result.error.code}: ${result.error.message}`)
}

/** The code of an expected failure, or the test fails because it succeeded. */
export function codeOf(result: Result<unknown, Failure>): string {
  if (result.ok) throw new Error('expected a failure, but it succeeded')
  return result.error.code
}

export const dana: Caller = { actor: 'Dana', source: 'desk' }
export const yusuf: Caller = { actor: 'Yusuf', source: 'desk' }

export type TestDeskOptions = HouseWords & {
  readonly now?: string
  readonly calendarFeed?: CalendarFeed
  /** Locks of the test's own in place of the training locks; made with the desk's clock. */
  readonly lockProvider?: (clock: Desk['clock']) => LockProvider
  /** Where the desk and its Seam client write their log. */
  readonly logger?: Logger
}

export type TestDesk = {
  readonly desk: Desk
  readonly folder: string
  /** With what its store was opened. */
  readonly storeOptions: OpenStoreOptions
  readonly simulator: SimulatorProvider
  readonly locks: LockProviders
  readonly worker: Worker
  readonly setNow: (iso: string) => void
  readonly advance: (ms: number) => void
  /** Reconciles until nothing is due, at the clock's present moment. */
  readonly settle: () => Promise<void>
  /** Settles, lets proofs come in, settles again: codes that can be on their lock are. */
  readonly settleFully: () => Promise<void>
  /** The same folder through a store connection of its own, as a second process has it. */
  readonly secondDesk: () => Desk
  readonly close: () => void
}

export function openTestDesk(options: TestDeskOptions = {}): TestDesk {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
  let now = at(options.now ?? '2026-06-10T13:30:00Z')
  const storeOptions = {
    folder,
    dataKey: systemRandom.bytes(32),
    migrationsFolder: migrationsFolder(),
    backupName: 'before.db',
  }
  layMigratedStore(folder)
  const store = openStore(storeOptions)
  const others: Store[] = []
  const desk: Desk = { store, clock: { now: () => now }, random: systemRandom, logger: options.logger ?? silentLogger }
  must(setUpHouse(desk, dana, houseFile(options), { keepOtherFeeds: false }))
  const simulator = simulatorProvider({ file: join(folder, 'simulated-locks.json'), clock: desk.clock, latencyMs: 500 })
  const seam: LockProvider | null =
    options.seam === undefined
      ? null
      : seamProvider({ ...options.seam, logger: options.logger ?? silentLogger, timeoutMs: 3_000 })
  const own = options.lockProvider?.(desk.clock) ?? simulator
  const locks: LockProviders = { named: (name) => (name === 'simulator' ? own : name === 'seam' ? seam : null) }
  const calendarFeed: CalendarFeed = options.calendarFeed ?? { fetch: async () => ({ unchanged: true }) }
  const worker = createWorker({
    desk,
    locks,
    calendarFeed,
    leaseClock: systemClock,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  })
  const settle = async (): Promise<void> => {
    // A bound, so that a reconciler that never comes to rest fails the test instead of hanging it.
    for (let pass = 0; pass < 200; pass++) if ((await reconcile(desk, locks)) === 0) return
    throw new Error('the reconciler did not come to rest in 200 passes')
  }
  const advance = (ms: number): void => {
    now = (now + ms) as Instant
  }
  return {
    desk,
    folder,
    storeOptions,
    simulator,
    locks,
    worker,
    setNow: (iso) => {
      now = at(iso)
    },
    advance,
    settle,
    async settleFully() {
      for (let round = 0; round < 4; round++) {
        await settle()
        advance(1_100)
      }
      await settle()
    },
    secondDesk() {
      const other = openStore(storeOptions)
      others.push(other)
      return { ...desk, store: other }
    },
    close() {
      for (const other of others) other.close()
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every row of every table, sealed columns in hex: equal before and after means that nothing was written. */
export function dumpTables(desk: Desk): Readonly<Record<string, readonly unknown[]>> {
  const { sqlite } = desk.store
  const names = sqlite
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all() as string[]
  const plain = (_key: string, value: unknown): unknown =>
    Buffer.isBuffer(value) ? value.toString('hex') : typeof value === 'bigint' ? String(value) : value
  return Object.fromEntries(
    names.map((name) => [
      name,
      sqlite
        .prepare(`select * from "${name}"`)
        .all()
        .map((row) => JSON.stringify(row, plain)),
    ]),
  )
}

export type StayWords = readonly [unit: string, arrivalDate: string, departureDate: string]

/** Adds a reservation of these stays, with a guest where details are given. */
export const book = (desk: Desk, reference: string, stays: readonly StayWords[], guest?: GuestDetails): Added =>
  must(
    addReservation(desk, dana, {
      reference,
      channel: 'booking.com',
      stays: stays.map(([unit, arrivalDate, departureDate]) => ({ unit, arrivalDate, departureDate })),
      guest: guest ?? null,
    }),
  )

/** `R1 in-house`, one a stay, in the order of arrival. */
export const staysOf = (desk: Desk, ref: string): readonly string[] =>
  must(showReservation(desk, { ref })).stays.map((stay) => `${stay.unit} ${stay.status}`)

/** Each door's code: the live one, else the last; by the door's key. */
export function codesByDoor(desk: Desk, ref: string): Readonly<Record<string, StoredCode>> {
  const house = readHouse(desk.store.read)!
  const codes = codesOfReservation(desk.store.read, must(showReservation(desk, { ref })).id as ReservationId)
  const found: Record<string, StoredCode> = {}
  for (const code of codes) {
    const key = house.doors.find((door) => door.id === code.doorId)!.key
    const other = found[key]
    if (other === undefined || other.state === 'removed' || code.state !== 'removed') found[key] = code
  }
  return found
}

/** `{ front: 'on-lock', d1: 'removed' }` */
export const doorStates = (desk: Desk, ref: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(codesByDoor(desk, ref)).map(([door, code]) => [door, code.state]))

/** Digits in clear by door; unlike a reveal it leaves no trace. */
export const pinsByDoor = (desk: Desk, ref: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(codesByDoor(desk, ref)).map(([door, code]) => [door, desk.store.vault.open('pin', code.pinSealed)]),
  )

/** `2026-06-10T13:00Z..2026-06-12T10:00Z`, one a window, by door. */
export const windowsByDoor = (desk: Desk, ref: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(Object.entries(codesByDoor(desk, ref)).map(([door, code]) => [door, code.windows.map(windowText)]))

const minuteText = (moment: number | string): string => `${new Date(moment).toISOString().slice(0, 16)}Z`
const windowText = (window: { readonly startsAt: number | string; readonly endsAt: number | string }): string =>
  `${minuteText(window.startsAt)}..${minuteText(window.endsAt)}`

export type SeamDesk = TestDesk & {
  readonly fake: FakeSeam
  readonly proxy: SlowProxy
  /** Device, digits and window of all that the fake's locks hold. */
  readonly onLocks: () => readonly { readonly device: string; readonly code: string; readonly window: string }[]
  /** Settles while the fake's locks take what they were sent; the locks named stay silent. */
  readonly settleLocks: (except?: readonly string[]) => Promise<void>
  readonly end: () => Promise<void>
}

/** A desk whose locks are Seam's official fake server, behind a network that can be spoilt. */
export async function openSeamDesk(options: TestDeskOptions = {}): Promise<SeamDesk> {
  const { startFakeSeam } = await import('./fake-seam.ts')
  const { startSlowProxy } = await import('./slow-proxy.ts')
  const rooms = Array.from({ length: options.rooms ?? 4 }, (_, index) => `room${index + 1}`)
  const devices = ['front', ...rooms]
  const fake = await startFakeSeam({ devices: devices.map((deviceId) => ({ deviceId })) })
  const proxy = await startSlowProxy(fake.endpoint)
  const open = openTestDesk({ ...options, provider: 'seam', seam: { endpoint: proxy.url, apiKey: fake.apiKey } })
  return {
    ...open,
    fake,
    proxy,
    onLocks: () =>
      fake
        .codes()
        .map((code) => ({
          device: code.deviceId,
          code: code.code,
          window: code.startsAt && code.endsAt ? windowText({ startsAt: code.startsAt, endsAt: code.endsAt }) : '',
        }))
        .sort((left, right) => left.device.localeCompare(right.device) || left.window.localeCompare(right.window)),
    async settleLocks(except = []) {
      for (let round = 0; round < 4; round++) {
        await open.settle()
        for (const device of devices) if (!except.includes(device)) fake.confirmAll(device)
        open.advance(1_100)
      }
      await open.settle()
    },
    async end() {
      open.close()
      await proxy.stop()
      await fake.stop()
    },
  }
}

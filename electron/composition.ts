/** The one place that builds adapters and hands them to the services, for both shells. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseFromTheFutureError } from '../db/migrate.ts'
import { openDatabase } from '../db/open-database.ts'
import { leaseHolder } from '../db/queries/desk.ts'
import { readSetting } from '../db/queries/house.ts'
import { type RestoreReport, restoreStore } from '../db/restore.ts'
import { databaseFile, isDataFolder, openStore, type Store } from '../db/store.ts'
import { VaultError } from '../db/vault.ts'
import { httpCalendarFeed } from './adapters/calendar-feed/calendar-feed.ts'
import { fixedClock, fixedStartClock, systemClock } from './adapters/clock/clock.ts'
import { keyFileStore } from './adapters/os/key-file.ts'
import { systemRandom } from './adapters/random/random.ts'
import { spreadsheets } from './adapters/spreadsheet/spreadsheets.ts'
import { isSigned } from './adapters/twilio/signature.ts'
import type { SelfTestView } from './contract/inbox-views.ts'
import { type Failure, failure } from './domain/failure.ts'
import { keyFromRecoveryPhrase } from './domain/recovery-phrase.ts'
import { fail, ok, type Result } from './domain/result.ts'
import { type Instant, toIso } from './domain/time.ts'
import { houseLocks, type TrainingLocks } from './lock-providers.ts'
import { houseMailboxes } from './mailboxes.ts'
import type { CalendarFeed } from './ports/calendar-feed.ts'
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Mailboxes } from './ports/mailbox.ts'
import type { Printer } from './ports/printer.ts'
import type { KeyPlace, SecretStore } from './ports/secret-store.ts'
import type { Spreadsheets } from './ports/spreadsheet.ts'
import { createPublicSide, type PublicSide } from './public-side.ts'
import type { LockProviders } from './services/access-codes/index.ts'
import { noteConnection } from './services/connection/index.ts'
import type { Desk } from './services/desk/index.ts'
import { seamSettings, ttlockSettings } from './services/house/index.ts'
import { createWorker, type Worker } from './services/worker/index.ts'
import { houseGateways } from './texting-gateways.ts'
import { type TrainingTexting, trainingTexting } from './training-texting.ts'

export type DeskOptions = {
  readonly dataDir: string
  /** Where the desk's clock stands: the real time, fixed at an instant (one command), or starting there and going on. */
  readonly clock: { readonly kind: 'system' } | { readonly kind: 'fixed' | 'from'; readonly at: Instant }
  readonly logger: Logger
  readonly secretStore: SecretStore
  readonly sqliteBinding: string | null
  readonly environment: Readonly<Record<string, string | undefined>>
  /** How a page becomes a PDF where there is no window of ours. */
  readonly toPdf?: Printer['toPdf']
}

/** An open data folder with everything that works on it. */
export type OpenDesk = {
  readonly desk: Desk
  readonly worker: Worker
  readonly calendarFeed: CalendarFeed
  /** Reads files of bookings. */
  readonly spreadsheets: Spreadsheets
  /** The mailbox that booking mail comes to. */
  readonly mailboxes: Mailboxes
  readonly keyPlace: KeyPlace
  readonly locks: LockProviders
  /** The training locks, as the desk sets them. */
  readonly training: TrainingLocks
  /** Makes pages without a window of ours. */
  readonly slipPrinter: Pick<Printer, 'toPdf'>
  /** The real time, whatever the desk's clock says: leases are in it. */
  readonly systemNow: () => Instant
  /** Seam's address where the house file names one of its own. */
  readonly seamEndpoint: () => string | null
  /** TTLock's, likewise. */
  readonly ttlockEndpoint: () => string | null
  /** Listener, tunnel and Twilio's webhooks; works from `start` on. */
  readonly publicSide: PublicSide
  /** Twilio as the demo house has it; any other house has none of it. */
  readonly trainingTexting: TrainingTexting
  /** Tries the whole way of a text, from outside to this desk. */
  readonly testTexting: () => Promise<SelfTestView>
  /** What a guest's browser gets at the public address now; null where there are no pages to ask for. */
  readonly seePages: PublicSide['seePages']
  /** Where tokens stand that the house file only names. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly close: () => Promise<void>
}

/** Migrations lie beside the sources, and beside the bundle once built. */
export function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const candidates = [join(here, '..', 'db', 'migrations'), join(here, '..', 'migrations'), join(here, 'migrations')]
  const found = candidates.find((folder) => existsSync(join(folder, 'meta', '_journal.json')))
  if (found === undefined) throw new Error('the migrations of this program are missing')
  return found
}

/** Opens a folder that has a store; `key-unavailable` where its key cannot be had. */
export function openDesk(options: DeskOptions): Result<OpenDesk, Failure> {
  if (!isDataFolder(options.dataDir)) {
    return fail(
      failure(
        'house-missing',
        'There is no house in this folder yet. Run "desk setup --from house.json" or "desk demo", or set one up in the window.',
      ),
    )
  }
  const key = dataKey(options)
  if (!key.ok) {
    return fail(
      failure(
        'key-unavailable',
        'The key of this folder cannot be read, so nothing in it was opened or changed. Open it in the Latchkey window, or give its recovery phrase in LATCHKEY_RECOVERY_PHRASE.',
      ),
    )
  }
  return ok(assemble(options, key.value.key, key.value.place))
}

/** The folder's key where it is kept, or from the recovery phrase where a person gave that. */
function dataKey(options: DeskOptions): ReturnType<SecretStore['load']> {
  const phrase = options.environment.LATCHKEY_RECOVERY_PHRASE
  if (phrase === undefined) return options.secretStore.load()
  const key = keyFromRecoveryPhrase(phrase)
  return key === null ? fail('key-unavailable') : ok({ key, place: 'keychain' })
}

/** Makes a new folder with a new key, or opens it where it is there already. */
export function createDesk(options: DeskOptions, place: KeyPlace): Result<OpenDesk, Failure> {
  if (isDataFolder(options.dataDir)) return openDesk(options)
  const left = options.secretStore.load()
  if (left.ok) return ok(assemble(options, left.value.key, left.value.place))
  const key = systemRandom.bytes(32)
  const kept = options.secretStore.create(key, place)
  if (!kept.ok) {
    return fail(
      kept.error === 'keychain-unavailable'
        ? failure(
            'keychain-unavailable',
            'This computer has no keychain that Latchkey may use. The key can be kept in a file beside the data folder instead.',
          )
        : failure('key-unavailable', 'A key could not be kept beside this folder. Nothing was made.'),
    )
  }
  return ok(assemble(options, key, place))
}

function assemble(options: DeskOptions, dataKey: Uint8Array, keyPlace: KeyPlace): OpenDesk {
  const clock = clockOf(options.clock)
  const store: Store = openStore({
    folder: options.dataDir,
    dataKey,
    migrationsFolder: migrationsFolder(),
    backupName: `before-update-${toIso(systemClock.now()).replace(/[:.]/g, '-')}.db`,
    ...(options.sqliteBinding === null ? {} : { nativeBinding: options.sqliteBinding }),
  })
  const desk: Desk = { store, clock, random: systemRandom, logger: options.logger }
  const environment = { ...options.environment }
  const locks = houseLocks({ desk, dataDir: options.dataDir, environment })
  const fetcher = httpCalendarFeed()
  const calendarFeed: CalendarFeed = {
    async fetch(request) {
      const answer = await fetcher.fetch(request)
      noteConnection(
        desk,
        answer.unchanged || answer.reading.verdict !== 'failed' || answer.reading.reason !== 'unreachable',
      )
      return answer
    },
  }
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const gateways = houseGateways(desk, environment)
  const mailboxes = houseMailboxes(desk, environment)
  const worker = createWorker({ desk, locks, calendarFeed, gateways, mailboxes, leaseClock: systemClock, pause })
  const publicSide = createPublicSide({
    desk,
    environment,
    gateways,
    isSigned,
    atDoor: worker.atDoor,
    // What came in while nobody could reach the desk is fetched now.
    onReachable: () =>
      void worker.syncNow('twilio').catch((error: unknown) => options.logger.error('texting.fetch-failed', error)),
  })
  const training = trainingTexting({
    desk,
    environment,
    listen: () => publicSide.listen(null),
    guestsWrite: options.clock.kind === 'system',
  })
  return {
    desk,
    worker,
    calendarFeed: fetcher,
    spreadsheets,
    mailboxes,
    keyPlace,
    locks,
    training: locks.training,
    slipPrinter: { toPdf: options.toPdf ?? (async () => fail('printing-needs-window')) },
    systemNow: () => systemClock.now(),
    seamEndpoint: () => seamSettings(desk)?.endpoint ?? null,
    ttlockEndpoint: () => ttlockSettings(desk)?.endpoint ?? null,
    publicSide,
    trainingTexting: training,
    testTexting: publicSide.selfTest,
    seePages: publicSide.seePages,
    environment,
    async close() {
      await training.stop()
      await publicSide.stop()
      await worker.stop()
      locks.close()
      store.close()
    },
  }
}

const clockOf = (choice: DeskOptions['clock']): Clock => {
  if (choice.kind === 'system') return systemClock
  return choice.kind === 'fixed' ? fixedClock(choice.at) : fixedStartClock(choice.at)
}

/** Puts a backup in the place of a folder's store. Refused while another process works on the folder. */
export function restoreDesk(options: DeskOptions, file: string): Result<RestoreReport, Failure> {
  if (!existsSync(file)) return fail(failure('file-missing', `There is no file ${file}. Nothing was changed.`))
  const key = dataKey(options)
  if (!key.ok) return fail(failure('key-unavailable', 'The key of this folder cannot be read. Nothing was changed.'))
  if (isHeld(options))
    return fail(failure('desk-running', 'Latchkey is open on this folder. Close it first. Nothing was changed.'))
  const stamp = toIso(systemClock.now()).replace(/[:.]/g, '-')
  try {
    const report = restoreStore({
      folder: options.dataDir,
      dataKey: key.value.key,
      migrationsFolder: migrationsFolder(),
      backupName: `before-update-${stamp}.db`,
      file,
      at: clockOf(options.clock).now(),
      replacedName: `replaced-${stamp}`,
      ...(options.sqliteBinding === null ? {} : { nativeBinding: options.sqliteBinding }),
    })
    return ok(report)
  } catch (error) {
    if (error instanceof VaultError)
      return fail(
        failure(
          'key-unavailable',
          'This backup was made with another key, so it cannot be read here. The data that was here is untouched.',
        ),
      )
    if (error instanceof DatabaseFromTheFutureError) return fail(failure('backup-damaged', error.message))
    options.logger.error('restore.failed', error)
    return fail(
      failure('backup-damaged', 'This file is not a sound Latchkey backup. The data that was here is untouched.'),
    )
  }
}

/** True while a process works on the folder. A store too damaged to say so is held by nobody: it is to be replaced. */
function isHeld(options: DeskOptions): boolean {
  if (!isDataFolder(options.dataDir)) return false
  try {
    const { sqlite, db } = openDatabase(databaseFile(options.dataDir), {
      readonly: true,
      ...(options.sqliteBinding === null ? {} : { nativeBinding: options.sqliteBinding }),
    })
    try {
      return leaseHolder(db, systemClock.now()) !== null
    } finally {
      sqlite.close()
    }
  } catch (error) {
    options.logger.error('restore.store-unreadable', error)
    return false
  }
}

/** The key store of a folder without a window: a file beside it. */
export const headlessSecretStore = (dataDir: string): SecretStore => keyFileStore(dataDir)

export const isDemo = (desk: Desk): boolean => readSetting(desk.store.read, 'demo') === true

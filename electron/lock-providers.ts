/** Builds the vendors of locks, each when it is first asked for: part of the composition root. */
import { join } from 'node:path'
import { systemClock } from './adapters/clock/clock.ts'
import type { SeamOptions } from './adapters/seam/seam-provider.ts'
import { seamRhythm } from './adapters/seam/seam-rhythm.ts'
import { type SimulatorProvider, simulatorProvider } from './adapters/simulator/simulator-provider.ts'
import { ttlockProvider } from './adapters/ttlock/ttlock-provider.ts'
import type { TrainingKnobs } from './contract/views.ts'
import type { LockProvider } from './ports/lock-provider.ts'
import type { LockProviders } from './services/access-codes/index.ts'
import { noteConnection } from './services/connection/index.ts'
import type { Desk } from './services/desk/index.ts'
import {
  monthlyMeter,
  readSeamKey,
  readTtlockAccount,
  seamSettings,
  tokenStore,
  ttlockSettings,
} from './services/house/index.ts'

/** The training locks as the desk sets them. */
export type TrainingLocks = {
  readonly knobs: (deviceId: string) => TrainingKnobs
  readonly change: (
    deviceId: string,
    knobs: { readonly [Knob in keyof TrainingKnobs]?: TrainingKnobs[Knob] | undefined },
  ) => TrainingKnobs
  /** What the demo house is laid out with; only a composed desk has it. */
  readonly demo?: Pick<SimulatorProvider, 'setDevice' | 'setGateway' | 'addForeignCode'>
}

export type HouseLocks = LockProviders & {
  readonly training: TrainingLocks
  /** Writes what the vendors' adapters hold in memory only. Before the store is closed. */
  readonly close: () => void
}

export type LockParts = {
  readonly desk: Desk
  readonly dataDir: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Vendors by name; a client is made anew when its account or endpoint changes. */
export function houseLocks(parts: LockParts): HouseLocks {
  const { desk, environment } = parts
  const { logger } = desk
  const { vault } = desk.store
  const simulator = simulatorProvider({
    file: join(parts.dataDir, 'simulated-locks.json'),
    clock: desk.clock,
    // Training locks open no door, but people train with digits that might: sealed as in the store.
    seal: {
      seal: (text) => vault.seal('pin', text).toString('base64'),
      open: (sealed) => vault.open('pin', Buffer.from(sealed, 'base64')),
    },
  })
  const ttlockMeter = monthlyMeter(desk, 'ttlock', systemClock)
  const made = new Map<string, { readonly mark: string; readonly provider: LockProvider }>()

  /** The client as it is, or a new one where what it was made from has changed. */
  function kept(name: string, mark: string, make: () => LockProvider): LockProvider {
    const known = made.get(name)
    if (known?.mark === mark) return known.provider
    const provider = make()
    made.set(name, { mark, provider })
    return provider
  }

  function seam(): LockProvider | null {
    const settings = seamSettings(desk)
    const apiKey = readSeamKey(desk, settings, environment)
    if (apiKey === null) return null
    const endpoint = settings?.endpoint ?? null
    // Vendors' clocks are compared with the computer's own, whatever time the desk was told.
    return kept('seam', `${apiKey} ${endpoint}`, () => seamWhenAsked({ apiKey, endpoint, logger, clock: systemClock }))
  }

  function ttlock(): LockProvider | null {
    const account = readTtlockAccount(desk, environment)
    if (account === null) return null
    const endpoint = ttlockSettings(desk)?.endpoint ?? null
    const mark = JSON.stringify([account, endpoint])
    return kept('ttlock', mark, () =>
      ttlockProvider({
        ...account,
        endpoint,
        tokens: tokenStore(desk, 'ttlock', mark),
        meter: ttlockMeter,
        clock: systemClock,
        logger,
      }),
    )
  }

  return {
    named(name) {
      if (name === 'simulator') return simulator
      if (name === 'seam') return seam()
      return name === 'ttlock' ? ttlock() : null
    },
    reached: (reached) => noteConnection(desk, reached),
    training: trainingLocks(simulator),
    close: ttlockMeter.keep,
  }
}

/** Seam's SDK is 270 files, and most commands never ask Seam anything: it is loaded with the first call. */
function seamWhenAsked(options: SeamOptions): LockProvider {
  let loading: Promise<LockProvider> | null = null
  let loaded: LockProvider | null = null
  const seam = (): Promise<LockProvider> => {
    loading ??= import('./adapters/seam/seam-provider.ts').then(({ seamProvider }) => {
      loaded = seamProvider(options)
      return loaded
    })
    return loading
  }
  return {
    name: 'seam',
    rhythm: seamRhythm,
    capabilities: async (deviceId) => (await seam()).capabilities(deviceId),
    setCode: async (order) => (await seam()).setCode(order),
    updateCode: async (order) => (await seam()).updateCode(order),
    removeCode: async (order) => (await seam()).removeCode(order),
    listCodes: async (deviceId) => (await seam()).listCodes(deviceId),
    health: async (deviceId) => (await seam()).health(deviceId),
    unlock: async (order) => (await seam()).unlock(order),
    poll: async (cursor) => (await seam()).poll(cursor),
    offlineCode: async (order) => (await seam()).offlineCode(order),
    status: () => loaded?.status() ?? { clockAheadMs: null, callsThisMonth: null, callsPerMonth: null },
  }
}

/** What a lock does until a person sets it otherwise, in seconds. */
const usualLatencySeconds = 1.5
const shownFaults: ReadonlySet<unknown> = new Set<TrainingKnobs['failNext']>([
  'busy',
  'duplicate',
  'full',
  'transient',
  'answer-lost',
])

function trainingLocks(simulator: SimulatorProvider): TrainingLocks {
  const knobs = (deviceId: string): TrainingKnobs => {
    const device = simulator.device(deviceId)
    return {
      online: device.online,
      latencySeconds: device.latencyMs === null ? usualLatencySeconds : device.latencyMs / 1000,
      batteryPercent: device.batteryPercent ?? 100,
      failNext: shownFaults.has(device.failNext) ? (device.failNext as TrainingKnobs['failNext']) : null,
    }
  }
  return {
    knobs,
    demo: simulator,
    change(deviceId, { online, latencySeconds, batteryPercent, failNext }) {
      simulator.setDevice(deviceId, {
        ...(online === undefined ? {} : { online }),
        ...(latencySeconds === undefined ? {} : { latencyMs: Math.round(latencySeconds * 1000) }),
        ...(batteryPercent === undefined ? {} : { batteryPercent }),
        ...(failNext === undefined ? {} : { failNext }),
      })
      return knobs(deviceId)
    },
  }
}

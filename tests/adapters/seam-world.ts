import { afterEach } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { seamProvider } from '../../electron/adapters/seam/seam-provider.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { instant } from '../../electron/domain/time.ts'
import type { Clock } from '../../electron/ports/clock.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import type { Logger } from '../../electron/ports/logger.ts'
import { startFakeSeam } from '../support/fake-seam.ts'
import { startSlowProxy } from '../support/slow-proxy.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type SeamWorldOptions = {
  properties?: Record<string, unknown>
  flags?: Record<string, boolean>
  clock?: Clock
  logger?: Logger
  timeoutMs?: number
}

/** Seam's fake behind a bad network, with the locks `front` and `room1`; whoever opens it stops it. */
export async function openSeam(options: SeamWorldOptions = {}) {
  const { properties, flags, clock, logger = silentLogger, timeoutMs = 5_000 } = options
  const fake = await startFakeSeam({
    devices: [
      { deviceId: 'front', name: 'Front Door', ...(properties ? { properties } : {}), ...(flags ? { flags } : {}) },
      { deviceId: 'room1' },
    ],
  })
  const proxy = await startSlowProxy(fake.endpoint)
  const provider = seamProvider({
    apiKey: fake.apiKey,
    endpoint: proxy.url,
    logger,
    timeoutMs,
    patienceMs: 400,
    lookEveryMs: 10,
    ...(clock ? { clock } : {}),
  })
  const stop = async () => {
    await proxy.stop()
    await fake.stop()
  }
  return { fake, proxy, provider, stop }
}
/** The same, stopped after the test. */
export const opened = async (...args: Parameters<typeof openSeam>) => {
  const world = await openSeam(...args)
  stops.push(world.stop)
  return world
}

export const order = (over: Record<string, unknown> = {}) => ({
  opId: 'op',
  deviceId: 'front',
  pin: '482915' as Pin,
  startsAt: instant(Date.UTC(2027, 4, 1)),
  endsAt: instant(Date.UTC(2027, 4, 3)),
  label: 'LK-a-1',
  ...over,
})

/** The first code on the front door, or why it could not be listed. */
export const firstCode = async (provider: LockProvider) => {
  const answer = await provider.listCodes('front')
  return answer.ok ? answer.codes[0] : answer.fault
}

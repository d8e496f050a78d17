/** A TTLock provider in front of the fake Open Platform, with a clock that stands until it is moved. */
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { type TtlockOptions, ttlockProvider } from '../../electron/adapters/ttlock/ttlock-provider.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { instant } from '../../electron/domain/time.ts'
import type { CodeOrder } from '../../electron/ports/lock-provider.ts'
import type { VendorTokens } from '../../electron/ports/token-store.ts'
import { type FakeTtlockLock, startFakeTtlock } from './fake-ttlock.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const start = instant(Date.UTC(2027, 4, 1, 13))

export const order = (over: Partial<CodeOrder> & { readonly digits?: string } = {}): CodeOrder => {
  const { digits, ...rest } = over
  const pin = (digits ?? '482915') as Pin
  return {
    opId: 'op',
    deviceId: 'front',
    pin,
    startsAt: start,
    endsAt: instant(start + 3 * day),
    label: 'LK-a-1',
    ...rest,
  }
}

export async function openTtlock(
  options: Partial<TtlockOptions> & { readonly locks?: readonly FakeTtlockLock[] } = {},
) {
  const { locks = [{ lockId: 'front' }, { lockId: 'room1' }], ...over } = options
  const time = { now: Date.UTC(2027, 3, 30, 12), computerAheadMs: 0 }
  const fake = await startFakeTtlock({ locks, now: () => time.now })
  const kept: { tokens: VendorTokens | null; calls: number } = { tokens: null, calls: 0 }
  const settings: TtlockOptions = {
    ...fake.account,
    region: 'eu',
    endpoint: fake.endpoint,
    tokens: {
      read: () => kept.tokens,
      write: (tokens) => {
        kept.tokens = tokens
      },
    },
    meter: {
      count: () => {
        kept.calls += 1
      },
      thisMonth: () => kept.calls,
    },
    clock: { now: () => instant(time.now + time.computerAheadMs) },
    logger: silentLogger,
    timeoutMs: 5_000,
    gatewayTimeoutMs: 5_000,
    ...over,
  }
  const sent = (path: string) => fake.requests.filter((request) => request.path === path)
  return { fake, time, kept, settings, sent, provider: ttlockProvider(settings) }
}

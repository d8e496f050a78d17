import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { VendorTokens } from '../../ports/token-store.ts'
import { type CallFailure, errcodes } from './ttlock-faults.ts'
import { allPages } from './ttlock-pages.ts'
import type { TtlockOptions } from './ttlock-provider.ts'
import { ttlockSession } from './ttlock-session.ts'
import { ttlockGateway, ttlockLock } from './ttlock-shapes.ts'
import { ttlockWire } from './ttlock-wire.ts'

export type TtlockDeviceLine = { readonly deviceId: string; readonly name: string; readonly online: boolean | null }

/** The locks a TTLock account can reach: the set-up's test, and what doors are chosen from. Nothing of it is kept. */
export async function listTtlockDevices(
  options: Omit<TtlockOptions, 'tokens' | 'meter' | 'gatewayTimeoutMs'>,
): Promise<Result<readonly TtlockDeviceLine[], Failure>> {
  const { clock, logger, timeoutMs = 15_000 } = options
  const wire = ttlockWire({ ...options, meter: { count: () => {}, thisMonth: () => 0 } })
  let kept: VendorTokens | null = null
  const tokens = {
    read: () => kept,
    write: (made: VendorTokens | null) => {
      kept = made
    },
  }
  const session = ttlockSession(options, wire, tokens, clock)
  const refused = (failed: CallFailure) => {
    logger.warn('ttlock.devices-failed', { fault: failed.fault, errcode: failed.errcode })
    return fail(failure('locks-unreachable', sentenceFor(failed)))
  }
  const locks = await allPages(session, '/v3/lock/list', {}, ttlockLock, (lock) => lock.lockId, timeoutMs)
  if (!locks.ok) return refused(locks.failure)
  const gateways = await allPages(session, '/v3/gateway/list', {}, ttlockGateway, (one) => one.gatewayId, timeoutMs)
  if (!gateways.ok) return refused(gateways.failure)
  // Which lock hangs on which gateway would cost a call a lock; where all gateways agree, it is known anyway.
  const states = new Set(gateways.value.map((gateway) => gateway.isOnline === 1))
  const gatewaysOnline = states.size === 1 ? states.has(true) : null
  return ok(
    locks.value.map((lock) => ({
      deviceId: lock.lockId,
      name: lock.lockAlias ?? lock.lockName ?? lock.lockId,
      online: lock.hasGateway === 0 ? false : gatewaysOnline,
    })),
  )
}

function sentenceFor({ fault, errcode, reached }: CallFailure): string {
  if (errcode === errcodes.wrongRegion)
    return 'This TTLock account lives in the other region. Choose the other one and try again. Nothing was kept.'
  if (errcode === 10000 || errcode === 10001)
    return 'TTLock does not know this client ID and secret. Copy both anew from the Open Platform. Nothing was kept.'
  if (fault === 'auth')
    return 'TTLock does not accept this user name and password. They are those of the TTLock app. Nothing was kept.'
  if (fault === 'clock')
    return 'The clock of this computer is more than five minutes off, so TTLock refuses it. Set the clock and try again. Nothing was kept.'
  if (fault === 'quota')
    return 'TTLock takes no more calls from this account for now. Try again later, or look at its quota on the Open Platform. Nothing was kept.'
  if (fault === 'offline' && reached === 'no')
    return 'TTLock could not be reached. Check the Internet connection of this computer and try again. Nothing was kept.'
  return 'TTLock answered with a fault. Nothing was kept; try again in a few minutes.'
}

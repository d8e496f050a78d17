/**
 * The parts of TTLock's answers that Latchkey reads, checked. Answers also hold the locks' admin codes and keys:
 * nothing else of them is kept, and none is ever logged.
 */
import { z } from 'zod'
import type { LockCapabilities, RemoteCode, Signal } from '../../domain/lock.ts'
import { defaultPinRules, type Pin } from '../../domain/pin.ts'
import { type Instant, instant } from '../../domain/time.ts'

const id = z.union([z.number(), z.string().min(1)]).transform(String)

export const ttlockTokens = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.coerce.number().positive(),
})

export const ttlockPage = z.object({
  list: z.array(z.unknown()).nullish(),
  pages: z.number().int().nonnegative().nullish(),
  total: z.number().int().nonnegative().nullish(),
})

export const ttlockAdded = z.object({ keyboardPwdId: id })
export const ttlockOfflineCode = z.object({ keyboardPwdId: id, keyboardPwd: z.string().regex(/^\d{4,9}$/) })
/** The lock's own clock, milliseconds. */
export const ttlockDate = z.object({ date: z.number().int() })

export const ttlockPasscode = z.object({
  keyboardPwdId: id,
  keyboardPwdName: z.string().nullish(),
  keyboardPwd: z.union([z.string(), z.number().transform(String)]).nullish(),
  keyboardPwdType: z.number().nullish(),
  startDate: z.number().int().nullish(),
  endDate: z.number().int().nullish(),
})

export const ttlockLock = z.object({
  lockId: id,
  lockAlias: z.string().nullish(),
  lockName: z.string().nullish(),
  hasGateway: z.number().nullish(),
})
export const ttlockDetail = z.object({ electricQuantity: z.number().nullish() })

export const ttlockGateway = z.object({
  gatewayId: id,
  gatewayName: z.string().nullish(),
  isOnline: z.number().nullish(),
})
/** A gateway in reach of a lock; whether it is online stands in the account's list only. */
export const ttlockReach = z.object({
  gatewayId: id,
  gatewayName: z.string().nullish(),
  gatewayMac: z.string().nullish(),
  rssi: z.number().nullish(),
})

const permanentType = 2

/** TTLock's list is its own record: it says nothing of the lock's memory (facts/locks.md section 1). */
export function toRemoteCode(code: z.infer<typeof ttlockPasscode>): RemoteCode {
  const permanent = code.keyboardPwdType === permanentType
  return {
    ref: code.keyboardPwdId,
    label: code.keyboardPwdName ?? null,
    pin: code.keyboardPwd && /^\d+$/.test(code.keyboardPwd) ? (code.keyboardPwd as Pin) : null,
    startsAt: permanent ? null : readDate(code.startDate),
    endsAt: permanent ? null : readDate(code.endDate),
    state: 'recorded',
    fault: null,
  }
}

const readDate = (ms: number | null | undefined): Instant | null => (ms ? instant(ms) : null)

/** Above -75 dBm a gateway hears the lock well, below -85 hardly (facts/locks.md section 1). */
export function toSignal(rssi: number | null | undefined): Signal | null {
  if (rssi === null || rssi === undefined) return null
  if (rssi > -75) return 'good'
  return rssi < -85 ? 'weak' : 'fair'
}

export const toCapabilities = (lane: string): LockCapabilities => ({
  acknowledges: 'with-answer',
  // What TTLock calls too simple our own policy for digits keeps out already.
  pinRules: { ...defaultPinRules, lengths: [4, 5, 6, 7, 8, 9] },
  canUpdate: true,
  canUnlock: true,
  offlineCodes: true,
  maxCodes: 250,
  lane,
})

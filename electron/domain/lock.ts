/** What the world of locks can answer, in the words of facts/locks.md section 3. */
import type { Pin, PinRules } from './pin.ts'
import type { Instant } from './time.ts'

/** The device on a door: which provider speaks to it, and its name there. */
export type LockRef = { readonly provider: string; readonly deviceId: string }

export type LockFault =
  | 'offline'
  | 'busy'
  | 'duplicate'
  | 'full'
  | 'bad-pin'
  | 'auth'
  | 'quota'
  | 'clock'
  | 'not-found'
  | 'unsupported'
  | 'transient'

/** Faults that no repetition cures: they go to a person at once. */
export const permanentFaults: ReadonlySet<LockFault> = new Set(['full', 'auth', 'not-found', 'unsupported', 'clock'])

/**
 * How one call ended. `confirmed`: the device has it. `accepted`: the provider took it, the device has not said so.
 * `rejected`: nothing was changed. `unknown`: it may or may not have happened; look before you repeat.
 */
export type LockOutcome =
  | { readonly state: 'confirmed' | 'accepted'; readonly ref: string }
  | { readonly state: 'rejected'; readonly fault: LockFault; readonly retryAfterMs?: number }
  | { readonly state: 'unknown'; readonly fault: LockFault }

export type LockCapabilities = {
  /** When the proof comes that the device holds a code: with the answer, later by `listCodes`, or never. */
  readonly acknowledges: 'with-answer' | 'later' | 'never'
  readonly pinRules: PinRules
  readonly canUpdate: boolean
  readonly canUnlock: boolean
  /** The lock can make a code by itself, without gateway or Internet at the door. */
  readonly offlineCodes: boolean
  /** Most codes the lock keeps; null where the vendor does not say. */
  readonly maxCodes: number | null
  /** Calls with the same lane are made one after another, e.g. all locks behind one gateway. */
  readonly lane: string
}

/** One code as the provider lists it. */
export type RemoteCode = {
  readonly ref: string
  readonly label: string | null
  /** Null where the provider masks digits. */
  readonly pin: Pin | null
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  /**
   * `held`: on the device, or held scheduled for it. `recorded`: the vendor's record has it, which says nothing of the
   * device (a TTLock listing): as good as held only after the device itself has confirmed it once.
   */
  readonly state: 'pending' | 'held' | 'recorded' | 'removing' | 'failed'
  readonly fault: LockFault | null
}

/** The bridge between the Internet and some locks. */
export type Gateway = { readonly id: string; readonly name: string; readonly online: boolean | null }
export type Signal = 'good' | 'fair' | 'weak' | 'none'

/** How a lock is, as far as its provider knows; null where it does not. */
export type LockHealth = {
  readonly online: boolean | null
  readonly batteryPercent: number | null
  readonly signal: Signal | null
  readonly gateway: Gateway | null
  /** Seconds by which the lock's own clock is ahead. */
  readonly clockSkewSeconds: number | null
  /** Why it could not be asked, or what stands in its way; null where all is well. */
  readonly fault: LockFault | null
}

export const unknownHealth = (fault: LockFault | null): LockHealth => ({
  online: null,
  batteryPercent: null,
  signal: null,
  gateway: null,
  clockSkewSeconds: null,
  fault,
})

/**
 * What an unlocking brought: `opened` when the device said so, `sent` when the vendor took it and the device has not
 * spoken. It is never repeated by the program.
 */
export type UnlockOutcome =
  | { readonly state: 'opened' | 'sent' }
  | { readonly state: 'rejected' | 'unknown'; readonly fault: LockFault }

/** Something a provider reports that happened at a lock. */
export type LockEvent = {
  readonly deviceId: string
  /** The code it is about, by the provider's name for it. */
  readonly ref: string | null
  /** `code`: a code was set, changed, failed or removed. `opened`: somebody used this code. `device`: on or offline, battery. */
  readonly kind: 'code' | 'opened' | 'device'
  readonly at: Instant
}

/** What a vendor's account says of itself, for `doctor`. */
export type ProviderStatus = {
  /** Milliseconds by which this computer's clock is ahead of the vendor's, by its last answer; null before one. */
  readonly clockAheadMs: number | null
  /** Calls made in the running month, and how many the account has; null where nobody counts. */
  readonly callsThisMonth: number | null
  readonly callsPerMonth: number | null
}

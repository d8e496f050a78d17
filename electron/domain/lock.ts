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
  /** `held`: on the device, or held scheduled for it. */
  readonly state: 'pending' | 'held' | 'removing' | 'failed'
  readonly fault: LockFault | null
}

export type LockHealth = { readonly online: boolean | null; readonly batteryPercent: number | null }

/**
 * One access code as a state machine: what to do next with it. Each code goes its own way, never all-or-nothing.
 * `accepted` is not `on-lock`; an unknown outcome is looked up before it is repeated; a revocation goes on until it is
 * confirmed (design.md 3.2, facts/locks.md section 3). What an answer makes of it: `access-code-answers.ts`; what a
 * changed plan makes of it: `access-code-orders.ts`.
 */
import { currentWindow, type Window } from './access-window.ts'
import type { LockFault } from './lock.ts'
import { hours, type Instant, instant } from './time.ts'

export type CodeState = 'planned' | 'sending' | 'accepted' | 'on-lock' | 'removing' | 'removed' | 'needs-attention'

/** `party`: planned for a reservation. `spare`: kept on the lock in advance. `offline`: made by the lock itself. */
export type CodeKind = 'party' | 'spare' | 'offline'

export type AccessCode = {
  readonly kind: CodeKind
  readonly desired: 'present' | 'absent'
  readonly state: CodeState
  readonly windows: readonly Window[]
  readonly providerRef: string | null
  /** The window the provider last took; null while nothing of ours is there. */
  readonly sent: Window | null
  readonly mustLook: boolean
  readonly fault: LockFault | null
  readonly attempts: number
  /** When to take it up again after a fault or while a proof is awaited; null: now. */
  readonly retryAt: Instant | null
  /** The lock first held these digits then; from now on only a person changes them. */
  readonly heldSince: Instant | null
  /** When a look at the lock last found it as it should be; null: look now. */
  readonly verifiedAt: Instant | null
  /** When somebody last opened the door with it, where the vendor tells. */
  readonly openedAt: Instant | null
  /** Taken off a full lock for somebody who comes sooner: not sent again before this moment. */
  readonly notBefore: Instant | null
}

export type CodeFacts = {
  readonly now: Instant
  /** Codes are sent this long before their start; 0: only when a stay is in house. */
  readonly codesAheadMs: number
  /** A stay that this code opens for is in house, or may still open after leaving: the code is due whatever its start. */
  readonly inHouse: boolean
  /** A revoked code of a moved party stays until here, so that nobody stands before two shut doors. */
  readonly heldUntil?: Instant | null
}

export type CodeStep =
  | { readonly do: 'set' | 'update'; readonly window: Window }
  | { readonly do: 'remove' }
  | { readonly do: 'look' }
  /** Nothing of it was ever sent, or it has died by itself: it ends without a call. */
  | { readonly do: 'forget' }
  | { readonly do: 'wait'; readonly until: Instant | null }

export const sameWindow = (left: Window, right: Window): boolean =>
  left.startsAt === right.startsAt && left.endsAt === right.endsAt

/** Nothing of it is at the provider, as far as is known. */
export const isNowhere = (code: AccessCode): boolean => code.sent === null && code.providerRef === null

/** A code that the lock holds is looked at again this long after the last look ... */
const verifyEveryMs = hours(24)
/** ... and in any case this long before it opens: loaded codes have been seen to revert (facts/locks.md section 4). */
const verifyBeforeMs = hours(2)

/** When a code that the lock holds is to be looked at again. */
function verifyDueAt(code: AccessCode, window: Window, now: Instant): Instant {
  if (code.verifiedAt === null) return now
  const beforeStart = window.startsAt - verifyBeforeMs
  const regular = code.verifiedAt + verifyEveryMs
  return instant(beforeStart > code.verifiedAt ? Math.min(beforeStart, regular) : regular)
}

/** The window in which it should be on the lock now or next; null where it should not. */
export const wantedWindow = (code: AccessCode, now: Instant): Window | null =>
  code.desired === 'present' ? currentWindow(code.windows, now) : null

/** When a code that is not on the lock is to be sent; null: only a check-in makes it due. */
function sendAt(code: AccessCode, window: Window, facts: CodeFacts): Instant | null {
  if (code.kind !== 'party' || facts.inHouse) return facts.now
  if (facts.codesAheadMs === 0) return null
  return instant(Math.max(window.startsAt - facts.codesAheadMs, code.notBefore ?? 0))
}

/** What this code needs now. Pure: the reconciler does it, the screens may ask it too. */
export function nextStep(code: AccessCode, facts: CodeFacts): CodeStep {
  if (code.state === 'removed') return { do: 'wait', until: null }
  const window = wantedWindow(code, facts.now)
  if (code.kind === 'offline') return offlineStep(code, window, facts.now)
  if (code.retryAt !== null && code.retryAt > facts.now) return { do: 'wait', until: code.retryAt }
  if (code.mustLook) return { do: 'look' }
  const held = facts.heldUntil ?? null
  if (window === null && held !== null && held > facts.now) return { do: 'wait', until: held }
  if (window === null) return isNowhere(code) ? { do: 'forget' } : { do: 'remove' }
  const due = sendAt(code, window, facts)
  if (code.sent === null) {
    if (due !== null && due <= facts.now) return { do: code.providerRef === null ? 'set' : 'update', window }
    // Something of it is still there, with other digits than it should have, and its day has not come.
    if (code.providerRef !== null) return { do: 'remove' }
    return { do: 'wait', until: due ?? window.endsAt }
  }
  // Its check-in was taken back where codes are sent only then, or it gives way on a full lock.
  if (due === null || (code.notBefore !== null && due > facts.now)) return { do: 'remove' }
  if (!sameWindow(code.sent, window)) return { do: 'update', window }
  if (code.state !== 'on-lock') return { do: 'look' }
  const verifyAt = verifyDueAt(code, window, facts.now)
  if (verifyAt <= facts.now) return { do: 'look' }
  return { do: 'wait', until: instant(Math.min(verifyAt, window.endsAt)) }
}

/** The lock made it out of the time alone: it ends by itself, and a revocation can only be tried. */
function offlineStep(code: AccessCode, window: Window | null, now: Instant): CodeStep {
  if (code.sent === null || code.sent.endsAt <= now) return { do: 'forget' }
  if (code.retryAt !== null && code.retryAt > now) return { do: 'wait', until: code.retryAt }
  return window === null ? { do: 'remove' } : { do: 'wait', until: code.sent.endsAt }
}

/** A code whose day has not come, of which nothing is anywhere: a fault of an earlier order does not stay on it. */
export function rested(code: AccessCode, facts: CodeFacts): AccessCode {
  const untouched = code.sent === null && !code.mustLook && code.desired === 'present' && code.kind !== 'offline'
  const retrying = code.retryAt !== null && code.retryAt > facts.now
  if (code.state === 'removed' || code.state === 'planned') return code
  if (!untouched || retrying || nextStep(code, facts).do !== 'wait') return code
  return { ...code, state: 'planned', fault: null, attempts: 0, retryAt: null }
}

/** When the reconciler has to take this code up again; null: only a change wakes it. */
export function nextDueAt(code: AccessCode, facts: CodeFacts): Instant | null {
  const step = nextStep(code, facts)
  return step.do === 'wait' ? step.until : facts.now
}

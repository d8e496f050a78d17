/**
 * One access code as a state machine: what to do next with it, and what an answer of the provider makes of it.
 * Each code goes its own way, never all-or-nothing. `accepted` is not `on-lock`; an unknown outcome is looked up
 * before it is repeated; a revocation goes on until it is confirmed (design.md 3.2, facts/locks.md section 3).
 */
import { currentWindow, type Window } from './access-window.ts'
import { type LockFault, type LockOutcome, permanentFaults, type RemoteCode } from './lock.ts'
import { hours, type Instant, instant, minutes } from './time.ts'

export type CodeState = 'planned' | 'sending' | 'accepted' | 'on-lock' | 'removing' | 'removed' | 'needs-attention'

export type AccessCode = {
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
}

export type CodeFacts = {
  readonly now: Instant
  /** Codes are sent this long before their start; 0: only when a stay is in house. */
  readonly codesAheadMs: number
  /** A stay that this code opens for is in house: the code is due whatever its start. */
  readonly inHouse: boolean
  /** A revoked code of a moved party stays until here, so that nobody stands before two shut doors. */
  readonly heldUntil?: Instant | null
}

export type CodeStep =
  | { readonly do: 'set' | 'update'; readonly window: Window }
  | { readonly do: 'remove' }
  | { readonly do: 'look' }
  /** Nothing of it was ever sent: it ends without a call. */
  | { readonly do: 'forget' }
  | { readonly do: 'wait'; readonly until: Instant | null }

const sameWindow = (left: Window, right: Window): boolean =>
  left.startsAt === right.startsAt && left.endsAt === right.endsAt

/** Nothing of it is at the provider, as far as is known. */
const isNowhere = (code: AccessCode): boolean => code.sent === null && code.providerRef === null

/** What this code needs now. Pure: the reconciler does it, the screens may ask it too. */
export function nextStep(code: AccessCode, facts: CodeFacts): CodeStep {
  if (code.state === 'removed') return { do: 'wait', until: null }
  if (code.retryAt !== null && code.retryAt > facts.now) return { do: 'wait', until: code.retryAt }
  if (code.mustLook) return { do: 'look' }
  const window = code.desired === 'present' ? currentWindow(code.windows, facts.now) : null
  const held = facts.heldUntil ?? null
  if (window === null && held !== null && held > facts.now) return { do: 'wait', until: held }
  if (window === null) return isNowhere(code) ? { do: 'forget' } : { do: 'remove' }
  if (code.fault !== null && permanentFaults.has(code.fault)) return { do: 'wait', until: window.endsAt }
  if (code.sent === null) {
    const dueAt = instant(window.startsAt - facts.codesAheadMs)
    const due = facts.inHouse || (facts.codesAheadMs > 0 && dueAt <= facts.now)
    if (due) return { do: code.providerRef === null ? 'set' : 'update', window }
    return { do: 'wait', until: facts.codesAheadMs > 0 ? dueAt : window.endsAt }
  }
  if (!sameWindow(code.sent, window)) return { do: 'update', window }
  if (code.state === 'on-lock') return { do: 'wait', until: window.endsAt }
  return { do: 'look' }
}

/** 5 s, 15 s, 1 min, 5, 15, then every 30 min; up to a fifth later, so that doors do not come back all at once. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const steps = [5_000, 15_000, minutes(1), minutes(5), minutes(15), minutes(30)]
  const step = steps[Math.min(attempts, steps.length) - 1] ?? steps[0]!
  return Math.round(step * (1 + 0.2 * jitter))
}

/** How long to wait before asking again whether the device has it: soon at first, then once a minute. */
export const proofDelayMs = (attempts: number): number => [1_000, 2_000, 5_000, 15_000, 30_000][attempts] ?? minutes(1)

/** True when a person must know: no repetition helps, or the guest is at the door or soon will be. */
export function needsPerson(fault: LockFault, attempts: number, window: Window | null, facts: CodeFacts): boolean {
  if (permanentFaults.has(fault)) return true
  if (window === null) return false
  const near = facts.inHouse || window.startsAt - facts.now <= hours(1)
  return near && (fault === 'offline' || attempts >= 3)
}

/** The code as it stands while a call is under way. Stored before the call, so that a crash is seen as "unknown". */
export const began = (code: AccessCode, verb: 'set' | 'update' | 'remove'): AccessCode => ({
  ...code,
  state: verb === 'remove' ? 'removing' : code.state === 'needs-attention' ? 'needs-attention' : 'sending',
  mustLook: true,
})

const faulted = (
  code: AccessCode,
  fault: LockFault,
  facts: CodeFacts,
  retryAfterMs: number | null,
  jitter: number,
): AccessCode => {
  const attempts = code.attempts + 1
  const window = code.desired === 'present' ? currentWindow(code.windows, facts.now) : null
  const state =
    window === null ? 'removing' : needsPerson(fault, attempts, window, facts) ? 'needs-attention' : 'sending'
  return {
    ...code,
    state,
    fault,
    attempts,
    retryAt: instant(facts.now + (retryAfterMs ?? retryDelayMs(attempts, jitter))),
  }
}

/** What the answer to a `set`, `update` or `remove` makes of the code. */
export function afterCall(
  code: AccessCode,
  step: { readonly do: 'set' | 'update'; readonly window: Window } | { readonly do: 'remove' },
  outcome: LockOutcome,
  facts: CodeFacts,
  jitter: number,
): AccessCode {
  if (outcome.state === 'unknown') return faulted({ ...code, mustLook: true }, outcome.fault, facts, null, jitter)
  if (outcome.state === 'rejected') {
    // What the vendor no longer knows is not on the door: a removal has reached its end, a change becomes a new code.
    if (outcome.fault === 'not-found' && step.do === 'remove') return removed(code)
    if (outcome.fault === 'not-found' && step.do === 'update') return { ...code, mustLook: true, retryAt: null }
    return faulted({ ...code, mustLook: false }, outcome.fault, facts, outcome.retryAfterMs ?? null, jitter)
  }
  if (step.do === 'remove') {
    if (outcome.state === 'confirmed') return removed(code)
    return {
      ...code,
      state: 'removing',
      mustLook: true,
      fault: null,
      attempts: 0,
      retryAt: instant(facts.now + proofDelayMs(0)),
    }
  }
  const held = outcome.state === 'confirmed'
  return {
    ...code,
    state: held ? 'on-lock' : 'accepted',
    providerRef: outcome.ref,
    sent: step.window,
    mustLook: false,
    fault: null,
    attempts: 0,
    retryAt: held ? null : instant(facts.now + proofDelayMs(0)),
  }
}

const removed = (code: AccessCode): AccessCode => ({
  ...code,
  state: 'removed',
  providerRef: null,
  sent: null,
  mustLook: false,
  fault: null,
  attempts: 0,
  retryAt: null,
})

/** A listing's times may be cut to the minute by the lock. */
const near = (left: Instant, right: Instant): boolean => Math.abs(left - right) < minutes(1)

/**
 * What a look at the lock makes of the code. `seen` is our code as the provider lists it, or null where it is not
 * there; a listing that failed is a fault of its own and comes as such.
 */
export function afterLook(
  code: AccessCode,
  seen: RemoteCode | null | { readonly listingFailed: LockFault },
  facts: CodeFacts,
  jitter: number,
): AccessCode {
  if (seen !== null && 'listingFailed' in seen) return faulted(code, seen.listingFailed, facts, null, jitter)
  const wanted = code.desired === 'present' ? currentWindow(code.windows, facts.now) : null
  if (seen === null) {
    if (wanted === null) return removed(code)
    return { ...code, state: 'planned', providerRef: null, sent: null, mustLook: false, fault: null, retryAt: null }
  }
  const window = seenWindow(seen, code.sent ?? wanted)
  const known = { ...code, providerRef: seen.ref, sent: window, mustLook: false }
  if (wanted === null) {
    if (seen.state !== 'removing') return { ...known, state: 'removing', retryAt: null }
    return {
      ...known,
      state: 'removing',
      mustLook: true,
      fault: seen.fault,
      attempts: code.attempts + 1,
      retryAt: instant(facts.now + proofDelayMs(code.attempts)),
    }
  }
  if (seen.state === 'failed')
    return faulted({ ...known, mustLook: true }, seen.fault ?? 'transient', facts, null, jitter)
  // It is on its way out although it is wanted again: look until it has gone, then set it anew.
  if (seen.state === 'removing')
    return { ...known, state: 'sending', mustLook: true, retryAt: instant(facts.now + proofDelayMs(0)) }
  if (window !== null && !(near(window.startsAt, wanted.startsAt) && near(window.endsAt, wanted.endsAt))) {
    return { ...known, state: 'sending', fault: null, retryAt: null }
  }
  if (seen.state === 'held') {
    return { ...known, state: 'on-lock', sent: wanted, fault: null, attempts: 0, retryAt: null }
  }
  // The provider has it, the lock does not yet, and the provider knows why: a person near the arrival must know too.
  if (seen.fault !== null) {
    const late = faulted({ ...known, sent: wanted, mustLook: true }, seen.fault, facts, proofDelayMs(code.attempts), 0)
    return late.state === 'sending' ? { ...late, state: 'accepted' } : late
  }
  return {
    ...known,
    state: 'accepted',
    sent: wanted,
    fault: null,
    attempts: code.attempts + 1,
    retryAt: instant(facts.now + proofDelayMs(code.attempts)),
  }
}

const seenWindow = (seen: RemoteCode, fallback: Window | null): Window | null =>
  seen.startsAt !== null && seen.endsAt !== null ? { startsAt: seen.startsAt, endsAt: seen.endsAt } : fallback

/** Revoked while a change was under way, a code may open as long as either window says. */
const longest = (sent: Window | null, asked: Window | null): Window | null =>
  sent === null || asked === null
    ? (sent ?? asked)
    : {
        startsAt: instant(Math.min(sent.startsAt, asked.startsAt)),
        endsAt: instant(Math.max(sent.endsAt, asked.endsAt)),
      }

/**
 * The code after the plan changed: other windows, wanted again, or no longer. A fault of before is forgotten, since
 * the order is a new one; what is on its way is looked up first.
 */
export function replanned(
  code: AccessCode,
  desired: 'present' | 'absent',
  windows: readonly Window[],
  now: Instant,
): AccessCode {
  const current = currentWindow(windows, now)
  const settled = code.sent !== null && current !== null && sameWindow(code.sent, current)
  if (desired === 'present' && code.desired === 'present' && settled) return { ...code, windows }
  const revived = desired === 'present' && code.desired === 'absent'
  const quietlyPlanned = isNowhere(code) && !code.mustLook
  const state = (): CodeState => {
    if (desired === 'absent') return quietlyPlanned ? 'removed' : 'removing'
    if (quietlyPlanned) return 'planned'
    return 'sending'
  }
  return {
    ...code,
    desired,
    windows,
    sent: desired === 'absent' && code.mustLook ? longest(code.sent, currentWindow(code.windows, now)) : code.sent,
    state: state(),
    mustLook: quietlyPlanned ? false : code.mustLook || revived,
    fault: null,
    attempts: 0,
    retryAt: null,
  }
}

/** The code with other digits, after its door refused the first ones. What the provider holds of it is changed, not doubled. */
export const withOtherDigits = (code: AccessCode): AccessCode => ({
  ...code,
  state: code.state === 'needs-attention' ? 'needs-attention' : 'sending',
  sent: null,
  mustLook: false,
  fault: null,
  retryAt: null,
})

/** When the reconciler has to take this code up again; null: only a change wakes it. */
export function nextDueAt(code: AccessCode, facts: CodeFacts): Instant | null {
  const step = nextStep(code, facts)
  return step.do === 'wait' ? step.until : facts.now
}

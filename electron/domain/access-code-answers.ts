/** What the answer of a provider makes of an access code. Pure; the steps themselves: `access-code.ts`. */
import { type AccessCode, type CodeFacts, sameWindow, wantedWindow } from './access-code.ts'
import type { Window } from './access-window.ts'
import type { LockFault, LockOutcome, RemoteCode } from './lock.ts'
import { faultDelayMs, needsPerson, proofDelayMs } from './retry.ts'
import { type Instant, instant, minutes } from './time.ts'

/** The code as it stands while a call is under way. Stored before the call, so that a crash is seen as "unknown". */
export const began = (code: AccessCode, verb: 'set' | 'update' | 'remove'): AccessCode => ({
  ...code,
  state: verb === 'remove' ? 'removing' : code.state === 'needs-attention' ? 'needs-attention' : 'sending',
  mustLook: true,
})

/** The state of a code that waits after a fault. */
const waitingState = (code: AccessCode, fault: LockFault, attempts: number, facts: CodeFacts): AccessCode['state'] => {
  const window = wantedWindow(code, facts.now)
  if (window === null) return 'removing'
  // Nobody waits for a spare: only what no repetition cures is worth a person's time.
  return needsPerson(fault, attempts, code.kind === 'spare' ? null : window, facts) ? 'needs-attention' : 'sending'
}

const faulted = (
  code: AccessCode,
  fault: LockFault,
  facts: CodeFacts,
  retryAfterMs: number | null,
  jitter: number,
): AccessCode => {
  const attempts = code.attempts + 1
  return {
    ...code,
    state: waitingState(code, fault, attempts, facts),
    fault,
    attempts,
    retryAt: instant(facts.now + (retryAfterMs ?? faultDelayMs(fault, attempts, jitter))),
  }
}

/** The code while its door is left alone: nothing was tried, and what stands in the way is said. */
export function deferred(code: AccessCode, fault: LockFault, until: Instant, facts: CodeFacts): AccessCode {
  const wanted = wantedWindow(code, facts.now)
  const holds = wanted !== null && code.sent !== null && sameWindow(code.sent, wanted)
  if (code.state === 'on-lock' && holds) return { ...code, retryAt: until }
  return { ...code, state: waitingState(code, fault, code.attempts, facts), fault, retryAt: until }
}

/** Not on the lock any more: over, or planned again where it is wanted after all. */
export function gone(code: AccessCode, facts: CodeFacts): AccessCode {
  const wanted = wantedWindow(code, facts.now) !== null
  return {
    ...code,
    state: wanted ? 'planned' : 'removed',
    providerRef: null,
    sent: null,
    mustLook: false,
    fault: null,
    attempts: 0,
    retryAt: null,
    verifiedAt: null,
  }
}

const onLock = (code: AccessCode, sent: Window, now: Instant): AccessCode => ({
  ...code,
  state: 'on-lock',
  sent,
  mustLook: false,
  fault: null,
  attempts: 0,
  retryAt: null,
  heldSince: code.heldSince ?? now,
  verifiedAt: now,
})

/** Asked for, and to be looked up after a while. */
const awaited = (code: AccessCode, state: 'accepted' | 'removing' | 'sending', facts: CodeFacts): AccessCode => ({
  ...code,
  state,
  retryAt: instant(facts.now + proofDelayMs(code.attempts)),
  attempts: code.attempts + 1,
})

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
    // A lock that its vendor no longer knows may still open: only the code's own end makes an end of it.
    const over = code.sent === null || code.sent.endsAt <= facts.now
    if (outcome.fault === 'not-found' && step.do === 'remove' && over) return gone(code, facts)
    // A code that its vendor no longer knows becomes a new one, after a look.
    if (outcome.fault === 'not-found' && step.do === 'update')
      return faulted({ ...code, mustLook: true }, 'transient', facts, code.attempts === 0 ? 0 : null, jitter)
    return faulted({ ...code, mustLook: false }, outcome.fault, facts, outcome.retryAfterMs ?? null, jitter)
  }
  if (step.do === 'remove') {
    if (outcome.state === 'confirmed') return gone(code, facts)
    return { ...awaited({ ...code, mustLook: true, fault: null, attempts: 0 }, 'removing', facts), attempts: 0 }
  }
  const taken = { ...code, providerRef: outcome.ref, mustLook: false, fault: null, attempts: 0 }
  if (outcome.state === 'confirmed') return onLock(taken, step.window, facts.now)
  return { ...awaited({ ...taken, sent: step.window }, 'accepted', facts), attempts: 0 }
}

/** A code of ours as a listing shows it; `digits` compares it with what it should be. */
export type Sighting = { readonly code: RemoteCode; readonly digits: 'same' | 'other' | 'masked' }

/** A listing's times may be cut to the minute by the lock. */
const near = (left: Instant, right: Instant): boolean => Math.abs(left - right) < minutes(1)
const sameTimes = (left: Window, right: Window): boolean =>
  near(left.startsAt, right.startsAt) && near(left.endsAt, right.endsAt)

/** How often a listing may show other digits than we have just sent before that counts as a fault. */
const patience = 6

/**
 * What a look at the lock makes of the code. `seen` is our code as the provider lists it, or null where it is not
 * there; a listing that failed is a fault of its own and comes as such.
 */
export function afterLook(
  code: AccessCode,
  seen: Sighting | null | { readonly listingFailed: LockFault },
  facts: CodeFacts,
  jitter: number,
): AccessCode {
  if (seen !== null && 'listingFailed' in seen) {
    // What the lock held yesterday it still holds while nobody can ask it.
    const later = faulted(code, seen.listingFailed, facts, null, jitter)
    return code.state === 'on-lock' ? { ...code, retryAt: later.retryAt, attempts: later.attempts } : later
  }
  const wanted = wantedWindow(code, facts.now)
  if (seen === null) return missing(code, wanted, facts)
  const remote = seen.code
  const window = seenWindow(remote, code.sent ?? wanted)
  const known: AccessCode = { ...code, providerRef: remote.ref, sent: window, mustLook: false }
  if (wanted === null) {
    if (remote.state !== 'removing') return { ...known, state: 'removing', retryAt: null }
    // It would not leave the lock: the order is given again after a while.
    if (remote.fault !== null) return faulted(known, remote.fault, facts, null, jitter)
    return { ...awaited({ ...known, mustLook: true }, 'removing', facts), fault: null }
  }
  if (remote.state === 'failed') {
    // The vendor goes on trying by itself for a while; then the order is given again.
    const again = code.attempts >= 2
    const waiting = { ...known, mustLook: !again, sent: again ? null : known.sent }
    return faulted(waiting, remote.fault ?? 'transient', facts, null, jitter)
  }
  // It is on its way out although it is wanted again: look until it has gone, then set it anew.
  if (remote.state === 'removing') return { ...awaited({ ...known, mustLook: true }, 'sending', facts), attempts: 0 }
  if (seen.digits === 'other') return otherDigits(code, known, wanted, facts, jitter)
  // What cannot be compared is ours only where the lock is known to have taken these very digits.
  const taken = code.heldSince !== null || code.state === 'accepted'
  if (seen.digits === 'masked' && !taken) return { ...known, state: 'sending', sent: null, fault: null, retryAt: null }
  if (window !== null && !sameTimes(window, wanted)) return { ...known, state: 'sending', fault: null, retryAt: null }
  if (remote.state === 'held') return onLock(known, wanted, facts.now)
  if (remote.state === 'recorded') {
    if (code.state === 'on-lock') return onLock(known, wanted, facts.now)
    // A record proves nothing of the lock: the order is repeated, and the lock itself must answer.
    const state = code.state === 'needs-attention' ? code.state : 'sending'
    return { ...known, state, sent: null, fault: null, retryAt: null }
  }
  // The provider has it, the lock does not yet, and the provider knows why: a person near the arrival must know too.
  if (remote.fault !== null) {
    const late = faulted(
      { ...known, sent: wanted, mustLook: true },
      remote.fault,
      facts,
      proofDelayMs(code.attempts),
      0,
    )
    return late.state === 'sending' ? { ...late, state: 'accepted' } : late
  }
  return { ...awaited({ ...known, sent: wanted }, 'accepted', facts), fault: null }
}

/** Not in the listing. What should be there is looked for once more before it is set anew: listings have been empty before. */
function missing(code: AccessCode, wanted: Window | null, facts: CodeFacts): AccessCode {
  if (wanted === null) return gone(code, facts)
  if (code.state === 'on-lock' || code.state === 'accepted')
    return { ...code, state: 'sending', mustLook: true, fault: null, attempts: 0, retryAt: instant(facts.now + 5_000) }
  const anew: AccessCode = { ...gone(code, facts), attempts: code.attempts, heldSince: code.heldSince }
  // An order that got lost once is repeated at once; one that gets lost again and again is a fault like any other.
  if (code.fault === null || code.attempts < 2) return anew
  return {
    ...anew,
    fault: code.fault,
    state: waitingState(code, code.fault, code.attempts, facts),
    retryAt: instant(facts.now + faultDelayMs(code.fault, code.attempts, 0)),
  }
}

/** Somebody changed the digits at the lock, or it has not yet taken the ones just sent. Ours are put back. */
function otherDigits(
  before: AccessCode,
  known: AccessCode,
  wanted: Window,
  facts: CodeFacts,
  jitter: number,
): AccessCode {
  if (before.state === 'accepted') {
    if (before.attempts >= patience) return faulted({ ...known, sent: null }, 'transient', facts, null, jitter)
    return { ...awaited({ ...known, sent: wanted }, 'accepted', facts), fault: null }
  }
  return { ...known, sent: null, state: 'sending', fault: null, retryAt: null, verifiedAt: null }
}

const seenWindow = (seen: RemoteCode, fallback: Window | null): Window | null =>
  seen.startsAt !== null && seen.endsAt !== null ? { startsAt: seen.startsAt, endsAt: seen.endsAt } : fallback

/** When to try again, and when a person must know (facts/locks.md section 3, "Retry"). Pure. */
import type { Window } from './access-window.ts'
import { type LockFault, permanentFaults } from './lock.ts'
import { hours, type Instant, instant, minutes } from './time.ts'

const steps = [5_000, 15_000, minutes(1), minutes(5), minutes(15), minutes(30)]

/** The longest pause between two tries of anything: a lock that answers again has its codes within this time. */
export const retryCapMs = minutes(36)

/** 5 s, 15 s, 1 min, 5, 15, then every 30 min; up to a fifth later, so that doors do not come back all at once. */
export function retryDelayMs(attempts: number, jitter: number): number {
  const step = steps[Math.min(attempts, steps.length) - 1] ?? steps[0]!
  return Math.round(step * (1 + 0.2 * jitter))
}

/** What no repetition cures is tried again all the same, at the slowest pace: somebody may have cured it. */
export const faultDelayMs = (fault: LockFault, attempts: number, jitter: number): number =>
  retryDelayMs(permanentFaults.has(fault) ? steps.length : attempts, jitter)

/** How long to wait before asking again whether the device has it: soon at first, then once a minute. */
export const proofDelayMs = (attempts: number): number => [1_000, 2_000, 5_000, 15_000, 30_000][attempts] ?? minutes(1)

/** True when a person must know: no repetition helps, or the guest is at the door or soon will be. */
export function needsPerson(
  fault: LockFault,
  attempts: number,
  window: Window | null,
  facts: { readonly now: Instant; readonly inHouse: boolean },
): boolean {
  if (permanentFaults.has(fault)) return true
  if (window === null) return false
  const near = facts.inHouse || window.startsAt - facts.now <= hours(1)
  return near && (fault === 'offline' || attempts >= 3)
}

/**
 * A door that fails again and again is left alone for a while: the breaker. A lock that says it is offline rests at
 * once, since its other codes would fail as well; what is only unclear rests after the third time.
 */
export type Breaker = { readonly failures: number; readonly restUntil: Instant | null }

const doorFaults: ReadonlySet<LockFault> = new Set(['offline', 'transient'])

export function afterDoorAnswer(before: Breaker, fault: LockFault | null, now: Instant, jitter: number): Breaker {
  // A lock that refuses has answered.
  if (fault === null || !doorFaults.has(fault)) return { failures: 0, restUntil: null }
  const failures = before.failures + 1
  const counted = fault === 'offline' ? failures : failures - 2
  return { failures, restUntil: counted < 1 ? null : instant(now + retryDelayMs(counted, jitter)) }
}

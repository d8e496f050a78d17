import type { LockFault } from '../../domain/lock.ts'
import { hours, type Instant, type TimeZoneId, wallTimeOf } from '../../domain/time.ts'

const texts: Record<LockFault, (since: string) => string> = {
  offline: (since) => `Offline${since}; still trying.`,
  busy: (since) => `The lock is busy${since}; still trying.`,
  duplicate: () => 'The lock has these digits already. A person must look at it.',
  full: () => 'The lock has no room for another code. Remove old ones at the lock, then try again.',
  'bad-pin': () => 'The keypad does not take these digits.',
  auth: () => 'The lock service refused our key. Check it in Settings, then try again.',
  quota: (since) => `The lock service takes no more calls for now${since}; still trying.`,
  clock: () => 'The clock of this computer is wrong, so the lock service refuses. Set the clock, then try again.',
  'not-found': () => 'The lock service does not know this lock any more. Check it in Settings.',
  unsupported: () => 'This lock cannot take codes from here.',
  transient: (since) => `The lock service failed${since}; still trying.`,
}

/** What is wrong with a code's lock, in plain words, since when, and whether anybody need do something. */
export function faultText(fault: LockFault | null, since: Instant | null, zone: TimeZoneId, now: Instant): string {
  if (fault === null) return ''
  return texts[fault](since === null || now - since > hours(20) ? '' : ` since ${wallTimeOf(since, zone)}`)
}

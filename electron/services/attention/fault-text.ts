import type { LockFault } from '../../domain/lock.ts'
import { hours, type Instant, type TimeZoneId, wallTimeOf } from '../../domain/time.ts'

const stillOpens = 'Codes already on the lock still open.'
const untouched = 'Nothing on it was changed.'

/** What happened, what is kept, and what to do; nothing to do where the program goes on trying. */
const texts: Record<LockFault, (since: string) => string> = {
  offline: (since) => `Offline${since}; still trying. ${stillOpens}`,
  busy: (since) => `The lock is busy${since}; still trying. ${untouched}`,
  duplicate: () => `The lock has these digits already. ${untouched} Give this door new digits.`,
  full: () => `The lock has no room for another code. ${untouched} Remove old ones at the lock, then try again.`,
  'bad-pin': () => `The keypad does not take these digits. ${untouched} Give this door new digits.`,
  auth: () => `The lock service refused our key. ${stillOpens} Check the key in Settings, then try again.`,
  quota: (since) => `The lock service takes no more calls for now${since}; still trying. ${stillOpens}`,
  clock: () =>
    `The clock of this computer is wrong, so the lock service refuses. ${stillOpens} Set the clock, then try again.`,
  'not-found': () =>
    'The lock service does not know this lock any more, so nothing could be changed. Check the lock in Settings.',
  unsupported: () => 'This lock cannot take codes from here. Nothing was changed. Hand over a key.',
  transient: (since) => `The lock service failed${since}; still trying. ${stillOpens}`,
}

/** What is wrong with a code's lock, in plain words, since when, and whether anybody need do something. */
export function faultText(fault: LockFault | null, since: Instant | null, zone: TimeZoneId, now: Instant): string {
  if (fault === null) return ''
  return texts[fault](since === null || now - since > hours(20) ? '' : ` since ${wallTimeOf(since, zone)}`)
}

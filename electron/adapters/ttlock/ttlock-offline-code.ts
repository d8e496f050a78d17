import type { Pin } from '../../domain/pin.ts'
import { hours, instant } from '../../domain/time.ts'
import type { LockProvider, OfflineCodeResult } from '../../ports/lock-provider.ts'
import type { NoteFailure } from './ttlock-commands.ts'
import { errcodes } from './ttlock-faults.ts'
import type { Session } from './ttlock-session.ts'
import { ttlockOfflineCode } from './ttlock-shapes.ts'

const periodType = 3
const longestMs = hours(366 * 24)
const hourMs = hours(1)

/**
 * A code that TTLock reckons from the time and the lock knows without a gateway (facts/locks.md section 1): whole
 * hours, a year at most, dead unless used within a day of its start. A window whose code was deleted gives none again,
 * so the start then moves an hour earlier, once.
 */
export function ttlockOfflineCodes(
  session: Session,
  note: NoteFailure,
  timeoutMs: number,
): LockProvider['offlineCode'] {
  async function ask(lockId: string, startsAt: number, endsAt: number): Promise<OfflineCodeResult | 'used-up'> {
    if (endsAt - startsAt > longestMs) return { ok: false, fault: 'unsupported' }
    const answer = await session.call(
      '/v3/keyboardPwd/get',
      // The name has no booking in it: the code may outlive it in TTLock's record.
      {
        lockId,
        keyboardPwdType: periodType,
        keyboardPwdName: 'Latchkey offline',
        startDate: startsAt,
        endDate: endsAt,
      },
      timeoutMs,
    )
    if (!answer.ok) {
      note('/v3/keyboardPwd/get', lockId, answer.failure)
      if (answer.failure.errcode === errcodes.windowUsedUp) return 'used-up'
      return { ok: false, fault: answer.failure.fault }
    }
    const code = ttlockOfflineCode.safeParse(answer.value)
    if (!code.success) return { ok: false, fault: 'transient' }
    const { keyboardPwdId: ref, keyboardPwd: digits } = code.data
    return { ok: true, ref, pin: digits as Pin, startsAt: instant(startsAt), endsAt: instant(endsAt) }
  }

  return async ({ deviceId, startsAt, endsAt }) => {
    const start = Math.floor(startsAt / hourMs) * hourMs
    const end = Math.ceil(endsAt / hourMs) * hourMs
    const first = await ask(deviceId, start, end)
    if (first !== 'used-up') return first
    const second = await ask(deviceId, start - hourMs, end)
    return second === 'used-up' ? { ok: false, fault: 'duplicate' } : second
  }
}

import { performance } from 'node:perf_hooks'
import type { SeamHttp } from '@seamapi/http'
import { z } from 'zod'
import type { UnlockOutcome } from '../../domain/lock.ts'
import { hours, type Instant, instant, toIso } from '../../domain/time.ts'
import type { OfflineCodeResult } from '../../ports/lock-provider.ts'
import { readInstant, readPin, seamAccessCode } from './seam-shapes.ts'
import { faultOfErrorCode } from './seam-words.ts'

/** How long a person waits for a lock's own answer, and how often we look meanwhile. */
export type Patience = { readonly forMs: number; readonly everyMs: number }

const actionAttempt = z.object({
  action_attempt_id: z.string(),
  status: z.string(),
  result: z.object({ was_confirmed_by_device: z.boolean().nullish() }).nullish().catch(null),
  error: z.object({ type: z.string() }).nullish().catch(null),
})

const notWaiting = { waitForActionAttempt: false } as const

/**
 * Opens the door: asked once, then only looked at. The SDK's own waiting is not used, for it goes on asking for ever
 * after it has given up. Throws what the request itself failed with.
 */
export async function unlockDoor(seam: SeamHttp, deviceId: string, patience: Patience): Promise<UnlockOutcome> {
  const asked = await seam.locks.unlockDoor({ device_id: deviceId }, notWaiting)
  let attempt = actionAttempt.parse(asked)
  const id = attempt.action_attempt_id
  await look(patience, async () => {
    if (attempt.status !== 'pending') return true
    attempt = actionAttempt.parse(await seam.actionAttempts.get({ action_attempt_id: id }, notWaiting))
    return attempt.status !== 'pending'
  })
  if (attempt.status === 'error') return { state: 'rejected', fault: faultOfErrorCode(attempt.error?.type ?? '') }
  if (attempt.status !== 'success') return { state: 'unknown', fault: 'transient' }
  return { state: attempt.result?.was_confirmed_by_device === true ? 'opened' : 'sent' }
}

/** Codes that Seam makes out of the time, by whole hours; those that had no digits yet are looked at again. */
export function offlineCodes(seam: SeamHttp, patience: Patience) {
  const withoutDigits = new Map<string, string>()

  async function make(deviceId: string, startsAt: Instant, endsAt: Instant): Promise<string> {
    const made = await seam.accessCodes.create({
      device_id: deviceId,
      name: 'LK-offline',
      is_offline_access_code: true,
      starts_at: toIso(startsAt),
      ends_at: toIso(endsAt),
      // Algorithmic codes of more than 28 days come by the day (facts/locks.md section 3).
      max_time_rounding: endsAt - startsAt > hours(672) ? '1day' : '1hour',
    })
    return seamAccessCode.shape.access_code_id.parse((made as { access_code_id?: unknown }).access_code_id)
  }

  /** Throws what a request failed with. */
  return async (order: { deviceId: string; startsAt: Instant; endsAt: Instant }): Promise<OfflineCodeResult> => {
    const startsAt = instant(Math.floor(order.startsAt / hours(1)) * hours(1))
    const endsAt = instant(Math.ceil(order.endsAt / hours(1)) * hours(1))
    const key = `${order.deviceId} ${startsAt} ${endsAt}`
    // A lock has few of them for one start: the one that is on its way is used before another is made.
    const ref = withoutDigits.get(key) ?? (await make(order.deviceId, startsAt, endsAt))
    withoutDigits.set(key, ref)
    let made: OfflineCodeResult | null = null
    await look(patience, async () => {
      const code = seamAccessCode.parse(await seam.accessCodes.get({ access_code_id: ref }))
      const pin = readPin(code.code)
      if (pin === null) return false
      const window = { startsAt: readInstant(code.starts_at) ?? startsAt, endsAt: readInstant(code.ends_at) ?? endsAt }
      made = { ok: true, ref, pin, ...window }
      return true
    })
    if (made === null) return { ok: false, fault: 'transient' }
    withoutDigits.delete(key)
    return made
  }
}

/** Looks until it is done or the time is up. A look that fails leaves the matter open, and the next may succeed. */
async function look(patience: Patience, done: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + patience.forMs
  while (!(await done().catch(() => false)) && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, patience.everyMs))
}

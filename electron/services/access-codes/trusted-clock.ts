/** Whether this computer's clock may end a guest's code: the vendors' clocks are its witnesses (facts/locks.md, "Time"). */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import { minutes } from '../../domain/time.ts'
import type { LockProvider } from '../../ports/lock-provider.ts'
import type { Desk } from '../desk/index.ts'

/** Beyond this a code is not removed because of the time, and TTLock refuses every call. */
const tolerated = minutes(5)

const savedSchema = z.object({ ms: z.number(), at: z.number() }).nullable().catch(null)

/** How far this computer's clock was ahead of a vendor's when last compared; null where it never was. */
export const clockAhead = (db: ReadableDb): { readonly ms: number; readonly at: number } | null =>
  savedSchema.parse(readSetting(db, 'clock-ahead') ?? null)

/** Keeps what a vendor's clock says of ours, where that changed by more than a few seconds. */
export function noteClock(desk: Desk, provider: LockProvider): void {
  const ms = provider.status().clockAheadMs
  if (ms === null) return
  const before = clockAhead(desk.store.read)
  if (before !== null && Math.abs(before.ms - ms) < 20_000) return
  desk.store.write((db) => writeSetting(db, 'clock-ahead', { ms, at: desk.clock.now() }))
  if (Math.abs(ms) > minutes(1)) desk.logger.warn('clock.wrong', { aheadSeconds: Math.round(ms / 1000) })
}

/**
 * True unless the vendor says that this clock is off. The vendor is asked now: the clock may have jumped since its last
 * answer. One that cannot be asked is no witness, and could not take a code off either.
 */
export async function clockIsTrusted(desk: Desk, provider: LockProvider, deviceId: string): Promise<boolean> {
  const health = await provider.health(deviceId)
  noteClock(desk, provider)
  if (health.online === null && health.fault !== null && health.fault !== 'not-found') return false
  return Math.abs(provider.status().clockAheadMs ?? 0) <= tolerated
}

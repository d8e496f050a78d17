import type { Rhythm } from '../../ports/lock-provider.ts'

/** Seam names no monthly quota, only limits by the minute. Apart from the SDK, so that it is known before that is loaded. */
export const seamRhythm: Rhythm = { healthMs: 15 * 60_000, eventsMs: 30_000, verifyMs: 24 * 3_600_000 }

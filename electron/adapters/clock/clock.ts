/** The one folder that reads the computer's clock; everything else is given a {@link Clock}. */
import { type Instant, instant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'

/** The computer's own clock. */
export const systemClock: Clock = { now: () => instant(Date.now()) }

/** A clock that stands at `start` when it is made and runs on at real speed (`serve --now`). */
export function fixedStartClock(start: Instant): Clock {
  const madeAt = Date.now()
  return { now: () => instant(start + Date.now() - madeAt) }
}

/** A clock that never moves (`--now` of one command). */
export const fixedClock = (at: Instant): Clock => ({ now: () => at })

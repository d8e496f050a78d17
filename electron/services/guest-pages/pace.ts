/** How often something may be done, counted in memory: what must hold through a restart is counted in the store. */
import type { Instant } from '../../domain/time.ts'

export type Pace = {
  /** True, and counted, where it was done fewer than `most` times within the last `within` milliseconds. */
  readonly take: (what: string, limit: { readonly most: number; readonly within: number }, now: Instant) => boolean
}

/** What is counted of more than this many is forgotten, oldest first. */
const mostKept = 5_000

export function createPace(): Pace {
  const done = new Map<string, readonly Instant[]>()
  return {
    take(what, { most, within }, now) {
      const recent = (done.get(what) ?? []).filter((at) => at > now - within && at <= now)
      if (recent.length >= most) return false
      done.delete(what)
      done.set(what, [...recent, now])
      for (const key of done.keys()) {
        if (done.size <= mostKept) break
        done.delete(key)
      }
      return true
    },
  }
}

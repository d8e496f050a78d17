import { type Instant, instant, parseInstant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'

/** What time it is at Seam, learned from the answers' `Date` header, which counts whole seconds. */
export type SeamClock = {
  readonly heard: (header: unknown) => void
  /** The moment of the last answer by Seam's clock; null before one. */
  readonly lastAnswer: () => Instant | null
  /** Milliseconds by which this computer is ahead of Seam, within half a second; null before an answer. */
  readonly aheadMs: () => number | null
}

export function seamClock(ours: Clock | null): SeamClock {
  let last: Instant | null = null
  let ahead: number | null = null
  return {
    heard(header) {
      const at = readHttpDate(header)
      if (at === null) return
      last = at
      ahead = ours === null ? null : ours.now() - (at + 500)
    },
    lastAnswer: () => last,
    aheadMs: () => ahead,
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7); null for anything else, the obsolete forms too. */
export function readHttpDate(header: unknown): Instant | null {
  const parts = typeof header === 'string' ? /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(header) : null
  const month = parts === null ? -1 : months.indexOf(parts[2]!)
  if (parts === null || month < 0) return null
  const at = parseInstant(`${parts[3]}-${String(month + 1).padStart(2, '0')}-${parts[1]}T${parts[4]}Z`)
  return at === null ? null : instant(at)
}

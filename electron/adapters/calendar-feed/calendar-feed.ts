import type { CalendarFeed } from '../../ports/calendar-feed.ts'
import { isPrivateAddress, resolveHost } from './address.ts'
import { type FetchLimits, fetchBytes } from './fetch-bytes.ts'
import { readFeed } from './read-feed.ts'

const defaults: FetchLimits = {
  timeLimitMs: 30_000,
  sizeLimitBytes: 10 * 1024 * 1024,
  resolve: resolveHost,
  isPrivateAddress,
}

/** Feeds over HTTP: 30 s, 10 MB, five redirects, public addresses only unless allowed. `limits` is for tests. */
export function httpCalendarFeed(limits: Partial<FetchLimits> = {}): CalendarFeed {
  const all = { ...defaults, ...limits }
  return {
    async fetch(request) {
      const fetched = await fetchBytes(request, all)
      if (fetched.state === 'unchanged') return { unchanged: true }
      if (fetched.state === 'failed') {
        const { reason, status } = fetched
        return { unchanged: false, reading: { verdict: 'failed', reason }, etag: null, lastModified: null, status }
      }
      const { bytes, cut, status } = fetched
      const read = readFeed(bytes, request.channel)
      // A cut body that happens to end between two events would read as whole and lose the rest of the stays.
      const reading = cut && read.verdict === 'complete' ? { ...read, verdict: 'incomplete' as const } : read
      // Only a whole feed may be answered with "unchanged" next time; a broken one must be read again.
      const keep = reading.verdict === 'complete'
      const { etag, lastModified } = fetched
      return { unchanged: false, reading, etag: keep ? etag : null, lastModified: keep ? lastModified : null, status }
    },
  }
}

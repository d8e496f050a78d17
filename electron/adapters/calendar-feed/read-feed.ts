import type { FeedReading } from '../../domain/calendar-event.ts'
import { type ReadEvent, readEvent } from './read-event.ts'
import { scanCalendar } from './scan-calendar.ts'

/**
 * Reads a fetched feed. `failed` where it is no calendar; `incomplete` where it was cut off or an event had to be
 * rejected: absence from it then proves nothing, and what could be read is still right. Never throws.
 */
export function readFeed(bytes: Uint8Array, channel: string): FeedReading {
  const scanned = scanCalendar(bytes)
  if (!scanned.isCalendar) return { verdict: 'failed', reason: 'not-a-calendar' }
  const byUid = new Map<string, ReadEvent>()
  let rejectedEvents = scanned.brokenEvents
  for (const lines of scanned.events) {
    const read = readEvent(lines, channel)
    if (read === null) rejectedEvents++
    else {
      const before = byUid.get(read.event.uid)
      if (before === undefined || supersedes(read, before)) byUid.set(read.event.uid, read)
    }
  }
  return {
    verdict: scanned.isWhole && rejectedEvents === 0 ? 'complete' : 'incomplete',
    events: [...byUid.values()].map((read) => read.event),
    rejectedEvents,
  }
}

/** Of two events with one UID the higher SEQUENCE counts, then the later DTSTAMP, then the one written last. */
function supersedes(later: ReadEvent, earlier: ReadEvent): boolean {
  if (later.sequence !== earlier.sequence) return later.sequence > earlier.sequence
  return later.stampedAt >= earlier.stampedAt
}

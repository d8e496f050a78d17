/** What a calendar would change now, without changing it. */
import { readStay } from '../../../db/queries/bookings.ts'
import { feedStaysOf } from '../../../db/queries/feed-stays.ts'
import { readFeed, readFeeds } from '../../../db/queries/feeds.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { FeedId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive } from '../../domain/stay.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { CalendarFeed } from '../../ports/calendar-feed.ts'
import { type Desk, transact, type Work } from '../desk/index.ts'
import { feedFailureText } from './failure-text.ts'
import { type FeedEvent, fromFeed } from './feed-work.ts'
import { addressOf } from './poll.ts'
import { takeAnswer } from './take-answer.ts'

export type DryRunLine = {
  /** `lacked`: not in the calendar now. Nothing comes of that before three good polls and six hours. */
  readonly change: 'added' | 'dates' | 'gone' | 'lacked' | 'closed'
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
}
export type DryRun = {
  readonly feedId: string
  readonly verdict: string
  readonly lines: readonly DryRunLine[]
}

const changes: Partial<Record<FeedEvent['kind'], DryRunLine['change']>> = {
  created: 'added',
  'date-changed': 'dates',
  gone: 'gone',
  block: 'closed',
}

/**
 * Asks a calendar and takes its answer in by the very rules of a poll, then takes all of it back. Answers
 * `feed-unreadable` with the reason where it cannot be read.
 */
export async function dryRunFeed(
  desk: Desk,
  calendarFeed: CalendarFeed,
  feedId: FeedId,
): Promise<Result<DryRun, Failure>> {
  const feed = readFeed(desk.store.read, feedId)
  if (feed === null) return fail(failure('feed-unreadable', 'This calendar is not part of the house any more.'))
  const { channel, allowPrivate } = feed
  const url = addressOf(desk, feed)
  const answer = await calendarFeed.fetch({ url, channel, allowPrivate, etag: null, lastModified: null })
  if (!answer.unchanged && answer.reading.verdict === 'failed')
    return fail(failure('feed-unreadable', feedFailureText(answer.reading.reason)))
  let found: DryRun | null = null
  const undone = transact<null>(desk, fromFeed, (work) => {
    const current = readFeed(work.db, feedId)
    if (current !== null) {
      const { status, events } = takeAnswer(work, current, answer)
      found = { feedId, verdict: status, lines: [...events.flatMap(lineOf), ...lackedNow(work, feedId)] }
    }
    // Whatever it did is taken back: this was only to see.
    return fail(failure('changed-since', 'Nothing was changed.'))
  })
  if (found !== null) return ok(found)
  return undone.ok ? fail(failure('feed-unreadable', 'This calendar is not part of the house any more.')) : undone
}

/** All calendars of the house, one after another; `error` says why one could not be read. */
export async function dryRunFeeds(
  desk: Desk,
  calendarFeed: CalendarFeed,
): Promise<readonly (DryRun | { readonly feedId: string; readonly error: string })[]> {
  const found: (DryRun | { readonly feedId: string; readonly error: string })[] = []
  for (const { id } of readFeeds(desk.store.read)) {
    const run = await dryRunFeed(desk, calendarFeed, id)
    found.push(run.ok ? run.value : { feedId: id, error: run.error.message })
  }
  return found
}

function lineOf({ kind, arrivalDate, departureDate }: FeedEvent): readonly DryRunLine[] {
  const change = changes[kind]
  return change === undefined || arrivalDate === null || departureDate === null
    ? []
    : [{ change, arrivalDate, departureDate }]
}

/** What was there at the last poll and is not now, whether the answer is believed or not. */
function lackedNow(work: Work, feedId: FeedId): readonly DryRunLine[] {
  const suspect = new Set(readFeed(work.db, feedId)?.suspectHash?.split(' '))
  const lines = feedStaysOf(work.db, feedId).flatMap((row): readonly DryRunLine[] => {
    const isLacked = row.goneAt === null && (row.missingSince !== null || suspect.has(row.stayId))
    const stay = isLacked ? readStay(work.db, row.stayId) : null
    if (stay === null || !isLive(stay)) return []
    return [{ change: 'lacked', arrivalDate: stay.arrivalDate, departureDate: stay.departureDate }]
  })
  return lines.sort((a, b) => a.arrivalDate.localeCompare(b.arrivalDate))
}

/** Asks every calendar that is due, and takes in what it answers. */
import { dueFeeds, type Feed, readFeed, updateFeed } from '../../../db/queries/feeds.ts'
import { ok } from '../../domain/result.ts'
import { instant } from '../../domain/time.ts'
import type { CalendarFeed, FeedAnswer } from '../../ports/calendar-feed.ts'
import { type Desk, transact } from '../desk/index.ts'
import { type FeedEvent, fromFeed } from './feed-work.ts'
import { eachByHost, retryAfter } from './schedule.ts'
import { type Taken, takeAnswer } from './take-answer.ts'

export type PollReport = {
  readonly feedId: string
  /** `ok`, `incomplete`, `suspect`, or why it could not be read. */
  readonly status: string
  readonly added: number
  /** Stays whose days followed the feed. */
  readonly changed: number
  /** Stays that left the feed for good. */
  readonly gone: number
}

/** Polls every feed that is due. Network failures change nothing but the feed's status. */
export async function pollFeeds(desk: Desk, calendarFeed: CalendarFeed): Promise<readonly PollReport[]> {
  const due = dueFeeds(desk.store.read, desk.clock.now()).map((feed) => ({ feed, url: addressOf(desk, feed) }))
  return eachByHost(
    due,
    ({ url }) => URL.parse(url)?.host ?? '',
    ({ feed, url }) => pollFeed(desk, calendarFeed, feed, url),
  )
}

/** A secret: for the request alone. */
export const addressOf = (desk: Desk, feed: Feed): string => desk.store.vault.open('feed-address', feed.urlSealed)

async function pollFeed(desk: Desk, calendarFeed: CalendarFeed, feed: Feed, url: string): Promise<PollReport> {
  const { channel, allowPrivate } = feed
  // "Unchanged" means something only beside the answer it is compared with.
  const { etag, lastModified } = feed.lastGood === null ? { etag: null, lastModified: null } : feed
  const answer = await calendarFeed.fetch({ url, channel, allowPrivate, etag, lastModified })
  const { status, events } = taken(desk, feed, answer)
  const count = (kind: FeedEvent['kind']): number => events.filter((event) => event.kind === kind).length
  const report = { added: count('created'), changed: count('date-changed'), gone: count('gone') }
  desk.logger.info('feed.polled', { feed: feed.id, status, ...report })
  return { feedId: feed.id, status, ...report }
}

/** Takes an answer in. A bug in that costs one calendar one poll: what was half done is undone, and it is asked again later. */
function taken(desk: Desk, feed: Feed, answer: FeedAnswer): Taken {
  try {
    const result = transact<Taken>(desk, fromFeed, (work) => {
      // The feed may have been taken out of the house while it was asked.
      const current = readFeed(work.db, feed.id)
      return ok(current === null ? { status: 'taken-out', events: [] } : takeAnswer(work, current, answer))
    })
    return result.ok ? result.value : { status: result.error.code, events: [] }
  } catch (error) {
    desk.logger.error('feed.not-taken', error, { feed: feed.id })
    const now = desk.clock.now()
    const failures = feed.failures + 1
    const next = { status: 'not-taken', lastPolledAt: now, failures, nextPollAt: instant(now + retryAfter(failures)) }
    desk.store.write((db) => updateFeed(db, feed.id, next))
    return { status: 'not-taken', events: [] }
  }
}

/** One answer of one feed while it is taken in. */

import type { FeedStayRow } from '../../../db/queries/feed-stays.ts'
import { type Feed, type FeedLogEntry, insertFeedLog } from '../../../db/queries/feeds.ts'
import type { StayId } from '../../domain/ids.ts'
import { type CalendarDate, hours, minutes } from '../../domain/time.ts'
import type { Caller, Work } from '../desk/index.ts'

export const fromFeed: Caller = { actor: 'Latchkey', source: 'feed' }

/** After a longer silence than this nobody knows when what is new came to the channel. */
const outage = minutes(60)

/** Something that an answer changed, or that a person has to decide because of it. */
export type FeedEvent = {
  readonly kind: 'created' | 'date-changed' | 'renamed' | 'gone' | 'returned' | 'quarantined' | 'block'
  readonly stayId: StayId | null
  readonly uid: string | null
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
}

export type FeedWork = {
  readonly work: Work
  readonly feed: Feed
  /** The property's day. */
  readonly today: CalendarDate
  readonly events: FeedEvent[]
}

/** Notes what happened, for the feed's history and for whoever asked. */
export function note({ work, feed, events }: FeedWork, event: FeedEvent): void {
  events.push(event)
  const entry: FeedLogEntry = {
    at: work.now,
    feedId: feed.id,
    kind: event.kind,
    stayId: event.stayId,
    details: { arrival: event.arrivalDate, departure: event.departureDate },
  }
  insertFeedLog(work.db, entry)
}

/** How a stay that this poll found came to light. */
export function foundBy({ work, feed }: FeedWork): FeedStayRow['foundBy'] {
  if (feed.importedAt === null) return 'import'
  return feed.lastOkAt === null || work.now - feed.lastOkAt > outage ? 'after-outage' : 'poll'
}

/** A feed that has not answered well for this long is said to fail. */
export const failingAfter = hours(1)

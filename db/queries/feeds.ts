import type { FeedId, StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, lte } from '../query-words.ts'
import { feedLog, feeds } from '../schema/index.ts'

export type Feed = {
  readonly id: FeedId
  readonly unitId: UnitId
  readonly channel: string
  readonly urlSealed: Buffer
  readonly urlMac: string
  readonly allowPrivate: boolean
  readonly etag: string | null
  readonly lastModified: string | null
  readonly lastPolledAt: Instant | null
  readonly lastOkAt: Instant | null
  readonly status: string
  readonly nextPollAt: Instant
  readonly failures: number
  /** The first good poll: what that brought was there before anybody looked. Null before it, and after a restore. */
  readonly importedAt: Instant | null
  /** The last answer that was taken in, sealed. */
  readonly lastGood: Buffer | null
  /** Since when every answer is suspect in one way, the ids of what they lack, and the last of them, sealed. */
  readonly suspectSince: Instant | null
  readonly suspectHash: string | null
  readonly suspectCopy: Buffer | null
}
/** What a feed begins without: it has not been polled yet. */
type FromPolls = 'importedAt' | 'lastGood' | 'suspectSince' | 'suspectHash' | 'suspectCopy'
const toFeed = (row: typeof feeds.$inferSelect): Feed => ({
  ...row,
  id: row.id as FeedId,
  unitId: row.unitId as UnitId,
  lastPolledAt: row.lastPolledAt as Instant | null,
  lastOkAt: row.lastOkAt as Instant | null,
  nextPollAt: row.nextPollAt as Instant,
  importedAt: row.importedAt as Instant | null,
  suspectSince: row.suspectSince as Instant | null,
})
export const readFeeds = (db: ReadableDb): readonly Feed[] =>
  db.select().from(feeds).orderBy(asc(feeds.id)).all().map(toFeed)
export const readFeed = (db: ReadableDb, id: FeedId): Feed | null => {
  const row = db.select().from(feeds).where(eq(feeds.id, id)).get()
  return row === undefined ? null : toFeed(row)
}
export const dueFeeds = (db: ReadableDb, now: Instant): readonly Feed[] =>
  db.select().from(feeds).where(lte(feeds.nextPollAt, now)).orderBy(asc(feeds.nextPollAt)).all().map(toFeed)
export const insertFeed = (db: WritableDb, feed: Omit<Feed, FromPolls>): void => {
  db.insert(feeds).values(feed).run()
}
export const updateFeed = (db: WritableDb, id: FeedId, change: Partial<Omit<Feed, 'id'>>): void => {
  db.update(feeds).set(change).where(eq(feeds.id, id)).run()
}
export const deleteFeed = (db: WritableDb, id: FeedId): void => {
  db.delete(feeds).where(eq(feeds.id, id)).run()
}
export const hurryFeeds = (db: WritableDb, now: Instant): void => {
  db.update(feeds).set({ nextPollAt: now }).run()
}

export const hurryFeed = (db: WritableDb, id: FeedId, now: Instant): void => {
  db.update(feeds).set({ nextPollAt: now }).where(eq(feeds.id, id)).run()
}

export type FeedLogEntry = {
  readonly at: Instant
  readonly feedId: FeedId
  readonly kind: string
  readonly stayId: StayId | null
  readonly details: Readonly<Record<string, unknown>>
}
export const insertFeedLog = (db: WritableDb, entry: FeedLogEntry): void => {
  db.insert(feedLog)
    .values({ ...entry, details: JSON.stringify(entry.details) })
    .run()
}
export const feedLogOf = (db: ReadableDb, id: FeedId): readonly FeedLogEntry[] =>
  db
    .select()
    .from(feedLog)
    .where(and(eq(feedLog.feedId, id)))
    .orderBy(asc(feedLog.id))
    .all()
    .map((row) => ({
      ...row,
      at: row.at as Instant,
      feedId: row.feedId as FeedId,
      stayId: row.stayId as StayId | null,
      details: JSON.parse(row.details) as Record<string, unknown>,
    }))

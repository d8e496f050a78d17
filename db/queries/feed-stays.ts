/** What each feed says of which stay, and under which names it has shown it. */
import type { FeedId, StayId } from '../../electron/domain/ids.ts'
import type { CalendarDate, Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, isNull, ne, or } from '../query-words.ts'
import { feedSightings, feedStays, stays } from '../schema/index.ts'

export type FeedStayRow = {
  readonly feedId: FeedId
  readonly stayId: StayId
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly firstSeenAt: Instant
  /** Only a stay found by an ordinary poll was new to the channel about then. */
  readonly foundBy: 'import' | 'after-outage' | 'poll'
  /** When it last brought something new; while it is not missing, the feed's last good poll had it. */
  readonly lastSeenAt: Instant
  readonly missingSince: Instant | null
  readonly missingPolls: number
  readonly goneAt: Instant | null
  /** The feed's days that a person said no to, as `arrival departure`. */
  readonly declinedDays: string | null
}
const toRow = (row: typeof feedStays.$inferSelect): FeedStayRow => row as unknown as FeedStayRow

export const feedStaysOf = (db: ReadableDb, id: FeedId): readonly FeedStayRow[] =>
  db.select().from(feedStays).where(eq(feedStays.feedId, id)).all().map(toRow)
export const feedsOfStay = (db: ReadableDb, id: StayId): readonly FeedStayRow[] =>
  db.select().from(feedStays).where(eq(feedStays.stayId, id)).all().map(toRow)
/** Stays that are gone from a feed; each is a question while its stay lives. */
export const goneFromFeeds = (db: ReadableDb): readonly FeedStayRow[] =>
  db.select().from(feedStays).where(isNotNull(feedStays.goneAt)).all().map(toRow)
/** Stays that have other days here than the feed that shows them says. */
export const differingInFeeds = (db: ReadableDb): readonly FeedStayRow[] =>
  db
    .select(getTableColumns(feedStays))
    .from(feedStays)
    .innerJoin(stays, eq(stays.id, feedStays.stayId))
    .where(
      and(
        isNull(feedStays.goneAt),
        isNull(feedStays.missingSince),
        inArray(stays.status, ['expected', 'in-house']),
        ne(stays.kind, 'block-suspected'),
        or(ne(stays.arrivalDate, feedStays.arrivalDate), ne(stays.departureDate, feedStays.departureDate)),
      ),
    )
    .all()
    .map(toRow)

export const insertFeedStay = (db: WritableDb, row: FeedStayRow): void => {
  db.insert(feedStays).values(row).run()
}
export const updateFeedStay = (
  db: WritableDb,
  feedId: FeedId,
  stayId: StayId,
  change: Partial<Omit<FeedStayRow, 'feedId' | 'stayId'>>,
): void => {
  db.update(feedStays)
    .set(change)
    .where(and(eq(feedStays.feedId, feedId), eq(feedStays.stayId, stayId)))
    .run()
}
/** The feed has no more to say of it: a person did. */
export const forgetFeedStay = (db: WritableDb, feedId: FeedId, stayId: StayId): void => {
  db.delete(feedStays)
    .where(and(eq(feedStays.feedId, feedId), eq(feedStays.stayId, stayId)))
    .run()
}
/** Every stay that the feed had at its last good poll, it has now. */
export const seenAgain = (db: WritableDb, feedId: FeedId, at: Instant): void => {
  db.update(feedStays)
    .set({ lastSeenAt: at })
    .where(and(eq(feedStays.feedId, feedId), isNull(feedStays.goneAt), isNull(feedStays.missingSince)))
    .run()
}
/** Whether a feed lacks a stay still to come that it is not yet believed to have lost: time alone decides about it. */
export const awaitsAbsence = (db: ReadableDb, feedId: FeedId, today: CalendarDate): boolean =>
  db
    .select({ stayId: feedStays.stayId })
    .from(feedStays)
    .innerJoin(stays, eq(stays.id, feedStays.stayId))
    .where(
      and(
        eq(feedStays.feedId, feedId),
        isNull(feedStays.goneAt),
        isNotNull(feedStays.missingSince),
        eq(stays.status, 'expected'),
        gt(stays.departureDate, today),
      ),
    )
    .limit(1)
    .get() !== undefined

export type Sighting = {
  readonly id: string
  readonly feedId: FeedId
  readonly uid: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly kind: string
  readonly stayId: StayId
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
}
/** Each name under which a feed has shown each stay, what it showed last at the end. */
export const namesInFeed = (db: ReadableDb, id: FeedId): readonly { readonly uid: string; readonly stayId: StayId }[] =>
  db
    .select({ uid: feedSightings.uid, stayId: feedSightings.stayId })
    .from(feedSightings)
    .where(and(eq(feedSightings.feedId, id), isNotNull(feedSightings.stayId)))
    .orderBy(asc(feedSightings.lastSeenAt))
    .all() as { uid: string; stayId: StayId }[]
/** An event as the feed showed it. Shown before for another stay, it is this one's from now on. */
export const writeSighting = (db: WritableDb, sighting: Sighting): void => {
  const { stayId, kind, lastSeenAt } = sighting
  db.insert(feedSightings)
    .values(sighting)
    .onConflictDoUpdate({
      target: [feedSightings.feedId, feedSightings.uid, feedSightings.arrivalDate, feedSightings.departureDate],
      set: { stayId, kind, lastSeenAt },
    })
    .run()
}

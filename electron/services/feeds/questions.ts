/** What feeds leave for a person to decide, read from the store. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { readStay, staysByStatus } from '../../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../../db/queries/claims.ts'
import { differingInFeeds, type FeedStayRow, goneFromFeeds } from '../../../db/queries/feed-stays.ts'
import { type Feed, readFeeds } from '../../../db/queries/feeds.ts'
import type { House } from '../../../db/queries/house.ts'
import type { DatesQuestion } from '../../domain/feed-dates.ts'
import type { StayId } from '../../domain/ids.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import type { CalendarDate, Instant } from '../../domain/time.ts'
import { todayOf } from '../desk/index.ts'
import { closureAnswer } from './closures.ts'
import { failingAfter } from './feed-work.ts'
import { datesVerdict } from './follow-match.ts'

type FeedWorld = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

type SuspectFeed = { readonly feed: Feed; readonly since: Instant; readonly lacks: readonly Stay[] }
type GoneStay = { readonly feed: Feed; readonly stay: Stay; readonly row: FeedStayRow }
export type DifferingStay = GoneStay & {
  readonly days: { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }
  readonly why: DatesQuestion
}

/** Calendars that nothing good has come from for an hour, by failure or by answers that are cut off. */
export const failingFeeds = ({ db, now }: FeedWorld): readonly Feed[] =>
  readFeeds(db).filter(
    (feed) => (feed.failures >= 3 || feed.status === 'incomplete') && now - (feed.lastOkAt ?? 0) > failingAfter,
  )

/** Calendars whose answers lack too much to be believed, unless a person has said to keep all of it. */
export const suspectFeeds = ({ db }: FeedWorld): readonly SuspectFeed[] =>
  readFeeds(db).flatMap((feed) =>
    feed.suspectSince === null ? [] : [{ feed, since: feed.suspectSince, lacks: lackedStays(db, feed) }],
  )

/** The live stays that a suspect answer lacks, by arrival. */
export const lackedStays = (db: ReadableDb, feed: Feed): readonly Stay[] =>
  (feed.suspectHash ?? '')
    .split(' ')
    .filter((id) => id !== '')
    .flatMap((id) => readStay(db, id as StayId) ?? [])
    .filter(isLive)
    .sort((a, b) => a.arrivalDate.localeCompare(b.arrivalDate))

/** Stays that are gone from their own channel's feed and still expected here. */
export function goneStays(world: FeedWorld): readonly GoneStay[] {
  const today = todayOf(world)
  return withFeed(world, goneFromFeeds(world.db)).filter(
    ({ feed, stay }) =>
      stay.status === 'expected' &&
      stay.departureDate > today &&
      stay.channel === feed.channel &&
      stay.kind !== 'block-suspected',
  )
}

/** Stays whose feed has other days, which only a person may follow. */
export const differingStays = (world: FeedWorld): readonly DifferingStay[] =>
  withFeed(world, differingInFeeds(world.db)).flatMap(({ feed, stay, row }) => {
    const verdict = datesVerdict(world, stay, row, { channel: feed.channel, today: todayOf(world) })
    return verdict.is === 'ask' ? [{ feed, stay, row, days: verdict.days, why: verdict.why }] : []
  })

/** Long closed times that nobody has said anything about. */
export function openClosures(world: FeedWorld): readonly Stay[] {
  const today = todayOf(world)
  const closures = staysByStatus(world.db, 'expected').filter(
    (stay) => stay.kind === 'block-suspected' && stay.departureDate > today,
  )
  const ids = closures.map((stay) => stay.id)
  const answered = new Set(
    fieldSourcesOf(world.db, ids).flatMap((one) => (one.field === closureAnswer ? one.subject : [])),
  )
  return closures.filter((stay) => !answered.has(stay.id))
}

function withFeed({ db }: FeedWorld, rows: readonly FeedStayRow[]): readonly GoneStay[] {
  const feeds = new Map(readFeeds(db).map((feed) => [feed.id, feed]))
  return rows.flatMap((row) => {
    const feed = feeds.get(row.feedId)
    const stay = readStay(db, row.stayId)
    return feed === undefined || stay === null ? [] : [{ feed, stay, row }]
  })
}

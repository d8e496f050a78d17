/** What concerns the data folder itself: a restore that waits for a go, and calendars that do not answer. */
import { readFeeds } from '../../../db/queries/feeds.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { pausedSetting } from '../../../db/restore.ts'
import { momentWords } from '../../domain/day-words.ts'
import { hours } from '../../domain/time.ts'
import { type Cause, cause, unitNameOf, type World } from './cause.ts'

/** A restored folder waits: what the locks hold may differ from what it remembers. */
export function restored({ db, house }: World): readonly Cause[] {
  const paused = readSetting(db, pausedSetting)
  if (paused === undefined) return []
  return [
    cause({
      kind: 'restored',
      cause: `restored ${JSON.stringify(paused)}`,
      tone: 'bad',
      title: 'This data was restored from a backup. Nothing is sent to locks or read from calendars yet.',
      detail: `Look through today's arrivals and the doors of ${house.property.name}, then go on: every code is looked up at its lock before anything is changed.`,
      actions: [{ key: 'go', label: 'Go on' }],
    }),
  ]
}

export const failingFeeds = (world: World): readonly Cause[] =>
  readFeeds(world.db)
    .filter((feed) => feed.failures >= 3 && world.now - (feed.lastOkAt ?? 0) > hours(1))
    .map((feed) =>
      cause({
        kind: 'feed-failing',
        cause: `feed ${feed.id} ${feed.lastOkAt ?? 0}`,
        tone: 'question',
        title: `The ${feed.channel} calendar of ${unitNameOf(world, feed.unitId)} does not answer.`,
        detail: `${feed.lastOkAt === null ? 'It has never been read' : `Last read at ${momentWords(feed.lastOkAt, world.house.property.timeZone, world.now)}`}. Everything known stays as it is; new bookings may be missing.`,
        actions: [{ key: 'retry', label: 'Try now' }],
      }),
    )

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import type { CalendarEvent } from '../../electron/domain/calendar-event.ts'
import { dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import { replayHistory } from '../../electron/replay-house.ts'
import type { Replay, ReplayedEvent } from '../../electron/services/feeds/index.ts'
import { readFeedHistory } from '../support/feed-server.ts'
import { describeWithData } from '../support/test-data.ts'
import { at } from '../support/test-desk.ts'

const timeZone = 'Europe/Rome' as TimeZoneId

type History = {
  readonly channel: string
  /** What it comes to: a change of the rules shows here, and is to be judged, not just written down. */
  readonly comesTo: Omit<Replay, 'events'>
  /**
   * Stays that were gone and whose UID came back: when good polls first lacked them, when they were believed gone, when
   * their UID was there again. Each was away for more than two days. A rule that had waited so long would have left every
   * true cancellation standing as long, its unit shut to whoever books it next; and Booking.com hands one UID to every
   * booking of a room and an arrival day, so what came back may be another party, whom a stay kept open would have let in
   * with the first one's code.
   */
  readonly returned: readonly (readonly [uid: string, lackedAt: string, goneAt: string, backAt: string])[]
}
const histories: Readonly<Record<string, History>> = {
  'airbnb-listing-1': {
    channel: 'airbnb',
    comesTo: {
      polls: 4557,
      stays: 118,
      created: 118,
      dateChanges: 8,
      renamed: 0,
      gone: 31,
      returned: 0,
      quarantined: 1,
    },
    returned: [],
  },
  'airbnb-listing-2': {
    channel: 'airbnb',
    comesTo: {
      polls: 4566,
      stays: 129,
      created: 129,
      dateChanges: 9,
      renamed: 0,
      gone: 49,
      returned: 0,
      quarantined: 1,
    },
    returned: [],
  },
  'booking-com-room-1': {
    channel: 'booking.com',
    comesTo: {
      polls: 7596,
      stays: 33,
      created: 33,
      dateChanges: 11,
      renamed: 43,
      gone: 10,
      returned: 3,
      quarantined: 0,
    },
    returned: [
      // Back with another departure: one night had become two.
      ['489a4e', '2026-05-25T16:59:20Z', '2026-05-25T23:56:31Z', '2026-05-29T19:27:06Z'],
      // Booked on 28 July for two hours, and again three days later, the day before its arrival.
      ['e22374', '2026-07-28T20:59:12Z', '2026-07-29T03:56:31Z', '2026-07-31T17:19:51Z'],
      // Away for thirteen days and back a night shorter.
      ['786a52', '2026-07-21T12:21:03Z', '2026-07-21T18:56:31Z', '2026-08-03T17:46:27Z'],
    ],
  },
  'booking-com-room-2': {
    channel: 'booking.com',
    comesTo: { polls: 7557, stays: 16, created: 16, dateChanges: 0, renamed: 8, gone: 2, returned: 1, quarantined: 0 },
    returned: [
      // Away for three weeks and back for one night instead of three.
      ['cc0a28', '2025-10-26T08:14:39Z', '2025-10-26T14:56:31Z', '2025-11-18T13:26:43Z'],
    ],
  },
}

const dayOf = (moment: string) => dateOf(at(moment), timeZone)
const ofKind = (replay: Replay, kind: ReplayedEvent['kind']) => replay.events.filter((event) => event.kind === kind)

describeWithData('every poll of a recorded calendar', (dataDir) => {
  const fileOf = (name: string): string => join(dataDir, 'feed-history', `${name}.jsonl.gz`)
  it('is there to be replayed', () =>
    expect(Object.keys(histories).map((name) => existsSync(fileOf(name)))).not.toContain(false))

  describe.each(Object.entries(histories))('of %s', (name, expected) => {
    let replay: Replay
    let polls: readonly { readonly at: string; readonly events: readonly CalendarEvent[] }[]
    beforeAll(() => {
      const history = readFeedHistory(fileOf(name))
      polls = history.map((line) => {
        const read = readFeed(Buffer.from(line.ics), expected.channel)
        return { at: line.at, events: read.verdict === 'failed' ? [] : read.events }
      })
      replay = replayHistory(
        history.map((line) => ({ at: at(line.at), ics: line.ics })),
        { channel: expected.channel, timeZone, sqliteBinding: null },
      )
    }, 300_000)

    it('comes to the stays it should', () => {
      const { events, ...counts } = replay
      expect(counts).toEqual(expected.comesTo)
      expect(events).not.toEqual([])
    })

    it('never ends a stay that has begun', () => {
      expect(ofKind(replay, 'gone').filter((event) => event.arrival! <= dayOf(event.at))).toEqual([])
    })

    it('takes nothing for gone that one dropped or empty answer lacked', () => {
      // What is gone was absent from every answer of the six hours before.
      for (const gone of ofKind(replay, 'gone')) {
        const until = at(gone.at)
        const last = polls.findLast((poll) => at(poll.at) <= until - 6 * 3_600_000)!
        const since = polls.filter(
          (poll) => poll === last || (at(poll.at) > until - 6 * 3_600_000 && at(poll.at) <= until),
        )
        expect([gone, since.flatMap((poll) => poll.events).filter((event) => event.uid === gone.uid)]).toEqual([
          gone,
          [],
        ])
      }
    })

    it('brings back under its name only what was away for days', () => {
      const named = ofKind(replay, 'returned').map((back) => {
        const gone = ofKind(replay, 'gone').find((one) => one.stay === back.stay)!
        const seen = polls.findLastIndex(
          (poll) => at(poll.at) <= at(gone.at) && poll.events.some((one) => one.uid === gone.uid),
        )
        const short = (moment: string) => moment.replace('.000Z', 'Z')
        return [back.uid!.slice(0, 6), polls[seen + 1]!.at, short(gone.at), short(back.at)]
      })
      expect(named).toEqual(expected.returned)
      for (const [, lackedAt, , backAt] of expected.returned)
        expect(at(backAt) - at(lackedAt)).toBeGreaterThan(48 * 3_600_000)
    })

    it('applies every change of days', () => {
      const missed: string[] = []
      const changed = ofKind(replay, 'date-changed')
      for (const [index, poll] of polls.entries()) {
        for (const event of poll.events) {
          if (event.kind === 'block' || event.departureDate <= dayOf(poll.at)) continue
          const before = polls[index - 1]?.events.find((one) => one.uid === event.uid)
          if (before === undefined || isClosure(before) || isClosure(event)) continue
          if (before.arrivalDate === event.arrivalDate && before.departureDate === event.departureDate) continue
          // A stay may have to wait until what it was joined with is gone; a day is enough for that.
          const done = changed.find(
            (one) =>
              at(one.at) >= at(poll.at) &&
              at(one.at) <= at(poll.at) + 24 * 3_600_000 &&
              one.departure === event.departureDate &&
              one.arrival! <= event.arrivalDate,
          )
          if (done === undefined) missed.push(`${poll.at} ${event.uid} ${event.arrivalDate} ${event.departureDate}`)
        }
      }
      expect(missed).toEqual([])
    })
  })
})

/** An unknown event of more than thirty nights. */
const isClosure = (event: CalendarEvent): boolean =>
  event.kind === 'unknown' && Date.parse(event.departureDate) - Date.parse(event.arrivalDate) > 30 * 86_400_000

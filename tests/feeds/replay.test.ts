import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import type { CalendarFeed } from '../../electron/ports/calendar-feed.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { readFeedHistory } from '../support/feed-server.ts'
import { describeWithData } from '../support/test-data.ts'
import { openTestDesk } from '../support/test-desk.ts'

/** Stays that each history comes to: a change of the rules shows here, and is to be judged, not just written down. */
const expected: Readonly<Record<string, number>> = {
  'airbnb-listing-1.jsonl.gz': 118,
  'airbnb-listing-2.jsonl.gz': 129,
  'booking-com-room-1.jsonl.gz': 34,
  'booking-com-room-2.jsonl.gz': 13,
}

describeWithData('every recorded poll of a real feed', (dataDir) => {
  const folder = join(dataDir, 'feed-history')
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl.gz')) : []
  it('is there', () => expect(files.length).toBeGreaterThan(0))

  it.each(files)(
    'of %s only adds: no stay changes by a poll, no two placed stays share a night',
    async (file) => {
      const channel = file.startsWith('airbnb') ? 'airbnb' : 'booking.com'
      const history = readFeedHistory(join(folder, file))
      let ics = ''
      const calendarFeed: CalendarFeed = {
        fetch: async () => ({
          unchanged: false,
          reading: readFeed(Buffer.from(ics), channel),
          etag: null,
          lastModified: null,
          status: 200,
        }),
      }
      const test = openTestDesk({
        now: history[0]!.at,
        property: { timeZone: 'Europe/Rome', country: 'IT' },
        feeds: { R1: [{ channel, url: 'https://feeds.example/one.ics' }] },
        calendarFeed,
      })
      try {
        const { sqlite } = test.desk.store
        // A test's own folder needs no power cut survived, and four histories are a thousand transactions.
        sqlite.pragma('synchronous = OFF')
        const read = sqlite
          .prepare(
            'select id, arrival_date, departure_date, status, placed, unit_id, reservation_id from stays order by id',
          )
          .raw()
        const overlaps = sqlite
          .prepare(
            `select count(*) from stays a join stays b on a.unit_id = b.unit_id and a.id < b.id and a.placed and b.placed
           and a.status in ('expected', 'in-house') and b.status in ('expected', 'in-house')
           and a.arrival_date < b.departure_date and b.arrival_date < a.departure_date`,
          )
          .pluck()
        let before = new Map<unknown, string>()
        let added = 0
        for (const line of history) {
          test.setNow(line.at)
          ics = line.ics
          for (const report of await pollFeeds(test.desk, calendarFeed)) added += report.added
          const after = new Map((read.all() as unknown[][]).map((row) => [row[0], JSON.stringify(row)]))
          for (const [id, row] of before) expect(after.get(id)).toBe(row)
          before = after
        }
        expect(overlaps.get()).toBe(0)
        expect(before.size).toBe(added)
        // The last answer over and over adds nothing.
        for (let again = 0; again < 3; again++) {
          test.advance(20 * 60_000)
          for (const report of await pollFeeds(test.desk, calendarFeed)) expect(report.added).toBe(0)
        }
        const stays = sqlite.prepare("select count(*) from stays where kind <> 'block-suspected'").pluck().get()
        expect(stays).toBe(expected[file] ?? stays)
      } finally {
        test.close()
      }
    },
    120_000,
  )
})

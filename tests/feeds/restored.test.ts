/** After a backup was put back calendars begin anew: what the old store remembers of them ends nothing. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { staysByStatus } from '../../db/queries/bookings.ts'
import { feedStaysOf } from '../../db/queries/feed-stays.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import { restoreStore } from '../../db/restore.ts'
import { openStore } from '../../db/store.ts'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import { minutes } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { answering, calendar, closed } from '../support/feed-desk.ts'
import { openTestDesk } from '../support/test-desk.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
})

it('counts absence anew, and what the first poll brings as there before anybody looked', async () => {
  const kept = closed('kept', '2026-07-20/2026-07-22')
  let ics = calendar(kept, closed('a', '2026-06-20/2026-06-22'))
  const calendarFeed = answering(() => readFeed(Buffer.from(ics), 'booking.com'))
  const house = openTestDesk({ feeds: { R1: [{ channel: 'booking.com', url: 'https://feeds.example/one.ics' }] } })
  ends.push(house.close)
  const poll = async (desk: Desk, times: number): Promise<void> => {
    for (let time = 0; time < times; time++) {
      house.advance(minutes(17))
      await pollFeeds(desk, calendarFeed)
    }
  }
  await poll(house.desk, 1)
  ics = calendar(kept)
  // Five and a half hours: nearly gone.
  await poll(house.desk, 20)
  const file = join(house.folder, 'copy.db')
  house.desk.store.sqlite.prepare('vacuum into ?').run(file)
  const options = { ...house.storeOptions, folder: join(house.folder, 'restored') }
  mkdirSync(options.folder)
  restoreStore({ ...options, file, at: house.desk.clock.now(), replacedName: 'replaced' })
  const store = openStore(options)
  ends.push(() => store.close())
  const desk: Desk = { ...house.desk, store }
  ics = calendar(kept, closed('b', '2026-08-20/2026-08-22'))
  await poll(desk, 4)
  expect(staysByStatus(store.read, 'cancelled')).toEqual([])
  const [feed] = readFeeds(store.read)
  const found = feedStaysOf(store.read, feed!.id).map((row) => `${row.arrivalDate} ${row.foundBy} ${row.missingPolls}`)
  expect(found.sort()).toEqual(['2026-06-20 import 4', '2026-07-20 import 0', '2026-08-20 import 0'])
  await poll(desk, 22)
  expect(staysByStatus(store.read, 'cancelled').map((stay) => stay.arrivalDate)).toEqual(['2026-06-20'])
})

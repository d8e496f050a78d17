/** A guest whose stay the feed moves is told once the doors know, as after any other change. */
import { expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import { minutes } from '../../electron/domain/time.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { describeGuest, findReservation } from '../../electron/services/reservations/index.ts'
import { answering, calendar, reserved } from '../support/feed-desk.ts'
import { ann, run, saidTo, tellingHouses } from '../support/telling-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const { open } = tellingHouses()

it('is told the new end of a stay that the feed extends', async () => {
  let days = '2026-06-10/2026-06-12'
  const calendarFeed = answering(() => readFeed(Buffer.from(calendar(reserved('a', days, 'HMAAAA0001'))), 'airbnb'))
  const house = open({ feeds: { R1: [{ channel: 'airbnb', url: 'https://feeds.example/one.ics' }] } })
  const tell = async () => {
    house.advance(minutes(17))
    await pollFeeds(house.desk, calendarFeed)
    await run(house, minutes(8))
  }
  await tell()
  must(
    transact(house.desk, dana, (work) => {
      const found = findReservation(work.db, { ref: 'HMAAAA0001' })
      return found.ok ? describeGuest(work, found.value, ann) : found
    }),
  )
  await tell()
  const before = saidTo(house.desk)
  expect(before.join(' ')).toContain('12')
  days = '2026-06-10/2026-06-15'
  await tell()
  const after = saidTo(house.desk)
  expect(after.length).toBe(before.length + 1)
  expect(after.at(-1)).toContain('15 Jun')
})

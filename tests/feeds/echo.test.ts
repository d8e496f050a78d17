/** One unit with two channels: each shows the other's bookings as closed times of its own. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import { minutes } from '../../electron/domain/time.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { showStays } from '../../electron/services/views/index.ts'
import { answering, type CalendarLine, calendar, closed, reserved } from '../support/feed-desk.ts'
import { must, openTestDesk, type TestDesk } from '../support/test-desk.ts'

let test: TestDesk
const shown: Record<string, readonly CalendarLine[]> = {}
const calendarFeed = answering((channel) => readFeed(Buffer.from(calendar(...(shown[channel] ?? []))), channel))
/** Keeps answers from being suspect when one leaves. */
const other = (channel: string): CalendarLine => ({
  uid: `other-${channel}`,
  days: '2026-08-01/2026-08-03',
  summary: 'x',
})

beforeEach(() => {
  const feeds = ['airbnb', 'booking.com'].map((channel) => ({ channel, url: `https://${channel}.example/one.ics` }))
  test = openTestDesk({ rooms: 1, feeds: { R1: feeds }, calendarFeed })
})
afterEach(() => test.close())

const poll = async (show: Readonly<Record<string, readonly CalendarLine[]>>, times = 1) => {
  for (const channel of ['airbnb', 'booking.com']) shown[channel] = [...(show[channel] ?? []), other(channel)]
  for (let time = 0; time < times; time++) {
    test.advance(minutes(17))
    await pollFeeds(test.desk, calendarFeed)
  }
}
const lines = () =>
  must(showStays(test.desk, { unit: null, from: null, to: null }))
    .filter((one) => one.arrivalDate < '2026-08-01')
    .map((one) => `${one.arrivalDate} ${one.departureDate} ${one.reference ?? '-'} ${one.status}`)
const guest = reserved('a', '2026-06-20/2026-06-22', 'HMAAAA0001')
const echo = closed('b', '2026-06-20/2026-06-22')

it('a booking that both show is one stay with the reference of the channel that has one', async () => {
  await poll({ 'booking.com': [echo] })
  await poll({ airbnb: [guest], 'booking.com': [echo] })
  expect(lines()).toEqual(['2026-06-20 2026-06-22 HMAAAA0001 expected'])
  expect(attentionItems(test.desk).filter((item) => item.kind === 'double-booking')).toEqual([])
})

it('only its own channel ends it: an echo may come and go', async () => {
  await poll({ airbnb: [guest], 'booking.com': [echo] })
  await poll({ airbnb: [guest] }, 30)
  expect(lines()).toEqual(['2026-06-20 2026-06-22 HMAAAA0001 expected'])
  await poll({ 'booking.com': [echo] }, 30)
  expect(lines()).toContain('2026-06-20 2026-06-22 HMAAAA0001 cancelled')
})

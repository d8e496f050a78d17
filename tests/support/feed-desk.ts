/** A house with a Booking.com calendar on R1 and an Airbnb one on R2, both served over HTTP as a test says. */
import { afterEach, beforeEach } from 'vitest'
import { feedLogOf, readFeeds } from '../../db/queries/feeds.ts'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import type { CalendarEvent, FeedReading } from '../../electron/domain/calendar-event.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import type { CalendarFeed } from '../../electron/ports/calendar-feed.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { showStays } from '../../electron/services/views/index.ts'
import { type FeedServer, startFeedServer } from './feed-server.ts'
import { dana, must, openTestDesk, type TestDesk, type TestDeskOptions } from './test-desk.ts'

/** Calendars without a server: what each answers is read anew at every poll. */
export const answering = (read: (channel: string, url: string) => FeedReading): CalendarFeed => ({
  fetch: async ({ channel, url }) => ({
    unchanged: false,
    reading: read(channel, url),
    etag: null,
    lastModified: null,
    status: 200,
  }),
})

/** The same from events that are read already, by the calendar's address. */
export const showing = (eventsAt: (url: string) => readonly CalendarEvent[]): CalendarFeed =>
  answering((_channel, url) => ({ verdict: 'complete', events: eventsAt(url), rejectedEvents: 0 }))

export type CalendarLine = {
  readonly uid: string
  /** `arrival/departure`. */
  readonly days: string
  readonly summary?: string
  readonly code?: string
}

/** A calendar as channels write it, in the words of Booking.com unless said otherwise. */
export const calendar = (...events: readonly CalendarLine[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap(({ uid, days, summary = 'CLOSED - Not available', code }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      ...days
        .split('/')
        .map((day, index) => `${index === 0 ? 'DTSTART' : 'DTEND'};VALUE=DATE:${day.replaceAll('-', '')}`),
      `SUMMARY:${summary}`,
      ...(code === undefined
        ? []
        : [`DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/details/${code}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
/** One of Booking.com's, which never says whose it is. */
export const closed = (uid: string, days: string): CalendarLine => ({ uid, days })
/** One of Airbnb's, with its code. */
export const reserved = (uid: string, days: string, code: string): CalendarLine => ({
  uid,
  days,
  summary: 'Reserved',
  code,
})

type FeedDesk = {
  readonly test: () => TestDesk
  readonly booking: () => FeedServer
  readonly airbnb: () => FeedServer
  /** Lets a quarter of an hour pass and polls what is due. */
  readonly poll: () => ReturnType<typeof pollFeeds>
  /** The same answers for as long as it takes: every quarter of an hour. */
  readonly pollFor: (hours: number) => Promise<void>
  /** `R1 2026-06-12 2026-06-14 expected`, one a stay. */
  readonly lines: () => readonly string[]
  readonly stays: () => ReturnType<typeof allStays>
  /** What the feeds' history holds, oldest first. */
  readonly log: () => readonly string[]
  readonly items: (kind: string) => ReturnType<typeof attentionItems>
  readonly resolve: (kind: string, action: string) => void
  readonly feedOf: (channel: string) => ReturnType<typeof readFeeds>[number]
}

const allStays = (test: TestDesk) => must(showStays(test.desk, { unit: null, from: null, to: null }))
const http = httpCalendarFeed({ timeLimitMs: 5_000 })

/** Opens it for each test of a file and closes it afterwards. */
export function feedDesk(options: TestDeskOptions = {}): FeedDesk {
  let booking: FeedServer
  let airbnb: FeedServer
  let test: TestDesk
  beforeEach(async () => {
    ;[booking, airbnb] = await Promise.all([startFeedServer(), startFeedServer()])
    test = openTestDesk({
      ...options,
      feeds: {
        R1: [{ channel: 'booking.com', url: booking.url, allowPrivate: true }],
        R2: [{ channel: 'airbnb', url: airbnb.url, allowPrivate: true }],
      },
    })
  })
  afterEach(async () => {
    test.close()
    await Promise.all([booking.stop(), airbnb.stop()])
  })
  const poll = () => {
    test.advance(minutes(17))
    return pollFeeds(test.desk, http)
  }
  const items = (kind: string) => attentionItems(test.desk).filter((item) => item.kind === kind)
  return {
    test: () => test,
    booking: () => booking,
    airbnb: () => airbnb,
    poll,
    async pollFor(span) {
      const until = test.desk.clock.now() + hours(span)
      while (test.desk.clock.now() < until) await poll()
    },
    stays: () => allStays(test),
    lines: () =>
      allStays(test).map(
        (one) => `${one.unit} ${one.arrivalDate} ${one.departureDate} ${one.status}${one.placed ? '' : ' unplaced'}`,
      ),
    log: () =>
      readFeeds(test.desk.store.read).flatMap((feed) =>
        feedLogOf(test.desk.store.read, feed.id).map((entry) => entry.kind),
      ),
    items,
    resolve(kind, action) {
      const [item] = items(kind)
      if (item === undefined) throw new Error(`there is no open item of kind ${kind}`)
      must(resolveItem(test.desk, dana, item.id, action))
    },
    feedOf: (channel) => readFeeds(test.desk.store.read).find((feed) => feed.channel === channel)!,
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hurryFeeds } from '../../db/queries/feeds.ts'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import type { FeedReading } from '../../electron/domain/calendar-event.ts'
import { addDays, type CalendarDate, dateOf, hours, instant, type TimeZoneId } from '../../electron/domain/time.ts'
import type { CalendarFeed } from '../../electron/ports/calendar-feed.ts'
import { replayHistory } from '../../electron/replay-house.ts'
import { pollFeeds } from '../../electron/services/feeds/index.ts'
import { openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median } from './bench-result.ts'

const timeZone = 'Europe/London' as TimeZoneId
const EVENTS = 5_000
const CHANGES = 50
const RUNS = 9

/** What an answer of a feed costs beyond being parsed, and ten months of hourly polls. */
export async function run(): Promise<BenchResult[]> {
  return [...(await bigFeed()), replay()]
}

type Line = { readonly uid: string; readonly from: CalendarDate; readonly to: CalendarDate }

const calendar = (lines: readonly Line[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//bench//EN',
    ...lines.flatMap(({ uid, from, to }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${to.replaceAll('-', '')}`,
      'SUMMARY:CLOSED - Not available',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

/** Five thousand stays of one night, every other day; the first fifty of them one night longer in every other answer. */
async function bigFeed(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), 1, {
    units: [
      {
        key: '1',
        name: 'Room 1',
        doors: ['front', 'd1'],
        feeds: [{ channel: 'booking.com', url: 'https://bench.invalid/calendar.ics' }],
      },
    ],
  })
  try {
    const start = addDays(dateOf(desk.clock.now(), timeZone), 10)
    const lines = (nights: number): readonly Line[] =>
      Array.from({ length: EVENTS }, (_, index) => {
        const from = addDays(start, index * 2)
        return { uid: `event-${index}`, from, to: addDays(from, index < CHANGES ? nights : 1) }
      })
    const [plain, changed] = [1, 2].map((nights) => Buffer.from(calendar(lines(nights)))) as [Buffer, Buffer]
    const floors: number[] = []
    const parse = (bytes: Buffer): FeedReading => {
      const started = performance.now()
      const reading = readFeed(bytes, 'booking.com')
      floors.push(performance.now() - started)
      return reading
    }
    const take = async (reading: FeedReading): Promise<number> => {
      const calendarFeed: CalendarFeed = {
        fetch: async () => ({ unchanged: false, reading, etag: null, lastModified: null, status: 200 }),
      }
      desk.store.write((db) => hurryFeeds(db, desk.clock.now()))
      const started = performance.now()
      const [report] = await pollFeeds(desk, calendarFeed)
      if (report?.status !== 'ok') throw new Error(`the benchmark's feed was taken as ${report?.status}`)
      return performance.now() - started
    }
    const first = await take(parse(plain))
    const same: number[] = []
    const other: number[] = []
    for (let run = 0; run < RUNS; run++) {
      same.push(await take(parse(run % 2 === 0 ? plain : changed)))
      other.push(await take(parse(run % 2 === 0 ? changed : plain)))
    }
    const floor = median(floors)
    const line = (name: string, value: number): BenchResult => ({
      name: `${name} (floor: parsing it)`,
      ...{ value, unit: 'ms', floor, ratio: value / floor },
    })
    return [
      line(`feed of ${EVENTS} events, first import`, first),
      line(`feed of ${EVENTS} events, taken in unchanged`, median(same)),
      line(`feed of ${EVENTS} events, taken in with ${CHANGES} changes`, median(other)),
    ]
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ten months in which a closure rolls each midnight and a booking comes every third day, each record a change. */
function replay(): BenchResult {
  const start = '2026-01-01' as CalendarDate
  const history = Array.from({ length: 304 }, (_, day) => {
    const today = addDays(start, day)
    const stays = Array.from({ length: 12 }, (_, index) => Math.floor(day / 3) + index)
      .map((number) => ({
        uid: `stay-${number}`,
        from: addDays(start, number * 3),
        to: addDays(start, number * 3 + 2),
      }))
      .filter((line) => line.to > today)
    const closure = { uid: 'closure', from: addDays(start, 700), to: addDays(start, 1_100 + day) }
    return { at: instant(Date.parse(`${today}T00:10:00Z`)), ics: calendar([...stays, closure]) }
  })
  let started = performance.now()
  for (const record of history) readFeed(Buffer.from(record.ics), 'booking.com')
  const floor = performance.now() - started
  started = performance.now()
  const { polls } = replayHistory(history, { channel: 'booking.com', timeZone, sqliteBinding: null })
  const value = performance.now() - started
  const span = Math.round((history.at(-1)!.at - history[0]!.at) / hours(24))
  return {
    name: `replay of ${span} days, ${polls} polls (floor: parsing its ${history.length} records)`,
    ...{ value, unit: 'ms', floor, ratio: value / floor },
  }
}

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFeed } from '../../electron/adapters/calendar-feed/read-feed.ts'
import { readFeedAt, readFeedHistory } from '../support/feed-server.ts'
import { describeWithData } from '../support/test-data.ts'

/** The same days, taken from the text by a pattern that fits these histories alone: no zone can touch them. */
const written = (ics: string): string[] =>
  ics
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => {
      const [, start, end] = /DTSTART;VALUE=DATE:(\d{8})\nDTEND;VALUE=DATE:(\d{8})\n/.exec(event) ?? []
      return [/\nUID:(.*)/.exec(event)?.[1], start, end, /details\/(\w+)/.exec(event)?.[1] ?? '-'].join(' ')
    })

const kindsOf: Readonly<Record<string, readonly string[]>> = {
  airbnb: ['reservation', 'block'],
  'booking.com': ['unknown'],
}

describeWithData('recorded feeds', (dataDir) => {
  const folder = join(dataDir, 'feed-history')
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.jsonl.gz')) : []

  it('are there', () => expect(files.length).toBeGreaterThan(0))

  it.each(files)('of %s are complete and give the days they write, in this zone as in any', (file) => {
    const channel = file.startsWith('airbnb') ? 'airbnb' : 'booking.com'
    const history = readFeedHistory(join(folder, file))
    expect(history.length).toBeGreaterThan(100)
    for (const { at, ics } of history) {
      const reading = readFeed(Buffer.from(ics), channel)
      if (reading.verdict !== 'complete') throw new Error(`${file} at ${at} reads as ${reading.verdict}`)
      const read = reading.events.map((event) =>
        [event.uid, ...[event.arrivalDate, event.departureDate].map((date) => date.replaceAll('-', ''))]
          .concat(event.reference ?? '-')
          .join(' '),
      )
      expect(read).toEqual(written(ics))
      for (const event of reading.events) expect(kindsOf[channel]).toContain(event.kind)
      // Airbnb's stays carry a code and its blocks none: the two tell the same story.
      if (channel === 'airbnb')
        for (const event of reading.events) expect(event.reference !== null).toBe(event.kind === 'reservation')
    }
  })

  it('can be read as they stood at a moment', () => {
    const file = join(folder, files[0]!)
    const history = readFeedHistory(file)
    const third = Date.parse(history[2]!.at)
    expect(readFeedAt(file, third)).toBe(history[2]!.ics)
    expect(readFeedAt(file, third - 1)).toBe(history[1]!.ics)
    expect(readFeedAt(file, 0)).toBeNull()
  })
})

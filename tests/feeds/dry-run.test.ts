import { beforeEach, describe, expect, it } from 'vitest'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import { hours } from '../../electron/domain/time.ts'
import { dryRunFeed } from '../../electron/services/feeds/index.ts'
import { eachByHost, retryAfter } from '../../electron/services/feeds/schedule.ts'
import { calendar, closed, feedDesk } from '../support/feed-desk.ts'
import { codeOf, dumpTables, must } from '../support/test-desk.ts'

const { test, booking, poll, feedOf } = feedDesk()
const http = httpCalendarFeed({ timeLimitMs: 5_000 })

describe('a dry run of a calendar', () => {
  beforeEach(async () => {
    booking().setCalendar(calendar(closed('a', '2026-06-12/2026-06-14'), closed('b', '2026-06-20/2026-06-22')))
    await poll()
  })
  const dryRun = async () => {
    const before = dumpTables(test().desk)
    const found = await dryRunFeed(test().desk, http, feedOf('booking.com').id)
    expect(dumpTables(test().desk)).toEqual(before)
    return found
  }

  it('says what is new, moved, missing and closed, and writes nothing', async () => {
    booking().setCalendar(
      calendar(
        closed('b', '2026-06-20/2026-06-23'),
        closed('c', '2026-07-01/2026-07-02'),
        closed('d', '2026-09-01/2027-09-01'),
      ),
    )
    const found = must(await dryRun())
    expect(found.verdict).toBe('ok')
    expect(found.lines.map((line) => `${line.change} ${line.arrivalDate} ${line.departureDate}`)).toEqual([
      'dates 2026-06-20 2026-06-23',
      'added 2026-07-01 2026-07-02',
      'closed 2026-09-01 2027-09-01',
      'lacked 2026-06-12 2026-06-14',
    ])
  })

  it('says that an empty answer would not be believed, and what it lacks', async () => {
    booking().setCalendar(calendar())
    const found = must(await dryRun())
    expect([found.verdict, found.lines.map((line) => line.change)]).toEqual(['suspect', ['lacked', 'lacked']])
  })

  it('says why a calendar cannot be read', async () => {
    booking().setMode({ kind: 'html' })
    expect(codeOf(await dryRun())).toBe('feed-unreadable')
  })
})

describe('calendars that are due', () => {
  it('are asked two at a time of one host, and no host waits for another', async () => {
    const running = new Map<string, number>()
    const most = new Map<string, number>()
    const ends: (() => void)[] = []
    const all = Array.from({ length: 9 }, (_, index) => `${index % 3 === 0 ? 'slow' : 'quick'}.example/${index}`)
    const done = eachByHost(
      all,
      (item) => item.split('/')[0]!,
      async (item) => {
        const host = item.split('/')[0]!
        running.set(host, (running.get(host) ?? 0) + 1)
        most.set(host, Math.max(most.get(host) ?? 0, running.get(host)!))
        if (host === 'slow.example') await new Promise<void>((end) => ends.push(end))
        running.set(host, running.get(host)! - 1)
        return item
      },
    )
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    expect([running.get('quick.example'), ends.length]).toEqual([0, 2])
    for (let turn = 0; turn < 50; turn++) {
      ends.shift()?.()
      await Promise.resolve()
    }
    expect([...(await done)].sort()).toEqual([...all].sort())
    expect(Object.fromEntries(most)).toEqual({ 'slow.example': 2, 'quick.example': expect.any(Number) })
    expect(most.get('quick.example')).toBeLessThanOrEqual(2)
  })

  it('are asked less and less often while they fail, once an hour at the least', () => {
    const waits = [1, 2, 3, 4, 5, 6, 60].map(retryAfter)
    expect(waits).toEqual([...waits].sort((left, right) => left - right))
    expect([waits[0], waits.at(-1)]).toEqual([4 * 60_000, hours(1)])
  })
})

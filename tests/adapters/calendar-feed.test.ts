import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPrivateAddress } from '../../electron/adapters/calendar-feed/address.ts'
import { httpCalendarFeed } from '../../electron/adapters/calendar-feed/calendar-feed.ts'
import type { FeedRequest } from '../../electron/ports/calendar-feed.ts'
import { emptyCalendar, type FeedServer, startFeedServer } from '../support/feed-server.ts'

const twoStays = emptyCalendar.replace(
  'END:VCALENDAR',
  ['a', 'b']
    .map((uid) => `BEGIN:VEVENT\r\nUID:${uid}\r\nDTSTART:20270501\r\nDTEND:20270503\r\nEND:VEVENT\r\n`)
    .join('')
    .concat('END:VCALENDAR'),
)

let server: FeedServer
beforeEach(async () => {
  server = await startFeedServer(twoStays)
})
afterEach(() => server.stop())

const request = (over: Partial<FeedRequest> = {}): FeedRequest => ({
  url: server.url,
  channel: 'other',
  allowPrivate: true,
  etag: null,
  lastModified: null,
  ...over,
})
const failed = (reason: string, status: number | null = null) => ({
  unchanged: false,
  reading: { verdict: 'failed', reason },
  etag: null,
  lastModified: null,
  status,
})

describe('fetching a feed', () => {
  const feed = httpCalendarFeed({ timeLimitMs: 2_000 })

  it.each([false, true])('reads its events, packed with gzip: %s', async (gzip) => {
    server.setMode({ kind: 'calendar', gzip })
    const answer = await feed.fetch(request())
    expect(answer).toMatchObject({
      status: 200,
      reading: { verdict: 'complete', events: [{ uid: 'a' }, { uid: 'b' }] },
    })
  })

  it('asks for news only, and reads again when there is some', async () => {
    const first = await feed.fetch(request())
    if (first.unchanged) throw new Error('the first answer cannot be unchanged')
    expect(await feed.fetch(request({ etag: first.etag }))).toEqual({ unchanged: true })
    server.setCalendar(emptyCalendar)
    expect(await feed.fetch(request({ etag: first.etag }))).toMatchObject({ reading: { events: [] } })
  })

  it('forgets the tag of a feed that was not whole, so that it is read again', async () => {
    server.setCalendar(twoStays.replace('DTSTART:20270501', 'DTSTART:soon'))
    expect(await feed.fetch(request())).toMatchObject({ etag: null, reading: { verdict: 'incomplete' } })
  })

  it.each([204, 304, 401, 404, 429, 500, 503])('fails on status %i, whatever the body', async (status) => {
    server.setMode({ kind: 'status', status })
    const reason = status === 204 ? 'not-a-calendar' : 'http-status'
    expect(await feed.fetch(request())).toEqual(failed(reason, status))
  })

  it('does not take a sign-in page for an empty calendar', async () => {
    server.setMode({ kind: 'html' })
    expect(await feed.fetch(request())).toEqual(failed('not-a-calendar', 200))
  })

  it.each(['hang', 'stall'] as const)('gives up in time when the server does %s', async (kind) => {
    server.setMode({ kind })
    const answer = await httpCalendarFeed({ timeLimitMs: 250 }).fetch(request())
    expect(answer).toMatchObject({ reading: { verdict: 'failed', reason: 'timeout' } })
  })

  it('gives up in time when the name is never resolved', async () => {
    const feed = httpCalendarFeed({ timeLimitMs: 100, resolve: () => new Promise(() => {}) })
    expect(await feed.fetch(request())).toEqual(failed('timeout'))
  })

  it('stops reading a feed that never ends', async () => {
    server.setMode({ kind: 'endless' })
    expect(await feed.fetch(request())).toEqual(failed('too-large', 200))
  })

  it('stops unpacking a small body that grows beyond the limit', async () => {
    server.setMode({ kind: 'bomb', bytes: 30 * 1024 * 1024 })
    expect(await feed.fetch(request())).toEqual(failed('too-large', 200))
  })

  it('reads what a broken connection brought, as incomplete', async () => {
    server.setMode({ kind: 'truncated', bytes: twoStays.indexOf('UID:b') })
    expect(await feed.fetch(request())).toMatchObject({
      etag: null,
      reading: { verdict: 'incomplete', events: [{ uid: 'a' }] },
    })
  })

  it('calls a broken connection incomplete even where the part looks whole', async () => {
    server.setCalendar(`${emptyCalendar}\r\n${twoStays}`)
    server.setMode({ kind: 'truncated', bytes: emptyCalendar.length })
    expect(await feed.fetch(request())).toMatchObject({ reading: { verdict: 'incomplete', events: [] } })
  })

  it('is unreachable where nobody listens or the name is unknown', async () => {
    const { url } = server
    await server.stop()
    expect(await feed.fetch(request({ url }))).toEqual(failed('unreachable'))
    expect(await feed.fetch(request({ url: 'http://no-such-host.invalid/' }))).toEqual(failed('unreachable'))
    server = await startFeedServer()
  })

  it.each(['ftp://example.com/a.ics', 'file:///etc/passwd', 'not an address', ''])('refuses %j', async (url) => {
    expect(await feed.fetch(request({ url }))).toEqual(failed('not-http'))
  })
})

describe('following redirects', () => {
  const feed = httpCalendarFeed({ timeLimitMs: 2_000 })

  it('goes as far as five, and no further', async () => {
    const hops: FeedServer[] = []
    let to = server.url
    for (let count = 0; count < 6; count++) {
      const hop = await startFeedServer()
      hop.setMode({ kind: 'redirect', to, status: [301, 302, 303, 307, 308][count % 5]! })
      hops.push(hop)
      to = hop.url
    }
    expect(await feed.fetch(request({ url: hops[4]!.url }))).toMatchObject({ reading: { verdict: 'complete' } })
    expect(await feed.fetch(request({ url: hops[5]!.url }))).toMatchObject(failed('http-status', 301))
    for (const hop of hops) await hop.stop()
  })

  it('reads a relative target', async () => {
    server.setMode({ kind: 'redirect', to: '/elsewhere.ics' })
    expect(await feed.fetch(request())).toMatchObject(failed('http-status', 302))
    expect(server.requestCount()).toBe(6)
  })

  it('refuses one that leaves HTTP', async () => {
    server.setMode({ kind: 'redirect', to: 'file:///etc/passwd' })
    expect(await feed.fetch(request())).toEqual(failed('not-http'))
  })

  it('refuses one into the house, after a first hop that was fine', async () => {
    const inside = await startFeedServer(twoStays)
    // For this test 127.0.0.1 stands for the Internet and "inside" for a printer's name in the house.
    const feed = httpCalendarFeed({
      resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      isPrivateAddress: () => inside.requestCount() > 0 || server.requestCount() > 0,
    })
    server.setMode({ kind: 'redirect', to: inside.url })
    expect(await feed.fetch(request({ allowPrivate: false }))).toEqual(failed('private-address'))
    expect([server.requestCount(), inside.requestCount()]).toEqual([1, 0])
    await inside.stop()
  })
})

describe('addresses of the house', () => {
  const feed = httpCalendarFeed()

  it('are never connected to unless the feed allows it', async () => {
    expect(await feed.fetch(request({ allowPrivate: false }))).toEqual(failed('private-address'))
    const { port } = new URL(server.url)
    for (const host of ['localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'])
      expect(await feed.fetch(request({ url: `http://${host}:${port}/`, allowPrivate: false }))).toEqual(
        failed('private-address'),
      )
    expect(server.requestCount()).toBe(0)
  })

  it('are refused when only one of several answers of a name is private', async () => {
    const resolve = async () => [
      { address: '93.184.216.34', family: 4 as const },
      { address: '192.168.1.1', family: 4 as const },
    ]
    const answer = await httpCalendarFeed({ resolve }).fetch(request({ allowPrivate: false }))
    expect(answer).toEqual(failed('private-address'))
  })

  it('are not reached by a name that answers differently the second time', async () => {
    let asked = 0
    const resolve = async () => {
      asked++
      return [{ address: '127.0.0.1', family: 4 as const }]
    }
    const feed = httpCalendarFeed({ resolve, isPrivateAddress: () => false })
    const url = server.url.replace('127.0.0.1', 'feeds.example')
    expect(await feed.fetch(request({ url, allowPrivate: false }))).toMatchObject({ reading: { verdict: 'complete' } })
    expect(asked).toBe(1)
  })

  it.each(
    '127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fd00::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 2002:7f00:1:: 2001:db8::1 ff02::1 nonsense'.split(
      ' ',
    ),
  )('know %s as theirs', (address) => expect(isPrivateAddress(address)).toBe(true))

  it.each('8.8.8.8 172.15.0.1 172.32.0.1 192.167.1.1 1.1.1.1 2606:4700::1111 2a00:1450:4001::1'.split(' '))(
    'know %s as public',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  )
})

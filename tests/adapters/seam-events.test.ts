import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { eventsAPage } from '../../electron/adapters/seam/seam-events.ts'
import { seamProvider } from '../../electron/adapters/seam/seam-provider.ts'
import { instant, toIso } from '../../electron/domain/time.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'
import { opened } from './seam-world.ts'

const read = async (provider: LockProvider, cursor: string | null) => {
  const answer = await provider.poll(cursor)
  if (!answer.ok) throw new Error(`the poll failed: ${answer.fault}`)
  return answer
}
const hourAgo = () => toIso(instant(Date.now() - 3_600_000))

describe("Seam's events", () => {
  it.each([
    ['access_code.set_on_device', 'code', 'c1'],
    ['access_code.scheduled_on_device', 'code', 'c1'],
    ['access_code.modified_external_to_seam', 'code', 'c1'],
    ['access_code.deleted_external_to_seam', 'code', 'c1'],
    ['access_code.unmanaged.created', 'code', 'c1'],
    ['access_code.an_event_of_next_year', 'code', 'c1'],
    ['lock.unlocked', 'opened', 'c1'],
    ['device.disconnected', 'device', null],
    ['device.low_battery', 'device', null],
    ['device.removed', 'device', null],
  ])('of the type %s mean %s', async (type, kind, ref) => {
    const { fake, provider } = await opened()
    const { cursor } = await read(provider, null)
    fake.addEvent(type, { deviceId: 'front', ref: 'c1' })
    expect((await read(provider, cursor)).events).toEqual([{ deviceId: 'front', ref, kind, at: expect.any(Number) }])
  })

  it('of other kinds are passed over, and so are those without a door', async () => {
    const { fake, provider } = await opened()
    const { cursor } = await read(provider, null)
    for (const type of ['lock.locked', 'lock.access_denied', 'thermostat.manually_adjusted', 'of_next_year'])
      fake.addEvent(type, { deviceId: 'front', ref: 'c1' })
    fake.addEvent('lock.unlocked', { deviceId: 'front' })
    fake.addEvent('access_code.changed', { deviceId: 'front' })
    fake.addEvent('access_code.changed', { ref: 'c1' })
    fake.addEvent('connected_account.disconnected', {})
    expect((await read(provider, cursor)).events).toEqual([])
  })

  it('carry the time at which they happened', async () => {
    const { fake, provider } = await opened()
    const { cursor } = await read(provider, null)
    const at = toIso(instant(Date.now() - 2_000))
    fake.addEvent('lock.unlocked', { deviceId: 'front', ref: 'c1', at })
    expect((await read(provider, cursor)).events.map((event) => event.at)).toEqual([Date.parse(at)])
  })

  it('of before the first look are not told, whatever our own clock says', async () => {
    const { fake, provider } = await opened({ clock: { now: () => instant(Date.UTC(2001, 0, 1)) } })
    fake.addEvent('device.connected', { deviceId: 'front', at: hourAgo() })
    fake.addEvent('device.connected', { deviceId: 'front' })
    const first = await read(provider, null)
    expect(first.events).toEqual([])
    expect((await read(provider, first.cursor)).events).toEqual([])
  })

  it('of one instant are each told once, the late ones too', async () => {
    const { fake, provider } = await opened()
    const { cursor } = await read(provider, null)
    const at = toIso(instant(Date.now() + 5_000))
    fake.addEvent('access_code.changed', { deviceId: 'front', ref: 'c1', at })
    const first = await read(provider, cursor)
    fake.addEvent('access_code.changed', { deviceId: 'front', ref: 'c2', at })
    const before = toIso(instant(Date.parse(at) - 1_000))
    fake.addEvent('access_code.changed', { deviceId: 'front', ref: 'c3', at: before })
    const second = await read(provider, first.cursor)
    expect(first.events.map((event) => event.ref)).toEqual(['c1'])
    expect(second.events.map((event) => event.ref)).toEqual(['c3', 'c2'])
    expect((await read(provider, second.cursor)).events).toEqual([])
  })

  it('go on where they were after an outage, with nothing lost', async () => {
    const { fake, provider, proxy } = await opened()
    const { cursor } = await read(provider, null)
    proxy.set({ answer: { status: 503, body: '{}' }, only: /events/ })
    fake.addEvent('device.disconnected', { deviceId: 'front' })
    expect(await provider.poll(cursor)).toEqual({ ok: false, fault: 'transient' })
    proxy.reset()
    expect((await read(provider, cursor)).events).toHaveLength(1)
  })

  it('begin now for a cursor that nobody can read, and their cursor stays small', async () => {
    const { fake, provider } = await opened()
    fake.addEvent('device.connected', { deviceId: 'front', at: hourAgo() })
    for (const spoilt of ['', '{', '{"at":"soon"}', 'null']) expect((await read(provider, spoilt)).events).toEqual([])
    let { cursor } = await read(provider, null)
    const start = Date.now() + 20_000
    for (let count = 0; count < 60; count++) {
      fake.addEvent('device.connected', { deviceId: 'front', at: toIso(instant(start + count * 5_000)) })
      ;({ cursor } = await read(provider, cursor))
    }
    expect(JSON.parse(cursor).seen.length).toBeLessThanOrEqual(3)
  })
})

describe('more events than one answer holds', () => {
  const servers: (() => void)[] = []
  afterEach(() => {
    for (const stop of servers.splice(0)) stop()
  })

  /** A server that answers at most one page, of the oldest events or of the newest. */
  async function pagedServer(order: 'oldest first' | 'newest first', count: number) {
    const start = Date.now() + 60_000
    // Three to the millisecond, so that pages end within one.
    const all = Array.from({ length: count }, (_, index) => ({
      event_id: `e${index}`,
      event_type: 'access_code.changed',
      created_at: toIso(instant(start + Math.floor(index / 3))),
      device_id: 'front',
      access_code_id: `c${index}`,
    }))
    const calls = { events: 0 }
    const server = createServer(async (incoming, outgoing) => {
      let text = ''
      for await (const chunk of incoming) text += chunk
      const url = new URL(incoming.url ?? '/', 'http://localhost')
      let answer: object = { workspace: {} }
      if (url.pathname === '/events/list') {
        calls.events++
        const asked = text === '' ? {} : JSON.parse(text)
        const [from, to] = asked.between ?? [asked.since, '9999']
        const inside = all.filter((event) => event.created_at > from && event.created_at < to)
        answer = {
          events: order === 'oldest first' ? inside.slice(0, asked.limit) : inside.reverse().slice(0, asked.limit),
        }
      }
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...answer }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = seamProvider({ apiKey: 'seam_test_key', endpoint, logger: silentLogger })
    return { provider, calls, begin: JSON.stringify({ at: start - 1_000, seen: [] }) }
  }

  it.each(['oldest first', 'newest first'] as const)(
    'are all told, once and in order, when it brings the %s',
    async (order) => {
      const count = eventsAPage * 2 + 77
      const { provider, calls, begin } = await pagedServer(order, count)
      const { events, cursor } = await read(provider, begin)
      expect(events.map((event) => event.ref)).toHaveLength(count)
      expect(new Set(events.map((event) => event.ref)).size).toBe(count)
      expect(events.map((event) => event.at)).toEqual(events.map((event) => event.at).toSorted((a, b) => a - b))
      expect(calls.events).toBeLessThan(12)
      expect((await read(provider, cursor)).events).toEqual([])
    },
  )
})

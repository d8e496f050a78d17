import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { seamProvider } from '../../electron/adapters/seam/seam-provider.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { instant } from '../../electron/domain/time.ts'
import type { LogFields, Logger } from '../../electron/ports/logger.ts'
import { startFakeSeam } from '../support/fake-seam.ts'
import { startSlowProxy } from '../support/slow-proxy.ts'
import { describeLockProvider } from './lock-provider-spec.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function open(options: { properties?: Record<string, unknown>; logger?: Logger; timeoutMs?: number } = {}) {
  const { properties, logger = silentLogger, timeoutMs = 5_000 } = options
  const fake = await startFakeSeam({
    devices: [{ deviceId: 'front', name: 'Front Door', ...(properties ? { properties } : {}) }, { deviceId: 'room1' }],
  })
  const proxy = await startSlowProxy(fake.endpoint)
  const provider = seamProvider({ apiKey: fake.apiKey, endpoint: proxy.url, logger, timeoutMs })
  const stop = async () => {
    await proxy.stop()
    await fake.stop()
  }
  return { fake, proxy, provider, stop }
}
const opened = async (...args: Parameters<typeof open>) => {
  const world = await open(...args)
  stops.push(world.stop)
  return world
}

describeLockProvider('Seam', async () => {
  const { fake, proxy, provider, stop } = await open()
  return {
    provider,
    finish: () => void fake.confirmAll(),
    loseNextAnswer: () => proxy.set({ dropReply: true, only: /access_codes\/create/ }),
    goOffline: proxy.cut,
    comeBack: proxy.mend,
    refuseOurKey: () =>
      proxy.set({ answer: { status: 401, headers: { 'content-type': 'application/json' }, body: '{}' } }),
    unknownDevice: 'no-such-device',
    addForeignCode: fake.addForeignCode,
    stop,
  }
})

const order = (over: Record<string, unknown> = {}) => ({
  opId: 'op',
  deviceId: 'front',
  pin: '482915' as Pin,
  startsAt: instant(Date.UTC(2027, 4, 1)),
  endsAt: instant(Date.UTC(2027, 4, 3)),
  label: 'LK-a-1',
  ...over,
})
const firstCode = async (provider: ReturnType<typeof seamProvider>) => {
  const answer = await provider.listCodes('front')
  return answer.ok ? answer.codes[0] : answer.fault
}

describe('Seam', () => {
  it('sends a create once only, even when the connection breaks after it arrived', async () => {
    const { fake, proxy, provider } = await opened()
    proxy.set({ dropReply: true, only: /create/ })
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    expect(proxy.requests.filter(({ path }) => path === '/access_codes/create')).toHaveLength(1)
    expect(fake.codes('front')).toHaveLength(1)
  })

  it('gives up after its time limit and does not know what became of the code', async () => {
    const { fake, proxy, provider } = await opened({ timeoutMs: 300 })
    proxy.set({ latencyMs: 900, only: /create/ })
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    await expect.poll(() => fake.codes('front').length).toBe(1)
  })

  it('does not know what became of a code when Seam answers 503', async () => {
    const { fake, provider } = await opened()
    fake.outage(['/access_codes/create'])
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    fake.outage([])
    expect(await provider.setCode(order())).toMatchObject({ state: 'accepted' })
  })

  it.each([
    ['the time Seam names', { 'retry-after': '7' }, 7_000],
    ['a minute where it names none', undefined, 60_000],
  ])('waits %s when it is told to slow down', async (_, headers, retryAfterMs) => {
    const { proxy, provider } = await opened()
    const json = { 'content-type': 'application/json', ...headers }
    const body = '{"error":{"type":"rate_limit_exceeded","message":"slow down"}}'
    proxy.set({ answer: { status: 429, headers: json, body } })
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'quota', retryAfterMs })
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'quota' })
  })

  it('follows no redirect to another host', async () => {
    const { proxy, provider } = await opened()
    const elsewhere = await opened()
    proxy.set({ answer: { status: 307, headers: { location: `${elsewhere.proxy.url}/access_codes/create` } } })
    expect((await provider.setCode(order())).state).toBe('unknown')
    expect(elsewhere.proxy.requests).toEqual([])
  })

  it('does not take the 404 of a wrong address for a code that is gone', async () => {
    const { proxy, provider } = await opened()
    proxy.set({ answer: { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not Found</h1>' } })
    expect(await provider.removeCode({ opId: 'op', deviceId: 'front', ref: 'x' })).toEqual({
      state: 'rejected',
      fault: 'transient',
    })
  })

  it('answers accepted to a removal, for Seam takes it off the lock afterwards', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const ref = fake.codes('front')[0]!.id
    expect(await provider.removeCode({ opId: 'op', deviceId: 'front', ref })).toEqual({ state: 'accepted', ref })
  })

  it.each([
    [{ status: 'setting' }, 'pending', null],
    [{ status: 'unset', is_scheduled_on_device: true }, 'held', null],
    [{ status: 'set', warnings: [{ warning_code: 'delay_in_setting_on_device', message: '' }] }, 'held', null],
    [{ status: 'removing' }, 'removing', null],
    [{ status: 'unknown' }, 'pending', null],
  ])('reads a code with %j as %s', async (patch, state, fault) => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    fake.patchCode(fake.codes('front')[0]!.id, patch)
    expect(await firstCode(provider)).toMatchObject({ state, fault })
  })

  it.each([
    ['no_space_for_access_code_on_device', 'full'],
    ['duplicate_code_on_device', 'duplicate'],
    ['failed_to_set_on_device', 'transient'],
    ['a_code_seam_adds_next_year', 'transient'],
  ])('reads the error %s of a code as failed, %s', async (errorCode, fault) => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    fake.failCode(fake.codes('front')[0]!.id, errorCode)
    expect(await firstCode(provider)).toMatchObject({ state: 'failed', fault })
  })

  it('keeps a code held while its lock is offline, and says why a pending one is late', async () => {
    const { provider, fake } = await opened()
    await provider.setCode(order())
    const { id } = fake.codes('front')[0]!
    fake.failCode(id, 'device_offline', 'device')
    expect(await firstCode(provider)).toMatchObject({ state: 'pending', fault: 'offline' })
    fake.patchCode(id, { status: 'set' })
    expect(await firstCode(provider)).toMatchObject({ state: 'held', fault: null })
  })

  it('reads what the keypad takes from the device, and asks for it once in ten minutes', async () => {
    const code_constraints = [{ constraint_type: 'no_zeros' }, { constraint_type: 'unique_first_four_digits' }]
    const { provider, proxy } = await opened({ properties: { supported_code_lengths: [6], code_constraints } })
    await provider.capabilities('front')
    expect(await provider.capabilities('front')).toEqual({
      acknowledges: 'later',
      pinRules: { lengths: [6], digits: '0123456789', rules: ['no_zeros'] },
      canUpdate: true,
      lane: 'seam:front',
    })
    expect(proxy.requests.filter(({ path }) => path === '/devices/get')).toHaveLength(1)
  })

  it('knows the battery in percent and whether the lock is online, and neither when it cannot ask', async () => {
    const { provider, fake, proxy } = await opened()
    fake.setBattery('front', 0.42)
    fake.setOffline('front')
    expect(await provider.health('front')).toEqual({ online: false, batteryPercent: 42 })
    await proxy.cut()
    expect(await provider.health('front')).toEqual({ online: null, batteryPercent: null })
    expect((await provider.capabilities('front')).lane).toBe('seam:front')
  })

  it('writes neither digits nor key into its log', async () => {
    const lines: string[] = []
    const note = (event: string, fields?: LogFields) => void lines.push(JSON.stringify({ event, fields }))
    const logger: Logger = { info: note, warn: note, error: () => lines.push('error') }
    const { provider, proxy, fake } = await opened({ logger })
    await provider.setCode(order())
    await provider.setCode(order({ label: 'LK-b-1' }))
    await proxy.cut()
    await provider.setCode(order({ label: 'LK-c-1' }))
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toContain('482915')
    expect(lines.join()).not.toContain(fake.apiKey)
  })
})

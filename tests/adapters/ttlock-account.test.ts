import { afterEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { listTtlockDevices } from '../../electron/adapters/ttlock/list-devices.ts'
import { readHttpDate } from '../../electron/adapters/ttlock/ttlock-wire.ts'
import { instant } from '../../electron/domain/time.ts'
import type { LogFields, Logger } from '../../electron/ports/logger.ts'
import type { FakeTtlockLock } from '../support/fake-ttlock.ts'
import { day, hour, minute, openTtlock, order, start } from '../support/fake-ttlock-bench.ts'
import { startSlowProxy } from '../support/slow-proxy.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
const opened = async (...args: Parameters<typeof openTtlock>) => {
  const bench = await openTtlock(...args)
  stops.push(bench.fake.stop)
  return bench
}

describe('the tokens of TTLock', () => {
  it('are asked for once, with the hashed password, and kept', async () => {
    const { fake, kept, provider, sent } = await opened()
    await Promise.all([provider.listCodes('front'), provider.listCodes('room1')])
    expect(fake.tokens.issued).toEqual(['password'])
    expect(sent('/oauth2/token')[0]!.form).toEqual({ ...accountFields(fake.account) })
    expect(kept.tokens).toMatchObject({ access: 'access-1', refresh: 'refresh-1' })
  })

  it.each(['expired', 'unknown'] as const)(
    'that are %s in the middle of a run are renewed and nothing is lost',
    async (how) => {
      const { fake, provider } = await opened()
      await provider.setCode(order())
      fake.tokens.expireAll(how)
      const answers = await Promise.all([
        provider.setCode(order({ digits: '730164', label: 'LK-b-1' })),
        provider.listCodes('room1'),
        provider.setCode(order({ deviceId: 'room1', label: 'LK-c-1' })),
      ])
      expect(answers).toMatchObject([{ state: 'confirmed' }, { ok: true }, { state: 'confirmed' }])
      expect(fake.tokens.issued).toEqual(['password', 'refresh'])
      expect(fake.records('front')).toHaveLength(2)
    },
  )

  it('that cannot be refreshed any more are asked for with the password', async () => {
    const { fake, provider } = await opened()
    await provider.listCodes('front')
    fake.tokens.expireAll()
    fake.tokens.revokeRefreshing()
    expect(await provider.setCode(order())).toMatchObject({ state: 'confirmed' })
    expect(fake.tokens.issued).toEqual(['password', 'password'])
  })

  it('are renewed within the last hour, before a call is refused', async () => {
    const { fake, time, provider, sent } = await opened()
    fake.tokens.lifetimeSeconds = 7_200
    await provider.listCodes('front')
    time.now += 61 * minute
    expect(await provider.listCodes('front')).toMatchObject({ ok: true })
    expect(fake.tokens.issued).toEqual(['password', 'refresh'])
    expect(sent('/v3/lock/listKeyboardPwd').map(({ form }) => form.accessToken)).toEqual(['access-1', 'access-2'])
  })

  it('go on in their last hour where they cannot be renewed', async () => {
    const { fake, time, provider } = await opened()
    fake.tokens.lifetimeSeconds = 7_200
    await provider.listCodes('front')
    time.now += 61 * minute
    fake.loseNextAnswer('/oauth2/token')
    expect(await provider.listCodes('front')).toMatchObject({ ok: true })
  })

  it('made by another process on the folder are taken over', async () => {
    const { fake, kept, provider } = await opened()
    await provider.listCodes('front')
    const form = { ...accountFields(fake.account) }
    const made = fake.tokens.issue(form) as unknown as { access_token: string; refresh_token: string }
    fake.tokens.revokeRefreshing()
    kept.tokens = { access: made.access_token, refresh: made.refresh_token, expiresAt: instant(start + 90 * day) }
    expect(await provider.listCodes('front')).toMatchObject({ ok: true })
    expect(fake.tokens.issued).toHaveLength(2)
  })

  it('are not had with a password that was changed: the account needs a person, and is not tried again at once', async () => {
    const { fake, time, kept, provider, sent } = await opened()
    await provider.listCodes('front')
    fake.tokens.refuseAccount()
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'auth' })
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'auth' })
    expect(kept.tokens).toBeNull()
    const tries = () => sent('/oauth2/token').filter(({ form }) => form.password !== undefined).length
    expect(tries()).toBe(2)
    time.now += 2 * minute
    await provider.listCodes('front')
    expect(tries()).toBe(3)
  })

  it('that could not be asked for leave the lock untouched, and the command was never sent', async () => {
    const { fake, provider } = await opened()
    fake.loseNextAnswer('/oauth2/token')
    const outcome = await provider.setCode(order())
    // The lane is asked for first and loses its answer; the command then gets a token of its own.
    expect(outcome).toMatchObject({ state: 'confirmed' })
    fake.tokens.expireAll()
    fake.onRequest = ({ path }) => {
      if (path === '/oauth2/token') fake.loseNextAnswer('/oauth2/token')
    }
    const second = await provider.setCode(order({ digits: '730164', label: 'LK-b-1' }))
    expect(second).toEqual({ state: 'rejected', fault: 'transient' })
    expect(fake.records('front')).toHaveLength(1)
  })
})

const accountFields = ({ clientId, clientSecret, username, passwordMd5 }: Record<string, string>) => ({
  ...{ clientId: clientId!, clientSecret: clientSecret! },
  ...{ username: username!, password: passwordMd5! },
})

describe('the account of TTLock', () => {
  it('that has used up its month is quota, for an hour at least', async () => {
    const { fake, provider } = await opened()
    await provider.capabilities('front')
    fake.switches.callsLeft = 1
    expect(await provider.setCode(order())).toMatchObject({ state: 'confirmed' })
    const refused = await provider.setCode(order({ digits: '730164', label: 'LK-b-1' }))
    expect(refused).toEqual({ state: 'rejected', fault: 'quota', retryAfterMs: hour })
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'quota' })
    expect(await provider.health('front')).toMatchObject({ fault: 'quota' })
  })

  it('that calls too fast waits a minute', async () => {
    const { fake, provider } = await opened()
    fake.switches.rateLimited = true
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'quota', retryAfterMs: minute })
  })

  it('of the other region needs a person', async () => {
    const { fake, provider } = await opened()
    fake.switches.wrongRegion = true
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'auth' })
  })

  it('counts every call it makes, also those for tokens', async () => {
    const { fake, kept, provider } = await opened()
    await provider.health('front')
    await provider.setCode(order())
    await provider.listCodes('front')
    expect(kept.calls).toBe(fake.requests.length)
    expect(provider.status()).toMatchObject({ callsThisMonth: kept.calls, callsPerMonth: 30_000 })
  })

  it('says by how much this computer’s clock is off, and TTLock refuses all when that is too much', async () => {
    const { time, provider } = await opened()
    expect(provider.status().clockAheadMs).toBeNull()
    await provider.listCodes('front')
    expect(provider.status().clockAheadMs).toBe(0)
    time.computerAheadMs = 10 * minute
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'clock' })
    expect(provider.status().clockAheadMs).toBeGreaterThan(10 * minute - 1_001)
    expect(provider.status().clockAheadMs).toBeLessThanOrEqual(10 * minute)
    time.computerAheadMs = -10 * minute
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'clock' })
    expect(provider.status().clockAheadMs).toBe(-10 * minute)
  })

  it('has every call dated now, with its app and its token, and posted as a form', async () => {
    const { fake, time, provider } = await opened()
    await provider.setCode(order())
    await provider.health('front')
    const calls = fake.requests.filter(({ path }) => path.startsWith('/v3/'))
    expect(calls.length).toBeGreaterThan(4)
    for (const { method, form } of calls)
      expect([method, form.clientId, form.accessToken, form.date]).toEqual([
        'POST',
        'app-1',
        'access-1',
        String(time.now),
      ])
  })

  it('is never sent to a host that a redirect names', async () => {
    const elsewhere = await opened()
    const proxy = await startSlowProxy(elsewhere.fake.endpoint)
    stops.push(proxy.stop)
    const { provider } = await opened({ endpoint: proxy.url })
    proxy.set({ answer: { status: 307, headers: { location: `${elsewhere.fake.endpoint}/oauth2/token` } } })
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'transient' })
    expect(elsewhere.fake.requests).toEqual([])
  })

  it('does not take a hotel’s login page for an answer', async () => {
    const { fake } = await opened()
    const proxy = await startSlowProxy(fake.endpoint)
    stops.push(proxy.stop)
    const { provider } = await opened({ endpoint: proxy.url })
    proxy.set({ answer: { status: 200, body: '<html>Welcome</html>' }, only: /keyboardPwd|list/ })
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'transient' })
  })

  it('leaves no digits, token, password or key of a lock in the log', async () => {
    const lines: string[] = []
    const note = (event: string, fields?: LogFields) => void lines.push(JSON.stringify({ event, fields }))
    const logger: Logger = { info: note, warn: note, error: (event) => note(event) }
    const { fake, provider } = await opened({ logger })
    for (const path of ['add', 'change', 'get'].map((verb) => `/v3/keyboardPwd/${verb}`)) fake.failNext(path, -3003)
    fake.failNext('/v3/lock/detail', 90000)
    fake.lock('front').skewMs = hour
    await provider.setCode(order())
    await provider.setCode(order({ digits: '730164' }))
    await provider.updateCode({ ...order(), ref: '1' })
    await provider.offlineCode({ deviceId: 'front', startsAt: start, endsAt: instant(start + day) })
    await provider.health('front')
    fake.tokens.refuseAccount()
    await provider.listCodes('front')
    expect(lines.length).toBeGreaterThanOrEqual(6)
    const secrets = [
      /482915/,
      /730164/,
      /access-\d/,
      /refresh-\d/,
      /app-secret/,
      /0123456789abcdef/,
      /never-to-be-shown/,
    ]
    for (const secret of [...secrets, /house@example/, /LK-a/]) expect(lines.join('\n')).not.toMatch(secret)
  })
})

describe('the test of a TTLock account', () => {
  const check = ({ fake, settings }: Awaited<ReturnType<typeof openTtlock>>, over: object = {}) => {
    const { tokens: _tokens, meter: _meter, ...rest } = settings
    return listTtlockDevices({ ...rest, ...fake.account, logger: silentLogger, ...over })
  }
  const sentence = async (answer: ReturnType<typeof check>) => {
    const result = await answer
    return result.ok ? 'it worked' : result.error.message
  }

  it('lists its locks with their names, and whether they can be reached as far as that is known', async () => {
    const locks: FakeTtlockLock[] = [
      { lockId: '11', alias: 'Front door', gateways: { 'gw-1': -60 } },
      { lockId: '12', alias: 'Cellar', gateways: {} },
    ]
    const bench = await opened({ locks })
    const cellar = { deviceId: '12', name: 'Cellar', online: false }
    expect(await check(bench)).toEqual({
      ok: true,
      value: [{ deviceId: '11', name: 'Front door', online: true }, cellar],
    })
    expect(bench.kept.tokens).toBeNull()
  })

  it('says which part of the account is wrong', async () => {
    const bench = await opened()
    expect(await sentence(check(bench, { passwordMd5: 'f'.repeat(32) }))).toContain('user name and password')
    expect(await sentence(check(bench, { clientSecret: 'other' }))).toContain('client ID and secret')
    bench.fake.switches.wrongRegion = true
    expect(await sentence(check(bench))).toContain('other region')
  })

  it('says what stands in the way', async () => {
    const bench = await opened()
    bench.time.computerAheadMs = hour
    expect(await sentence(check(bench))).toContain('Set the clock')
    bench.time.computerAheadMs = 0
    bench.fake.switches.callsLeft = 0
    expect(await sentence(check(bench))).toContain('quota')
    await bench.fake.cut()
    expect(await sentence(check(bench))).toContain('Internet connection')
  })
})

describe('an HTTP date', () => {
  it('is read as the moment it names, and anything else as none', () => {
    expect(readHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    for (const other of [null, '', 'yesterday', 'Sun, 06 Nov 1994 08:49:37 +0100', 'Sun, 32 Foo 1994 08:49:37 GMT'])
      expect(readHttpDate(other)).toBeNull()
  })
})

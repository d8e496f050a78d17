import { afterEach, describe, expect, it } from 'vitest'
import { instant } from '../../electron/domain/time.ts'
import type { FakeTtlockLock } from '../support/fake-ttlock.ts'
import { day, hour, minute, openTtlock, order, start } from '../support/fake-ttlock-bench.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
const opened = async (...args: Parameters<typeof openTtlock>) => {
  const bench = await openTtlock(...args)
  stops.push(bench.fake.stop)
  return bench
}
/** A call of the platform by hand, as somebody else's program would make it. */
const byHand = async ({ fake, time, kept }: Awaited<ReturnType<typeof openTtlock>>, path: string, form: object) => {
  const fields = { clientId: fake.account.clientId, accessToken: kept.tokens?.access, date: time.now, ...form }
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) body.set(name, String(value))
  return (await fetch(`${fake.endpoint}${path}`, { method: 'POST', body })).json() as Promise<Record<string, unknown>>
}

describe('a TTLock code', () => {
  it('opens the lock from its start to its end and at no other time', async () => {
    const { fake, provider } = await opened()
    await provider.setCode(order())
    const moments = [start - 1, start, start + 3 * day - 1, start + 3 * day]
    expect(moments.map((at) => fake.opens('front', '482915', at))).toEqual([false, true, true, false])
    expect(fake.opens('room1', '482915', start)).toBe(false)
  })

  it('is never left valid in the record and dead on the lock', async () => {
    const bench = await opened()
    await bench.provider.setCode(order())
    expect(bench.sent('/v3/keyboardPwd/add').map(({ form }) => form.addType)).toEqual(['2'])
    // The platform's default, which this must not be: recorded, and the lock knows nothing.
    const form = { lockId: 'front', keyboardPwd: '730164', startDate: start, endDate: start + day }
    await byHand(bench, '/v3/keyboardPwd/add', form)
    expect(bench.fake.records('front').map(({ digits }) => digits)).toEqual(['482915', '730164'])
    expect(bench.fake.opens('front', '730164', start)).toBe(false)
  })

  it('is taken off the lock itself, not only off the record', async () => {
    const bench = await opened()
    const { fake, provider, sent } = bench
    await provider.setCode(order())
    const first = String(fake.records('front')[0]!.id)
    expect(await provider.removeCode({ opId: 'op', deviceId: 'front', ref: first })).toMatchObject({
      state: 'confirmed',
    })
    expect(fake.opens('front', '482915', start)).toBe(false)
    expect(sent('/v3/keyboardPwd/delete').map(({ form }) => form.deleteType)).toEqual(['2'])
    // The platform's default: no longer listed, and it still opens.
    await provider.setCode(order())
    await byHand(bench, '/v3/keyboardPwd/delete', { lockId: 'front', keyboardPwdId: fake.records('front')[0]!.id })
    expect(fake.records('front')).toEqual([])
    expect(fake.opens('front', '482915', start)).toBe(true)
  })

  it('moves on the lock too, and both dates are always sent', async () => {
    const { fake, provider, sent } = await opened()
    const set = await provider.setCode(order())
    const endsAt = instant(start + 5 * day)
    const moved = { ...order({ endsAt }), ref: 'ref' in set ? set.ref : '' }
    expect(await provider.updateCode(moved)).toMatchObject({ state: 'confirmed' })
    expect(fake.opens('front', '482915', start + 4 * day)).toBe(true)
    const { form } = sent('/v3/keyboardPwd/change')[0]!
    expect([form.startDate, form.endDate, form.changeType]).toEqual([String(start), String(endsAt), '2'])
  })

  it('moves although TTLock calls its own digits a duplicate, and other digits still clash', async () => {
    const { fake, provider } = await opened()
    fake.world.sameDigitsAreDuplicate = true
    await provider.setCode(order({ digits: '730164', label: 'LK-b-1' }))
    const set = await provider.setCode(order())
    const ref = 'ref' in set ? set.ref : ''
    const endsAt = instant(start + 5 * day)
    expect(await provider.updateCode({ ...order({ endsAt }), ref })).toEqual({ state: 'confirmed', ref })
    expect(fake.opens('front', '482915', start + 4 * day)).toBe(true)
    const clash = await provider.updateCode({ ...order({ digits: '730164' }), ref })
    expect(clash).toEqual({ state: 'rejected', fault: 'duplicate' })
    expect(fake.opens('front', '482915', start + 4 * day)).toBe(true)
  })

  it('keeps its whole window where that is not in whole minutes', async () => {
    const { fake, provider } = await opened()
    await provider.setCode(order({ startsAt: instant(start + 59_999), endsAt: instant(start + day + 1) }))
    expect(fake.records('front')[0]).toMatchObject({ startDate: start, endDate: start + day + minute })
  })

  it('carries our label for a name, and its digits are in no name', async () => {
    const { fake, provider, sent } = await opened()
    const set = await provider.setCode(order())
    await provider.updateCode({ ...order({ digits: '615028' }), ref: 'ref' in set ? set.ref : '' })
    await provider.offlineCode({ deviceId: 'front', startsAt: start, endsAt: instant(start + day) })
    expect(fake.records('front')[0]).toMatchObject({ name: 'LK-a-1', digits: '615028' })
    const names = fake.requests.flatMap(({ form }) => form.keyboardPwdName ?? [])
    expect(names).toHaveLength(3)
    expect(names.join(' ')).not.toMatch(/\d{4}/)
    expect(sent('/v3/keyboardPwd/get').map(({ form }) => form.keyboardPwdType)).toEqual(['3'])
  })

  it('is found by its label when the answer was lost after the lock had it', async () => {
    const { fake, provider } = await opened()
    fake.loseNextAnswer('/v3/keyboardPwd/add')
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    expect(fake.opens('front', '482915', start)).toBe(true)
    const listed = await provider.listCodes('front')
    expect(listed).toMatchObject({ ok: true, source: 'cloud', codes: [{ label: 'LK-a-1', state: 'recorded' }] })
  })

  it('has an unknown end when the gateway takes longer than it is waited for', async () => {
    const { fake, provider } = await opened({ gatewayTimeoutMs: 40 })
    fake.world.latencyMs = 90
    expect(await provider.setCode(order())).toEqual({ state: 'unknown', fault: 'transient' })
    await expect.poll(() => fake.opens('front', '482915', start)).toBe(true)
  })

  it.each([
    [1, { state: 'unknown', fault: 'transient' }],
    [90000, { state: 'unknown', fault: 'transient' }],
    [-99999, { state: 'unknown', fault: 'transient' }],
    [-3003, { state: 'rejected', fault: 'busy' }],
    [-3037, { state: 'rejected', fault: 'busy' }],
    [-2012, { state: 'rejected', fault: 'offline' }],
    [-3002, { state: 'rejected', fault: 'offline' }],
    [-3036, { state: 'rejected', fault: 'offline' }],
    [-3007, { state: 'rejected', fault: 'duplicate' }],
    [-3009, { state: 'rejected', fault: 'full' }],
    [-4056, { state: 'rejected', fault: 'full' }],
    [-3006, { state: 'rejected', fault: 'bad-pin' }],
    [-2032, { state: 'rejected', fault: 'bad-pin' }],
    [-1003, { state: 'rejected', fault: 'not-found' }],
    [-2018, { state: 'rejected', fault: 'auth' }],
    [20002, { state: 'rejected', fault: 'auth' }],
    [-4043, { state: 'rejected', fault: 'unsupported' }],
    [-3035, { state: 'rejected', fault: 'unsupported' }],
    [80000, { state: 'rejected', fault: 'clock' }],
    [30006, { state: 'rejected', fault: 'quota', retryAfterMs: minute }],
    [30007, { state: 'rejected', fault: 'quota', retryAfterMs: hour }],
  ])('answers errcode %i with %j', async (errcode, outcome) => {
    const { fake, provider } = await opened()
    fake.failNext('/v3/keyboardPwd/add', errcode)
    expect(await provider.setCode(order())).toEqual(outcome)
    expect(fake.records('front')).toEqual([])
  })

  it('is refused where the lock is full, and where its digits are too simple or too short', async () => {
    const { fake, provider } = await opened()
    expect(await provider.setCode(order({ digits: '123456' }))).toEqual({ state: 'rejected', fault: 'bad-pin' })
    expect(await provider.setCode(order({ digits: '481' }))).toEqual({ state: 'rejected', fault: 'bad-pin' })
    fake.lock('front').capacity = 1
    await provider.setCode(order({ digits: '730164', label: 'LK-b-1' }))
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'full' })
  })

  it.each([0, -2009] as const)(
    'is gone when TTLock answers %i to the removal of one it does not have',
    async (errcode) => {
      const { fake, provider } = await opened()
      fake.world.missingDelete = errcode
      const gone = await provider.removeCode({ opId: 'op', deviceId: 'front', ref: '4711' })
      expect(gone).toEqual({ state: 'confirmed', ref: '4711' })
    },
  )
})

describe('one gateway', () => {
  const shared: readonly FakeTtlockLock[] = [
    { lockId: 'front', gateways: { 'gw-1': -60, 'gw-2': -80 } },
    { lockId: 'room1', gateways: { 'gw-1': -70 } },
    { lockId: 'alone', gateways: {} },
  ]

  it('gets one command at a time, whoever sends them', async () => {
    const { fake, provider } = await opened({ locks: shared })
    fake.world.latencyMs = 15
    const answers = await Promise.all([
      provider.setCode(order()),
      provider.unlock({ opId: 'op-2', deviceId: 'room1' }),
      provider.setCode(order({ deviceId: 'room1' })),
    ])
    expect(answers.map(({ state }) => state)).toEqual(['confirmed', 'opened', 'confirmed'])
  })

  it('that is busy with another program says so, and is not asked again by itself', async () => {
    const { fake, provider, sent } = await opened({ locks: shared })
    fake.gateway('gw-1').busy = true
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'busy' })
    expect(sent('/v3/keyboardPwd/add')).toHaveLength(1)
  })

  it('makes the lane of its locks, the strongest one of each, asked for once in half an hour by all who ask', async () => {
    const { time, provider, sent } = await opened({ locks: shared })
    const lanes = () =>
      Promise.all(['front', 'room1', 'alone', 'front'].map(async (id) => (await provider.capabilities(id)).lane))
    const expected = ['ttlock:gateway:gw-1', 'ttlock:gateway:gw-1', 'ttlock:alone', 'ttlock:gateway:gw-1']
    expect(await lanes()).toEqual(expected)
    time.now += 29 * minute
    expect(await lanes()).toEqual(expected)
    expect(sent('/v3/gateway/listByLock')).toHaveLength(3)
    time.now += 2 * minute
    await lanes()
    expect(sent('/v3/gateway/listByLock')).toHaveLength(6)
  })
})

describe('the list of a TTLock lock', () => {
  it('is read page by page to its end', async () => {
    const { fake, provider, sent } = await opened()
    for (let index = 0; index < 401; index++) fake.addForeignCode('front', 'Cleaner', String(610_000 + index))
    const listed = await provider.listCodes('front')
    expect(listed.ok && new Set(listed.codes.map(({ pin }) => pin)).size).toBe(401)
    const pages = sent('/v3/lock/listKeyboardPwd').map(({ form }) => [form.pageNo, form.pageSize])
    expect(pages).toEqual([
      ['1', '200'],
      ['2', '200'],
      ['3', '200'],
    ])
  })

  it('fails whole where the list changed while it was read, for a code may have slipped between two pages', async () => {
    const { fake, provider } = await opened()
    for (let index = 0; index < 201; index++) fake.addForeignCode('front', 'Cleaner', String(610_000 + index))
    fake.onRequest = ({ form }) => {
      if (form.pageNo === '2') fake.lock('front').records.delete(fake.records('front')[0]!.id)
    }
    expect(await provider.listCodes('front')).toEqual({ ok: false, fault: 'transient' })
    fake.onRequest = () => {}
    expect(await provider.listCodes('front')).toMatchObject({ ok: true })
  })
})

describe('an offline code of TTLock', () => {
  const wanted = { deviceId: 'front', startsAt: instant(start + 20 * minute), endsAt: instant(start + day + minute) }

  it('is in whole hours around the window, and opens without a gateway', async () => {
    const { fake, provider } = await opened()
    fake.gateway('gw-front').online = false
    const code = await provider.offlineCode(wanted)
    expect(code).toMatchObject({ ok: true, startsAt: start, endsAt: start + day + hour })
    expect(code.ok && fake.opens('front', code.pin, start + hour)).toBe(true)
  })

  it('starts an hour earlier where its window was used up, once', async () => {
    const { fake, provider, sent } = await opened()
    const windowFrom = (at: number) => `${at} ${start + day + hour}`
    fake.lock('front').usedUp.add(windowFrom(start))
    expect(await provider.offlineCode(wanted)).toMatchObject({ ok: true, startsAt: start - hour })
    fake.lock('front').usedUp.add(windowFrom(start - hour))
    expect(await provider.offlineCode(wanted)).toEqual({ ok: false, fault: 'duplicate' })
    expect(sent('/v3/keyboardPwd/get')).toHaveLength(4)
  })

  it('is not asked for longer than a year', async () => {
    const { provider, sent } = await opened()
    const answer = await provider.offlineCode({ ...wanted, endsAt: instant(start + 367 * day) })
    expect(answer).toEqual({ ok: false, fault: 'unsupported' })
    expect(sent('/v3/keyboardPwd/get')).toEqual([])
  })
})

describe('opening a TTLock door from afar', () => {
  it('is unsupported where the app does not allow it', async () => {
    const { fake, provider } = await opened()
    fake.lock('front').canUnlockRemotely = false
    const answer = await provider.unlock({ opId: 'op', deviceId: 'front' })
    expect(answer).toEqual({ state: 'rejected', fault: 'unsupported' })
  })

  it('is not known where the answer was lost, and is asked for once only', async () => {
    const { fake, provider } = await opened()
    fake.loseNextAnswer('/v3/lock/unlock')
    expect(await provider.unlock({ opId: 'op', deviceId: 'front' })).toEqual({ state: 'unknown', fault: 'transient' })
    expect(fake.lock('front').unlockings).toBe(1)
  })
})

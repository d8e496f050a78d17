import { afterEach, describe, expect, it } from 'vitest'
import { day, hour, minute, openTtlock } from '../support/fake-ttlock-bench.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
const opened = async (...args: Parameters<typeof openTtlock>) => {
  const bench = await openTtlock(...args)
  stops.push(bench.fake.stop)
  return bench
}

describe('the health of a TTLock lock', () => {
  it('has its battery, its gateway and how well that hears it', async () => {
    const { provider } = await opened({ locks: [{ lockId: 'front', battery: 42, gateways: { hall: -80 } }] })
    expect(await provider.health('front')).toEqual({
      online: true,
      batteryPercent: 42,
      signal: 'fair',
      gateway: { id: 'hall', name: 'Gateway hall', online: true },
      clockSkewSeconds: 0,
      fault: null,
    })
  })

  it.each([
    [-60, 'good'],
    [-74, 'good'],
    [-75, 'fair'],
    [-85, 'fair'],
    [-86, 'weak'],
  ])('calls a signal of %i dBm %s', async (rssi, signal) => {
    const { provider } = await opened({ locks: [{ lockId: 'front', gateways: { hall: rssi } }] })
    expect((await provider.health('front')).signal).toBe(signal)
  })

  it('says that a lock without a gateway cannot be reached', async () => {
    const { provider } = await opened({ locks: [{ lockId: 'front', gateways: {}, battery: 61 }] })
    const nobody = { online: false, signal: 'none', gateway: null, batteryPercent: 61, fault: 'offline' }
    expect(await provider.health('front')).toMatchObject(nobody)
  })

  it('counts a lock as online while any gateway near it is', async () => {
    const { fake, time, provider } = await opened({ locks: [{ lockId: 'front', gateways: { hall: -60, attic: -80 } }] })
    fake.gateway('hall').online = false
    const health = await provider.health('front')
    expect(health).toMatchObject({ online: true, gateway: { id: 'hall', online: false }, fault: null })
    fake.gateway('attic').online = false
    time.now += 15 * minute
    expect(await provider.health('front')).toMatchObject({ online: false, fault: 'offline' })
  })

  it('knows of a gateway that has just been found offline by a command', async () => {
    const { fake, provider } = await opened()
    await provider.health('front')
    fake.gateway('gw-front').online = false
    await provider.unlock({ opId: 'op', deviceId: 'front' })
    expect((await provider.health('front')).online).toBe(false)
  })

  it('does not say online when the Internet has just been found gone, and says it again at once when it is back', async () => {
    const { fake, provider } = await opened()
    await provider.health('front')
    await fake.cut()
    await provider.unlock({ opId: 'op', deviceId: 'front' })
    expect(await provider.health('front')).toMatchObject({ online: null, fault: 'offline', batteryPercent: 80 })
    await fake.mend()
    await provider.unlock({ opId: 'op-2', deviceId: 'front' })
    expect(await provider.health('front')).toMatchObject({ online: true, fault: null })
  })

  it('sets a lock’s clock right where it is off by more than a minute, once a week at most', async () => {
    const { fake, time, provider, sent } = await opened()
    fake.lock('front').skewMs = 90_000
    expect((await provider.health('front')).clockSkewSeconds).toBe(0)
    expect(fake.lock('front').skewMs).toBe(0)
    fake.lock('front').skewMs = -45_000
    time.now += 6 * day
    expect((await provider.health('front')).clockSkewSeconds).toBe(0)
    expect(sent('/v3/lock/queryDate')).toHaveLength(1)
    time.now += 2 * day
    expect((await provider.health('front')).clockSkewSeconds).toBe(-45)
    expect(sent('/v3/lock/queryDate')).toHaveLength(2)
    expect(sent('/v3/lock/updateDate')).toHaveLength(1)
  })

  it('tells how far off the clock stays where it cannot be set', async () => {
    const { fake, provider } = await opened()
    fake.lock('front').skewMs = 7_200_000
    fake.failNext('/v3/lock/updateDate', -3003)
    expect((await provider.health('front')).clockSkewSeconds).toBe(7_200)
  })

  it('measures a lock by TTLock’s time, not by a computer’s clock that is off', async () => {
    const { fake, time, provider, sent } = await opened()
    time.computerAheadMs = 3 * minute
    fake.lock('front').skewMs = 20_000
    await provider.listCodes('front')
    expect(Math.abs((await provider.health('front')).clockSkewSeconds! - 20)).toBeLessThanOrEqual(1)
    expect(sent('/v3/lock/updateDate')).toEqual([])
  })

  it('costs ten locks less than two thirds of the free quota in a month', async () => {
    const locks = Array.from({ length: 10 }, (_, index) => ({
      lockId: `lock${index}`,
      gateways: { [`gw${index % 2}`]: -60 },
    }))
    const { fake, time, provider } = await opened({ locks })
    fake.world.latencyMs = 0
    for (let passed = 0; passed < 12 * hour; passed += provider.rhythm.healthMs) {
      for (const { lockId } of locks) {
        await provider.health(lockId)
        // At moments of their own, which costs most: nothing can be shared.
        time.now += provider.rhythm.healthMs / locks.length
      }
    }
    const atOnce = fake.requests.filter(({ path }) => path.endsWith('Date') || path.startsWith('/oauth2')).length
    expect((fake.requests.length - atOnce) * 60).toBeLessThan(20_000)
  })

  it('asks the links of many locks less often, so that a big house keeps within the quota too', async () => {
    const locks = Array.from({ length: 30 }, (_, index) => ({ lockId: `lock${index}`, gateways: { gw: -60 } }))
    const { time, provider, sent } = await opened({ locks })
    for (let passed = 0; passed < 3 * hour; passed += 15 * minute) {
      for (const { lockId } of locks) await provider.capabilities(lockId)
      time.now += 15 * minute
    }
    expect(sent('/v3/gateway/listByLock').length).toBeLessThanOrEqual(30 * 3)
  })
})

import { expect, it } from 'vitest'
import { instant } from '../../electron/domain/time.ts'
import type { ProviderWorld } from './provider-world.ts'

const day = 24 * 3_600_000
const startsAt = instant(Date.UTC(2027, 4, 1, 13))

/** The part of the shared spec about the lock itself: what it can, how it is, what happens at it. */
export function describeDoor(world: () => ProviderWorld, setOne: () => Promise<string>): void {
  it('gives each lock a lane, its own unless they share a gateway, and rules that six digits fit', async () => {
    const front = await world().provider.capabilities('front')
    const room = await world().provider.capabilities('room1')
    expect(front.lane === room.lane).toBe(world().sharesLane ?? false)
    expect(front.lane).toMatch(new RegExp(`^${world().provider.name}:.`))
    expect(front.pinRules.lengths).toContain(6)
  })

  it('says everything of what a lock can, in the same way while offline, and even of a lock it does not have', async () => {
    const whole = {
      acknowledges: expect.stringMatching(/^(with-answer|later|never)$/),
      pinRules: { lengths: expect.any(Array), digits: expect.stringMatching(/^\d+$/), rules: expect.any(Array) },
      canUpdate: expect.any(Boolean),
      canUnlock: expect.any(Boolean),
      offlineCodes: expect.any(Boolean),
      maxCodes: expect.toSatisfy((count) => count === null || (Number.isInteger(count) && count >= 0)),
      lane: expect.any(String),
    }
    const before = await world().provider.capabilities('front')
    expect(before).toEqual(whole)
    expect(await world().provider.capabilities(world().unknownDevice)).toEqual(whole)
    await world().goOffline()
    expect(await world().provider.capabilities('front')).toEqual(before)
  })

  it('never lists a half: where a part of the listing fails, all of it does', async () => {
    const { breakListing } = world()
    if (breakListing === undefined) return
    await setOne()
    await breakListing()
    expect(await world().provider.listCodes('front')).toMatchObject({ ok: false })
  })

  it('opens a door once asked, or says that the vendor took it', async () => {
    const { canUnlock } = await world().provider.capabilities('front')
    const outcome = await world().provider.unlock({ opId: 'op-9', deviceId: 'front' })
    if (canUnlock) expect(['opened', 'sent']).toContain(outcome.state)
    else expect(outcome).toEqual({ state: 'rejected', fault: 'unsupported' })
  })

  it('says why a door was not opened', async () => {
    const { canUnlock } = await world().provider.capabilities('front')
    await world().goOffline()
    const fault = canUnlock ? 'offline' : expect.stringMatching(/^(offline|unsupported)$/)
    expect(await world().provider.unlock({ opId: 'op-9', deviceId: 'front' })).toEqual({ state: 'rejected', fault })
    await world().comeBack()
    const outcome = await world().provider.unlock({ opId: 'op-10', deviceId: world().unknownDevice })
    expect(outcome.state).toBe('rejected')
    expect(['not-found', 'unsupported']).toContain('fault' in outcome ? outcome.fault : null)
  })

  it('tells the health of a lock, and where it cannot ask says why', async () => {
    const whole = {
      online: true,
      batteryPercent: expect.toSatisfy((level) => level === null || (level >= 0 && level <= 100)),
      signal: expect.toSatisfy((signal) => [null, 'good', 'fair', 'weak', 'none'].includes(signal)),
      gateway: expect.toSatisfy((gateway) => gateway === null || typeof gateway.name === 'string'),
      clockSkewSeconds: expect.toSatisfy((skew) => skew === null || Number.isFinite(skew)),
      fault: null,
    }
    expect(await world().provider.health('front')).toEqual(whole)
    await world().goOffline()
    const offline = await world().provider.health('front')
    expect(offline.online).not.toBe(true)
    expect(offline.fault).toBe('offline')
    await world().comeBack()
    expect(await world().provider.health('front')).toEqual(whole)
    expect(await world().provider.health(world().unknownDevice)).toMatchObject({ online: null, fault: 'not-found' })
  })

  it('says of a lock that is offline that it is, and of the other that it is not', async () => {
    const { takeLockOffline } = world()
    if (takeLockOffline === undefined) return
    await takeLockOffline('front')
    expect(await world().provider.health('front')).toMatchObject({ online: false, fault: 'offline' })
    if (world().sharesLane !== true) expect((await world().provider.health('room1')).online).toBe(true)
  })

  it('tells nothing at first, then what happened since, and each thing once', async () => {
    const ref = await setOne()
    await world().finish()
    const cursorOf = async (since: string | null) => {
      const answer = await world().provider.poll(since)
      if (!answer.ok) throw new Error(`the poll failed: ${answer.fault}`)
      return answer
    }
    const first = await cursorOf(null)
    expect(first.events).toEqual([])
    await world().openWith?.('front', ref)
    const second = await cursorOf(first.cursor)
    const opened = second.events.filter((event) => event.kind === 'opened')
    const expected = { deviceId: 'front', ref, kind: 'opened', at: expect.any(Number) }
    expect(opened).toEqual(world().openWith === undefined ? [] : [expected])
    expect((await cursorOf(second.cursor)).events).toEqual([])
    // A cursor is told again after a crash: what it stands for has not changed.
    expect((await cursorOf(first.cursor)).events).toEqual(second.events)
  })

  it('answers a poll while offline with a fault or with nothing, and goes on afterwards', async () => {
    const first = await world().provider.poll(null)
    if (!first.ok) throw new Error(`the poll failed: ${first.fault}`)
    await world().goOffline()
    const offline = await world().provider.poll(first.cursor)
    if (offline.ok) expect(offline.events.filter((event) => event.kind !== 'device')).toEqual([])
    else expect(offline.fault).toBe('offline')
    await world().comeBack()
    expect((await world().provider.poll(first.cursor)).ok).toBe(true)
  })

  it('makes an offline code where the lock can, around the window asked for, and nowhere else', async () => {
    const wanted = { startsAt: instant(startsAt + 20 * 60_000), endsAt: instant(startsAt + day - 20 * 60_000) }
    const { offlineCodes } = await world().provider.capabilities('front')
    const made = await world().provider.offlineCode({ deviceId: 'front', ...wanted })
    if (!offlineCodes) {
      expect(made).toEqual({ ok: false, fault: 'unsupported' })
      return
    }
    expect(made).toMatchObject({ ok: true, ref: expect.any(String), pin: expect.stringMatching(/^\d{4,9}$/) })
    if (!made.ok) return
    expect(made.startsAt).toBeLessThanOrEqual(wanted.startsAt)
    expect(made.endsAt).toBeGreaterThanOrEqual(wanted.endsAt)
  })

  it('answers for its account at any time, and how often it may be asked', async () => {
    const whole = { clockAheadMs: null, callsThisMonth: null, callsPerMonth: null }
    const numberOrNull = (value: unknown) => value === null || Number.isFinite(value)
    for (const step of [() => undefined, () => world().provider.health('front'), world().goOffline]) {
      await step()
      const status = world().provider.status()
      expect(Object.keys(status).sort()).toEqual(Object.keys(whole).sort())
      expect(Object.values(status).filter((value) => !numberOrNull(value))).toEqual([])
    }
    const { healthMs, eventsMs, verifyMs } = world().provider.rhythm
    expect(Math.min(healthMs, verifyMs, eventsMs ?? healthMs)).toBeGreaterThanOrEqual(1_000)
  })
}

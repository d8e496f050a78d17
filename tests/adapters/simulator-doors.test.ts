import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { simulatorProvider } from '../../electron/adapters/simulator/simulator-provider.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { hours, instant } from '../../electron/domain/time.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const opensAt = Date.UTC(2027, 4, 1, 13)
const endsAt = opensAt + hours(48)

/** A training lock at the moment its code may open, 500 ms slow. */
function openSimulator() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-doors-'))
  folders.push(folder)
  const file = join(folder, 'training-locks.json')
  const time = { now: opensAt }
  const clock = { now: () => instant(time.now) }
  return { time, provider: simulatorProvider({ file, clock, latencyMs: 500 }) }
}
type Provider = ReturnType<typeof simulatorProvider>

const order = (digits = '482915', label = 'LK-a-1', deviceId = 'front') => ({
  opId: 'op',
  deviceId,
  pin: digits as Pin,
  startsAt: instant(opensAt),
  endsAt: instant(endsAt),
  label,
})
const setCode = async (provider: Provider, ...args: Parameters<typeof order>) => {
  const outcome = await provider.setCode(order(...args))
  if (!('ref' in outcome)) throw new Error(`not set: ${outcome.fault}`)
  return outcome.ref
}
const told = async (provider: Provider, cursor: string | null) => {
  const answer = await provider.poll(cursor)
  if (!answer.ok) throw new Error('the training locks failed to tell')
  return answer
}

describe('a training door', () => {
  it('opens for digits only when the lock itself holds them, and only in their window', async () => {
    const { provider, time } = openSimulator()
    await setCode(provider)
    expect(provider.typeIn('front', '482915')).toBe(false)
    time.now += 500
    expect(provider.typeIn('front', '482915')).toBe(true)
    expect(provider.typeIn('front', '482916')).toBe(false)
    expect(provider.typeIn('room1', '482915')).toBe(false)
    time.now = endsAt - 1
    expect(provider.typeIn('front', '482915')).toBe(true)
    time.now = endsAt
    expect(provider.typeIn('front', '482915')).toBe(false)
    time.now = opensAt - 1
    expect(provider.typeIn('front', '482915')).toBe(false)
  })

  it('opens for the old digits until the new ones are on the lock, and never for both', async () => {
    const { provider, time } = openSimulator()
    const ref = await setCode(provider)
    time.now += 500
    await provider.updateCode({ ...order('615028'), ref })
    expect(['482915', '615028'].map((digits) => provider.typeIn('front', digits))).toEqual([true, false])
    time.now += 500
    expect(['482915', '615028'].map((digits) => provider.typeIn('front', digits))).toEqual([false, true])
  })

  it('opens for a code that is being removed until it is gone', async () => {
    const { provider, time } = openSimulator()
    const ref = await setCode(provider)
    time.now += 500
    await provider.removeCode({ opId: 'op', deviceId: 'front', ref })
    expect(provider.typeIn('front', '482915')).toBe(true)
    time.now += 500
    expect(provider.typeIn('front', '482915')).toBe(false)
  })

  it('opens for its codes while offline, and tells by whose when it is back', async () => {
    const { provider, time } = openSimulator()
    const ref = await setCode(provider)
    time.now += 500
    const { cursor } = await told(provider, null)
    provider.setDevice('front', { online: false })
    expect(provider.typeIn('front', '482915')).toBe(true)
    const at = time.now
    const offline = await told(provider, cursor)
    expect(offline.events.map((event) => event.kind)).toEqual(['device'])
    time.now += 60_000
    provider.setDevice('front', { online: true })
    const later = await told(provider, offline.cursor)
    expect(later.events).toContainEqual({ deviceId: 'front', ref, kind: 'opened', at })
  })

  it('is opened from afar while it is online, and says why not elsewhere', async () => {
    const { provider } = openSimulator()
    const unlock = () => provider.unlock({ opId: 'op', deviceId: 'front' })
    expect(await unlock()).toEqual({ state: 'opened' })
    provider.setDevice('front', { failNext: 'busy' })
    expect(await unlock()).toEqual({ state: 'rejected', fault: 'busy' })
    provider.setDevice('front', { failNext: 'answer-lost' })
    expect(await unlock()).toEqual({ state: 'unknown', fault: 'transient' })
    provider.setDevice('front', { canUnlock: false })
    expect((await provider.capabilities('front')).canUnlock).toBe(false)
    expect(await unlock()).toEqual({ state: 'rejected', fault: 'unsupported' })
    provider.setDevice('front', { online: false })
    expect(await unlock()).toEqual({ state: 'rejected', fault: 'offline' })
  })

  it.each(['updateCode', 'removeCode'] as const)(
    'does what it was told by %s though the answer is lost',
    async (verb) => {
      const { provider, time } = openSimulator()
      const ref = await setCode(provider)
      time.now += 500
      provider.setDevice('front', { failNext: 'answer-lost' })
      expect(await provider[verb]({ ...order('615028'), ref })).toEqual({ state: 'unknown', fault: 'transient' })
      time.now += 500
      const listing = await provider.listCodes('front')
      expect(listing).toMatchObject({ ok: true, codes: verb === 'removeCode' ? [] : [{ ref, pin: '615028' }] })
    },
  )
})

describe('training locks on one gateway', () => {
  async function three() {
    const world = openSimulator()
    const { provider } = world
    for (const device of ['room1', 'room2']) provider.setDevice(device, { gateway: 'Hallway' })
    return world
  }

  it('share its lane, and the others have their own', async () => {
    const { provider } = await three()
    const lanes = await Promise.all(['room1', 'room2', 'front'].map((id) => provider.capabilities(id)))
    expect(lanes.map((one) => one.lane)).toEqual([
      'simulator:gateway:Hallway',
      'simulator:gateway:Hallway',
      'simulator:front',
    ])
  })

  it('are all offline when it is, and take their time again when it is back', async () => {
    const { provider, time } = await three()
    await setCode(provider, '482915', 'LK-a-1', 'room1')
    provider.setGateway('Hallway', { online: false })
    const gateway = { id: 'Hallway', name: 'Hallway', online: false }
    for (const device of ['room1', 'room2'])
      expect(await provider.health(device)).toMatchObject({ online: false, fault: 'offline', signal: null, gateway })
    expect(await provider.health('front')).toMatchObject({ online: true, fault: null, gateway: null })
    expect(await provider.setCode(order('730164', 'LK-b-1', 'room2'))).toEqual({ state: 'rejected', fault: 'offline' })
    time.now += 60_000
    provider.setGateway('Hallway', { online: true })
    expect(await provider.listCodes('room1')).toMatchObject({ codes: [{ state: 'pending' }] })
    time.now += 500
    expect(await provider.listCodes('room1')).toMatchObject({ codes: [{ state: 'held' }] })
  })

  it('each tell that they went and came back', async () => {
    const { provider } = await three()
    const { cursor } = await told(provider, null)
    provider.setGateway('Hallway', { online: false })
    provider.setGateway('Hallway', { online: false })
    const { events } = await told(provider, cursor)
    expect(events.map((event) => [event.deviceId, event.kind])).toEqual([
      ['room1', 'device'],
      ['room2', 'device'],
    ])
  })
})

describe('what the training locks tell', () => {
  it('is each change once, in order, and the same for a cursor that is asked twice', async () => {
    const { provider, time } = openSimulator()
    const { cursor } = await told(provider, null)
    const ref = await setCode(provider)
    expect((await told(provider, cursor)).events).toEqual([])
    time.now += 500
    provider.setDevice('front', { batteryPercent: 14 })
    const kinds = [
      { deviceId: 'front', ref, kind: 'code', at: time.now },
      { deviceId: 'front', ref: null, kind: 'device', at: time.now },
    ]
    const first = await told(provider, cursor)
    expect(first.events).toEqual(kinds)
    expect((await told(provider, cursor)).events).toEqual(kinds)
    expect((await told(provider, first.cursor)).events).toEqual([])
  })

  it('is kept for the last 200 events, and an unreadable cursor begins now', async () => {
    const { provider, time } = openSimulator()
    await setCode(provider)
    time.now += 500
    const { cursor } = await told(provider, null)
    for (let count = 0; count < 205; count++) provider.setDevice('front', { batteryPercent: count % 2 })
    expect((await told(provider, cursor)).events).toHaveLength(200)
    expect((await told(provider, 'neither a number')).events).toEqual([])
  })
})

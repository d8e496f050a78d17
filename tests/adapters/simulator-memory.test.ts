import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { simulatorProvider } from '../../electron/adapters/simulator/simulator-provider.ts'
import type { Seal } from '../../electron/adapters/simulator/simulator-seal.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { hours, instant } from '../../electron/domain/time.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const opensAt = Date.UTC(2027, 4, 1, 13)
const endsAt = opensAt + hours(48)

/** A training lock at the moment its code may open, 500 ms slow. */
function openSimulator(seal?: Seal) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-doors-'))
  folders.push(folder)
  const file = join(folder, 'training-locks.json')
  const time = { now: opensAt }
  const clock = { now: () => instant(time.now) }
  const options = { file, clock, latencyMs: 500, ...(seal ? { seal } : {}) }
  return { file, time, options, provider: simulatorProvider(options) }
}

const order = (digits = '482915', label = 'LK-a-1', deviceId = 'front') => ({
  opId: 'op',
  deviceId,
  pin: digits as Pin,
  startsAt: instant(opensAt),
  endsAt: instant(endsAt),
  label,
})
const setCode = async (provider: ReturnType<typeof simulatorProvider>) => {
  const outcome = await provider.setCode(order())
  if (!('ref' in outcome)) throw new Error(`not set: ${outcome.fault}`)
  return outcome.ref
}

describe('offline codes of a training lock', () => {
  const wanted = { startsAt: instant(opensAt + 20 * 60_000), endsAt: instant(endsAt + 60_000) }

  it('cover whole hours, open while offline, and are the same for the same window', async () => {
    const { provider, time } = openSimulator()
    provider.setDevice('front', { offlineCodes: true, online: false })
    const made = await provider.offlineCode({ deviceId: 'front', ...wanted })
    if (!made.ok) throw new Error(made.fault)
    expect(made).toMatchObject({ startsAt: opensAt, endsAt: endsAt + hours(1) })
    expect(provider.typeIn('front', made.pin)).toBe(true)
    time.now = endsAt + hours(1)
    expect(provider.typeIn('front', made.pin)).toBe(false)
    expect(await provider.offlineCode({ deviceId: 'front', ...wanted })).toEqual(made)
    const later = { startsAt: wanted.startsAt, endsAt: instant(wanted.endsAt + hours(1)) }
    expect(await provider.offlineCode({ deviceId: 'front', ...later })).not.toMatchObject({ pin: made.pin })
  })

  it('die unless they are used within a day of their start, and live on when they were', async () => {
    const { provider, time } = openSimulator()
    for (const device of ['used', 'unused']) provider.setDevice(device, { offlineCodes: true })
    const used = await provider.offlineCode({ deviceId: 'used', ...wanted })
    const unused = await provider.offlineCode({ deviceId: 'unused', ...wanted })
    if (!used.ok || !unused.ok) throw new Error('no codes')
    expect(provider.typeIn('used', used.pin)).toBe(true)
    time.now = opensAt + hours(24)
    expect(provider.typeIn('used', used.pin)).toBe(true)
    expect(provider.typeIn('unused', unused.pin)).toBe(false)
  })

  it('cannot be taken back, and are not in the listing', async () => {
    const { provider } = openSimulator()
    provider.setDevice('front', { offlineCodes: true })
    const made = await provider.offlineCode({ deviceId: 'front', ...wanted })
    if (!made.ok) throw new Error(made.fault)
    const removal = await provider.removeCode({ opId: 'op', deviceId: 'front', ref: made.ref })
    expect(removal).toEqual({ state: 'rejected', fault: 'unsupported' })
    expect(await provider.listCodes('front')).toMatchObject({ codes: [] })
  })
})

describe('the file of the training locks', () => {
  const seal: Seal = {
    seal: (text) => Buffer.from(`key ${text}`).toString('base64'),
    open(sealed) {
      const text = Buffer.from(sealed, 'base64').toString()
      if (!text.startsWith('key ')) throw new Error('not sealed with this key')
      return text.slice(4)
    },
  }

  it('holds no digits in clear once they are sealed, and opens all the same', async () => {
    const { provider, file, time, options } = openSimulator(seal)
    provider.setDevice('front', { offlineCodes: true })
    const ref = await setCode(provider)
    time.now += 500
    const made = await provider.offlineCode({ deviceId: 'front', startsAt: instant(opensAt), endsAt: instant(endsAt) })
    if (!made.ok) throw new Error(made.fault)
    await provider.updateCode({ ...order('615028'), ref })
    const text = readFileSync(file, 'utf8')
    for (const digits of ['482915', '615028', made.pin]) expect(text).not.toContain(digits)
    const again = simulatorProvider(options)
    expect(again.typeIn('front', '482915')).toBe(true)
    expect(again.typeIn('front', made.pin)).toBe(true)
    expect(await again.listCodes('front')).toMatchObject({ codes: [{ pin: '615028' }] })
  })

  it('written earlier, in clear and without the newer fields, is read, and sealed when it is next written', async () => {
    const { provider, file, time } = openSimulator(seal)
    const code = { ref: 'sim-1', label: 'LK-a-1', pin: '482915', startsAt: opensAt, endsAt, pending: null, dueAt: 0 }
    const device = { online: true, missing: false, latencyMs: null, failNext: null, batteryPercent: 80, codes: [code] }
    writeFileSync(file, JSON.stringify({ devices: { front: { ...device, acknowledge: 'later', capacity: 100 } } }))
    expect(await provider.listCodes('front')).toMatchObject({ codes: [{ ref: 'sim-1', pin: '482915', state: 'held' }] })
    expect(provider.typeIn('front', '482915')).toBe(true)
    await provider.updateCode({ ...order('615028'), ref: 'sim-1' })
    expect(provider.typeIn('front', '482915')).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain('482915')
    time.now += 500
    expect(provider.typeIn('front', '482915')).toBe(false)
  })

  it('keeps sealed digits as they are for a program without the key, which sees them masked', async () => {
    const { provider, file, time, options } = openSimulator(seal)
    await setCode(provider)
    const { seal: _seal, ...without } = options
    const blind = simulatorProvider(without)
    blind.setDevice('front', { batteryPercent: 30 })
    expect(await blind.listCodes('front')).toMatchObject({ codes: [{ label: 'LK-a-1', pin: null }] })
    time.now += 500
    expect(provider.typeIn('front', '482915')).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain('482915')
  })
})

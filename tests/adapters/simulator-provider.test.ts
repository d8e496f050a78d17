import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { simulatorProvider } from '../../electron/adapters/simulator/simulator-provider.ts'
import type { Seal } from '../../electron/adapters/simulator/simulator-seal.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import { instant } from '../../electron/domain/time.ts'
import { describeLockProvider } from './lock-provider-spec.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function openSimulator(latencyMs?: number, seal?: Seal) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-simulator-'))
  folders.push(folder)
  const file = join(folder, 'training-locks.json')
  const time = { now: Date.UTC(2027, 3, 30) }
  const clock = { now: () => instant(time.now) }
  const options = { file, clock, ...(latencyMs ? { latencyMs } : {}), ...(seal ? { seal } : {}) }
  return { file, time, clock, provider: simulatorProvider(options) }
}

for (const acknowledge of ['later', 'with-answer'] as const) {
  describeLockProvider(`the simulator, acknowledging ${acknowledge},`, async () => {
    const { provider, time } = openSimulator()
    // The one knob differs too, so that both answers of the spec are asked for.
    const offlineCodes = acknowledge === 'later'
    for (const device of ['front', 'room1']) provider.setDevice(device, { acknowledge, offlineCodes })
    provider.setDevice('gone', { missing: true })
    return {
      provider,
      finish: () => {
        time.now += 60_000
      },
      loseNextAnswer: () => void provider.setDevice('front', { failNext: 'answer-lost' }),
      goOffline: () => void provider.setDevice('front', { online: false }),
      comeBack: () => void provider.setDevice('front', { online: true }),
      refuseOurKey: () => void provider.setDevice('front', { failNext: 'auth' }),
      takeLockOffline: (deviceId) => void provider.setDevice(deviceId, { online: false }),
      unknownDevice: 'gone',
      openWith: async (deviceId, ref) => {
        const listing = await provider.listCodes(deviceId)
        const code = listing.ok ? listing.codes.find((one) => one.ref === ref) : undefined
        time.now = code!.startsAt!
        if (!provider.typeIn(deviceId, code!.pin!)) throw new Error('the door stayed shut')
      },
      addForeignCode: provider.addForeignCode,
      stop: () => {},
    }
  })
}

describe('the training locks', () => {
  const order = (digits = '482915', label = 'LK-a-1') => ({
    opId: 'op',
    deviceId: 'front',
    pin: digits as Pin,
    startsAt: instant(Date.UTC(2027, 4, 1)),
    endsAt: instant(Date.UTC(2027, 4, 3)),
    label,
  })
  const states = async (provider: ReturnType<typeof simulatorProvider>) => {
    const answer = await provider.listCodes('front')
    return answer.ok ? answer.codes.map((code) => code.state) : answer.fault
  }

  it('hold a code exactly when the latency has passed by the clock', async () => {
    const { provider, time } = openSimulator()
    await provider.setCode(order())
    time.now += 1_499
    expect(await states(provider)).toEqual(['pending'])
    time.now += 1
    expect(await states(provider)).toEqual(['held'])
  })

  it('let a removed code open until the latency has passed', async () => {
    const { provider, time } = openSimulator(500)
    const outcome = await provider.setCode(order())
    time.now += 500
    await provider.removeCode({ opId: 'op-2', deviceId: 'front', ref: 'ref' in outcome ? outcome.ref : '' })
    expect(await states(provider)).toEqual(['removing'])
    time.now += 500
    expect(await states(provider)).toEqual([])
  })

  it('outlast the program, and two processes see the same ones', async () => {
    const { provider, file, clock } = openSimulator()
    await provider.setCode(order())
    const other = simulatorProvider({ file, clock })
    await other.setCode(order('730164', 'LK-b-1'))
    other.setDevice('front', { batteryPercent: 9 })
    expect(await states(provider)).toEqual(['pending', 'pending'])
    expect(await provider.health('front')).toMatchObject({ online: true, batteryPercent: 9 })
  })

  it('do nothing while offline, and take their time again when they are back', async () => {
    const { provider, time } = openSimulator(1_000)
    await provider.setCode(order())
    provider.setDevice('front', { online: false })
    time.now += 60_000
    provider.setDevice('front', { online: true })
    expect(await states(provider)).toEqual(['pending'])
    time.now += 1_000
    expect(await states(provider)).toEqual(['held'])
  })

  it('refuse what does not fit, and more than they can keep', async () => {
    const { provider } = openSimulator()
    provider.setDevice('front', { capacity: 1 })
    expect(await provider.setCode(order('12'))).toEqual({ state: 'rejected', fault: 'bad-pin' })
    await provider.setCode(order())
    expect(await provider.setCode(order('730164', 'LK-b-1'))).toEqual({ state: 'rejected', fault: 'full' })
  })

  it('fail once with the fault they were told, then work', async () => {
    const { provider } = openSimulator()
    provider.setDevice('front', { failNext: 'busy' })
    expect(await provider.setCode(order())).toEqual({ state: 'rejected', fault: 'busy' })
    expect(await provider.setCode(order())).toMatchObject({ state: 'accepted' })
  })

  it('start empty from a spoilt file, and take over the lock file of a killed process', async () => {
    const { provider, file } = openSimulator()
    writeFileSync(file, '{"devices": [')
    writeFileSync(`${file}.lock`, '')
    expect(await states(provider)).toEqual([])
  })
})

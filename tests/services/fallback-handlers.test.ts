import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDesk } from '../../electron/composition.ts'
import { type InputOf, type OutputOf, type ProcedureName, procedures } from '../../electron/contract/procedures.ts'
import type { TrainingKnobs } from '../../electron/contract/views.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { Pin } from '../../electron/domain/pin.ts'
import type { Result } from '../../electron/domain/result.ts'
import type { AppContext } from '../../electron/ipc/handlers/context.ts'
import { deskHandlers } from '../../electron/ipc/handlers/desk.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { type FallbackDesk, openFallbackDesk } from '../support/fallback-desk.ts'
import { book, dana, must, pinsByDoor } from '../support/test-desk.ts'

const A = 'BOOKA1'
let house: FallbackDesk
beforeEach(async () => {
  house = openFallbackDesk({ property: { spareCodes: 1 } })
  await house.layOutSpares(1)
  book(house.desk, A, [['R1', '2026-06-10', '2026-06-12']])
  must(arrive(house.desk, dana, { ref: A }))
  await house.settleFully()
})
afterEach(() => house.close())

const knobs = (deviceId: string): TrainingKnobs => {
  const { online, batteryPercent } = house.simulator.device(deviceId)
  return { online, latencySeconds: 0, batteryPercent: batteryPercent ?? 0, failNext: null }
}
const training: OpenDesk['training'] = {
  knobs,
  change(deviceId, { online }) {
    if (online !== undefined) house.simulator.setDevice(deviceId, { online })
    return knobs(deviceId)
  },
}
const context = (): AppContext =>
  ({
    current: () => ({ desk: house.desk, worker: house.worker, locks: house.locks, training }) as Partial<OpenDesk>,
    blocked: () => null,
    deskStaff: () => ({ id: 'staff', name: 'Yusuf' }),
  }) as Partial<AppContext> as AppContext

/** Calls a procedure as the window does: its input goes through the contract. */
function call<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>, Failure>> {
  const handlers = deskHandlers(context()) as unknown as Record<string, (input: unknown) => Promise<never>>
  return handlers[name]!(procedures[name].input.parse(input))
}
async function told<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return must(await call(name, input))
}
const refused = async <Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<string> => {
  const answer = await call(name, input)
  return answer.ok ? 'done' : answer.error.code
}
const doorId = async (key: string): Promise<string> =>
  (await told('doors.view', {})).doors.find((door) => door.key === key)!.id

describe('the window at a door', () => {
  it('reads it, opens it with a reason, and finds that in its history', async () => {
    const room = await doorId('d1')
    await told('doors.read', { doorId: null })
    expect((await told('doors.view', {})).doors.map((door) => [door.key, door.online, door.codes.onLock])).toEqual([
      ['front', true, 1],
      ['d1', true, 1],
      ['d2', true, 0],
    ])
    const opened = await told('doors.unlock', { doorId: room, reason: 'Plumber', reservationId: null })
    expect(opened).toEqual({ state: 'opened', at: expect.stringMatching(/^2026-06-10T13:3/) })
    const panel = await told('doors.open', { doorId: room })
    expect(panel.history.find((line) => line.text.includes('Plumber'))).toEqual({
      at: opened.at,
      by: 'Yusuf',
      text: expect.stringContaining('Opened from here'),
    })
    expect(await refused('doors.unlock', { doorId: room, reason: '', reservationId: null })).toBe('reason-required')
    expect(await refused('doors.read', { doorId: 'no-such-door' })).toBe('door-unknown')
  })

  it('switches a training lock off and on, and sees at once what the desk makes of it', async () => {
    const room = await doorId('d1')
    const away = await told('doors.training', { doorId: room, knobs: { online: false } })
    expect([away.online, away.training?.online]).toEqual([false, false])
    house.answers.unlock = () => ({ state: 'rejected', fault: 'offline' })
    expect(await refused('doors.unlock', { doorId: room, reason: 'Plumber', reservationId: null })).toBe('door-offline')
    const back = await told('doors.training', { doorId: room, knobs: { online: true } })
    expect([back.online, back.training?.online]).toEqual([true, true])
    expect(await refused('doors.training', { doorId: 'no-such-door', knobs: {} })).toBe('not-training')
  })

  it('gives new digits, a spare and the key, and takes the key back', async () => {
    const room = await doorId('d1')
    const party = (await told('today.view', {})).inHouse[0]!.reservationId!
    const before = pinsByDoor(house.desk, A).d1
    await told('codes.reissue', { reservationId: party, doorId: room })
    expect(pinsByDoor(house.desk, A).d1).not.toBe(before)
    await told('spares.change', { doorId: room })
    await house.settleFully()
    const spare = await told('spares.give', { doorId: room, reservationId: party })
    expect(spare).toEqual({
      pin: expect.stringMatching(/^\d+$/),
      doorName: 'Room 1',
      endsAt: '2026-06-12T10:00:00.000Z',
      firstUseBy: null,
    })
    const line = (await told('doors.open', { doorId: room })).codeLines.find((one) => one.kind === 'spare')
    expect((await told('spares.show', { codeId: line!.codeId! })).pin).toMatch(/^\d+$/)
    await told('keys.handOut', { doorId: room, reservationId: party, takenBy: 'Mira Example' })
    const { keyOut } = await told('doors.open', { doorId: room })
    expect([keyOut?.takenBy, keyOut?.by]).toEqual(['Mira Example', 'Yusuf'])
    expect(await refused('keys.handOut', { doorId: room, reservationId: null, takenBy: 'Marek' })).toBe(
      'key-already-out',
    )
    await told('keys.takeBack', { handOutId: keyOut!.id })
    expect((await told('doors.open', { doorId: room })).keyOut).toBeNull()
    expect(await refused('doors.removeOrphan', { doorId: room, ref: 'nothing' })).toBe('orphan-unknown')
  })

  it('hands out a code that the lock makes itself', async () => {
    const party = (await told('today.view', {})).inHouse[0]!.reservationId!
    const order = { doorId: await doorId('d1'), reservationId: party }
    expect(await refused('offlineCode.give', order)).toBe('offline-code-unsupported')
    house.answers.offlineCode = (asked) => ({ ok: true, ref: 'algo-1', pin: '48213975' as Pin, ...asked })
    expect(await told('offlineCode.give', order)).toEqual({
      pin: '48213975',
      doorName: 'Room 1',
      endsAt: '2026-06-12T10:00:00.000Z',
      firstUseBy: expect.stringMatching(/^2026-06-11T13:30/),
    })
  })

  it('asks before a party moves into a room that a former code may open', async () => {
    const party = (await told('today.view', {})).inHouse[0]!.reservationId!
    const move = { reservationId: party, fromUnit: 'R1', toUnit: 'R2' }
    book(house.desk, 'LEFT01', [['R2', '2026-06-10', '2026-06-14']])
    must(arrive(house.desk, dana, { ref: 'LEFT01' }))
    await house.settleFully()
    house.simulator.setDevice('room2', { online: false })
    must(depart(house.desk, dana, { ref: 'LEFT01' }))
    expect(await refused('reservation.move', { ...move, despiteFormerCode: false })).toBe('former-code-live')
    expect(await refused('reservation.move', { ...move, despiteFormerCode: true })).toBe('done')
  })
})

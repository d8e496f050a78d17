import { randomBytes } from 'node:crypto'
import type { LockCapabilities, LockFault, LockOutcome, UnlockOutcome } from '../../domain/lock.ts'
import { defaultPinRules, type Pin, pinFits } from '../../domain/pin.ts'
import { instant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CodeOrder, LockProvider, Rhythm } from '../../ports/lock-provider.ts'
import type { Random } from '../../ports/random.ts'
import {
  deviceIn,
  healthOf,
  hold,
  isReachable,
  makeOfflineCode,
  settle,
  toRemoteCode,
  typeDigits,
} from './simulated-lock.ts'
import type { Seal } from './simulator-seal.ts'
import { type SimulatedCode, type SimulatedDevice, type SimulatorState, tell } from './simulator-shapes.ts'
import { changeState } from './simulator-state.ts'

export type SimulatorOptions = {
  /** The JSON file that is the locks' memory. Without `seal` it holds digits in clear: they open no door. */
  readonly file: string
  readonly clock: Clock
  /** How long a lock takes for what it acknowledged later, unless the device says otherwise. */
  readonly latencyMs?: number
  readonly random?: Random
  readonly seal?: Seal
}

/** What a person may change on a training lock. */
export type DeviceKnobs = Omit<SimulatedDevice, 'codes' | 'madeOffline' | 'untold'>

export type SimulatorProvider = LockProvider & {
  readonly setDevice: (deviceId: string, knobs: Partial<DeviceKnobs>) => DeviceKnobs
  readonly device: (deviceId: string) => DeviceKnobs
  /** Takes a gateway, and with it all its locks, on or off the line. */
  readonly setGateway: (name: string, knobs: { readonly online: boolean }) => void
  /** Puts a code on the lock as if somebody had typed it in there; answers its ref. */
  readonly addForeignCode: (deviceId: string, name: string, pin: Pin) => string
  /** Somebody types digits at the door: true where the lock itself holds them and their time has come. */
  readonly typeIn: (deviceId: string, digits: string) => boolean
}

/** Behaves so until changed: done 1.5 s after it is accepted, which a trainee can watch. */
const defaultLatencyMs = 1_500
const rhythm: Rhythm = { healthMs: 60_000, eventsMs: 5_000, verifyMs: 24 * 3_600_000 }

/**
 * Training locks for the first run, the demo and tests. They live in one file, so that they outlast the program and
 * a command and the desk see the same ones. A lock exists from the moment anybody asks for it.
 */
export function simulatorProvider(options: SimulatorOptions): SimulatorProvider {
  const { clock } = options
  const newRef = () => `sim-${Buffer.from(options.random?.bytes(8) ?? randomBytes(8)).toString('hex')}`
  const latencyOf = (device: SimulatedDevice) => device.latencyMs ?? options.latencyMs ?? defaultLatencyMs
  const change = <Answer>(use: (state: SimulatorState) => Answer): Answer =>
    changeState(options.file, options.seal ?? null, use)

  function withDevice<Answer>(
    deviceId: string,
    use: (device: SimulatedDevice, state: SimulatorState) => Answer,
  ): Answer {
    return change((state) => {
      const device = deviceIn(state, deviceId)
      settle(state, deviceId, device, clock.now())
      return use(device, state)
    })
  }

  /** Every order's common part: what is wrong with the lock comes first, then the work, then the lost answer. */
  function obey<Outcome extends { readonly state: string }>(
    deviceId: string,
    work: (device: SimulatedDevice) => Outcome,
  ): Outcome | Refused {
    return withDevice(deviceId, (device, state) => {
      const fault = faultOf(state, device)
      if (fault !== null) return rejected(fault)
      const { failNext } = device
      device.failNext = null
      if (failNext !== null && failNext !== 'answer-lost') return rejected(failNext)
      const outcome = work(device)
      return failNext === 'answer-lost' && outcome.state !== 'rejected'
        ? { state: 'unknown', fault: 'transient' }
        : outcome
    })
  }

  /** Writes the code's fields and starts, or at once ends, the lock's work on it. */
  function program(device: SimulatedDevice, code: SimulatedCode, order: CodeOrder): LockOutcome {
    const atOnce = device.acknowledge === 'with-answer'
    const { label, pin, startsAt, endsAt } = order
    // A file of an earlier version does not say what the lock keeps: it keeps what it was last done with.
    const onLock = code.onLock ?? (code.pending === null ? { ...pick(code) } : null)
    Object.assign(code, {
      label,
      pin,
      startsAt,
      endsAt,
      onLock,
      pending: 'set',
      dueAt: clock.now() + latencyOf(device),
    })
    if (atOnce) hold(code)
    return { state: atOnce ? 'confirmed' : 'accepted', ref: code.ref }
  }

  const refusal = (device: SimulatedDevice, order: CodeOrder, ref: string | null): LockFault | null => {
    if (!pinFits(order.pin, defaultPinRules)) return 'bad-pin'
    if (device.codes.some((code) => code.ref !== ref && code.pin === order.pin)) return 'duplicate'
    return ref === null && device.codes.length >= device.capacity ? 'full' : null
  }

  /** What waited while the lock was not reached starts anew when it is back. */
  function startAnew(state: SimulatorState, device: SimulatedDevice, wasReachable: boolean): void {
    if (wasReachable || !isReachable(state, device)) return
    for (const code of device.codes) if (code.pending !== null) code.dueAt = clock.now() + latencyOf(device)
  }

  return {
    name: 'simulator',
    rhythm,
    capabilities: async (deviceId): Promise<LockCapabilities> =>
      withDevice(deviceId, (device) => ({
        acknowledges: device.acknowledge,
        pinRules: defaultPinRules,
        canUpdate: true,
        canUnlock: device.canUnlock,
        offlineCodes: device.offlineCodes,
        maxCodes: device.capacity,
        lane: device.gateway === null ? `simulator:${deviceId}` : `simulator:gateway:${device.gateway}`,
      })),
    setCode: async (order) =>
      obey(order.deviceId, (device) => {
        const fault = refusal(device, order, null)
        if (fault !== null) return rejected(fault)
        const blank = { label: '', pin: '', startsAt: 0, endsAt: 0, dueAt: 0 }
        const code: SimulatedCode = { ...blank, ref: newRef(), pending: 'set', onLock: null }
        device.codes.push(code)
        return program(device, code, order)
      }),
    updateCode: async (order) =>
      obey(order.deviceId, (device) => {
        const code = device.codes.find(({ ref, pending }) => ref === order.ref && pending !== 'remove')
        const fault = code === undefined ? 'not-found' : refusal(device, order, order.ref)
        return fault === null ? program(device, code!, order) : rejected(fault)
      }),
    removeCode: async ({ deviceId, ref }) =>
      obey(deviceId, (device): LockOutcome => {
        // What a lock made out of the time is in no list that could be shortened.
        if (device.madeOffline.some((one) => one.ref === ref)) return rejected('unsupported')
        const code = device.codes.find((one) => one.ref === ref)
        if (code === undefined) return { state: 'confirmed', ref }
        if (device.acknowledge === 'with-answer') {
          device.codes = device.codes.filter((one) => one !== code)
          return { state: 'confirmed', ref }
        }
        if (code.pending !== 'remove') {
          const onLock = code.onLock ?? (code.pending === null ? pick(code) : null)
          Object.assign(code, { onLock, pending: 'remove', dueAt: clock.now() + latencyOf(device) })
        }
        return { state: 'accepted', ref }
      }),
    listCodes: async (deviceId) =>
      withDevice(deviceId, (device, state) => {
        const fault = faultOf(state, device)
        if (fault !== null) return { ok: false, fault }
        return { ok: true, source: 'device', codes: device.codes.map(toRemoteCode) }
      }),
    health: async (deviceId) => withDevice(deviceId, (device, state) => healthOf(state, device)),
    unlock: async ({ deviceId }) =>
      obey(deviceId, (device): UnlockOutcome => (device.canUnlock ? { state: 'opened' } : rejected('unsupported'))),
    poll: async (cursor) =>
      change((state) => {
        for (const [deviceId, device] of Object.entries(state.devices)) settle(state, deviceId, device, clock.now())
        const from = cursor !== null && /^\d+$/.test(cursor) ? Number(cursor) : state.eventCount
        const missed = Math.min(Math.max(0, state.eventCount - from), state.events.length)
        const events = state.events.slice(state.events.length - missed)
        return {
          ok: true,
          events: events.map((event) => ({ ...event, at: instant(event.at) })),
          cursor: String(state.eventCount),
        }
      }),
    offlineCode: async (order) =>
      withDevice(order.deviceId, (device, state) => {
        if (device.missing) return { ok: false, fault: 'not-found' }
        return device.offlineCodes ? makeOfflineCode(state, order) : { ok: false, fault: 'unsupported' }
      }),
    status: () => ({ clockAheadMs: null, callsThisMonth: null, callsPerMonth: null }),
    setDevice: (deviceId, knobs) =>
      withDevice(deviceId, (device, state) => {
        const before = { reachable: isReachable(state, device), battery: device.batteryPercent }
        Object.assign(device, knobs)
        startAnew(state, device, before.reachable)
        if (before.reachable !== isReachable(state, device) || before.battery !== device.batteryPercent)
          tell(state, [{ deviceId, ref: null, kind: 'device', at: clock.now() }])
        return knobsOf(device)
      }),
    device: (deviceId) => withDevice(deviceId, knobsOf),
    setGateway: (name, { online }) =>
      change((state) => {
        const hanging = Object.entries(state.devices).filter(([, device]) => device.gateway === name)
        for (const [deviceId, device] of hanging) settle(state, deviceId, device, clock.now())
        const before = hanging.map(([, device]) => isReachable(state, device))
        state.gateways[name] = { online }
        for (const [index, [deviceId, device]] of hanging.entries()) {
          startAnew(state, device, before[index]!)
          if (before[index] !== isReachable(state, device))
            tell(state, [{ deviceId, ref: null, kind: 'device', at: clock.now() }])
        }
      }),
    addForeignCode: (deviceId, name, pin) =>
      withDevice(deviceId, (device) => {
        const ref = newRef()
        const held = { pin, startsAt: 0, endsAt: 0 }
        device.codes.push({ ref, label: name, ...held, pending: null, dueAt: 0, onLock: held })
        return ref
      }),
    typeIn: (deviceId, digits) =>
      withDevice(deviceId, (device) => typeDigits(deviceId, device, digits, clock.now()) !== null),
  }
}

type Refused = { readonly state: 'rejected' | 'unknown'; readonly fault: LockFault }
const rejected = (fault: LockFault): Refused & { readonly state: 'rejected' } => ({ state: 'rejected', fault })

const faultOf = (state: SimulatorState, device: SimulatedDevice): LockFault | null =>
  device.missing ? 'not-found' : isReachable(state, device) ? null : 'offline'

const pick = ({ pin, startsAt, endsAt }: SimulatedCode) => ({ pin, startsAt, endsAt })

function knobsOf(device: SimulatedDevice): DeviceKnobs {
  const { codes: _codes, madeOffline: _made, untold: _untold, ...knobs } = device
  return knobs
}

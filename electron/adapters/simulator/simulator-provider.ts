import { randomBytes } from 'node:crypto'
import type { LockCapabilities, LockFault, LockOutcome, RemoteCode } from '../../domain/lock.ts'
import { defaultPinRules, type Pin, pinFits } from '../../domain/pin.ts'
import { instant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CodeOrder, LockProvider } from '../../ports/lock-provider.ts'
import type { Random } from '../../ports/random.ts'
import {
  changeState,
  newDevice,
  type SimulatedCode,
  type SimulatedDevice,
  type SimulatorState,
} from './simulator-state.ts'

export type SimulatorOptions = {
  /** The JSON file that is the locks' memory. It holds digits in clear: they open no door. */
  readonly file: string
  readonly clock: Clock
  /** How long a lock takes for what it acknowledged later, unless the device says otherwise. */
  readonly latencyMs?: number
  readonly random?: Random
}

/** What a person may change on a training lock. */
export type DeviceKnobs = Omit<SimulatedDevice, 'codes'>

export type SimulatorProvider = LockProvider & {
  readonly setDevice: (deviceId: string, knobs: Partial<DeviceKnobs>) => DeviceKnobs
  readonly device: (deviceId: string) => DeviceKnobs
  /** Puts a code on the lock as if somebody had typed it in there; answers its ref. */
  readonly addForeignCode: (deviceId: string, name: string, pin: Pin) => string
}

/** Behaves so until changed: done 1.5 s after it is accepted, which a trainee can watch. */
const defaultLatencyMs = 1_500

/**
 * Training locks for the first run, the demo and tests. They live in one file, so that they outlast the program and
 * a command and the desk see the same ones. A lock exists from the moment anybody asks for it.
 */
export function simulatorProvider(options: SimulatorOptions): SimulatorProvider {
  const { file, clock } = options
  const newRef = () => `sim-${Buffer.from(options.random?.bytes(8) ?? randomBytes(8)).toString('hex')}`
  const latencyOf = (device: SimulatedDevice) => device.latencyMs ?? options.latencyMs ?? defaultLatencyMs

  function withDevice<Answer>(deviceId: string, use: (device: SimulatedDevice) => Answer): Answer {
    return changeState(file, (state) => {
      const device = deviceIn(state, deviceId)
      settle(device, clock.now())
      return use(device)
    })
  }

  /** Every write's common part: what is wrong with the lock comes first, then the work, then the lost answer. */
  function write(deviceId: string, work: (device: SimulatedDevice) => LockOutcome): LockOutcome {
    return withDevice(deviceId, (device) => {
      const fault = faultOfDevice(device)
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
    const dueAt = clock.now() + (atOnce ? 0 : latencyOf(device))
    Object.assign(code, { label, pin, startsAt, endsAt, pending: atOnce ? null : 'set', dueAt })
    return { state: atOnce ? 'confirmed' : 'accepted', ref: code.ref }
  }

  const refusal = (device: SimulatedDevice, order: CodeOrder, ref: string | null): LockFault | null => {
    if (!pinFits(order.pin, defaultPinRules)) return 'bad-pin'
    if (device.codes.some((code) => code.ref !== ref && code.pin === order.pin)) return 'duplicate'
    return ref === null && device.codes.length >= device.capacity ? 'full' : null
  }

  return {
    name: 'simulator',
    capabilities: async (deviceId): Promise<LockCapabilities> =>
      withDevice(deviceId, (device) => ({
        acknowledges: device.acknowledge,
        pinRules: defaultPinRules,
        canUpdate: true,
        lane: `simulator:${deviceId}`,
      })),
    setCode: async (order) =>
      write(order.deviceId, (device) => {
        const fault = refusal(device, order, null)
        if (fault !== null) return rejected(fault)
        const code: SimulatedCode = {
          ref: newRef(),
          label: '',
          pin: '',
          startsAt: 0,
          endsAt: 0,
          pending: null,
          dueAt: 0,
        }
        device.codes.push(code)
        return program(device, code, order)
      }),
    updateCode: async (order) =>
      write(order.deviceId, (device) => {
        const code = device.codes.find(({ ref, pending }) => ref === order.ref && pending !== 'remove')
        const fault = code === undefined ? 'not-found' : refusal(device, order, order.ref)
        return fault === null ? program(device, code!, order) : rejected(fault)
      }),
    removeCode: async ({ deviceId, ref }) =>
      write(deviceId, (device) => {
        const code = device.codes.find((one) => one.ref === ref)
        if (code === undefined) return { state: 'confirmed', ref }
        if (device.acknowledge === 'with-answer') {
          device.codes = device.codes.filter((one) => one !== code)
          return { state: 'confirmed', ref }
        }
        if (code.pending !== 'remove')
          Object.assign(code, { pending: 'remove', dueAt: clock.now() + latencyOf(device) })
        return { state: 'accepted', ref }
      }),
    listCodes: async (deviceId) =>
      withDevice(deviceId, (device) => {
        const fault = faultOfDevice(device)
        if (fault !== null) return { ok: false, fault }
        return { ok: true, source: 'device', codes: device.codes.map(toRemoteCode) }
      }),
    health: async (deviceId) =>
      withDevice(deviceId, ({ missing, online, batteryPercent }) =>
        missing ? { online: null, batteryPercent: null } : { online, batteryPercent },
      ),
    setDevice: (deviceId, knobs) =>
      withDevice(deviceId, (device) => {
        // What waited while the lock was offline starts anew when it is back.
        if (!device.online && knobs.online === true) {
          for (const code of device.codes) if (code.pending !== null) code.dueAt = clock.now() + latencyOf(device)
        }
        Object.assign(device, knobs)
        return knobsOf(device)
      }),
    device: (deviceId) => withDevice(deviceId, knobsOf),
    addForeignCode: (deviceId, name, pin) =>
      withDevice(deviceId, (device) => {
        const ref = newRef()
        device.codes.push({ ref, label: name, pin, startsAt: 0, endsAt: 0, pending: null, dueAt: 0 })
        return ref
      }),
  }
}

const rejected = (fault: LockFault): LockOutcome => ({ state: 'rejected', fault })

const faultOfDevice = (device: SimulatedDevice): LockFault | null =>
  device.missing ? 'not-found' : device.online ? null : 'offline'

function deviceIn(state: SimulatorState, deviceId: string): SimulatedDevice {
  const known = Object.hasOwn(state.devices, deviceId) ? state.devices[deviceId] : undefined
  const device = known ?? newDevice()
  state.devices[deviceId] = device
  return device
}

/** Does what has become due. A lock that is offline does nothing. */
function settle(device: SimulatedDevice, now: number): void {
  if (!device.online) return
  device.codes = device.codes.filter((code) => code.pending !== 'remove' || code.dueAt > now)
  for (const code of device.codes) if (code.pending === 'set' && code.dueAt <= now) code.pending = null
}

const toRemoteCode = (code: SimulatedCode): RemoteCode => ({
  ref: code.ref,
  label: code.label,
  pin: code.pin as Pin,
  // A code typed in at the lock has no window.
  startsAt: code.endsAt === 0 ? null : instant(code.startsAt),
  endsAt: code.endsAt === 0 ? null : instant(code.endsAt),
  state: code.pending === null ? 'held' : code.pending === 'set' ? 'pending' : 'removing',
  fault: null,
})

function knobsOf(device: SimulatedDevice): DeviceKnobs {
  const { codes: _codes, ...knobs } = device
  return knobs
}

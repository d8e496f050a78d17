import { performance } from 'node:perf_hooks'
import { type LockFault, type LockOutcome, unknownHealth } from '../../domain/lock.ts'
import { toIso } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CodeOrder, LockProvider } from '../../ports/lock-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import { offlineCodes, unlockDoor } from './seam-actions.ts'
import { seamClient } from './seam-client.ts'
import { seamClock } from './seam-clock.ts'
import { type SeamDevice, seamDevice, toCapabilities, toHealth } from './seam-device.ts'
import { pollEvents } from './seam-events.ts'
import { judgeFailure, notDone } from './seam-faults.ts'
import { readCodes } from './seam-listing.ts'
import { seamRhythm } from './seam-rhythm.ts'
import { seamAccessCode } from './seam-shapes.ts'

export type SeamOptions = {
  readonly apiKey: string
  /** `seam.endpoint` of the house file: in place of Seam's own address, and then the only host ever asked. */
  readonly endpoint: string | null
  readonly logger: Logger
  readonly timeoutMs?: number
  /** The computer's own clock, to be compared with Seam's; without it `status` says nothing of the clock. */
  readonly clock?: Clock | null
  /** How long a lock's own answer is waited for, after an unlocking or for the digits of an offline code. */
  readonly patienceMs?: number
  /** How often it is looked for meanwhile. */
  readonly lookEveryMs?: number
}

/** A gateway call takes seconds (facts/locks.md section 6), but Seam answers before the lock does. */
const defaultTimeoutMs = 20_000
const defaultPatienceMs = 25_000
const defaultLookEveryMs = 1_000
const capabilityAgeMs = 10 * 60_000

/** Locks of any maker that Seam speaks to. Every success is `accepted`; only a listing proves what a lock holds. */
export function seamProvider(options: SeamOptions): LockProvider {
  const clock = seamClock(options.clock ?? null)
  const seam = seamClient({
    ...options,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    heardDate: clock.heard,
  })
  const patience = {
    forMs: options.patienceMs ?? defaultPatienceMs,
    everyMs: options.lookEveryMs ?? defaultLookEveryMs,
  }
  const makeOfflineCode = offlineCodes(seam, patience)
  const devices = new Map<string, { readonly readAt: number; readonly device: SeamDevice }>()

  function judged(call: string, deviceId: string | null, error: unknown) {
    const failure = judgeFailure(error)
    const { fault, reached, status } = failure
    options.logger.warn('seam-call-failed', { call, deviceId, fault, reached, status })
    return failure
  }

  async function write(call: string, deviceId: string, send: () => Promise<string>): Promise<LockOutcome> {
    try {
      return { state: 'accepted', ref: await send() }
    } catch (error) {
      const failure = judged(call, deviceId, error)
      const outcome = notDone(failure)
      const { retryAfterMs } = failure
      return outcome.state === 'unknown' || retryAfterMs === undefined ? outcome : { ...outcome, retryAfterMs }
    }
  }

  async function readDevice(deviceId: string): Promise<SeamDevice | LockFault> {
    try {
      const device = seamDevice.parse(await seam.devices.get({ device_id: deviceId }))
      devices.set(deviceId, { readAt: performance.now(), device })
      return device
    } catch (error) {
      return judged('devices.get', deviceId, error).fault
    }
  }

  /** The device as it was within ten minutes, else now; an old answer is better than none. */
  async function knownDevice(deviceId: string): Promise<SeamDevice | LockFault> {
    const known = devices.get(deviceId)
    if (known !== undefined && performance.now() - known.readAt < capabilityAgeMs) return known.device
    const device = await readDevice(deviceId)
    // Keypads do not change while the network is down.
    return typeof device === 'string' ? (known?.device ?? device) : device
  }

  return {
    name: 'seam',
    rhythm: seamRhythm,
    async capabilities(deviceId) {
      const device = await knownDevice(deviceId)
      return toCapabilities(deviceId, typeof device === 'string' ? null : device)
    },
    setCode: (order) =>
      write('access_codes.create', order.deviceId, async () => {
        const made = await seam.accessCodes.create({ device_id: order.deviceId, ...fieldsOf(order) })
        return seamAccessCode.shape.access_code_id.parse((made as { access_code_id?: unknown }).access_code_id)
      }),
    updateCode: (order) =>
      write('access_codes.update', order.deviceId, async () => {
        // Type, digits and both dates always: Seam reads a missing one as "ongoing". No device id: with a stale
        // code id the fake would take any code of that device.
        await seam.accessCodes.update({ access_code_id: order.ref, type: 'time_bound', ...fieldsOf(order) })
        return order.ref
      }),
    async removeCode({ deviceId, ref }) {
      const outcome = await write('access_codes.delete', deviceId, async () => {
        await seam.accessCodes.delete({ access_code_id: ref })
        return ref
      })
      if (outcome.state === 'rejected' && outcome.fault === 'not-found') return { state: 'confirmed', ref }
      // Seam takes it off the lock afterwards; until a listing no longer has it, the code may still open the door.
      return outcome
    },
    async listCodes(deviceId) {
      try {
        return { ok: true, source: 'cloud', codes: await readCodes(seam, deviceId) }
      } catch (error) {
        return { ok: false, fault: judged('access_codes.list', deviceId, error).fault }
      }
    },
    async health(deviceId) {
      const device = await readDevice(deviceId)
      return typeof device === 'string' ? unknownHealth(device) : toHealth(device)
    },
    async unlock({ deviceId }) {
      try {
        return await unlockDoor(seam, deviceId, patience)
      } catch (error) {
        return notDone(judged('locks.unlock_door', deviceId, error))
      }
    },
    async poll(cursor) {
      try {
        return { ok: true, ...(await pollEvents(seam, clock, cursor)) }
      } catch (error) {
        return { ok: false, fault: judged('events.list', null, error).fault }
      }
    },
    async offlineCode(order) {
      const device = await knownDevice(order.deviceId)
      if (typeof device === 'string') return { ok: false, fault: device }
      if (!toCapabilities(order.deviceId, device).offlineCodes) return { ok: false, fault: 'unsupported' }
      try {
        return await makeOfflineCode(order)
      } catch (error) {
        return { ok: false, fault: judged('access_codes.create-offline', order.deviceId, error).fault }
      }
    },
    status: () => ({ clockAheadMs: clock.aheadMs(), callsThisMonth: null, callsPerMonth: null }),
  }
}

const fieldsOf = (order: CodeOrder) => ({
  name: order.label,
  code: order.pin,
  starts_at: toIso(order.startsAt),
  ends_at: toIso(order.endsAt),
})

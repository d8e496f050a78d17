import { performance } from 'node:perf_hooks'
import type { SeamPageCursor } from '@seamapi/http'
import type { LockOutcome } from '../../domain/lock.ts'
import { toIso } from '../../domain/time.ts'
import type { CodeOrder, ListCodesResult, LockProvider } from '../../ports/lock-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import { seamClient } from './seam-client.ts'
import { type CallFailure, judgeFailure } from './seam-faults.ts'
import {
  type SeamDevice,
  seamAccessCode,
  seamDevice,
  seamPage,
  toCapabilities,
  toHealth,
  toRemoteCode,
} from './seam-shapes.ts'

export type SeamOptions = {
  readonly apiKey: string
  /** `seam.endpoint` of the house file: in place of Seam's own address, and then the only host ever asked. */
  readonly endpoint: string | null
  readonly logger: Logger
  readonly timeoutMs?: number
}

/** A gateway call takes seconds (facts/locks.md section 6), but Seam answers before the lock does. */
const defaultTimeoutMs = 20_000
const capabilityAgeMs = 10 * 60_000
/** Far above any lock's memory: a server that never stops paging must not hold the desk. */
const mostPages = 50

/** Locks of any maker that Seam speaks to. Every success is `accepted`; only a listing proves what a lock holds. */
export function seamProvider(options: SeamOptions): LockProvider {
  const seam = seamClient({ ...options, timeoutMs: options.timeoutMs ?? defaultTimeoutMs })
  const devices = new Map<string, { readonly readAt: number; readonly device: SeamDevice }>()

  const noteFailure = (call: string, deviceId: string, failure: CallFailure) =>
    options.logger.warn('seam-call-failed', {
      call,
      deviceId,
      fault: failure.fault,
      reached: failure.reached,
      status: failure.status,
    })

  async function write(call: string, deviceId: string, send: () => Promise<string>): Promise<LockOutcome> {
    try {
      return { state: 'accepted', ref: await send() }
    } catch (error) {
      const failure = judgeFailure(error)
      noteFailure(call, deviceId, failure)
      const { fault, retryAfterMs } = failure
      if (failure.reached === 'perhaps') return { state: 'unknown', fault }
      return { state: 'rejected', fault, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
  }

  async function readDevice(deviceId: string): Promise<SeamDevice | null> {
    try {
      const device = seamDevice.parse(await seam.devices.get({ device_id: deviceId }))
      devices.set(deviceId, { readAt: performance.now(), device })
      return device
    } catch (error) {
      noteFailure('devices.get', deviceId, judgeFailure(error))
      return null
    }
  }

  /** All codes, ours and foreign. The device is filtered here too: Seam's fake answers with every lock's codes. */
  async function readCodes(deviceId: string) {
    const managed = await allPages(seam.createPaginator(seam.accessCodes.list({ device_id: deviceId })))
    const unmanaged = await allPages(seam.createPaginator(seam.accessCodes.unmanaged.list({ device_id: deviceId })))
    const byRef = new Map<string, ReturnType<typeof toRemoteCode>>()
    for (const raw of [...unmanaged, ...managed]) {
      const code = seamAccessCode.parse(raw)
      if (code.device_id === deviceId) byRef.set(code.access_code_id, toRemoteCode(code))
    }
    return [...byRef.values()]
  }

  return {
    name: 'seam',
    async capabilities(deviceId) {
      const known = devices.get(deviceId)
      if (known !== undefined && performance.now() - known.readAt < capabilityAgeMs)
        return toCapabilities(deviceId, known.device)
      // An old answer is better than none: keypads do not change while the network is down.
      return toCapabilities(deviceId, (await readDevice(deviceId)) ?? known?.device ?? null)
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
    async listCodes(deviceId): Promise<ListCodesResult> {
      try {
        return { ok: true, source: 'cloud', codes: await readCodes(deviceId) }
      } catch (error) {
        const failure = judgeFailure(error)
        noteFailure('access_codes.list', deviceId, failure)
        return { ok: false, fault: failure.fault }
      }
    },
    health: async (deviceId) => toHealth(await readDevice(deviceId)),
  }
}

const fieldsOf = (order: CodeOrder) => ({
  name: order.label,
  code: order.pin,
  starts_at: toIso(order.startsAt),
  ends_at: toIso(order.endsAt),
})

type Next = { readonly hasNextPage: boolean; readonly nextPageCursor: SeamPageCursor | null }
type Pages = {
  readonly firstPage: () => Promise<readonly [unknown, Next]>
  readonly nextPage: (cursor: SeamPageCursor | null) => Promise<readonly [unknown, Next]>
}

async function allPages(pages: Pages): Promise<unknown[]> {
  let [page, next] = await pages.firstPage()
  const items = seamPage.parse(page)
  for (let count = 1; next.hasNextPage; count++) {
    // A listing that is not whole would make codes look removed, so it is no listing.
    if (count >= mostPages) throw new Error('Seam listed more pages than any lock holds')
    ;[page, next] = await pages.nextPage(next.nextPageCursor)
    items.push(...seamPage.parse(page))
  }
  return items
}

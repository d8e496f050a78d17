import { type LockFault, type LockHealth, unknownHealth } from '../../domain/lock.ts'
import { hours, type Instant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { type Commands, isYounger, type NoteFailure } from './ttlock-commands.ts'
import type { Gateways } from './ttlock-gateways.ts'
import type { Session } from './ttlock-session.ts'
import { toSignal, ttlockDate, ttlockDetail } from './ttlock-shapes.ts'
import type { Wire } from './ttlock-wire.ts'

const batteryAgeMs = hours(12)
const clockAgeMs = hours(7 * 24)
/** A lock whose clock could not be read is not asked again at once: the question goes through its gateway. */
const clockRetryMs = hours(6)
const mostSkewSeconds = 60

type Reading = { readonly askedAt: Instant; readonly goodForMs: number; readonly skewSeconds: number | null }

/**
 * How a lock is, in as few calls as the free quota asks for (facts/locks.md section 6): the gateways every few minutes
 * for all locks together, the battery twice a day, the lock's clock once a week.
 */
export function ttlockHealth(parts: {
  readonly session: Session
  readonly wire: Wire
  readonly gateways: Gateways
  readonly commands: Commands
  readonly clock: Clock
  readonly logger: Logger
  readonly note: NoteFailure
  readonly timeoutMs: number
}): (lockId: string) => Promise<LockHealth> {
  const { session, wire, gateways, commands, clock, logger, note, timeoutMs } = parts
  const batteries = new Map<string, { readonly readAt: Instant; readonly percent: number | null }>()
  const clocks = new Map<string, Reading>()

  async function batteryOf(lockId: string): Promise<{ percent: number | null; fault: LockFault | null }> {
    const known = batteries.get(lockId)
    if (known !== undefined && isYounger(clock, known.readAt, batteryAgeMs))
      return { percent: known.percent, fault: null }
    const answer = await session.call('/v3/lock/detail', { lockId }, timeoutMs)
    if (!answer.ok) {
      note('/v3/lock/detail', lockId, answer.failure)
      return { percent: known?.percent ?? null, fault: answer.failure.fault }
    }
    const detail = ttlockDetail.safeParse(answer.value)
    const level = detail.success ? (detail.data.electricQuantity ?? null) : null
    const percent = level === null ? null : Math.round(Math.min(100, Math.max(0, level)))
    batteries.set(lockId, { readAt: clock.now(), percent })
    return { percent, fault: null }
  }

  /** TTLock's time where its answers say that this computer's is another: a lock must not be set by a wrong clock. */
  const trueTime = (): number => clock.now() - (wire.clockAheadMs() ?? 0)

  async function readClock(lockId: string): Promise<number | null> {
    const before = trueTime()
    const answer = await commands.send('/v3/lock/queryDate', lockId)
    const read = answer.ok ? ttlockDate.safeParse(answer.value) : null
    if (!read?.success) return null
    return Math.round((read.data.date - (before + trueTime()) / 2) / 1000)
  }

  /** Seconds by which the lock is ahead, once it was set right where it was off. */
  async function skewOf(lockId: string): Promise<number | null> {
    const known = clocks.get(lockId)
    if (known !== undefined && isYounger(clock, known.askedAt, known.goodForMs)) return known.skewSeconds
    const keep = (skewSeconds: number | null, goodForMs: number): number | null => {
      clocks.set(lockId, { askedAt: clock.now(), goodForMs, skewSeconds })
      return skewSeconds
    }
    const skew = await readClock(lockId)
    if (skew === null) return keep(known?.skewSeconds ?? null, clockRetryMs)
    if (Math.abs(skew) <= mostSkewSeconds) return keep(skew, clockAgeMs)
    const set = await commands.send('/v3/lock/updateDate', lockId)
    if (!set.ok) return keep(skew, clockRetryMs)
    logger.warn('ttlock-lock-clock-set', { deviceId: lockId, aheadSeconds: skew })
    return keep(0, clockAgeMs)
  }

  return async (lockId) => {
    const found = await gateways.reachOf(lockId)
    if (!found.ok) {
      note('/v3/gateway/listByLock', lockId, found.failure)
      return { ...unknownHealth(found.failure.fault), batteryPercent: batteries.get(lockId)?.percent ?? null }
    }
    const battery = await batteryOf(lockId)
    const reach = found.value
    if (reach === null) {
      const alone = { online: false, signal: 'none', fault: 'offline' } as const
      return { ...unknownHealth(null), ...alone, batteryPercent: battery.percent }
    }
    const listed = await gateways.online()
    if (!listed.ok) note('/v3/gateway/list', lockId, listed.failure)
    const state = (id: string): boolean | null => (listed.ok ? (listed.value.get(id) ?? null) : null)
    const states = reach.gatewayIds.map(state)
    const online = states.includes(true) ? true : states.every((one) => one === false) ? false : null
    const skew = online === true ? await skewOf(lockId) : (clocks.get(lockId)?.skewSeconds ?? null)
    return {
      online,
      batteryPercent: battery.percent,
      signal: toSignal(reach.rssi),
      gateway: { id: reach.gatewayId, name: reach.name, online: state(reach.gatewayId) },
      clockSkewSeconds: skew,
      fault: online === false ? 'offline' : !listed.ok ? listed.failure.fault : battery.fault,
    }
  }
}

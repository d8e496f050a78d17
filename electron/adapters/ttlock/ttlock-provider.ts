import type { LockOutcome } from '../../domain/lock.ts'
import { hours, minutes } from '../../domain/time.ts'
import type { CallMeter } from '../../ports/call-meter.ts'
import type { Clock } from '../../ports/clock.ts'
import type { CodeOrder, ListCodesResult, LockProvider } from '../../ports/lock-provider.ts'
import type { Logger } from '../../ports/logger.ts'
import type { TokenStore } from '../../ports/token-store.ts'
import { gatewayCommands, noteFailures } from './ttlock-commands.ts'
import { type Answer, type CallFailure, errcodes } from './ttlock-faults.ts'
import { ttlockGateways } from './ttlock-gateways.ts'
import { ttlockHealth } from './ttlock-health.ts'
import { ttlockOfflineCodes } from './ttlock-offline-code.ts'
import { allPages } from './ttlock-pages.ts'
import { type TtlockLogin, ttlockSession } from './ttlock-session.ts'
import { toCapabilities, toRemoteCode, ttlockAdded, ttlockPasscode } from './ttlock-shapes.ts'
import { type Region, ttlockWire } from './ttlock-wire.ts'

export type TtlockOptions = TtlockLogin & {
  readonly region: Region
  /** `ttlock.endpoint` of the house file: in place of TTLock's own address, and then the only host ever asked. */
  readonly endpoint: string | null
  readonly tokens: TokenStore
  readonly meter: CallMeter
  /** The real time: TTLock refuses calls dated more than five minutes off. */
  readonly clock: Clock
  readonly logger: Logger
  readonly timeoutMs?: number
  readonly gatewayTimeoutMs?: number
}

const defaultTimeoutMs = 20_000
/** A lock asleep takes 8 seconds, and a failing gateway was seen to take 59 (facts/locks.md section 6). */
const defaultGatewayTimeoutMs = 60_000
/** The free tier, 2026. */
const callsPerMonth = 30_000

/** Works at the lock through its gateway, now; TTLock's own defaults only write into its record. */
const throughGateway = 2
/** Opens between two dates. Type 2 would open for ever. */
const periodType = 3

/**
 * Locks of the TTLock Open Platform. A success comes from the lock itself, so every success is `confirmed`; a listing
 * is only TTLock's record and proves nothing.
 */
export function ttlockProvider(options: TtlockOptions): LockProvider {
  const { clock, logger, timeoutMs = defaultTimeoutMs } = options
  const wire = ttlockWire(options)
  const session = ttlockSession(options, wire, options.tokens, clock)
  const note = noteFailures(logger)
  const gateways = ttlockGateways(session, clock, timeoutMs)
  const commands = gatewayCommands(session, gateways, note, options.gatewayTimeoutMs ?? defaultGatewayTimeoutMs)

  async function listCodes(deviceId: string): Promise<ListCodesResult> {
    const path = '/v3/lock/listKeyboardPwd'
    const rows = await allPages(
      session,
      path,
      { lockId: deviceId, orderBy: 1 },
      ttlockPasscode,
      (row) => row.keyboardPwdId,
      timeoutMs,
    )
    if (rows.ok) return { ok: true, source: 'cloud', codes: rows.value.map(toRemoteCode) }
    note(path, deviceId, rows.failure)
    return { ok: false, fault: rows.failure.fault }
  }

  return {
    name: 'ttlock',
    // One place of the quota for each of ten locks, gateways all together: facts/locks.md section 6.
    rhythm: { healthMs: minutes(15), eventsMs: null, verifyMs: hours(24) },
    capabilities: async (deviceId) => toCapabilities(await gateways.laneOf(deviceId)),
    async setCode(order) {
      const answer = await commands.send('/v3/keyboardPwd/add', order.deviceId, {
        keyboardPwd: order.pin,
        keyboardPwdName: order.label,
        keyboardPwdType: periodType,
        ...datesOf(order),
        addType: throughGateway,
      })
      if (!answer.ok) return notDone(answer.failure)
      const added = ttlockAdded.safeParse(answer.value)
      // Done, but under which name is not known: a look at the list finds it by its label.
      return added.success
        ? { state: 'confirmed', ref: added.data.keyboardPwdId }
        : { state: 'unknown', fault: 'transient' }
    },
    async updateCode(order) {
      const change = (digits: { readonly newKeyboardPwd?: string }): Promise<Answer<unknown>> =>
        commands.send('/v3/keyboardPwd/change', order.deviceId, {
          keyboardPwdId: order.ref,
          keyboardPwdName: order.label,
          ...digits,
          // Both, always: without a start TTLock reports success and changes nothing.
          ...datesOf(order),
          changeType: throughGateway,
        })
      const answer = await change({ newKeyboardPwd: order.pin })
      if (answer.ok || answer.failure.fault !== 'duplicate') return doneOr(answer, order.ref)
      // The digits that stand in the way may be the code's own: then only its dates are to change.
      const listed = await listCodes(order.deviceId)
      const own = listed.ok && listed.codes.some((code) => code.ref === order.ref && code.pin === order.pin)
      return doneOr(own ? await change({}) : answer, order.ref)
    },
    async removeCode({ deviceId, ref }) {
      const answer = await commands.send('/v3/keyboardPwd/delete', deviceId, {
        keyboardPwdId: ref,
        deleteType: throughGateway,
      })
      const gone = !answer.ok && answer.failure.errcode === errcodes.passcodeGone
      return gone ? { state: 'confirmed', ref } : doneOr(answer, ref)
    },
    listCodes,
    health: ttlockHealth({ session, wire, gateways, commands, clock, logger, note, timeoutMs }),
    async unlock({ deviceId }) {
      const answer = await commands.send('/v3/lock/unlock', deviceId)
      if (answer.ok) return { state: 'opened' }
      return { state: answer.failure.reached === 'perhaps' ? 'unknown' : 'rejected', fault: answer.failure.fault }
    },
    // The records of a lock would tell, but cost a call a lock a quarter of an hour: more than the free quota bears.
    poll: async () => ({ ok: true, events: [], cursor: 'none' }),
    offlineCode: ttlockOfflineCodes(session, note, timeoutMs),
    status: () => ({
      clockAheadMs: wire.clockAheadMs(),
      callsThisMonth: options.meter.thisMonth(),
      callsPerMonth,
    }),
  }
}

/** To the minute, as TTLock keeps them, and never shorter than asked for. */
const datesOf = ({ startsAt, endsAt }: CodeOrder) => ({
  startDate: Math.floor(startsAt / minutes(1)) * minutes(1),
  endDate: Math.ceil(endsAt / minutes(1)) * minutes(1),
})

const doneOr = (answer: Answer<unknown>, ref: string): LockOutcome =>
  answer.ok ? { state: 'confirmed', ref } : notDone(answer.failure)

function notDone({ fault, reached, retryAfterMs }: CallFailure): LockOutcome {
  if (reached === 'perhaps') return { state: 'unknown', fault }
  return { state: 'rejected', fault, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

import { type Instant, minutes } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import { type Answer, answered, failed } from './ttlock-faults.ts'
import { allPages } from './ttlock-pages.ts'
import type { Session } from './ttlock-session.ts'
import { ttlockGateway, ttlockPage, ttlockReach } from './ttlock-shapes.ts'

/** The gateway that hears a lock best, and all that hear it. */
export type Reach = {
  readonly gatewayId: string
  readonly name: string
  readonly rssi: number | null
  readonly gatewayIds: readonly string[]
}
/** Which gateways of the account are online; null where TTLock does not say. */
export type Online = ReadonlyMap<string, boolean | null>

export type Gateways = {
  /** Null where no gateway hears the lock. */
  readonly reachOf: (lockId: string) => Promise<Answer<Reach | null>>
  readonly online: () => Promise<Answer<Online>>
  /** All locks behind one gateway share a lane: it takes one command at a time and has no queue. */
  readonly laneOf: (lockId: string) => Promise<string>
  /** A command has shown that what is remembered of the way to a lock is no longer so: it is asked anew. */
  readonly doubt: (lockId: string, what: 'way' | 'gateways') => void
  /** A command went through: what could not be asked meanwhile is asked anew. */
  readonly heard: (lockId: string) => void
}

/** TTLock itself renews the links only every half hour. */
const reachAgeMs = minutes(30)
/** With more than ten locks longer, so that the links of all of them together stay within half the free quota. */
const reachAgePerLockMs = minutes(3)
const onlineAgeMs = minutes(10)
const failureAgeMs = minutes(1)

type Kept<Value> = {
  readonly askedAt: Instant
  readonly answer: Promise<Answer<Value>>
  ended: boolean
  failed: boolean
}

export function ttlockGateways(session: Session, clock: Clock, timeoutMs: number): Gateways {
  const reaches = new Map<string, Kept<Reach | null>>()
  const lastReach = new Map<string, Reach | null>()
  let online: Kept<Online> | null = null

  const isFresh = (kept: Kept<unknown>, ageMs: number): boolean => {
    if (!kept.ended) return true
    const age = clock.now() - kept.askedAt
    return age >= 0 && age < (kept.failed ? failureAgeMs : ageMs)
  }
  /** Callers at the same time share the one request that is under way. */
  const keep = <Value>(answer: Promise<Answer<Value>>): Kept<Value> => {
    const kept: Kept<Value> = { askedAt: clock.now(), answer, ended: false, failed: false }
    void answer.then((result) => {
      kept.ended = true
      kept.failed = !result.ok
    })
    return kept
  }

  async function askReach(lockId: string): Promise<Answer<Reach | null>> {
    const answer = await session.call('/v3/gateway/listByLock', { lockId }, timeoutMs)
    if (!answer.ok) return answer
    const page = ttlockPage.safeParse(answer.value)
    const found = (page.success ? (page.data.list ?? []) : []).map((raw) => ttlockReach.safeParse(raw))
    if (!page.success || found.some((one) => !one.success))
      return failed({ fault: 'transient', reached: 'perhaps', errcode: null })
    const all = found.flatMap((one) => (one.success ? [one.data] : []))
    const best = all.toSorted((left, right) => (right.rssi ?? -999) - (left.rssi ?? -999))[0]
    const reach: Reach | null =
      best === undefined
        ? null
        : {
            gatewayId: best.gatewayId,
            name: best.gatewayName ?? best.gatewayMac ?? best.gatewayId,
            rssi: best.rssi ?? null,
            gatewayIds: all.map((one) => one.gatewayId),
          }
    lastReach.set(lockId, reach)
    return answered(reach)
  }

  async function askOnline(): Promise<Answer<Online>> {
    const rows = await allPages(session, '/v3/gateway/list', {}, ttlockGateway, (row) => row.gatewayId, timeoutMs)
    if (!rows.ok) return rows
    return answered(new Map(rows.value.map((row) => [row.gatewayId, row.isOnline == null ? null : row.isOnline === 1])))
  }

  function reachOf(lockId: string): Promise<Answer<Reach | null>> {
    const known = reaches.get(lockId)
    if (known !== undefined && isFresh(known, Math.max(reachAgeMs, reaches.size * reachAgePerLockMs)))
      return known.answer
    const asked = keep(askReach(lockId))
    reaches.set(lockId, asked)
    return asked.answer
  }

  return {
    reachOf,
    async online() {
      if (online === null || !isFresh(online, onlineAgeMs)) online = keep(askOnline())
      return online.answer
    },
    async laneOf(lockId) {
      const answer = await reachOf(lockId)
      // An old answer is better than none: gateways do not move while the network is down.
      const reach = answer.ok ? answer.value : (lastReach.get(lockId) ?? null)
      return reach === null ? `ttlock:${lockId}` : `ttlock:gateway:${reach.gatewayId}`
    },
    doubt(lockId, what) {
      if (what === 'way') reaches.delete(lockId)
      online = null
    },
    heard(lockId) {
      if (reaches.get(lockId)?.failed) reaches.delete(lockId)
      if (online?.failed) online = null
    },
  }
}

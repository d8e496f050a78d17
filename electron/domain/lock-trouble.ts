/** Locks that cannot be reached, put together by what they share: their gateway, or the way to their vendor. Pure. */
import type { DoorId } from './ids.ts'
import type { Gateway, LockFault } from './lock.ts'
import type { Instant } from './time.ts'

export type LockReach = {
  readonly doorId: DoorId
  readonly provider: string
  readonly gateway: Gateway | null
  readonly online: boolean | null
  readonly fault: LockFault | null
  readonly offlineSince: Instant | null
}

/** `gateway`: it is offline. `provider`: none of the vendor's locks can be asked. `lock`: one lock by itself. */
export type LockTrouble = {
  readonly kind: 'gateway' | 'provider' | 'lock'
  /** The gateway's id, the provider's name as in `LockRef`, or the door's id. */
  readonly id: string
  /** The gateway's name, "Seam", or empty for a lock. */
  readonly name: string
  /** When the first of the locks was lost. */
  readonly offlineSince: Instant | null
  readonly doorIds: readonly DoorId[]
}

const vendors: Readonly<Record<string, string>> = { seam: 'Seam', ttlock: 'TTLock', simulator: 'The training locks' }

/** A vendor's name as people know it. */
export const vendorName = (provider: string): string => vendors[provider] ?? provider

/** The lock does not answer, or could not even be asked. */
const isLost = (lock: LockReach): boolean =>
  lock.online === false || (lock.online === null && (lock.fault === 'offline' || lock.fault === 'transient'))

/** `locks`: every lock that was ever asked. Each stands in at most one trouble. */
export function lockTroubles(locks: readonly LockReach[]): readonly LockTrouble[] {
  const lostVendors = [...new Set(locks.map((lock) => lock.provider))].filter((provider) =>
    isVendorLost(locks.filter((lock) => lock.provider === provider)),
  )
  const found = new Map<string, LockReach[]>()
  const kinds = new Map<string, Pick<LockTrouble, 'kind' | 'id' | 'name'>>()
  for (const lock of locks) {
    const trouble = lostVendors.includes(lock.provider) ? vendorTrouble(lock) : ownTrouble(lock)
    if (trouble === null) continue
    const key = `${trouble.kind} ${lock.provider} ${trouble.id}`
    kinds.set(key, trouble)
    found.set(key, [...(found.get(key) ?? []), lock])
  }
  return [...found].map(([key, members]) => ({
    ...kinds.get(key)!,
    offlineSince: earliest(members.map((lock) => lock.offlineSince)),
    doorIds: members.map((lock) => lock.doorId),
  }))
}

const vendorTrouble = ({ provider }: LockReach) => ({
  kind: 'provider' as const,
  id: provider,
  name: vendorName(provider),
})

function ownTrouble(lock: LockReach): Pick<LockTrouble, 'kind' | 'id' | 'name'> | null {
  if (lock.gateway !== null && lock.gateway.online === false)
    return { kind: 'gateway', id: lock.gateway.id, name: lock.gateway.name }
  return isLost(lock) ? { kind: 'lock', id: lock.doorId, name: '' } : null
}

/** A vendor that says its only lock is offline has answered; one that says so of several shares their trouble. */
function isVendorLost(locks: readonly LockReach[]): boolean {
  // What is known of a gateway is old where its lock could not even be asked.
  const reached = locks.some((lock) => lock.online !== null && lock.gateway?.online === true)
  if (reached || !locks.every(isLost)) return false
  // What a dead gateway explains is the gateway's trouble.
  if (locks.every((lock) => lock.gateway?.online === false)) return false
  return locks.length > 1 || locks.some((lock) => lock.online === null)
}

const earliest = (moments: readonly (Instant | null)[]): Instant | null =>
  moments.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null)

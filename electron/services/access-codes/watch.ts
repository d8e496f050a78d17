/**
 * Watches the locks when nobody asks: how each is, what is on it, and what its vendor says has happened. How often is
 * the vendor's matter (`rhythm`): quotas are small, and a gateway does one thing at a time.
 */
import type { WritableDb } from '../../../db/open-database.ts'
import { doubtCodes, noteOpened } from '../../../db/queries/code-writes.ts'
import {
  doorsToAsk,
  readDoorHealth,
  readLockCursor,
  writeDoorHealth,
  writeLockCursor,
} from '../../../db/queries/doors.ts'
import { type House, readHouse, readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { DoorId } from '../../domain/ids.ts'
import type { LockEvent, LockHealth } from '../../domain/lock.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { LockProvider } from '../../ports/lock-provider.ts'
import type { Desk } from '../desk/index.ts'
import { wakeDoors } from './door-rest.ts'
import { lookAt } from './look.ts'
import { jitterOf, type LockedDoor } from './one-call.ts'
import type { Reconciler } from './reconcile.ts'
import { noteClock } from './trusted-clock.ts'
import type { LockProviders } from './watched-provider.ts'

export type Watch = {
  /** Starts what is due and does not wait. */
  readonly begin: () => void
  /** Asks one door, or all, how they are and what is on them, and waits. */
  readonly readDoors: (doorId: DoorId | null) => Promise<void>
  readonly idle: () => Promise<void>
}

/** How many doors are asked side by side: a house of five hundred must not ask all in one breath. */
const sideBySide = 8

export function createWatch(desk: Desk, locks: LockProviders, reconciler: Reconciler): Watch {
  const asking = new Map<DoorId, Promise<void>>()
  const polling = new Map<string, Promise<void>>()

  /** One question for its health, and a listing where the last one is too old. */
  const ask = (door: LockedDoor, list: 'when-old' | 'always'): Promise<void> => {
    const under = asking.get(door.id)
    if (under !== undefined && list === 'when-old') return under
    const work = reconciler
      .later(door, async (provider) => {
        const health = await provider.health(door.lock.deviceId)
        keepHealth(desk, door, provider, health)
        if (provider.name !== 'simulator' && health.online !== null) locks.reached?.(true)
        noteClock(desk, provider)
        noteStatus(desk, provider)
        const listedAt = readDoorHealth(desk.store.read, door.id)?.listedAt ?? 0
        const old = desk.clock.now() - listedAt >= provider.rhythm.verifyMs
        if (list === 'always' || (old && health.online !== false)) await lookAt(desk, provider, door)
      })
      .finally(() => asking.delete(door.id))
    asking.set(door.id, work)
    return work
  }

  return {
    begin() {
      const house = readHouse(desk.store.read)
      if (house === null) return
      const now = desk.clock.now()
      for (const id of doorsToAsk(desk.store.read, now)) {
        if (asking.size >= sideBySide) break
        const door = reconciler.lockedDoor(id)
        if (!door.ok || asking.has(id)) continue
        if (locks.named(door.value.lock.provider) === null) continue
        quietly(desk, ask(door.value, 'when-old'))
      }
      for (const name of providersOf(house)) {
        const provider = locks.named(name)
        if (provider === null || provider.rhythm.eventsMs === null || polling.has(name)) continue
        const left = (readLockCursor(desk.store.read, name)?.nextPollAt ?? 0) - now
        // A wait longer than the rhythm was left behind by a clock that has been set back since.
        if (left > 0 && left <= provider.rhythm.eventsMs) continue
        const work = pollEvents(desk, provider, provider.rhythm.eventsMs)
          .then((ok) => {
            if (name !== 'simulator' && ok) locks.reached?.(true)
          })
          .finally(() => polling.delete(name))
        polling.set(name, work)
        quietly(desk, work)
      }
    },
    async readDoors(doorId) {
      const house = readHouse(desk.store.read)
      if (house === null) return
      desk.store.write((db) => wakeDoors(db, house, doorId, desk.clock.now()))
      const doors = house.doors.filter((door) => door.lock !== null && (doorId === null || door.id === doorId))
      for (let start = 0; start < doors.length; start += sideBySide)
        await Promise.all(
          doors.slice(start, start + sideBySide).map((door) => {
            const locked = reconciler.lockedDoor(door.id)
            return locked.ok ? ask(locked.value, 'always') : Promise.resolve()
          }),
        )
      await reconciler.work()
    },
    async idle() {
      await Promise.allSettled([...asking.values(), ...polling.values()])
    },
  }
}

const providersOf = (house: House): readonly string[] => [
  ...new Set(house.doors.flatMap((door) => (door.lock === null ? [] : [door.lock.provider]))),
]

/** A bug in watching must not go unseen, nor end the worker. */
const quietly = (desk: Desk, work: Promise<void>): void => {
  work.catch((error: unknown) => desk.logger.error('watch.failed', error))
}

function keepHealth(desk: Desk, door: LockedDoor, provider: LockProvider, health: LockHealth): void {
  const now = desk.clock.now()
  const before = readDoorHealth(desk.store.read, door.id)
  // A lock that cannot be asked because its vendor cannot be reached is out of reach as well.
  const unreachable = health.online === null && (health.fault === 'offline' || health.fault === 'transient')
  const offline = health.online === false || health.gateway?.online === false || unreachable
  const back = before?.offlineSince != null && !offline && health.online === true
  const nextAskAt = instant(Math.round(now + provider.rhythm.healthMs * (1 + 0.1 * jitterOf(desk))))
  desk.store.write((db) => {
    writeDoorHealth(db, door.id, {
      ...health,
      // What a lock told of its battery stays known while it cannot be asked.
      batteryPercent: health.batteryPercent ?? before?.batteryPercent ?? null,
      gateway: health.gateway ?? before?.gateway ?? null,
      askedAt: now,
      nextAskAt,
      offlineSince: offline
        ? (before?.offlineSince ?? now)
        : health.online === true
          ? null
          : (before?.offlineSince ?? null),
      ...(health.online === true ? { seenAt: now } : {}),
    })
    const house = readHouse(db)
    if (back && house !== null) wakeDoors(db, house, door.id, now)
  })
}

/** Keeps how many calls a vendor's account has had, for screens of other processes; written when a hundredth is used. */
function noteStatus(desk: Desk, provider: LockProvider): void {
  const { callsThisMonth, callsPerMonth } = provider.status()
  if (callsThisMonth === null || callsPerMonth === null) return
  const all = (readSetting(desk.store.read, 'provider-status') ?? {}) as Record<string, { callsThisMonth: number }>
  const kept = all[provider.name]?.callsThisMonth ?? -1
  if (kept >= 0 && callsThisMonth >= kept && callsThisMonth - kept < callsPerMonth / 100) return
  desk.store.write((db) =>
    writeSetting(db, 'provider-status', { ...all, [provider.name]: { callsThisMonth, callsPerMonth } }),
  )
}

/** True where the vendor answered. */
async function pollEvents(desk: Desk, provider: LockProvider, everyMs: number): Promise<boolean> {
  const before = readLockCursor(desk.store.read, provider.name)
  const answer = await provider.poll(before?.cursor ?? null)
  const now = desk.clock.now()
  const nextPollAt = instant(now + everyMs)
  desk.store.write((db) => {
    const house = readHouse(db)
    if (answer.ok && house !== null) for (const event of answer.events) heed(db, house, provider.name, event, now)
    writeLockCursor(db, provider.name, { cursor: answer.ok ? answer.cursor : (before?.cursor ?? null), nextPollAt })
  })
  return answer.ok
}

/** What a vendor reports is looked up, never believed: only a listing says what is on a lock. */
function heed(db: WritableDb, house: House, provider: string, event: LockEvent, now: Instant): void {
  const door = house.doors.find((one) => one.lock?.provider === provider && one.lock.deviceId === event.deviceId)
  if (door === undefined) return
  if (event.kind === 'code') doubtCodes(db, door.id, event.ref, now)
  if (event.kind === 'opened' && event.ref !== null) noteOpened(db, door.id, event.ref, event.at)
  if (event.kind === 'device') writeDoorHealth(db, door.id, { nextAskAt: now })
}

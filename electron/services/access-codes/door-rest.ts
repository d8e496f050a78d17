/** The breaker of each door: one that fails again and again is left alone for a while, and its codes wait with it. */
import type { WritableDb } from '../../../db/open-database.ts'
import { doubtCodes, wakeDoorCodes } from '../../../db/queries/code-writes.ts'
import { dueCodesOnDoors } from '../../../db/queries/codes.ts'
import { allDoorHealth, readDoorHealth, writeDoorHealth } from '../../../db/queries/doors.ts'
import type { House } from '../../../db/queries/house.ts'
import { nextStep } from '../../domain/access-code.ts'
import { deferred } from '../../domain/access-code-answers.ts'
import type { DoorId } from '../../domain/ids.ts'
import type { LockFault } from '../../domain/lock.ts'
import { afterDoorAnswer, retryCapMs } from '../../domain/retry.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import type { Desk, Work } from '../desk/index.ts'
import { factsOf, store } from './code-row.ts'
import { jitterOf } from './one-call.ts'

/** Until when a door is left alone; null while it may be asked. */
export const restingUntil = (desk: Desk, door: DoorId): Instant | null => {
  const until = readDoorHealth(desk.store.read, door)?.restUntil ?? null
  const left = until === null ? 0 : until - desk.clock.now()
  // A rest longer than any is one that a clock, since set back, has left behind.
  return left > 0 && left <= retryCapMs ? until : null
}

/** Counts what a door just answered. One that answers again wakes everything that waited for it. */
export function noteDoorAnswer(desk: Desk, door: DoorId, fault: LockFault | null): void {
  const before = readDoorHealth(desk.store.read, door)
  const now = desk.clock.now()
  const breaker = { failures: before?.failures ?? 0, restUntil: before?.restUntil ?? null }
  const after = afterDoorAnswer(breaker, fault, now, jitterOf(desk))
  if (after.failures === breaker.failures && after.restUntil === breaker.restUntil && fault !== null) return
  const seen = fault === null || after.failures === 0
  // What is only a fresh "seen" is written once a minute: each write goes to the disk.
  const known = before?.online !== false && before?.seenAt && now - before.seenAt < 60_000
  if (breaker.failures === 0 && seen && known) return
  desk.store.write((db) => {
    // One that answers although it counted as offline is asked how it is, at once.
    const anew = seen && before?.online === false ? { nextAskAt: instant(0) } : {}
    writeDoorHealth(db, door, { ...after, ...(seen ? { seenAt: now } : {}), ...anew })
    if (seen && breaker.failures > 0) wakeDoorCodes(db, door, now)
  })
}

/** Puts what is due at a resting door to sleep until it may be asked again, saying why. What needs no call is done. */
export function putToSleep(work: Work, door: DoorId, until: Instant, fault: LockFault = 'offline'): void {
  for (const code of dueCodesOnDoors(work.db, [door], work.now, 500)) {
    const facts = factsOf(work.db, work.house, code, work.now)
    const step = nextStep(code, facts)
    const dies = step.do === 'forget' && (code.desired === 'absent' || code.kind === 'offline')
    if (dies) store(work, code, { state: 'removed', sent: null, providerRef: null })
    else if (step.do === 'wait') store(work, code, {})
    else store(work, code, deferred(code, code.fault ?? fault, until, facts))
  }
}

/** Nobody can be asked: the vendor has no key here, or the lock was taken out of the house. A person must see to it. */
export const nobodyToAsk = (work: Work, door: DoorId): void =>
  putToSleep(work, door, instant(work.now + minutes(30)), 'auth')

/** Lets the door, or every door, be asked at once: a person wants it, or the way there is open again. */
export function wakeDoors(db: WritableDb, house: House, doorId: DoorId | null, now: Instant): void {
  const health = allDoorHealth(db)
  for (const door of house.doors) {
    if (!door.hasLock || (doorId !== null && door.id !== doorId)) continue
    if (health.get(door.id)?.restUntil != null) writeDoorHealth(db, door.id, { failures: 0, restUntil: null })
    wakeDoorCodes(db, door.id, now)
  }
}

/** As {@link wakeDoors}, and the doors are listed and asked how they are as soon as the worker comes to it. */
export function askDoorsSoon(db: WritableDb, house: House, doorId: DoorId | null, now: Instant): void {
  wakeDoors(db, house, doorId, now)
  for (const door of house.doors) {
    if (!door.hasLock || (doorId !== null && door.id !== doorId)) continue
    writeDoorHealth(db, door.id, { nextAskAt: instant(0), listedAt: null })
    doubtCodes(db, door.id, null, now)
  }
}

export const wakeDoor = (work: Work, doorId: DoorId | null): void => wakeDoors(work.db, work.house, doorId, work.now)

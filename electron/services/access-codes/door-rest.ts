/** The breaker of each door: one that fails again and again is left alone for a while, and its codes wait with it. */
import type { WritableDb } from '../../../db/open-database.ts'
import { doubtCodes, wakeCode, wakeDoorCodes } from '../../../db/queries/code-writes.ts'
import { dueCodesOnDoors } from '../../../db/queries/codes.ts'
import { allDoorHealth, readDoorHealth, writeDoorHealth } from '../../../db/queries/doors.ts'
import type { House } from '../../../db/queries/house.ts'
import { deferred } from '../../domain/access-code-answers.ts'
import type { DoorId } from '../../domain/ids.ts'
import type { LockFault } from '../../domain/lock.ts'
import { afterDoorAnswer } from '../../domain/retry.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import type { Desk, Work } from '../desk/index.ts'
import { factsOf, store } from './code-row.ts'
import { jitterOf } from './one-call.ts'

/** Until when a door is left alone; null while it may be asked. */
export const restingUntil = (desk: Desk, door: DoorId): Instant | null => {
  const until = readDoorHealth(desk.store.read, door)?.restUntil ?? null
  return until !== null && until > desk.clock.now() ? until : null
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
  if (breaker.failures === 0 && seen && before?.seenAt && now - before.seenAt < 60_000) return
  desk.store.write((db) => {
    writeDoorHealth(db, door, { ...after, ...(seen ? { seenAt: now } : {}) })
    if (seen && breaker.failures > 0) wakeDoorCodes(db, door, now)
  })
}

/** Puts what is due at a resting door to sleep until it may be asked again, saying why. */
export function putToSleep(work: Work, door: DoorId, until: Instant): void {
  const fault: LockFault = 'offline'
  for (const code of dueCodesOnDoors(work.db, [door], work.now, 500)) {
    if (code.state === 'on-lock') wakeCode(work.db, code.id, until)
    else store(work, code, deferred(code, code.fault ?? fault, until, factsOf(work.db, work.house, code, work.now)))
  }
}

/** Nobody can be asked: the vendor has no key here, or the lock was taken out of the house. A person must see to it. */
export function nobodyToAsk(work: Work, door: DoorId): void {
  const until = instant(work.now + minutes(30))
  for (const code of dueCodesOnDoors(work.db, [door], work.now, 500))
    store(work, code, deferred(code, 'auth', until, factsOf(work.db, work.house, code, work.now)))
}

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

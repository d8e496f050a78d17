/** Spare codes: on each lock in advance, for the day it cannot be reached. Rotated after use (facts/locks.md, "Fallback ladder"). */
import { insertCodes } from '../../../db/queries/code-writes.ts'
import { liveCodesOnDoor, type StoredCode, sparesOnDoor } from '../../../db/queries/codes.ts'
import { observedOnDoor, readDoorHealth } from '../../../db/queries/doors.ts'
import { nextDueAt } from '../../domain/access-code.ts'
import { replanned } from '../../domain/access-code-orders.ts'
import { isOurLabel } from '../../domain/code-label.ts'
import type { DoorId } from '../../domain/ids.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { factsOf, freshCode, store } from './code-row.ts'
import { newDigits } from './digits.ts'

/** How long a spare may lie on its lock, and from when on its end is moved. */
const lifeMs = 365 * hours(24)
const renewMs = 30 * hours(24)

const lockedDoors = (work: Work, doorId: DoorId | null): readonly DoorId[] =>
  work.house.doors.filter((door) => door.hasLock && (doorId === null || door.id === doorId)).map((door) => door.id)

const minute = (at: number): Instant => instant(Math.floor(at / 60_000) * 60_000)
const wholeLife = (work: Work) => ({ startsAt: minute(work.now), endsAt: instant(minute(work.now) + lifeMs) })

/**
 * Plans spares until the door, or each door, has `count` that nobody was given, and revokes surplus ones; without
 * `count` until it has at least the house's number. Answers how many were planned; fewer where no digits are left for a lock.
 */
export function keepSpares(work: Work, doorId: DoorId | null, count?: number): number {
  const wanted = count ?? work.house.property.spareCodes
  let planned = 0
  for (const id of lockedDoors(work, doorId)) {
    const kept = sparesOnDoor(work.db, id).filter((code) => code.desired === 'present')
    // More than the house's number were asked for at this door by a person: only a person takes them back.
    if (count !== undefined) for (const spare of kept.slice(count)) revoke(work, spare)
    for (const spare of count === undefined ? kept : kept.slice(0, count)) renew(work, spare)
    for (let missing = Math.min(wanted - kept.length, roomFor(work, id)); missing > 0; missing--)
      planned += plan(work, id) ? 1 : 0
  }
  return planned
}

/** Other digits for the spares of one door, or of all: the old ones are revoked, new ones planned. Answers how many. */
export function changeSpares(work: Work, doorId: DoorId | null): number {
  let changed = 0
  for (const id of lockedDoors(work, doorId)) {
    const kept = sparesOnDoor(work.db, id).filter((code) => code.desired === 'present')
    for (const spare of kept) revoke(work, spare)
    changed += keepSpares(work, id, Math.max(kept.length, work.house.property.spareCodes))
  }
  return changed
}

/** How many more codes the lock has memory for; a spare never takes a guest's place. */
function roomFor(work: Work, doorId: DoorId): number {
  const live = liveCodesOnDoor(work.db, doorId)
  if (live.some((code) => code.fault === 'full' || code.notBefore !== null)) return 0
  const most = readDoorHealth(work.db, doorId)?.maxCodes ?? null
  const others = observedOnDoor(work.db, doorId).filter((code) => !isOurLabel(code.label)).length
  return most === null ? Number.POSITIVE_INFINITY : most - live.length - others
}

function plan(work: Work, doorId: DoorId): boolean {
  const pin = newDigits(work, doorId)
  if (pin === null) return false
  const about = { kind: 'spare', reservationId: null, stayId: null, doorId, windows: [wholeLife(work)] } as const
  const code = freshCode(work, pin, about)
  insertCodes(work.db, [{ code, nextDueAt: nextDueAt(code, factsOf(work.db, work.house, code, work.now)) }])
  return true
}

const revoke = (work: Work, spare: StoredCode): void => store(work, spare, replanned(spare, 'absent', [], work.now))

/** A spare near the end of its life gets a new one, with the same digits. */
function renew(work: Work, spare: StoredCode): void {
  const end = spare.windows.at(-1)?.endsAt ?? work.now
  if (end - work.now > renewMs) return
  store(work, spare, replanned(spare, 'present', [wholeLife(work)], work.now))
}

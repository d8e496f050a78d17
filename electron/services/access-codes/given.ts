/** Spare and offline codes in the hands of a party: they end when the party's right to the door ends. */
import { givenCodes, liveCodesOnDoor, type StoredCode, sparesOnDoor } from '../../../db/queries/codes.ts'
import { replanned } from '../../domain/access-code-orders.ts'
import { type Window, windowsOverlap } from '../../domain/access-window.ts'
import type { WantedCode } from '../../domain/code-plan.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { store } from './code-row.ts'
import { keepSpares } from './spares.ts'

/** Until when a party may open a door, over all its windows there; null where it may not. */
const lastEnd = (wanted: readonly WantedCode[], door: DoorId): Instant | null => {
  const ends = wanted.filter((want) => want.doorId === door).flatMap((want) => want.windows.map((one) => one.endsAt))
  return ends.length === 0 ? null : instant(Math.max(...ends))
}

/** Moves the ends of what the party was handed, and revokes it where the party has no right to the door any more. */
export function planGiven(work: Work, reservationId: ReservationId, wanted: readonly WantedCode[]): void {
  for (const code of givenCodes(work.db, reservationId)) {
    if (code.state === 'removed') continue
    const end = lastEnd(wanted, code.doorId)
    if (end === null || end <= work.now) {
      if (code.desired === 'present') store(work, code, replanned(code, 'absent', [], work.now))
      continue
    }
    // What the lock made by itself cannot be moved: it ends when it ends.
    if (code.kind === 'offline' || code.desired === 'absent') continue
    const windows = until(code, end)
    if (code.windows.at(-1)?.endsAt !== end) store(work, code, replanned(code, 'present', windows, work.now))
  }
}

const until = (code: StoredCode, end: Instant): readonly Window[] => [
  { startsAt: code.sent?.startsAt ?? code.windows[0]?.startsAt ?? code.createdAt, endsAt: end },
]

/**
 * Gives a party a spare that is on this door's lock already, and plans another in its place. It ends with the party's
 * own right to the door. `no-spare` where none is on the lock, `no-access` where the party has no right to the door.
 */
export function giveSpareCode(work: Work, doorId: DoorId, reservationId: ReservationId): Result<StoredCode, Failure> {
  const live = liveCodesOnDoor(work.db, doorId)
  const theirs = live.find(
    (code) => code.kind === 'party' && code.reservationId === reservationId && code.desired === 'present',
  )
  const end = theirs?.windows.at(-1)?.endsAt ?? null
  if (theirs === undefined || end === null || end <= work.now)
    return fail(failure('no-access', 'This party has no right to that door now. Nothing was given.'))
  const span = { startsAt: work.now, endsAt: end }
  const other = live.find(
    (code) =>
      code.reservationId !== null &&
      code.reservationId !== reservationId &&
      code.desired === 'present' &&
      code.windows.some((window) => windowsOverlap(window, span)),
  )
  const shared = work.house.doors.some((door) => door.id === doorId && door.shared)
  if (other !== undefined && !shared)
    return fail(failure('no-access', 'That door still opens for another party. Nothing was given.'))
  const spare = sparesOnDoor(work.db, doorId).find((code) => code.desired === 'present' && code.state === 'on-lock')
  if (spare === undefined)
    return fail(failure('no-spare', 'No spare code is on this lock. Nothing was given; try another way in.'))
  const given: StoredCode = { ...spare, reservationId, givenAt: work.now, givenBy: work.caller.actor }
  store(work, given, { ...given, ...replanned(given, 'present', until(given, end), work.now) })
  keepSpares(work, doorId)
  return ok(given)
}

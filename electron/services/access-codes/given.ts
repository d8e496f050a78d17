/** Spare and offline codes in the hands of a party: they end when the party's right to the door ends. */
import { givenCodes, liveCodesOnDoor, type StoredCode, sparesOnDoor } from '../../../db/queries/codes.ts'
import { replanned } from '../../domain/access-code-orders.ts'
import { joinWindows, sameWindows, type Window, windowsOverlap } from '../../domain/access-window.ts'
import type { WantedCode } from '../../domain/code-plan.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { store } from './code-row.ts'
import { keepSpares } from './spares.ts'

/** The windows that are still to come in which a party may open a door. */
const windowsAt = (wanted: readonly WantedCode[], door: DoorId, now: Instant): readonly Window[] =>
  joinWindows(wanted.filter((want) => want.doorId === door).flatMap((want) => want.windows)).filter(
    (window) => window.endsAt > now,
  )

/**
 * Moves the ends of what the party was handed, revokes it where the party has no right to the door any more, and gives
 * it back where that was taken back.
 */
export function planGiven(work: Work, reservationId: ReservationId, wanted: readonly WantedCode[]): void {
  for (const code of givenCodes(work.db, reservationId)) {
    if (code.state === 'removed') continue
    const theirs = windowsAt(wanted, code.doorId, work.now)
    if (theirs.length === 0) {
      if (code.desired === 'present') store(work, code, replanned(code, 'absent', [], work.now))
      continue
    }
    if (code.kind === 'offline') {
      // What the lock made by itself cannot be moved: it ends when it ends.
      if (code.desired === 'absent') store(work, code, { ...given, windows: code.sent === null ? [] : [code.sent] })
      continue
    }
    const windows = openNow(code, theirs, work.now)
    if (code.desired === 'absent' || !sameWindows(code.windows, windows))
      store(work, code, replanned(code, 'present', windows, work.now))
  }
}

/** An offline code that its party may use again. */
const given = {
  desired: 'present',
  state: 'on-lock',
  fault: null,
  attempts: 0,
  retryAt: null,
  mustLook: false,
} as const

/** The party's windows; one that runs, or is about to and was handed out before it began, is open from now on. */
function openNow(code: StoredCode, theirs: readonly Window[], now: Instant): readonly Window[] {
  const [first, ...rest] = theirs
  if (first === undefined) return []
  const running = code.windows[0]
  const opened = running !== undefined && running.startsAt <= now && now < running.endsAt
  const near = first.startsAt <= now || (opened && first.startsAt - now < hours(24))
  const since = instant(Math.min(now, code.sent?.startsAt ?? running?.startsAt ?? code.createdAt))
  return near ? [{ startsAt: since, endsAt: first.endsAt }, ...rest] : theirs
}

/**
 * Gives a party a spare that is on this door's lock already, and plans another in its place. It ends with the party's
 * own right to the door. `no-spare` where none is on the lock, `no-access` where the party has no right to the door.
 */
export function giveSpareCode(work: Work, doorId: DoorId, reservationId: ReservationId): Result<StoredCode, Failure> {
  const live = liveCodesOnDoor(work.db, doorId)
  const theirs = live.find(
    (code) => code.kind === 'party' && code.reservationId === reservationId && code.desired === 'present',
  )
  const ahead = (theirs?.windows ?? []).filter((window) => window.endsAt > work.now)
  const [current] = ahead
  if (theirs === undefined || current === undefined)
    return fail(failure('no-access', 'This party has no right to that door now. Nothing was given.'))
  const span = { startsAt: work.now, endsAt: current.endsAt }
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
  const spare = sparesOnDoor(work.db, doorId).find(
    (code) => code.desired === 'present' && code.state === 'on-lock' && (code.sent?.startsAt ?? 0) <= work.now,
  )
  if (spare === undefined)
    return fail(failure('no-spare', 'No spare code is on this lock. Nothing was given; try another way in.'))
  const handed: StoredCode = { ...spare, reservationId, givenAt: work.now, givenBy: work.caller.actor }
  const since = instant(Math.min(work.now, spare.sent?.startsAt ?? spare.createdAt))
  const windows = [{ startsAt: since, endsAt: current.endsAt }, ...ahead.slice(1)]
  store(work, handed, { ...handed, ...replanned(handed, 'present', windows, work.now) })
  keepSpares(work, doorId)
  return ok(handed)
}

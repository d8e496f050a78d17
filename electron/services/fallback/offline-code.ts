/** A code that the lock makes by itself, for the party before a door that cannot be reached. */

import { insertCodes } from '../../../db/queries/code-writes.ts'
import { doorsWithPin, type StoredCode } from '../../../db/queries/codes.ts'
import type { Door } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { LockFault } from '../../domain/lock.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { OfflineCodeResult } from '../../ports/lock-provider.ts'
import { type AtDoor, freshCode, store } from '../access-codes/index.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import type { ReservationName } from '../reservations/index.ts'
import { partyAtDoor } from './door.ts'
import { insteadOf } from './instead.ts'
import { reveal, type ShownCode } from './shown-pin.ts'

export type OfflineCodeGiven = ShownCode & {
  readonly reservationId: ReservationId
  readonly doorKey: string
  /** It dies unless it is used by then: 24 hours after its start (facts/locks.md section 3). */
  readonly firstUseBy: Instant
}

type Made = Extract<OfflineCodeResult, { readonly ok: true }>

/**
 * Asks the lock's vendor for a code from now to the end of the party's right, and notes it as handed out. Refuses as
 * `partyAtDoor` does; fails with `offline-code-unsupported` or `offline-code-failed`. It cannot be taken back from afar.
 */
export async function giveOfflineCode(
  desk: Desk,
  caller: Caller,
  atDoor: AtDoor,
  input: ReservationName & { readonly door: string },
): Promise<Result<OfflineCodeGiven, Failure>> {
  const party = transact(desk, caller, (work) => partyAtDoor(work, input))
  if (!party.ok) return party
  const { door, endsAt } = party.value
  const asked = await atDoor(door.id, (provider, deviceId) =>
    provider.offlineCode({ deviceId, startsAt: desk.clock.now(), endsAt }),
  )
  if (!asked.ok) return asked
  const answer = asked.value
  if (!answer.ok) return fail(offlineFailure(door, answer.fault, insteadOf(desk.store.read, door)))
  return transact(desk, caller, (work) => handOut(work, input, door, answer))
}

function handOut(
  work: Work,
  input: ReservationName & { readonly door: string },
  door: Door,
  made: Made,
): Result<OfflineCodeGiven, Failure> {
  // The desk may have changed the stay while the vendor was being asked.
  const party = partyAtDoor(work, input)
  if (!party.ok) return party
  const { reservationId, reference } = party.value
  if (doorsWithPin(work.db, work.desk.store.vault.mac('pin', made.pin)).includes(door.id))
    return fail(
      failure(
        'offline-code-failed',
        `${door.name} made digits that are in use there. Nothing was handed out. Ask again.`,
      ),
    )
  const window = { startsAt: made.startsAt, endsAt: made.endsAt }
  const fresh = freshCode(work, made.pin, {
    kind: 'offline',
    reservationId,
    stayId: null,
    doorId: door.id,
    windows: [window],
  })
  const code: StoredCode = {
    ...fresh,
    state: 'on-lock',
    providerRef: made.ref,
    sent: window,
    heldSince: work.now,
    verifiedAt: work.now,
    givenAt: work.now,
    givenBy: work.caller.actor,
  }
  insertCodes(work.db, [{ code, nextDueAt: null }])
  // Writes when it is due again: at its end.
  store(work, code, {})
  audit(work, 'offline-code.given', { reservationId, doorId: door.id }, { door: door.name, party: reference })
  const firstUseBy = instant(Math.min(made.startsAt + hours(24), made.endsAt))
  return ok({ ...reveal(work, code), reservationId, doorKey: door.key, firstUseBy })
}

function offlineFailure(door: Door, fault: LockFault, instead: string): Failure {
  if (fault === 'unsupported')
    return failure('offline-code-unsupported', `${door.name} makes no codes by itself. ${instead}`)
  const why =
    fault === 'offline' || fault === 'transient' ? 'The lock service cannot be reached' : 'The lock service refused'
  return failure('offline-code-failed', `${why}, so ${door.name} has no new code. ${instead}`)
}

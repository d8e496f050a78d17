/** Takes a code off a lock that carries our name and that no booking knows, e.g. one left by a restored backup. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { orphanCodes } from '../../../db/queries/alerts.ts'
import { isOurLabel, ourLabels } from '../../domain/code-label.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId } from '../../domain/ids.ts'
import type { LockOutcome } from '../../domain/lock.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { AtDoor } from '../access-codes/index.ts'
import { audit, type Caller, type Desk, makeId, transact, withHouse } from '../desk/index.ts'
import { findLockedDoor } from './door.ts'

/** True where the last listing showed this code on the door, ours by name, and no live code claims it. */
export const isOrphan = (db: ReadableDb, door: DoorId, ref: string): boolean =>
  orphanCodes(db, ourLabels, door).some((one) => one.ref === ref && isOurLabel(one.label))

/**
 * Asks the lock to drop the code, then reads the door again. `orphan-unknown` where the last listing does not show it
 * as ours and unclaimed: codes of others are never touched. `orphan-not-removed` where the lock did not do it.
 */
export async function removeOrphan(
  desk: Desk,
  caller: Caller,
  worker: { readonly atDoor: AtDoor; readonly readDoors: (doorId: DoorId) => Promise<void> },
  order: { readonly door: string; readonly ref: string },
): Promise<Result<{ readonly state: 'confirmed' | 'accepted' }, Failure>> {
  const door = withHouse(desk, (_db, house) => findLockedDoor(house, order.door))
  if (!door.ok) return door
  const { id, name } = door.value
  const outcome = await worker.atDoor(id, async (provider, deviceId): Promise<LockOutcome | null> => {
    // Asked when its turn has come: the code may have been claimed since the door was looked at.
    if (!isOrphan(desk.store.read, id, order.ref)) return null
    const opId = makeId<string>({ now: desk.clock.now(), desk })
    return provider.removeCode({ opId, deviceId, ref: order.ref })
  })
  if (!outcome.ok) return outcome
  const answer = outcome.value
  if (answer === null)
    return fail(
      failure(
        'orphan-unknown',
        `That code is not on ${name} any more, or it belongs to a booking. Nothing was removed.`,
      ),
    )
  const gone = answer.state === 'confirmed' || answer.state === 'accepted'
  const noted = transact(desk, caller, (work) => {
    const details = { door: name, result: answer.state, ...('fault' in answer ? { fault: answer.fault } : {}) }
    audit(work, gone ? 'orphan.removed' : 'orphan.not-removed', { doorId: id }, details)
    return ok(null)
  })
  if (!noted.ok) return noted
  if (!gone)
    return fail(
      failure(
        'orphan-not-removed',
        `${name} did not drop the code now. It may still open. Try again once the lock answers.`,
      ),
    )
  await worker.readDoors(id)
  return ok({ state: answer.state })
}

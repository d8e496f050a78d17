/** Opens a door from afar, once, by a person's order and with a reason (facts/locks.md section 5). */
import { readReservation } from '../../../db/queries/bookings.ts'
import type { Door } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { UnlockOutcome } from '../../domain/lock.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { AtDoor } from '../access-codes/index.ts'
import { audit, type Caller, type Desk, makeId, transact, withHouse } from '../desk/index.ts'
import { findLockedDoor } from './door.ts'
import { letterCount, longestText, mayHoldPin, tidied } from './free-text.ts'
import { insteadOf } from './instead.ts'

export type UnlockOrder = {
  /** Its id, key or name. */
  readonly door: string
  readonly reason: string
  /** The party it is for, where there is one. */
  readonly reservationId?: ReservationId | null
}
export type Unlocked = {
  readonly door: Door
  /** `sent`: the vendor took it, the lock has not said that it opened. */
  readonly state: 'opened' | 'sent'
  readonly at: Instant
}

/**
 * Asks the lock to open. The trail says so before the call and what came of it after; an order whose answer was lost
 * is never repeated. Refuses with `reason-required`, `bad-input` (digits in the reason), `door-unknown`,
 * `door-without-lock`, `provider-missing`, `reservation-unknown`; fails with `door-offline`, `unlock-unsupported` or
 * `unlock-failed`, or with `unlock-unknown` where the answer was lost, saying what to do instead.
 */
export async function unlockDoor(
  desk: Desk,
  caller: Caller,
  atDoor: AtDoor,
  order: UnlockOrder,
): Promise<Result<Unlocked, Failure>> {
  const reason = readReason(order.reason)
  if (!reason.ok) return reason
  const found = withHouse(desk, (db, house) => {
    if (order.reservationId && readReservation(db, order.reservationId) === null)
      return fail(failure('reservation-unknown', 'This reservation is not there any more. The door was not opened.'))
    return findLockedDoor(house, order.door)
  })
  if (!found.ok) return found
  const door = found.value
  const about = { reservationId: order.reservationId ?? null, doorId: door.id }
  const note = (action: string, details: Readonly<Record<string, unknown>> = {}): Instant => {
    const noted = transact(desk, caller, (work) => {
      audit(work, action, about, { door: door.name, reason: reason.value, ...details })
      return ok(work.now)
    })
    if (!noted.ok) throw new Error(`the trail took no entry: ${noted.error.code}`)
    return noted.value
  }
  const outcome = await atDoor(door.id, async (provider, deviceId): Promise<UnlockOutcome> => {
    // Written when its turn has come and before the call: from here on the door may open, whatever becomes of us.
    note('door.unlock-asked')
    return provider.unlock({ opId: makeId({ now: desk.clock.now(), desk }), deviceId })
  })
  if (!outcome.ok) return outcome
  const answer = outcome.value
  if (answer.state === 'rejected' || answer.state === 'unknown') {
    note('door.unlock-failed', { result: answer.state, fault: answer.fault })
    return fail(unlockFailure(door, answer, insteadOf(desk.store.read, door)))
  }
  return ok({ door, state: answer.state, at: note('door.unlocked', { result: answer.state }) })
}

function readReason(raw: string): Result<string, Failure> {
  const reason = tidied(raw)
  if (letterCount(reason) < 3)
    return fail(failure('reason-required', 'Say in a few words why the door is opened. It was not opened.'))
  if (reason.length > longestText)
    return fail(failure('bad-input', `Keep the reason under ${longestText} letters. The door was not opened.`))
  if (mayHoldPin(reason))
    return fail(
      failure('bad-input', 'Leave numbers of four digits and more out of the reason. The door was not opened.'),
    )
  return ok(reason)
}

function unlockFailure(
  door: Door,
  outcome: Extract<UnlockOutcome, { readonly state: 'rejected' | 'unknown' }>,
  instead: string,
): Failure {
  if (outcome.state === 'unknown')
    return failure(
      'unlock-unknown',
      `It is not known whether ${door.name} opened: the answer was lost. Look at the door before you try again. ${instead}`,
    )
  if (outcome.fault === 'offline')
    return failure('door-offline', `${door.name} cannot be reached, so it was not opened. ${instead}`)
  if (outcome.fault === 'unsupported')
    return failure('unlock-unsupported', `${door.name} cannot be opened from here. ${instead}`)
  if (outcome.fault === 'busy')
    return failure('unlock-failed', `${door.name} is busy and was not opened. Try again in a minute. ${instead}`)
  return failure('unlock-failed', `${door.name} did not take the order and was not opened. ${instead}`)
}

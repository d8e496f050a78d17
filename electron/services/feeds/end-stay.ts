/** A stay that left its feed: closed, cancelled where that is safe, or kept as a question. */
import { updateStay } from '../../../db/queries/bookings.ts'
import { updateFeedStay } from '../../../db/queries/feed-stays.ts'
import { plannedArrival } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { type Ending, endingOf, isGone, missedAgain } from '../../domain/feed-absence.ts'
import { isOver, type Seen } from '../../domain/feed-stay.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { cancelStays, placeWaiting } from '../check-in/index.ts'
import { audit, rememberAction, type Work } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { type FeedWork, note } from './feed-work.ts'
import { isCodeSent, isSaidByPerson, type KnownStay } from './known-stays.ts'

export type LackedStay = Seen<KnownStay>

/** A good poll lacks these: counted, and after long enough ended or asked about. */
export function countAbsence(at: FeedWork, lacked: readonly LackedStay[]): void {
  const { work, feed, today } = at
  // Who waits for a unit and is gone as well does not get it first.
  const inTurn = [...lacked].sort((left, right) => Number(left.stay.placed) - Number(right.stay.placed))
  for (const known of inTurn) {
    // What is over leaves every feed.
    if (isOver(known, today)) continue
    const missed = missedAgain(known.seen, work.now)
    const ending = isGone(missed, work.now) ? endingHere(at, known) : null
    const isEnded = ending !== null && (ending !== 'nothing' || known.stay.status !== 'in-house')
    const isAsked = known.seen.goneAt !== null
    updateFeedStay(work.db, feed.id, known.stay.id, {
      ...missed,
      goneAt: known.seen.goneAt ?? (isEnded ? work.now : null),
    })
    if (ending === 'close') updateStay(work.db, known.stay.id, { status: 'cancelled' })
    if (!isAsked && (ending === 'cancel' || ending === 'ask')) noteGone(at, known)
    if (ending === 'cancel') {
      const ended = cancelStay(work, known.stay)
      if (!ended.ok) throw new Error(`a stay gone from its feed could not be cancelled: ${ended.error.code}`)
    }
  }
}

/** Every answer of a day lacked these and was too suspect to believe: a question each. */
export function askAbout(at: FeedWork, lacked: readonly LackedStay[]): void {
  for (const known of lacked) {
    const isOpen = known.seen.goneAt === null && known.stay.status === 'expected'
    if (!isOpen || endingHere(at, known) === 'nothing') continue
    updateFeedStay(at.work.db, at.feed.id, known.stay.id, { goneAt: at.work.now })
    noteGone(at, known)
  }
}

const noteGone = (at: FeedWork, { stay, uids }: LackedStay): void =>
  note(at, {
    kind: 'gone',
    stayId: stay.id,
    uid: [...uids].at(-1) ?? null,
    arrivalDate: stay.arrivalDate,
    departureDate: stay.departureDate,
  })

function endingHere({ work, feed, today }: FeedWork, known: LackedStay): Ending {
  const { db, house, now } = work
  const { stay } = known
  return endingOf(known, {
    now,
    today,
    arrivesAt: plannedArrival(stay, house.property),
    isOwnChannel: stay.channel === feed.channel,
    codeSent: isCodeSent(db, house, stay),
    saidByPerson: isSaidByPerson(db, stay, ['dates', 'unit', 'status']),
  })
}

/**
 * Cancels an expected stay as every cancellation does, codes and all, so that it can be taken back; then places what
 * waited for its nights. `not-expected` where it is not to come any more.
 */
export function cancelStay(work: Work, stay: Stay): Result<null, Failure> {
  if (stay.status !== 'expected')
    return fail(failure('not-expected', 'This stay is not expected any more. Nothing was changed.'))
  if (stay.reservationId === null) {
    const after: Stay = { ...stay, status: 'cancelled' }
    updateStay(work.db, stay.id, after)
    audit(work, 'stay.cancelled', { stayId: stay.id }, { unit: unitName(work.house, stay.unitId) })
    const placed = placeWaiting(work, [stay])
    rememberAction(work, 'cancel', stay.id, [...placed.before, stay], [...placed.after, after])
  } else {
    const cancelled = cancelStays(work, { ref: stay.reservationId, stayIds: [stay.id] })
    if (!cancelled.ok) return cancelled
  }
  return ok(null)
}

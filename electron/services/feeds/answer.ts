/** What a person answers to the questions that feeds leave. Each is one transaction; what is refused changes nothing. */
import { placedOverlaps, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { forgetFeedStay, updateFeedStay } from '../../../db/queries/feed-stays.ts'
import { type Feed, hurryFeed, readFeed, updateFeed } from '../../../db/queries/feeds.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isRunning } from '../../domain/feed-stay.ts'
import type { FeedId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf } from '../../domain/time.ts'
import { audit, type Caller, type Desk, rememberSources, transact, type Work } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { closureAnswer } from './closures.ts'
import { cancelStay } from './end-stay.ts'
import { changeDays, daysText } from './follow-match.ts'
import { lackedStays } from './questions.ts'

const changed = (): Failure =>
  failure('changed-since', 'This was changed in the meantime. Look again. Nothing was changed.')

/** Has a calendar asked as soon as it may be. */
export const askFeedNow = (desk: Desk, caller: Caller, feedId: FeedId): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    hurryFeed(work.db, feedId, work.now)
    return ok(null)
  })

/**
 * Answers a suspect calendar. `apply` believes it: what it lacks is cancelled, except who is here already; `keep` leaves
 * everything as it is and asks no more about what this answer lacks.
 */
export const answerSuspect = (
  desk: Desk,
  caller: Caller,
  { feedId, choice }: { readonly feedId: FeedId; readonly choice: 'apply' | 'keep' },
): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const feed = readFeed(work.db, feedId)
    if (feed === null || feed.suspectSince === null) return fail(changed())
    audit(work, `feed.${choice === 'apply' ? 'applied' : 'kept'}`, {}, { channel: feed.channel })
    if (choice === 'apply') return believe(work, feed)
    updateFeed(work.db, feed.id, { suspectSince: null })
    return ok(null)
  })

/** What believing a suspect answer would cancel: all that it lacks and that has not begun. */
export const endedBy = (lacks: readonly Stay[], today: CalendarDate): readonly Stay[] =>
  lacks.filter((stay) => stay.status === 'expected' && !isRunning(stay, today))

function believe(work: Work, feed: Feed): Result<null, Failure> {
  const lacks = lackedStays(work.db, feed)
  const ended = new Set(endedBy(lacks, dateOf(work.now, work.house.property.timeZone)).map((stay) => stay.id))
  for (const stay of lacks) {
    const gone = { missingSince: work.now, missingPolls: 1, goneAt: work.now }
    updateFeedStay(work.db, feed.id, stay.id, gone)
    const cancelled = ended.has(stay.id) ? cancelStay(work, stay) : ok(null)
    if (!cancelled.ok) return cancelled
  }
  updateFeed(work.db, feed.id, {
    ...(feed.suspectCopy === null ? {} : { lastGood: feed.suspectCopy }),
    status: 'ok',
    lastOkAt: work.now,
    suspectSince: null,
    suspectHash: null,
    suspectCopy: null,
  })
  return ok(null)
}

type StayAnswer<Choice> = { readonly feedId: FeedId; readonly stayId: StayId; readonly choice: Choice }

/** Answers for a stay that is gone from its feed: cancelled, or kept whatever the feed says. */
export const answerGone = (
  desk: Desk,
  caller: Caller,
  { feedId, stayId, choice }: StayAnswer<'cancel' | 'keep'>,
): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const stay = readStay(work.db, stayId)
    if (stay === null) return fail(changed())
    if (choice === 'cancel') return cancelStay(work, stay)
    // The feed has no more say in it. Should it show these days again, they are this stay's.
    forgetFeedStay(work.db, feedId, stayId)
    rememberSources(work, stay.id, ['status'])
    return noted(work, 'stay.kept', stay)
  })

/** Answers for a stay whose feed has other days. Taken, they are the feed's again and follow it. */
export const answerDates = (
  desk: Desk,
  caller: Caller,
  answer: StayAnswer<'take' | 'keep'> & {
    readonly days: { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }
  },
): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const { days } = answer
    const stay = readStay(work.db, answer.stayId)
    if (stay === null) return fail(changed())
    if (answer.choice === 'keep') {
      updateFeedStay(work.db, answer.feedId, stay.id, { declinedDays: daysText(days) })
      rememberSources(work, stay.id, ['dates'])
      return noted(work, 'stay.dates-kept', stay)
    }
    const [other] = stay.placed
      ? placedOverlaps(work.db, stay.unitId, days.arrivalDate, days.departureDate, stay.id)
      : []
    if (other !== undefined)
      return fail(
        failure(
          'unit-already-occupied',
          `${unitName(work.house, stay.unitId)} is taken from ${other.arrivalDate} to ${other.departureDate}. Nothing was changed.`,
        ),
      )
    changeDays({ ...work, caller: { ...work.caller, source: 'feed' } }, stay, days)
    return ok(null)
  })

/** Says what a long closed time is: the owner's closure, or a booking that takes its nights. Asked once. */
export const answerClosure = (
  desk: Desk,
  caller: Caller,
  { stayId, choice }: { readonly stayId: StayId; readonly choice: 'closure' | 'booking' },
): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const stay = readStay(work.db, stayId)
    if (stay === null || stay.kind !== 'block-suspected') return fail(changed())
    rememberSources(work, stay.id, [closureAnswer])
    if (choice === 'closure') return noted(work, 'stay.closure', stay)
    const isFree = placedOverlaps(work.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id).length === 0
    updateStay(work.db, stay.id, { kind: 'unknown', placed: isFree })
    return noted(work, 'stay.booking', stay)
  })

function noted(work: Work, action: string, stay: Stay): Result<null, Failure> {
  const about = { reservationId: stay.reservationId, stayId: stay.id }
  audit(work, action, about, { unit: unitName(work.house, stay.unitId) })
  return ok(null)
}

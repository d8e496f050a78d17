/** What an answer of a feed is worth before anything is taken from it. Pure. */
import { type FeedStay, isBlock, type Seen } from './feed-stay.ts'
import { isLive } from './stay.ts'
import { type CalendarDate, hours, type Instant } from './time.ts'

/**
 * `incomplete`: cut off or with broken events, so absence from it proves nothing. `suspect`: whole, but it lacks so much
 * of what the last good poll had that the channel is more likely wrong than the bookings are gone.
 */
export type FeedVerdict = 'incomplete' | 'suspect' | 'ok'

/** How many stays may leave a feed at once before that is suspect: two, or this share of them. */
const fewest = 2
const share = 0.3

/**
 * Judges an answer by the stays of the last good poll (facts section 1, "Verdict first"). An empty one is suspect while
 * there is any.
 */
export function judgeAnswer(answer: {
  readonly isWhole: boolean
  readonly isEmpty: boolean
  /** Stays of the last good poll whose nights are not over, and how many of them this answer lacks. */
  readonly present: number
  readonly lacked: number
}): FeedVerdict {
  if (!answer.isWhole) return 'incomplete'
  if (answer.isEmpty && answer.present > 0) return 'suspect'
  return answer.lacked > Math.max(fewest, answer.present * share) ? 'suspect' : 'ok'
}

/** The stays that the last good poll had and that a feed should therefore still have. Closures roll: they do not count. */
export const stillDue = <Known extends FeedStay>(
  known: readonly Seen<Known>[],
  today: CalendarDate,
): readonly Seen<Known>[] =>
  known.filter(
    (one) => one.seen.missingSince === null && !isBlock(one) && isLive(one.stay) && one.seen.departureDate > today,
  )

/** How long every poll must give the same suspect answer before what it lacks becomes a question each. */
const askAfter = hours(24)

/** Since when answers are suspect in one way, and what that way is: the ids of what they lack. */
export type Suspicion = {
  /** Null once a person has said to keep what such an answer lacks. */
  readonly since: Instant | null
  readonly lacks: string
}
type SuspectStep<Known extends FeedStay> = {
  readonly suspicion: Suspicion
  /** What a person is to be asked about by now, one by one. */
  readonly ask: readonly Seen<Known>[]
}

/** One more suspect answer: the same as before or another, and what a person is to be asked about by now. */
export function suspectStep<Known extends FeedStay>(
  before: Suspicion | null,
  lacked: readonly Seen<Known>[],
  now: Instant,
): SuspectStep<Known> {
  const ids = lacked.map((one) => one.stay.id).sort()
  // What was over in the meantime, or came back, makes it no other answer: what is left was lacking all the time.
  const known = new Set(before?.lacks.split(' '))
  const since = before !== null && ids.every((id) => known.has(id)) ? before.since : now
  const ask = since !== null && now - since >= askAfter ? lacked : []
  return { suspicion: { since, lacks: ids.join(' ') }, ask }
}

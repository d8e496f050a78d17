/** When a stay that a feed no longer shows is gone from it, and what that means. Pure. */
import { type FeedStay, isBlock, isOver, isRunning, type SeenStay } from './feed-stay.ts'
import { isLive } from './stay.ts'
import { type CalendarDate, hours, type Instant } from './time.ts'

/** Absence is a proposal: it takes this long and this many good polls before it is believed. */
const goneAfter = hours(6)
const gonePolls = 3

/** A good poll lacked the stay once more. */
export function missedAgain(seen: SeenStay, now: Instant): Pick<SeenStay, 'missingSince' | 'missingPolls'> {
  return { missingSince: seen.missingSince ?? now, missingPolls: seen.missingPolls + 1 }
}

export const isGone = (seen: Pick<SeenStay, 'missingSince' | 'missingPolls'>, now: Instant): boolean =>
  seen.missingSince !== null && now - seen.missingSince >= goneAfter && seen.missingPolls >= gonePolls

/**
 * `nothing`: over, ended by the desk, or in house, which a feed never ends. `close`: a closure that is lifted.
 * `cancel`: far enough ahead, and nothing was handed out. `ask`: a person decides.
 */
export type Ending = 'nothing' | 'close' | 'cancel' | 'ask'

/** A feed cancels by itself only what arrives later than this. */
const cancelAhead = hours(48)

type EndingFacts = {
  readonly now: Instant
  readonly today: CalendarDate
  /** The planned moment of arrival. */
  readonly arrivesAt: Instant
  /** The feed's channel is the one the stay came by; an echo of another channel's stay ends nothing. */
  readonly isOwnChannel: boolean
  /** A code for its unit has left for a lock. */
  readonly codeSent: boolean
  /** A person of the desk said where or when it is. */
  readonly saidByPerson: boolean
}

/** What follows once a stay is gone from the feed (facts/feeds-mail-print-time.md section 1, rule 2). */
export function endingOf(known: FeedStay, facts: EndingFacts): Ending {
  const { stay } = known
  if (!isLive(stay)) return 'nothing'
  if (isBlock(known)) return 'close'
  if (stay.status === 'in-house' || isOver(known, facts.today) || !facts.isOwnChannel) return 'nothing'
  const isFar = facts.arrivesAt - facts.now > cancelAhead
  const isTheFeeds = stay.source === 'feed' && !facts.saidByPerson
  return isFar && isTheFeeds && !facts.codeSent && !isRunning(stay, facts.today) ? 'cancel' : 'ask'
}

/**
 * A number's own log against what its Twilio conversations brought: the log carries no conversation, so the two are
 * joined by who wrote, what, and when (facts/twilio.md section 4, step 4). Pure.
 */
import { keptBody } from './message-body.ts'
import { hours, type Instant, minutes } from './time.ts'

/** The two streams stamp the same text by different servers. */
export const stampsDifferMs = minutes(2)

/**
 * A webhook of a number's own stream names no time, so what it brings has the moment it came. It may be that late, and
 * the copy of the same text from its conversation is known by its words alone, each answering one.
 */
export const copiesComeWithinMs = hours(24)

/** A text this young may still be on its way into its conversation. */
export const graceMs = minutes(1)

export type TextOfPerson = { readonly body: string; readonly at: Instant }

/** White space at the ends is lost on one of the two ways; what is stored was made safe to keep. */
const wording = (text: Pick<TextOfPerson, 'body'>): string => keptBody(text.body).trim()

/** True where both say the same. */
export const isSameWording = (left: Pick<TextOfPerson, 'body'>, right: Pick<TextOfPerson, 'body'>): boolean =>
  wording(left) === wording(right)

/** True where both are the same text of one person to one number, as far as can be told. */
export const isCopyOf = (left: TextOfPerson, right: TextOfPerson): boolean =>
  isSameWording(left, right) && Math.abs(left.at - right.at) <= stampsDifferMs

/**
 * Those of `logged` that none of `stored` answers. Each stored text answers one: who writes "ok" twice has written
 * twice. Both are of one person and one number.
 */
export function unanswered<Logged extends TextOfPerson>(
  logged: readonly Logged[],
  stored: readonly TextOfPerson[],
): readonly Logged[] {
  const free = [...stored].sort((left, right) => left.at - right.at)
  return [...logged]
    .sort((left, right) => left.at - right.at)
    .filter((text) => {
      const found = free.findIndex((one) => isCopyOf(text, one))
      if (found >= 0) free.splice(found, 1)
      return found < 0
    })
}

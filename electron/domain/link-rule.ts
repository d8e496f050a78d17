/** Whether a booking takes what a guest wrote before it was made: the link rule of design.md 3.3, pure. */
import type { Stay } from './stay.ts'
import { isOff } from './stay-phase.ts'
import { addDays, type CalendarDate, dateOf, type Instant, nightsBetween, type TimeZoneId } from './time.ts'

export type LinkRule = 'message-in-window' | 'recent-message' | 'no-message'
export type LinkVerdict =
  | { readonly claims: true; readonly rule: LinkRule; readonly reason: string }
  | { readonly claims: false; readonly reason: string }

const daysBefore = 30
const daysAfter = 7
const recentDays = 3

type Dates = Pick<Stay, 'arrivalDate' | 'departureDate'>

/** From 30 days before the arrival to 7 days after the departure, both included. */
export const isInWindow = (stay: Dates, day: CalendarDate): boolean =>
  day >= addDays(stay.arrivalDate, -daysBefore) && day <= addDays(stay.departureDate, daysAfter)

/** Over for more than a week: such a booking takes nothing. */
export const isLongOver = (stay: Dates, day: CalendarDate): boolean => day > addDays(stay.departureDate, daysAfter)

/**
 * Judges one stay against the texts of a general conversation that were there at `moment`, the moment of the stay's
 * last material change. Ages are counted in civil days from there, so the same question asked later has the same answer.
 */
export function judgeLink(question: {
  readonly stay: Dates & Pick<Stay, 'status'>
  readonly moment: Instant
  readonly zone: TimeZoneId
  /** Twilio's times. */
  readonly texts: readonly Instant[]
}): LinkVerdict {
  const { stay, moment, zone } = question
  const today = dateOf(moment, zone)
  if (isOff(stay)) return { claims: false, reason: 'the booking was called off' }
  if (isLongOver(stay, today)) return { claims: false, reason: 'the booking was over for more than 7 days' }
  if (question.texts.length === 0)
    return { claims: true, rule: 'no-message', reason: 'nothing was written here before the booking' }
  const days = question.texts.map((at) => dateOf(at, zone))
  const inside = days.find((day) => isInWindow(stay, day))
  if (inside !== undefined)
    return {
      claims: true,
      rule: 'message-in-window',
      reason: `a text of ${inside} lies within 30 days before arrival and 7 after departure`,
    }
  const last = days.reduce((left, right) => (left > right ? left : right))
  if (nightsBetween(last, today) <= recentDays)
    return { claims: true, rule: 'recent-message', reason: `the last text of ${last} was at most 3 days old` }
  return { claims: false, reason: `the texts lie outside the booking, and the last, of ${last}, was older than 3 days` }
}

/** What of a stay matters to texting: while this is equal, nothing material has changed. */
export const linkFingerprint = (stay: Pick<Stay, 'unitId' | 'arrivalDate' | 'departureDate' | 'status'>): string =>
  [stay.unitId, stay.arrivalDate, stay.departureDate, stay.status].join(' ')

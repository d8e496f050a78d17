/** Which days of a stay a feed may change, and which are for a person. Pure. */
import type { CalendarEvent } from './calendar-event.ts'
import { isLongUnknown, isRunning, longestUnknownStay, sameDays, tomorrowOf } from './feed-stay.ts'
import { isLive, type Stay } from './stay.ts'
import { type CalendarDate, nightsBetween } from './time.ts'

type Days = { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }

/** The days that a feed means: a stay whose first nights it has dropped keeps the arrival it began with. */
export function meantDays(stay: Stay, inFeed: Days, today: CalendarDate): Days {
  const began = stay.arrivalDate <= tomorrowOf(today)
  const dropped = began && inFeed.arrivalDate > stay.arrivalDate && inFeed.arrivalDate <= tomorrowOf(today)
  const before = isRunning(stay, today) && inFeed.arrivalDate < stay.arrivalDate
  const keepsArrival = stay.status === 'in-house' || dropped || before
  return keepsArrival
    ? { arrivalDate: stay.arrivalDate, departureDate: inFeed.departureDate }
    : { arrivalDate: inFeed.arrivalDate, departureDate: inFeed.departureDate }
}

/**
 * Booking.com joins a booking to the owner's closure beside it and shows one long event (room 2 of the recorded feeds,
 * 2025-12-20): the stay's own days are no longer in the feed, and are what they were.
 */
export const isSwallowed = (stay: Stay, event: CalendarEvent): boolean =>
  isLongUnknown(event) &&
  nightsBetween(event.arrivalDate, event.departureDate) - nightsBetween(stay.arrivalDate, stay.departureDate) >
    longestUnknownStay

/** Why a person is asked before a stay gets a feed's days. */
export type DatesQuestion = 'desk-dates' | 'in-house' | 'code-sent' | 'taken'
export type DatesVerdict =
  | { readonly is: 'same' }
  | { readonly is: 'apply'; readonly days: Days }
  | { readonly is: 'ask'; readonly days: Days; readonly why: DatesQuestion }

type DatesFacts = {
  readonly today: CalendarDate
  /** Desk, command or text: a person's days are never overwritten. */
  readonly saidByPerson: boolean
  /** The stay came by this feed's channel; an echo changes nothing. */
  readonly isOwnChannel: boolean
  readonly codeSent: boolean
  /** No other placed stay has these nights in its unit. */
  readonly isFree: (days: Days) => boolean
}

export function judgeDates(stay: Stay, inFeed: Days, facts: DatesFacts): DatesVerdict {
  const days = meantDays(stay, inFeed, facts.today)
  if (!isLive(stay) || !facts.isOwnChannel || sameDays(stay, days)) return { is: 'same' }
  // Its nights as the feed has them are over: what is left of it is the desk's to end.
  if (days.departureDate <= facts.today || days.departureDate <= days.arrivalDate) return { is: 'same' }
  const ask = (why: DatesQuestion): DatesVerdict => ({ is: 'ask', days, why })
  if (facts.saidByPerson) return ask('desk-dates')
  const isLonger = days.arrivalDate === stay.arrivalDate && days.departureDate > stay.departureDate
  if (stay.status === 'in-house' && !isLonger) return ask('in-house')
  // Somebody may be in it who was never checked in, with a code that opens until the old day.
  if (isRunning(stay, facts.today) && facts.codeSent && !isLonger) return ask('code-sent')
  if (stay.placed && !facts.isFree(days)) return ask('taken')
  return { is: 'apply', days }
}

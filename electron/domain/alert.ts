/**
 * When the desk is told, and how loudly (facts/locks.md sections 3 and 6): a code that is late before an arrival, a
 * battery that runs low, a clock that is off, a vendor's quota that runs out. Pure.
 */
import type { Window } from './access-window.ts'
import { hours, type Instant, minutes } from './time.ts'

/** `question`: amber, somebody should look. `bad`: red, somebody must act. */
export type Tone = 'bad' | 'question'

export type LateFacts = {
  readonly now: Instant
  /** The window the code should open in: the running one, else the next. */
  readonly window: Window
  /** The window that the lock holds these digits for; null where it has never held them. */
  readonly held: Window | null
  /** Since when this is asked of the lock. */
  readonly waitingSince: Instant
  /** Since when the party is in the house behind this door; null before. */
  readonly inHouseSince: Instant | null
  /** False where codes go to the lock at check-in only: before that none can be late. */
  readonly sentAhead: boolean
}

/** A lock may take its time; nobody is called within these two minutes. */
const patienceMs = minutes(2)

/** Null where nobody need be told; `needAt` is when the guest will stand before a shut door. */
export function lateCode(facts: LateFacts): { readonly tone: Tone; readonly needAt: Instant } | null {
  const { now, window, waitingSince, inHouseSince, sentAhead } = facts
  const needAt = shutAt(facts)
  if (needAt === null || now - waitingSince < patienceMs) return null
  if (inHouseSince !== null && needAt <= now) {
    if (now - inHouseSince > patienceMs) return { tone: 'bad', needAt }
    if (!sentAhead) return null
  }
  if (inHouseSince === null && !sentAhead) return null
  if (window.endsAt <= now || needAt - now > hours(1)) return null
  return { tone: needAt - now > minutes(30) ? 'question' : 'bad', needAt }
}

/** The first moment at which the door should open and would not; null where the lock holds what is needed. */
function shutAt({ now, window, held }: LateFacts): Instant | null {
  const from = Math.max(now, window.startsAt)
  if (held === null || held.startsAt > from || held.endsAt <= from) return window.startsAt
  return held.endsAt < window.endsAt ? held.endsAt : null
}

/** `low` from 25 %, `critical` from 15 %; null where the lock does not say. */
export const batteryLevel = (percent: number | null): 'ok' | 'low' | 'critical' | null =>
  percent === null ? null : percent <= 15 ? 'critical' : percent <= 25 ? 'low' : 'ok'

/** A clock that is off by more than a minute opens and shuts doors at the wrong time. */
export const isClockOff = (ms: number): boolean => Math.abs(ms) > minutes(1)

/** From four fifths of a month's calls; red when there are none left. Null where nobody counts. */
export function quotaTone(calls: number | null, limit: number | null): Tone | null {
  if (calls === null || limit === null || limit <= 0) return null
  return calls >= limit ? 'bad' : calls >= limit * 0.8 ? 'question' : null
}

/** Locks drop out for a moment all day long: only what lasts is told. */
export const isOfflineForLong = (since: Instant | null, now: Instant): boolean =>
  since !== null && now - since >= minutes(5)

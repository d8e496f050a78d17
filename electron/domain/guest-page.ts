/** What a link to a party's pages opens now. Pure. */
import { accessWindow, type HouseTimes, type Window } from './access-window.ts'
import { grantsAccess, isConfirmedSibling, isLive, type Stay } from './stay.ts'
import { hours, type Instant, instant, minutes } from './time.ts'

export type LinkFacts = {
  readonly kind: 'page' | 'once'
  readonly proof: 'name' | 'phone' | 'dates' | 'link' | 'desk'
  readonly usedAt: Instant | null
  readonly approvedAt: Instant | null
  readonly revokedAt: Instant | null
}

/** The stays a page speaks of: surely theirs, live or still with access. What is theirs by a guess is on no page. */
export const staysOnPage = (stays: readonly Stay[], now: Instant): readonly Stay[] =>
  stays.filter((stay) => isConfirmedSibling(stay) && (isLive(stay) || grantsAccess(stay, now)))

/** When the last door closes for them, grace included; null where none opens any more. */
export function lastEnd(stays: readonly Stay[], house: HouseTimes, now: Instant): Instant | null {
  const ends = staysOnPage(stays, now)
    .map((stay) => accessWindow(stay, house))
    .filter((window): window is Window => window !== null)
    .map((window) => window.endsAt)
  return ends.length === 0 ? null : instant(Math.max(...ends))
}

/** Open while the desk has not closed it and a stay is to come or lasts: after check-out and grace a link is dead. */
export function isOpen(link: LinkFacts, stays: readonly Stay[], house: HouseTimes, now: Instant): boolean {
  if (link.revokedAt !== null || (link.kind === 'once' && link.usedAt !== null)) return false
  const end = lastEnd(stays, house, now)
  return end !== null && end > now
}

/** A second click, or a phone that lost the answer on its way: for so long a link that was used leads to the page it made. */
const goingOnMs = minutes(10)
export const isGoingOn = ({ kind, usedAt, revokedAt }: LinkFacts, now: Instant): boolean =>
  kind === 'once' && revokedAt === null && usedAt !== null && usedAt <= now && now < usedAt + goingOnMs

/** Both dates prove little: they stand on the confirmation, beside the reference. The desk looks at whoever shows them. */
export const needsYes = (link: LinkFacts, trustsReference: boolean): boolean =>
  link.proof === 'dates' && link.approvedAt === null && !trustsReference

/** PINs are shown this long before their window begins, as the house sets it, until it ends. */
export const showsPin = (window: Window | null, hoursAhead: number, now: Instant): boolean =>
  window !== null && now >= shownFrom(window, hoursAhead) && now < window.endsAt
export const shownFrom = (window: Window, hoursAhead: number): Instant => instant(window.startsAt - hours(hoursAhead))

/** A page opens a door only while its code would, never before. */
export const mayUnlock = (window: Window | null, now: Instant): boolean =>
  window !== null && now >= window.startsAt && now < window.endsAt

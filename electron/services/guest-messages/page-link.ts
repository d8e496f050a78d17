/** The link that a text carries to its party's page: made once, when the text is written, and judged with it ever after. */
import type { ReadableDb } from '../../../db/open-database.ts'
import type { Reservation } from '../../../db/queries/bookings.ts'
import type { House } from '../../../db/queries/house.ts'
import { linkPlaceholder, linksIn } from '../../domain/message-links.ts'
import type { Instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { isLinkOpen, linkAddress, makeLink, stableBase, tokenLetters } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import type { PageLink } from './body.ts'

const linked = (base: string, linkId: string): PageLink => ({
  placeholder: linkPlaceholder(linkId),
  letters: linkAddress(base, 'x'.repeat(tokenLetters)).length,
})

/** A link of its own for a text that is written now. It opens once, on the phone that goes on from it. */
export const newPageLink = (work: Work, reservation: Reservation, base: string): PageLink =>
  linked(base, makeLink(work, reservation, { kind: 'once', proof: 'link' }).link.id)

/** For a text that the program writes by itself; null where the house names no page in texts, or its address would not last. */
export function pageToName(work: Work, reservation: Reservation): PageLink | null {
  const base = baseToName(work.db)
  return base === null ? null : newPageLink(work, reservation, base)
}

/** The link of a stored text, where it would still lead somewhere: a text that is judged again gets no other one. */
export function pageNamedIn(
  db: ReadableDb,
  house: House,
  now: Instant,
  { body, ordered }: { readonly body: string; readonly ordered: boolean },
): PageLink | null {
  const base = ordered ? servedBase(db) : baseToName(db)
  const [linkId] = linksIn(body)
  return base !== null && linkId !== undefined && isLinkOpen(db, house, now, linkId) ? linked(base, linkId) : null
}

/** Where pages are served under an address that lasts. */
const servedBase = (db: ReadableDb): string | null => (guestPageSettings(db).on ? stableBase(db) : null)
const baseToName = (db: ReadableDb): string | null => (guestPageSettings(db).linkInTexts ? servedBase(db) : null)

/** A link that was sent by message: a click opens it, once, and the phone that clicked gets a page of its own. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { guestLinkOfToken, guestLinksOf, readGuestLink, updateGuestLink } from '../../../db/queries/guest-pages.ts'
import type { House } from '../../../db/queries/house.ts'
import type { Failure } from '../../domain/failure.ts'
import { isGoingOn, isOpen } from '../../domain/guest-page.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { WebAnswer } from '../../ports/listener.ts'
import { type Desk, transact } from '../desk/index.ts'
import { makeLink, type OpenedLink, tokenOf } from '../guest-links/index.ts'
import { seeOther } from './answer.ts'
import { guestCaller } from './check-in.ts'
import type { Visit } from './visit.ts'

/** A link that was used a moment ago, while its party's pages are open: a second click must not stand before a shut page. */
export function linkGoingOn(desk: Desk, db: ReadableDb, house: House, now: Instant, token: string): OpenedLink | null {
  const link = guestLinkOfToken(db, desk.store.vault.mac('guest-link', token))
  const reservation = link === null ? null : readReservation(db, link.reservationId)
  if (link === null || reservation === null || !isGoingOn(link, now)) return null
  const stays = staysOfReservation(db, reservation.id)
  return isOpen({ ...link, usedAt: null }, stays, house.property, now) ? { link, reservation, stays } : null
}

/** Sends the phone on to its page; used again at once, to the same page. The link itself opens nothing more. */
export function goOn({ desk, path, show }: Visit, opened: OpenedLink): WebAnswer {
  const gone = transact(desk, guestCaller, (work): Result<string | null, Failure> => {
    // As it stands now: another click may have been quicker.
    const link = readGuestLink(work.db, opened.link.id)
    if (link === null || link.revokedAt !== null) return ok(null)
    if (link.usedAt === null) {
      updateGuestLink(work.db, link.id, { usedAt: work.now })
      return ok(makeLink(work, opened.reservation, { kind: 'page', proof: 'link' }).token)
    }
    const made = guestLinksOf(work.db, link.reservationId).find(
      (one) => one.kind === 'page' && one.proof === 'link' && one.createdAt === link.usedAt && one.revokedAt === null,
    )
    return ok(made === undefined || !isGoingOn(link, work.now) ? null : tokenOf(desk, made))
  })
  if (!gone.ok) throw new Error(`a link could not be used: ${gone.error.code}`)
  return gone.value === null ? show(404, { is: 'closed' }) : seeOther(path(`/g/${gone.value}`))
}

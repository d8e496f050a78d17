/** Links to a party's pages: made, found again by what stands in the address, and closed. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  type GuestLink,
  type GuestLinkProof,
  guestLinkOfToken,
  guestLinksOf,
  insertGuestLink,
  readGuestLink,
  revokeGuestLinks,
  updateGuestLink,
} from '../../../db/queries/guest-pages.ts'
import type { House } from '../../../db/queries/house.ts'
import { isOpen } from '../../domain/guest-page.ts'
import type { Stay } from '../../domain/stay.ts'
import type { Instant } from '../../domain/time.ts'
import { audit, type Desk, makeId, type Work } from '../desk/index.ts'

/** 256 bits, as 43 letters of base64url: nobody guesses one. */
const tokenBytes = 32
export const tokenLetters = 43
const tokenShape = /^[A-Za-z0-9_-]{43}$/

/** More than a family has phones; the oldest is closed for the next one. */
const mostLinks = 20

export type OpenedLink = {
  readonly link: GuestLink
  readonly reservation: Reservation
  readonly stays: readonly Stay[]
}

export function makeLink(
  work: Work,
  reservation: Reservation,
  made: { readonly kind: GuestLink['kind']; readonly proof: GuestLinkProof },
): { readonly link: GuestLink; readonly token: string } {
  const { vault } = work.desk.store
  const token = Buffer.from(work.desk.random.bytes(tokenBytes)).toString('base64url')
  const link: GuestLink = {
    id: makeId<string>(work),
    reservationId: reservation.id,
    ...made,
    tokenMac: vault.mac('guest-link', token),
    tokenSealed: vault.seal('guest-link', token),
    createdAt: work.now,
    createdBy: work.caller.actor,
    usedAt: null,
    approvedAt: null,
    approvedBy: null,
    revokedAt: null,
    revokedBy: null,
    seenAt: null,
    shownAt: null,
  }
  // Strangers who know only the dates push out nobody but each other.
  const isWeak = (one: Pick<GuestLink, 'proof' | 'approvedAt'>): boolean =>
    one.proof === 'dates' && one.approvedAt === null
  const open = guestLinksOf(work.db, reservation.id).filter(
    (one) => one.kind === made.kind && one.revokedAt === null && isWeak(one) === isWeak(link),
  )
  for (const one of open.slice(mostLinks - 1))
    updateGuestLink(work.db, one.id, { revokedAt: work.now, revokedBy: work.caller.actor })
  insertGuestLink(work.db, link)
  audit(work, 'guest-page.link-made', { reservationId: reservation.id }, { kind: made.kind, proof: made.proof })
  return { link, token }
}

/** The link of a token with its party; null where there is none, and where it is closed: both are answered alike. */
export function openLink(desk: Desk, db: ReadableDb, house: House, now: Instant, token: string): OpenedLink | null {
  if (!tokenShape.test(token)) return null
  const link = guestLinkOfToken(db, desk.store.vault.mac('guest-link', token))
  const reservation = link === null ? null : readReservation(db, link.reservationId)
  if (link === null || reservation === null) return null
  const stays = staysOfReservation(db, reservation.id)
  return isOpen(link, stays, house.property, now) ? { link, reservation, stays } : null
}

/** True while that link still opens a page: one that was used, closed or outlived its stay opens none. */
export function isLinkOpen(db: ReadableDb, house: House, now: Instant, id: string): boolean {
  const link = readGuestLink(db, id)
  return link !== null && isOpen(link, staysOfReservation(db, link.reservationId), house.property, now)
}

/** What stands in a link's address; never logged, never stored in clear. */
export const tokenOf = (desk: Desk, link: GuestLink): string => desk.store.vault.open('guest-link', link.tokenSealed)

/** Closes every way to a party's pages. Answers how many were open. */
export function closeLinks(work: Work, reservation: Reservation): number {
  const closed = revokeGuestLinks(work.db, reservation.id, work.now, work.caller.actor)
  if (closed > 0) audit(work, 'guest-page.links-closed', { reservationId: reservation.id }, { links: closed })
  return closed
}

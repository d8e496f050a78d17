/** What the desk does with the ways to a party's pages: hands one over, and closes all of them. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { guestLinksOf } from '../../../db/queries/guest-pages.ts'
import type { House } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isOpen, lastEnd } from '../../domain/guest-page.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { type Caller, type Desk, transact } from '../desk/index.ts'
import { closeLinks, linkAddress, makeLink, stableAddress } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'

/** Why no link can be handed out. */
type NoLink = {
  readonly code: 'guest-pages-off' | 'not-expected' | 'no-public-address'
  readonly message: string
}

/**
 * The public address where a link to this party's page may lead now, or why none may be handed out: the pages are off,
 * the booking is over, or the address would soon be another.
 */
export function linkBase(
  { db, house, now }: { readonly db: ReadableDb; readonly house: House; readonly now: Instant },
  reservation: Pick<Reservation, 'id'>,
): Result<string, NoLink> {
  if (!guestPageSettings(db).on)
    return fail({
      code: 'guest-pages-off',
      message: 'The guest pages are off. Switch them on under Settings, Guest pages.',
    })
  const end = lastEnd(staysOfReservation(db, reservation.id), house.property, now)
  if (end === null || end <= now) return fail({ code: 'not-expected', message: 'This booking is over or cancelled.' })
  const { base, why } = stableAddress(db)
  return base === null ? fail({ code: 'no-public-address', message: why }) : ok(base)
}

/** A link that opens once, for the phone of a guest who stands at the desk. Its address holds the token: log it nowhere. */
export const makeDeskLink = (
  desk: Desk,
  caller: Caller,
  id: ReservationId,
): Result<{ readonly address: string }, Failure> =>
  transact(desk, caller, (work): Result<{ readonly address: string }, Failure> => {
    const reservation = readReservation(work.db, id)
    if (reservation === null) return fail(reservationGone)
    const base = linkBase(work, reservation)
    if (!base.ok) return base
    const { token } = makeLink(work, reservation, { kind: 'once', proof: 'desk' })
    return ok({ address: linkAddress(base.value, token) })
  })

/** Closes every way to a party's pages. Answers how many were open; it cannot be taken back. */
export const closePartyLinks = (
  desk: Desk,
  caller: Caller,
  id: ReservationId,
): Result<{ readonly closed: number }, Failure> =>
  transact(desk, caller, (work): Result<{ readonly closed: number }, Failure> => {
    const reservation = readReservation(work.db, id)
    if (reservation === null) return fail(reservationGone)
    const stays = staysOfReservation(work.db, id)
    // One that was used is closed as well, but opened nothing any more.
    const open = guestLinksOf(work.db, id).filter((link) => isOpen(link, stays, work.house.property, work.now))
    closeLinks(work, reservation)
    return ok({ closed: open.length })
  })

const reservationGone = failure('reservation-unknown', 'This reservation is not there any more.')

/** In by the reference: who shows beside it what only the party knows gets a page of its own. */
import { findReservations, type Reservation, readGuest, staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  countWrongTries,
  insertGuestTry,
  rightTriesOfReference,
  wrongTriesOfAddress,
  wrongTriesOfReference,
} from '../../../db/queries/guest-tries.ts'
import { parseReference } from '../../domain/booking-reference.ts'
import type { Failure } from '../../domain/failure.ts'
import { lastEnd } from '../../domain/guest-page.ts'
import { type KnownParty, proofOf, type ShownProof } from '../../domain/guest-proof.ts'
import { heardAgainAt, houseLimit, networkOf, triesKeptMs } from '../../domain/guest-tries.ts'
import { ok, type Result } from '../../domain/result.ts'
import { isConfirmedSibling } from '../../domain/stay.ts'
import { addDays, dateOf, type Instant, instant } from '../../domain/time.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { makeLink } from '../guest-links/index.ts'

export type Entered =
  | { readonly is: 'in'; readonly token: string }
  /** Unknown, wrong, blank, cancelled, of two parties at once: one answer for all. */
  | { readonly is: 'no-match' }
  | { readonly is: 'too-often'; readonly againAt: Instant }
  /** Theirs, and over. */
  | { readonly is: 'over' }

export type Entering = {
  readonly reference: string
  readonly shown: ShownProof
  /** Of the far end; null where the tunnel does not say. */
  readonly address: string | null
}

/** A stay that ended within this many days is still known as theirs. */
const rememberedDays = 30

/**
 * One try: counted, judged and written in one transaction, so that a thousand at the same moment are a thousand tries.
 */
export const enter = (desk: Desk, caller: Caller, entering: Entering): Result<Entered, Failure> =>
  transact(desk, caller, (work): Result<Entered, Failure> => {
    const { vault } = desk.store
    const reference = parseReference(entering.reference)
    const referenceMac = vault.mac('guest-try', `reference ${reference ?? ''}`)
    const addressMac = vault.mac('guest-try', `address ${entering.address === null ? '' : networkOf(entering.address)}`)
    const span = { after: instant(work.now - triesKeptMs), now: work.now }
    const againAt = heardAgainAt({
      now: work.now,
      ofReference: wrongTriesOfReference(work.db, referenceMac, span),
      // A tunnel that does not say who calls: all the world would share one address.
      ofAddress: entering.address === null ? [] : wrongTriesOfAddress(work.db, addressMac, span),
      ofHouse: countWrongTries(work.db, { ...span, after: instant(work.now - houseLimit.within) }).tries,
      right: rightTriesOfReference(work.db, referenceMac, span),
    })
    if (againAt !== null) return ok({ is: 'too-often', againAt })
    const found = reference === null ? [] : findReservations(work.db, reference)
    const theirs = found.flatMap((reservation) => {
      const party = partyOf(work, reservation)
      const proof = party === null ? null : proofOf(party, entering.shown)
      if (proof === null) return []
      const end = lastEnd(staysOfReservation(work.db, reservation.id), work.house.property, work.now)
      return [{ reservation, proof, isOver: end === null || end <= work.now }]
    })
    // The same reference on two channels: what is over stands in nobody's way.
    const ahead = theirs.filter((one) => !one.isOver)
    const [entered, second] = ahead.length > 0 ? ahead : theirs
    const isOne = entered !== undefined && second === undefined
    insertGuestTry(work.db, { at: work.now, referenceMac, addressMac, right: isOne })
    if (!isOne) return ok({ is: 'no-match' })
    if (entered.isOver) return ok({ is: 'over' })
    const { reservation, proof } = entered
    audit(work, 'guest-page.entered', { reservationId: reservation.id }, { proof })
    return ok({ is: 'in', token: makeLink(work, reservation, { kind: 'page', proof }).token })
  })

/** What is known of a party; null for one that a page has nothing to say to: all cancelled, no-show, or long gone. */
function partyOf(work: Work, reservation: Reservation): KnownParty | null {
  const today = dateOf(work.now, work.house.property.timeZone)
  const stays = staysOfReservation(work.db, reservation.id).filter(
    (stay) => isConfirmedSibling(stay) && stay.status !== 'cancelled' && stay.status !== 'no-show',
  )
  const [first] = stays.toSorted((left, right) => (left.arrivalDate < right.arrivalDate ? -1 : 1))
  const last = stays.toSorted((left, right) => (left.departureDate < right.departureDate ? 1 : -1))[0]
  if (first === undefined || last === undefined || last.departureDate < addDays(today, -rememberedDays)) return null
  const guest = reservation.guestId === null ? null : readGuest(work.db, reservation.guestId)
  return {
    name: guest?.name ?? null,
    phones: guest?.phones ?? [],
    arrivalDate: first.arrivalDate,
    departureDate: last.departureDate,
  }
}

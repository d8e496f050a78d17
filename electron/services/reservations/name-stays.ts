/** Stays that a source brought get their reference, for sure or by a guess, and lose it again. */

import { type Reservation, readReservation, staysOfReservation, updateStay } from '../../../db/queries/bookings.ts'
import { type ClaimRule, claimsOfStays, endClaims, insertClaim } from '../../../db/queries/claims.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, makeId, rememberSources, type Work } from '../desk/index.ts'
import { ensureReservation } from './add.ts'
import { unitName } from './find.ts'

export type NameStays = {
  readonly stays: readonly Stay[]
  readonly reference: BookingReference
  readonly channel: string
  /** A guess: no code, no check-in, no page, until somebody says yes (design.md 3.1). */
  readonly provisional: boolean
  readonly rule: ClaimRule
  readonly evidence: Readonly<Record<string, unknown>>
}

/**
 * Gives stays their reference in the caller's transaction; a stay that carried another one by a guess leaves that party,
 * and what was issued for it there is revoked. Codes are planned for what is sure. `changed-since` where a stay belongs
 * to another reservation for sure: that is for a person to move.
 */
export function nameStays(work: Work, order: NameStays): Result<Reservation, Failure> {
  const reservation = ensureReservation(work, order.reference, order.channel)
  const left = new Set<ReservationId>()
  for (const stay of order.stays) {
    const isTheirs = stay.reservationId === reservation.id
    if (isTheirs && stay.provisional === order.provisional) continue
    // What is sure does not become a guess again.
    if (isTheirs && order.provisional) continue
    if (!isTheirs && stay.reservationId !== null && !stay.provisional)
      return fail(
        failure(
          'changed-since',
          `${unitName(work.house, stay.unitId)} from ${stay.arrivalDate} belongs to another booking. Nothing was changed.`,
        ),
      )
    if (!isTheirs && stay.reservationId !== null) {
      left.add(stay.reservationId)
      leaveParty(work, stay)
    }
    updateStay(work.db, stay.id, {
      reservationId: reservation.id,
      provisional: order.provisional,
      kind: 'reservation',
    })
    claim(work, stay.id, reservation.id, order.rule, order.evidence)
    rememberSources(work, stay.id, ['reference'])
    audit(
      work,
      order.provisional ? 'stay.guessed' : 'stay.named',
      { reservationId: reservation.id, stayId: stay.id },
      { unit: unitName(work.house, stay.unitId), reference: order.reference, rule: order.rule },
    )
  }
  for (const id of [...left, reservation.id]) {
    const settled = settle(work, id)
    if (!settled.ok) return settled
  }
  return ok(reservation)
}

/**
 * Yes to a guess: the stays, all of them or those named, are the party's from now on. Whoever says yes goes on with
 * `grantAccess`.
 */
export function confirmGroup(work: Work, reservation: Reservation, only?: readonly StayId[]): readonly Stay[] {
  const guessed = staysOfReservation(work.db, reservation.id).filter(
    (stay) => stay.provisional && (only === undefined || only.includes(stay.id)),
  )
  for (const stay of guessed) {
    updateStay(work.db, stay.id, { provisional: false })
    const [guess] = claimsOfStays(work.db, [stay.id])
    claim(work, stay.id, reservation.id, work.caller.source === 'sms' ? 'sms' : 'desk', {
      guessedBy: guess?.rule ?? null,
    })
    audit(work, 'stay.confirmed', { reservationId: reservation.id, stayId: stay.id }, {})
  }
  return guessed
}

/** No to it: the stays are without a reference again, and what was issued for them goes at once. */
export function releaseStays(work: Work, stays: readonly Stay[]): Result<null, Failure> {
  for (const stay of stays) leaveParty(work, stay)
  const parties = new Set(stays.flatMap((stay) => stay.reservationId ?? []))
  for (const id of parties) {
    const settled = settle(work, id)
    if (!settled.ok) return settled
  }
  return ok(null)
}

/** Notes why a stay belongs to its reservation from now on. */
function claim(
  work: Work,
  stayId: StayId,
  reservationId: ReservationId,
  rule: ClaimRule,
  evidence: NameStays['evidence'],
): void {
  const { now, caller } = work
  endClaims(work.db, stayId, now)
  insertClaim(work.db, {
    id: makeId<string>(work),
    stayId,
    reservationId,
    rule,
    evidence,
    at: now,
    actor: caller.actor,
    endedAt: null,
  })
}

function leaveParty(work: Work, stay: Stay): void {
  if (stay.reservationId === null) return
  const left = stay.reservationId
  updateStay(work.db, stay.id, { reservationId: null, provisional: false, kind: 'unknown' })
  endClaims(work.db, stay.id, work.now)
  audit(work, 'stay.released', { reservationId: left, stayId: stay.id }, { unit: unitName(work.house, stay.unitId) })
}

function settle(work: Work, id: ReservationId): Result<null, Failure> {
  if (readReservation(work.db, id) === null) return ok(null)
  const planned = planCodes(work, id, { skipConflicts: true })
  if (!planned.ok) return planned
  followReservation(work, id)
  return ok(null)
}

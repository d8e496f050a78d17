/** What people answer to the questions that mail leaves: whose is what, cancelled indeed, nothing to do. */
import { readReservation, readStay, staysOfReservation } from '../../../db/queries/bookings.ts'
import type { ClaimRule } from '../../../db/queries/claims.ts'
import { mailsOf, settleMails } from '../../../db/queries/mails.ts'
import { type BookingReference, looksLikeReference, parseReference } from '../../domain/booking-reference.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { cancelStays, grantAccess } from '../check-in/index.ts'
import { audit, type Caller, type Desk, rememberAction, rememberSources, transact, type Work } from '../desk/index.ts'
import { nameStays, releaseStays } from '../reservations/index.ts'

export type Assignment = {
  readonly stayId: StayId
  /** Null takes a guess away. */
  readonly reference: string | null
}

/**
 * Says whose stay is which: each named stay gets its reference for sure, the single guest of each party is made and the
 * codes of its doors are planned; all in one transaction or none, and one undo. `bad-input` where a stay stands twice or a
 * reference is none, `stay-unknown`, `changed-since` where a stay is another party's for sure.
 */
export const settleCollision = (
  desk: Desk,
  caller: Caller,
  input: { readonly assignments: readonly Assignment[] },
): Result<{ readonly actionId: string | null }, Failure> =>
  transact(desk, caller, (work) => {
    const { assignments } = input
    const ids = assignments.map((one) => one.stayId)
    if (ids.length === 0 || new Set(ids).size < ids.length)
      return fail(failure('bad-input', 'Give each stay one booking. Nothing was changed.'))
    const before = staysNow(work, ids)
    if (before.length < ids.length || before.some((stay) => stay.status !== 'expected'))
      return fail(failure('stay-unknown', 'One of these stays is not expected any more. Nothing was changed.'))
    const freed = release(work, assignments)
    if (!freed.ok) return freed
    const parties: ReservationId[] = []
    for (const [reference, stayIds] of byReference(assignments)) {
      const named = assign(work, reference, staysNow(work, stayIds))
      if (!named.ok) return named
      parties.push(named.value)
    }
    const granted = grantAll(work, parties)
    if (!granted.ok) return granted
    const subject = parties[0] ?? before.find((stay) => stay.reservationId !== null)?.reservationId ?? null
    return ok({
      actionId: subject === null ? null : rememberAction(work, 'name', subject, before, staysNow(work, ids)),
    })
  })

function release(work: Work, assignments: readonly Assignment[]): Result<null, Failure> {
  const ids = assignments.flatMap((one) => (one.reference === null ? [one.stayId] : []))
  for (const id of ids) rememberSources(work, id, ['reference'])
  const guessed = staysNow(work, ids).filter((stay) => stay.provisional)
  return releaseStays(work, guessed)
}

function byReference(assignments: readonly Assignment[]): ReadonlyMap<string, readonly StayId[]> {
  const found = new Map<string, StayId[]>()
  for (const { stayId, reference } of assignments) {
    if (reference === null) continue
    const key = parseReference(reference) ?? ''
    found.set(key, [...(found.get(key) ?? []), stayId])
  }
  return found
}

const ruleOf = (caller: Caller): ClaimRule => (caller.source === 'sms' ? 'sms' : 'desk')

function assign(work: Work, raw: string, stays: readonly Stay[]): Result<ReservationId, Failure> {
  const reference = raw as BookingReference
  if (raw === '' || !looksLikeReference(reference))
    return fail(failure('bad-input', 'A booking reference has 2 to 40 letters and digits. Nothing was changed.'))
  const [channel, ...others] = new Set(stays.map((stay) => stay.channel))
  if (channel === undefined || others.length > 0)
    return fail(failure('bad-input', 'These stays came by different channels. Nothing was changed.'))
  const rule = ruleOf(work.caller)
  const named = nameStays(work, { stays, reference, channel, provisional: false, rule, evidence: {} })
  return named.ok ? ok(named.value.id) : named
}

/** A cancellation that the calendar or the codes did not settle by themselves: the expected stays go. Undoable. */
export const cancelBooking = (desk: Desk, caller: Caller, id: ReservationId): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const stays = staysOfReservation(work.db, id).filter((stay) => stay.status === 'expected' && !stay.provisional)
    if (stays.length === 0) return fail(settledAlready())
    const cancelled = cancelStays(work, { ref: id, stayIds: stays.map((stay) => stay.id) })
    return cancelled.ok ? ok(null) : cancelled
  })

/** The calendar shows the same room and days for another booking by now: its expected stays go over to that. Undoable. */
export const giveToHeir = (
  desk: Desk,
  caller: Caller,
  input: { readonly from: ReservationId; readonly reference: BookingReference; readonly arrivalDate: CalendarDate },
): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const before = staysOfReservation(work.db, input.from).filter(
      (stay) => stay.status === 'expected' && !stay.provisional && stay.arrivalDate === input.arrivalDate,
    )
    if (before.length === 0) return fail(settledAlready())
    const ids = before.map((stay) => stay.id)
    const freed = releaseStays(work, before)
    if (!freed.ok) return freed
    const named = assign(work, input.reference, staysNow(work, ids))
    if (!named.ok) return named
    const granted = grantAll(work, [named.value])
    if (!granted.ok) return granted
    rememberAction(work, 'name', named.value, before, staysNow(work, ids))
    return ok(null)
  })

/** Nothing is to be done with these mails, now or later. */
export const putMailsAside = (desk: Desk, caller: Caller, ids: readonly string[]): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    settleMails(work.db, ids, work.now, caller.actor)
    for (const mail of mailsOf(work.db, ids))
      audit(work, 'mail.put-aside', {}, { reference: mail.reference, kind: mail.kind })
    return ok(null)
  })

const staysNow = (work: Work, ids: readonly StayId[]): readonly Stay[] =>
  ids.flatMap((id) => readStay(work.db, id) ?? [])
const settledAlready = (): Failure =>
  failure('changed-since', 'This was settled in the meantime. Look again. Nothing was changed.')

/** Whoever says whose stays they are grants access to all of them (design.md 3.1). */
function grantAll(work: Work, parties: readonly ReservationId[]): Result<null, Failure> {
  for (const id of parties) {
    const reservation = readReservation(work.db, id)
    if (reservation === null) continue
    const granted = grantAccess(work, reservation)
    if (!granted.ok) return granted
  }
  return ok(null)
}

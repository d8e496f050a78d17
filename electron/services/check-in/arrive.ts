import { type Reservation, staysOfReservation, updateStay } from '../../../db/queries/bookings.ts'
import { plannedArrival, plannedDeparture } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import {
  dateOf,
  deskDateOf,
  type Instant,
  instant,
  minutes,
  parseWallTime,
  toInstant,
  type WallTime,
} from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, rememberAction, transact, type Work } from '../desk/index.ts'
import {
  chooseStays,
  confirmGroup,
  ensureGuest,
  findReservation,
  type ReservationName,
  type StayChoice,
  unitName,
} from '../reservations/index.ts'
import { formerCodeFailure, stillOccupied } from './hand-over.ts'

/**
 * Gives the party its access, days ahead if need be: the single guest is found or made, and the codes of all confirmed
 * stays are planned for the front door and every unit's doors. Never changes a stay's status. Idempotent; the caller's
 * transaction serialises it. Desk, guest page, admin SMS and "OK" all come through here (design.md 3.1).
 */
export function grantAccess(work: Work, reservation: Reservation): Result<null, Failure> {
  const made = reservation.guestId === null
  ensureGuest(work, reservation)
  const planned = planCodes(work, reservation.id)
  if (!planned.ok) return planned
  followReservation(work, reservation.id)
  if (made) audit(work, 'access.granted', { reservationId: reservation.id })
  return ok(null)
}

export type Arrive = ReservationName &
  StayChoice & {
    /** "Only from 14:00": wall time today; without it the room is handed over now. */
    readonly from?: string | null
    /** The desk was told that a former guest's code may still open a unit, and goes on. */
    readonly despiteFormerCode?: boolean
  }
export type Arrived = {
  readonly reservationId: ReservationId
  readonly arrived: readonly StayId[]
  readonly actionId: string | null
}

/**
 * Checks in: the named stays, or without names those whose arrival day has come. The others get their codes and stay
 * expected. A second desk or a double click joins the first and changes nothing.
 */
export const arrive = (desk: Desk, caller: Caller, input: Arrive): Result<Arrived, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const from = readFrom(work, input.from)
    if (!from.ok) return from
    const chosen = stayToArrive(work, reservation.value, input)
    if (!chosen.ok) return chosen
    const fresh = chosen.value.filter((stay) => stay.status === 'expected')
    if (!input.despiteFormerCode) {
      const former = formerCodeFailure(work, fresh)
      if (former !== null) return fail(former)
    }
    // Whoever is handed the room is theirs: by naming it a person has said yes to a guess.
    confirmGroup(
      work,
      reservation.value,
      fresh.map((stay) => stay.id),
    )
    const after = fresh.map((stay) => arrived(work, stay, from.value))
    for (const stay of after) updateStay(work.db, stay.id, stay)
    const granted = grantAccess(work, reservation.value)
    if (!granted.ok) return granted
    for (const stay of after)
      audit(
        work,
        'stay.arrived',
        { reservationId: reservation.value.id, stayId: stay.id },
        { unit: unitName(work.house, stay.unitId) },
      )
    const actionId = after.length === 0 ? null : rememberAction(work, 'check-in', reservation.value.id, fresh, after)
    return ok({ reservationId: reservation.value.id, arrived: chosen.value.map((stay) => stay.id), actionId })
  })

/** Check-in is allowed when either day has reached the arrival date: the civil one, or the desk's before rollover. */
const dayHasCome = (work: Work, stay: Stay): boolean => {
  const { timeZone, rolloverTime } = work.house.property
  return (
    stay.arrivalDate <= dateOf(work.now, timeZone) || stay.arrivalDate <= deskDateOf(work.now, timeZone, rolloverTime)
  )
}

/** Its time has ended without anybody arriving: checked in now, it would open nothing. */
const isOver = (work: Work, stay: Stay): boolean =>
  plannedDeparture(stay, work.house.property) + minutes(work.house.property.graceAfterMinutes) <= work.now

function stayToArrive(work: Work, reservation: Reservation, choice: StayChoice): Result<readonly Stay[], Failure> {
  const named = chooseStays(work.db, work.house, reservation, choice)
  if (!named.ok) return named
  if (named.value !== null && named.value.length > 0) return everyMayArrive(work, named.value)
  const all = staysOfReservation(work.db, reservation.id).filter((stay) => !stay.provisional)
  const ready = all.filter(
    (stay) =>
      stay.placed &&
      (stay.status === 'in-house' || (stay.status === 'expected' && dayHasCome(work, stay) && !isOver(work, stay))),
  )
  if (ready.length > 0) return everyMayArrive(work, ready)
  const later = all.find((stay) => stay.status === 'expected')
  if (later !== undefined) return everyMayArrive(work, [later])
  return fail(
    failure(
      'not-expected',
      'No stay of this reservation can be checked in: all have left or were cancelled. Nothing was changed.',
    ),
  )
}

function everyMayArrive(work: Work, stays: readonly Stay[]): Result<readonly Stay[], Failure> {
  for (const stay of stays) {
    const unit = unitName(work.house, stay.unitId)
    if (stay.status === 'in-house') continue
    if (stay.status !== 'expected')
      return fail(
        failure('not-expected', `${unit} cannot be checked in: that stay is ${stay.status}. Nothing was changed.`),
      )
    if (!stay.placed)
      return fail(
        failure(
          'stay-double-booked',
          `${unit} is booked twice in these nights. Move or cancel one of the two first. Nothing was changed.`,
        ),
      )
    if (!dayHasCome(work, stay))
      return fail(
        failure(
          'not-arrival-day',
          `${unit} is booked from ${stay.arrivalDate}. Check it in on that day, or change its dates. Nothing was changed.`,
        ),
      )
    const still = stillOccupied(work, stay)
    if (still !== null) return fail(still)
    if (isOver(work, stay))
      return fail(
        failure(
          'not-expected',
          `${unit} was booked until ${stay.departureDate}, which is past. Extend the stay first. Nothing was changed.`,
        ),
      )
  }
  return ok(stays)
}

function readFrom(work: Work, raw: string | null | undefined): Result<Instant | null, Failure> {
  if (raw === undefined || raw === null) return ok(null)
  const time = parseWallTime(raw)
  if (time === null)
    return fail(failure('bad-time', 'Write the time as HH:mm, for example 14:00. Nothing was changed.'))
  return ok(todayAt(work, time))
}
const todayAt = (work: Work, time: WallTime): Instant =>
  toInstant(dateOf(work.now, work.house.property.timeZone), time, work.house.property.timeZone, 'earlier')

/**
 * The room is handed over now: access starts at the earlier of the planned start and this minute, or at `from`. A stay
 * that was the party's by a guess is theirs by that.
 */
function arrived(work: Work, stay: Stay, from: Instant | null): Stay {
  const planned = instant(plannedArrival(stay, work.house.property) - minutes(work.house.property.graceBeforeMinutes))
  const thisMinute = instant(Math.floor(work.now / 60_000) * 60_000)
  const accessFromAt = from ?? (planned <= thisMinute ? null : thisMinute)
  return {
    ...stay,
    status: 'in-house',
    provisional: false,
    arrivedAt: work.now,
    arrivedBy: work.caller.actor,
    accessFromAt,
  }
}

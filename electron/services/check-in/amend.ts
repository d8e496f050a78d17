import { placedOverlaps, type Reservation, staysOfReservation, updateStay } from '../../../db/queries/bookings.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf, parseDate, parseWallTime, type WallTime } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, rememberAction, rememberSources, transact, type Work } from '../desk/index.ts'
import {
  chooseStays,
  findReservation,
  findUnit,
  type ReservationName,
  type StayChoice,
  unitName,
} from '../reservations/index.ts'
import { formerCodeFailure, stillOccupied } from './hand-over.ts'
import { placeWaiting } from './place-waiting.ts'

export type Amended = {
  readonly reservationId: ReservationId
  readonly stayIds: readonly StayId[]
  readonly actionId: string | null
}

/**
 * Gives a stay (or all, where they leave on one day) a new departure day and perhaps time. The digits stay. A shorter
 * stay needs `shorten`. Refuses a unit that someone has by then.
 */
export const extend = (
  desk: Desk,
  caller: Caller,
  input: ReservationName &
    StayChoice & { readonly untilDate: string; readonly untilTime?: string | null; readonly shorten?: boolean },
): Result<Amended, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const stays = staysToExtend(work, reservation.value, input)
    if (!stays.ok) return stays
    const date = parseDate(input.untilDate)
    const time = input.untilTime ? parseWallTime(input.untilTime) : null
    if (date === null) return fail(failure('bad-date', 'Write the day as YYYY-MM-DD. Nothing was changed.'))
    if (input.untilTime && time === null)
      return fail(failure('bad-time', 'Write the time as HH:mm. Nothing was changed.'))
    const usual = work.house.property.checkOutTime
    const after: Stay[] = []
    for (const stay of stays.value) {
      const departureTime = input.untilTime ? time : date === stay.departureDate ? stay.departureTime : null
      const next = { ...stay, departureDate: date, departureTime }
      if (date <= stay.arrivalDate)
        return fail(failure('day-order', 'The departure must be after the arrival. Nothing was changed.'))
      const earlier =
        date < stay.departureDate ||
        (date === stay.departureDate && (departureTime ?? usual) < (stay.departureTime ?? usual))
      if (earlier && !input.shorten)
        return fail(
          failure(
            'shortens-stay',
            `That is earlier than ${stay.departureDate}. Say that the stay is to be shortened. Nothing was changed.`,
          ),
        )
      const free = refuseTaken(work, next)
      if (!free.ok) return free
      after.push(next)
    }
    return amend(work, reservation.value, stays.value, after, 'extend', 'stay.extended')
  })

function staysToExtend(work: Work, reservation: Reservation, choice: StayChoice): Result<readonly Stay[], Failure> {
  const named = chooseStays(work.db, work.house, reservation, choice)
  if (!named.ok) return named
  const stays = (named.value ?? staysOfReservation(work.db, reservation.id)).filter(
    (stay) => named.value !== null || (isLive(stay) && !stay.provisional),
  )
  if (stays.length === 0 || stays.some((stay) => !isLive(stay)))
    return fail(
      failure('not-expected', 'This stay is over or cancelled; its dates cannot be changed. Nothing was changed.'),
    )
  if (named.value === null && new Set(stays.map((stay) => stay.departureDate)).size > 1) {
    return fail(
      failure(
        'unit-required',
        'The rooms of this reservation leave on different days. Name the unit. Nothing was changed.',
      ),
    )
  }
  return ok(stays)
}

/**
 * Moves the live stay of one unit to another, for its whole time. The new door gets the code first, then the old one
 * loses it. People who are in house enter the new unit at once, so `former-code-live` is asked as at check-in; a stay
 * that is still expected is asked about when it arrives.
 */
export const move = (
  desk: Desk,
  caller: Caller,
  input: ReservationName & {
    readonly fromUnit: string
    readonly toUnit: string
    /** The desk was told that a former guest's code may still open the new unit, and goes on. */
    readonly despiteFormerCode?: boolean
  },
): Result<Amended, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const from = findUnit(work.house, input.fromUnit)
    if (!from.ok) return from
    const to = findUnit(work.house, input.toUnit)
    if (!to.ok) return to
    const all = staysOfReservation(work.db, reservation.value.id)
    const stay = all.find((one) => one.unitId === from.value.id && isLive(one))
    if (stay === undefined) {
      const done = all.find((one) => one.unitId === to.value.id && isLive(one))
      if (done !== undefined && from.value.id !== to.value.id)
        return ok({ reservationId: reservation.value.id, stayIds: [done.id], actionId: null })
      return fail(failure('stay-unknown', `${from.value.name} is not part of this reservation. Nothing was changed.`))
    }
    if (from.value.id === to.value.id)
      return ok({ reservationId: reservation.value.id, stayIds: [stay.id], actionId: null })
    return moveTo(work, reservation.value, stay, { ...stay, unitId: to.value.id }, input.despiteFormerCode ?? false)
  })

function moveTo(
  work: Work,
  reservation: Reservation,
  stay: Stay,
  to: Stay,
  despiteFormerCode: boolean,
): Result<Amended, Failure> {
  const next: Stay = { ...to, placed: true }
  const free = refuseTaken(work, next)
  if (!free.ok) return free
  if (stay.status === 'in-house') {
    const still = stillOccupied(work, next)
    if (still !== null) return fail(still)
    const former = despiteFormerCode ? null : formerCodeFailure(work, [next])
    if (former !== null) return fail(former)
  }
  return amend(work, reservation, [stay], [next], 'move', 'stay.moved')
}

/**
 * Sets right what is known of a stay, in the caller's transaction: its unit and its departure day at once, which must
 * not be past. The source of both is the caller, so no feed takes it back. Refuses a unit that someone has by then.
 */
export function restateStay(
  work: Work,
  reservation: Reservation,
  stay: Stay,
  right: { readonly unitId: UnitId; readonly departureDate: CalendarDate },
): Result<Amended, Failure> {
  const departureTime = right.departureDate === stay.departureDate ? stay.departureTime : null
  const next: Stay = { ...stay, ...right, departureTime }
  if (next.departureDate < dateOf(work.now, work.house.property.timeZone))
    return fail(failure('day-order', `That stay would have ended on ${next.departureDate}. Nothing was changed.`))
  if (right.unitId !== stay.unitId) return moveTo(work, reservation, stay, next, false)
  const free = refuseTaken(work, next)
  return free.ok ? amend(work, reservation, [stay], [next], 'extend', 'stay.extended') : free
}

/** Writes early and late times; null means the house's own. */
export const setTimes = (
  desk: Desk,
  caller: Caller,
  input: ReservationName & StayChoice & { readonly arrivalTime: string | null; readonly departureTime: string | null },
): Result<Amended, Failure> =>
  transact(desk, caller, (work) => {
    const reservation = findReservation(work.db, input)
    if (!reservation.ok) return reservation
    const named = chooseStays(work.db, work.house, reservation.value, input)
    if (!named.ok) return named
    const { checkInTime, checkOutTime } = work.house.property
    const read = (raw: string | null, usual: WallTime): WallTime | null | undefined => {
      if (raw === null) return null
      const time = parseWallTime(raw)
      return time === null ? undefined : time === usual ? null : time
    }
    const arrivalTime = read(input.arrivalTime, checkInTime)
    const departureTime = read(input.departureTime, checkOutTime)
    if (arrivalTime === undefined || departureTime === undefined)
      return fail(failure('bad-time', 'Write times as HH:mm. Nothing was changed.'))
    const before = (named.value ?? staysOfReservation(work.db, reservation.value.id)).filter(isLive)
    const after = before.map((stay) => ({
      ...stay,
      arrivalTime: stay.status === 'in-house' ? stay.arrivalTime : arrivalTime,
      departureTime,
    }))
    return amend(work, reservation.value, before, after, 'extend', 'stay.times')
  })

function refuseTaken(work: Work, next: Stay): Result<null, Failure> {
  const other = placedOverlaps(work.db, next.unitId, next.arrivalDate, next.departureDate, next.id)[0]
  if (other === undefined || !next.placed) return ok(null)
  return fail(
    failure(
      'unit-already-occupied',
      `${unitName(work.house, next.unitId)} is taken from ${other.arrivalDate} to ${other.departureDate}. Nothing was changed.`,
    ),
  )
}

function amend(
  work: Work,
  reservation: Reservation,
  before: readonly Stay[],
  after: readonly Stay[],
  kind: 'extend' | 'move',
  action: string,
): Result<Amended, Failure> {
  const changed = after.filter((stay, index) => JSON.stringify(stay) !== JSON.stringify(before[index]))
  for (const stay of changed) {
    updateStay(work.db, stay.id, stay)
    const was = before.find((one) => one.id === stay.id)
    const isSameUnit = was?.unitId === stay.unitId
    const isSameDays = was?.arrivalDate === stay.arrivalDate && was?.departureDate === stay.departureDate
    rememberSources(work, stay.id, [
      ...(isSameUnit ? [] : ['unit' as const]),
      ...(isSameDays ? [] : ['dates' as const]),
    ])
    audit(
      work,
      action,
      { reservationId: reservation.id, stayId: stay.id },
      {
        unit: unitName(work.house, stay.unitId),
        arrivalDate: stay.arrivalDate,
        departureDate: stay.departureDate,
        departureTime: stay.departureTime,
      },
    )
  }
  const planned = planCodes(work, reservation.id)
  if (!planned.ok) return planned
  followReservation(work, reservation.id)
  const placed = placeWaiting(
    work,
    before.filter((stay, index) => givesUpNights(stay, after[index]!)),
  )
  const actionId =
    changed.length === 0
      ? null
      : rememberAction(work, kind, reservation.id, [...placed.before, ...before], [...placed.after, ...after])
  return ok({ reservationId: reservation.id, stayIds: after.map((stay) => stay.id), actionId })
}

const givesUpNights = (was: Stay, now: Stay): boolean =>
  was.unitId !== now.unitId || now.departureDate < was.departureDate

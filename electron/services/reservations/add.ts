import {
  findReservations,
  insertReservation,
  insertStay,
  placedOverlaps,
  type Reservation,
  staysOfReservation,
  staysOfUnit,
  updateReservation,
  updateStay,
} from '../../../db/queries/bookings.ts'
import type { Unit } from '../../../db/queries/house.ts'
import { type BookingReference, looksLikeReference, parseReference } from '../../domain/booking-reference.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, nightsOverlap, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, nightsBetween, parseDate } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { queueWelcome } from '../guest-messages/index.ts'
import { channelName, findUnit } from './find.ts'
import { describeGuest, type GuestDetails } from './guest.ts'

export type StayOrder = { readonly unit: string; readonly arrivalDate: string; readonly departureDate: string }
export type AddReservation = {
  /** Blank: the desk makes one for a walk-in, `LK-...`. */
  readonly reference: string
  readonly channel: string
  readonly stays: readonly StayOrder[]
  readonly guest?: GuestDetails | null
  /** Set for walk-ins and new bookings at the desk: a blank reference is made up instead of refused. */
  readonly makeReference?: boolean
  /** The desk wants the guest welcomed by text. Where that cannot be, the booking is kept and a warning says so. */
  readonly welcome?: boolean
}
export type Added = {
  readonly reservationId: ReservationId
  readonly stayIds: readonly StayId[]
  readonly adopted: number
  readonly warnings: readonly string[]
}

/**
 * Adds a reservation, or more stays to a known one. A stay from a feed for the same unit and exact dates is adopted;
 * one that overlaps with other dates refuses with `feed-stay-differs`, a placed stay of someone with
 * `unit-already-occupied`. The codes are planned in the same transaction; with guest details the guest is made too.
 */
export const addReservation = (desk: Desk, caller: Caller, input: AddReservation): Result<Added, Failure> =>
  transact(desk, caller, (work) => {
    const channel = channelName(input.channel)
    if (channel === '')
      return fail(
        failure('channel-unknown', 'Name the channel the booking came by, for example booking.com or direct.'),
      )
    const reference = readReference(work, input)
    if (!reference.ok) return reference
    if (input.stays.length === 0) return fail(failure('bad-input', 'A reservation has at least one stay.'))
    const reservation = ensureReservation(work, reference.value, channel)
    let adopted = 0
    const stayIds: StayId[] = []
    for (const order of input.stays) {
      const placed = placeStay(work, reservation, order)
      if (!placed.ok) return placed
      if (placed.value.adopted) adopted += 1
      stayIds.push(placed.value.id)
    }
    let warnings: readonly string[] = []
    if (input.guest) {
      const described = describeGuest(work, reservation, input.guest)
      if (!described.ok) return described
      warnings = described.value.warnings
    }
    const planned = planCodes(work, reservation.id)
    if (!planned.ok) return planned
    followReservation(work, reservation.id)
    const welcome = input.welcome === true ? queueWelcome(work, { reservationId: reservation.id, again: false }) : null
    const unwelcomed = welcome !== null && !welcome.ok ? [welcome.error.message] : []
    return ok({ reservationId: reservation.id, stayIds, adopted, warnings: [...warnings, ...unwelcomed] })
  })

function readReference(work: Work, input: AddReservation): Result<BookingReference, Failure> {
  const reference = parseReference(input.reference)
  if (reference === null && input.makeReference)
    return ok(`LK${String(work.desk.random.integer(900_000) + 100_000)}` as BookingReference)
  if (reference === null)
    return fail(
      failure(
        'blank-reference',
        'The reference is blank. A blank reference would match strangers, so nothing was added.',
      ),
    )
  if (!looksLikeReference(reference))
    return fail(failure('bad-input', 'A booking reference has 2 to 40 letters and digits. Nothing was added.'))
  return ok(reference)
}

/** The channel's reservation of this reference, made now where there is none. */
export function ensureReservation(work: Work, reference: BookingReference, channel: string): Reservation {
  const known = findReservations(work.db, reference).find((one) => one.channel === channel)
  if (known !== undefined) return known
  const made: Reservation = {
    id: makeId<ReservationId>(work),
    channel,
    reference,
    guestId: null,
    note: '',
    source: work.caller.source,
    createdAt: work.now,
  }
  insertReservation(work.db, made)
  audit(work, 'reservation.added', { reservationId: made.id }, { reference, channel })
  return made
}

type Dates = { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }

/** Reads the dates of an order; a departure not after the arrival is refused. */
export function readDates(order: {
  readonly arrivalDate: string
  readonly departureDate: string
}): Result<Dates, Failure> {
  const arrivalDate = parseDate(order.arrivalDate)
  const departureDate = parseDate(order.departureDate)
  if (arrivalDate === null || departureDate === null)
    return fail(failure('bad-date', 'Write days as YYYY-MM-DD, for example 2026-11-21. Nothing was changed.'))
  if (departureDate <= arrivalDate)
    return fail(failure('day-order', 'The departure must be after the arrival. Nothing was changed.'))
  if (nightsBetween(arrivalDate, departureDate) > 1100)
    return fail(failure('bad-date', 'A stay of more than three years is not taken. Check the dates.'))
  return ok({ arrivalDate, departureDate })
}

function placeStay(
  work: Work,
  reservation: Reservation,
  order: StayOrder,
): Result<{ id: StayId; adopted: boolean }, Failure> {
  const unit = findUnit(work.house, order.unit)
  if (!unit.ok) return unit
  const dates = readDates(order)
  if (!dates.ok) return dates
  const same = (stay: Stay): boolean =>
    stay.arrivalDate === dates.value.arrivalDate && stay.departureDate === dates.value.departureDate
  const theirs = staysOfReservation(work.db, reservation.id).find(
    (stay) => stay.unitId === unit.value.id && same(stay) && stay.status !== 'cancelled',
  )
  if (theirs !== undefined) {
    // Said again by a person, a guess becomes a fact.
    if (theirs.provisional) updateStay(work.db, theirs.id, { provisional: false })
    return ok({ id: theirs.id, adopted: false })
  }
  const here = staysOfUnit(work.db, unit.value.id)
  const adoptable = here.find((stay) => stay.reservationId === null && isLive(stay) && same(stay))
  if (adoptable !== undefined) return adopt(work, reservation, adoptable)
  const free = refuseOverlap(work, unit.value, dates.value, here)
  if (!free.ok) return free
  const stay = newStay(work, {
    reservationId: reservation.id,
    unitId: unit.value.id,
    ...dates.value,
    channel: reservation.channel,
  })
  insertStay(work.db, stay)
  audit(
    work,
    'stay.added',
    { reservationId: reservation.id, stayId: stay.id },
    { unit: unit.value.name, ...dates.value },
  )
  return ok({ id: stay.id, adopted: false })
}

/** A stay of a feed gets its reservation: reference and guest belong to it from now on. */
export function adopt(
  work: Work,
  reservation: Reservation,
  stay: Stay,
): Result<{ id: StayId; adopted: boolean }, Failure> {
  updateStay(work.db, stay.id, { reservationId: reservation.id, kind: 'reservation' })
  audit(work, 'stay.adopted', { reservationId: reservation.id, stayId: stay.id }, { from: stay.source })
  return ok({ id: stay.id, adopted: true })
}

function refuseOverlap(work: Work, unit: Unit, dates: Dates, here: readonly Stay[]): Result<null, Failure> {
  const nameless = here.find(
    (stay) =>
      stay.reservationId === null && isLive(stay) && stay.kind !== 'block-suspected' && nightsOverlap(stay, dates),
  )
  if (nameless !== undefined) {
    return fail(
      failure(
        'feed-stay-differs',
        `The calendar has ${unit.name} from ${nameless.arrivalDate} to ${nameless.departureDate}. Use those dates to name that stay, or move one of them. Nothing was added.`,
      ),
    )
  }
  const occupied = placedOverlaps(work.db, unit.id, dates.arrivalDate, dates.departureDate, null)[0]
  if (occupied !== undefined) {
    return fail(
      failure(
        'unit-already-occupied',
        `${unit.name} is taken from ${occupied.arrivalDate} to ${occupied.departureDate}. Nothing was added.`,
      ),
    )
  }
  return ok(null)
}

/** A stay as it begins, expected and placed unless said otherwise. */
export const newStay = (
  work: Work,
  stay: Pick<Stay, 'reservationId' | 'unitId' | 'arrivalDate' | 'departureDate' | 'channel'> & Partial<Stay>,
): Stay => ({
  id: makeId<StayId>(work),
  arrivalTime: null,
  departureTime: null,
  status: 'expected',
  placed: true,
  provisional: false,
  kind: 'reservation',
  source: work.caller.source,
  accessFromAt: null,
  accessUntilAt: null,
  arrivedAt: null,
  arrivedBy: null,
  departedAt: null,
  createdAt: work.now,
  ...stay,
})

/** The desk gives one stay of a feed its reference, and a guest where known. */
export const adoptStay = (
  desk: Desk,
  caller: Caller,
  input: { readonly stay: Stay; readonly reference: string; readonly guest: GuestDetails | null },
): Result<Added, Failure> =>
  transact(desk, caller, (work) => {
    const current = staysOfUnit(work.db, input.stay.unitId).find((stay) => stay.id === input.stay.id)
    if (current === undefined) return fail(failure('stay-unknown', 'That stay is not there any more.'))
    if (current.reservationId !== null)
      return fail(failure('changed-since', 'Somebody has named this stay in the meantime. Look again.'))
    const reference = readReference(work, { reference: input.reference, channel: current.channel, stays: [] })
    if (!reference.ok) return reference
    const reservation = ensureReservation(work, reference.value, current.channel)
    adopt(work, reservation, current)
    const described = input.guest === null ? null : describeGuest(work, reservation, input.guest)
    if (described !== null && !described.ok) return described
    const planned = planCodes(work, reservation.id)
    if (!planned.ok) return planned
    followReservation(work, reservation.id)
    return ok({
      reservationId: reservation.id,
      stayIds: [current.id],
      adopted: 1,
      warnings: described?.value.warnings ?? [],
    })
  })

/** Writes the note the desk keeps on a reservation. */
export const writeNote = (work: Work, reservation: Reservation, note: string): void => {
  if (reservation.note !== note) updateReservation(work.db, reservation.id, { note })
}

/** The JSON answers of the command line (design.md 5.3). PINs are null unless they were revealed. */
import {
  listStays,
  type Reservation,
  readGuest,
  readReservation,
  readReservations,
  staysOfReservation,
} from '../../../db/queries/bookings.ts'
import { allCodes, codesOfReservation, codesOnDoor, type StoredCode } from '../../../db/queries/codes.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import { currentWindow } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, UnitId } from '../../domain/ids.ts'
import type { Pin } from '../../domain/pin.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type CalendarDate, type Instant, parseDate, toIso } from '../../domain/time.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'
import { findReservation, findUnit, type ReservationName } from '../reservations/index.ts'

export type CodeLine = {
  readonly id: string
  readonly door: string
  readonly unit: string | null
  readonly state: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly windows: readonly { readonly startsAt: string; readonly endsAt: string }[]
  readonly pin: string | null
}
/** As `show codes` tells it: what kind it is, since when in this state, what stands in its way, when it first opened. */
export type CodeLineInFull = CodeLine & {
  readonly reference: string | null
  readonly kind: string
  readonly since: string
  readonly fault: string | null
  readonly openedAt: string | null
}

function codeLine(house: House, code: StoredCode, now: Instant, pin: string | null): CodeLine {
  const door = house.doors.find((one) => one.id === code.doorId)
  const unit = door?.shared ? undefined : house.units.find((one) => one.doorIds.includes(code.doorId))
  const window = currentWindow(code.windows, now) ?? code.windows.at(-1) ?? code.sent
  return {
    id: code.id,
    door: door?.key ?? '',
    unit: unit?.key ?? null,
    state: code.state,
    startsAt: window === null || window === undefined ? null : toIso(window.startsAt),
    endsAt: window === null || window === undefined ? null : toIso(window.endsAt),
    windows: code.windows.map((one) => ({ startsAt: toIso(one.startsAt), endsAt: toIso(one.endsAt) })),
    pin,
  }
}

export type ReservationListing = ReturnType<typeof listReservation>

function listReservation(desk: Desk, house: House, reservation: Reservation) {
  const { read } = desk.store
  const guest = reservation.guestId === null ? null : readGuest(read, reservation.guestId)
  const now = desk.clock.now()
  return {
    id: reservation.id as string,
    reference: reservation.reference as string | null,
    channel: reservation.channel,
    guest:
      guest === null ? null : { id: guest.id as string, name: guest.name, phones: guest.phones, email: guest.email },
    stays: staysOfReservation(read, reservation.id).map((stay) => ({
      id: stay.id as string,
      unit: house.units.find((unit) => unit.id === stay.unitId)?.key ?? '',
      arrivalDate: stay.arrivalDate as string,
      departureDate: stay.departureDate as string,
      status: stay.status as string,
      guestId: reservation.guestId as string | null,
      placed: stay.placed,
      provisional: stay.provisional,
    })),
    codes: codesOfReservation(read, reservation.id).map((code) => codeLine(house, code, now, null)),
  }
}

const houseOf = (desk: Desk): Result<House, Failure> => {
  const house = readHouse(desk.store.read)
  return house === null ? fail(failure('house-missing', 'This folder has no house yet. Set one up first.')) : ok(house)
}

export function showReservation(desk: Desk, name: ReservationName): Result<ReservationListing, Failure> {
  const house = houseOf(desk)
  if (!house.ok) return house
  const reservation = findReservation(desk.store.read, name)
  return reservation.ok ? ok(listReservation(desk, house.value, reservation.value)) : reservation
}

export type StayLine = {
  readonly id: string
  readonly unit: string
  readonly arrivalDate: string
  readonly departureDate: string
  readonly status: string
  readonly source: string
  readonly kind: string
  readonly reference: string | null
  readonly placed: boolean
}

export function showStays(
  desk: Desk,
  filter: { readonly unit: string | null; readonly from: string | null; readonly to: string | null },
): Result<readonly StayLine[], Failure> {
  const house = houseOf(desk)
  if (!house.ok) return house
  const day = (raw: string | null): CalendarDate | null => (raw === null ? null : parseDate(raw))
  if ((filter.from !== null && day(filter.from) === null) || (filter.to !== null && day(filter.to) === null))
    return fail(failure('bad-date', 'Write days as YYYY-MM-DD.'))
  let unitId: UnitId | null = null
  if (filter.unit !== null) {
    const unit = findUnit(house.value, filter.unit)
    if (!unit.ok) return unit
    unitId = unit.value.id
  }
  const stays = listStays(desk.store.read, { unitId, from: day(filter.from), to: day(filter.to) })
  const references = new Map(
    readReservations(desk.store.read, [...new Set(stays.flatMap((stay) => stay.reservationId ?? []))]).map((one) => [
      one.id as string,
      one.reference,
    ]),
  )
  return ok(
    stays.map((stay) => ({
      id: stay.id,
      unit: house.value.units.find((unit) => unit.id === stay.unitId)?.key ?? '',
      arrivalDate: stay.arrivalDate,
      departureDate: stay.departureDate,
      status: stay.status,
      source: stay.source,
      kind: stay.kind,
      reference: references.get(stay.reservationId ?? '') ?? null,
      placed: stay.placed,
    })),
  )
}

/** Codes of one reservation, of one door, or all; revealing writes who saw how many into the audit trail. */
export function showCodes(
  desk: Desk,
  caller: Caller,
  input: { readonly ref: string | null; readonly door: string | null; readonly reveal: boolean },
): Result<readonly CodeLineInFull[], Failure> {
  return transact(desk, caller, (work) => {
    const door = input.door === null ? null : work.house.doors.find((one) => one.key === input.door)
    if (door === undefined) return fail(failure('door-unknown', `There is no door ${input.door} in this house.`))
    const reservation = input.ref === null ? null : findReservation(work.db, { ref: input.ref })
    if (reservation !== null && !reservation.ok) return reservation
    const all =
      reservation !== null
        ? codesOfReservation(work.db, reservation.value.id)
        : door !== null
          ? codesOnDoor(work.db, door.id)
          : allCodes(work.db)
    const codes = door === null ? all : all.filter((code) => code.doorId === (door.id as DoorId))
    if (input.reveal)
      audit(
        work,
        'pin.revealed',
        { reservationId: reservation?.value.id ?? null },
        { purpose: 'command', codes: codes.length },
      )
    return ok(
      codes.map((code) => ({
        ...codeLine(
          work.house,
          code,
          work.now,
          input.reveal && code.state !== 'removed' ? (desk.store.vault.open('pin', code.pinSealed) as Pin) : null,
        ),
        kind: code.kind,
        since: toIso(code.stateSince),
        fault: code.fault,
        openedAt: code.openedAt === null ? null : toIso(code.openedAt),
        reference:
          code.reservationId === null ? null : (readReservation(work.db, code.reservationId)?.reference ?? null),
      })),
    )
  })
}

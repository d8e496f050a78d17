import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Guest,
  guestsWithName,
  guestsWithPhone,
  type Reservation,
  readGuest,
  readReservation,
  readStay,
  reservationsOfGuest,
  staysOfReservation,
} from '../../../db/queries/bookings.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import { auditOfReservation, lastAction } from '../../../db/queries/desk.ts'
import type { House } from '../../../db/queries/house.ts'
import { unreadByReservation } from '../../../db/queries/inbox.ts'
import type { GuestView, SheetStay, SheetView } from '../../contract/views.ts'
import { accessWindow, plannedDeparture } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { GuestId, ReservationId, StayId } from '../../domain/ids.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { dateOf, deskDateOf, hours, type Instant, instant, minutes, toIso } from '../../domain/time.ts'
import { formerCodes } from '../check-in/index.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { historyLine } from './history-line.ts'
import { originsOf, whyTheirs } from './origins.ts'
import { sheetDoors } from './sheet-doors.ts'

/** Everything about one reservation, or about a feed's stay without one, as the check-in sheet and the panel show it. */
export const sheetView = (
  desk: Desk,
  subject: { readonly reservationId: ReservationId } | { readonly stayId: StayId },
): Result<SheetView, Failure> =>
  withHouse<SheetView>(desk, (db, house, now) => {
    if ('stayId' in subject) {
      const stay = readStay(db, subject.stayId)
      if (stay === null) return fail(failure('stay-unknown', 'That stay is not there any more.'))
      if (stay.reservationId === null) return ok(build(db, house, now, null, [stay], stay))
      return open(db, house, now, stay.reservationId)
    }
    return open(db, house, now, subject.reservationId)
  })

function open(db: ReadableDb, house: House, now: Instant, id: ReservationId): Result<SheetView, Failure> {
  const reservation = readReservation(db, id)
  if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
  return ok(build(db, house, now, reservation, staysOfReservation(db, id), null))
}

function build(
  db: ReadableDb,
  house: House,
  now: Instant,
  reservation: Reservation | null,
  stays: readonly Stay[],
  feedStay: Stay | null,
): SheetView {
  const codes = reservation === null ? [] : codesOfReservation(db, reservation.id)
  const guest = reservation?.guestId ? readGuest(db, reservation.guestId) : null
  const doors = sheetDoors(db, house, now, { reservationId: reservation?.id ?? null, stays, codes })
  const wanted = codes.filter((code) => code.state !== 'removed' && code.desired === 'present')
  const spans = stays
    .filter((stay) => isLive(stay) && stay.placed && !stay.provisional)
    .flatMap((stay) => accessWindow(stay, house.property) ?? [])
  const arrived = stays
    .filter((stay) => stay.status === 'in-house' && stay.arrivedAt !== null)
    .sort((left, right) => (right.arrivedAt ?? 0) - (left.arrivedAt ?? 0))[0]
  const why = whyTheirs(db, stays)
  const undo = reservation === null ? null : lastAction(db, reservation.id, instant(now - hours(24)))
  return {
    reservationId: reservation?.id ?? null,
    feedStayId: feedStay?.id ?? null,
    channel: reservation?.channel ?? feedStay?.channel ?? '',
    reference: reservation?.reference ?? null,
    guest: guest === null ? null : guestView(guest),
    found: guest === null ? [] : foundGuests(db, house, guest, reservation),
    unread: reservation === null ? 0 : (unreadByReservation(db, [reservation.id]).get(reservation.id) ?? 0),
    note: reservation?.note ?? '',
    stays: stays.map((stay) => sheetStay(db, house, now, stay, why.get(stay.id) ?? null)),
    origins: originsOf(db, stays, guest),
    doors,
    pinCount: new Set(wanted.map((code) => code.pinMac)).size,
    accessFrom: spans.length === 0 ? null : toIso(instant(Math.min(...spans.map((span) => span.startsAt)))),
    accessUntil: spans.length === 0 ? null : toIso(instant(Math.max(...spans.map((span) => span.endsAt)))),
    defaults: { checkInTime: house.property.checkInTime, checkOutTime: house.property.checkOutTime },
    checkedIn: arrived?.arrivedAt ? { at: toIso(arrived.arrivedAt), by: arrived.arrivedBy ?? '' } : null,
    undo: undo === null ? null : { actionId: undo.id, label: undo.kind },
    history:
      reservation === null
        ? []
        : auditOfReservation(db, reservation.id, 60).map((entry) => ({
            at: toIso(entry.at),
            by: entry.actor,
            source: entry.source,
            text: historyLine(entry.action, entry.details),
          })),
  }
}

const guestView = (guest: Guest): GuestView => ({
  id: guest.id,
  name: guest.name,
  phones: guest.phones.map((phone) => formatPhone(phone as PhoneNumber)),
  email: guest.email,
  language: guest.language,
  idSeenAt: guest.idSeenAt === null ? null : toIso(guest.idSeenAt),
  idSeenBy: guest.idSeenBy,
})

/** Guests of before with the same phone, else the same name; one that is this one already is left out. */
function foundGuests(db: ReadableDb, house: House, guest: Guest, reservation: Reservation | null): SheetView['found'] {
  const byPhone = guest.phones.flatMap((phone) => guestsWithPhone(db, phone))
  const byName = guest.name === null ? [] : guestsWithName(db, guest.name)
  const candidates = new Map<GuestId, 'same-phone' | 'same-name'>()
  for (const id of byName) candidates.set(id, 'same-name')
  for (const id of byPhone) candidates.set(id, 'same-phone')
  candidates.delete(guest.id)
  return [...candidates].slice(0, 3).flatMap(([id, reason]) => {
    const other = readGuest(db, id)
    const before = reservationsOfGuest(db, id)
      .filter((one) => one.id !== reservation?.id)
      .flatMap((one) => staysOfReservation(db, one.id))
      .sort((left, right) => right.arrivalDate.localeCompare(left.arrivalDate))[0]
    if (other === null || other.name === null) return []
    return [
      {
        guestId: id,
        name: other.name,
        reason,
        before: before === undefined ? '' : `${unitName(house, before.unitId)}, ${before.arrivalDate}`,
      },
    ]
  })
}

function sheetStay(db: ReadableDb, house: House, now: Instant, stay: Stay, why: string | null): SheetStay {
  const unit = house.units.find((one) => one.id === stay.unitId)
  const dayHasCome =
    stay.arrivalDate <= dateOf(now, house.property.timeZone) ||
    stay.arrivalDate <= deskDateOf(now, house.property.timeZone, house.property.rolloverTime)
  const isOver = plannedDeparture(stay, house.property) + minutes(house.property.graceAfterMinutes) <= now
  const former = stay.status === 'expected' ? formerCodes({ db, house, now }, stay) : null
  return {
    id: stay.id,
    unitId: stay.unitId,
    unitKey: unit?.key ?? '?',
    unitName: unit?.name ?? '?',
    arrivalDate: stay.arrivalDate,
    departureDate: stay.departureDate,
    arrivalTime: stay.arrivalTime,
    departureTime: stay.departureTime,
    status: stay.status,
    placed: stay.placed,
    provisional: stay.provisional,
    why,
    source: stay.source,
    arrivedAt: stay.arrivedAt === null ? null : toIso(stay.arrivedAt),
    departedAt: stay.departedAt === null ? null : toIso(stay.departedAt),
    offered: stay.status === 'expected' && dayHasCome && !isOver && stay.placed && !stay.provisional,
    blocked: blockedBy(stay, dayHasCome),
    notSafeUntil: former === null ? null : toIso(former.until),
  }
}

function blockedBy(stay: Stay, dayHasCome: boolean): SheetStay['blocked'] {
  if (stay.status !== 'expected') return null
  if (!stay.placed)
    return { code: 'stay-double-booked', message: 'Booked twice in these nights. Move or cancel one of the two.' }
  if (!dayHasCome) return { code: 'not-arrival-day', message: `Checks in on ${stay.arrivalDate}.` }
  return null
}

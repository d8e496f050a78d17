/** Stays that two parties claim, that are over or nearly, keys that should have come back, guests nobody can reach. */
import {
  placedOverlaps,
  readGuests,
  readReservations,
  staysAround,
  staysByStatus,
  staysOfReservation,
  unplacedStays,
} from '../../../db/queries/bookings.ts'
import { keysOut } from '../../../db/queries/doors.ts'
import { plannedDeparture } from '../../domain/access-window.ts'
import { capital } from '../../domain/capital.ts'
import { dayWords, momentWords } from '../../domain/day-words.ts'
import { ok } from '../../domain/result.ts'
import { isConfirmedSibling, isEcho, isLive, type Stay } from '../../domain/stay.ts'
import { addDays, dateOf, deskDateOf, hours, minutes, wallTimeOf } from '../../domain/time.ts'
import { type DoubleBookingChoice, settleDoubleBooking } from '../check-in/index.ts'
import { type Cause, cause, doorName, leaveIt, referenceOf, unitNameOf, type World } from './cause.ts'

export const stayCauses = (world: World): readonly Cause[] => [
  ...doubleBookings(world),
  ...departures(world),
  ...keysNotBack(world),
]

const partyOf = (world: World, stay: Stay): string =>
  stay.reservationId === null ? `a ${stay.channel} booking without a reference` : referenceOf(world, stay.reservationId)

function doubleBookings(world: World): readonly Cause[] {
  const today = dateOf(world.now, world.house.property.timeZone)
  return unplacedStays(world.db, today).map((stay) => {
    const others = placedOverlaps(world.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id)
    const [other] = others
    return cause({
      kind: 'double-booking',
      cause: `double ${stay.id}`,
      tone: 'bad',
      ...(other === undefined ? placeable(world, stay) : conflicting(world, stay, other, others.length === 1)),
      reservationId: stay.reservationId,
      stayId: stay.id,
      opens: [stay, ...others].flatMap((one) => openMove(world, one)),
      act: (desk, caller, action) => {
        const settled = settleDoubleBooking(desk, caller, { stayId: stay.id, choice: action as DoubleBookingChoice })
        return settled.ok ? ok(null) : settled
      },
    })
  })
}

type Conflict = Pick<Cause, 'title' | 'detail' | 'actions'>

function placeable(world: World, stay: Stay): Conflict {
  const unit = unitNameOf(world, stay.unitId)
  return {
    title: `${unit} is free again from ${dayWords(stay.arrivalDate)} to ${dayWords(stay.departureDate)}.`,
    detail: `It was booked twice. ${capital(partyOf(world, stay))} can have it now.`,
    actions: [
      { key: 'place', label: 'Give it the unit' },
      { key: 'cancel', label: 'Cancel it' },
    ],
  }
}

/** `alone`: nobody else stands in its way. */
function conflicting(world: World, stay: Stay, other: Stay, alone: boolean): Conflict {
  const [mine, theirs] = [partyOf(world, stay), partyOf(world, other)]
  const days = ({ arrivalDate, departureDate }: Stay): string =>
    `${dayWords(arrivalDate)} to ${dayWords(departureDate)}`
  return {
    title: `${unitNameOf(world, stay.unitId)} is booked twice: ${mine} and ${theirs}.`,
    detail: `${capital(mine)}, ${days(stay)}, has no codes yet. ${capital(theirs)}, ${days(other)}, ${other.status === 'in-house' ? 'is in house' : 'holds the unit'}. Move or cancel one of them.`,
    actions: [
      ...(alone && isEcho(stay, other) ? [{ key: 'merge', label: 'It is one booking' }] : []),
      { key: 'cancel', label: `Cancel ${mine}` },
      // Who is in the unit is not put out from here.
      ...(alone && other.status === 'expected' ? [{ key: 'cancel-other', label: `Cancel ${theirs}` }] : []),
    ],
  }
}

/** A stay without a reference has no booking that a screen could move. */
const openMove = (world: World, stay: Stay): Cause['opens'] =>
  stay.reservationId === null
    ? []
    : [{ what: 'move', label: `Move ${partyOf(world, stay)}`, reservationId: stay.reservationId }]

/** Arrivals of today and tomorrow whom nobody can reach: no phone and no e-mail is known. */
export function missingContacts(world: World): readonly Cause[] {
  const { timeZone, rolloverTime } = world.house.property
  const today = deskDateOf(world.now, timeZone, rolloverTime)
  const coming = staysAround(world.db, today, addDays(today, 2), world.now).filter(
    (stay) => stay.status === 'expected' && stay.arrivalDate >= today && isConfirmedSibling(stay),
  )
  const parties = readReservations(world.db, [...new Set(coming.flatMap((stay) => stay.reservationId ?? []))])
  const guests = readGuests(
    world.db,
    parties.flatMap((party) => party.guestId ?? []),
  )
  return parties.flatMap((party) => {
    const guest = party.guestId === null ? undefined : guests.get(party.guestId)
    if (guest !== undefined && (guest.phones.length > 0 || guest.email !== null)) return []
    const isToday = coming.some((stay) => stay.reservationId === party.id && stay.arrivalDate === today)
    return [
      cause({
        kind: 'missing-contact',
        cause: `contact ${party.id}`,
        tone: 'question',
        title: `No phone and no e-mail is known of ${referenceOf(world, party.id)}, who ${isToday ? 'arrives today' : 'arrives tomorrow'}.`,
        detail: 'Open the booking and write down how to reach them.',
        reservationId: party.id,
        actions: [leaveIt],
      }),
    ]
  })
}

/** In-house stays whose time is over, or ends within half an hour. */
function departures(world: World): readonly Cause[] {
  const { timeZone } = world.house.property
  return staysByStatus(world.db, 'in-house').flatMap((stay) => {
    const end = plannedDeparture(stay, world.house.property)
    if (end - world.now > minutes(30)) return []
    const over = end <= world.now
    const at = wallTimeOf(end, timeZone)
    const unit = unitNameOf(world, stay.unitId)
    return [
      cause({
        kind: over ? 'overdue-departure' : 'offer-extension',
        cause: `${over ? 'overdue' : 'ending'} ${stay.id} ${end}`,
        tone: over ? 'bad' : 'question',
        title: over
          ? `${unit} should have been left at ${at}${world.now - end > hours(24) ? ` on ${dayWords(stay.departureDate)}` : ''}.`
          : `${unit} is to be left at ${at}.`,
        detail: over
          ? 'The codes have ended. Check out, or extend the stay.'
          : 'The codes end then. Extend the stay if the guests may keep the room.',
        reservationId: stay.reservationId,
        stayId: stay.id,
        actions: over ? [{ key: 'check-out', label: 'Check out' }] : [leaveIt],
      }),
    ]
  })
}

/** Keys handed to a party that has left or will not come. */
const keysNotBack = (world: World): readonly Cause[] =>
  keysOut(world.db)
    .filter(
      ({ reservationId }) =>
        reservationId !== null && !staysOfReservation(world.db, reservationId).some((stay) => isLive(stay)),
    )
    .map((key) =>
      cause({
        kind: 'key-out',
        cause: `key ${key.id}`,
        tone: 'question',
        title: `${doorName(world, key.doorId)}: the key has not come back (${key.envelope}).`,
        detail: `Taken by ${key.takenBy} at ${momentWords(key.handedAt, world.house.property.timeZone, world.now)}. The stay is over: ask for it, or change the cylinder.`,
        reservationId: key.reservationId,
        doorIds: [key.doorId],
        actions: [leaveIt],
      }),
    )

/** Stays that two parties claim, that are over or nearly, and keys that should have come back with one. */
import { placedOverlaps, staysByStatus, staysOfReservation, unplacedStays } from '../../../db/queries/bookings.ts'
import { keysOut } from '../../../db/queries/doors.ts'
import { plannedDeparture } from '../../domain/access-window.ts'
import { dayWords, momentWords } from '../../domain/day-words.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { dateOf, hours, minutes, wallTimeOf } from '../../domain/time.ts'
import { type Cause, cause, doorName, leaveIt, referenceOf, unitNameOf, type World } from './cause.ts'

export const stayCauses = (world: World): readonly Cause[] => [
  ...doubleBookings(world),
  ...departures(world),
  ...keysNotBack(world),
]

const partyOf = (world: World, stay: Stay): string =>
  stay.reservationId === null ? `a ${stay.channel} booking without a name` : referenceOf(world, stay.reservationId)

function doubleBookings(world: World): readonly Cause[] {
  const today = dateOf(world.now, world.house.property.timeZone)
  return unplacedStays(world.db, today).map((stay) => {
    const other = placedOverlaps(world.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id)[0]
    return cause({
      kind: 'double-booking',
      cause: `double ${stay.id}`,
      tone: 'bad',
      title: `${unitNameOf(world, stay.unitId)} is booked twice from ${stay.arrivalDate} to ${stay.departureDate}.`,
      detail:
        other === undefined
          ? `${partyOf(world, stay)} can be placed now.`
          : `${partyOf(world, stay)} and ${partyOf(world, other)} (${other.arrivalDate} to ${other.departureDate}). Move or cancel one of them.`,
      reservationId: stay.reservationId,
      stayId: stay.id,
      actions:
        other === undefined
          ? [
              { key: 'place', label: 'Place it' },
              { key: 'cancel', label: 'Cancel this one' },
            ]
          : [{ key: 'cancel', label: `Cancel ${partyOf(world, stay)}` }],
    })
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

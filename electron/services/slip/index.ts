/** What a reservation's PIN slip says. Reading it is a reveal, and logged as one. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { SlipContent, SlipPin } from '../../domain/slip.ts'
import { isLive } from '../../domain/stay.ts'
import { doorsOfUnit, revealPins } from '../access-codes/index.ts'
import type { Caller, Desk } from '../desk/index.ts'
import { entranceAddress, stableBase } from '../guest-links/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { unitName } from '../reservations/index.ts'

/** Doors whose code is not confirmed are named as such: a slip never promises a door that may stay shut. */
export function slipContent(desk: Desk, caller: Caller, reservationId: ReservationId): Result<SlipContent, Failure> {
  const house = readHouse(desk.store.read)
  const reservation = readReservation(desk.store.read, reservationId)
  if (house === null || reservation === null)
    return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
  const revealed = revealPins(desk, caller, reservationId, 'slip')
  if (!revealed.ok) return revealed
  const codes = codesOfReservation(desk.store.read, reservationId).filter(
    (code) => code.state !== 'removed' && code.desired === 'present',
  )
  const stays = staysOfReservation(desk.store.read, reservationId).filter(
    (stay) => isLive(stay) && stay.placed && !stay.provisional,
  )
  const doorName = (id: string): string => house.doors.find((door) => door.id === id)?.name ?? ''
  const confirmed = new Set(codes.filter((code) => code.state === 'on-lock').map((code) => code.id as string))
  // A PIN stands beside the doors that have confirmed it, and beside no other.
  const pins: SlipPin[] = revealed.value.pins.flatMap((group) => {
    const doors = group.codeIds.flatMap((id) => {
      const code = codes.find((one) => one.id === id)
      return code === undefined || !confirmed.has(id) ? [] : [{ name: doorName(code.doorId), windows: code.windows }]
    })
    return doors.length === 0 ? [] : [{ pin: group.pin, doors }]
  })
  const guest = reservation.guestId === null ? null : readGuest(desk.store.read, reservation.guestId)
  const keyDoors = stays.flatMap((stay) => doorsOfUnit(house, stay.unitId)).filter((door) => !door.hasLock)
  return ok({
    units: stays.map((stay) => unitName(house, stay.unitId)),
    pins,
    keyDoors: [...new Set(keyDoors.map((door) => door.name))],
    notYetDoors: [...new Set(codes.filter((code) => !confirmed.has(code.id)).map((code) => doorName(code.doorId)))],
    timeZone: house.property.timeZone,
    deskPhone: null,
    language: guest?.language ?? 'en',
    confirmKey: null,
    houseName: null,
    houseAddress: null,
    guestName: null,
    pageAddress: pageAddress(desk.store.read),
  })
}

/** Only an address that is still the house's when the guest scans it. */
function pageAddress(db: ReadableDb): string | null {
  const base = guestPageSettings(db).on ? stableBase(db) : null
  return base === null ? null : entranceAddress(base)
}

/** A party's page as its guest sees it, for the desk: no digits, no Wi-Fi password, nothing counted as a look. */
import { readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { guestPageSettings } from '../house/index.ts'
import { languageFor, renderPage } from './pages/index.ts'
import { roomPage } from './room.ts'

const dots = '••••••'

/** The room page in the guest's language, as HTML. Its forms lead nowhere; it is to be shown where nothing in it can act. */
export const previewPage = (desk: Desk, id: ReservationId): Result<string, Failure> =>
  withHouse(desk, (db, house, now): Result<string, Failure> => {
    const reservation = readReservation(db, id)
    if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
    const guest = reservation.guestId === null ? null : readGuest(db, reservation.guestId)
    const room = roomPage({ desk, db, house, now }, { reservation, stays: staysOfReservation(db, id) }, null, false)
    const frame = {
      houseName: house.property.name,
      timeZone: house.property.timeZone,
      deskPhone: guestPageSettings(db).deskPhone,
      language: languageFor(guest?.language ?? null, null),
      action: '/g',
    }
    return ok(renderPage(frame, { is: 'room', room: { ...room, pins: room.pins.map(hidden) } }).html)
  })

const hidden = <Shown extends { readonly pin: string }>(shown: Shown): Shown => ({ ...shown, pin: dots })

/** What the desk's eyes have seen: the photos of a party, and a document itself. */
import { readReservation } from '../../../db/queries/bookings.ts'
import { guestPhotosOf } from '../../../db/queries/guest-photos.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { type Caller, type Desk, transact } from '../desk/index.ts'
import { describeGuest } from '../reservations/index.ts'
import { reviewPhoto } from './photos.ts'

/** A person has looked at all photos of a party that are still kept. */
export const reviewPhotos = (desk: Desk, caller: Caller, id: ReservationId): Result<null, Failure> =>
  transact(desk, caller, (work): Result<null, Failure> => {
    for (const photo of guestPhotosOf(work.db, [id])) {
      if (photo.deletedAt !== null) continue
      const done = reviewPhoto(desk, caller, photo.id)
      if (!done.ok) return done
    }
    return ok(null)
  })

/** A person has seen the guest's document, here or on its photo. */
export const noteIdSeen = (desk: Desk, caller: Caller, id: ReservationId): Result<null, Failure> =>
  transact(desk, caller, (work): Result<null, Failure> => {
    const reservation = readReservation(work.db, id)
    if (reservation === null)
      return fail(failure('reservation-unknown', 'This reservation is not there any more. Nothing was changed.'))
    const described = describeGuest(work, reservation, { idSeen: true })
    return described.ok ? ok(null) : described
  })

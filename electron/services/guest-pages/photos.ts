/** Photos of documents: taken in, looked at by the desk, and deleted by retention. Never a reason to keep a guest out. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { type GuestLink, guestCheckInsOf, readGuestLink } from '../../../db/queries/guest-pages.ts'
import {
  deleteGuestPhoto,
  type GuestPhoto,
  guestPhotosOf,
  insertGuestPhoto,
  keptGuestPhotos,
  readGuestPhoto,
  sealedGuestPhoto,
  updateGuestPhoto,
} from '../../../db/queries/guest-photos.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { isOpen, needsYes } from '../../domain/guest-page.ts'
import { largestPhoto, mostPhotos, type PhotoFault, photoTypeOf } from '../../domain/id-photo.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { addDays, type CalendarDate, dateOf } from '../../domain/time.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { guestPageSettings } from '../house/index.ts'

/** How many of a party are kept now. */
export const keptPhotos = (db: ReadableDb, id: ReservationId): number =>
  guestPhotosOf(db, [id]).filter((photo) => photo.deletedAt === null).length

/** The house asks for photos, and somebody of the party has agreed to the terms they are kept by. */
export const asksForPhotos = (db: ReadableDb, id: ReservationId): boolean =>
  guestPageSettings(db).asksPhoto && guestCheckInsOf(db, [id]).some((one) => one.state === 'done')

/** Whether photos are taken from this page: no stranger who knows only the dates can fill the store. */
export const takesPhotos = (db: ReadableDb, link: GuestLink): boolean =>
  asksForPhotos(db, link.reservationId) && !needsYes(link, guestPageSettings(db).trustsReference)

/**
 * Keeps each photo that is one, sealed; answers what was wrong with the others. The first bytes decide, not the name.
 * What was sent before is not kept twice. `no-access` where the page is closed or takes no photos.
 */
export const keepPhotos = (
  desk: Desk,
  caller: Caller,
  linkId: string,
  files: readonly Uint8Array[],
): Result<{ readonly kept: number; readonly faults: readonly PhotoFault[] }, Failure> =>
  transact(desk, caller, (work) => {
    const link = readGuestLink(work.db, linkId)
    const stays = link === null ? [] : staysOfReservation(work.db, link.reservationId)
    if (link === null || !isOpen(link, stays, work.house.property, work.now) || !takesPhotos(work.db, link))
      return fail(failure('no-access', 'This page takes no photos now. Nothing was kept.'))
    const { reservationId } = link
    const photos = guestPhotosOf(work.db, [reservationId]).filter((photo) => photo.deletedAt === null)
    const macs = new Set(photos.map((photo) => photo.contentMac))
    const faults: PhotoFault[] = []
    let kept = 0
    for (const bytes of files) {
      const contentType = photoTypeOf(bytes)
      const contentMac = desk.store.vault.mac('guest-photo', Buffer.from(bytes).toString('base64'))
      if (bytes.length > largestPhoto) faults.push('too-large')
      else if (contentType === null) faults.push('not-an-image')
      else if (macs.has(contentMac)) kept += 1
      else if (macs.size >= mostPhotos) faults.push('too-many')
      else {
        insertGuestPhoto(work.db, {
          id: makeId<string>(work),
          reservationId,
          linkId,
          at: work.now,
          contentType,
          size: bytes.length,
          contentMac,
          sealed: desk.store.vault.seal('guest-photo', bytes),
          reviewedAt: null,
          reviewedBy: null,
          deletedAt: null,
          deletedBy: null,
        })
        macs.add(contentMac)
        kept += 1
      }
    }
    const fresh = macs.size - photos.length
    if (fresh > 0) audit(work, 'guest-photo.kept', { reservationId }, { photos: fresh })
    return ok({ kept, faults })
  })

/** Opens one for the desk's eyes: who looked is in the trail. */
export const showPhoto = (
  desk: Desk,
  caller: Caller,
  id: string,
): Result<{ readonly contentType: string; readonly bytes: Buffer }, Failure> =>
  transact(desk, caller, (work) => {
    const photo = readGuestPhoto(work.db, id)
    const sealed = sealedGuestPhoto(work.db, id)
    if (photo === null || sealed === null) return fail(photoGone)
    audit(work, 'guest-photo.shown', { reservationId: photo.reservationId })
    return ok({ contentType: photo.contentType, bytes: desk.store.vault.openBytes('guest-photo', sealed) })
  })

/** A person has looked at it. */
export const reviewPhoto = (desk: Desk, caller: Caller, id: string): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const photo = readGuestPhoto(work.db, id)
    if (photo === null || photo.deletedAt !== null) return fail(photoGone)
    if (photo.reviewedAt !== null) return ok(null)
    updateGuestPhoto(work.db, id, { reviewedAt: work.now, reviewedBy: work.caller.actor })
    audit(work, 'guest-photo.reviewed', { reservationId: photo.reservationId })
    return ok(null)
  })

/** Deletes one before its time: the wrong page, or the guest asks. */
export const removePhoto = (desk: Desk, caller: Caller, id: string): Result<null, Failure> =>
  transact(desk, caller, (work) => {
    const photo = readGuestPhoto(work.db, id)
    if (photo === null || photo.deletedAt !== null) return fail(photoGone)
    deleteGuestPhoto(work.db, id, work.now, work.caller.actor)
    audit(work, 'guest-photo.deleted', { reservationId: photo.reservationId }, { why: 'by hand' })
    return ok(null)
  })

const photoGone = failure('photo-gone', 'This photo is not kept any more.')

/** Deletes what is older than the house keeps photos, counted from the end of the party's last stay. */
export function forgetPhotos(work: Work): void {
  const { photoDays } = guestPageSettings(work.db)
  const { timeZone } = work.house.property
  const today = dateOf(work.now, timeZone)
  const lastDay = (photo: GuestPhoto): CalendarDate =>
    staysOfReservation(work.db, photo.reservationId)
      .map((stay) => stay.departureDate)
      .toSorted()
      .at(-1) ?? dateOf(photo.at, timeZone)
  for (const photo of keptGuestPhotos(work.db)) {
    if (addDays(lastDay(photo), photoDays) >= today) continue
    deleteGuestPhoto(work.db, photo.id, work.now, work.caller.actor)
    audit(work, 'guest-photo.deleted', { reservationId: photo.reservationId }, { why: 'kept long enough' })
  }
}

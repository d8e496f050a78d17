/** Photos of documents that guests sent from their pages. */
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, inArray, isNotNull, isNull, sql } from '../query-words.ts'
import { guestPhotos } from '../schema/index.ts'

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'
/** Without the photo itself, which is large. */
export type GuestPhoto = {
  readonly id: string
  readonly reservationId: ReservationId
  readonly linkId: string
  readonly at: Instant
  readonly contentType: PhotoType
  readonly size: number
  readonly contentMac: string
  readonly reviewedAt: Instant | null
  readonly reviewedBy: string | null
  readonly deletedAt: Instant | null
  readonly deletedBy: string | null
}
const columns = {
  id: guestPhotos.id,
  reservationId: guestPhotos.reservationId,
  linkId: guestPhotos.linkId,
  at: guestPhotos.at,
  contentType: guestPhotos.contentType,
  size: guestPhotos.size,
  contentMac: guestPhotos.contentMac,
  reviewedAt: guestPhotos.reviewedAt,
  reviewedBy: guestPhotos.reviewedBy,
  deletedAt: guestPhotos.deletedAt,
  deletedBy: guestPhotos.deletedBy,
}
const toPhoto = (row: Omit<typeof guestPhotos.$inferSelect, 'sealed'>): GuestPhoto => ({
  ...row,
  reservationId: row.reservationId as ReservationId,
  at: row.at as Instant,
  reviewedAt: row.reviewedAt as Instant | null,
  deletedAt: row.deletedAt as Instant | null,
})
/** Of these parties, oldest first; deleted ones too. */
export const guestPhotosOf = (db: ReadableDb, ids: readonly ReservationId[]): readonly GuestPhoto[] =>
  ids.length === 0
    ? []
    : db
        .select(columns)
        .from(guestPhotos)
        .where(inArray(guestPhotos.reservationId, [...ids]))
        // Those of one form have one moment: then as they were chosen.
        .orderBy(asc(guestPhotos.at), sql`${guestPhotos}.rowid`)
        .all()
        .map(toPhoto)
export const readGuestPhoto = (db: ReadableDb, id: string): GuestPhoto | null => {
  const row = db.select(columns).from(guestPhotos).where(eq(guestPhotos.id, id)).get()
  return row === undefined ? null : toPhoto(row)
}
/** The photo itself, sealed; null where it was deleted. */
export const sealedGuestPhoto = (db: ReadableDb, id: string): Buffer | null =>
  db.select({ sealed: guestPhotos.sealed }).from(guestPhotos).where(eq(guestPhotos.id, id)).get()?.sealed ?? null
/** What nobody has looked at yet, oldest first. */
export const guestPhotosToReview = (db: ReadableDb): readonly GuestPhoto[] =>
  db
    .select(columns)
    .from(guestPhotos)
    .where(and(isNull(guestPhotos.reviewedAt), isNull(guestPhotos.deletedAt)))
    .orderBy(asc(guestPhotos.at))
    .all()
    .map(toPhoto)
/** Those that are still kept, of every party. */
export const keptGuestPhotos = (db: ReadableDb): readonly GuestPhoto[] =>
  db.select(columns).from(guestPhotos).where(isNotNull(guestPhotos.sealed)).all().map(toPhoto)
export const insertGuestPhoto = (db: WritableDb, row: GuestPhoto & { readonly sealed: Buffer }): void => {
  db.insert(guestPhotos).values(row).run()
}
export const updateGuestPhoto = (
  db: WritableDb,
  id: string,
  fields: Partial<Pick<GuestPhoto, 'reviewedAt' | 'reviewedBy'>>,
): void => {
  db.update(guestPhotos).set(fields).where(eq(guestPhotos.id, id)).run()
}
/** Empties it; the row goes on to say that it was there. The same photo may be sent again. */
export const deleteGuestPhoto = (db: WritableDb, id: string, at: Instant, by: string): void => {
  db.update(guestPhotos)
    .set({ sealed: null, contentMac: `deleted ${id}`, deletedAt: at, deletedBy: by })
    .where(eq(guestPhotos.id, id))
    .run()
}

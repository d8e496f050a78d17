/** Links that open guests' pages, and what guests did there. */
import type { ReservationId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, inArray, isNull } from '../query-words.ts'
import { guestCheckIns, guestLinks } from '../schema/index.ts'

export type GuestLinkProof = 'name' | 'phone' | 'dates' | 'link' | 'desk'
export type GuestLink = {
  readonly id: string
  readonly reservationId: ReservationId
  /** `once`: sent by message, opens pages of its own on the first phone that goes on from it. */
  readonly kind: 'page' | 'once'
  readonly tokenMac: string
  readonly tokenSealed: Buffer
  readonly proof: GuestLinkProof
  readonly createdAt: Instant
  readonly createdBy: string
  readonly usedAt: Instant | null
  readonly approvedAt: Instant | null
  readonly approvedBy: string | null
  readonly revokedAt: Instant | null
  readonly revokedBy: string | null
  readonly seenAt: Instant | null
  readonly shownAt: Instant | null
}
const toLink = (row: typeof guestLinks.$inferSelect): GuestLink => ({
  ...row,
  reservationId: row.reservationId as ReservationId,
  createdAt: row.createdAt as Instant,
  usedAt: row.usedAt as Instant | null,
  approvedAt: row.approvedAt as Instant | null,
  revokedAt: row.revokedAt as Instant | null,
  seenAt: row.seenAt as Instant | null,
  shownAt: row.shownAt as Instant | null,
})

/** By the keyed hash of what stands in the address. */
export const guestLinkOfToken = (db: ReadableDb, tokenMac: string): GuestLink | null => {
  const row = db.select().from(guestLinks).where(eq(guestLinks.tokenMac, tokenMac)).get()
  return row === undefined ? null : toLink(row)
}
export const readGuestLink = (db: ReadableDb, id: string): GuestLink | null => {
  const row = db.select().from(guestLinks).where(eq(guestLinks.id, id)).get()
  return row === undefined ? null : toLink(row)
}
/** Newest first, revoked ones too. */
export const guestLinksOf = (db: ReadableDb, id: ReservationId): readonly GuestLink[] =>
  db
    .select()
    .from(guestLinks)
    .where(eq(guestLinks.reservationId, id))
    .orderBy(desc(guestLinks.createdAt), desc(guestLinks.id))
    .all()
    .map(toLink)
export const insertGuestLink = (db: WritableDb, link: GuestLink): void => {
  db.insert(guestLinks).values(link).run()
}
export const updateGuestLink = (
  db: WritableDb,
  id: string,
  fields: Partial<
    Pick<GuestLink, 'usedAt' | 'approvedAt' | 'approvedBy' | 'revokedAt' | 'revokedBy' | 'seenAt' | 'shownAt'>
  >,
): void => {
  db.update(guestLinks).set(fields).where(eq(guestLinks.id, id)).run()
}
/** Closes every link of a party that is still open. */
export const revokeGuestLinks = (db: WritableDb, id: ReservationId, at: Instant, by: string): number =>
  db
    .update(guestLinks)
    .set({ revokedAt: at, revokedBy: by })
    .where(and(eq(guestLinks.reservationId, id), isNull(guestLinks.revokedAt)))
    .run().changes

export type GuestCheckIn = {
  readonly id: string
  readonly reservationId: ReservationId
  readonly linkId: string
  readonly at: Instant
  readonly consentAt: Instant
  /** Names the wording that was agreed to. */
  readonly consentWords: string
  readonly formSealed: Buffer | null
  readonly state: 'waiting' | 'done' | 'refused'
  readonly decidedAt: Instant | null
  readonly decidedBy: string | null
  /** `HH:mm` of the arrival day: to be read, it moves no code. */
  readonly comesAt: string | null
}
const toCheckIn = (row: typeof guestCheckIns.$inferSelect): GuestCheckIn => ({
  ...row,
  reservationId: row.reservationId as ReservationId,
  at: row.at as Instant,
  consentAt: row.consentAt as Instant,
  decidedAt: row.decidedAt as Instant | null,
})
export const guestCheckInOfLink = (db: ReadableDb, linkId: string): GuestCheckIn | null => {
  const row = db.select().from(guestCheckIns).where(eq(guestCheckIns.linkId, linkId)).get()
  return row === undefined ? null : toCheckIn(row)
}
export const readGuestCheckIn = (db: ReadableDb, id: string): GuestCheckIn | null => {
  const row = db.select().from(guestCheckIns).where(eq(guestCheckIns.id, id)).get()
  return row === undefined ? null : toCheckIn(row)
}
/** Of these parties, oldest first. */
export const guestCheckInsOf = (db: ReadableDb, ids: readonly ReservationId[]): readonly GuestCheckIn[] =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(guestCheckIns)
        .where(inArray(guestCheckIns.reservationId, [...ids]))
        .orderBy(asc(guestCheckIns.at), asc(guestCheckIns.id))
        .all()
        .map(toCheckIn)
/** What the desk has to say yes or no to, oldest first. */
export const waitingGuestCheckIns = (db: ReadableDb): readonly GuestCheckIn[] =>
  db
    .select()
    .from(guestCheckIns)
    .where(eq(guestCheckIns.state, 'waiting'))
    .orderBy(asc(guestCheckIns.at))
    .all()
    .map(toCheckIn)
/** Said again by the same link, it takes the place of what was said before. */
export const writeGuestCheckIn = (db: WritableDb, row: GuestCheckIn): void => {
  const { id: _, ...again } = row
  db.insert(guestCheckIns).values(row).onConflictDoUpdate({ target: guestCheckIns.linkId, set: again }).run()
}
export const updateGuestCheckIn = (
  db: WritableDb,
  id: string,
  fields: Partial<Pick<GuestCheckIn, 'state' | 'formSealed' | 'decidedAt' | 'decidedBy' | 'comesAt'>>,
): void => {
  db.update(guestCheckIns).set(fields).where(eq(guestCheckIns.id, id)).run()
}

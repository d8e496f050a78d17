/** Tries to get in by a reference, counted over a time. A clock that was set back left some ahead: they count nowhere. */
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, count, desc, eq, gt, lte, min, or, type SQL } from '../query-words.ts'
import { guestTries } from '../schema/index.ts'

export type GuestTry = {
  readonly at: Instant
  readonly referenceMac: string
  readonly addressMac: string
  readonly right: boolean
}
/** Later than `after`, up to now. */
export type TrySpan = { readonly after: Instant; readonly now: Instant }

export const insertGuestTry = (db: WritableDb, row: GuestTry): void => {
  db.insert(guestTries).values(row).run()
}
const within = ({ after, now }: TrySpan, right: boolean): SQL | undefined =>
  and(gt(guestTries.at, after), lte(guestTries.at, now), eq(guestTries.right, right))

const timesOf = (db: ReadableDb, which: SQL | undefined): readonly Instant[] =>
  db
    .select({ at: guestTries.at })
    .from(guestTries)
    .where(which)
    .all()
    .map((row) => row.at as Instant)
/** When this reference was tried in vain. */
export const wrongTriesOfReference = (db: ReadableDb, referenceMac: string, span: TrySpan): readonly Instant[] =>
  timesOf(db, and(eq(guestTries.referenceMac, referenceMac), within(span, false)))
/** When somebody got in by this reference. */
export const rightTriesOfReference = (db: ReadableDb, referenceMac: string, span: TrySpan): readonly Instant[] =>
  timesOf(db, and(eq(guestTries.referenceMac, referenceMac), within(span, true)))
/** When this address tried in vain. */
export const wrongTriesOfAddress = (db: ReadableDb, addressMac: string, span: TrySpan): readonly Instant[] =>
  timesOf(db, and(eq(guestTries.addressMac, addressMac), within(span, false)))

export type TriesCounted = { readonly tries: number; readonly since: Instant | null }
/** How often anybody tried in vain, and since when. */
export const countWrongTries = (db: ReadableDb, span: TrySpan): TriesCounted => {
  const row = db
    .select({ tries: count(), since: min(guestTries.at) })
    .from(guestTries)
    .where(within(span, false))
    .get()
  return { tries: row?.tries ?? 0, since: (row?.since ?? null) as Instant | null }
}
/** The reference that was tried in vain most often. */
export const mostTriedReference = (db: ReadableDb, span: TrySpan): TriesCounted => {
  const row = db
    .select({ tries: count(), since: min(guestTries.at) })
    .from(guestTries)
    .where(within(span, false))
    .groupBy(guestTries.referenceMac)
    .orderBy(desc(count()))
    .limit(1)
    .get()
  return { tries: row?.tries ?? 0, since: (row?.since ?? null) as Instant | null }
}
/** Forgets what is older, and what a clock that was set back left in the time to come. */
export const forgetGuestTries = (db: WritableDb, before: Instant, now: Instant): number =>
  db
    .delete(guestTries)
    .where(or(lte(guestTries.at, before), gt(guestTries.at, now)))
    .run().changes

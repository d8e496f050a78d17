/** Spreadsheets that were taken in. */
import type { GuestId, StayId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, desc, eq, isNotNull, isNull, like, or, sql } from '../query-words.ts'
import { fieldSources, guests, imports, reversibleActions, stayClaims } from '../schema/index.ts'

export type ImportRecord = {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly fileName: string
  readonly fileMac: string
  readonly newestBookedOn: string | null
  readonly counts: Readonly<Record<string, number>>
  /** What takes it back; null where it changed nothing. */
  readonly actionId: string | null
}
const toRecord = (row: typeof imports.$inferSelect): ImportRecord => ({
  ...row,
  at: row.at as Instant,
  counts: JSON.parse(row.counts) as Record<string, number>,
})

export const insertImport = (db: WritableDb, record: ImportRecord): void => {
  db.insert(imports)
    .values({ ...record, counts: JSON.stringify(record.counts) })
    .run()
}

/** Imports that were not taken back. */
const standing = (db: ReadableDb) =>
  db
    .select({ record: imports })
    .from(imports)
    .leftJoin(reversibleActions, eq(imports.actionId, reversibleActions.id))
    .$dynamic()
const notUndone = or(isNull(imports.actionId), isNull(reversibleActions.undoneAt))

/** The last time this very file was taken in. */
export function importOfFile(db: ReadableDb, fileMac: string): ImportRecord | null {
  const row = standing(db)
    .where(and(eq(imports.fileMac, fileMac), notUndone))
    .orderBy(desc(imports.at))
    .limit(1)
    .get()
  return row === undefined ? null : toRecord(row.record)
}

/** The import with the newest "booked on": an older file reverts nothing of it. */
export function newestImport(db: ReadableDb): ImportRecord | null {
  const row = standing(db)
    .where(and(isNotNull(imports.newestBookedOn), notUndone))
    .orderBy(desc(imports.newestBookedOn), desc(imports.at))
    .limit(1)
    .get()
  return row === undefined ? null : toRecord(row.record)
}

/**
 * Stays that an import named although it says other days of them, with those days: as long as they are the party's.
 * Found by a word in the evidence, which only these have.
 */
export const staysImportsDifferOn = (
  db: ReadableDb,
): readonly { readonly stayId: StayId; readonly at: Instant; readonly days: unknown }[] =>
  db
    .select({ stayId: stayClaims.stayId, at: stayClaims.at, evidence: stayClaims.evidence })
    .from(stayClaims)
    .where(and(isNull(stayClaims.endedAt), eq(stayClaims.rule, 'import'), like(stayClaims.evidence, '%"differs":{%')))
    .all()
    .map(({ stayId, at, evidence }) => ({
      stayId: stayId as StayId,
      at: at as Instant,
      days: (JSON.parse(evidence) as { readonly differs: Readonly<Record<string, unknown>> }).differs[stayId],
    }))

/** Guests of whom an import said something then that nobody has said since. */
export const guestsFilledAt = (db: ReadableDb, at: Instant, actor: string): readonly GuestId[] =>
  db
    .selectDistinct({ id: guests.id })
    .from(fieldSources)
    .innerJoin(guests, eq(guests.id, fieldSources.subject))
    .where(and(eq(fieldSources.source, 'import'), eq(fieldSources.at, at), eq(fieldSources.actor, actor)))
    .all()
    .map((row) => row.id as GuestId)

/** True for a guest that was made at that moment. */
export const isGuestMadeAt = (db: ReadableDb, id: GuestId, at: Instant): boolean =>
  db
    .select({ one: sql`1` })
    .from(guests)
    .where(and(eq(guests.id, id), eq(guests.createdAt, at)))
    .get() !== undefined

import type { DoorId, ReservationId, StayId } from '../../electron/domain/ids.ts'
import { programAuthor } from '../../electron/domain/message.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, gt, isNull, ne, type SQL, sql } from '../query-words.ts'
import { auditEntries, reversibleActions, workerLease } from '../schema/index.ts'

export type AuditEntry = {
  readonly at: Instant
  /** The staff member at the desk, or `Latchkey` where the program did it by itself. */
  readonly actor: string
  readonly source: string
  readonly action: string
  readonly reservationId: ReservationId | null
  readonly stayId: StayId | null
  readonly doorId: DoorId | null
  readonly details: Readonly<Record<string, unknown>>
}

/** A keyed hash of text: without the key nobody can write an entry that fits the chain. */
export type ChainHash = (text: string) => string

const linkOf = (before: string, entry: Omit<typeof auditEntries.$inferSelect, 'id' | 'hash'>): string =>
  JSON.stringify([
    before,
    entry.at,
    entry.actor,
    entry.source,
    entry.action,
    entry.reservationId,
    entry.stayId,
    entry.doorId,
    entry.details,
  ])

/** Appends to the trail; each entry's hash covers the one before it, so that none can be changed or taken out unseen. */
export const insertAudit = (db: WritableDb, hash: ChainHash, entry: AuditEntry): void => {
  const last = db.select({ hash: auditEntries.hash }).from(auditEntries).orderBy(desc(auditEntries.id)).limit(1).get()
  const row = { ...entry, details: JSON.stringify(entry.details) }
  db.insert(auditEntries)
    .values({ ...row, hash: hash(linkOf(last?.hash ?? '', row)) })
    .run()
}

/**
 * Reads the whole trail again. `brokenAt` is the first entry that does not fit the one before it; entries written
 * before there was a chain are counted apart. A cut-off end shows by the counter that SQLite itself keeps.
 */
export function checkAuditChain(
  db: ReadableDb,
  hash: ChainHash,
): { readonly entries: number; readonly unchained: number; readonly brokenAt: number | null } {
  const rows = db.select().from(auditEntries).orderBy(asc(auditEntries.id)).all()
  let before = ''
  let unchained = 0
  let expected: number | null = null
  for (const { id, hash: kept, ...entry } of rows) {
    const missing = expected !== null && id !== expected
    if (kept === null && before === '' && !missing) unchained += 1
    else if (missing || kept !== hash(linkOf(before, entry)))
      return { entries: rows.length, unchained, brokenAt: missing ? expected : id }
    before = kept ?? ''
    expected = id + 1
  }
  const { last } = db.get<{ last: number | null }>(
    sql`select max(seq) as last from sqlite_sequence where name = 'audit_entries'`,
  )
  const cut = last !== null && last !== (rows.at(-1)?.id ?? 0)
  return { entries: rows.length, unchained, brokenAt: cut ? (rows.at(-1)?.id ?? 0) + 1 : null }
}
const auditWhere = (db: ReadableDb, which: SQL, limit: number): readonly AuditEntry[] =>
  db
    .select()
    .from(auditEntries)
    .where(which)
    .orderBy(desc(auditEntries.id))
    .limit(limit)
    .all()
    .map((row) => ({
      ...row,
      at: row.at as Instant,
      reservationId: row.reservationId as ReservationId | null,
      stayId: row.stayId as StayId | null,
      doorId: row.doorId as DoorId | null,
      details: JSON.parse(row.details) as Record<string, unknown>,
    }))
/** What was done to a reservation, newest first. */
export const auditOfReservation = (db: ReadableDb, id: ReservationId, limit: number): readonly AuditEntry[] =>
  auditWhere(db, eq(auditEntries.reservationId, id), limit)
/** What people and the program did at one door, newest first. */
export const auditOfDoor = (db: ReadableDb, id: DoorId, limit: number): readonly AuditEntry[] =>
  auditWhere(db, eq(auditEntries.doorId, id), limit)

export type ActionKind = 'check-in' | 'check-out' | 'cancel' | 'move' | 'extend' | 'name' | 'import'
export type ReversibleAction = {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly kind: ActionKind
  /** A stay's id where that belongs to no reservation. */
  readonly reservationId: ReservationId | StayId
  readonly before: unknown
  readonly after: unknown
  readonly undoneAt: Instant | null
}
const toAction = (row: typeof reversibleActions.$inferSelect): ReversibleAction => ({
  ...row,
  at: row.at as Instant,
  undoneAt: row.undoneAt as Instant | null,
  reservationId: row.reservationId as ReservationId,
  before: JSON.parse(row.before),
  after: JSON.parse(row.after),
})
export const insertAction = (db: WritableDb, action: Omit<ReversibleAction, 'undoneAt'>): void => {
  db.insert(reversibleActions)
    .values({ ...action, before: JSON.stringify(action.before), after: JSON.stringify(action.after) })
    .run()
}
export const readAction = (db: ReadableDb, id: string): ReversibleAction | null => {
  const row = db.select().from(reversibleActions).where(eq(reversibleActions.id, id)).get()
  return row === undefined ? null : toAction(row)
}
/**
 * The newest action not yet taken back, of one reservation or what people did in the whole desk, made since `since`: what
 * the program did by itself meanwhile is not what somebody who says "undo" means. Of several in one
 * millisecond the one written last: ids tell no order there.
 */
export const lastAction = (
  db: ReadableDb,
  reservation: ReservationId | null,
  since: Instant,
): ReversibleAction | null => {
  const row = db
    .select()
    .from(reversibleActions)
    .where(
      and(
        isNull(reversibleActions.undoneAt),
        gt(reversibleActions.at, since),
        reservation === null
          ? ne(reversibleActions.actor, programAuthor)
          : eq(reversibleActions.reservationId, reservation),
      ),
    )
    .orderBy(desc(reversibleActions.at), desc(sql`rowid`))
    .limit(1)
    .get()
  return row === undefined ? null : toAction(row)
}
/** The actions of one kind on a reservation since then that were not taken back. */
export const actionsSince = (
  db: ReadableDb,
  reservation: ReservationId,
  kind: ActionKind,
  since: Instant,
): readonly ReversibleAction[] =>
  db
    .select()
    .from(reversibleActions)
    .where(
      and(
        isNull(reversibleActions.undoneAt),
        gt(reversibleActions.at, since),
        eq(reversibleActions.reservationId, reservation),
        eq(reversibleActions.kind, kind),
      ),
    )
    .all()
    .map(toAction)
export const markUndone = (db: WritableDb, id: string, at: Instant): void => {
  db.update(reversibleActions).set({ undoneAt: at }).where(eq(reversibleActions.id, id)).run()
}

/** Past, or so far ahead that only a clock which was set back since then can have written it. */
const isOver = (expiresAt: number, now: number): boolean => expiresAt <= now || expiresAt > now + 120_000

/** What one process at a time does for a folder: the work itself, and the way in from outside. */
export const workLease = 1
export const tunnelLease = 2

/** Takes or keeps a lease until `until`; false while another process holds it. Times are the system's. */
export function takeLease(db: WritableDb, holder: string, now: number, until: number, lease = workLease): boolean {
  const held = db.select().from(workerLease).where(eq(workerLease.id, lease)).get()
  if (held === undefined) {
    db.insert(workerLease).values({ id: lease, holder, expiresAt: until }).run()
    return true
  }
  if (held.holder !== holder && !isOver(held.expiresAt, now)) return false
  db.update(workerLease).set({ holder, expiresAt: until }).where(eq(workerLease.id, lease)).run()
  return true
}
export const releaseLease = (db: WritableDb, holder: string): void => {
  db.delete(workerLease).where(eq(workerLease.holder, holder)).run()
}
export const leaseHolder = (db: ReadableDb, now: number, lease = workLease): string | null => {
  const row = db.select().from(workerLease).where(eq(workerLease.id, lease)).get()
  return row === undefined || isOver(row.expiresAt, now) ? null : row.holder
}

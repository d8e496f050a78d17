/** Items that wait for a person: opened and closed by their causes, put aside by people. */
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, desc, eq, gte, isNotNull, isNull, or } from '../query-words.ts'
import { attentionItems, auditEntries } from '../schema/index.ts'

export type AttentionRow = {
  readonly number: number
  readonly kind: string
  readonly cause: string
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  /** A person has seen it and wants to hear no more of it while its cause lasts. */
  readonly dismissedAt: Instant | null
  /** Comes back by itself then. */
  readonly snoozedUntil: Instant | null
}
const toRow = (row: typeof attentionItems.$inferSelect): AttentionRow => ({
  ...row,
  openedAt: row.openedAt as Instant,
  closedAt: row.closedAt as Instant | null,
  dismissedAt: row.dismissedAt as Instant | null,
  snoozedUntil: row.snoozedUntil as Instant | null,
})
export const openAttention = (db: ReadableDb): readonly AttentionRow[] =>
  db.select().from(attentionItems).where(isNull(attentionItems.closedAt)).all().map(toRow)
export const openAttentionItem = (db: WritableDb, kind: string, cause: string, at: Instant): void => {
  db.insert(attentionItems).values({ kind, cause, openedAt: at }).run()
}
export const closeAttentionItem = (db: WritableDb, number: number, at: Instant): void => {
  db.update(attentionItems).set({ closedAt: at }).where(eq(attentionItems.number, number)).run()
}
export const dismissAttentionItem = (db: WritableDb, number: number, at: Instant): void => {
  db.update(attentionItems).set({ dismissedAt: at }).where(eq(attentionItems.number, number)).run()
}
export const snoozeAttentionItem = (db: WritableDb, number: number, until: Instant): void => {
  db.update(attentionItems).set({ snoozedUntil: until }).where(eq(attentionItems.number, number)).run()
}

/** Items that are over, or that somebody wants to hear no more of, the newest first. */
export const settledAttention = (db: ReadableDb, limit: number): readonly AttentionRow[] =>
  db
    .select()
    .from(attentionItems)
    .where(or(isNotNull(attentionItems.closedAt), isNotNull(attentionItems.dismissedAt)))
    .orderBy(desc(attentionItems.number))
    .limit(limit)
    .all()
    .map(toRow)

export type Answered = {
  readonly at: Instant
  readonly actor: string
  readonly details: Readonly<Record<string, unknown>>
}
/** What people chose for items since then, oldest first. */
export const answersSince = (db: ReadableDb, since: Instant): readonly Answered[] =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.action, 'attention.resolved'), gte(auditEntries.at, since)))
    .orderBy(auditEntries.id)
    .all()
    .map(({ at, actor, details }) => ({
      at: at as Instant,
      actor,
      details: JSON.parse(details) as Record<string, unknown>,
    }))

/** When managers were texted of the open items, by their number. */
export const textedAttention = (db: ReadableDb): ReadonlyMap<number, Instant> =>
  new Map(
    db
      .select({ number: attentionItems.number, at: attentionItems.textedAt })
      .from(attentionItems)
      .where(and(isNull(attentionItems.closedAt), isNotNull(attentionItems.textedAt)))
      .all()
      .map(({ number, at }) => [number, at as Instant]),
  )
export const noteTexted = (db: WritableDb, number: number, at: Instant): void => {
  db.update(attentionItems).set({ textedAt: at }).where(eq(attentionItems.number, number)).run()
}

/** Webhooks as they came: kept before they are answered, worked off in the order of Twilio's time. */

import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, count, eq, inArray, isNotNull, isNull, lt, max, min } from '../query-words.ts'
import { webhookInbox } from '../schema/index.ts'

export type WebhookPath = 'conversations' | 'messages' | 'status'
/**
 * What became of a row. `done` and `ignored` are over and hold nothing any more; `waiting` (what it is about is not here
 * yet) and `retry` (a bug, tried again) are looked at again; `failed` and `quarantined` are kept for a person.
 */
export type WebhookOutcome = 'done' | 'ignored' | 'waiting' | 'retry' | 'failed' | 'quarantined'
export type WebhookRow = {
  readonly id: number
  readonly path: WebhookPath
  readonly key: string
  readonly sealed: Uint8Array | null
  readonly at: Instant
  readonly receivedAt: Instant
  readonly processedAt: Instant | null
  readonly outcome: WebhookOutcome | null
  readonly attempts: number
}

/** Said again under the same key, it changes nothing. */
export const insertWebhook = (
  db: WritableDb,
  row: Pick<WebhookRow, 'path' | 'key' | 'at' | 'receivedAt'> & { readonly sealed: Buffer },
): void => {
  db.insert(webhookInbox).values(row).onConflictDoNothing().run()
}

const toRow = (row: typeof webhookInbox.$inferSelect): WebhookRow => row as unknown as WebhookRow

/** What nobody has looked at yet, earliest first. */
export const freshWebhooks = (db: ReadableDb, limit: number): readonly WebhookRow[] =>
  db
    .select()
    .from(webhookInbox)
    .where(and(isNull(webhookInbox.processedAt), isNull(webhookInbox.outcome)))
    .orderBy(asc(webhookInbox.at), asc(webhookInbox.id))
    .limit(limit)
    .all()
    .map(toRow)

/** What was looked at and is to be looked at again. */
export const openWebhooks = (db: ReadableDb): readonly WebhookRow[] =>
  db
    .select()
    .from(webhookInbox)
    .where(and(isNull(webhookInbox.processedAt), isNotNull(webhookInbox.outcome)))
    .orderBy(asc(webhookInbox.at), asc(webhookInbox.id))
    .all()
    .map(toRow)

/** The row as it is now; null once it is settled, by this process or another. */
export const unsettledWebhook = (db: ReadableDb, id: number): WebhookRow | null => {
  const row = db
    .select()
    .from(webhookInbox)
    .where(and(eq(webhookInbox.id, id), isNull(webhookInbox.processedAt)))
    .get()
  return row === undefined ? null : toRow(row)
}

/** Notes what became of a row; what is over holds its content no longer. */
export const settleWebhook = (db: WritableDb, id: number, outcome: WebhookOutcome, now: Instant): void => {
  const kept = outcome === 'failed' || outcome === 'quarantined'
  db.update(webhookInbox)
    .set({ outcome, processedAt: now, ...(kept ? {} : { sealed: null }) })
    .where(eq(webhookInbox.id, id))
    .run()
}

/** Leaves a row for another look. */
export const putOffWebhook = (db: WritableDb, id: number, outcome: 'waiting' | 'retry', attempts: number): void => {
  db.update(webhookInbox).set({ outcome, attempts }).where(eq(webhookInbox.id, id)).run()
}

/** What is kept for a person, oldest first. */
export const keptWebhooks = (db: ReadableDb, outcome: 'failed' | 'quarantined'): readonly WebhookRow[] =>
  db.select().from(webhookInbox).where(eq(webhookInbox.outcome, outcome)).orderBy(asc(webhookInbox.id)).all().map(toRow)

/** How many of them, since when, and the number of the newest. */
export const countKeptWebhooks = (
  db: ReadableDb,
  outcome: 'failed' | 'quarantined',
): { readonly count: number; readonly since: Instant | null; readonly newest: number } => {
  const row = db
    .select({ count: count(), since: min(webhookInbox.receivedAt), newest: max(webhookInbox.id) })
    .from(webhookInbox)
    .where(eq(webhookInbox.outcome, outcome))
    .get()
  return { count: row?.count ?? 0, since: (row?.since ?? null) as Instant | null, newest: row?.newest ?? 0 }
}

/** Takes out what was worked off before a moment; its key is not needed any more, since messages keep their own. */
export const pruneWebhooks = (db: WritableDb, before: Instant): void => {
  db.delete(webhookInbox)
    .where(and(inArray(webhookInbox.outcome, ['done', 'ignored']), lt(webhookInbox.processedAt, before)))
    .run()
}

/** Kept rows are taken up again from the start. */
export const retryKeptWebhooks = (db: WritableDb): void => {
  db.update(webhookInbox)
    .set({ outcome: null, processedAt: null, attempts: 0 })
    .where(eq(webhookInbox.outcome, 'failed'))
    .run()
}

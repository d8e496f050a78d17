/** Texts on their way out: what waits, in which order, and what became of each. */

import type { ConversationId, LineId, MessageId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from '../query-words.ts'
import { lines, messageMedia, messages, outbox } from '../schema/index.ts'
import type { Line } from './lines.ts'
import type { MessageMedia } from './messages.ts'

export type OutboxStatus = 'waiting' | 'sending' | 'unknown' | 'sent' | 'failed' | 'held' | 'dropped'
export type OutboxRow = {
  readonly id: string
  readonly kind: 'message'
  readonly key: string
  readonly messageId: MessageId
  readonly lane: string
  /** JSON of the call under way, parsed again when it is taken up. */
  readonly payload: string
  readonly status: OutboxStatus
  readonly notBefore: Instant | null
  readonly createdAt: Instant
  readonly attempts: number
  readonly sendingSince: Instant | null
  readonly nextTryAt: Instant
  readonly fault: string | null
  readonly errorCode: number | null
  readonly releasedBy: string | null
  readonly settledAt: Instant | null
}

const underWay = ['waiting', 'sending', 'unknown'] as const
const toRow = (row: typeof outbox.$inferSelect): OutboxRow => row as unknown as OutboxRow
/** When a text was to leave; among equals, as they were written. */
const inOrder = sql`coalesce(${outbox.notBefore}, ${outbox.createdAt}), ${outbox}.rowid`

export const readOutboxRow = (db: ReadableDb, id: string): OutboxRow | null => {
  const row = db.select().from(outbox).where(eq(outbox.id, id)).get()
  return row === undefined ? null : toRow(row)
}
export const outboxRowOfKey = (db: ReadableDb, key: string): OutboxRow | null => {
  const row = db.select().from(outbox).where(eq(outbox.key, key)).get()
  return row === undefined ? null : toRow(row)
}
export const outboxRowOfMessage = (db: ReadableDb, id: MessageId): OutboxRow | null => {
  const row = db.select().from(outbox).where(eq(outbox.messageId, id)).get()
  return row === undefined ? null : toRow(row)
}
export const insertOutboxRow = (db: WritableDb, row: OutboxRow): void => {
  db.insert(outbox).values(row).run()
}
export const updateOutboxRow = (db: WritableDb, id: string, change: Partial<Omit<OutboxRow, 'id'>>): void => {
  db.update(outbox).set(change).where(eq(outbox.id, id)).run()
}

/**
 * The first text of every lane whose turn has come, what was to leave first before. A text that waits for its next try
 * holds up its lane; one that is to be sent later, or that a person is asked about, does not.
 */
export function dueHeads(db: ReadableDb, now: Instant): readonly OutboxRow[] {
  const rows = db
    .select()
    .from(outbox)
    .where(and(inArray(outbox.status, [...underWay]), or(isNull(outbox.notBefore), lte(outbox.notBefore, now))))
    .orderBy(inOrder)
    .all()
    .map(toRow)
  const heads = new Map<string, OutboxRow>()
  for (const row of rows) if (!heads.has(row.lane)) heads.set(row.lane, row)
  return [...heads.values()].filter((row) => row.nextTryAt <= now)
}

/** Texts of a conversation that wait for their turn, wait for it in this lane. */
export const moveToLane = (db: WritableDb, conversation: ConversationId, lane: string): void => {
  const ofConversation = db.select({ id: messages.id }).from(messages).where(eq(messages.conversationId, conversation))
  db.update(outbox)
    .set({ lane })
    .where(and(eq(outbox.status, 'waiting'), ne(outbox.lane, lane), inArray(outbox.messageId, ofConversation)))
    .run()
}

/** Not sent and not given up, what was to leave first before. */
export const openOutboxRows = (db: ReadableDb): readonly (OutboxRow & { readonly conversationId: ConversationId })[] =>
  db
    .select({ row: outbox, conversationId: messages.conversationId })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(inArray(outbox.status, [...underWay, 'held', 'failed']))
    .orderBy(inOrder)
    .all()
    .map(({ row, conversationId }) => ({ ...toRow(row), conversationId: conversationId as ConversationId }))

/** Texts whose time has come and that have not left; what is to be sent later is not one of them. */
export const countWaitingTexts = (db: ReadableDb, now: Instant): number =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(outbox)
    .where(and(inArray(outbox.status, [...underWay]), or(isNull(outbox.notBefore), lte(outbox.notBefore, now))))
    .get()?.count ?? 0

/** Whatever waits for its next try is tried now; a call of a process that died is looked up now. */
export const hurryTexts = (db: WritableDb, now: Instant): void => {
  db.update(outbox)
    .set({ nextTryAt: now })
    .where(and(inArray(outbox.status, [...underWay]), sql`${outbox.nextTryAt} > ${now}`))
    .run()
  db.update(lines)
    .set({ openBy: now })
    .where(and(isNotNull(lines.openBy), sql`${lines.openBy} > ${now}`))
    .run()
}

/** Media of one message with their sealed bytes. */
export const sealedMediaOf = (
  db: ReadableDb,
  id: MessageId,
): readonly (MessageMedia & { readonly sealed: Buffer | null })[] =>
  db
    .select()
    .from(messageMedia)
    .where(eq(messageMedia.messageId, id))
    .orderBy(asc(messageMedia.position))
    .all() as unknown as readonly (MessageMedia & { readonly sealed: Buffer | null })[]

/** The highest index of a guest's text that was here before a moment: what is sent after it has a higher one. */
export const knownIndexBefore = (db: ReadableDb, conversationSid: string, moment: Instant): number =>
  db
    .select({ highest: sql<number | null>`max(${messages.messageIndex})` })
    .from(messages)
    .where(
      and(
        eq(messages.twilioConversationSid, conversationSid),
        eq(messages.direction, 'inbound'),
        lte(messages.receivedAt, moment),
      ),
    )
    .get()?.highest ?? -1

/** Removes the copy of our own text that the log of Programmable Messaging brought before its answer did. */
export const dropLogCopy = (db: WritableDb, sid: string, own: MessageId): ConversationId | null => {
  const copy = db
    .delete(messages)
    .where(
      and(eq(messages.sid, sid), ne(messages.id, own), isNull(messages.clientId), eq(messages.direction, 'outbound')),
    )
    .returning({ conversationId: messages.conversationId })
    .get()
  return (copy?.conversationId as ConversationId | undefined) ?? null
}

/** Lines that could not be opened, with the reason. */
export const linesAtFault = (
  db: ReadableDb,
): readonly (Pick<Line, 'contactId' | 'number' | 'openFault'> & { readonly id: LineId })[] =>
  db
    .select({ id: lines.id, contactId: lines.contactId, number: lines.number, openFault: lines.openFault })
    .from(lines)
    .where(isNotNull(lines.openFault))
    .all() as unknown as readonly (Pick<Line, 'contactId' | 'number' | 'openFault'> & { readonly id: LineId })[]

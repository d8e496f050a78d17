/** Conversations and their link history. */

import type { ContactId, ConversationId, LineId, ReservationId, StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from '../query-words.ts'
import { conversationActions, conversationLinks, conversations, messages, outbox } from '../schema/index.ts'

export type Conversation = {
  readonly id: ConversationId
  readonly contactId: ContactId
  readonly unitId: UnitId | null
  readonly lineId: LineId | null
  readonly lineSetAt: Instant | null
  readonly lineSetBy: 'route' | 'send' | 'staff' | null
  readonly pinnedAt: Instant | null
  readonly linkId: number | null
  readonly closedAt: Instant | null
  readonly createdAt: Instant
  readonly lastMessageId: string | null
  readonly lastMessageAt: Instant | null
  readonly unread: number
  readonly needsReview: number
  readonly stuck: number
}
export type ConversationLink = {
  readonly id: number
  readonly conversationId: ConversationId
  readonly stayId: StayId | null
  readonly reservationId: ReservationId | null
  readonly rule: string
  readonly reason: string
  readonly at: Instant
}

const toConversation = (row: typeof conversations.$inferSelect): Conversation => row as unknown as Conversation

const byId = builtOnce((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.id, sql.placeholder('id')))
    .prepare(),
)
export const readConversation = (db: ReadableDb, id: ConversationId): Conversation | null => {
  const row = byId(db).get({ id })
  return row === undefined ? null : toConversation(row)
}
const byPlace = builtOnce((db) =>
  db
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.contactId, sql.placeholder('contact')),
        sql`${conversations.unitId} is ${sql.placeholder('unit')}`,
      ),
    )
    .prepare(),
)
export const conversationOf = (db: ReadableDb, contact: ContactId, unit: UnitId | null): Conversation | null => {
  const row = byPlace(db).get({ contact, unit })
  return row === undefined ? null : toConversation(row)
}
const byContact = builtOnce((db) =>
  db
    .select()
    .from(conversations)
    .where(eq(conversations.contactId, sql.placeholder('contact')))
    .orderBy(asc(conversations.createdAt), asc(conversations.id))
    .prepare(),
)
export const conversationsOfContact = (db: ReadableDb, contact: ContactId): readonly Conversation[] =>
  byContact(db).all({ contact }).map(toConversation)
export const conversationsOnLine = (db: ReadableDb, line: LineId): readonly Conversation[] =>
  db.select().from(conversations).where(eq(conversations.lineId, line)).all().map(toConversation)
export const insertConversation = (db: WritableDb, row: Conversation): void => {
  db.insert(conversations).values(row).run()
}
export const updateConversation = (
  db: WritableDb,
  id: ConversationId,
  change: Partial<Omit<Conversation, 'id'>>,
): void => {
  db.update(conversations).set(change).where(eq(conversations.id, id)).run()
}

const countsOf = builtOnce((db) =>
  db
    .select({
      unread: sql<number>`coalesce(sum(${messages.direction} = 'inbound' and ${messages.readAt} is null), 0)`,
      needsReview: sql<number>`coalesce(sum(${messages.needsReview}), 0)`,
      stuck: sql<number>`coalesce(sum(${messages.direction} = 'outbound' and ${messages.status} in ('failed', 'undelivered', 'held') and ${messages.settledBy} is null), 0)`,
    })
    .from(messages)
    .where(eq(messages.conversationId, sql.placeholder('id')))
    .prepare(),
)
const lastOf = builtOnce((db) =>
  db
    .select({ id: messages.id, at: messages.at })
    .from(messages)
    .where(eq(messages.conversationId, sql.placeholder('id')))
    // What is to be sent in two weeks must not keep its conversation on top for two weeks.
    .orderBy(
      sql`${messages.status} = 'scheduled'`,
      // Within a second as it is shown (db/queries/messages.ts).
      sql`${messages.at} / 1000 desc`,
      sql`${messages.messageIndex} desc nulls first`,
      desc(messages.at),
      desc(messages.id),
    )
    .limit(1)
    .prepare(),
)

/** Counts and last line as the messages have them now. To be called after every change of a conversation's messages. */
export const refreshConversation = (db: WritableDb, id: ConversationId): void => {
  const counted = countsOf(db).get({ id })
  const last = lastOf(db).get({ id })
  db.update(conversations)
    .set({
      unread: counted?.unread ?? 0,
      needsReview: counted?.needsReview ?? 0,
      stuck: counted?.stuck ?? 0,
      lastMessageId: last?.id ?? null,
      lastMessageAt: last?.at ?? null,
    })
    .where(eq(conversations.id, id))
    .run()
}

/** Appends to the link history and makes it current. Answers the entry's number. */
export const insertLink = (db: WritableDb, link: Omit<ConversationLink, 'id'>): number => {
  const id = Number(db.insert(conversationLinks).values(link).run().lastInsertRowid)
  db.update(conversations).set({ linkId: id }).where(eq(conversations.id, link.conversationId)).run()
  return id
}
export const readLink = (db: ReadableDb, id: number): ConversationLink | null =>
  (db.select().from(conversationLinks).where(eq(conversationLinks.id, id)).get() as ConversationLink | undefined) ??
  null
export const linksOfConversation = (db: ReadableDb, id: ConversationId): readonly ConversationLink[] =>
  db
    .select()
    .from(conversationLinks)
    .where(eq(conversationLinks.conversationId, id))
    .orderBy(asc(conversationLinks.id))
    .all() as unknown as readonly ConversationLink[]

/** Conversations whose current link is one of these stays. */
export const conversationsLinkedTo = (db: ReadableDb, ids: readonly StayId[]): readonly Conversation[] =>
  ids.length === 0
    ? []
    : db
        .select({ conversation: conversations })
        .from(conversationLinks)
        .innerJoin(conversations, eq(conversations.linkId, conversationLinks.id))
        .where(inArray(conversationLinks.stayId, [...ids]))
        .all()
        .map((row) => toConversation(row.conversation))

export const allConversations = (db: ReadableDb): readonly Conversation[] =>
  db.select().from(conversations).orderBy(asc(conversations.createdAt), asc(conversations.id)).all().map(toConversation)

/** Takes away a conversation that was made for texts which turned out to belong elsewhere. False where something hangs on it. */
export function deleteUnusedConversation(db: WritableDb, id: ConversationId): boolean {
  const used =
    db.select({ id: messages.id }).from(messages).where(eq(messages.conversationId, id)).limit(1).get() ??
    db
      .select({ id: conversationActions.id })
      .from(conversationActions)
      .where(and(eq(conversationActions.conversationId, id), isNull(conversationActions.undoneAt)))
      .limit(1)
      .get() ??
    db
      .select({ id: outbox.id })
      .from(outbox)
      .where(eq(outbox.lane, `conversation:${id}`))
      .limit(1)
      .get() ??
    db
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(eq(conversations.id, id), isNotNull(conversations.pinnedAt)))
      .get()
  if (used !== undefined) return false
  db.delete(conversationLinks).where(eq(conversationLinks.conversationId, id)).run()
  db.delete(conversations).where(eq(conversations.id, id)).run()
  return true
}

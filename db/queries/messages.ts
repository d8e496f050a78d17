/** Messages as rows; who decides where one goes stands in services/conversations. */

import type { ConversationId, LineId, MessageId, ReservationId, StayId } from '../../electron/domain/ids.ts'
import type { Direction, MessageKind, MessageStatus, RouteRule } from '../../electron/domain/message.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { asc, desc, eq, inArray, sql } from '../query-words.ts'
import { messageMedia, messages } from '../schema/index.ts'

export type Message = {
  readonly id: MessageId
  readonly sid: string | null
  readonly clientId: string | null
  readonly conversationId: ConversationId
  readonly lineId: LineId | null
  readonly twilioConversationSid: string | null
  readonly messageIndex: number | null
  readonly direction: Direction
  readonly kind: MessageKind
  readonly author: string
  readonly body: string
  readonly prefix: string | null
  readonly at: Instant
  readonly receivedAt: Instant
  readonly status: MessageStatus
  readonly errorCode: number | null
  readonly statusReason: string | null
  readonly routeRule: RouteRule | null
  /** JSON of {@link Alternative}[]. */
  readonly alternatives: string
  readonly guess: boolean
  readonly needsReview: boolean
  readonly rosterUnknown: boolean
  readonly settledBy: string | null
  readonly readAt: Instant | null
  readonly stayId: StayId | null
  readonly reservationId: ReservationId | null
}
/** Where else a message might belong. */
export type Alternative = { readonly unitId: string; readonly reservationId: string | null; readonly stayId: string }

export type MessageMedia = {
  readonly id: string
  readonly messageId: MessageId
  readonly position: number
  readonly sid: string | null
  readonly serviceSid: string | null
  readonly url: string | null
  readonly contentType: string
  readonly filename: string | null
  readonly size: number | null
  readonly state: 'pending' | 'stored' | 'failed'
  readonly attempts: number
  readonly nextTryAt: Instant
  readonly fault: string | null
}

const toMessage = (row: typeof messages.$inferSelect): Message => row as unknown as Message
const select = (db: ReadableDb) => db.select().from(messages)

export const readMessage = (db: ReadableDb, id: MessageId): Message | null => {
  const row = select(db).where(eq(messages.id, id)).get()
  return row === undefined ? null : toMessage(row)
}
const bySid = builtOnce((db) =>
  select(db)
    .where(eq(messages.sid, sql.placeholder('sid')))
    .prepare(),
)
export const messageOfSid = (db: ReadableDb, sid: string): Message | null => {
  const row = bySid(db).get({ sid })
  return row === undefined ? null : toMessage(row)
}
export const messageOfClientId = (db: ReadableDb, clientId: string): Message | null => {
  const row = select(db).where(eq(messages.clientId, clientId)).get()
  return row === undefined ? null : toMessage(row)
}
/**
 * Oldest first, by Twilio's time. Listings say it to the second and webhooks to the millisecond, so within a second the
 * index tells the order of one Twilio conversation; another one's texts stand before or after all of those.
 */
function inOrder(rows: readonly Message[]): readonly Message[] {
  const placeOf = (row: Message): string => `${Math.floor(row.at / 1000)} ${row.twilioConversationSid}`
  const began = new Map<string, number>()
  for (const row of rows) began.set(placeOf(row), Math.min(row.at, began.get(placeOf(row)) ?? row.at))
  const byTime = (left: Message, right: Message): number =>
    Math.floor(left.at / 1000) - Math.floor(right.at / 1000) ||
    (began.get(placeOf(left)) ?? 0) - (began.get(placeOf(right)) ?? 0) ||
    (left.twilioConversationSid ?? '').localeCompare(right.twilioConversationSid ?? '') ||
    (left.messageIndex ?? Number.MAX_SAFE_INTEGER) - (right.messageIndex ?? Number.MAX_SAFE_INTEGER) ||
    left.at - right.at ||
    (left.id < right.id ? -1 : 1)
  return [...rows].sort(byTime)
}

/** Whole and oldest first. */
export const messagesOfConversation = (db: ReadableDb, id: ConversationId): readonly Message[] =>
  inOrder(select(db).where(eq(messages.conversationId, id)).all().map(toMessage))
/** The newest `limit`, oldest of them first. */
export const newestMessages = (db: ReadableDb, id: ConversationId, limit: number): readonly Message[] =>
  inOrder(
    select(db)
      .where(eq(messages.conversationId, id))
      .orderBy(desc(messages.at), desc(messages.messageIndex), desc(messages.id))
      .limit(limit)
      .all()
      .map(toMessage),
  )
export const messagesOfTwilio = (db: ReadableDb, conversationSid: string): readonly Message[] =>
  select(db)
    .where(eq(messages.twilioConversationSid, conversationSid))
    .orderBy(asc(messages.messageIndex))
    .all()
    .map(toMessage)
export const readMessages = (db: ReadableDb, ids: readonly MessageId[]): readonly Message[] =>
  ids.length === 0
    ? []
    : select(db)
        .where(inArray(messages.id, [...ids]))
        .all()
        .map(toMessage)

export const insertMessage = (db: WritableDb, row: Message): void => {
  db.insert(messages).values(row).run()
}
export const updateMessage = (db: WritableDb, id: MessageId, change: Partial<Omit<Message, 'id'>>): void => {
  db.update(messages).set(change).where(eq(messages.id, id)).run()
}

export const mediaColumns = {
  id: messageMedia.id,
  messageId: messageMedia.messageId,
  position: messageMedia.position,
  sid: messageMedia.sid,
  serviceSid: messageMedia.serviceSid,
  url: messageMedia.url,
  contentType: messageMedia.contentType,
  filename: messageMedia.filename,
  size: messageMedia.size,
  state: messageMedia.state,
  attempts: messageMedia.attempts,
  nextTryAt: messageMedia.nextTryAt,
  fault: messageMedia.fault,
} as const
/** Without the bytes. */
export const mediaOfMessages = (db: ReadableDb, ids: readonly MessageId[]): readonly MessageMedia[] =>
  ids.length === 0
    ? []
    : (db
        .select(mediaColumns)
        .from(messageMedia)
        .where(inArray(messageMedia.messageId, [...ids]))
        .orderBy(asc(messageMedia.position))
        .all() as unknown as readonly MessageMedia[])
export const readMedia = (db: ReadableDb, id: string): (MessageMedia & { readonly sealed: Uint8Array | null }) | null =>
  (db.select().from(messageMedia).where(eq(messageMedia.id, id)).get() as unknown as
    | (MessageMedia & { readonly sealed: Uint8Array | null })
    | undefined) ?? null
/** Said again for the same place of the same message, it changes nothing. */
export const insertMedia = (db: WritableDb, row: MessageMedia & { readonly sealed?: Buffer | null }): void => {
  db.insert(messageMedia).values(row).onConflictDoNothing().run()
}
export const updateMedia = (
  db: WritableDb,
  id: string,
  change: Partial<Omit<MessageMedia, 'id'>> & { readonly sealed?: Buffer | null },
): void => {
  db.update(messageMedia).set(change).where(eq(messageMedia.id, id)).run()
}

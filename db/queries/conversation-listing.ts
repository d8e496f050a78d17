/** What the command line lists of conversations: their lines, Twilio's conversations, counts. */

import type { ConversationId, LineId } from '../../electron/domain/ids.ts'
import type { ReadableDb } from '../open-database.ts'
import { asc, count, eq, inArray, or, sql } from '../query-words.ts'
import { conversations, lineSids, lines, messages } from '../schema/index.ts'

/** In the order they were made; several of one moment, in the order of entry. */
export const everyConversation = (db: ReadableDb): readonly ConversationId[] =>
  db
    .select({ id: conversations.id })
    .from(conversations)
    .orderBy(asc(conversations.createdAt), sql`${conversations}.rowid`)
    .all()
    .map((row) => row.id as ConversationId)

export const countMessages = (db: ReadableDb, id: ConversationId): number =>
  db.select({ count: count() }).from(messages).where(eq(messages.conversationId, id)).get()?.count ?? 0

/** The line its texts leave by and those its texts came over, in the order they were made, with our number of each. */
export const linesOfConversation = (
  db: ReadableDb,
  id: ConversationId,
): readonly { readonly id: LineId; readonly number: string }[] =>
  db
    .select({ id: lines.id, number: lines.number })
    .from(lines)
    .where(
      or(
        inArray(lines.id, db.select({ id: conversations.lineId }).from(conversations).where(eq(conversations.id, id))),
        inArray(
          lines.id,
          db.selectDistinct({ id: messages.lineId }).from(messages).where(eq(messages.conversationId, id)),
        ),
      ),
    )
    .orderBy(asc(lines.createdAt), sql`${lines}.rowid`)
    .all() as unknown as readonly { readonly id: LineId; readonly number: string }[]

/** Every Twilio conversation these lines ever had, and those its texts came in, in the order they were met. */
export const twilioSidsOf = (db: ReadableDb, id: ConversationId, lineIds: readonly LineId[]): readonly string[] =>
  db
    .select({ sid: lineSids.sid })
    .from(lineSids)
    .where(
      or(
        inArray(lineSids.lineId, [...lineIds]),
        inArray(
          lineSids.sid,
          db
            .selectDistinct({ sid: messages.twilioConversationSid })
            .from(messages)
            .where(eq(messages.conversationId, id)),
        ),
      ),
    )
    .orderBy(asc(lineSids.firstSeenAt), sql`${lineSids}.rowid`)
    .all()
    .map((row) => row.sid)

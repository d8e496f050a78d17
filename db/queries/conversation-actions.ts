/** What staff did to conversations, with what is needed to take it back. */

import type { ConversationId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, desc, eq, gt, isNull, sql } from '../query-words.ts'
import { conversationActions } from '../schema/index.ts'

export type ConversationActKind = (typeof conversationActions.$inferSelect)['kind']
export type ConversationAction = {
  readonly id: string
  readonly at: Instant
  readonly actor: string
  readonly kind: ConversationActKind
  readonly conversationId: ConversationId
  readonly before: unknown
  readonly after: unknown
  readonly undoneAt: Instant | null
}
const toAction = (row: typeof conversationActions.$inferSelect): ConversationAction => ({
  ...row,
  at: row.at as Instant,
  undoneAt: row.undoneAt as Instant | null,
  conversationId: row.conversationId as ConversationId,
  before: JSON.parse(row.before),
  after: JSON.parse(row.after),
})
export const insertConversationAction = (db: WritableDb, action: Omit<ConversationAction, 'undoneAt'>): void => {
  db.insert(conversationActions)
    .values({ ...action, before: JSON.stringify(action.before), after: JSON.stringify(action.after) })
    .run()
}
export const readConversationAction = (db: ReadableDb, id: string): ConversationAction | null => {
  const row = db.select().from(conversationActions).where(eq(conversationActions.id, id)).get()
  return row === undefined ? null : toAction(row)
}
/** The newest since then that was not taken back. */
export const lastConversationAction = (db: ReadableDb, since: Instant): ConversationAction | null => {
  const row = db
    .select()
    .from(conversationActions)
    .where(and(isNull(conversationActions.undoneAt), gt(conversationActions.at, since)))
    .orderBy(desc(conversationActions.at), desc(sql`rowid`))
    .limit(1)
    .get()
  return row === undefined ? null : toAction(row)
}
export const markConversationActUndone = (db: WritableDb, id: string, at: Instant): void => {
  db.update(conversationActions).set({ undoneAt: at }).where(eq(conversationActions.id, id)).run()
}

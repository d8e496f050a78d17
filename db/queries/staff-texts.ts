/** Texts of managers and reception, one to one: kept until they are answered as commands. */

import type { Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, isNotNull, isNull, sql } from '../query-words.ts'
import { staffTexts } from '../schema/index.ts'

export type StaffText = {
  readonly id: string
  readonly sid: string
  readonly phone: string
  readonly number: string | null
  readonly conversationSid: string | null
  readonly copySid: string | null
  readonly body: string
  readonly at: Instant
  readonly receivedAt: Instant
  readonly seenAt: Instant | null
}
const bySid = builtOnce((db) =>
  db
    .select()
    .from(staffTexts)
    .where(eq(staffTexts.sid, sql.placeholder('sid')))
    .prepare(),
)
export const staffTextOfSid = (db: ReadableDb, sid: string): StaffText | null =>
  (bySid(db).get({ sid }) as StaffText | undefined) ?? null
/** One whose copy came under this sid. */
export const staffTextOfCopy = (db: ReadableDb, sid: string): StaffText | null =>
  (db.select().from(staffTexts).where(eq(staffTexts.copySid, sid)).get() as StaffText | undefined) ?? null
/** The Twilio conversations that texts of this phone came in. */
export const staffConversations = (db: ReadableDb, phone: string): readonly string[] =>
  db
    .selectDistinct({ sid: staffTexts.conversationSid })
    .from(staffTexts)
    .where(and(eq(staffTexts.phone, phone), isNotNull(staffTexts.conversationSid)))
    .all()
    .flatMap(({ sid }) => sid ?? [])
export const insertStaffText = (db: WritableDb, text: StaffText): void => {
  db.insert(staffTexts).values(text).onConflictDoNothing().run()
}
/** By which of our numbers a text came, or all of a Twilio conversation, where that was not known yet. */
export const nameStaffNumber = (
  db: WritableDb,
  of: { readonly id: string } | { readonly conversationSid: string },
  number: string,
): void => {
  const which = 'id' in of ? eq(staffTexts.id, of.id) : eq(staffTexts.conversationSid, of.conversationSid)
  db.update(staffTexts)
    .set({ number })
    .where(and(which, isNull(staffTexts.number)))
    .run()
}
/** It was written into a group and is no command. One that was answered stays. */
export const deleteUnseenStaffText = (db: WritableDb, sid: string): void => {
  db.delete(staffTexts)
    .where(and(eq(staffTexts.sid, sid), isNull(staffTexts.seenAt)))
    .run()
}
export const updateStaffText = (
  db: WritableDb,
  id: string,
  change: Partial<Pick<StaffText, 'sid' | 'at' | 'seenAt' | 'conversationSid' | 'copySid'>>,
): void => {
  db.update(staffTexts).set(change).where(eq(staffTexts.id, id)).run()
}
export const readStaffText = (db: ReadableDb, id: string): StaffText | null =>
  (db.select().from(staffTexts).where(eq(staffTexts.id, id)).get() as StaffText | undefined) ?? null
/** Not answered yet, in the order they were written. */
export const unseenStaffTexts = (db: ReadableDb): readonly StaffText[] =>
  db
    .select()
    .from(staffTexts)
    .where(isNull(staffTexts.seenAt))
    .orderBy(asc(staffTexts.at), asc(staffTexts.receivedAt), sql`rowid`)
    .limit(200)
    .all() as unknown as readonly StaffText[]

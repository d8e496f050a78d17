/** Texts to managers and reception: answers to their commands, and alerts. */
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull, sql } from '../query-words.ts'
import { staffReplies } from '../schema/index.ts'

export type ReplyStatus = 'waiting' | 'sending' | 'unknown' | 'sent' | 'failed' | 'dropped'
export type StaffReply = {
  readonly id: string
  readonly key: string
  readonly phone: PhoneNumber
  readonly number: PhoneNumber | null
  readonly conversationSid: string | null
  readonly body: string
  readonly status: ReplyStatus
  readonly createdAt: Instant
  readonly attempts: number
  readonly sendingSince: Instant | null
  readonly nextTryAt: Instant
  readonly sid: string | null
  readonly fault: string | null
  readonly settledAt: Instant | null
}
const underWay = ['waiting', 'sending', 'unknown'] as const

/** Said again with the same key, it is the text that is there. */
export const insertReply = (db: WritableDb, reply: StaffReply): void => {
  db.insert(staffReplies).values(reply).onConflictDoNothing().run()
}
export const readReply = (db: ReadableDb, id: string): StaffReply | null =>
  (db.select().from(staffReplies).where(eq(staffReplies.id, id)).get() as StaffReply | undefined) ?? null
export const replyOfSid = (db: ReadableDb, sid: string): StaffReply | null =>
  (db.select().from(staffReplies).where(eq(staffReplies.sid, sid)).get() as StaffReply | undefined) ?? null
export const updateReply = (db: WritableDb, id: string, change: Partial<Omit<StaffReply, 'id' | 'key'>>): void => {
  db.update(staffReplies).set(change).where(eq(staffReplies.id, id)).run()
}
/** What has not left for sure, what was written first before. */
export const repliesUnderWay = (db: ReadableDb): readonly StaffReply[] =>
  db
    .select()
    .from(staffReplies)
    .where(and(inArray(staffReplies.status, [...underWay]), isNull(staffReplies.settledAt)))
    .orderBy(asc(staffReplies.createdAt), sql`rowid`)
    .all() as unknown as readonly StaffReply[]

/** What Twilio refused for good, and after which no other text to the same phone left; the newest first. */
export const repliesNeverSent = (db: ReadableDb): readonly StaffReply[] =>
  db
    .select()
    .from(staffReplies)
    .where(
      and(
        eq(staffReplies.status, 'failed'),
        sql`not exists (select 1 from ${staffReplies} as later where later.phone = ${staffReplies.phone} and later.status = 'sent' and later.rowid > ${staffReplies}.rowid)`,
      ),
    )
    .orderBy(sql`rowid desc`)
    .all() as unknown as readonly StaffReply[]

/** What Twilio took since a moment, of which it may yet say that it reached nobody; found by the moment it was settled. */
export const repliesTaken = (db: ReadableDb, since: Instant): readonly StaffReply[] =>
  db
    .select()
    .from(staffReplies)
    .where(and(eq(staffReplies.status, 'sent'), isNotNull(staffReplies.sid), gte(staffReplies.settledAt, since)))
    .all() as unknown as readonly StaffReply[]

/** Whatever waits for its next try is tried now; a call of a process that died is looked up now. */
export const hurryReplies = (db: WritableDb, now: Instant): void => {
  db.update(staffReplies)
    .set({ nextTryAt: now })
    .where(and(inArray(staffReplies.status, [...underWay]), sql`${staffReplies.nextTryAt} > ${now}`))
    .run()
}

/** How many texts to the staff have not left yet, and how many never will. */
export function countReplies(db: ReadableDb): { readonly waiting: number; readonly failed: number } {
  const rows = db
    .select({ status: staffReplies.status, count: sql<number>`count(*)` })
    .from(staffReplies)
    .groupBy(staffReplies.status)
    .all()
  const of = (wanted: readonly ReplyStatus[]): number =>
    rows.filter((row) => wanted.includes(row.status)).reduce((sum, row) => sum + row.count, 0)
  return { waiting: of(underWay), failed: of(['failed']) }
}

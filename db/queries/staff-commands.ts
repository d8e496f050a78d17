/** Texted commands, the questions they asked back, and who waits for a word. */
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gt, gte, isNull, type SQL, sql } from '../query-words.ts'
import { commandQuestions, staffCommands } from '../schema/index.ts'

export type StaffCommand = {
  readonly id: string
  /** The sid of its text: said again, it is answered once. */
  readonly key: string
  readonly phone: string
  readonly at: Instant
  /** The first command of the text; null where it was none. */
  readonly command: string | null
  readonly applied: boolean
  readonly reply: string | null
  /** JSON of `{line,ok,reason}`. */
  readonly lines: string
}
export const commandOfKey = (db: ReadableDb, key: string): StaffCommand | null =>
  (db.select().from(staffCommands).where(eq(staffCommands.key, key)).get() as StaffCommand | undefined) ?? null
export const insertCommand = (db: WritableDb, command: StaffCommand): void => {
  db.insert(staffCommands).values(command).run()
}
const countSince = (db: ReadableDb, phone: string, since: Instant, which: SQL): number =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(staffCommands)
    .where(and(eq(staffCommands.phone, phone), eq(staffCommands.applied, false), gt(staffCommands.at, since), which))
    .get()?.count ?? 0

/** How many words of this phone answered nothing since a moment. */
export const wrongWordsSince = (db: ReadableDb, phone: string, since: Instant): number =>
  countSince(db, phone, since, eq(staffCommands.command, 'answer'))

/** How many texts of this phone were no command since a moment. */
export const unreadSince = (db: ReadableDb, phone: string, since: Instant): number =>
  countSince(db, phone, since, isNull(staffCommands.command))

export type CommandQuestion = {
  readonly id: string
  readonly phone: string
  readonly word: string
  readonly command: string
  readonly askedAt: Instant
  readonly expiresAt: Instant
  readonly answeredAt: Instant | null
}
export const insertQuestion = (db: WritableDb, question: CommandQuestion): void => {
  db.insert(commandQuestions).values(question).run()
}
/** What this phone was asked and has not answered, as far as it was not over at that moment. */
export const openQuestions = (db: ReadableDb, phone: string, at: Instant): readonly CommandQuestion[] =>
  db
    .select()
    .from(commandQuestions)
    .where(
      and(eq(commandQuestions.phone, phone), isNull(commandQuestions.answeredAt), gte(commandQuestions.expiresAt, at)),
    )
    .orderBy(asc(commandQuestions.askedAt), sql`rowid`)
    .all() as unknown as readonly CommandQuestion[]
export const settleQuestion = (db: WritableDb, id: string, at: Instant): void => {
  db.update(commandQuestions).set({ answeredAt: at }).where(eq(commandQuestions.id, id)).run()
}

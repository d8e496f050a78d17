/** Texts that the desk has ready. */

import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, sql } from '../query-words.ts'
import { messageTemplates } from '../schema/index.ts'

export type MessageTemplate = {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly body: string
  readonly position: number
}

export const readTemplates = (db: ReadableDb): readonly MessageTemplate[] =>
  db
    .select()
    .from(messageTemplates)
    .orderBy(asc(messageTemplates.position), asc(messageTemplates.name), asc(messageTemplates.language))
    .all()
export const readTemplate = (db: ReadableDb, id: string): MessageTemplate | null =>
  db.select().from(messageTemplates).where(eq(messageTemplates.id, id)).get() ?? null
export const templateNamed = (db: ReadableDb, name: string, language: string): MessageTemplate | null =>
  db
    .select()
    .from(messageTemplates)
    .where(and(eq(messageTemplates.name, name), eq(messageTemplates.language, language)))
    .get() ?? null
export const writeTemplate = (db: WritableDb, template: MessageTemplate): void => {
  db.insert(messageTemplates).values(template).onConflictDoUpdate({ target: messageTemplates.id, set: template }).run()
}
export const deleteTemplate = (db: WritableDb, id: string): void => {
  db.delete(messageTemplates).where(eq(messageTemplates.id, id)).run()
}
/** Where the next template stands. */
export const nextTemplatePosition = (db: ReadableDb): number =>
  (db
    .select({ last: sql<number | null>`max(${messageTemplates.position})` })
    .from(messageTemplates)
    .get()?.last ?? 0) + 1

/** The words tables are written in; why in one place stands in `query-words.ts`. */

export type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
export { blob, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

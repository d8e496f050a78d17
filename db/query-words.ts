/**
 * The words queries are written in. Named in one place because each import of the library itself makes Node read its
 * manifest of 180 KB again: with fifty importers that is most of the start of a command.
 */

export type { SQL } from 'drizzle-orm'
export {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  min,
  ne,
  notExists,
  or,
  sql,
} from 'drizzle-orm'

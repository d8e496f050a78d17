import Database from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema/index.ts'

export type Db = BetterSQLite3Database<typeof schema>
/** What a query that only reads is given: a write through it does not compile. */
export type ReadableDb = Pick<Db, 'select' | 'selectDistinct' | 'all' | 'get' | 'values'>
/** The inside of a write transaction. */
export type WritableDb = Pick<
  Db,
  'select' | 'selectDistinct' | 'all' | 'get' | 'values' | 'insert' | 'update' | 'delete' | 'run'
>

export type OpenOptions = {
  readonly readonly?: boolean
  /** Another build of the SQLite addon, for the development runtime only. */
  readonly nativeBinding?: string
}

/**
 * Opens one SQLite file the way Latchkey uses it everywhere: WAL with full sync, so that what is committed survives
 * a power cut; foreign keys on; five seconds of patience with another process.
 */
export function openDatabase(
  file: string,
  options: OpenOptions = {},
): { readonly sqlite: Database.Database; readonly db: Db } {
  const sqlite = new Database(file, {
    readonly: options.readonly ?? false,
    fileMustExist: options.readonly ?? false,
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  })
  sqlite.pragma('busy_timeout = 5000')
  if (!options.readonly) {
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('secure_delete = ON')
  }
  sqlite.pragma('foreign_keys = ON')
  keepStatements(sqlite)
  return { sqlite, db: drizzle(sqlite, { schema }) }
}

/** As many as all queries of the program, with room for lists of different lengths. */
const mostStatements = 500

/**
 * Prepares each SQL text once: the query builder would prepare the same text anew at every call, which cost more than
 * running it. One text is always read in one mode (rows or raw), so a kept statement never changes hands between the two.
 */
function keepStatements(sqlite: Database.Database): void {
  const prepare = sqlite.prepare.bind(sqlite)
  const kept = new Map<string, Database.Statement>()
  const prepareOnce = (text: string): Database.Statement => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const statement = prepare(text)
    const oldest = kept.keys().next()
    if (kept.size >= mostStatements && !oldest.done) kept.delete(oldest.value)
    kept.set(text, statement)
    return statement
  }
  Object.defineProperty(sqlite, 'prepare', { value: prepareOnce, configurable: true })
}

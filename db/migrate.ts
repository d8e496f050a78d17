/**
 * Moves a store to this program's schema, safely: copy first, foreign keys off around the whole run (inside a
 * transaction SQLite ignores that switch, and a rebuilt parent table would silently empty its children), then every
 * key checked, then keys on again. A store from a later program is refused and left as it is.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { migrate as applyMigrations } from 'drizzle-orm/better-sqlite3/migrator'
import { z } from 'zod'
import { copyDatabase } from './backup.ts'
import type { Db } from './open-database.ts'

export class DatabaseFromTheFutureError extends Error {
  readonly code = 'database-from-the-future'
  constructor() {
    super(
      'This data folder was written by a newer Latchkey. Nothing was changed. Start the newer program, or update this one.',
    )
  }
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })

/** The migrations a folder holds, oldest first. */
export const readJournal = (folder: string) =>
  journalSchema.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))).entries

/** Times of the migrations a database has had; empty for a new file. */
export function appliedMigrations(sqlite: Database.Database): readonly number[] {
  const known = sqlite
    .prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .get()
  if (known === undefined) return []
  return sqlite.prepare('select created_at from __drizzle_migrations order by created_at').pluck().all().map(Number)
}

/**
 * Applies what is missing. `backupFile` is written first when the database already held data and something is to
 * be applied. Throws {@link DatabaseFromTheFutureError}, or an error when a foreign key does not hold afterwards.
 */
export function migrate(
  sqlite: Database.Database,
  db: Db,
  folder: string,
  backupFile: string | null,
): { readonly applied: number } {
  const entries = readJournal(folder)
  const applied = appliedMigrations(sqlite)
  const known = new Set(entries.map((entry) => entry.when))
  if (applied.some((when) => !known.has(when))) throw new DatabaseFromTheFutureError()
  const missing = entries.length - applied.length
  if (missing === 0) return { applied: 0 }
  if (applied.length > 0 && backupFile !== null) copyDatabase(sqlite, backupFile)
  sqlite.pragma('foreign_keys = OFF')
  try {
    applyMigrations(db, { migrationsFolder: folder })
    const broken = sqlite.pragma('foreign_key_check') as readonly unknown[]
    if (broken.length > 0) throw new Error(`migration left ${broken.length} broken foreign keys`)
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
  return { applied: missing }
}

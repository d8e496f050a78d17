/**
 * Moves a store to this program's schema, safely: copy first, foreign keys off around the whole run (inside a
 * transaction SQLite ignores that switch, and a rebuilt parent table would silently empty its children), then every
 * key checked, then keys on again. A store from a later program is refused and left as it is.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'
import { copyDatabase } from './backup.ts'

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
 * Applies what is missing, all of it or nothing. `backupFile` is written first when the database already held data and
 * something is to be applied. Throws {@link DatabaseFromTheFutureError}, or an error when a foreign key would not hold
 * afterwards; the database is as it was then.
 */
export function migrate(
  sqlite: Database.Database,
  folder: string,
  backupFile: string | null,
): { readonly applied: number } {
  const known = new Set(readJournal(folder).map((entry) => entry.when))
  const missingFrom = (applied: readonly number[]) => {
    if (applied.some((when) => !known.has(when))) throw new DatabaseFromTheFutureError()
    return readMigrationFiles({ migrationsFolder: folder }).filter((one) => !applied.includes(one.folderMillis))
  }
  const before = appliedMigrations(sqlite)
  if (missingFrom(before).length === 0) return { applied: 0 }
  if (before.length > 0 && backupFile !== null) copyDatabase(sqlite, backupFile)
  sqlite.pragma('foreign_keys = OFF')
  try {
    // Drizzle's own migrate() commits before the keys can be checked, and two programs starting at once would both run it.
    const apply = sqlite.transaction(() => {
      const missing = missingFrom(appliedMigrations(sqlite))
      sqlite.exec(
        'create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)',
      )
      const note = sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)')
      for (const migration of missing) {
        for (const statement of migration.sql) sqlite.exec(statement)
        note.run(migration.hash, migration.folderMillis)
      }
      const broken = sqlite.pragma('foreign_key_check') as readonly unknown[]
      if (broken.length > 0) throw new Error(`migration left ${broken.length} broken foreign keys`)
      return { applied: missing.length }
    })
    return apply.immediate()
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
}

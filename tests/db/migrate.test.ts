import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appliedMigrations, DatabaseFromTheFutureError, migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'
import { openStore } from '../../db/store.ts'
import { migrationsFolder } from '../../electron/composition.ts'
import { openTestStore, testKey } from '../support/store.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-migrate-'))
  file = join(folder, 'house.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A folder of migrations as drizzle-kit writes it, cut down to what the migrator reads. */
function migrations(name: string, ...steps: readonly (readonly string[])[]): string {
  const path = join(folder, name)
  mkdirSync(join(path, 'meta'), { recursive: true })
  const entries = steps.map((_, idx) => ({
    idx,
    version: '6',
    when: 1_000 + idx,
    tag: `000${idx}_step`,
    breakpoints: true,
  }))
  writeFileSync(join(path, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }))
  for (const [index, statements] of steps.entries())
    writeFileSync(join(path, `000${index}_step.sql`), statements.join('\n--> statement-breakpoint\n'))
  return path
}

const first = [
  'create table parents (id integer primary key, name text) strict;',
  'create table children (id integer primary key, parent_id integer not null references parents(id) on delete cascade) strict;',
]
/** What drizzle-kit writes to change a table: build it anew, take the rows over, drop the old one. */
const rebuild = [
  'PRAGMA foreign_keys=OFF;',
  'create table __new_parents (id integer primary key, name text not null) strict;',
  'insert into __new_parents select id, name from parents;',
  'drop table parents;',
  'alter table __new_parents rename to parents;',
  'PRAGMA foreign_keys=ON;',
]

/** Opens, migrates, and answers what `read` finds; closes whatever happens. */
function run<Answer>(path: string, backup: string | null, read: (sqlite: Database.Database) => Answer): Answer {
  const { sqlite } = openDatabase(file)
  try {
    migrate(sqlite, path, backup)
    return read(sqlite)
  } finally {
    sqlite.close()
  }
}
const fill = (sqlite: Database.Database) => {
  sqlite.exec(
    "insert into parents values (1, 'one'), (2, 'two'); insert into children values (10, 1), (11, 1), (12, 2)",
  )
}
const children = (sqlite: Database.Database) => sqlite.prepare('select count(*) from children').pluck().get()

describe('the migrator', () => {
  it('keeps the children when a migration rebuilds their parent', () => {
    run(migrations('one', first), null, fill)
    const kept = run(migrations('two', first, rebuild), null, (sqlite) => {
      expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
      return children(sqlite)
    })
    expect(kept).toBe(3)
  })

  it('writes a backup of the older database first, as it was before', () => {
    const backup = join(folder, 'before.db')
    run(migrations('one', first), backup, fill)
    expect(existsSync(backup)).toBe(false)
    run(migrations('two', first, rebuild, ["insert into parents values (3, 'three');"]), backup, () => null)
    const copy = new Database(backup, { readonly: true })
    try {
      expect(copy.prepare('select name from parents').pluck().all()).toEqual(['one', 'two'])
      expect(children(copy)).toBe(3)
      expect(appliedMigrations(copy)).toEqual([1_000])
    } finally {
      copy.close()
    }
  })

  it('writes no backup and changes nothing where nothing is to be applied', () => {
    const path = migrations('one', first)
    run(path, null, fill)
    const backup = join(folder, 'before.db')
    expect(run(path, backup, children)).toBe(3)
    expect(existsSync(backup)).toBe(false)
  })

  it('refuses a database from the future and leaves its bytes as they are', () => {
    run(migrations('two', first, rebuild), null, fill)
    const bytes = readFileSync(file)
    const backup = join(folder, 'before.db')
    expect(() => run(migrations('one', first), backup, children)).toThrow(DatabaseFromTheFutureError)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(existsSync(backup)).toBe(false)
  })

  it('refuses a database of another line of versions, even an as long one', () => {
    run(migrations('two', first, rebuild), null, fill)
    const path = migrations('other', first, ['create table strangers (id integer) strict;'])
    const journal = join(path, 'meta', '_journal.json')
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('1001', '1007'))
    expect(() => run(path, null, children)).toThrow(DatabaseFromTheFutureError)
  })

  it('refuses a migration that leaves a broken foreign key, takes all of it back, and has the keys on again', () => {
    run(migrations('one', first), null, fill)
    const { sqlite } = openDatabase(file)
    try {
      const path = migrations('two', first, ['delete from parents where id = 1;'])
      expect(() => migrate(sqlite, path, join(folder, 'before.db'))).toThrow(/broken foreign keys/)
      expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
    } finally {
      sqlite.close()
    }
    const left = run(migrations('one', first), null, (sqlite) =>
      sqlite.prepare('select count(*) from parents').pluck().get(),
    )
    expect(left).toBe(2)
  })

  it('takes a failing migration back whole', () => {
    run(migrations('one', first), null, fill)
    const path = migrations('two', first, [
      "insert into parents values (3, 'three');",
      'insert into nowhere values (1);',
    ])
    expect(() => run(path, null, children)).toThrow()
    expect(
      run(migrations('one', first), null, (sqlite) => sqlite.prepare('select count(*) from parents').pluck().get()),
    ).toBe(2)
  })
})

describe('a data folder', () => {
  it('from a newer program is not opened', () => {
    const opened = openTestStore()
    try {
      opened.store.sqlite
        .prepare("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)")
        .run()
      opened.store.close()
      expect(() =>
        openStore({
          folder: opened.folder,
          dataKey: testKey,
          migrationsFolder: migrationsFolder(),
          backupName: 'b.db',
        }),
      ).toThrow(DatabaseFromTheFutureError)
      expect(existsSync(join(opened.folder, 'backups', 'b.db'))).toBe(false)
    } finally {
      opened.close()
    }
  })

  it('moves from the version before this one to this one with a backup', () => {
    const old = migrations('old')
    const entries = JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8')).entries.slice(
      0,
      -1,
    )
    for (const { tag } of entries)
      writeFileSync(join(old, `${tag}.sql`), readFileSync(join(migrationsFolder(), `${tag}.sql`)))
    writeFileSync(join(old, 'meta', '_journal.json'), JSON.stringify({ entries }))
    const opened = openTestStore(old)
    try {
      opened.store.close()
      openStore({
        folder: opened.folder,
        dataKey: testKey,
        migrationsFolder: migrationsFolder(),
        backupName: 'b.db',
      }).close()
      const copy = new Database(join(opened.folder, 'backups', 'b.db'), { readonly: true })
      expect(appliedMigrations(copy)).toHaveLength(entries.length)
      copy.close()
    } finally {
      opened.close()
    }
  })
})

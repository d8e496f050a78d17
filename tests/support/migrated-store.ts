/** A store file as a first start leaves it before it has a key, made once and laid down for every test that wants a fresh house. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open-database.ts'
import { databaseFile } from '../../db/store.ts'
import { migrationsFolder } from '../../electron/composition.ts'

/** The same bytes for every caller: nothing a test does reaches them. */
let migrated: Buffer | null = null

/**
 * Lays an empty store that has had every migration into a folder that has none. Migrating a file costs some 25 ms, laying
 * it down next to nothing; that the migrations make this store is proven where they are tested, in `tests/db`.
 */
export function layMigratedStore(folder: string): void {
  migrated ??= migrateOnce()
  writeFileSync(databaseFile(folder), migrated, { flag: 'wx' })
}

function migrateOnce(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-migrated-'))
  try {
    const { sqlite } = openDatabase(databaseFile(folder))
    try {
      migrate(sqlite, migrationsFolder(), null)
    } finally {
      // The last connection to close brings the write-ahead log into the file.
      sqlite.close()
    }
    return readFileSync(databaseFile(folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

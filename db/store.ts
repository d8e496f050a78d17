/** One data folder: its database, its vault, and the one way to write. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { openDatabase, type ReadableDb, type WritableDb } from './open-database.ts'
import { eq } from './query-words.ts'
import { secrets } from './schema/index.ts'
import { createVault, keyFits, type Vault, VaultError } from './vault.ts'

export type Store = {
  readonly read: ReadableDb
  /**
   * Runs one synchronous write transaction. It takes the write lock at its start, so two desks that do the same thing
   * at once are served one after the other, in one process or in two. What throws inside changes nothing.
   */
  readonly write: <Answer>(work: (db: WritableDb) => Answer) => Answer
  readonly vault: Vault
  readonly sqlite: Database.Database
  readonly folder: string
  /** Another build of the SQLite addon, where the runtime needs one. */
  readonly nativeBinding?: string
  /** A text that changes with every commit, of this process or of another. */
  readonly changeMark: () => string
  readonly close: () => void
}

export const databaseFile = (folder: string): string => join(folder, 'latchkey.db')

export const isDataFolder = (folder: string): boolean => existsSync(databaseFile(folder))

export type OpenStoreOptions = {
  readonly folder: string
  readonly dataKey: Uint8Array
  readonly migrationsFolder: string
  readonly backupName: string
  readonly nativeBinding?: string
}

/** Opens or makes a data folder. Throws VaultError where the key is not this folder's, or DatabaseFromTheFutureError. */
export function openStore(options: OpenStoreOptions): Store {
  mkdirSync(join(options.folder, 'backups'), { recursive: true, mode: 0o700 })
  const { sqlite, db } = openDatabase(
    databaseFile(options.folder),
    options.nativeBinding ? { nativeBinding: options.nativeBinding } : {},
  )
  try {
    migrate(sqlite, options.migrationsFolder, join(options.folder, 'backups', options.backupName))
    const vault = createVault(options.dataKey)
    checkKey(db, vault)
    const ownChanges = sqlite.prepare('select total_changes()').pluck()
    return {
      read: db,
      write: (work) => db.transaction((tx) => work(tx), { behavior: 'immediate' }),
      vault,
      sqlite,
      folder: options.folder,
      ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
      changeMark: () => `${sqlite.pragma('data_version', { simple: true })} ${ownChanges.get()}`,
      close: () => sqlite.close(),
    }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** A new folder remembers its key by a sealed word; an old one refuses any other key before anything is read. */
function checkKey(db: WritableDb, vault: Vault): void {
  const row = db.select().from(secrets).where(eq(secrets.name, 'key-check')).get()
  if (row === undefined) {
    db.insert(secrets)
      .values({ name: 'key-check', sealed: vault.seal('key-check', 'latchkey') })
      .run()
    return
  }
  if (!keyFits(vault, row.sealed)) throw new VaultError()
}

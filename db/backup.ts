import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'

export type BackupReport = {
  readonly file: string
  readonly reservations: number
  readonly stays: number
  readonly codes: number
}

const count = (sqlite: Database.Database, table: string): number =>
  Number(sqlite.prepare(`select count(*) from ${table}`).pluck().get())

const flush = (path: string): void => {
  const handle = openSync(path, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Writes a whole, compact copy to `file` (which must not exist) and brings it to the disk before it answers. */
export function copyDatabase(sqlite: Database.Database, file: string): void {
  const temporary = `${file}.part`
  rmSync(temporary, { force: true })
  sqlite.prepare('vacuum into ?').run(temporary)
  flush(temporary)
  renameSync(temporary, file)
  flush(dirname(file))
}

/** Opens a backup, checks every page of it and counts what it holds. Throws where it is no sound Latchkey store. */
export function checkBackup(file: string, nativeBinding?: string): BackupReport {
  if (!existsSync(file)) throw new Error('backup-missing')
  const sqlite = new Database(file, {
    readonly: true,
    fileMustExist: true,
    ...(nativeBinding ? { nativeBinding } : {}),
  })
  try {
    const verdict = sqlite.pragma('quick_check', { simple: true })
    if (verdict !== 'ok') throw new Error('backup-damaged')
    return {
      file,
      reservations: count(sqlite, 'reservations'),
      stays: count(sqlite, 'stays'),
      codes: count(sqlite, 'access_codes'),
    }
  } finally {
    sqlite.close()
  }
}

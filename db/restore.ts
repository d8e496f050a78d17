/**
 * Puts a backup in the place of a store. The backup is checked first, the store that was there is moved aside and never
 * deleted, and the restored one starts paused: nothing is sent to locks or taken from feeds until a person says go.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupReport, checkBackup } from './backup.ts'
import { writeSetting } from './queries/house.ts'
import { sql } from './query-words.ts'
import { databaseFile, type OpenStoreOptions, openStore } from './store.ts'

/** The setting that holds the worker still after a restore. */
export const pausedSetting = 'paused-since-restore'
/** When this folder was last put back from a backup; kept after "go". */
export const restoredSetting = 'restored-at'

export type RestoreReport = BackupReport & { readonly replacedFolder: string }

/**
 * Throws `backup-damaged`, `backup-missing`, VaultError (another key) or DatabaseFromTheFutureError; the store that was
 * there is back in place then. No other process may have the folder open.
 */
export function restoreStore(
  options: OpenStoreOptions & { readonly file: string; readonly at: number; readonly replacedName: string },
): RestoreReport {
  const report = checkBackup(options.file, options.nativeBinding)
  const current = databaseFile(options.folder)
  const aside = join(options.folder, options.replacedName)
  mkdirSync(aside, { recursive: true })
  const parts = ['', '-wal', '-shm'].filter((suffix) => existsSync(current + suffix))
  const incoming = `${current}.incoming`
  copyFileSync(options.file, incoming)
  for (const suffix of parts) renameSync(current + suffix, join(aside, `latchkey.db${suffix}`))
  renameSync(incoming, current)
  try {
    const store = openStore(options)
    try {
      store.write((db) => {
        writeSetting(db, pausedSetting, { at: options.at })
        writeSetting(db, restoredSetting, { at: options.at })
        // What the locks hold now is not what this store remembers: each code is looked up before anything is done.
        db.run(
          sql`update access_codes set must_look = 1, next_due_at = ${options.at} where state <> 'removed' and (sent_starts_at is not null or state = 'sending')`,
        )
        // A text that waited then may have left since: it is looked up at Twilio before it is sent.
        db.run(
          sql`update outbox set status = case status when 'held' then 'held' else 'unknown' end, sending_since = coalesce(sending_since, created_at), next_try_at = max(${options.at}, coalesce(not_before, 0)) where status in ('waiting', 'sending', 'unknown', 'held')`,
        )
        db.run(
          sql`update messages set status = 'unknown' where status in ('waiting', 'sending') and id in (select message_id from outbox where status = 'unknown')`,
        )
        db.run(
          sql`update staff_replies set status = 'unknown', sending_since = coalesce(sending_since, created_at), next_try_at = ${options.at} where status in ('waiting', 'sending', 'unknown')`,
        )
        // Calendars went on without this store: the next answer is a first import, and nothing is missing yet.
        db.run(
          sql`update feeds set etag = null, last_modified = null, imported_at = null, suspect_since = null, suspect_hash = null, suspect_copy = null`,
        )
        db.run(sql`update feed_stays set missing_since = null, missing_polls = 0 where gone_at is null`)
        db.run(sql`delete from worker_lease`)
      })
    } finally {
      store.close()
    }
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(current + suffix, { force: true })
    for (const suffix of parts) renameSync(join(aside, `latchkey.db${suffix}`), current + suffix)
    rmSync(aside, { recursive: true })
    throw error
  }
  return { ...report, replacedFolder: aside }
}

/** Whole copies of the store: written, reopened, checked, counted. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type BackupReport, checkBackup, copyDatabase } from '../../../db/backup.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Desk } from '../desk/index.ts'

export const backupFolder = (desk: Desk): string => join(desk.store.folder, 'backups')

/** Writes a backup to a file that is not there yet, reopens it, and answers what it holds. */
export function backUp(desk: Desk, file: string): Result<BackupReport, Failure> {
  const path = resolve(file)
  if (existsSync(path))
    return fail(failure('file-exists', `${file} exists already. Nothing was written over it; choose another name.`))
  mkdirSync(dirname(path), { recursive: true })
  copyDatabase(desk.store.sqlite, path)
  const report = checkBackup(path, desk.store.nativeBinding)
  desk.logger.info('backup.made', { reservations: report.reservations, codes: report.codes })
  return ok(report)
}

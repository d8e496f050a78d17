import { createHash } from 'node:crypto'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { largestFile, mostRows, type Sheet, type SpreadsheetFault, type Spreadsheets } from '../../ports/spreadsheet.ts'

/** A file of bookings as it was read: its cells, and what tells it from another file. */
export type ImportFile = { readonly name: string; readonly digest: string; readonly sheet: Sheet }

const texts: Readonly<Record<SpreadsheetFault, string>> = {
  'file-empty': 'has nothing in it.',
  'file-too-large': `is larger than ${largestFile / 1_000_000} MB, or would be once unpacked. Export fewer days at once.`,
  'too-many-rows': `has more than ${mostRows.toLocaleString('en')} rows. Export fewer days at once.`,
  'not-a-spreadsheet': 'is no spreadsheet. Latchkey reads .xls, .xlsx and .csv.',
  'spreadsheet-locked': 'is protected by a password. Save it without one and try again.',
  'spreadsheet-broken': 'cannot be read: it is damaged or cut off. Export it again.',
}

/** Reads a file of bookings. Nothing of the store is touched. */
export async function readImportFile(
  spreadsheets: Spreadsheets,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Result<ImportFile, Failure>> {
  const name = (file.name.split(/[\\/]/).at(-1) ?? '').slice(0, 120) || 'This file'
  const read = await spreadsheets.read(file.bytes)
  if (!read.ok) return fail(failure(read.error, `${name} ${texts[read.error]} Nothing was changed.`))
  return ok({ name, digest: createHash('sha256').update(file.bytes).digest('hex'), sheet: read.value })
}

import type { SheetCell } from '../../domain/import-columns.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { largestFile, mostRows, type Sheet, type SpreadsheetFault, type Spreadsheets } from '../../ports/spreadsheet.ts'
import { fileKind } from './file-kind.ts'
import { NotUnpacked, unzipWorkbook } from './unzip-workbook.ts'

/** Rows above and among the bookings: titles, headings, blanks. */
const SPARE_ROWS = 50

/**
 * Reads spreadsheets where the desk runs. What a hostile file could do to it is bounded beforehand: its bytes, what
 * comes out of them unpacked, and its rows.
 */
export const spreadsheets: Spreadsheets = {
  async read(bytes) {
    if (bytes.length === 0) return fail('file-empty')
    if (bytes.length > largestFile) return fail('file-too-large')
    const read = await cellsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    if (!read.ok) return read
    const filled = read.value.reduce((sum, row) => sum + (row.some((cell) => cell !== '') ? 1 : 0), 0)
    if (filled === 0) return fail('file-empty')
    return filled > mostRows || read.value.length > mostRows + SPARE_ROWS ? fail('too-many-rows') : read
  },
}

/** The libraries throw at what they cannot read; whatever they throw, the file is at fault and not the desk. */
async function cellsOf(bytes: Buffer): Promise<Result<Sheet, SpreadsheetFault>> {
  const rows = mostRows + SPARE_ROWS
  try {
    const file = fileKind(bytes)
    if (file.kind === 'other') return fail('not-a-spreadsheet')
    // Loaded when first needed: they are most of the program, and most desks start without a spreadsheet.
    if (file.kind === 'csv') return ok(shortened((await import('./read-csv.ts')).readCsv(file.text, rows)))
    const { readCompound, readMarkup, readParts } = await import('./read-workbook.ts')
    switch (file.kind) {
      case 'zip':
        return ok(readParts(unzipWorkbook(bytes), rows))
      case 'compound':
        return ok(readCompound(bytes, rows))
      case 'markup':
        return ok(readMarkup(file.text, rows))
    }
  } catch (error) {
    if (error instanceof NotUnpacked) return fail(error.reason)
    const locked = error instanceof Error && /password|encrypt/i.test(error.message)
    return fail(locked ? 'spreadsheet-locked' : 'spreadsheet-broken')
  }
}

/** No field of a booking is longer. */
const shortened = (rows: readonly (readonly SheetCell[])[]): Sheet =>
  rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell.slice(0, 1_000) : cell)))

import type { SheetCell } from '../domain/import-columns.ts'
import type { Result } from '../domain/result.ts'

export type SpreadsheetFault =
  | 'file-empty'
  | 'file-too-large'
  | 'too-many-rows'
  | 'not-a-spreadsheet'
  | 'spreadsheet-locked'
  | 'spreadsheet-broken'

/** The first sheet with anything in it: text as it stands, numbers and days as numbers. Formulas give their last value. */
export type Sheet = readonly (readonly SheetCell[])[]

/** Bytes and rows that are read at most. */
export const largestFile = 10_000_000
export const mostRows = 20_000

export type Spreadsheets = {
  /** Reads .xls, .xlsx, an HTML table called .xls, and .csv, told by what is in the file. Never throws. */
  readonly read: (bytes: Uint8Array) => Promise<Result<Sheet, SpreadsheetFault>>
}

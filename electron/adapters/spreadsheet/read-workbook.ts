import * as XLSX from '@e965/xlsx'
import type { SheetCell } from '../../domain/import-columns.ts'
import type { WorkbookPart } from './unzip-workbook.ts'

/** The reader of unpacked parts, which the types of the library leave out. */
type ParseParts = (
  parts: {
    readonly FullPaths: readonly string[]
    readonly FileIndex: readonly { readonly name: string; readonly type: 2; readonly content: Uint8Array }[]
  },
  options: XLSX.ParsingOptions,
) => XLSX.WorkBook
const parseParts = (XLSX as unknown as { readonly parse_zip: ParseParts }).parse_zip

const MOST_COLUMNS = 200
const LONGEST_TEXT = 1_000
/** Between the first day of the two ways in which spreadsheets count days. */
const DAYS_TO_1904 = 1_462

/** Formulas are not even read: only what a cell showed when the file was written. */
const options = (rowsAtMost: number): XLSX.ParsingOptions => ({
  dense: true,
  cellFormula: false,
  cellHTML: false,
  cellText: false,
  cellNF: true,
  raw: true,
  sheetRows: rowsAtMost + 1,
  sheets: [0, 1, 2],
})

type Rows = readonly (readonly SheetCell[])[]

/** An .xlsx, from its parts. Throws where they are no workbook. */
export const readParts = (parts: readonly WorkbookPart[], rowsAtMost: number): Rows =>
  rowsOf(
    parseParts(
      {
        FullPaths: parts.map((part) => part.path),
        FileIndex: parts.map(({ path, content }) => ({ name: path, type: 2, content })),
      },
      options(rowsAtMost),
    ),
  )

/** An .xls of Excel. Throws where the bytes are none. */
export const readCompound = (bytes: Buffer, rowsAtMost: number): Rows =>
  rowsOf(XLSX.read(bytes, { ...options(rowsAtMost), type: 'buffer' }))

/** A page with a table, called .xls. Throws where it has none. */
export const readMarkup = (text: string, rowsAtMost: number): Rows =>
  rowsOf(XLSX.read(text, { ...options(rowsAtMost), type: 'string' }))

/** The first sheet with anything in it, blank rows kept so that a row's number is the one a person sees. */
function rowsOf(book: XLSX.WorkBook): Rows {
  const from1904 = book.Workbook?.WBProps?.date1904 === true
  for (const name of book.SheetNames) {
    const cells = (book.Sheets[name] as XLSX.DenseWorkSheet | undefined)?.['!data']
    if (cells === undefined || cells.length === 0) continue
    return Array.from(cells, (row) =>
      Array.from((row ?? []).slice(0, MOST_COLUMNS), (cell) => valueOfCell(cell, from1904)),
    )
  }
  return []
}

function valueOfCell(cell: XLSX.CellObject | undefined, from1904: boolean): SheetCell {
  const value = cell?.v
  if (cell === undefined || value === undefined || value === null || cell.t === 'e') return ''
  if (typeof value === 'number') {
    const isDay = from1904 && cell.z !== undefined && XLSX.SSF.is_date(String(cell.z))
    return isDay ? value + DAYS_TO_1904 : value
  }
  return String(value).slice(0, LONGEST_TEXT)
}

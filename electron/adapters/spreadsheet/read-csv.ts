import { parse } from 'csv-parse/sync'
import type { SheetCell } from '../../domain/import-columns.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** The sign that most often stands between the fields of the first line that has any. */
function delimiterOf(text: string): string {
  for (const line of text.split(/\r\n|\r|\n/, 20)) {
    const bare = line.replace(/"[^"]*"/g, '')
    const counts = delimiters.map((sign) => bare.split(sign).length - 1)
    const most = Math.max(...counts)
    if (most > 0) return delimiters[counts.indexOf(most)]!
  }
  return ','
}

/** Every field is text. Throws where the text is not one table. */
export function readCsv(text: string, rowsAtMost: number): readonly (readonly SheetCell[])[] {
  const named = /^sep=(.)\r?\n/i.exec(text)
  const body = named === null ? text : text.slice(named[0].length)
  return parse(body, {
    delimiter: named?.[1] ?? delimiterOf(body),
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: false,
    toLine: rowsAtMost * 4,
    to: rowsAtMost + 1,
    maxRecordSize: 100_000,
  }) as string[][]
}

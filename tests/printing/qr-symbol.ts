import { create } from 'qrcode'

/** The symbol of `qrcode` itself for a text, `#` for each dark module. */
export function symbolOf(text: string): readonly string[] {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const rows = Array.from({ length: modules.size }, (_, row) => row)
  return rows.map((row) => rows.map((column) => (modules.get(row, column) ? '#' : ' ')).join(''))
}

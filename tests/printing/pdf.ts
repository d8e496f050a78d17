import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8' })

/** Pages and their size in millimetres. */
export function pdfPages(file: string): { readonly pages: number; readonly width: number; readonly height: number } {
  const info = run('pdfinfo', file)
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(info) ?? []
  const millimetres = (points: string | undefined): number => Math.round((Number(points) * 25.4 * 10) / 72) / 10
  return { pages: Number(/Pages:\s+(\d+)/.exec(info)?.[1]), width: millimetres(width), height: millimetres(height) }
}

export const pdfText = (file: string): string => run('pdftotext', '-layout', file, '-')

/** How high the ink of a word stands on the paper, in millimetres: measured on the rendered page. */
export function inkHeight(file: string, word: string): number {
  const dpi = 300
  const box = new RegExp(`xMin="([\\d.]+)" yMin="([\\d.]+)" xMax="([\\d.]+)" yMax="([\\d.]+)">${word}<`)
  const [, left, top, right, bottom] = (box.exec(run('pdftotext', '-bbox', file, '-')) ?? []).map(Number)
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) {
    throw new Error(`"${word}" is not on the page`)
  }
  const pixel = (points: number): number => Math.round((points * dpi) / 72)
  const rows = grayRows(file, dpi, [pixel(left), pixel(top), pixel(right - left), pixel(bottom - top)])
  const inked = rows.flatMap((row, index) => (row.some((value) => value < 128) ? [index] : []))
  return ((inked.at(-1)! - inked[0]! + 1) * 25.4) / dpi
}

/** True where the page holds nothing between black and white but the soft edges of its letters. */
export function isBlackOnly(file: string): boolean {
  const rows = grayRows(file, 150, null)
  const grey = rows.flat().filter((value) => value > 60 && value < 200).length
  const black = rows.flat().filter((value) => value <= 60).length
  return grey < black
}

/** True where this symbol stands on the first page, so many millimetres wide: looked for on the rendered page. */
export function showsSymbol(file: string, symbol: readonly string[], millimetres: number): boolean {
  const dpi = 300
  const rows = grayRows(file, dpi, null)
  const pitch = ((millimetres / 25.4) * dpi) / symbol.length
  const isDark = (x: number, y: number): boolean => (rows[Math.round(y)]?.[Math.round(x)] ?? 255) < 128
  const standsAt = (left: number, top: number): boolean =>
    symbol.every((line, row) =>
      [...line].every(
        (cell, column) => isDark(left + (column + 0.5) * pitch, top + (row + 0.5) * pitch) === (cell === '#'),
      ),
    )
  return rows.some((line, y) =>
    line.some((value, x) => value < 128 && !isDark(x - 1, y) && !isDark(x, y - 1) && standsAt(x, y)),
  )
}

function grayRows(file: string, dpi: number, crop: readonly [number, number, number, number] | null): number[][] {
  const dir = mkdtempSync(join(tmpdir(), 'latchkey-pdf-'))
  try {
    const [x, y, width, height] = crop ?? []
    const cut = crop === null ? [] : ['-x', x, '-y', y, '-W', width, '-H', height].map(String)
    run('pdftoppm', '-gray', '-r', String(dpi), ...cut, '-singlefile', file, join(dir, 'page'))
    return readPgm(readFileSync(join(dir, 'page.pgm')))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function readPgm(bytes: Buffer): number[][] {
  const [header, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? []
  if (header === undefined) throw new Error('not a picture of pdftoppm')
  return Array.from({ length: Number(height) }, (_, row) => {
    const start = header.length + row * Number(width)
    return [...bytes.subarray(start, start + Number(width))]
  })
}

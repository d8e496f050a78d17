import { deflateRawSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadsheets } from '../../electron/adapters/spreadsheet/spreadsheets.ts'
import { largestFile, mostRows } from '../../electron/ports/spreadsheet.ts'
import { readImportFile } from '../../electron/services/import/index.ts'
import { exportRows, text, workbook } from './import-desk.ts'

const read = async (bytes: Uint8Array): Promise<unknown> => {
  const answer = await spreadsheets.read(bytes)
  return answer.ok ? answer.value : answer.error
}
const rows = exportRows([
  {
    ref: 1000000001,
    guest: '=HYPERLINK("http://203.0.113.1","x")',
    from: new Date(Date.UTC(2026, 5, 10)),
    to: '2026-06-12',
    phone: 447700900111,
  },
])
const seen = ['=HYPERLINK("http://203.0.113.1","x")', 46183, '2026-06-12']

describe('a spreadsheet', () => {
  it.each(['biff8', 'biff5', 'xlsx', 'xlml'] as const)(
    'is read as %s, days as numbers and formulas as text',
    async (kind) => {
      const [, first] = (await read(workbook(rows, kind))) as readonly (readonly unknown[])[]
      expect(first?.slice(1, 4)).toEqual(seen)
      expect(first?.[9]).toBe(447700900111)
    },
  )

  it('shows what a formula last gave and never reckons it', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['Book number', 'Guest'],
      [1, 2],
    ])
    sheet.A2 = { t: 'n', v: 7, f: 'WEBSERVICE("http://203.0.113.1")' }
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, sheet, 'S')
    expect(await read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }))).toEqual([
      ['Book number', 'Guest'],
      [7, 2],
    ])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(
      book,
      { '!ref': 'A1:B1', A1: { t: 'n', v: 44_721, z: 'yyyy-mm-dd' }, B1: { t: 'n', v: 44_721 } },
      'S',
    )
    book.Workbook = { WBProps: { date1904: true } }
    const [row] = (await read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }))) as number[][]
    expect(row![0]! - row![1]!).toBe(1_462)
  })

  it('is read from a page with a table that is called .xls', async () => {
    const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>
      <tr><th>Book number</th><th>Guest name(s)</th></tr><tr><td>1000000001</td><td>Zoë &amp; Bo<br>Cole</td></tr></table></body></html>`
    expect(await read(text(page))).toEqual([
      ['Book number', 'Guest name(s)'],
      ['1000000001', 'Zoë & Bo\nCole'],
    ])
  })

  it('takes the first sheet that has anything in it', async () => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([]), 'Empty')
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['here']]), 'Full')
    expect(await read(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }))).toEqual([['here']])
  })
})

describe('a list of values', () => {
  const line = 'reference;guest\r\nHM1;"Zoë; Ünal"\r\n'
  const table = [
    ['reference', 'guest'],
    ['HM1', 'Zoë; Ünal'],
  ]
  const utf16 = (little: boolean, mark: boolean): Uint8Array => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${line}`, 'utf16le')
    return little ? bytes : bytes.swap16()
  }
  it.each([
    ['UTF-8', text(line)],
    ['UTF-8 with its mark', text(`\ufeff${line}`)],
    ['cp1252', Buffer.from(line, 'latin1')],
    ['UTF-16, little end first', utf16(true, true)],
    ['UTF-16, big end first', utf16(false, true)],
    ['UTF-16 without a mark', utf16(true, false)],
  ])('is read in %s', async (_name, bytes) => expect(await read(bytes)).toEqual(table))

  it.each([',', ';', '\t', '|'])('is read with %j between its fields', async (sign) =>
    expect(await read(text(`reference${sign}guest\n"A${sign}1"${sign}-5\n`))).toEqual([
      ['reference', 'guest'],
      [`A${sign}1`, '-5'],
    ]),
  )

  it('keeps blank lines, so that a row has the number a person sees, and bears uneven ones', async () =>
    expect(await read(text('sep=;\na;b\n\nc\nd;e;f\n'))).toEqual([['a', 'b'], [''], ['c'], ['d', 'e', 'f']]))
})

/** A zip of one workbook part that unpacks to so many bytes, whatever its header says of its size. */
function bomb(unpacked: number): Uint8Array {
  const data = deflateRawSync(Buffer.alloc(unpacked, 0x20))
  const name = Buffer.from('xl/workbook.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(100, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt32LE(100, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length + name.length + data.length, 16)
  return Buffer.concat([local, name, data, central, name, end])
}

describe('a file that is none', () => {
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  it.each([
    ['nothing', new Uint8Array(0), 'file-empty'],
    ['blank lines', text('\n\n\n'), 'file-empty'],
    ['a picture', picture, 'not-a-spreadsheet'],
    ['a PDF', text('%PDF-1.7\n1 0 obj'), 'not-a-spreadsheet'],
    ['a zip of something else', zipOf('photo.xml'), 'not-a-spreadsheet'],
    ['the beginning of a workbook', workbook(rows, 'xlsx').subarray(0, 900), 'spreadsheet-broken'],
    ['the beginning of an old workbook', workbook(rows).subarray(0, 700), 'spreadsheet-broken'],
    ['an open quote to the end', text(`a,b\n"${'x'.repeat(200_000)}`), 'spreadsheet-broken'],
    ['more than is read', new Uint8Array(largestFile + 1), 'file-too-large'],
    ['a small file that unpacks to 300 MB', bomb(300_000_000), 'file-too-large'],
    ['more rows than are read', text('a,b\n'.repeat(mostRows + 1)), 'too-many-rows'],
  ])('%s is refused by name', async (_what, bytes, fault) => expect(await read(bytes)).toBe(fault))

  it('is refused in words that say what was kept', async () => {
    const refused = await readImportFile(spreadsheets, { name: 'C:\\Users\\Dana\\photo.png', bytes: picture })
    expect(!refused.ok && refused.error).toEqual({
      code: 'not-a-spreadsheet',
      message: 'photo.png is no spreadsheet. Latchkey reads .xls, .xlsx and .csv. Nothing was changed.',
    })
  })

  it('never throws, whatever its bytes', async () => {
    const whole = [workbook(rows, 'xlsx'), workbook(rows), workbook(rows, 'xlml'), text('<table><tr><td>1')]
    const spoilt = fc
      .tuple(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 30 }),
        fc.nat(),
      )
      .map(([bytes, changes, cut]) => {
        const copy = Uint8Array.from(bytes)
        for (const [at, value] of changes) copy[at % copy.length] = value
        return cut % 3 === 0 ? copy.subarray(0, cut % copy.length) : copy
      })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), spoilt), async (bytes) => {
        const answer = await spreadsheets.read(bytes)
        expect(answer.ok || typeof answer.error === 'string').toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

function zipOf(path: string): Uint8Array {
  const files = XLSX.CFB.utils.cfb_new()
  XLSX.CFB.utils.cfb_add(files, path, Buffer.from('<x/>'))
  return XLSX.CFB.write(files, { fileType: 'zip', type: 'buffer' })
}

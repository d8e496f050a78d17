/** The parts of an .xlsx that hold its cells. Unpacked here, under a limit, so that a small file cannot fill the memory. */
import { inflateRawSync } from 'node:zlib'

export type WorkbookPart = { readonly path: string; readonly content: Buffer }

/** All parts together, unpacked. A list of 20,000 bookings has some 30 MB. */
const MOST_BYTES = 80_000_000
const MOST_ENTRIES = 2_000
/** Pictures and macros are no cells. */
const wanted = /\.(xml|rels)$/i

export class NotUnpacked extends Error {
  readonly reason: 'file-too-large' | 'spreadsheet-broken' | 'spreadsheet-locked' | 'not-a-spreadsheet'
  constructor(reason: NotUnpacked['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Unpacks by what really comes out, whatever the sizes in the file say. Throws {@link NotUnpacked}. */
export function unzipWorkbook(bytes: Buffer): readonly WorkbookPart[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + 22 > bytes.length) throw new NotUnpacked('spreadsheet-broken')
  const entries = bytes.readUInt16LE(end + 10)
  if (entries > MOST_ENTRIES) throw new NotUnpacked('file-too-large')
  let at = bytes.readUInt32LE(end + 16)
  let left = MOST_BYTES
  const parts: WorkbookPart[] = []
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw new NotUnpacked('spreadsheet-broken')
    const nameLength = bytes.readUInt16LE(at + 28)
    const path = bytes.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    if (wanted.test(path)) {
      const content = unpack(bytes, at, left)
      left -= content.length
      parts.push({ path, content })
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (!parts.some((part) => /^xl\/workbook\d*\.xml$/i.test(part.path))) throw new NotUnpacked('not-a-spreadsheet')
  return parts
}

function unpack(bytes: Buffer, entry: number, left: number): Buffer {
  const flags = bytes.readUInt16LE(entry + 8)
  const method = bytes.readUInt16LE(entry + 10)
  const packed = bytes.readUInt32LE(entry + 20)
  const local = bytes.readUInt32LE(entry + 42)
  if ((flags & 1) === 1) throw new NotUnpacked('spreadsheet-locked')
  if (local + 30 > bytes.length) throw new NotUnpacked('spreadsheet-broken')
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const data = bytes.subarray(from, from + packed)
  if (data.length !== packed) throw new NotUnpacked('spreadsheet-broken')
  if (method === 0) {
    if (data.length > left) throw new NotUnpacked('file-too-large')
    return data
  }
  if (method !== 8) throw new NotUnpacked('spreadsheet-broken')
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, left) })
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new NotUnpacked(tooLarge ? 'file-too-large' : 'spreadsheet-broken')
  }
}

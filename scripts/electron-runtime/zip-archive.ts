import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly mode: number
  readonly method: number
  readonly crc: number
  readonly compressedSize: number
  readonly localHeaderAt: number
}

const END_OF_DIRECTORY = Buffer.from('504b0506', 'hex')
const DIRECTORY_ENTRY = 0x02014b50
const LONGEST_TAIL = 22 + 0xffff
const STORED = 0

/**
 * A reader for one zip archive below 4 GiB, stored or deflated. It exists so that the fallback runtime needs neither a
 * system `unzip` nor another dependency.
 */
export class ZipArchive {
  readonly entries: readonly ZipEntry[]
  readonly #descriptor: number

  constructor(file: string) {
    this.#descriptor = openSync(file, 'r')
    const size = statSync(file).size
    const tailLength = Math.min(size, LONGEST_TAIL)
    const tail = this.#bytes(size - tailLength, tailLength)
    const end = tail.lastIndexOf(END_OF_DIRECTORY)
    if (end < 0) throw new Error(`Not a zip archive: ${file}`)
    this.entries = readDirectory(this.#bytes(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12)))
  }

  /** The unpacked content, checked against the archive's own checksum. */
  read(entry: ZipEntry): Buffer {
    const header = this.#bytes(entry.localHeaderAt, 30)
    const contentAt = entry.localHeaderAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const packed = this.#bytes(contentAt, entry.compressedSize)
    const content = entry.method === STORED ? packed : inflateRawSync(packed)
    if (crc32(content) !== entry.crc) throw new Error(`Damaged zip entry: ${entry.name}`)
    return content
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #bytes(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    readSync(this.#descriptor, bytes, 0, length, position)
    return bytes
  }
}

function readDirectory(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      localHeaderAt: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

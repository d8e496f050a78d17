/** A guest's photo, drawn here: a grey scarf on a wooden shelf. */
import { deflateSync } from 'node:zlib'

const width = 320
const height = 220

type Colour = readonly [red: number, green: number, blue: number]

/** The scarf hangs over the shelf: two ends of knitted stripes with fringes. */
function colourAt(x: number, y: number): Colour {
  const end = x >= 84 && x < 150 ? 176 : x >= 158 && x < 224 ? 196 : 0
  const within = end > 0 && y >= 52 && y < end
  const fringe = within && y >= end - 16
  if (within && !(fringe && x % 6 < 2)) {
    const fold = Math.round(9 * Math.sin(x / 7))
    const stripe = Math.floor((y - 52) / 14) % 4 === 3 ? 38 : 0
    const knit = (x + y) % 4 === 0 ? -8 : 0
    const grey = 128 + fold + stripe + knit
    return [grey, grey + 2, grey + 7]
  }
  if (y >= 44 && y < 58) return [151 - (y - 44) * 3, 112 - (y - 44) * 3, 74 - (y - 44) * 2]
  const grain = Math.round(5 * Math.sin(y / 3 + Math.sin(x / 40) * 3))
  const shade = Math.round(x / 16)
  return [214 - shade + grain, 197 - shade + grain, 171 - shade + grain]
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
const crc = (bytes: Uint8Array): number =>
  (bytes.reduce((value, byte) => crcTable[(value ^ byte) & 0xff]! ^ (value >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const frame = Buffer.alloc(8 + body.length)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc(body), 4 + body.length)
  return frame
}

/** As PNG: 8 bits a colour, no filter (W3C PNG, third edition). */
export function scarfPicture(): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

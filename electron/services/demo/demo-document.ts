/** A photo of a document, drawn here: a card of no country, with a face that is nobody's and lines that say nothing. */
import { type Colour, drawnPng } from './drawn-png.ts'

const width = 420
const height = 280

const table: Colour = [108, 92, 78]
const card: Colour = [226, 233, 238]
const band: Colour = [92, 128, 152]
const paper: Colour = [203, 213, 220]
const figure: Colour = [128, 140, 150]
const ink: Colour = [74, 84, 94]

const within = (x: number, y: number, left: number, top: number, right: number, bottom: number): boolean =>
  x >= left && x < right && y >= top && y < bottom

/** Where its lines of writing begin and end. */
const lines = [
  [196, 104, 356],
  [196, 128, 310],
  [196, 152, 372],
  [196, 176, 286],
  [64, 226, 348],
] as const

function colourAt(x: number, y: number): Colour {
  if (!within(x, y, 34, 30, 386, 254)) {
    const grain = Math.round(6 * Math.sin(x / 9 + Math.sin(y / 23) * 2))
    return [table[0] + grain, table[1] + grain, table[2] + grain]
  }
  if (y < 70) return band
  if (within(x, y, 64, 92, 164, 204)) {
    const head = (x - 114) ** 2 + (y - 132) ** 2 < 26 ** 2
    const shoulders = ((x - 114) / 44) ** 2 + ((y - 206) / 40) ** 2 < 1
    return head || shoulders ? figure : paper
  }
  const written = lines.some(([left, top, right]) => within(x, y, left, top, right, top + 9) && x % 7 < 5)
  return written ? ink : card
}

export const documentPicture = (): Buffer => drawnPng(width, height, colourAt)

/** A guest's photo, drawn here: a grey scarf on a wooden shelf. */
import { type Colour, drawnPng } from './drawn-png.ts'

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

export const scarfPicture = (): Buffer => drawnPng(320, 220, colourAt)

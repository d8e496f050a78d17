/** Draws the tray's icon: the app's mark (docs/icon.svg), and over its corner a badge with a number. Pure. */
import { type DotFont, largeDigits, smallDigits } from './tray-digits.ts'

type Colour = readonly [red: number, green: number, blue: number]
type Shape = (x: number, y: number) => boolean

const teal: Colour = [11, 90, 89]
const white: Colour = [255, 255, 255]
const brass: Colour = [217, 195, 138]
/** Red enough beside the teal, dark enough under white digits. */
const red: Colour = [190, 38, 30]
const SAMPLES = 4

/**
 * `size` times `size` pixels for light and dark panels: four bytes each, blue first, the colours multiplied by the
 * opacity, as the system's bitmaps have them. `badge` holds digits and "+".
 */
export function trayPicture(size: number, badge: string | null): Uint8Array {
  const font = size < 24 ? smallDigits : largeDigits
  const mark = markOf(size, badge === null ? [0, 0] : [150, 80])
  const plate = badge === null ? null : plateOf(size, badge, font)
  const pixels = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const samples = samplesAt(x, y).map(([px, py]) => plate?.at(px, py) ?? mark(px, py))
      const sum = (channel: number) => samples.reduce((all, one) => all + (one === 'clear' ? 0 : one[channel]!), 0)
      const solid = samples.filter((one) => one !== 'clear').length
      const parts = [sum(2), sum(1), sum(0), solid * 255]
      pixels.set(
        parts.map((part) => Math.round(part / samples.length)),
        (y * size + x) * 4,
      )
    }
  }
  return pixels
}

const samplesAt = (x: number, y: number): readonly (readonly [number, number])[] =>
  Array.from({ length: SAMPLES * SAMPLES }, (_, index) => [
    x + ((index % SAMPLES) + 0.5) / SAMPLES,
    y + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES,
  ])

const rounded =
  (left: number, top: number, right: number, bottom: number, radius: number): Shape =>
  (x, y) => {
    if (x < left || x > right || y < top || y > bottom) return false
    const dx = Math.max(left + radius - x, x - (right - radius), 0)
    const dy = Math.max(top + radius - y, y - (bottom - radius), 0)
    return dx * dx + dy * dy <= radius * radius
  }
const circle = (cx: number, cy: number, radius: number): Shape =>
  rounded(cx - radius, cy - radius, cx + radius, cy + radius, radius)

/** The measures of docs/icon.svg; the tile fills the icon here, where every pixel counts. */
const tile = rounded(64, 64, 960, 960, 208)
const head = circle(512, 380, 168)
const hole = circle(512, 380, 62)
const shaft: Shape = (x, y) => y >= 520 && y <= 812 && Math.abs(x - 512) <= 78 + ((y - 529) / 259) * 34
const bits: readonly Shape[] = [rounded(560, 604, 726, 688, 20), rounded(560, 728, 686, 812, 20)]

/** `aside` is how far the key makes room for a badge: left and up, in the measures of the drawing. */
const markOf =
  (size: number, aside: readonly [number, number]) =>
  (px: number, py: number): Colour | 'clear' => {
    const [onX, onY] = [64 + (px / size) * 896, 64 + (py / size) * 896]
    if (!tile(onX, onY)) return 'clear'
    const [x, y] = [onX + aside[0], onY + aside[1]]
    if ((head(x, y) && !hole(x, y)) || shaft(x, y)) return white
    return bits.some((bit) => bit(x, y)) ? brass : teal
  }

/** The badge in the lower right corner, with a clear line around it; null beside it. */
function plateOf(size: number, badge: string, font: DotFont) {
  const signs = [...badge]
  const padding = font === smallDigits ? 2 : 4
  const text = signs.length * (font.width + font.gap) - font.gap
  const height = font.height + 2 * padding
  const width = Math.max(height, text + 2 * padding)
  const [left, top] = [size - width, size - height]
  const plate = rounded(left, top, size, size, height / 2)
  const line = size / 16
  const around = rounded(left - line, top - line, size + line, size + line, height / 2 + line)
  const start = left + Math.floor((width - text) / 2)
  const isInk: Shape = (x, y) => {
    const [column, row] = [Math.floor(x - start), Math.floor(y - top - padding)]
    const [index, dot] = [Math.floor(column / (font.width + font.gap)), column % (font.width + font.gap)]
    return column >= 0 && font.signs[signs[index] ?? '']?.split(' ')[row]?.[dot] === '#'
  }
  return {
    at: (x: number, y: number): Colour | 'clear' | null => {
      if (plate(x, y)) return isInk(x, y) ? white : red
      return around(x, y) ? 'clear' : null
    },
  }
}

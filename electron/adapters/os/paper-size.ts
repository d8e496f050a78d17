import type { Paper } from '../../ports/printer.ts'

export type Millimetres = { readonly width: number; readonly height: number }

const cut: Readonly<Record<Exclude<Paper, 'roll-80'>, Millimetres>> = {
  a6: { width: 105, height: 148 },
  a4: { width: 210, height: 297 },
}
/** Fed out after the last line, so that the cutter misses it. */
const rollFeed = 5
const shortestRoll = 60

/** The sheet of a paper; a roll is as long as what stands on it. */
export function sheetSize(paper: Paper, contentHeight: number): Millimetres {
  if (paper !== 'roll-80') return cut[paper]
  return { width: 80, height: Math.max(Math.ceil(contentHeight + rollFeed), shortestRoll) }
}

/** `webContents.print` counts in microns; without a size it prints A4, whatever is in the tray (electron#49374). */
export const inMicrons = (size: Millimetres): Millimetres => ({ width: size.width * 1000, height: size.height * 1000 })

/** `webContents.printToPDF` counts in inches. */
export const inInches = (size: Millimetres): Millimetres => ({ width: size.width / 25.4, height: size.height / 25.4 })

/** CSS has 96 pixels to the inch, on paper too. */
export const pixelsToMillimetres = (pixels: number): number => (pixels * 25.4) / 96

/** A QR code as a drawing that stays crisp on every printer (ISO/IEC 18004). */
import type { BitMatrix } from 'qrcode'
import { create } from 'qrcode/lib/core/qrcode.js'

/** White around the symbol, in modules: scanners find it by that. */
const quietModules = 4

/** `millimetres` is the width of the symbol itself, without the white around it. */
export function qrSvg(text: string, millimetres: number): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const whole = size + 2 * quietModules
  const width = ((millimetres * whole) / size).toFixed(2)
  return `<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="QR code" width="${width}mm" height="${width}mm" viewBox="0 0 ${whole} ${whole}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}h-${whole}z"/><path fill="#000" d="${darkRuns(modules)}"/></svg>`
}

/** Each row's dark modules in runs. They reach into the next row by a hair, so that no printer leaves a seam. */
function darkRuns(modules: BitMatrix): string {
  const runs: string[] = []
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++) {
      let length = 0
      while (column + length < modules.size && modules.get(row, column + length)) length += 1
      if (length > 0) runs.push(`M${column + quietModules} ${row + quietModules}h${length}v1.02h-${length}z`)
      column += length
    }
  return runs.join('')
}

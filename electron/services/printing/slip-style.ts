import type { Paper } from '../../ports/printer.ts'

type Sheet = {
  /** Width and height; the height of a roll is set to its content when it is printed. */
  readonly size: string
  readonly width: string
  readonly minHeight: string
  readonly padding: string
  /** Inter's digits are .727 of the type size high: 19.8 mm type gives digits of 14.4 mm. */
  readonly digits: string
  readonly text: string
  readonly second: string
  readonly title: string
  readonly digitsFlow: string
}

const sheets: Readonly<Record<Paper, Sheet>> = {
  a6: {
    size: '105mm 148mm',
    width: '105mm',
    minHeight: '147.8mm',
    padding: '8mm 8mm 7mm',
    digits: '19.8mm',
    text: '4.25mm',
    second: '3.6mm',
    title: '6.2mm',
    digitsFlow: 'flex-wrap: wrap; column-gap: .28em;',
  },
  a4: {
    size: '210mm 297mm',
    width: '210mm',
    minHeight: '296.8mm',
    padding: '24mm 22mm',
    digits: '38mm',
    text: '6mm',
    second: '5mm',
    title: '10mm',
    digitsFlow: 'flex-wrap: wrap; column-gap: .28em;',
  },
  // 72 of the 80 mm can be printed on; thermal heads need it larger and bolder.
  'roll-80': {
    size: '80mm 200mm',
    width: '80mm',
    minHeight: '0',
    padding: '4mm',
    digits: '24mm',
    text: '4.25mm',
    second: '3.6mm',
    title: '6.2mm',
    digitsFlow: 'flex-direction: column; align-items: center;',
  },
}

/** Paper: black on white only, no grey and no tint, so that thermal paper and old lasers print it as it is. */
export function slipStyle(paper: Paper, fontWoff2: Uint8Array | null): string {
  const sheet = sheets[paper]
  const font =
    fontWoff2 === null
      ? ''
      : `@font-face { font-family: "Slip"; src: url("data:font/woff2;base64,${Buffer.from(fontWoff2).toString('base64')}") format("woff2"); font-weight: 100 900; font-display: block; }`
  return `${font}
@page { size: ${sheet.size}; margin: 0; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { color-scheme: only light; background: #fff; color: #000; }
body { width: ${sheet.width}; font: ${sheet.text}/1.28 "Slip", Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
.slip { width: ${sheet.width}; min-height: ${sheet.minHeight}; padding: ${sheet.padding}; display: flex; flex-direction: column; box-decoration-break: clone; }
.house { font-weight: 600; padding-bottom: .55em; margin-bottom: .8em; border-bottom: .35mm solid #000; }
.house span { display: block; font-weight: 400; font-size: ${sheet.second}; }
h1 { font: 600 ${sheet.title}/1.2 "Slip", Inter, sans-serif; letter-spacing: -.015em; }
.units { font-weight: 600; font-size: 1.1em; }
.second { display: block; font-size: ${sheet.second}; font-weight: 400; }
.part, bdi { display: inline-block; max-width: 100%; }
.pin { break-inside: avoid; }
.pin + .pin { border-top: .35mm solid #000; margin-top: .8em; padding-top: .8em; }
h2 { font: inherit; font-weight: 600; margin-top: .7em; }
.pin + .pin h2 { margin-top: 0; }
.digits { display: flex; ${sheet.digitsFlow} font-variant-numeric: tabular-nums; font-weight: 650; font-size: ${sheet.digits}; line-height: 1; letter-spacing: .01em; margin: .12em 0 .1em -.04em; unicode-bidi: isolate; white-space: nowrap; }
.how { font-weight: 600; }
.doors { margin-top: .7em; border-top: .25mm solid #000; }
.pin:has(> .doors) + .doors { margin-top: 0; border-top: 0; }
.doors li { list-style: none; break-inside: avoid; padding: .4em 0; border-bottom: .25mm solid #000; }
.doors b { display: block; font-weight: 600; }
.doors p + p { margin-top: .25em; }
.plain { margin-top: .3em; }
.page { display: flex; align-items: center; gap: .4em; margin-top: .5em; break-inside: avoid; }
.page p { font-weight: 600; }
/* The white around the symbol reaches into the margin, which is white as well. */
.qr { flex: none; margin-left: -2.5mm; }
.end { margin-top: auto; padding-top: .8em; break-inside: avoid; }
.end b { font-weight: 600; }
.phone { unicode-bidi: isolate; white-space: nowrap; }`
}

/**
 * How many SMS a text costs. A text whose characters are all in the GSM-7 alphabet (3GPP TS 23.038) is counted in
 * septets, 160 in one SMS or 153 in each of several; any other one in 16-bit units, 70 or 67. No character is cut in
 * two: one that takes two units and finds one left begins the next SMS.
 */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extended = '\f^{}\\[~]|€'
const costs: ReadonlyMap<string, 1 | 2> = new Map([
  ...Array.from(basic, (character) => [character, 1] as const),
  ...Array.from(extended, (character) => [character, 2] as const),
])

export type SegmentCount = {
  readonly encoding: 'gsm-7' | 'ucs-2'
  /** In units of the encoding: septets, or 16-bit units. */
  readonly used: number
  readonly segments: number
  /** Units left in the last SMS. */
  readonly left: number
  /** What one SMS of this text holds. */
  readonly perSegment: number
}

/** Counts a text; an empty one costs none. A lone half of a surrogate pair is one 16-bit unit. */
export function countSegments(text: string): SegmentCount {
  const characters = Array.from(text)
  const gsm = characters.every((character) => costs.has(character))
  const units = characters.map((character) => (gsm ? (costs.get(character) ?? 1) : character.length))
  const used = units.reduce((sum, unit) => sum + unit, 0)
  const encoding = gsm ? 'gsm-7' : 'ucs-2'
  const single = gsm ? 160 : 70
  if (used <= single) {
    return { encoding, used, segments: used === 0 ? 0 : 1, left: single - used, perSegment: single }
  }
  const perSegment = gsm ? 153 : 67
  let segments = 1
  let inLast = 0
  for (const unit of units) {
    if (inLast + unit > perSegment) {
      segments += 1
      inLast = 0
    }
    inLast += unit
  }
  return { encoding, used, segments, left: perSegment - inLast, perSegment }
}

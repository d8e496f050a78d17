import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../../electron/domain/segments.ts'

const count = (text: string): string => {
  const { encoding, used, segments, left } = countSegments(text)
  return `${encoding} ${used} in ${segments}, ${left} left`
}

describe('what a text costs', () => {
  it('an empty text costs nothing', () => expect(count('')).toBe('gsm-7 0 in 0, 160 left'))

  it('160 plain characters are one SMS, 161 are two of 153', () => {
    expect(count('a'.repeat(104))).toBe('gsm-7 104 in 1, 56 left')
    expect(count('a'.repeat(160))).toBe('gsm-7 160 in 1, 0 left')
    expect(count('a'.repeat(161))).toBe('gsm-7 161 in 2, 145 left')
    expect(count('a'.repeat(306))).toBe('gsm-7 306 in 2, 0 left')
    expect(count('a'.repeat(307))).toBe('gsm-7 307 in 3, 152 left')
  })

  it('the letters of the alphabet of phones cost one, its second page two', () => {
    expect(count('äöüßñéèàùòìÇÆøÅ¿¡£¥§\n')).toBe('gsm-7 21 in 1, 139 left')
    expect(count('€{}[]|~^\\')).toBe('gsm-7 18 in 1, 142 left')
  })

  it('a two-unit character is not cut: it begins the next SMS', () => {
    expect(count(`${'a'.repeat(152)}€${'a'.repeat(20)}`)).toBe('gsm-7 174 in 2, 131 left')
  })

  it('one other character makes the whole text 16-bit: 70, or 67 in each of several', () => {
    expect(count(`${'a'.repeat(69)}ç`)).toBe('ucs-2 70 in 1, 0 left')
    expect(count(`${'a'.repeat(70)}ç`)).toBe('ucs-2 71 in 2, 63 left')
    expect(count('שלום')).toBe('ucs-2 4 in 1, 66 left')
  })

  it('an emoji is two units and is never cut in two', () => {
    expect(count('🔑')).toBe('ucs-2 2 in 1, 68 left')
    expect(count('🔑'.repeat(35))).toBe('ucs-2 70 in 1, 0 left')
    // 33 of them fill 66 of 67 units: the next one begins the second SMS.
    expect(count('🔑'.repeat(36))).toBe('ucs-2 72 in 2, 61 left')
  })

  it('any text: what is used and left fits the SMS it is said to cost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.boolean(), (any, plain) => {
        const text = plain ? any.replaceAll(/[^ -~]/gu, 'x') : any
        const { encoding, used, segments, left, perSegment } = countSegments(text)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left).toBeLessThan(segments === 0 ? perSegment + 1 : perSegment)
        expect(used + left).toBeLessThanOrEqual(Math.max(segments, 1) * perSegment)
        // At most one unit is lost at the end of each SMS but the last.
        expect(used + left).toBeGreaterThanOrEqual(Math.max(segments, 1) * perSegment - Math.max(0, segments - 1))
        if (encoding === 'ucs-2') expect(used).toBe(text.length)
        if (plain) expect(encoding).toBe('gsm-7')
      }),
    )
  })
})

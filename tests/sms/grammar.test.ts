/** The grammar of texted commands: whole lines, whole texts, and what is wrong is named. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SmsLine } from '../../electron/domain/sms-command.ts'
import { readSmsText } from '../../electron/domain/sms-command-text.ts'

const rooms = [
  { key: 'R1', smsNumber: 1, name: 'Room 1' },
  { key: 'R2', smsNumber: 2, name: 'Room 2' },
  { key: 'garden-flat', smsNumber: null, name: 'Garden flat' },
]
const A = '1000000001'
const B = '1000000002'

/** `assign 1000000001 R1 2`, one a line. */
function read(text: string): readonly string[] {
  const lines = readSmsText(text, rooms)
  if (!lines.ok) throw new Error(reasons(text).join(' / '))
  return lines.value.map(({ alert, order }: SmsLine) =>
    [alert, ...Object.values(order)].filter((part) => part !== null).join(' '),
  )
}
/** `2: 0 nights: a stay has at least one`, one a line that is wrong. */
function reasons(text: string): readonly string[] {
  const lines = readSmsText(text, rooms)
  if (lines.ok) throw new Error(`read: ${JSON.stringify(lines.value)}`)
  return lines.error.flatMap(({ ok, reason }, index) => (ok ? [] : [`${index + 1}: ${reason}`]))
}

describe('a texted line', () => {
  it.each([
    ['1000000001: 1-2', `assign ${A} R1 2`],
    ['1000000001:1-2', `assign ${A} R1 2`],
    ['1000000001 : 1 - 2', `assign ${A} R1 2`],
    ['  1000000001:   1 -2 ', `assign ${A} R1 2`],
    ['1000000001: 1-365', `assign ${A} R1 365`],
    ['1000000001: R2-3', `assign ${A} R2 3`],
    ['1000000001: r2-3', `assign ${A} R2 3`],
    ['1000000001: garden-flat-3', `assign ${A} garden-flat 3`],
    ['1000000001: Garden-Flat - 3', `assign ${A} garden-flat 3`],
    ['hmabcdefgh: 1-2', 'assign HMABCDEFGH R1 2'],
    ['1000000001: 1-2 correct', `correct ${A} R1 2`],
    ['1000000001: 1-2 CORRECT', `correct ${A} R1 2`],
    ['A12 1000000001: 1-2', `A12 assign ${A} R1 2`],
    ['a12 1000000001: 1-2', `A12 assign ${A} R1 2`],
    ['1000000001', `name ${A}`],
    ['A3 1000000001', `A3 name ${A}`],
    ['HMABCDEFGH', 'name HMABCDEFGH'],
    ['hm2abcdefg', 'name HM2ABCDEFG'],
    ['check 1000000001', `check ${A}`],
    ['1000000001 Check', `check ${A}`],
    ['CANCEL LK123456', 'cancel LK123456'],
    ['1000000001 cancel', `cancel ${A}`],
    ['ok', 'ok'],
    ['OK a12', 'A12 ok'],
    ['A12 ok', 'A12 ok'],
    ['guide', 'guide'],
    ['Menu', 'guide'],
    ['COMMANDS', 'guide'],
    ['4821', 'answer 4821'],
    // As phones and keyboards of other scripts write it.
    ['１００００００００１： １−２', `assign ${A} R1 2`],
    ['\u200e1000000001\u200f: 1\u20132\ufeff', `assign ${A} R1 2`],
    ['1000000001:\u00a01-2', `assign ${A} R1 2`],
  ])('%j is %s', (text, expected) => {
    expect(read(text)).toEqual([expected])
  })

  it.each([
    ['1000000001: 1-2 corect', '1: "corect" is not known; only "correct" may stand after the nights'],
    ['1000000001: 1-2 check-in', '1: "check-in" is not known; only "correct" may stand after the nights'],
    ['1000000001: 1-0', '1: 0 nights: a stay has at least one'],
    ['1000000001: 1-999', '1: 999 nights are more than 365'],
    ['1000000001: 1-99999999999999999999', '1: 99999999999999999999 nights are more than 365'],
    ['1000000001: 5-2', '1: room 5 is unknown; there are 1, 2, garden-flat'],
    ['1000000001: 1-21000000001: 2-2', '1: two commands stand on one line: write each on a line of its own'],
    ['100000001: 1-2', '1: a booking number has 10 digits, "100000001" has 9'],
    ['10000000012', '1: a booking number has 10 digits, "10000000012" has 11'],
    ['1000000001 1-2', '1: a colon is missing after the reference: "REF: 1-2"'],
    ['1000000001:', '1: room and nights are missing: "REF: 1-2"'],
    ['1000000001: 1-', '1: the nights after the dash are missing'],
    ['1000000001: -2', '1: the room before the dash is missing'],
    ['1000000001: 1', '1: "1" is not room and nights, as in "1-2"'],
    ['1000000001: correct', '1: room and nights are missing: "REF: 1-2 correct"'],
    ['1000000001 correct', '1: room and nights are missing: "REF: 1-2 correct"'],
    [': 1-2', '1: the booking reference before the colon is missing'],
    ['the booking: 1-2', '1: "THE BOOKING" is no booking reference'],
    ['N/A: 1-2', '1: "N/A" is no booking reference'],
    ['0: 1-2', '1: "0" is no booking reference'],
    ['cancel', '1: a booking reference is missing: "cancel REF"'],
    ['A12', '1: say what is to be done about A12, for example "OK A12"'],
    ['hello', '1: this is no command; send "guide" for those there are'],
    ['Can you check room 2 please', '1: this is no command; send "guide" for those there are'],
    ['OK.', '1: this is no command; send "guide" for those there are'],
    ['okay', '1: this is no command; send "guide" for those there are'],
    ['', '1: the text is empty'],
    [' \n\u200b\n', '1: the text is empty'],
    ['x'.repeat(1601), '1: the text is longer than 1600 characters'],
  ])('%j is refused: %s', (text, reason) => {
    expect(reasons(text)).toEqual([reason])
  })

  it('whose room could be two is refused rather than guessed', () => {
    const twice = [
      { key: '2', smsNumber: 1, name: 'Upper flat' },
      { key: '1', smsNumber: 2, name: 'Lower flat' },
    ]
    expect(readSmsText(`${A}: 1-2`, twice)).toMatchObject({
      ok: false,
      error: [{ reason: '1 is the number of Upper flat and the key of Lower flat: settle it at the desk' }],
    })
  })
})

describe('a text of several lines', () => {
  it('may hold several bookings, or one with several rooms', () => {
    expect(read(`${A}: 1-2\n\n${A}: 2-2\r\n${B}: garden-flat-1 correct`)).toEqual([
      `assign ${A} R1 2`,
      `assign ${A} R2 2`,
      `correct ${B} garden-flat 1`,
    ])
  })

  it('is refused whole where one line is wrong, and that line is named', () => {
    expect(reasons(`${A}: 1-2\n${A}: 2-2 corect`)).toEqual([
      '2: "corect" is not known; only "correct" may stand after the nights',
    ])
    expect(reasons(`${A}: 9-2\n${A}: 2-2\nhello`)).toEqual([
      '1: room 9 is unknown; there are 1, 2, garden-flat',
      '3: this is no command; send "guide" for those there are',
    ])
  })

  it('is refused where a line repeats or contradicts another, or may only stand by itself', () => {
    expect(reasons(`${A}: 1-2\n${A}: 1-2`)).toEqual(['2: this repeats line 1'])
    expect(reasons(`${A}: 1-2\n${A}: 1-3`)).toEqual(['2: line 1 says something else of the same room'])
    expect(reasons(`${A}: 1-2\n${B}: R1-2`)).toEqual(['2: line 1 says something else of the same room'])
    expect(reasons(`${A}: 1-2\ncancel ${B}`)).toEqual([
      '2: only lines like "REF: 1-2" may stand together: send this one by itself',
    ])
    expect(reasons(Array.from({ length: 21 }, (_, index) => `${A}: 1-${index + 1}`).join('\n'))).toEqual([
      '1: more than 20 lines',
    ])
  })
})

describe('whatever is texted', () => {
  const pieces = fc.constantFrom(
    ...[A, B, 'HMABCDEFGH', 'A12', 'OK', 'check', 'cancel', 'correct', ':', '-', ' ', '\n', '1', '2', '0', '999'],
    ...['１', '：', '\u200b', '\u2028', 'garden-flat', '\ud800', 'ß', '4821'],
  )
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )

  /** Without what a reference is written with or without. */
  const bare = (text: string): string =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replace(/[\s.\p{Pd}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2212]/gu, '')

  it('the reader never throws, and reads all lines or names one that is wrong', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const lines = readSmsText(text, rooms)
        if (lines.ok) return lines.value.length > 0
        return lines.error.some((verdict) => !verdict.ok && (verdict.reason ?? '') !== '')
      }),
      { numRuns: 3000 },
    )
  })

  it('what was read says what stands in the text, and is read the same from its own lines', () => {
    let read = 0
    fc.assert(
      fc.property(texts, (text) => {
        const lines = readSmsText(text, rooms)
        if (!lines.ok) return
        read += 1
        const again = readSmsText(lines.value.map((line) => line.text).join('\n'), rooms)
        expect(again).toEqual(lines)
        for (const { order } of lines.value) {
          if ('nights' in order) expect(order.nights >= 1 && order.nights <= 365).toBe(true)
          if ('unit' in order) expect(rooms.map((room) => room.key)).toContain(order.unit)
          if ('reference' in order) expect(bare(text)).toContain(order.reference)
        }
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(0)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currentWindow, joinWindows, type Window, windowsOverlap } from '../../electron/domain/access-window.ts'
import { looksLikeReference, parseReference } from '../../electron/domain/booking-reference.ts'
import { newId } from '../../electron/domain/ids.ts'
import { formatPhone, type PhoneNumber, parsePhone } from '../../electron/domain/phone-number.ts'
import {
  defaultPinRules,
  drawPin,
  intersectPinRules,
  isWeakPin,
  type PinRules,
  pinFits,
} from '../../electron/domain/pin.ts'
import { hours, type Instant } from '../../electron/domain/time.ts'

describe('a booking reference', () => {
  it.each([
    ['1234567890', '1234567890'],
    [' 123 456.7890 ', '1234567890'],
    ['123-456–7890', '1234567890'],
    ['hm2kx5zq3a', 'HM2KX5ZQ3A'],
    ['\u200b123\u00ad456\ufeff7890\u2009', '1234567890'],
    ['１２３４５', '12345'],
    ['\t12\n34', '1234'],
    ['00', '00'],
  ])('%j is read as %s', (raw, reference) => expect(parseReference(raw)).toBe(reference))

  it.each(['', '   ', '-', '. .', '\u200b', '0', 'n/a', 'N.A.', 'NA', 'Unknown', 'un-known'])('%j is blank', (raw) =>
    expect(parseReference(raw)).toBeNull(),
  )

  it('stays what it is when read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (raw) => {
        const once = parseReference(raw)
        if (once !== null) expect(parseReference(once)).toBe(once)
      }),
    )
  })

  it('looks like one in letters and digits, 2 to 40', () => {
    for (const good of ['A1', 'HM2KX5ZQ3A', 'X_1/2#3', 'Ä1'])
      expect(looksLikeReference(parseReference(good)!)).toBe(true)
    for (const bad of ['A', 'A;DROP', 'A*', 'A'.repeat(41)])
      expect(looksLikeReference(parseReference(bad)!)).toBe(false)
  })
})

describe('a phone number', () => {
  it.each([
    ['020 7946 0123', 'GB', '+442079460123'],
    ['(202) 555-0117', 'US', '+12025550117'],
    ['030 901820', 'DE', '+4930901820'],
    ['06 1234 5678', 'IT', '+390612345678'],
    ['+1 202 555 0117', 'GB', '+12025550117'],
    ['0044 20 7946 0123', 'DE', '+442079460123'],
    ['＋１ ２０２ ５５５ ０１１７', 'GB', '+12025550117'],
    ['+٤٤ ٢٠ ٧٩٤٦ ٠١٢٣', 'US', '+442079460123'],
    ['\u202a+44 20 7946 0123\u202c', 'US', '+442079460123'],
  ])('%s in %s is %s', (raw, country, phone) => expect(parsePhone(raw, country)).toEqual({ ok: true, value: phone }))

  it.each([
    ['020 79', 'GB', 'phone-needs-country'],
    ['202 555 011', 'US', 'phone-needs-country'],
    ['+44 12', 'GB', 'phone-invalid'],
    ['+999 123456789', 'GB', 'phone-invalid'],
    ['call me', 'GB', 'phone-invalid'],
    ['020 7946 0123 ask for Mira', 'GB', 'phone-invalid'],
    ['', 'GB', 'phone-invalid'],
    ['1234', 'GB', 'phone-invalid'],
  ])('%j in %s is refused with %s', (raw, country, code) =>
    expect(parsePhone(raw, country)).toEqual({ ok: false, error: code }),
  )

  it('is shown with spaces', () => expect(formatPhone('+12025550117' as PhoneNumber)).toBe('+1 202 555 0117'))
})

describe('digits', () => {
  it.each(['000000', '111222', '121212', '123123', '123456', '654321', '890123', '210987', '1990', '2024', '112211'])(
    '%s are weak',
    (pin) => expect(isWeakPin(pin)).toBe(true),
  )
  it.each(['049271', '194837', '583920', '3958', '493958'])('%s are not', (pin) => expect(isWeakPin(pin)).toBe(false))

  const rules = (change: Partial<PinRules>): PinRules => ({ ...defaultPinRules, ...change })
  it('fit a keypad or do not', () => {
    expect(pinFits('1234', rules({ lengths: [6] }))).toBe(false)
    expect(pinFits('123489', rules({ digits: '12345678' }))).toBe(false)
    expect(pinFits('102030', rules({ rules: ['no_zeros'] }))).toBe(false)
    expect(pinFits('123987', rules({ rules: ['cannot_start_with_12'] }))).toBe(false)
    expect(pinFits('312987', rules({ rules: ['cannot_start_with_12'] }))).toBe(true)
    expect(pinFits('345678', rules({ rules: ['cannot_contain_089'] }))).toBe(false)
    expect(pinFits('345671', rules({ rules: ['cannot_contain_0789'] }))).toBe(false)
    expect(pinFits('334433', rules({ rules: ['at_least_three_unique_digits'] }))).toBe(false)
  })

  it('satisfy all keypads at once where those have anything in common', () => {
    const both = intersectPinRules([
      rules({ lengths: [4, 6], digits: '0123456', rules: ['no_zeros'] }),
      rules({ lengths: [5, 6], digits: '3456789', rules: ['cannot_start_with_12'] }),
    ])
    expect(both).toEqual({ lengths: [6], digits: '3456', rules: ['no_zeros', 'cannot_start_with_12'] })
    expect(intersectPinRules([rules({ lengths: [4] }), rules({ lengths: [6] })]).lengths).toEqual([])
    expect(intersectPinRules([])).toEqual(defaultPinRules)
  })

  it('are drawn to fit, never weak, never taken, and not at all where none can be', () => {
    fc.assert(
      fc.property(
        fc.subarray([4, 5, 6, 7, 8], { minLength: 1 }),
        fc.subarray([...'0123456789'], { minLength: 5 }),
        fc.subarray(['no_zeros', 'cannot_start_with_12', 'at_least_three_unique_digits'] as const),
        fc.infiniteStream(fc.nat(1_000_000)),
        (lengths, digits, names, numbers) => {
          const keypad = { lengths, digits: digits.join(''), rules: names }
          const taken = new Set<string>()
          for (let count = 0; count < 5; count++) {
            const pin = drawPin(
              keypad,
              (one) => taken.has(one),
              (limit) => numbers.next().value % limit,
            )
            if (pin === null) return
            expect(pinFits(pin, keypad) && !isWeakPin(pin) && !taken.has(pin)).toBe(true)
            expect(pin.length).toBe(lengths.includes(6) ? 6 : Math.max(...lengths))
            taken.add(pin)
          }
        },
      ),
      { numRuns: 50 },
    )
    expect(
      drawPin(
        rules({ lengths: [] }),
        () => false,
        () => 0,
      ),
    ).toBeNull()
    expect(
      drawPin(
        rules({ digits: '' }),
        () => false,
        () => 0,
      ),
    ).toBeNull()
    expect(
      drawPin(
        rules({}),
        () => true,
        (limit) => Math.floor(Math.random() * limit),
      ),
    ).toBeNull()
  })
})

describe('windows', () => {
  const window = (from: number, to: number): Window => ({
    startsAt: hours(from) as Instant,
    endsAt: hours(to) as Instant,
  })

  it('are joined where less than a day lies between, and kept apart from a whole day on', () => {
    expect(joinWindows([window(0, 10), window(33.9, 40)])).toEqual([window(0, 40)])
    expect(joinWindows([window(0, 10), window(34, 40)])).toEqual([window(0, 10), window(34, 40)])
    expect(joinWindows([window(50, 60), window(0, 55)])).toEqual([window(0, 60)])
    expect(joinWindows([window(0, 60), window(10, 20)])).toEqual([window(0, 60)])
    expect(joinWindows([window(0, 1), window(20, 21), window(40, 41)])).toEqual([window(0, 41)])
    expect(joinWindows([])).toEqual([])
  })

  it('come out sorted, a day apart, covering all and beginning and ending where one of them does', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 80 })), { maxLength: 8 })
    fc.assert(
      fc.property(some, (pairs) => {
        const given = pairs.map(([from, length]) => window(from, from + length))
        const joined = joinWindows(given)
        for (const one of given)
          expect(joined.some((big) => big.startsAt <= one.startsAt && one.endsAt <= big.endsAt)).toBe(true)
        for (const [index, big] of joined.entries()) {
          expect(given.some((one) => one.startsAt === big.startsAt)).toBe(true)
          expect(given.some((one) => one.endsAt === big.endsAt)).toBe(true)
          if (index > 0) expect(big.startsAt - joined[index - 1]!.endsAt).toBeGreaterThanOrEqual(hours(24))
        }
        expect(joinWindows(joined)).toEqual(joined)
      }),
    )
  })

  it('that touch do not overlap; the current one runs or comes next', () => {
    expect(windowsOverlap(window(0, 10), window(10, 20))).toBe(false)
    expect(windowsOverlap(window(0, 10.5), window(10, 20))).toBe(true)
    const two = [window(0, 10), window(50, 60)]
    expect(currentWindow(two, hours(5) as Instant)).toEqual(two[0])
    expect(currentWindow(two, hours(10) as Instant)).toEqual(two[1])
    expect(currentWindow(two, hours(60) as Instant)).toBeNull()
  })
})

describe('an id', () => {
  it('is a UUIDv7: ids sort by the moment they were made', () => {
    const random = new Uint8Array(10).fill(0xff)
    expect(newId(Date.UTC(2026, 5, 10), random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7fff-bfff-ffffffffffff$/)
    const early: string = newId(1_000, random)
    const late: string = newId(1_001, new Uint8Array(10))
    expect(early < late).toBe(true)
    expect(() => newId(0, new Uint8Array(9))).toThrow()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KnownParty, proofOf } from '../../electron/domain/guest-proof.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'

const dates = { arrivalDate: '2026-06-10' as CalendarDate, departureDate: '2026-06-12' as CalendarDate }
const party = (name: string | null, phones: readonly string[] = []): KnownParty => ({ name, phones, ...dates })
const shows = (known: KnownParty, who: string, given: Partial<typeof dates> = {}) =>
  proofOf(known, { who, arrivalDate: '', departureDate: '', ...given })

describe('what a guest shows beside the reference', () => {
  it.each([
    ['Marta Keller', 'keller'],
    ['Marta Keller', ' KELLER '],
    ['Marta Keller', 'Marta Keller'],
    ['Keller, Marta', 'Keller'],
    ['Marta Keller-Braun', 'Braun'],
    ['Marta Keller-Braun', 'keller braun'],
    ['Jörg Müller', 'mueller'],
    ['Jörg Mueller', 'Müller'],
    ['Søren Sørensen', 'Soerensen'],
    ['Åse Ågård', 'Aagaard'],
    ['Pat O’Brien', "O'Brien"],
    ['Pat O’Brien', 'obrien'],
    ['Ludwig van Beethoven', 'Beethoven'],
    ['Ludwig van Beethoven', 'van Beethoven'],
    ['Anna Weiß', 'WEISS'],
    ['José García Márquez', 'garcia'],
    ['Νίκος Παπαδόπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'],
    ['山田 太郎', '山田'],
    ['İlker Yıldız', 'yildiz'],
    ['Cher', 'cher'],
  ])('the last name of %s is known as %s', (name, typed) => {
    expect(shows(party(name), typed)).toBe('name')
  })

  it.each([
    ['Marta Keller', 'Marta'],
    ['Keller, Marta', 'Marta'],
    ['Marta Keller', 'Kelle'],
    ['Marta Keller', 'Kellers'],
    ['Jean-Pierre Martin', 'Pierre'],
    ['Marta Keller', ''],
    ['Marta Keller', ' - '],
    ['Marta Keller', '%'],
    ['Marta Keller', '.*'],
  ])('of %s nothing is proven by %j', (name, typed) => {
    expect(shows(party(name), typed)).toBe(null)
  })

  it.each([
    ['900111', 'phone'],
    ['07700 900111', 'phone'],
    ['+44 (0)7700 900-111', 'phone'],
    ['0044 7700 900111', 'phone'],
    ['00111', null],
    ['900112', null],
    ['7700900111x', null],
    ['000000', null],
  ] as const)('of the phone +447700900111 %s proves %s', (typed, proof) => {
    expect(shows(party('Marta Keller', ['+447700900111']), typed)).toBe(proof)
  })

  it('takes last digits that begin with a zero', () => {
    expect(shows(party(null, ['+447700012345']), '012345')).toBe('phone')
    expect(shows(party(null, ['+447700012345']), '12345')).toBe(null)
  })

  it('believes dates only where neither a name nor a phone is known, and both of them', () => {
    expect(shows(party(null), '', dates)).toBe('dates')
    expect(shows(party('🙂'), '', dates)).toBe('dates')
    expect(shows(party(null), '', { arrivalDate: dates.arrivalDate })).toBe(null)
    expect(shows(party('Marta Keller'), '', dates)).toBe(null)
    expect(shows(party(null, ['+447700900111']), '', dates)).toBe(null)
  })

  it('never throws, and proves nothing by an empty name or fewer than six digits, whatever is typed', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const phone = fc.stringMatching(/^\+[1-9]\d{6,13}$/)
    fc.assert(
      fc.property(fc.option(text), fc.array(phone, { maxLength: 3 }), text, text, (name, phones, who, date) => {
        const proof = proofOf(party(name, phones), { who, arrivalDate: date, departureDate: date })
        if (proof === 'phone') expect(who.normalize('NFKC').replace(/\D/g, '').length).toBeGreaterThanOrEqual(6)
        if (proof === 'name') expect(who).toMatch(/[\p{L}\p{N}]/u)
        expect(proof).not.toBe('dates')
      }),
      { numRuns: 2_000 },
    )
    fc.assert(
      fc.property(phone, fc.integer({ min: 1, max: 5 }), (number, count) => {
        expect(shows(party('Marta Keller', [number]), number.slice(-count))).toBe(null)
      }),
    )
  })

  it('knows a last name in every way it may be written', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnoprstuvwyz', 'ä', 'ö', 'ü', 'ß', 'é', 'ñ', 'ø', 'å', 'ł', 'ç')
    const word = fc.array(letter, { minLength: 2, maxLength: 10 }).map((letters) => letters.join(''))
    const joint = fc.constantFrom(' ', '-', '’', '')
    const ways: readonly ((name: string) => string)[] = [
      (name) => name.toUpperCase(),
      (name) => ` ${name.replace(/(^|[ -])./g, (first) => first.toUpperCase())}\t`,
      (name) => name.normalize('NFD'),
      (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
      (name) => name.replace(/[äöü]/g, (vowel) => `${vowel.normalize('NFD')[0]}e`),
      (name) => name.replaceAll('ß', 'ss').replaceAll('ø', 'oe').replaceAll('å', 'aa'),
      (name) => name.replace(/[’-]/g, ' '),
      (name) => name.replace(/[’ -]/g, ''),
    ]
    fc.assert(
      fc.property(word, word, joint, word, fc.constantFrom(...ways), (given, left, between, right, way) => {
        const family = `${left}${between}${right}`
        expect(shows(party(`${given} ${family}`), way(family))).toBe('name')
        expect(shows(party(`${family}, ${given}`), way(family))).toBe('name')
      }),
      { numRuns: 2_000 },
    )
  })
})

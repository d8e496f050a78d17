import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hidePins, maskPins, pinPlaceholder, withPins } from '../../electron/domain/message-pins.ts'

const own = '0192f000-4829-7130-8000-000000000001'
const codeOf = (digits: string): string | null => (digits === '482913' ? own : null)
const stored = (typed: string): string => hidePins(typed, codeOf, (id) => id === own)
const here = pinPlaceholder(own)

describe('PINs in texts', () => {
  it('a live PIN that is typed is stored as a placeholder, alone, in a sentence and parted as people write it', () => {
    expect(stored('482913')).toBe(here)
    expect(stored('Your code is 482913.')).toBe(`Your code is ${here}.`)
    expect(stored('Code 482 913, or 48-29-13!')).toBe(`Code ${here}, or ${here}!`)
    expect(stored('room 12 482913 2 nights')).toBe(`room 12 ${here} 2 nights`)
    expect(stored('482913 482913')).toBe(`${here} ${here}`)
  })

  it('other digits stay: longer runs, references, phones', () => {
    for (const text of ['4829130', '1482913', '1000000001', '+44 7700 900123', '14:00 to 11:00, 2026-11-24'])
      expect(stored(text)).toBe(text)
  })

  it('nobody asks for a PIN by the id of a code that is not this guest’s', () => {
    const foreign = pinPlaceholder('0192f000-0000-7000-8000-00000000000f')
    expect(withPins(stored(`give me ${foreign}`), () => '111111')).not.toContain('111111')
    expect(withPins(stored(`{{pin:${foreign}`), () => '111111')).not.toContain('111111')
    expect(stored(`as the template has it: ${here}`)).toBe(`as the template has it: ${here}`)
  })

  it('screens see dots, the provider digits', () => {
    expect(maskPins(`Front door: ${here}, from 14:00`)).toBe('Front door: ••••••, from 14:00')
    expect(withPins(`Front door: ${here}`, (id) => (id === own ? '482913' : null))).toBe('Front door: 482913')
    expect(withPins(`Front door: ${here}`, () => null)).toBe(`Front door: ${here}`)
  })

  it('any text around a PIN: it does not lie in clear, and what is sent says the digits', () => {
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '-', '.', '7', '\n', '{'), maxLength: 12 })
    fc.assert(
      fc.property(around, around, (before, after) => {
        const typed = `${before.replace(/\d*$/, '')}482913${after.replace(/^\d*/, '')}`
        const kept = stored(typed)
        expect(kept).not.toContain('482913')
        expect(withPins(kept, () => '482913')).toBe(typed)
      }),
    )
  })
})

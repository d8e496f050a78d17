import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameText } from '../../electron/domain/message-body.ts'
import {
  hideLinks,
  linkPlaceholder,
  linksIn,
  maskAddresses,
  maskLinks,
  withLinks,
} from '../../electron/domain/message-links.ts'
import { hidePins, maskPins, pinPlaceholder } from '../../electron/domain/message-pins.ts'

const id = '0192f000-4829-7130-8000-000000000001'
const here = linkPlaceholder(id)
const token = 'AbcdefghijklmnopqrstuvwxyzAbcdefghijklmno-_'
const address = `https://desk.example.com/latch/g/${token}`
const stored = (typed: string): string => hideLinks(typed, (asked) => (asked === token ? id : null))

describe('links in texts', () => {
  it('an address of ours is stored as a placeholder, wherever it stands, and sent as it was', () => {
    for (const [typed, kept] of [
      [address, here],
      [`See ${address}.`, `See ${here}.`],
      [`(${address})\nand ${address}`, `(${here})\nand ${here}`],
    ] as const) {
      expect(stored(typed)).toBe(kept)
      expect(withLinks(kept, () => address)).toBe(typed)
    }
  })

  it('other addresses stay as they were typed', () => {
    for (const text of [
      'https://desk.example.com/g',
      `https://desk.example.com/g/${token}x`,
      `https://desk.example.com/g/${'z'.repeat(43)}`,
      'https://maps.example.com/?q=1',
    ])
      expect(stored(text)).toBe(text)
  })

  it('nobody asks for an address by typing what stands for one', () => {
    expect(linksIn(stored(`give me ${here}`))).toEqual([])
    expect(linksIn(stored(`{{page:${here}`))).toEqual([])
  })

  it('screens see no token', () => {
    expect(maskPins(`Your page: ${here}`)).toBe('Your page: …/g/••••••')
    expect(maskLinks(`Your page: ${here}`)).not.toContain(id)
    expect(maskAddresses(`Your page: ${address}, bye`)).toBe('Your page: …/g/••••••, bye')
  })

  it('a line whose link leads nowhere is left out, the others are said', () => {
    const text = `Room 1: ${pinPlaceholder(id)}\nYour page: ${here}`
    expect(withLinks(text, () => null)).toBe(`Room 1: ${pinPlaceholder(id)}`)
    expect(withLinks('Room 1 {{x}}', () => null)).toBe('Room 1 {{x}}')
  })

  it('digits within what stands for a link are no PIN', () => {
    expect(
      hidePins(
        `Your page: ${here}`,
        () => id,
        () => true,
      ),
    ).toBe(`Your page: ${here}`)
    expect(
      hidePins(
        `4829 ${here} 4829`,
        () => id,
        () => true,
      ),
    ).toBe(`${pinPlaceholder(id)} ${here} ${pinPlaceholder(id)}`)
  })

  it('a text is known again by its words, whatever token Twilio shows in it', () => {
    const text = `Hello, your code: ${pinPlaceholder(id)}.\nYour page: ${here}`
    expect(isSameText(text, `Hello, your code: 482913.\nYour page: ${address}`)).toBe(true)
    expect(isSameText(text, `Hello, your code: 482913.\nYour page: ${address} bye`)).toBe(false)
    expect(isSameText(text, 'Hello, your code: 482913.\nYour page: ')).toBe(false)
  })

  it('any words around an address: its token does not lie in clear', () => {
    const around = fc.string({ unit: fc.constantFrom('a', ' ', '.', '/', '\n', '{', '4'), maxLength: 12 })
    fc.assert(
      fc.property(around, around, (before, after) => {
        const typed = `${before} ${address} ${after}`
        expect(stored(typed)).not.toContain(token)
        expect(withLinks(stored(typed), () => address)).toBe(typed)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import type { Pin } from '../../electron/domain/pin.ts'
import type { SlipContent } from '../../electron/domain/slip.ts'
import { parseTimeZone } from '../../electron/domain/time.ts'
import { slipHtml, slipLanguages } from '../../electron/services/printing/index.ts'
import { door, twoApartments } from './slip-samples.ts'

/** What a person reads: tags away, entities and blanks resolved. */
function textOf(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, '')
    .replace(/<\/span> <span class="part">/g, ' ')
    .replace(/<\/(p|li|h1|h2|b|section|span)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
}
const read = (slip: Partial<SlipContent> = {}): string => textOf(slipHtml({ ...twoApartments, ...slip }, 'a6', null))

describe('a slip', () => {
  it('names units, digits, doors and validity in words with the weekday', () => {
    const text = read()
    expect(text).toContain('Apartment 101 and Apartment 102')
    expect(text).toContain('507 284')
    expect(text).toContain('Touch the keypad, type the 6 digits, then press #.')
    expect(text).toContain('from Saturday 21 November, 14:00 until Tuesday 24 November, 11:00')
    expect(text).toContain('+1 202 555 0150')
  })

  it('names neither guest nor house nor address unless they are switched on', () => {
    expect(read()).toMatch(/^\s*Welcome Apartment 101/)
    const text = read({ houseName: 'Harbour House', houseAddress: '1 Example Quay', guestName: 'Adaeze' })
    expect(text).toContain('Harbour House')
    expect(text).toContain('1 Example Quay')
    expect(text).toMatch(/Welcome, \u2068Adaeze\u2069/)
  })

  it('tells doors with the same hours together, and the others by themselves', () => {
    const pins = [
      {
        pin: '507284' as Pin,
        doors: [door('Front door', '2026-11-24T13:00:00Z'), door('Apartment 101'), door('Apartment 102')],
      },
    ]
    const text = read({ pins })
    expect(text).toContain('Front door from Saturday 21 November, 14:00 until Tuesday 24 November, 13:00')
    expect(text).toContain('Apartment 101 and Apartment 102 from Saturday 21 November, 14:00 until')
    expect(text.match(/until/g)).toHaveLength(2)
  })

  it('says every window of a door that is shut in between', () => {
    const twice = {
      name: 'Front door',
      windows: [...door('').windows, ...door('', '2026-12-03T11:00:00Z', '2026-12-01T14:00:00Z').windows],
    }
    const text = read({ pins: [{ pin: '507284' as Pin, doors: [twice] }] })
    expect(text).toContain('until Tuesday 24 November, 11:00')
    expect(text).toContain('from Tuesday 1 December, 14:00 until Thursday 3 December, 11:00')
  })

  it('uses the wall time of the house, whatever zone this computer is in', () => {
    const text = read({ timeZone: parseTimeZone('Pacific/Auckland')! })
    expect(text).toContain('from Sunday 22 November, 03:00 until Wednesday 25 November, 00:00')
  })

  it('names the years of a stay over New Year', () => {
    const text = read({ pins: [{ pin: '507284' as Pin, doors: [door('Flat', '2027-01-02T11:00:00Z')] }] })
    expect(text).toContain('from Saturday 21 November 2026, 14:00 until Saturday 2 January 2027, 11:00')
  })

  it.each([
    ['de', 'von Samstag, 21. November, 14:00 bis Dienstag, 24. November, 11:00', 'Empfang / Desk'],
    ['fr', 'du samedi 21 novembre, 14:00 au mardi 24 novembre, 11:00', 'Réception / Desk'],
    ['es', 'desde el sábado 21 de noviembre, 14:00 hasta el martes 24 de noviembre, 11:00', 'Recepción / Desk'],
    ['it', 'da sabato 21 novembre, 14:00 a martedì 24 novembre, 11:00', 'Reception / Desk'],
  ])('speaks %s, and English below it', (language, validity, desk) => {
    const text = read({ language })
    expect(text).toContain(validity)
    expect(text).toContain('from Saturday 21 November, 14:00 until Tuesday 24 November, 11:00')
    expect(text).toContain('Touch the keypad')
    expect(text).toContain(desk)
  })

  it.each(['ja', 'xx', '', 'EN', 'en-US'])('speaks English alone to a guest of language "%s"', (language) => {
    const html = slipHtml({ ...twoApartments, language }, 'a6', null)
    expect(html).toContain('<html lang="en-GB">')
    expect(html).not.toContain('class="second"')
  })

  it('knows a region of a language', () => {
    expect(read({ language: 'de-AT' })).toContain('Empfang')
    expect(slipLanguages).toEqual(['de', 'en', 'es', 'fr', 'it'])
  })

  it('puts the names of the doors above the digits they belong to when there are several PINs', () => {
    const pins = [
      { pin: '507284' as Pin, doors: [door('Front door'), door('Apartment 101')] },
      { pin: '9130' as Pin, doors: [door('Apartment 102')] },
    ]
    expect(read({ pins })).toMatch(
      /Front door and Apartment 101 507 284 .* Apartment 102 9130 .* type the 6 digits.* type the 4 digits/,
    )
  })

  it('says how to get in where there is a key, or no code yet', () => {
    const text = read({ keyDoors: ['Bicycle room'], notYetDoors: ['Apartment 103'] })
    expect(text).toContain('Bicycle room Ask the desk for the key.')
    expect(text).toContain('Apartment 103 We give you a separate code at the desk.')
  })

  it('is a slip without digits where every door has a key', () => {
    const text = read({ pins: [], keyDoors: ['Front door', 'Apartment 101'] })
    expect(text).toContain('Front door and Apartment 101 Ask the desk for the key.')
    expect(text).not.toContain('keypad')
  })

  it('leaves out the key to press, and the phone, where there is none', () => {
    const text = read({ confirmKey: null, deskPhone: null })
    expect(text).toContain('type the 6 digits.')
    expect(text).not.toContain('Desk')
  })
})

describe('the page of a slip', () => {
  it('turns nothing that was typed into markup', () => {
    const evil = `<script>alert("x")</script>'&`
    const html = slipHtml(
      {
        ...twoApartments,
        units: [evil],
        keyDoors: [evil],
        notYetDoors: [evil],
        deskPhone: evil,
        confirmKey: evil,
        houseName: evil,
        houseAddress: evil,
        guestName: evil,
        pins: [{ pin: '507284' as Pin, doors: [door(evil)] }],
      },
      'a4',
      null,
    )
    expect(html).not.toContain('<script')
    expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&#39;&amp;/g)).toHaveLength(9)
  })

  it('holds no script, no address of anything outside and no secret in its title', () => {
    const html = slipHtml({ ...twoApartments, guestName: 'Adaeze' }, 'a6', new Uint8Array([1, 2, 3]))
    expect(html).not.toMatch(/<script|javascript:|https?:|<link|<img|@import/i)
    expect(html.match(/url\("[^"]*"\)/g)).toEqual(['url("data:font/woff2;base64,AQID")'])
    expect(html).toContain('<title>Door code</title>')
  })

  it('keeps digits left to right and lets a screen reader say them one by one', () => {
    const html = slipHtml({ ...twoApartments, guestName: 'ليلى' }, 'a6', null)
    expect(html).toContain('<p class="digits" dir="ltr" role="img" aria-label="PIN 5 0 7 2 8 4">')
    expect(html).toContain('<span class="phone" dir="ltr">+1 202 555 0150</span>')
    expect(html).toContain('<bdi>Front door</bdi>')
  })

  it.each([
    ['a6', '105mm 148mm', 19.8],
    ['a4', '210mm 297mm', 38],
    ['roll-80', '80mm 200mm', 24],
  ] as const)('prints digits of at least 14 mm on %s, in black only', (paper, size, type) => {
    const html = slipHtml(twoApartments, paper, null)
    expect(html).toContain(`@page { size: ${size}; margin: 0; }`)
    expect(html).toContain(`font-size: ${type}mm; line-height: 1`)
    // Inter's digits are .727 of the type size high.
    expect(type * 0.727).toBeGreaterThanOrEqual(14)
    expect(new Set(html.match(/#[0-9a-f]{3,8}\b/gi))).toEqual(new Set(['#000', '#fff']))
  })
})

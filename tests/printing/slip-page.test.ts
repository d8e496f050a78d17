/** The QR code on a slip leads to the guest pages' entrance, and only where its address lasts. */
import { describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import type { Paper } from '../../electron/ports/printer.ts'
import { guestPageSettings, writeGuestPageSettings } from '../../electron/services/house/index.ts'
import { slipHtml } from '../../electron/services/printing/index.ts'
import { slipContent } from '../../electron/services/slip/index.ts'
import { A, houses, room } from '../support/houses.ts'
import { idOf } from '../support/telling-desk.ts'
import { book, dana, must } from '../support/test-desk.ts'
import { symbolOf } from './qr-symbol.ts'
import { twoApartments } from './slip-samples.ts'

const pageAddress = 'https://desk.example.com/g'
const { openTraining } = houses()

/** The dark modules of a drawing, row by row, white around them and all. */
function drawn(html: string): { readonly millimetres: number; readonly rows: readonly string[] } {
  const svg = /<svg [^>]*class="qr"[^>]*>.*?<\/svg>/s.exec(html)?.[0] ?? ''
  const whole = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const cells = Array.from({ length: whole }, () => Array<string>(whole).fill(' '))
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1\.02h-\3z/g))
    for (let at = 0; at < Number(length); at++) cells[Number(y)]![Number(x) + at] = '#'
  return { millimetres: Number(/ width="([\d.]+)mm"/.exec(svg)?.[1]), rows: cells.map((row) => row.join('')) }
}

describe('the QR code of a slip', () => {
  it.each(['a6', 'a4', 'roll-80'] satisfies Paper[])(
    'says the entrance and nothing else, crisp and large enough, on %s',
    (paper) => {
      const html = slipHtml({ ...twoApartments, pageAddress }, paper, null)
      const { rows, millimetres } = drawn(html)
      const symbol = symbolOf(pageAddress)
      const white = ' '.repeat(symbol.length + 8)
      const sides = symbol.map((row) => `    ${row}    `)
      expect(rows).toEqual([white, white, white, white, ...sides, white, white, white, white])
      expect(rows).not.toEqual([
        white,
        white,
        white,
        white,
        ...symbolOf(`${pageAddress}/x`),
        white,
        white,
        white,
        white,
      ])
      expect((millimetres * symbol.length) / rows.length).toBeGreaterThanOrEqual(19.99)
      expect(html).toContain('shape-rendering="crispEdges"')
      expect(new Set(html.match(/#[0-9a-f]{3,8}\b/gi))).toEqual(new Set(['#000', '#fff']))
      // No address in words: a slip that is found says no more than before.
      expect(html).not.toContain('desk.example.com')
    },
  )

  it.each([
    ['en', 'On your phone: scan, then type your booking reference.'],
    ['de', 'Auf dem Handy: scannen, dann Buchungsnummer eingeben.'],
    ['fr', 'Sur votre téléphone : scannez, puis saisissez votre numéro de réservation.'],
    ['es', 'En su móvil: escanee e introduzca su número de reserva.'],
    ['it', 'Sul telefono: scansioni e inserisca il numero di prenotazione.'],
  ])('is explained in the guest’s language: %s', (language, words) => {
    expect(slipHtml({ ...twoApartments, language, pageAddress }, 'a6', null)).toContain(words)
  })

  it('is left out where there is no page', () => {
    expect(slipHtml(twoApartments, 'a6', null)).not.toMatch(/<svg|<div class="page"/)
  })
})

it('a slip leads to the page only while pages are served at an address that lasts', () => {
  const house = openTraining()
  book(house.desk, A, [room(1)], { name: 'Ann Example' })
  const leads = (tunnel: object): string | null => {
    house.desk.store.write((db) => writeSetting(db, 'tunnel', tunnel))
    return must(slipContent(house.desk, dana, idOf(house, A))).pageAddress
  }
  expect(leads({ kind: 'none' })).toBe(null)
  expect(leads({ kind: 'ngrok', domain: null })).toBe(null)
  expect(leads({ kind: 'ngrok', domain: 'desk.example.com' })).toBe(pageAddress)
  expect(leads({ kind: 'url', url: 'https://desk.example.com' })).toBe(pageAddress)
  house.desk.store.write((db) => writeGuestPageSettings(db, { ...guestPageSettings(db), on: false }))
  expect(leads({ kind: 'url', url: 'https://desk.example.com' })).toBe(null)
})

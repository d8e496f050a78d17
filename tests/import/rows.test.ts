import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnitId } from '../../electron/domain/ids.ts'
import type { SheetCell } from '../../electron/domain/import-columns.ts'
import { dayOrder, readDay, readMoment } from '../../electron/domain/import-dates.ts'
import { readSheetPhone } from '../../electron/domain/import-phone.ts'
import { type ReadSheet, readSheet, type SheetWords } from '../../electron/domain/import-rows.ts'
import { readUnitWishes, unitNames } from '../../electron/domain/import-units.ts'

const unit = (key: string) => ({ id: `id-${key}` as UnitId, key, name: `Room ${key.slice(1)}` })
const units = ['R1', 'R2', 'R3', 'R11'].map(unit)
const ids = (...keys: readonly string[]) => keys.map((key) => `id-${key}` as UnitId)
const house: SheetWords = { units, types: new Map(), country: 'GB', reservedPhones: new Set() }
const read = (sheet: readonly (readonly SheetCell[])[], words: SheetWords = house): ReadSheet => {
  const answer = readSheet(sheet, words)
  if (!answer.ok) throw new Error(answer.error)
  return answer.value
}
const head = ['reference', 'channel', 'unit', 'arrival', 'departure', 'guest', 'phone', 'email']
const said = (sheet: ReadSheet): readonly string[] =>
  sheet.rows.map((row) =>
    row.kind === 'refused' ? row.reason : `${row.reference} ${row.arrivalDate}..${row.departureDate}`,
  )
const row = (from: SheetCell, to: SheetCell): readonly SheetCell[] => ['A1', 'direct', 'R1', from, to]

describe('the days of a list', () => {
  it.each([
    ['2026-06-10', '2026-06-10'],
    ['2026-06-10 14:00:00', '2026-06-10'],
    ['2026/6/1', '2026-06-01'],
    ['10.6.2026', '2026-06-10'],
    ['Wednesday, 10 June 2026', '2026-06-10'],
    ['10-Jun-2026', '2026-06-10'],
    ['Jun 10, 2026', '2026-06-10'],
    [46_183, '2026-06-10'],
    [46_183.75, '2026-06-10'],
    ['46183', '2026-06-10'],
  ])('%j is %s', (cell, date) => expect(readDay(cell, null)).toEqual({ kind: 'day', date }))

  it.each(['2026-02-30', '31/04/2026', '10/06/26', 'soon', 7, -1, 99_999, 'June'])('%j is no day', (cell) =>
    expect(readDay(cell, 'day-first')).toEqual({ kind: 'unreadable' }),
  )

  it('are read with the month where one day of the whole file proves it', () => {
    expect(said(read([head, row('03/04/2026', '05/04/2026'), row('13/04/2026', '14/04/2026')]))).toEqual([
      'A1 2026-04-03..2026-04-05',
      'A1 2026-04-13..2026-04-14',
    ])
    expect(said(read([head, row('03/04/2026', '03/06/2026'), row('04/13/2026', '04/14/2026')]))).toEqual([
      'A1 2026-03-04..2026-03-06',
      'A1 2026-04-13..2026-04-14',
    ])
  })

  it('are proven by the nights where no day is past the twelfth', () => {
    const pair = { arrival: '03/04/2026', departure: '05/04/2026' }
    expect(dayOrder([{ ...pair, nights: 2 }])).toBe('day-first')
    expect(dayOrder([{ ...pair, nights: 61 }])).toBe('month-first')
    expect(dayOrder([{ ...pair, nights: null }])).toBeNull()
  })

  it('refuse only the rows that can be read in two ways, where nothing proves one or both are proven', () => {
    expect(said(read([head, row('03/04/2026', '05/04/2026'), row('04/04/2026', '2026-04-06')]))).toEqual([
      'date-ambiguous',
      'A1 2026-04-04..2026-04-06',
    ])
    expect(
      said(
        read([head, row('03/04/2026', '05/04/2026'), row('13/04/2026', '2026-04-14'), row('04/13/2026', '2026-04-14')]),
      ),
    ).toEqual(['date-ambiguous', 'A1 2026-04-13..2026-04-14', 'A1 2026-04-13..2026-04-14'])
  })

  it('keep the time of day where a booking was made', () => {
    expect(readMoment('2026-05-01 9:05:00', null)).toBe('2026-05-01 09:05')
    expect(readMoment(46_143.5, null)).toBe('2026-05-01 12:00')
    expect(readMoment('', null)).toBeNull()
  })
})

describe('a phone in a list', () => {
  it.each([
    ['GB', '+44 7700 900111', '+447700900111'],
    ['GB', "'+44 7700 900111", '+447700900111'],
    ['GB', '07700 900111', '+447700900111'],
    ['GB', 447700900111, '+447700900111'],
    ['GB', 7700900111, '+447700900111'],
    ['US', 12025550117, '+12025550117'],
    ['US', 2025550117, '+12025550117'],
    ['GB', '+1 202 555 0117', '+12025550117'],
  ])('in %s %j is %s', (country, cell, phone) =>
    expect(readSheetPhone(cell, country)).toEqual({ phone, unread: false }),
  )
  it.each([
    ['GB', 12025550117],
    ['IT', 612345678],
    ['GB', '4.47701E+11'],
    ['GB', '=1+1'],
    ['GB', 1.5],
    ['GB', 'ask at desk'],
  ])('in %s %j is left to a person', (country, cell) =>
    expect(readSheetPhone(cell, country)).toEqual({ phone: null, unread: true }),
  )
  it.each(['', '-', 'n/a'])('%j is none', (cell) =>
    expect(readSheetPhone(cell, 'GB')).toEqual({ phone: null, unread: false }),
  )
})

describe('the units of a row', () => {
  const types = new Map([
    ['studio', ids('R1', 'R2')],
    ['studio, sea view', ids('R3')],
  ])
  const names = unitNames(units, types)
  const wishes = (text: string, rooms: number | null = null) => {
    const answer = readUnitWishes(text, rooms, names, true)
    return answer.ok ? answer.value.map((wish) => `${wish.count} of ${wish.units.join(' ')}`) : answer.error.reason
  }
  it.each([
    ['Room 1, Room 11', null, ['1 of id-R1', '1 of id-R11']],
    ['room 1; r2', 2, ['1 of id-R1', '1 of id-R2']],
    ['Studio, sea view', 1, ['1 of id-R3']],
    ['Studio,Studio, Sea  View', 2, ['1 of id-R1 id-R2', '1 of id-R3']],
    ['Studio', 2, ['2 of id-R1 id-R2']],
    ['2 x Studio, Room 3', 3, ['2 of id-R1 id-R2', '1 of id-R3']],
  ])('%j of %s rooms is %j', (text, rooms, expected) => expect(wishes(text, rooms)).toEqual(expected))
  it.each([
    ['Room 1, Room 2', 3, 'rooms-differ'],
    ['Studio', 3, 'rooms-differ'],
    ['Penthouse, Studio', 2, 'unit-type-unmapped'],
    ['Room 12', 1, 'unit-type-unmapped'],
    ['', 1, 'unit-blank'],
    [' , ;', null, 'unit-blank'],
    ['99 x Studio', null, 'rooms-differ'],
  ])('%j of %s rooms is refused as %s', (text, rooms, reason) => expect(wishes(text, rooms)).toBe(reason))
})

describe('a list of bookings', () => {
  it('is found by its headings, whatever their case, order and the title above them', () => {
    const sheet = read([
      ['Reservations of June'],
      [],
      ['CHECK-OUT', 'Book number', 'UNIT TYPE', 'Check-in', 'Guest name(s)', 'Booked on'],
      ['2026-06-12', 1000000001, 'Room 1', '2026-06-10', 'Ana Bell', '2026-05-01'],
      [],
      ['2026-06-12', 1000000002, 'Room 2', '2026-06-10', '', '2026-05-03'],
    ])
    expect(sheet.rows).toMatchObject([
      { row: 4, reference: '1000000001', channel: 'booking.com', guest: 'Ana Bell' },
      { row: 6, reference: '1000000002', guest: null },
    ])
    expect(sheet.newest).toBe('2026-05-03')
  })

  it('is none without a reference, the days and a unit', () =>
    expect(
      readSheet(
        [
          ['reference', 'arrival', 'departure'],
          ['A1', '2026-06-10', '2026-06-12'],
        ],
        house,
      ),
    ).toEqual({
      ok: false,
      error: 'no-booking-list',
    }))

  const line = (change: Readonly<Record<string, SheetCell>>): string => {
    const cells = {
      reference: 'A1',
      channel: 'direct',
      unit: 'R1',
      arrival: '2026-06-10',
      departure: '2026-06-12',
      status: '',
      nights: '',
      ...change,
    }
    return said(read([Object.keys(cells), Object.values(cells)]))[0]!
  }
  it.each([
    [{ reference: '' }, 'reference-blank'],
    [{ reference: 'n/a' }, 'reference-blank'],
    [{ reference: '=HYPERLINK("x")' }, 'reference-unreadable'],
    [{ reference: '1.00000000123E+19' }, 'reference-unreadable'],
    [{ reference: 1e19 }, 'reference-unreadable'],
    [{ channel: '' }, 'channel-blank'],
    [{ status: 'maybe' }, 'status-unknown'],
    [{ arrival: '' }, 'date-blank'],
    [{ arrival: 'x' }, 'date-unreadable'],
    [{ departure: '2026-06-10' }, 'departure-not-after-arrival'],
    [{ departure: '2036-06-10' }, 'nights-differ'],
    [{ nights: '3' }, 'nights-differ'],
    [{ unit: 'R9' }, 'unit-unknown'],
  ])('refuses the row of %j as %s', (change, reason) => expect(line(change as never)).toBe(reason))

  it('is read without a throw, whatever stands in its cells', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constantFrom<SheetCell>(
        'A1',
        'R1',
        '2026-06-10',
        '03/04/2026',
        '13/04/2026',
        'cancelled_by_guest',
        46_183,
        '=1',
        '2 x R1',
      ),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 }), (cells) => {
        const sheet = read([[...head, 'status', 'rooms'], ...cells])
        expect(sheet.rows.length).toBeLessThanOrEqual(cells.length)
      }),
      { numRuns: 500 },
    )
  })
})

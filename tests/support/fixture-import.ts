/** A spreadsheet of bookings as the invented house takes it in: 228 rows, some of which need a person. */
import type { ImportLineView, ImportView } from '../../electron/contract/import-views.ts'
import { unitList } from './fixture-house.ts'
import { changed, page, Refusal } from './fixture-memory.ts'
import type { Desk } from './fixture-reservations.ts'

const guests = [
  'Ana Bell',
  'Bo Cole',
  'Cy Dorn',
  'Wilhelmina Charlotte von Hasselwander-Okonkwo',
  'Dara Ellis',
  'Eve Frost',
]
const dayText = (offset: number) => new Date(Date.UTC(2026, 10, 21 + offset)).toISOString().slice(0, 10)

function lineOf(at: number): ImportLineView {
  const unit = unitList[at % unitList.length]!
  return {
    key: `${at + 2}.0`,
    row: at + 2,
    verdict: 'same',
    reason: null,
    reference: String(4_100_000_000 + at * 7_919),
    guest: guests[at % guests.length]!,
    unitName: unit.name,
    arrivalDate: dayText(at % 40),
    departureDate: dayText((at % 40) + 1 + (at % 5)),
    standing: null,
    fills: [],
    warnings: [],
    acts: [],
  }
}
const here = (line: ImportLineView, days: number, unit = line.unitName ?? ''): ImportLineView['standing'] => ({
  unitName: unit,
  arrivalDate: line.arrivalDate ?? '',
  departureDate: dayText(days),
})

/** What stands at these places of the file; everything else is here already. */
const special: Readonly<Record<number, (line: ImportLineView) => Partial<ImportLineView>>> = {
  3: () => ({ verdict: 'new', acts: ['take', 'leave'], fills: ['name', 'phone'] }),
  5: () => ({ verdict: 'new', reason: 'first-free-unit', acts: ['take', 'leave'], warnings: ['phone-unread'] }),
  8: (line) => ({
    verdict: 'differs',
    reason: 'other-length',
    acts: ['take', 'file-dates', 'leave'],
    standing: here(line, 14),
  }),
  11: () => ({ verdict: 'adopts', acts: ['take', 'leave'], fills: ['name'] }),
  12: () => ({ verdict: 'adopts', reason: 'guess-confirmed', acts: ['take', 'leave'] }),
  17: (line) => ({ verdict: 'conflict', reason: 'unit-taken', acts: ['take', 'leave'], standing: here(line, 20) }),
  20: (line) => ({
    verdict: 'differs',
    reason: 'moved',
    acts: ['leave', 'move', 'take'],
    standing: here(line, 24, 'Apartment 302'),
  }),
  24: (line) => ({ verdict: 'cancelled-there', acts: ['leave', 'cancel'], standing: here(line, 28) }),
  26: () => ({ verdict: 'joins', acts: ['take', 'leave'] }),
  30: () => ({ verdict: 'refused', reason: 'date-ambiguous', unitName: null, arrivalDate: null, departureDate: null }),
  31: () => ({ verdict: 'same', acts: ['take', 'leave'], fills: ['phone', 'email'] }),
  33: () => ({ verdict: 'past' }),
  34: () => ({ verdict: 'same', reason: 'cancelled-not-here' }),
  36: () => ({ guest: null, verdict: 'new', acts: ['take', 'leave'] }),
}
const types = ['Two-Bedroom Apartment, Harbour View', 'Studio']

let asked: readonly string[] = []
function viewOf(fileName: string, said: Readonly<Record<string, readonly string[]>>): ImportView {
  const unmapped = asked.filter((type) => (said[type]?.length ?? 0) === 0)
  const lines = Array.from({ length: 228 }, (_, at) => {
    const line = lineOf(at)
    const isAsked = at % 9 === 4 && unmapped.length > 0
    if (isAsked) return { ...line, verdict: 'refused' as const, reason: 'unit-type-unmapped' as const, unitName: null }
    return at % 9 === 4 && asked.length > 0
      ? { ...line, verdict: 'new' as const, acts: ['take', 'leave'] as const }
      : { ...line, ...special[at]?.(line) }
  })
  return {
    token: 'one',
    fileName,
    lines,
    older: fileName.includes('older') ? { at: '2026-11-19T09:12:00.000Z', by: 'Omar Haddad' } : null,
    repeated: fileName.includes('again') ? { at: '2026-11-20T18:40:00.000Z', by: 'Dana' } : null,
    unmapped: unmapped.map((type) => ({ type, rows: 13 })),
  }
}

let shown = ''
export const importVerbs: Pick<Desk, 'import.read' | 'import.plan' | 'import.apply'> = {
  'import.read': ({ name }) => {
    if (name.endsWith('.png'))
      throw new Refusal(
        'not-a-spreadsheet',
        `${name} is no spreadsheet. Latchkey reads .xls, .xlsx and .csv. Nothing was changed.`,
      )
    shown = name
    asked = name.includes('types') ? types : []
    return viewOf(name, {})
  },
  'import.plan': ({ unitTypes }) => viewOf(shown, unitTypes),
  'import.apply': ({ choices }) => {
    page.setTimeout(changed, 10)
    const written = viewOf(shown, {}).lines.filter((line) => (choices[line.key] ?? line.acts[0] ?? 'leave') !== 'leave')
    return { applied: written.length, actionId: 'a-import' }
  },
}

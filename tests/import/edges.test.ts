/** The same use case from the command line and from the window. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { spreadsheets } from '../../electron/adapters/spreadsheet/spreadsheets.ts'
import type { OpenDesk } from '../../electron/composition.ts'
import { type InputOf, type OutputOf, procedures } from '../../electron/contract/procedures.ts'
import { importCommands } from '../../electron/desk/import-command.ts'
import { readWords } from '../../electron/desk/words.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import type { Result } from '../../electron/domain/result.ts'
import type { AppContext } from '../../electron/ipc/handlers/context.ts'
import { importHandlers } from '../../electron/ipc/handlers/import.ts'
import { A, B, houses, room } from '../support/houses.ts'
import { book, codeOf, dumpTables, must, type TestDesk } from '../support/test-desk.ts'
import { calendarStay, csv, exportRows, standing, workbook } from './import-desk.ts'

const { openTraining } = houses()
let house: TestDesk
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  house = openTraining()
})
const open = (): OpenDesk => ({ desk: house.desk, spreadsheets }) as Partial<OpenDesk> as OpenDesk
const put = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

describe('desk import', () => {
  const command = importCommands.import!
  const run = (...args: readonly string[]) =>
    Promise.resolve(command.run(open(), { actor: 'Dana', source: 'command' }, readWords(args, command)))

  it('answers row by row what a dry run would do and writes nothing', async () => {
    const path = put(
      'bookings.xls',
      workbook(
        exportRows([
          { ref: A, guest: 'Ana Bell' },
          { ref: B, types: 'Penthouse' },
        ]),
      ),
    )
    const before = dumpTables(house.desk)
    const answer = await run(path, '--dry-run')
    expect(answer).toEqual({
      ok: true,
      value: {
        file: 'bookings.xls',
        newest: '2026-05-01 10:00',
        older: false,
        repeated: null,
        rows: [
          {
            row: 2,
            verdict: 'new',
            reference: A,
            unit: 'R1',
            arrival: '2026-06-10',
            departure: '2026-06-12',
            reason: null,
            fills: ['name'],
            warnings: [],
          },
          {
            row: 3,
            verdict: 'refused',
            reference: B,
            unit: null,
            arrival: '2026-06-10',
            departure: '2026-06-12',
            reason: 'unit-type-unmapped',
            fills: [],
            warnings: [],
          },
        ],
        unmapped: [{ type: 'Penthouse', rows: 1 }],
        counts: { new: 1, refused: 1 },
        applied: 0,
        actionId: null,
      },
    })
    expect(dumpTables(house.desk)).toEqual(before)
  })

  it('takes the file in, as the person who ran it', async () => {
    const answer = await run(put('list.csv', csv(`${A},direct,R1,2026-06-10,2026-06-12,Ana Bell,,`)))
    expect(answer).toMatchObject({ ok: true, value: { applied: 1, actionId: expect.any(String) } })
    expect(standing(house.desk)).toEqual([`R1 2026-06-10..2026-06-12 ${A}`])
  })

  it('refuses a file that is missing, too large or no list of bookings, and writes nothing', async () => {
    const large = put('large.xls', new Uint8Array(0))
    truncateSync(large, 50_000_000)
    const refusal = async (path: string) => {
      const before = dumpTables(house.desk)
      const answer = await run(path)
      expect(dumpTables(house.desk)).toEqual(before)
      return answer.ok ? 'done' : answer.error.code
    }
    expect(await refusal(join(folder, 'nowhere.xls'))).toBe('file-missing')
    expect(await refusal(large)).toBe('file-too-large')
    expect(await refusal(put('prices.csv', Buffer.from('item,price\nsoap,3\n')))).toBe('no-booking-list')
  })
})

describe('the window', () => {
  const context = () =>
    ({ current: open, deskStaff: () => ({ id: 'staff', name: 'Yusuf' }) }) as Partial<AppContext> as AppContext
  type Name = 'import.read' | 'import.plan' | 'import.apply'
  function window() {
    const handlers = importHandlers(context()) as unknown as Record<string, (input: unknown) => Promise<never>>
    return <One extends Name>(name: One, input: InputOf<One>): Promise<Result<OutputOf<One>, Failure>> =>
      handlers[name]!(procedures[name].input.parse(input))
  }
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

  it('reads a file, maps its types by the keys of units, and writes what was chosen', async () => {
    calendarStay(house.desk, 'R2', '2026-06-10', '2026-06-12')
    const call = window()
    const rows = exportRows([
      { ref: A, types: 'Studio' },
      { ref: B, types: 'Room 3' },
    ])
    const shown = must(await call('import.read', { name: 'bookings.xls', base64: base64(workbook(rows)) }))
    expect(shown).toMatchObject({ fileName: 'bookings.xls', unmapped: [{ type: 'Studio', rows: 1 }] })
    const unitTypes = { Studio: ['R2'] }
    const planned = must(await call('import.plan', { token: shown.token, unitTypes }))
    expect(planned.lines).toMatchObject([{ verdict: 'adopts', unitName: 'Room 2' }, { verdict: 'new' }])
    const applied = must(await call('import.apply', { token: shown.token, unitTypes, choices: { '3.0': 'leave' } }))
    expect(applied).toMatchObject({ applied: 1, actionId: expect.any(String) })
    expect(standing(house.desk)).toEqual([`R2 2026-06-10..2026-06-12 ${A}`])
  })

  it('writes nothing where a booking changed after the preview, or the preview is another file’s', async () => {
    const call = window()
    const file = { name: 'bookings.xls', base64: base64(workbook(exportRows([{ ref: A }]))) }
    const first = must(await call('import.read', file))
    const { token } = must(await call('import.read', file))
    book(house.desk, B, [room(1)])
    const before = dumpTables(house.desk)
    expect(codeOf(await call('import.apply', { token, unitTypes: {}, choices: {} }))).toBe('changed-since')
    expect(codeOf(await call('import.apply', { token: first.token, unitTypes: {}, choices: {} }))).toBe('changed-since')
    expect(dumpTables(house.desk)).toEqual(before)
  })
})

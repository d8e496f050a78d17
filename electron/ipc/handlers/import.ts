/** A spreadsheet of bookings in the window. The file last read is kept here until it is taken in or another is read. */
import { randomUUID } from 'node:crypto'
import { readHouse } from '../../../db/queries/house.ts'
import type { OpenDesk } from '../../composition.ts'
import type { ImportLineView, ImportView } from '../../contract/import-views.ts'
import type { Failure } from '../../domain/failure.ts'
import { failure } from '../../domain/failure.ts'
import { lineMark } from '../../domain/import-line.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { toIso } from '../../domain/time.ts'
import {
  applyImport,
  type ImportFile,
  type PlannedImport,
  planImport,
  readImportFile,
  type UnitTypeMap,
} from '../../services/import/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk } from './context.ts'

type Shown = { readonly token: string; readonly file: ImportFile; readonly seen: ReadonlyMap<string, string> }

const gone = failure('changed-since', 'This file is not at hand any more. Choose it again. Nothing was written.')

export function importHandlers(context: AppContext): Pick<Handlers, 'import.read' | 'import.plan' | 'import.apply'> {
  let shown: Shown | null = null
  const judge = (open: OpenDesk, token: string, file: ImportFile, types: UnitTypeMap): Result<ImportView, Failure> => {
    const planned = planImport(open.desk, file, types)
    if (!planned.ok) return planned
    shown = { token, file, seen: new Map(planned.value.lines.map((line) => [line.key, lineMark(line)])) }
    return ok(viewOf(open, token, file, planned.value))
  }
  return {
    'import.read': async ({ name, base64 }) => {
      const open = context.current()
      if (open === null) return atDesk(context, () => fail(gone))
      const file = await readImportFile(open.spreadsheets, { name, bytes: Buffer.from(base64, 'base64') })
      return file.ok ? atDesk(context, (at) => judge(at, randomUUID(), file.value, {})) : file
    },
    'import.plan': async ({ token, unitTypes }) =>
      atDesk(context, (open) =>
        shown?.token === token ? judge(open, token, shown.file, unitIds(open, unitTypes)) : fail(gone),
      ),
    'import.apply': async ({ token, unitTypes, choices }) =>
      atDesk(context, (open, caller) => {
        if (shown?.token !== token) return fail(gone)
        const applied = applyImport(open.desk, caller, {
          file: shown.file,
          choices: new Map(Object.entries(choices)),
          unitTypes: unitIds(open, unitTypes),
          seen: shown.seen,
        })
        if (!applied.ok) return applied
        shown = null
        return ok({ applied: applied.value.applied, actionId: applied.value.actionId })
      }),
  }
}

const unitIds = (open: OpenDesk, types: Readonly<Record<string, readonly string[]>>): UnitTypeMap => {
  const units = readHouse(open.desk.store.read)?.units ?? []
  return Object.fromEntries(
    Object.entries(types).map(([type, keys]) => [
      type,
      units.filter((unit) => keys.includes(unit.key)).map((unit) => unit.id),
    ]),
  )
}

function viewOf(open: OpenDesk, token: string, file: ImportFile, planned: PlannedImport): ImportView {
  const names = new Map(readHouse(open.desk.store.read)?.units.map((unit) => [unit.id, unit.name]))
  const lines = planned.lines.map((line): ImportLineView => {
    const { key, row, verdict, reason, reference, guest, arrivalDate, departureDate, fills, warnings, acts } = line
    return {
      key,
      row,
      verdict,
      reason,
      reference,
      guest,
      unitName: line.unitId === null ? null : (names.get(line.unitId) ?? null),
      arrivalDate,
      departureDate,
      standing:
        line.standing === null
          ? null
          : {
              unitName: names.get(line.standing.unitId) ?? '',
              arrivalDate: line.standing.arrivalDate,
              departureDate: line.standing.departureDate,
            },
      fills,
      warnings,
      acts,
    }
  })
  const told = (record: { readonly at: number; readonly actor: string } | null) =>
    record === null ? null : { at: toIso(record.at as Parameters<typeof toIso>[0]), by: record.actor }
  return {
    token,
    fileName: file.name,
    lines,
    older: told(planned.older),
    repeated: told(planned.repeated),
    unmapped: planned.unmapped,
  }
}

/** A spreadsheet of bookings on the command line. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { readHouse } from '../../db/queries/house.ts'
import type { ImportLine } from '../domain/import-line.ts'
import { fail, ok } from '../domain/result.ts'
import { toIso } from '../domain/time.ts'
import { largestFile } from '../ports/spreadsheet.ts'
import type { Desk } from '../services/desk/index.ts'
import {
  type AppliedImport,
  applyImport,
  type PlannedImport,
  planImport,
  readImportFile,
} from '../services/import/index.ts'
import { type DeskCommand, word } from './command.ts'

export const importCommands: Readonly<Record<string, DeskCommand>> = {
  import: {
    usage: 'import FILE [--dry-run]',
    flags: ['dry-run'],
    async run({ desk, spreadsheets }, caller, words) {
      const path = word(words, 0, 'FILE')
      const bytes = readBytes(path)
      if (bytes === null) return fail({ code: 'file-missing', message: `${path} cannot be read. Nothing was changed.` })
      const file = await readImportFile(spreadsheets, { name: basename(path), bytes })
      if (!file.ok) return file
      if (words.flag('dry-run')) {
        const planned = planImport(desk, file.value)
        return planned.ok ? ok(shown(desk, file.value.name, { ...planned.value, applied: 0, actionId: null })) : planned
      }
      const applied = applyImport(desk, caller, { file: file.value })
      return applied.ok ? ok(shown(desk, file.value.name, applied.value)) : applied
    },
  },
}

/** One byte more than is taken says that the file is too large, whatever its size. */
function readBytes(path: string): Uint8Array | null {
  try {
    return statSync(path).size > largestFile ? new Uint8Array(largestFile + 1) : readFileSync(path)
  } catch {
    return null
  }
}

function shown(desk: Desk, file: string, plan: AppliedImport | (PlannedImport & { applied: 0; actionId: null })) {
  const units = readHouse(desk.store.read)?.units ?? []
  const unit = (line: ImportLine): string | null => units.find((one) => one.id === line.unitId)?.key ?? null
  return {
    file,
    newest: plan.newest,
    older: plan.older !== null,
    repeated: plan.repeated === null ? null : toIso(plan.repeated.at),
    rows: plan.lines.map((line) => ({
      row: line.row,
      verdict: line.verdict,
      reference: line.reference,
      unit: unit(line),
      arrival: line.arrivalDate,
      departure: line.departureDate,
      reason: line.reason,
      fills: line.fills,
      warnings: line.warnings,
    })),
    unmapped: plan.unmapped,
    counts: plan.counts,
    applied: plan.applied,
    actionId: plan.actionId,
  }
}

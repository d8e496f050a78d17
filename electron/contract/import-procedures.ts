/** Procedures of taking a spreadsheet of bookings in: read and judged, asked about, written. */
import { z } from 'zod'
import type { ImportedView, ImportView } from './import-views.ts'
import { procedure } from './procedure.ts'

const token = z.string().min(1).max(64)
/** Keys of the units of each type that the file names. */
const unitTypes = z.record(z.string().max(1_000), z.array(z.string().max(40)).max(200))

export const importProcedures = {
  /** Reads a file and judges it; nothing is written. */
  'import.read': procedure(
    z.object({ name: z.string().max(300), base64: z.string().max(14_000_000) }).strict(),
  ).answers<ImportView>(),
  /** Judges the same file again, with what has been said of its types of unit. */
  'import.plan': procedure(z.object({ token, unitTypes }).strict()).answers<ImportView>(),
  /** Writes what was shown last. Refused with `changed-since` where a row means something else by now. */
  'import.apply': procedure(
    z
      .object({
        token,
        unitTypes,
        choices: z.record(z.string().max(40), z.enum(['take', 'leave', 'file-dates', 'move', 'cancel'])),
      })
      .strict(),
  ).answers<ImportedView>(),
} as const

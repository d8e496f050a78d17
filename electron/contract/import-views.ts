/** A file of bookings as the window shows it before anything is written. */
import type { ImportAct, ImportReason, ImportVerdict } from '../domain/import-line.ts'
import type { ImportWarning } from '../domain/import-rows.ts'

export type { ImportAct, ImportReason, ImportVerdict, ImportWarning }

export type ImportLineView = {
  readonly key: string
  /** As the spreadsheet counts. */
  readonly row: number
  readonly verdict: ImportVerdict
  readonly reason: ImportReason | null
  readonly reference: string | null
  readonly guest: string | null
  readonly unitName: string | null
  readonly arrivalDate: string | null
  readonly departureDate: string | null
  /** What stands there now, where that differs. */
  readonly standing: {
    readonly unitName: string
    readonly arrivalDate: string
    readonly departureDate: string
  } | null
  /** What of the guest it fills in. */
  readonly fills: readonly ('name' | 'phone' | 'email')[]
  readonly warnings: readonly ImportWarning[]
  /** What may be done, the first by default. */
  readonly acts: readonly ImportAct[]
}

export type ImportView = {
  /** Names the file that the desk has read; a later one takes its place. */
  readonly token: string
  readonly fileName: string
  readonly lines: readonly ImportLineView[]
  /** A newer file, taken in then, by whom: this one only adds. */
  readonly older: { readonly at: string; readonly by: string } | null
  /** This very file was taken in then, by whom. */
  readonly repeated: { readonly at: string; readonly by: string } | null
  /** Types of unit that nobody has said the units of. */
  readonly unmapped: readonly { readonly type: string; readonly rows: number }[]
}

export type ImportedView = { readonly applied: number; readonly actionId: string | null }

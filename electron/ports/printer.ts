import type { Result } from '../domain/result.ts'

export type Paper = 'a6' | 'a4' | 'roll-80'
export type PrinterInfo = { readonly name: string; readonly label: string; readonly isDefault: boolean }
export type PrintFailure = 'printer-missing' | 'printer-failed' | 'printing-needs-window' | 'print-cancelled'

/** Paper out of the desk. The page lives in memory only and is never written to our disk. */
export type Printer = {
  readonly list: () => Promise<readonly PrinterInfo[]>
  /** Prints silently on the named printer, or with the system's dialog where `printer` is null. */
  readonly print: (job: {
    readonly html: string
    readonly paper: Paper
    readonly printer: string | null
  }) => Promise<Result<null, PrintFailure>>
  readonly toPdf: (job: { readonly html: string; readonly paper: Paper }) => Promise<Result<Uint8Array, PrintFailure>>
}

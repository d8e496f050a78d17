import type { z } from 'zod'
import type { OutputOf, ProcedureName, Procedures } from '../contract/procedures.ts'
import type { Result } from '../domain/result.ts'

/** One function a procedure: its input as the contract's schema has read it, its answer a value or a code. */
export type Handlers = {
  readonly [Name in ProcedureName]: (
    input: z.output<Procedures[Name]['input']>,
  ) => Promise<Result<OutputOf<Name>, { readonly code: string; readonly message: string }>>
}

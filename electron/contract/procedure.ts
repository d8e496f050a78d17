/** One procedure of the contract: its input is checked at run time, its answer is known by type. */
import type { z } from 'zod'

export type Procedure<Input extends z.ZodType, Output> = { readonly input: Input; readonly output?: Output }
export const procedure = <Input extends z.ZodType>(input: Input) => ({
  answers: <Output>(): Procedure<Input, Output> => ({ input }),
})

/** What a command of the desk is: its words, and what it does with them. */
import type { OpenDesk } from '../composition.ts'
import type { Result } from '../domain/result.ts'
import type { Caller } from '../services/desk/index.ts'

export type CommandFailure = { readonly code: string; readonly message: string }
export type Answer = Result<unknown, CommandFailure>

/** The words of a command line: what stands without a dash, and the options, each possibly repeated. */
export type Words = {
  readonly positionals: readonly string[]
  readonly option: (name: string) => string | null
  readonly options: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
}

export class UsageError extends Error {}

/** The word at a place, or the usage said. */
export function word(words: Words, index: number, name: string): string {
  const found = words.positionals[index]
  if (found === undefined) throw new UsageError(`${name} is missing`)
  return found
}

/** An option's value, or the usage said. */
export function required(words: Words, option: string): string {
  const value = words.option(option)
  if (value === null) throw new UsageError(`--${option} is missing`)
  return value
}

export type DeskCommand = {
  readonly usage: string
  /** Options that carry a value, and those that do not. */
  readonly values?: readonly string[]
  readonly flags?: readonly string[]
  readonly run: (open: OpenDesk, caller: Caller, words: Words) => Answer | Promise<Answer>
}

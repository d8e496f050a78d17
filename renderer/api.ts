import type { DeskBridge, DeskEventName, DeskEvents } from '../electron/contract/events.ts'
import type { InputOf, OutputOf, ProcedureName } from '../electron/contract/procedures.ts'
import type { Answer } from '../electron/contract/result.ts'

declare global {
  interface Window {
    readonly latchkey: DeskBridge
  }
}

/** A refusal of the desk: a code for the screen to act on, a sentence to show. */
export class DeskError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'DeskError'
    this.code = code
  }
}

/** Asks the desk. The only way out of the window. */
export async function call<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const answer = (await window.latchkey.invoke(name, input)) as Answer<OutputOf<Name>>
  if (answer.ok) return answer.value
  throw new DeskError(answer.error.code, answer.error.message)
}

/** Answers what stops the listening. */
export function listen<Name extends DeskEventName>(name: Name, listener: (event: DeskEvents[Name]) => void) {
  return window.latchkey.on(name, listener)
}

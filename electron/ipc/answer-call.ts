import { type ProcedureName, procedures } from '../contract/procedures.ts'
import type { Answer } from '../contract/result.ts'
import type { Logger } from '../ports/logger.ts'
import type { Handlers } from './handlers.ts'

export type Call = { readonly trusted: boolean; readonly name: unknown; readonly input: unknown }
export type AnswerOptions = {
  /** Asked at each call: the window may be there before the desk is open. */
  readonly handlers: () => Handlers | Promise<Handlers>
  readonly logger: Logger
}

/**
 * Answers one call from the window: sender, name and input are checked in this order before anything runs, and every
 * call is answered, a bug in the desk too. Logs hold the name of the procedure, never what was sent.
 */
export async function answerCall(call: Call, { handlers, logger }: AnswerOptions): Promise<Answer<unknown>> {
  // SECURITY: only the desk's own page may ask, whatever it asks for.
  if (!call.trusted) {
    logger.warn('ipc.foreign-sender')
    return refuse('foreign-sender', 'Only the window of Latchkey may ask the desk.')
  }
  const { name } = call
  // SECURITY: own keys only, so that `constructor` and its like are names nobody knows.
  if (typeof name !== 'string' || !isProcedure(name)) {
    logger.warn('ipc.unknown-procedure')
    return refuse('unknown-procedure', 'The window asked for something this desk does not know. Restart Latchkey.')
  }
  // SECURITY: what comes from the page is data until the contract's schema has read it.
  const input = procedures[name].input.safeParse(call.input)
  if (!input.success) {
    const issue = input.error.issues[0]
    const path = issue?.path.map(String).join('.') ?? ''
    logger.warn('ipc.bad-input', { procedure: name })
    const where = path === '' ? 'what was sent' : path
    return refuse('bad-input', `The desk cannot read ${where}: ${issue?.message ?? 'not valid'}. Nothing was changed.`)
  }
  return run(name, input.data, { handlers, logger })
}

async function run(name: ProcedureName, input: unknown, { handlers, logger }: AnswerOptions): Promise<Answer<unknown>> {
  try {
    const handler = (await handlers())[name] as (input: unknown) => Promise<Answer<unknown>>
    const result = await handler(input)
    // A fresh object: nothing but these fields crosses to the page.
    return result.ok
      ? { ok: true, value: result.value }
      : refuse(String(result.error.code), String(result.error.message))
  } catch (error) {
    logger.error('ipc.failed', error, { procedure: name })
    return refuse(
      'internal',
      'Latchkey could not finish this because of a fault of its own. What was saved before is kept. Try again; if it happens again, restart Latchkey.',
    )
  }
}

const isProcedure = (name: string): name is ProcedureName => Object.hasOwn(procedures, name)

const refuse = (code: string, message: string): Answer<never> => ({ ok: false, error: { code, message } })

/** The desk at another moment: what belongs to an earlier time is done then. */
import type { Instant } from '../../domain/time.ts'
import type { Caller, Desk } from '../desk/index.ts'

export const deskAt = (desk: Desk, moment: Instant): Desk => ({ ...desk, clock: { now: () => moment } })

/** The program itself, where it lays out the demo house. */
export const program: Caller = { actor: 'Latchkey', source: 'demo' }

/** An answer that cannot be no: the demo house is the same every time. */
export function sure<Value>(
  answer:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly error: { readonly code: string } },
): Value {
  if (!answer.ok) throw new Error(`the demo house cannot be laid out: ${answer.error.code}`)
  return answer.value
}

/** An access code in Seam's answers, checked: the SDK's own types are not installed (56 MB). */
import { z } from 'zod'
import type { LockFault, RemoteCode } from '../../domain/lock.ts'
import type { Pin } from '../../domain/pin.ts'
import { type Instant, parseInstant } from '../../domain/time.ts'
import { disablingWarnings, faultOfCodeWarning, faultOfErrorCode, meansFailure, removalErrors } from './seam-words.ts'

export const seamError = z.object({
  error_code: z.string().catch(''),
  is_access_code_error: z.boolean().optional().catch(undefined),
  is_device_error: z.boolean().optional().catch(undefined),
  is_connected_account_error: z.boolean().optional().catch(undefined),
})
export const seamWarning = z.object({ warning_code: z.string().catch('') })

export const seamAccessCode = z.object({
  access_code_id: z.string(),
  device_id: z.string(),
  name: z.string().nullish(),
  code: z.string().nullish(),
  status: z.string().catch('unknown'),
  starts_at: z.string().nullish(),
  ends_at: z.string().nullish(),
  is_scheduled_on_device: z.boolean().nullish().catch(null),
  errors: z.array(seamError).nullish().catch([]),
  warnings: z.array(seamWarning).nullish().catch([]),
})
export const seamPage = z.array(z.unknown())
export type SeamAccessCode = z.infer<typeof seamAccessCode>

/**
 * A code as Latchkey knows it. A time-bound code that the lock keeps scheduled stays `unset` until it starts; the
 * proof is `is_scheduled_on_device`. Errors of the device or the account, and delays, do not undo what the lock
 * holds: they only say why a pending code is late, as warnings do. A code that was changed at the lock itself is
 * still held, with the digits that Seam shows; whoever compares them repairs it.
 */
export function toRemoteCode(code: SeamAccessCode): RemoteCode {
  const { state, fault } = judge(code)
  return {
    ref: code.access_code_id,
    label: code.name ?? null,
    pin: readPin(code.code),
    startsAt: readInstant(code.starts_at),
    endsAt: readInstant(code.ends_at),
    state,
    fault,
  }
}

function judge(code: SeamAccessCode): { state: RemoteCode['state']; fault: LockFault | null } {
  const errors = code.errors ?? []
  const warnings = (code.warnings ?? []).map((warning) => warning.warning_code)
  const late = errors[0]?.error_code
  const why = late === undefined ? firstFault(warnings) : faultOfErrorCode(late)
  const own = errors
    .filter((error) => error.is_access_code_error ?? !(error.is_device_error || error.is_connected_account_error))
    .map((error) => error.error_code)
  if (code.status === 'removing' || own.some((error) => removalErrors.has(error)))
    return { state: 'removing', fault: why }
  const onLock = code.status === 'set' || code.is_scheduled_on_device === true
  const failure = own.find((error) => meansFailure(error) && !(onLock && error === 'code_modified_external_to_seam'))
  if (failure !== undefined) return { state: 'failed', fault: faultOfErrorCode(failure) }
  const disabled = warnings.find((warning) => disablingWarnings.has(warning))
  if (disabled !== undefined) return { state: 'failed', fault: faultOfCodeWarning(disabled) }
  return onLock ? { state: 'held', fault: null } : { state: 'pending', fault: why }
}

/** What the first warning that concerns us means; null where none does. */
const firstFault = (warnings: readonly string[]): LockFault | null =>
  warnings.map(faultOfCodeWarning).find((fault) => fault !== null) ?? null

export const readPin = (text: string | null | undefined): Pin | null =>
  text && /^\d+$/.test(text) ? (text as Pin) : null

export const readInstant = (text: string | null | undefined): Instant | null => (text ? parseInstant(text) : null)

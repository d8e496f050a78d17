/** Seam's words for what went wrong, in ours (https://docs.seam.co/latest, facts/locks.md section 2). */
import type { LockFault } from '../../domain/lock.ts'

/**
 * Errors of an access code and of what stands between us and its lock. A code that is not here is `transient`:
 * Seam keeps trying by itself, and adds codes without notice.
 */
const faultByErrorCode: Readonly<Record<string, LockFault>> = {
  duplicate_code_on_device: 'duplicate',
  duplicate_code_attempt_prevented: 'duplicate',
  wyze_duplicate_code_name: 'duplicate',
  wyze_potential_duplicate_code: 'duplicate',
  no_space_for_access_code_on_device: 'full',
  august_device_slots_full: 'full',
  hubitat_no_free_positions_available: 'full',
  smartthings_no_free_slots_available: 'full',
  smart_things_no_free_slots_available: 'full',
  igloohome_offline_access_code_no_variance_available: 'full',
  salto_ks_subscription_limit_exceeded: 'full',
  august_lock_invalid_code_length: 'bad-pin',
  igloohome_bridge_too_many_pending_jobs: 'busy',
  august_lock_missing_keypad: 'unsupported',
  salto_ks_user_not_subscribed: 'unsupported',
  subscription_required: 'unsupported',
  cannot_set_code_on_device: 'unsupported',
  insufficient_permissions: 'auth',
  account_disconnected: 'auth',
  invalid_credentials: 'auth',
  missing_device_credentials: 'auth',
  device_removed: 'not-found',
  device_offline: 'offline',
  device_disconnected: 'offline',
  hub_disconnected: 'offline',
  bridge_disconnected: 'offline',
  igloohome_bridge_offline: 'offline',
  august_lock_temporarily_offline: 'offline',
  ttlock_lock_not_paired_to_gateway: 'offline',
  lockly_missing_wifi_bridge: 'offline',
}

export const faultOfErrorCode = (code: string): LockFault =>
  Object.hasOwn(faultByErrorCode, code) ? faultByErrorCode[code]! : 'transient'

/** How one request failed. `reached`: whether Seam may have acted on it. */
export type CallFailure = {
  readonly fault: LockFault
  readonly reached: 'no' | 'refused' | 'perhaps'
  readonly status: number | null
  readonly retryAfterMs?: number
}

/** Thrown by our own response interceptor, because the SDK's errors drop the headers. */
export class RateLimited extends Error {
  readonly retryAfterMs: number
  constructor(retryAfterMs: number) {
    super('Seam asked us to slow down')
    this.name = 'RateLimited'
    this.retryAfterMs = retryAfterMs
  }
}

/** Codes of connections that were never made: nothing was sent, so nothing can have happened. */
const neverReached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * Judges a thrown error by what it carries rather than by its class: the SDK, axios and fetch each have their own.
 * Nothing of it is kept that could hold a request body.
 */
export function judgeFailure(error: unknown): CallFailure {
  if (error instanceof RateLimited)
    return { fault: 'quota', reached: 'refused', status: 429, retryAfterMs: error.retryAfterMs }
  const status = statusOf(error)
  if (status !== null) return judgeStatus(status, error)
  const connection = connectionCodes(error)
  if (connection.length > 0 && connection.every((code) => neverReached.has(code)))
    return { fault: 'offline', reached: 'no', status: null }
  return { fault: 'transient', reached: 'perhaps', status: null }
}

function judgeStatus(status: number, error: unknown): CallFailure {
  const type = textField(error, 'code')
  const refused = (fault: LockFault): CallFailure => ({ fault, reached: 'refused', status })
  if (status === 401 || status === 403) return refused('auth')
  if (type === 'duplicate_access_code') return refused('duplicate')
  // Only Seam's own word counts: a wrong endpoint's 404 must never read as "the code is gone".
  if (status === 404) return refused(type.endsWith('not_found') ? 'not-found' : 'transient')
  if (status === 400 || status === 422) {
    const known = faultOfErrorCode(type)
    if (known !== 'transient') return refused(known)
    return refused(concernsDigits(type, error) ? 'bad-pin' : 'unsupported')
  }
  if (status === 408 || status >= 500 || status < 400) return { fault: 'transient', reached: 'perhaps', status }
  return refused('transient')
}

/** True for a refusal of the digits themselves: the field `code` failed validation, or the error's type names it. */
function concernsDigits(type: string, error: unknown): boolean {
  if (/(invalid|weak|length|disallowed).*code|code.*(invalid|length|constraint)/.test(type)) return true
  const fields = error as { getValidationErrorMessages?: (name: string) => readonly string[] }
  return (fields.getValidationErrorMessages?.('code').length ?? 0) > 0
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null
  const { statusCode, response } = error as { statusCode?: unknown; response?: { status?: unknown } }
  const status = statusCode ?? response?.status
  return typeof status === 'number' ? status : null
}

/** System codes at the roots of an error: fetch wraps them as causes, and one a tried address in an aggregate. */
function connectionCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return []
  const { cause, errors } = error as { cause?: unknown; errors?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap((one) => connectionCodes(one, depth + 1))
  const below = connectionCodes(cause, depth + 1)
  const own = textField(error, 'code')
  return below.length > 0 ? below : own === '' ? [] : [own]
}

function textField(error: unknown, name: string): string {
  const value = (error as Record<string, unknown> | null)?.[name]
  return typeof value === 'string' ? value : ''
}

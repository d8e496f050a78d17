/** How a request to Seam failed: the fault, and whether Seam may have acted on it. */
import type { LockFault } from '../../domain/lock.ts'
import { faultOfErrorCode } from './seam-words.ts'

/** How one request failed. `reached`: whether Seam may have acted on it. */
export type CallFailure = {
  readonly fault: LockFault
  readonly reached: 'no' | 'refused' | 'perhaps'
  readonly status: number | null
  readonly retryAfterMs?: number
}

/** The outcome of a write that failed so: unknown where Seam may have acted on it. */
export const notDone = ({ fault, reached }: CallFailure) =>
  reached === 'perhaps' ? ({ state: 'unknown', fault } as const) : ({ state: 'rejected', fault } as const)

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

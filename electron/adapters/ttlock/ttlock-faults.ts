/** TTLock's words for what went wrong, in ours (https://euopen.ttlock.com errorCode page, facts/locks.md section 1). */
import type { LockFault } from '../../domain/lock.ts'

/** How one call failed. `reached`: never sent, refused with nothing done, or perhaps carried out. */
export type CallFailure = {
  readonly fault: LockFault
  readonly reached: 'no' | 'refused' | 'perhaps'
  /** TTLock's number; null where no answer of TTLock's was read. */
  readonly errcode: number | null
  readonly retryAfterMs?: number
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: CallFailure }

export const answered = <Value>(value: Value): Answer<Value> => ({ ok: true, value })
export const failed = (failure: CallFailure): { readonly ok: false; readonly failure: CallFailure } => ({
  ok: false,
  failure,
})

export const errcodes = {
  passcodeGone: -2009,
  windowUsedUp: -1026,
  wrongRegion: 30008,
} as const

/** The token of this call is not, or no longer, good. */
const tokenErrcodes: ReadonlySet<number> = new Set([10003, 10004, 10011])
export const concernsToken = (failure: CallFailure): boolean =>
  failure.errcode !== null && tokenErrcodes.has(failure.errcode)

/** Errors that TTLock answers before it does anything. */
const refusals: Readonly<Record<number, LockFault>> = {
  // The account, the app, the token, the region.
  10000: 'auth',
  10001: 'auth',
  10003: 'auth',
  10004: 'auth',
  10007: 'auth',
  10011: 'auth',
  20002: 'auth',
  30001: 'auth',
  30005: 'auth',
  [errcodes.wrongRegion]: 'auth',
  '-2018': 'auth',
  // What was asked, or what this lock cannot do; the last ones are a frozen lock, one in power-saving mode, and one
  // whose remote unlocking is switched off in the app.
  80002: 'unsupported',
  '-3': 'unsupported',
  '-1007': 'unsupported',
  '-3008': 'unsupported',
  '-4043': 'unsupported',
  '-2025': 'unsupported',
  '-3035': 'unsupported',
  '-3046': 'unsupported',
  '-1003': 'not-found',
  [errcodes.passcodeGone]: 'not-found',
  '-3007': 'duplicate',
  [errcodes.windowUsedUp]: 'duplicate',
  '-3009': 'full',
  '-4056': 'full',
  '-3006': 'bad-pin',
  '-2032': 'bad-pin',
  '-3003': 'busy',
  '-3037': 'busy',
  '-2012': 'offline',
  '-3002': 'offline',
  '-3034': 'offline',
  '-3036': 'offline',
  '-4037': 'offline',
  80000: 'clock',
  30006: 'quota',
  30007: 'quota',
}

/** 30006 is a rate, 30007 the month's quota: it ends with the month, or when a person buys more. */
const retryAfterMs: Readonly<Record<number, number>> = { 30006: 60_000, 30007: 3_600_000 }

/** 1, 90000 and what is not in the table: TTLock does not say whether the lock got it. */
export function judgeErrcode(errcode: number): CallFailure {
  const fault = Object.hasOwn(refusals, errcode) ? refusals[errcode]! : null
  if (fault === null) return { fault: 'transient', reached: 'perhaps', errcode }
  const wait = retryAfterMs[errcode]
  return { fault, reached: 'refused', errcode, ...(wait === undefined ? {} : { retryAfterMs: wait }) }
}

/** Any status but 200 comes from something in front of TTLock, whose own errors are all 200. */
export function judgeStatus(status: number): CallFailure {
  if (status === 429) return { fault: 'quota', reached: 'refused', errcode: null, retryAfterMs: 60_000 }
  if (status >= 400 && status < 500 && status !== 408) return { fault: 'transient', reached: 'refused', errcode: null }
  return { fault: 'transient', reached: 'perhaps', errcode: null }
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

/** A call without an answer. Nothing of the error is kept: it could hold what was sent. */
export function judgeConnection(error: unknown): CallFailure {
  const codes = connectionCodes(error)
  if (codes.length > 0 && codes.every((code) => neverReached.has(code)))
    return { fault: 'offline', reached: 'no', errcode: null }
  return { fault: 'transient', reached: 'perhaps', errcode: null }
}

/** System codes at the roots of an error: fetch wraps them as causes, and one a tried address in an aggregate. */
function connectionCodes(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return []
  const { cause, errors, code } = error as { cause?: unknown; errors?: unknown; code?: unknown }
  if (Array.isArray(errors) && errors.length > 0) return errors.flatMap((one) => connectionCodes(one, depth + 1))
  const below = connectionCodes(cause, depth + 1)
  if (below.length > 0) return below
  return typeof code === 'string' ? [code] : []
}

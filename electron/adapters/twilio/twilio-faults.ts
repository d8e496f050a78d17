/** Errors of the SDK, of axios and of fetch as the port's faults (facts/twilio.md section 3). */
import { fail, ok } from '../../domain/result.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Asked, GatewayFault } from '../../ports/message-gateway.ts'
import { ForeignHost } from './vendor-address.ts'

/** Thrown by our own client, because the SDK's errors drop the headers. */
export class RateLimited extends Error {
  readonly retryAfterMs: number | null
  constructor(retryAfterMs: number | null) {
    super('Twilio asked us to slow down')
    this.name = 'RateLimited'
    this.retryAfterMs = retryAfterMs
  }
}
/** Thrown where an answer is not what the interface says; `what` names the call. */
export class UnreadableAnswer extends Error {
  constructor(what: string) {
    super(`unreadable answer: ${what}`)
    this.name = 'UnreadableAnswer'
  }
}
/** Thrown to end a call with a fault that is already known. */
export class Faulted extends Error {
  readonly fault: GatewayFault
  constructor(fault: GatewayFault) {
    super(fault.kind)
    this.name = 'Faulted'
    this.fault = fault
  }
}

/** What Twilio said no with; null for every other error. */
export type Refused = { readonly status: number; readonly code: number | null; readonly message: string }

export function refusedBy(error: unknown): Refused | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null
  // An error of axios knows a status too, once it has an answer; ours are let through to the SDK, which has codes.
  const code = 'code' in error && typeof error.code === 'number' && error.code > 0 ? error.code : null
  return { status: error.status, code, message: String(error.message) }
}

const pairTaken = 50416
const pairTakenInBulk = 50425
const groupTaken = 50438
export const nameTaken = 50353
export const alreadyMember: ReadonlySet<number> = new Set([50433, 50437])
const conversationClosed = 50377
const groupNotMade = 50427
const credentialsRefused: ReadonlySet<number> = new Set([20003, 20005, 20006, 20008])

/** True where a pair or a group is in use by another conversation. */
export const isTaken = (code: number | null): boolean =>
  code === pairTaken || code === pairTakenInBulk || code === groupTaken

/** The conversation a refusal names. */
export const sidIn = (message: string): string | null => /CH[0-9a-f]{32}/i.exec(message)?.[0] ?? null

export function judgeRefusal({ status, code, message }: Refused): GatewayFault {
  if (status === 429 || code === 20429 || code === groupNotMade) return { kind: 'busy', retryAfterMs: null }
  if (status >= 500 || status === 408) return { kind: 'outcome-unknown' }
  if (status === 401 || (code !== null && credentialsRefused.has(code))) return { kind: 'credentials' }
  // Without Twilio's code it is not Twilio who answered, and a stranger's 404 must not read as "it is gone".
  if (code === null) return { kind: 'outcome-unknown' }
  if (isTaken(code)) return { kind: 'taken', sid: sidIn(message) }
  if (code === conversationClosed) return { kind: 'closed' }
  if (status === 404) return { kind: 'missing' }
  return { kind: 'refused', code }
}

/** No connection was made, so nothing was sent: addresses, routes, and a host that cannot prove who it is. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_.+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.+|ERR_TLS_CERT_ALTNAME_INVALID)$/

/** Judges a thrown error. Nothing of it is kept: an error of axios holds the credentials. */
function judgeError(error: unknown): GatewayFault {
  if (error instanceof Faulted) return error.fault
  if (error instanceof RateLimited) return { kind: 'busy', retryAfterMs: error.retryAfterMs }
  if (error instanceof ForeignHost) return { kind: 'refused', code: 0 }
  const refused = refusedBy(error)
  if (refused !== null) return judgeRefusal(refused)
  return neverConnected.test(systemCode(error)) ? { kind: 'unreachable' } : { kind: 'outcome-unknown' }
}

/** fetch wraps the system's error as its cause. */
function systemCode(error: unknown): string {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } }
  return String(cause?.code ?? code ?? '')
}

/** Ours, and what the SDK runs into where an answer has another form; fetch wraps failed connections in such errors too. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof UnreadableAnswer ||
  error instanceof SyntaxError ||
  (error instanceof TypeError && error.cause === undefined)

/** Runs one call and answers its value or its fault; only what a developer must see is logged, and no text of it. */
export async function asked<Value>(logger: Logger, what: string, call: () => Promise<Value>): Asked<Value> {
  try {
    return ok(await call())
  } catch (error) {
    if (error instanceof ForeignHost) logger.warn('twilio-foreign-host-refused', { call: what, host: error.host })
    if (isUnreadable(error)) logger.warn('twilio-answer-unreadable', { call: what })
    return fail(judgeError(error))
  }
}

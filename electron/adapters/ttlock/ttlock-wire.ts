import { type Instant, parseInstant } from '../../domain/time.ts'
import type { CallMeter } from '../../ports/call-meter.ts'
import type { Clock } from '../../ports/clock.ts'
import { type Answer, answered, failed, judgeConnection, judgeErrcode, judgeStatus } from './ttlock-faults.ts'

export type Region = 'eu' | 'cn'
export type Fields = Readonly<Record<string, string | number>>

/** The two houses of the Open Platform: mainland China, and everybody else. An account lives in one of them. */
const hosts: Readonly<Record<Region, string>> = { eu: 'https://euapi.ttlock.com', cn: 'https://cnapi.ttlock.com' }

/** One form sent to TTLock and its answer read, without tokens. */
export type Wire = {
  readonly post: (path: string, fields: Fields, timeoutMs: number) => Promise<Answer<unknown>>
  /** Milliseconds by which this computer's clock is ahead of TTLock's, by its last answer; null before one. */
  readonly clockAheadMs: () => number | null
}

export function ttlockWire(options: {
  readonly region: Region
  /** Takes the place of scheme, host and port in every request; null for TTLock itself. */
  readonly endpoint: string | null
  readonly meter: CallMeter
  readonly clock: Clock
}): Wire {
  const origin = options.endpoint ?? hosts[options.region]
  let clockAheadMs: number | null = null
  return {
    clockAheadMs: () => clockAheadMs,
    async post(path, fields, timeoutMs) {
      options.meter.count()
      const sentAt = options.clock.now()
      try {
        const response = await fetch(new URL(path, origin), {
          method: 'POST',
          // Always a form: in an address the token and the digits would end in the logs of every server between.
          body: formOf(fields),
          // A kept connection that the server closes meanwhile would turn a call never made into an unknown one.
          headers: { connection: 'close' },
          // SECURITY: a redirect would carry digits and tokens to a host nobody configured.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        const at = readHttpDate(response.headers.get('date'))
        if (at !== null) clockAheadMs = aheadBy(sentAt, options.clock.now(), at)
        return readAnswer(response.status, await response.text())
      } catch (error) {
        return failed(judgeConnection(error))
      }
    },
  }
}

function formOf(fields: Fields): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value))
  return form
}

/** Errors come as HTTP 200 with an `errcode` that is not 0; a success may have none. */
function readAnswer(status: number, text: string): Answer<unknown> {
  if (status !== 200) return failed(judgeStatus(status))
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    // Not TTLock's: a page of a hotel's or a provider's login, say. Whether the call went through is not known.
    return failed({ fault: 'transient', reached: 'perhaps', errcode: null })
  }
  const errcode = Number((body as { errcode?: unknown } | null)?.errcode ?? 0)
  return errcode === 0 ? answered(body) : failed(judgeErrcode(errcode))
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Reads an HTTP date (RFC 9110), `Sun, 06 Nov 1994 08:49:37 GMT`; null for anything else. */
export function readHttpDate(text: string | null): Instant | null {
  const parts = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(text ?? '')
  if (parts === null) return null
  const month = String(months.indexOf(parts[2]!) + 1).padStart(2, '0')
  return parseInstant(`${parts[3]}-${month}-${parts[1]}T${parts[4]}Z`)
}

/** The vendor's time is cut to the second and lies between sending and receiving: only what is outside is a difference. */
function aheadBy(sentAt: Instant, receivedAt: Instant, vendorAt: Instant): number {
  const latest = vendorAt + 999
  if (sentAt > latest) return sentAt - latest
  return receivedAt < vendorAt ? receivedAt - vendorAt : 0
}

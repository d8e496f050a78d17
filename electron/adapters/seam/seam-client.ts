import { SeamHttp } from '@seamapi/http'
import { RateLimited } from './seam-faults.ts'

export type SeamClientOptions = {
  /** A secret: never logged. */
  readonly apiKey: string
  /** Takes the place of Seam's address in every request; null for Seam itself. */
  readonly endpoint: string | null
  readonly timeoutMs: number
  /** Hears the `Date` header of every answer. */
  readonly heardDate?: (header: unknown) => void
}

const seamEndpoint = 'https://connect.getseam.com'
/** Seam's limits count by the minute, so a refusal without a hint waits for the next one. */
const defaultRetryAfterMs = 60_000

/**
 * The official SDK with its defaults corrected (facts/locks.md section 2): it has no time limit, and sends a create
 * again when the connection breaks after the server got it. Repeating is the reconciler's business, after a look.
 */
export function seamClient(options: SeamClientOptions): SeamHttp {
  const seam = new SeamHttp({
    apiKey: options.apiKey,
    // Always given, so that an environment variable of the SDK's cannot send our key elsewhere.
    endpoint: options.endpoint ?? seamEndpoint,
    axiosOptions: {
      timeout: options.timeoutMs,
      // SECURITY: a redirect would carry PINs to a host nobody configured.
      maxRedirects: 0,
      // 429 passes here, to be thrown below with its headers.
      validateStatus: (status: number) => (status >= 200 && status < 300) || status === 429,
    },
    axiosRetryOptions: { retries: 0 },
  })
  // Seam takes POST for every route, as its Python SDK sends it; its fake takes nothing else for updates.
  seam.client.interceptors.request.use((config) => {
    if (/^(put|patch)$/i.test(config.method ?? '')) config.method = 'post'
    return config
  })
  seam.client.interceptors.response.use((response) => {
    options.heardDate?.(response.headers.date)
    if (response.status === 429) throw new RateLimited(retryAfterMs(response.headers['retry-after']))
    return response
  })
  return seam
}

/** Reads Retry-After in seconds; Seam sends no dates in it. */
function retryAfterMs(header: unknown): number {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : defaultRetryAfterMs
}

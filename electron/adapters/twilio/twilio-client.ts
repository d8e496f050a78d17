/** The official SDK with its defaults corrected (facts/twilio.md section 3): its own addresses, no retries, no debug log. */
import type { Twilio } from 'twilio'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import { RateLimited } from './twilio-faults.ts'
import type { VendorAddress } from './vendor-address.ts'

export type ClientOptions = {
  readonly accountSid: string
  /** A secret: never logged. */
  readonly authToken: string
  readonly address: VendorAddress
  readonly timeoutMs: number
}

/** The SDK is large, so it is loaded at the first request. */
export function lazyTwilio(options: ClientOptions): () => Promise<Twilio> {
  let client: Promise<Twilio> | null = null
  return () => {
    client ??= loadTwilio(options)
    return client
  }
}

async function loadTwilio({ accountSid, authToken, address, timeoutMs }: ClientOptions): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  class CheckedClient extends twilio.RequestClient {
    override async request<Data>(order: RequestClient.RequestOptions<Data>) {
      const response = await super.request<Data>({
        ...order,
        uri: address.withCredentials(order.uri),
        // SECURITY: a redirect would carry the credentials to a host nobody checked.
        allowRedirects: false,
      })
      // The SDK's own error drops the headers.
      if (response.statusCode === 429) throw new RateLimited(retryAfterMs(response.headers))
      return response
    }
  }
  return twilio(accountSid, authToken, {
    accountSid,
    httpClient: new CheckedClient({ timeout: timeoutMs }),
    // Given, so that variables of the environment do not move requests to other hosts.
    edge: '',
    region: '',
    autoRetry: false,
  })
}

/** Retry-After in seconds; null where there is none or it is something else. */
export function retryAfterMs(headers: unknown): number | null {
  const given = (headers as Readonly<Record<string, unknown>> | undefined)?.['retry-after']
  const seconds = given === undefined || given === null ? Number.NaN : Number(given)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1_000) : null
}

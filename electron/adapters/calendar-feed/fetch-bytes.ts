import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { createGunzip, createInflate } from 'node:zlib'
import type { FeedFailure } from '../../domain/calendar-event.ts'
import type { FeedRequest } from '../../ports/calendar-feed.ts'
import type { ResolvedAddress, ResolveHost } from './address.ts'

export type FetchLimits = {
  /** Milliseconds for everything: names, all redirects, the whole body. */
  readonly timeLimitMs: number
  /** Bytes of the body, as sent and as unpacked. */
  readonly sizeLimitBytes: number
  readonly resolve: ResolveHost
  readonly isPrivateAddress: (address: string) => boolean
}

export type Fetched =
  | { readonly state: 'failed'; readonly reason: FeedFailure; readonly status: number | null }
  | { readonly state: 'unchanged' }
  | {
      readonly state: 'body'
      readonly bytes: Uint8Array
      /** The connection broke before the announced end. */
      readonly cut: boolean
      readonly status: number
      readonly etag: string | null
      readonly lastModified: string | null
    }

const mostRedirects = 5
const failed = (reason: FeedFailure, status: number | null = null): Fetched => ({ state: 'failed', reason, status })

/**
 * Gets a feed's bytes. Every hop's address is looked up once, judged, and that very address is connected to, so a
 * name that answers differently the second time gains nothing.
 */
export async function fetchBytes(feed: FeedRequest, limits: FetchLimits): Promise<Fetched> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), limits.timeLimitMs)
  const late = new Promise<Fetched>((resolve) =>
    limit.signal.addEventListener('abort', () => resolve(failed('timeout'))),
  )
  try {
    return await Promise.race([late, followHops(feed, limits, limit.signal)])
  } finally {
    clearTimeout(timer)
    limit.abort()
  }
}

async function followHops(feed: FeedRequest, limits: FetchLimits, signal: AbortSignal): Promise<Fetched> {
  let url = parseUrl(feed.url)
  for (let hop = 0; ; hop++) {
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return failed('not-http')
    const addresses = await limits.resolve(url.hostname).catch(() => [])
    if (addresses.length === 0) return failed('unreachable')
    // SECURITY: a feed address is typed in by people and redirected by servers; neither may reach into the house's network.
    if (!feed.allowPrivate && addresses.some(({ address }) => limits.isPrivateAddress(address)))
      return failed('private-address')
    const response = await open(url, addresses, feed, signal)
    if (response === null) return failed(signal.aborted ? 'timeout' : 'unreachable')
    const status = response.statusCode ?? 0
    const isRedirect = [301, 302, 303, 307, 308].includes(status) && response.headers.location !== undefined
    if (isRedirect && hop < mostRedirects) {
      response.destroy()
      url = parseUrl(response.headers.location!, url)
      continue
    }
    if (status === 304 && (feed.etag !== null || feed.lastModified !== null)) {
      response.destroy()
      return { state: 'unchanged' }
    }
    if (status < 200 || status > 299) {
      response.destroy()
      return failed('http-status', status)
    }
    const body = await readBody(response, limits.sizeLimitBytes)
    if (signal.aborted) return failed('timeout', status)
    if (body === 'too-large') return failed('too-large', status)
    return {
      state: 'body',
      ...body,
      status,
      etag: response.headers.etag ?? null,
      lastModified: response.headers['last-modified'] ?? null,
    }
  }
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null
}

/** Sends the request to the addresses already judged; null where no answer came. */
function open(
  url: URL,
  addresses: readonly ResolvedAddress[],
  feed: FeedRequest,
  signal: AbortSignal,
): Promise<IncomingMessage | null> {
  const lookup: LookupFunction = (_hostname, options, callback) => {
    if (options.all) callback(null, [...addresses])
    else callback(null, addresses[0]!.address, addresses[0]!.family)
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const request = send(url, {
      lookup,
      signal,
      // No connection is kept: feeds are asked every quarter of an hour, and each asking is judged anew.
      agent: false,
      headers: {
        accept: 'text/calendar, */*;q=0.1',
        'accept-encoding': 'gzip, deflate',
        'user-agent': 'Latchkey',
        ...(feed.etag === null ? {} : { 'if-none-match': feed.etag }),
        ...(feed.lastModified === null ? {} : { 'if-modified-since': feed.lastModified }),
      },
    })
    request.on('response', resolve)
    request.on('error', () => resolve(null))
    request.end()
  })
}

/** Reads and unpacks a body, giving up as soon as either form is over the limit. */
function readBody(
  response: IncomingMessage,
  sizeLimit: number,
): Promise<{ bytes: Uint8Array; cut: boolean } | 'too-large'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let packed = 0
    let unpacked = 0
    const encoding = response.headers['content-encoding']?.trim().toLowerCase()
    const unpack =
      encoding === 'gzip' || encoding === 'x-gzip' ? createGunzip() : encoding === 'deflate' ? createInflate() : null
    const finish = (cut: boolean) => {
      response.destroy()
      unpack?.destroy()
      resolve({ bytes: Buffer.concat(chunks), cut })
    }
    const giveUp = () => {
      response.destroy()
      unpack?.destroy()
      resolve('too-large')
    }
    response.on('data', (chunk: Buffer) => {
      packed += chunk.length
      if (packed > sizeLimit) giveUp()
    })
    response.on('error', () => finish(true))
    response.on('close', () => {
      if (!response.complete) finish(true)
    })
    const source = unpack === null ? response : response.pipe(unpack)
    source.on('data', (chunk: Buffer) => {
      unpacked += chunk.length
      if (unpacked > sizeLimit) giveUp()
      else chunks.push(chunk)
    })
    source.on('end', () => finish(false))
    if (unpack !== null) unpack.on('error', () => finish(true))
  })
}

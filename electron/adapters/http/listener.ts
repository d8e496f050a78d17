/**
 * The desk's only open port: 127.0.0.1, reached through the tunnel. It guards sizes, times and rate, and hands raw bytes
 * on; what a request means is decided behind it. Paths nobody serves are a bare 404.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Lane, Rejection, WebAnswer, WebRequest } from '../../ports/listener.ts'
import type { Logger } from '../../ports/logger.ts'
import { createComing, expectedBytes, letRunOut, readBody, usualBodyBytes } from './request-body.ts'
import { tokenBucket } from './token-bucket.ts'

export type ListenerOptions = {
  /** 0 takes a free one. */
  readonly port: number
  readonly receive: (request: WebRequest) => Promise<WebAnswer>
  readonly reject: (why: Rejection) => void
  readonly logger: Logger
  readonly maxBodyBytes?: number
  readonly perSecond?: number
  readonly burst?: number
  /** The first that serves a target decides; all others share the limits above. */
  readonly lanes?: readonly Lane[]
}
export type Listener = {
  readonly port: number
  /** Takes no new request, lets those under way end (5 s at most), and shuts. */
  readonly close: () => Promise<void>
}

/** Far above what Twilio sends to one house, far below what would keep this computer from its work. */
const usualRate = { perSecond: 1_000, burst: 3_000 }
const drainMs = 5_000
/** A body of this size comes in within seconds even over a slow line; only a larger one may take its lane's time. */
const bodyMs = 10_000
/** The longest that any lane may wait for a body. */
const longestBodyMs = 180_000
/** More than the largest photos of a phone: what is longer is cut off. */
const mostLetRunOut = 64 * 1024 * 1024

/** Rejects where the port is taken. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { perSecond = usualRate.perSecond, burst = usualRate.burst, maxBodyBytes = usualBodyBytes } = options
  const common: Lane = {
    serves: () => true,
    perSecond,
    burst,
    maxBodyBytes: () => maxBodyBytes,
    patienceMs: bodyMs,
    mostAtOnce: Number.POSITIVE_INFINITY,
    mostBytesAtOnce: Number.POSITIVE_INFINITY,
  }
  const lanes = [...(options.lanes ?? []), common].map((lane) => ({
    lane,
    bucket: tokenBucket({ perSecond: lane.perSecond, burst: lane.burst, now: () => performance.now() }),
    coming: createComing(lane),
  }))
  let closing = false

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = request.url ?? ''
    const { lane, bucket, coming } = lanes.find((one) => one.lane.serves(target))!
    if (!bucket.take()) {
      options.reject('rate')
      return answer(request, response, { status: 429 })
    }
    const limit = lane.maxBodyBytes(request.method ?? '', target)
    const end = coming.begin(expectedBytes(request, limit))
    if (end === null) {
      options.reject('rate')
      return answer(request, response, { status: 503, headers: { 'retry-after': '10' } })
    }
    const slow = setTimeout(() => request.destroy(), limit > usualBodyBytes ? lane.patienceMs : bodyMs)
    const body = await bodyOrAnswer(request, limit, lane).finally(() => {
      clearTimeout(slow)
      end()
    })
    const given = Buffer.isBuffer(body) ? await options.receive(toWebRequest(request, body)) : body
    answer(request, response, given)
  }
  /** The whole body, or what is said to one that is too large. */
  const bodyOrAnswer = async (request: IncomingMessage, limit: number, lane: Lane): Promise<Buffer | WebAnswer> => {
    const body = await readBody(request, limit)
    if (body !== null) return body
    options.reject('size')
    const said = lane.tooLarge?.(request.method ?? '', request.url ?? '') ?? null
    return said !== null && (await letRunOut(request, mostLetRunOut)) ? said : { status: 413 }
  }
  const answer = (request: IncomingMessage, response: ServerResponse, given: WebAnswer): void => {
    if (response.destroyed) return
    const body = given.body ?? ''
    response.writeHead(given.status, {
      ...given.headers,
      ...(given.contentType === undefined ? {} : { 'content-type': given.contentType }),
      'content-length': Buffer.byteLength(body),
      // What was not read to its end cannot be followed by another request; a desk that closes takes none.
      ...(closing || !request.complete ? { connection: 'close' } : {}),
    })
    response.end(body)
  }

  const server = createServer(
    // SECURITY: nobody holds a connection open by sending slowly.
    {
      requestTimeout: longestBodyMs,
      headersTimeout: 10_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        // A caller that hung up is no fault of ours; anything else is a bug, and is not acknowledged.
        if (request.destroyed && !request.complete) return
        options.logger.error('listener.failed', error)
        if (!response.headersSent) answer(request, response, { status: 500 })
      })
    },
  )
  server.maxConnections = 512
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true
        const patience = setTimeout(() => server.closeAllConnections(), drainMs)
        server.close(() => {
          clearTimeout(patience)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

const toWebRequest = (request: IncomingMessage, body: Buffer): WebRequest => {
  const header = (name: string): string | null => {
    const given = request.headers[name]
    return typeof given === 'string' ? given : null
  }
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    contentType: header('content-type') ?? '',
    signature: header('x-twilio-signature'),
    browser: {
      acceptLanguage: header('accept-language'),
      origin: header('origin'),
      fetchSite: header('sec-fetch-site'),
      // SECURITY: a proxy adds the far end last; what stands before it anybody may have written.
      address: header('x-forwarded-for')?.split(',').at(-1)?.trim() || null,
    },
    body,
  }
}

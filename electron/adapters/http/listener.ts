/**
 * The desk's only open port: 127.0.0.1, reached through the tunnel. It guards sizes, times and rate, and hands raw bytes
 * on; what a request means is decided behind it. Paths nobody serves are a bare 404.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { performance } from 'node:perf_hooks'
import type { Rejection, WebAnswer, WebRequest } from '../../ports/listener.ts'
import type { Logger } from '../../ports/logger.ts'
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
}
export type Listener = {
  readonly port: number
  /** Takes no new request, lets those under way end (5 s at most), and shuts. */
  readonly close: () => Promise<void>
}

const bodyLimit = 64 * 1024
/** Far above what Twilio sends to one house, far below what would keep this computer from its work. */
const usualRate = { perSecond: 1_000, burst: 3_000 }
const drainMs = 5_000

/** Rejects where the port is taken. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { perSecond = usualRate.perSecond, burst = usualRate.burst, maxBodyBytes = bodyLimit } = options
  const bucket = tokenBucket({ perSecond, burst, now: () => performance.now() })
  let closing = false

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!bucket.take()) {
      options.reject('rate')
      return answer(request, response, { status: 429 })
    }
    const body = await readBody(request, maxBodyBytes)
    if (body === null) {
      options.reject('size')
      return answer(request, response, { status: 413 })
    }
    answer(request, response, await options.receive(toWebRequest(request, body)))
  }
  const answer = (request: IncomingMessage, response: ServerResponse, given: WebAnswer): void => {
    if (response.destroyed) return
    const body = given.body ?? ''
    response.writeHead(given.status, {
      ...(given.contentType === undefined ? {} : { 'content-type': given.contentType }),
      'content-length': Buffer.byteLength(body),
      // What was not read to its end cannot be followed by another request; a desk that closes takes none.
      ...(closing || !request.complete ? { connection: 'close' } : {}),
    })
    response.end(body)
  }

  const server = createServer(
    // SECURITY: nobody holds a connection open by sending slowly.
    { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 2_000 },
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

/** Null where it is over the limit, whether it says so or not. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

const toWebRequest = (request: IncomingMessage, body: Buffer): WebRequest => {
  const signature = request.headers['x-twilio-signature']
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    contentType: request.headers['content-type'] ?? '',
    signature: typeof signature === 'string' ? signature : null,
    body,
  }
}

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ProxyBehaviour = {
  /** Milliseconds before a request is passed on. */
  readonly latencyMs: number
  /** Passes the request on, lets the server answer, and breaks the connection instead of handing the answer back. */
  readonly dropReply: boolean
  /** Answers itself instead of the server, e.g. `{ status: 429, headers: { 'retry-after': '7' } }`. */
  readonly answer: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  } | null
  /** Takes the request and never answers. */
  readonly hang: boolean
  /** Only requests whose path matches are treated so; the others pass. */
  readonly only: RegExp | null
}

export type SlowProxy = {
  /** Give this in place of the server's own base URL. */
  readonly url: string
  /** Method and path of everything that arrived, in order. */
  readonly requests: readonly { readonly method: string; readonly path: string }[]
  readonly set: (behaviour: Partial<ProxyBehaviour>) => void
  /** Back to passing everything through. */
  readonly reset: () => void
  /** Cuts the network: open connections break, new ones are refused. */
  readonly cut: () => Promise<void>
  /** Mends it, at the same address. */
  readonly mend: () => Promise<void>
  readonly stop: () => Promise<void>
}

const passing: ProxyBehaviour = { latencyMs: 0, dropReply: false, answer: null, hang: false, only: null }

/** A bad network on loopback in front of an HTTP server; what it does can be changed at any time. */
export async function startSlowProxy(target: string): Promise<SlowProxy> {
  let behaviour = passing
  const requests: { method: string; path: string }[] = []
  let port = 0
  let server: ReturnType<typeof createServer> | null = null

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/'
    requests.push({ method: incoming.method ?? '', path })
    const now = behaviour.only === null || behaviour.only.test(path) ? behaviour : passing
    const body = await readAll(incoming)
    if (now.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, now.latencyMs))
    if (now.hang) return
    if (now.answer !== null) {
      outgoing.writeHead(now.answer.status, now.answer.headers).end(now.answer.body ?? '')
      return
    }
    const answer = await forward(new URL(path, target), incoming, body)
    if (now.dropReply || answer === null) {
      outgoing.destroy()
      return
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const mend = async () => {
    if (server !== null) return
    const next = createServer((incoming, outgoing) => {
      handle(incoming, outgoing).catch(() => outgoing.destroy())
    })
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject)
      next.listen(port, '127.0.0.1', resolve)
    })
    port = (next.address() as AddressInfo).port
    server = next
  }
  const cut = async () => {
    const old = server
    server = null
    if (old === null) return
    const closed = new Promise<void>((resolve) => old.close(() => resolve()))
    old.closeAllConnections()
    await closed
    // The other end learns of a broken connection a moment later; until then it would send into it.
    await new Promise((resolve) => setTimeout(resolve, 15))
  }

  await mend()
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    set: (change) => {
      behaviour = { ...behaviour, ...change }
    },
    reset: () => {
      behaviour = passing
    },
    cut,
    mend,
    stop: cut,
  }
}

type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }

/** Sends a request on, without keeping the connection; null where the server broke it. */
function forward(url: URL, incoming: IncomingMessage, body: Buffer): Promise<Answer | null> {
  return new Promise((resolve) => {
    const headers = { ...incoming.headers, host: url.host, connection: 'close' }
    const onward = request(url, { method: incoming.method, headers, agent: false }, (response) => {
      readAll(response).then(
        (bytes) => {
          const { 'transfer-encoding': _coding, connection: _connection, ...kept } = response.headers
          resolve({ status: response.statusCode ?? 502, headers: kept, body: bytes })
        },
        () => resolve(null),
      )
    })
    onward.on('error', () => resolve(null))
    onward.end(body)
  })
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

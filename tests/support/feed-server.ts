import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'

/** What the server does with the next requests. */
export type FeedMode =
  | { readonly kind: 'calendar'; readonly gzip?: boolean }
  /** A page for people, with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** Sends half of the calendar and then nothing more. */
  | { readonly kind: 'stall' }
  /** Announces the whole body, sends this many bytes, and breaks the connection. */
  | { readonly kind: 'truncated'; readonly bytes: number }
  /** Never stops sending. */
  | { readonly kind: 'endless' }
  /** A small gzip body that unpacks to this many bytes. */
  | { readonly kind: 'bomb'; readonly bytes: number }

export type FeedServer = {
  readonly url: string
  /** The calendar served from now on; its entity tag changes with it. */
  readonly setCalendar: (ics: string | Uint8Array) => void
  readonly setMode: (mode: FeedMode) => void
  readonly requestCount: () => number
  readonly lastHeaders: () => IncomingHttpHeaders
  readonly stop: () => Promise<void>
}

export const emptyCalendar = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nEND:VCALENDAR\r\n'

/** One calendar at one address on loopback, behaving as badly as asked. */
export async function startFeedServer(initial: string | Uint8Array = emptyCalendar): Promise<FeedServer> {
  let body = Buffer.from(initial)
  let mode: FeedMode = { kind: 'calendar' }
  let count = 0
  let headers: IncomingHttpHeaders = {}

  const server = createServer((request, response) => {
    count++
    headers = request.headers
    response.on('error', () => {})
    if (mode.kind === 'calendar') {
      const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
      else sendCalendar(response, body, etag, mode.gzip === true)
    } else misbehave(mode, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/calendar.ics`,
    setCalendar: (ics) => {
      body = Buffer.from(ics)
    },
    setMode: (next) => {
      mode = next
    },
    requestCount: () => count,
    lastHeaders: () => headers,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function sendCalendar(response: ServerResponse, body: Buffer, etag: string, gzip: boolean): void {
  const headers = { 'content-type': 'text/calendar; charset=utf-8', etag }
  if (gzip) response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body))
  else response.writeHead(200, headers).end(body)
}

function misbehave(mode: Exclude<FeedMode, { kind: 'calendar' }>, response: ServerResponse, body: Buffer): void {
  const calendar = { 'content-type': 'text/calendar' }
  switch (mode.kind) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
      return
    case 'status':
      response.writeHead(mode.status).end('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
      return
    case 'redirect':
      response.writeHead(mode.status ?? 302, { location: mode.to }).end()
      return
    case 'hang':
      return
    case 'stall':
      response.writeHead(200, calendar).write(body.subarray(0, body.length / 2))
      return
    case 'truncated':
      response.writeHead(200, { ...calendar, 'content-length': body.length })
      response.write(body.subarray(0, mode.bytes), () => response.destroy())
      return
    case 'endless':
      sendForEver(response.writeHead(200, calendar))
      return
    case 'bomb':
      response
        .writeHead(200, { ...calendar, 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(mode.bytes, 'X-NOTHING:\r\n')))
  }
}

function sendForEver(response: ServerResponse): void {
  const chunk = `BEGIN:VCALENDAR\r\n${'X-NOTHING:nothing\r\n'.repeat(4_000)}`
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

export type RecordedFeed = {
  /** Poll time, ISO UTC. */
  readonly at: string
  readonly ics: string
}

/** Reads a recorded feed history, oldest first: one line a poll at which the feed had changed. */
export const readFeedHistory = (file: string): readonly RecordedFeed[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedFeed)

/** The feed as it stood at an instant (UTC milliseconds); null before the first recorded poll. */
export function readFeedAt(file: string, instant: number): string | null {
  const before = readFeedHistory(file).filter(({ at }) => Date.parse(at) <= instant)
  return before.at(-1)?.ics ?? null
}

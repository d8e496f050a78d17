/**
 * Webhooks as they go out: signed over the configured address with the account's token, and then delivered as well or
 * as badly as asked: late, twice, shuffled, or not at all. Conversations' are tried once, within 5 s; Programmable
 * Messaging's once more where no connection was made. Nothing ever leaves this machine: an address that is neither
 * loopback nor routed to it counts as failed.
 */
import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import type { World } from './world.ts'

export type HookParams = Readonly<Record<string, string | readonly string[]>>
export type HookMode = {
  /** False: nothing is sent, as when the laptop is shut. */
  readonly live?: boolean
  /** This many copies more of each. */
  readonly duplicate?: number
  /** Held back a little and sent all at once, in another order. */
  readonly shuffle?: boolean
  readonly delayMs?: number
  /** The next so many are lost. */
  readonly dropNext?: number
  /** Programmable Messaging's copy also of what a conversation has captured. */
  readonly smsCopy?: boolean
}
export type Hooks = {
  /** A Conversations event; the address and the filters decide whether it goes out. */
  readonly conversationEvent: (event: string, params: HookParams) => void
  /** Programmable Messaging's own post, or a status callback, to the address that is configured for it. */
  readonly post: (url: string, params: HookParams) => void
  readonly setMode: (mode: HookMode) => void
  readonly wantsSmsCopy: () => boolean
  /** What is for `publicBase` is posted to `loopbackBase`, and signed for the former. */
  readonly route: (publicBase: string, loopbackBase: string) => void
  /** Answers when every post of before has been answered or has failed. */
  readonly idle: () => Promise<{ readonly sent: number; readonly failed: number }>
}
type Post = { readonly url: string; readonly params: HookParams; readonly limitMs: number; readonly tries: number }

const holdMs = 30

export function newHooks(world: World): Hooks {
  let mode: HookMode = {}
  let toDrop = 0
  const routes = new Map<string, string>()
  const held: Post[] = []
  let running = 0
  let sent = 0
  let failed = 0
  const waiting: (() => void)[] = []

  const settled = (): void => {
    running--
    if (running === 0) for (const wake of waiting.splice(0)) wake()
  }
  const deliver = async (post: Post): Promise<void> => {
    const status = await attempt(post, routes, world.authToken)
    if (status === null && post.tries > 1) await deliver({ ...post, tries: post.tries - 1 })
    else if (status !== null && status >= 200 && status < 300) sent++
    else failed++
  }
  const start = (post: Post): void => {
    setTimeout(() => void deliver(post).finally(settled), mode.delayMs ?? 0)
  }
  const release = (): void => {
    // Backwards, then every second one first: never the order of their coming while there are two or more.
    const reversed = held.splice(0).reverse()
    for (const post of [...reversed.filter((_, at) => at % 2 === 0), ...reversed.filter((_, at) => at % 2 === 1)])
      start(post)
  }
  const go = (post: Post): void => {
    if (mode.live === false) return
    for (let copy = 0; copy <= (mode.duplicate ?? 0); copy++) {
      if (toDrop > 0) {
        toDrop--
        continue
      }
      running++
      if (mode.shuffle !== true) {
        start(post)
        continue
      }
      if (held.length === 0) setTimeout(release, holdMs)
      held.push(post)
    }
  }

  return {
    conversationEvent(event, params) {
      const { postUrl, filters } = world.webhook
      if (postUrl === null || postUrl === '' || !filters.includes(event)) return
      const all = { AccountSid: world.accountSid, EventType: event, RetryCount: '0', ...params }
      go({ url: postUrl, params: all, limitMs: 5_000, tries: 1 })
    },
    post: (url, params) => go({ url, params, limitMs: 15_000, tries: 2 }),
    setMode(next) {
      mode = { ...mode, ...next }
      toDrop = next.dropNext ?? toDrop
    },
    wantsSmsCopy: () => mode.smsCopy ?? false,
    route: (publicBase, loopbackBase) =>
      void routes.set(publicBase.replace(/\/$/, ''), loopbackBase.replace(/\/$/, '')),
    async idle() {
      while (running > 0) await new Promise<void>((resolve) => waiting.push(resolve))
      return { sent, failed }
    },
  }
}

/** Twilio's signature: HMAC-SHA1 over address and sorted parameters; values of a repeated key once each, sorted. */
export function signatureOf(authToken: string, url: string, params: HookParams): string {
  const text = Object.keys(params)
    .sort()
    .map((key) =>
      [...new Set([params[key] ?? []].flat())]
        .sort()
        .map((value) => key + value)
        .join(''),
    )
    .join('')
  return createHmac('sha1', authToken)
    .update(url + text, 'utf8')
    .digest('base64')
}

/** One post; the status of its answer, null where no connection was made, 0 where none came in time. */
function attempt(post: Post, routes: ReadonlyMap<string, string>, authToken: string): Promise<number | null> {
  const url = post.url.replace(/#.*$/, '')
  const base = [...routes.keys()].find((one) => url === one || url.startsWith(`${one}/`))
  const target = new URL(base === undefined ? url : routes.get(base) + url.slice(base.length))
  if (target.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(target.hostname)) return Promise.resolve(0)
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(post.params)) for (const one of [value].flat()) form.append(key, one)
  const body = form.toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'TwilioProxy/1.1',
    'x-twilio-signature': signatureOf(authToken, url, post.params),
    host: new URL(url).host,
  }
  return new Promise((resolve) => {
    let connected = false
    const sending = request(target, { method: 'POST', headers, agent: false, timeout: post.limitMs }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
      response.once('error', () => resolve(0))
    })
    sending.once('socket', (socket) => socket.once('connect', () => (connected = true)))
    sending.once('timeout', () => sending.destroy(new Error('no answer in time')))
    sending.once('error', () => resolve(connected ? 0 : null))
    sending.end(body)
  })
}

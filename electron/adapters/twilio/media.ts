/**
 * Files of texts, which the SDK does not fetch. Conversations' lie in the media service and are read over a short-lived
 * link; Programmable Messaging's answer with a redirect. SECURITY: the credentials go to Twilio alone, never to the
 * target of a link or redirect, and no more is read than asked for.
 */
import { z } from 'zod'
import type { MessageGateway } from '../../ports/message-gateway.ts'
import { retryAfterMs } from './twilio-client.ts'
import { Faulted, judgeRefusal, RateLimited, UnreadableAnswer } from './twilio-faults.ts'
import { read } from './twilio-shapes.ts'
import type { VendorAddress } from './vendor-address.ts'

const mediaHost = 'https://mcs.us1.twilio.com'
const mostRedirects = 3
/** Files may take longer than an answer of a few lines. */
const timeFactor = 4
const shape = z.object({
  sid: z.string(),
  content_type: z.string().nullish(),
  links: z.object({ content_direct_temporary: z.string().nullish() }).nullish(),
})

export type MediaOptions = {
  readonly accountSid: string
  readonly authToken: string
  readonly address: VendorAddress
  readonly timeoutMs: number
  /** The account's default chat service, for a reference without one. */
  readonly defaultService: () => Promise<string>
}
type Fetched = { readonly bytes: Uint8Array; readonly contentType: string }

export function mediaCalls(options: MediaOptions): {
  readonly fetchMedia: (ref: Parameters<MessageGateway['fetchMedia']>[0]) => Promise<Fetched>
  readonly uploadMedia: (file: Parameters<MessageGateway['uploadMedia']>[0]) => Promise<{ readonly sid: string }>
} {
  const authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`
  const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(options.timeoutMs * timeFactor) })
  const askTwilio = (url: string, init: RequestInit = {}): Promise<Response> =>
    ask(options.address.withCredentials(url), { ...init, headers: { ...init.headers, authorization } })

  return {
    async fetchMedia({ serviceSid, sid, url, maxBytes }) {
      if (sid === null && url === null) throw new Error('a file is named by its sid or its address')
      let response: Response
      if (sid === null) response = await askTwilio(url!)
      else {
        const service = serviceSid ?? (await options.defaultService())
        const found = await mediaAnswer(await askTwilio(`${mediaHost}/v1/Services/${service}/Media/${sid}`))
        const link = found.links?.content_direct_temporary
        if (typeof link !== 'string') throw new UnreadableAnswer('media link')
        response = await ask(options.address.forFile(link))
      }
      for (let hop = 0; isRedirect(response) && hop < mostRedirects; hop++) {
        const target = response.headers.get('location') ?? ''
        await response.body?.cancel()
        response = await ask(options.address.forFile(absolute(target, response.url)))
      }
      await refuseFailure(response)
      return {
        bytes: await readAtMost(response, maxBytes),
        contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      }
    },
    // The file's name is not sent: the service documents no place for it, and handsets show none.
    async uploadMedia({ serviceSid, bytes, contentType }) {
      const url = `${mediaHost}/v1/Services/${serviceSid}/Media`
      const init = { method: 'POST', body: Buffer.from(bytes), headers: { 'content-type': contentType } }
      const { sid } = await mediaAnswer(await askTwilio(url, init))
      return { sid }
    },
  }
}

/** A target may be given as a path; what is no address at all is refused by whoever checks it. */
const absolute = (target: string, from: string): string =>
  URL.canParse(target, from) ? new URL(target, from).href : target

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400

async function mediaAnswer(response: Response): Promise<z.output<typeof shape>> {
  await refuseFailure(response)
  return read('media', shape, await response.json())
}

async function refuseFailure(response: Response): Promise<void> {
  const { status, headers } = response
  if (status >= 200 && status < 300) return
  const answer = await response.text().catch(() => '')
  if (status === 429) throw new RateLimited(retryAfterMs({ 'retry-after': headers.get('retry-after') }))
  throw new Faulted(judgeRefusal({ status, code: codeIn(answer), message: '' }))
}

function codeIn(answer: string): number | null {
  try {
    return z.object({ code: z.number() }).safeParse(JSON.parse(answer)).data?.code ?? null
  } catch {
    return null
  }
}

/** Stops reading, and refuses with code 0, at the first byte too many; a length that is announced is not believed. */
async function readAtMost(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) {
      await response.body?.cancel().catch(() => {})
      throw new Faulted({ kind: 'refused', code: 0 })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

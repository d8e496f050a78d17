/**
 * The way in for Twilio: verify, keep, answer, and only then work it off. A row is on the disk before its 200 leaves, so
 * an acknowledged text survives a crash; its unique key makes a repetition harmless.
 */
import { insertWebhook, type WebhookPath } from '../../../db/queries/webhooks.ts'
import type { Rejection, SignatureCheck, WebAnswer, WebRequest } from '../../ports/listener.ts'
import type { Desk } from '../desk/index.ts'
import type { TextingAccount } from '../house/index.ts'
import { answerSelfTest } from '../tunnel/index.ts'
import { countRejections } from './counts.ts'
import { identify } from './identify.ts'
import { isForm, type Params, readParams } from './params.ts'
import { readTrust } from './trust.ts'

export type ReceiverParts = {
  readonly desk: Desk
  /** Read anew after every change: a token that is changed is believed at once. */
  readonly account: () => TextingAccount | null
  readonly isSigned: SignatureCheck
  /** Told after rows were kept, so that they are worked off without waiting for the next round. */
  readonly onStored?: () => void
}

export type Receiver = {
  readonly receive: (request: WebRequest) => Promise<WebAnswer>
  /** Counts what the listener turned away before it came here. */
  readonly reject: (why: Rejection) => void
  /** Keeps what is being received and the counts, before the store is closed. */
  readonly settle: () => void
}

const paths: Readonly<Record<string, WebhookPath>> = {
  '/twilio/conversations': 'conversations',
  '/twilio/messages': 'messages',
  '/twilio/status': 'status',
}
const bareNotFound: WebAnswer = { status: 404 }
const forbidden: WebAnswer = { status: 403 }
const accepted: WebAnswer = { status: 200 }
/** An empty answer to a text: Latchkey replies by its outbox, never in the answer. */
const acceptedText: WebAnswer = { status: 200, contentType: 'text/xml', body: '<Response/>' }

type Waiting = {
  readonly row: Parameters<typeof insertWebhook>[1]
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export function createReceiver(parts: ReceiverParts): Receiver {
  const { desk } = parts
  const counter = countRejections(desk)
  const trust = readTrust(desk, parts.account)
  let waiting: Waiting[] = []
  let flushing: NodeJS.Immediate | null = null

  /** One transaction, and one write to the disk, for all that came in the same turn. */
  const flush = (): void => {
    if (flushing !== null) clearImmediate(flushing)
    flushing = null
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      trust.unchangedBy(() =>
        desk.store.write((db) => {
          for (const { row } of batch) insertWebhook(db, row)
        }),
      )
    } catch (error) {
      for (const one of batch) one.failed(error)
      return
    }
    for (const one of batch) one.done()
    parts.onStored?.()
  }
  const keep = (row: Waiting['row']): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed })
      flushing ??= setImmediate(flush)
    })
  const turnAway = (why: Rejection): WebAnswer => {
    counter.add(why)
    return forbidden
  }

  return {
    async receive(request) {
      const path = pathOf(request.target)
      if (request.method !== 'POST' || path === null) return bareNotFound
      const { account, bases } = trust.now()
      if (account === null) return turnAway('account')
      if (!isFromTwilio(parts.isSigned, account, bases, request)) return turnAway('signature')
      const body = request.body.toString('utf8')
      const form = isForm(request.contentType)
      const params = readParams(body, form)
      if (params?.one('AccountSid') !== account.accountSid) return turnAway('account')
      const tested = path === 'status' ? answerSelfTest(desk, params.one('LatchkeyTest')) : null
      if (tested !== null) return { status: 200, contentType: 'text/plain', body: tested }
      const receivedAt = desk.clock.now()
      const identity = identify(path, params, body, receivedAt)
      if (identity !== null) {
        try {
          await keep({ path, ...identity, receivedAt, sealed: sealRequest(desk, body, form) })
        } catch (error) {
          // Not kept, so not acknowledged: Twilio may repeat it, and catch-up fetches it in any case.
          desk.logger.error('webhook.not-kept', error)
          return { status: 503 }
        }
      }
      return path === 'messages' ? acceptedText : accepted
    },
    reject: (why) => counter.add(why),
    settle() {
      flush()
      counter.flush()
    },
  }
}

const pathOf = (target: string): WebhookPath | null => {
  const path = target.split('?', 1)[0] ?? ''
  return Object.hasOwn(paths, path) ? (paths[path] ?? null) : null
}

/** Checked against the addresses Twilio was given, never against what the request says of itself (`Host`). */
function isFromTwilio(
  isSigned: SignatureCheck,
  account: TextingAccount,
  bases: readonly string[],
  { target, signature, body, contentType }: WebRequest,
): boolean {
  if (signature === null) return false
  const tokens = [account.authToken, account.previousToken].filter((token) => token !== null)
  return bases.some((base) =>
    tokens.some((authToken) => isSigned({ authToken, url: base + target, signature, rawBody: body, contentType })),
  )
}

/** Echoes of our own texts may hold PINs, and guests write what is nobody's business: sealed from the first moment. */
const sealRequest = (desk: Desk, body: string, form: boolean): Buffer =>
  desk.store.vault.seal('webhook', `${form ? 'form' : 'json'} ${body}`)

/** The fields of a row as they came; throws where it cannot be read, which is a bug or a damaged folder. */
export function openRequest(desk: Desk, sealed: Uint8Array): Params {
  const text = desk.store.vault.open('webhook', sealed)
  const params = readParams(text.slice(5), text.startsWith('form '))
  if (params === null) throw new Error('a kept webhook cannot be read')
  return params
}

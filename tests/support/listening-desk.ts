/** A test desk that texts, behind its real listener: webhooks come over HTTP, signed as Twilio signs them. */
import { createRequire } from 'node:module'
import { afterEach } from 'vitest'
import { startListener } from '../../electron/adapters/http/listener.ts'
import { isSigned } from '../../electron/adapters/twilio/signature.ts'
import { houseFileSchema, setUpHouse, textingAccount } from '../../electron/services/house/index.ts'
import { createReceiver, processInbox, type Receiver, webhookCounts } from '../../electron/services/webhooks/index.ts'
import { dana, houseFile, must, openTestDesk, type TestDesk, type TestDeskOptions } from './test-desk.ts'

const { getExpectedTwilioSignature } = createRequire(import.meta.url)('twilio/lib/webhooks/webhooks.js') as {
  getExpectedTwilioSignature: (token: string, url: string, params: Readonly<Record<string, unknown>>) => string
}

export const accountSid = `AC${'a'.repeat(32)}`
export const authToken = 'token-of-the-tests'
export const base = 'https://desk.example.com'
export const ourNumber = '+12025550150'
export const john = '+12025550101'
/** Where the events of Conversations come in. */
export const conversations = '/twilio/conversations'

export type Fields = Readonly<Record<string, string | readonly string[]>>
export type Posted = { readonly status: number; readonly contentType: string | null; readonly body: string }
export type PostOptions = {
  readonly token?: string
  /** The public address it is signed for. */
  readonly base?: string
  readonly signature?: string | null
  readonly query?: string
  readonly contentType?: string
  readonly rawBody?: string
}

export type ListeningDesk = TestDesk & {
  readonly port: number
  readonly receiver: Receiver
  readonly environment: Record<string, string>
  readonly post: (path: string, fields: Fields, options?: PostOptions) => Promise<Posted>
  /** Works off what was kept; answers how many rows were settled. */
  readonly process: () => number
  readonly rows: () => readonly { key: string; outcome: string | null; sealed: Buffer | null; attempts: number }[]
  readonly stop: () => Promise<void>
}

/** The body of a form, keys repeated where a field has several values. */
export const formOf = (fields: Fields): string => {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(fields)) for (const one of [value].flat()) search.append(key, one)
  return search.toString()
}
export const sign = (token: string, url: string, fields: Fields): string =>
  getExpectedTwilioSignature(token, url, fields)
/** Signed as the account of the tests signs what it posts there. */
export const signed = (fields: Fields, query = ''): string => sign(authToken, `${base}${conversations}${query}`, fields)

let counted = 0
const sid = (prefix: string, number: number): string => `${prefix}${String(number).padStart(32, '0')}`
export const ch = (number: number): string => sid('CH', number)
export const im = (number: number): string => sid('IM', number)

/** A guest's text as Twilio's webhook has it. */
export const messageAdded = (fields: Fields = {}): Fields => ({
  AccountSid: accountSid,
  EventType: 'onMessageAdded',
  Source: 'SMS',
  RetryCount: '0',
  ConversationSid: ch(1),
  MessageSid: im(++counted + 1_000),
  Index: '0',
  DateCreated: '2026-06-10T13:29:00.000Z',
  Body: 'Is there a hair dryer?',
  Author: '+447700900111',
  ParticipantSid: sid('MB', 1),
  Attributes: '{}',
  ...fields,
})

/** What became of a text of ours, as Twilio's webhook has it. */
export const receipt = (fields: Fields): Fields => ({
  AccountSid: accountSid,
  EventType: 'onDeliveryUpdated',
  ConversationSid: ch(1),
  DateUpdated: '2026-06-10T13:29:02.000Z',
  ...fields,
})

export type ListeningOptions = TestDeskOptions & {
  readonly twilio?: Readonly<Record<string, unknown>>
  readonly tunnel?: Readonly<Record<string, unknown>>
  readonly perSecond?: number
  readonly burst?: number
}

export async function openListeningDesk(options: ListeningOptions = {}): Promise<ListeningDesk> {
  const testDesk = openTestDesk(options)
  const { desk } = testDesk
  const environment: Record<string, string> = { TEST_TWILIO_TOKEN: authToken }
  const file = houseFileSchema.parse({
    ...houseFile(options),
    twilio: { accountSid, authTokenEnv: 'TEST_TWILIO_TOKEN', numbers: [ourNumber], ...options.twilio },
    tunnel: { kind: 'url', url: base, ...options.tunnel },
  })
  must(setUpHouse(desk, dana, file, { keepOtherFeeds: false }))
  const receiver = createReceiver({ desk, account: () => textingAccount(desk, environment), isSigned })
  const listener = await startListener({
    port: 0,
    receive: receiver.receive,
    reject: receiver.reject,
    logger: desk.logger,
    ...(options.perSecond === undefined ? {} : { perSecond: options.perSecond }),
    ...(options.burst === undefined ? {} : { burst: options.burst }),
  })
  return {
    ...testDesk,
    port: listener.port,
    receiver,
    environment,
    async post(path, fields, given = {}) {
      const target = `${path}${given.query ?? ''}`
      const url = `${given.base ?? base}${target}`
      const signature = given.signature === undefined ? sign(given.token ?? authToken, url, fields) : given.signature
      const answer = await fetch(`http://127.0.0.1:${listener.port}${target}`, {
        method: 'POST',
        headers: {
          'content-type': given.contentType ?? 'application/x-www-form-urlencoded; charset=utf-8',
          ...(signature === null ? {} : { 'x-twilio-signature': signature }),
        },
        body: given.rawBody ?? formOf(fields),
      })
      return { status: answer.status, contentType: answer.headers.get('content-type'), body: await answer.text() }
    },
    process() {
      let settled = 0
      for (let done = processInbox(desk); done > 0; done = processInbox(desk)) settled += done
      return settled
    },
    rows: () =>
      desk.store.sqlite.prepare('select key, outcome, sealed, attempts from webhook_inbox order by id').all() as {
        key: string
        outcome: string | null
        sealed: Buffer | null
        attempts: number
      }[],
    async stop() {
      await listener.close()
      receiver.settle()
      testDesk.close()
    },
  }
}

const open: ListeningDesk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.stop()
})
/** A desk that listens until the test is over. */
export async function listening(options: ListeningOptions = {}): Promise<ListeningDesk> {
  const desk = await openListeningDesk(options)
  open.push(desk)
  return desk
}

export const rowsOf = (desk: ListeningDesk, query: string): unknown[] =>
  desk.desk.store.sqlite.prepare(query).pluck().all()
export const bodies = (desk: ListeningDesk): unknown[] =>
  rowsOf(desk, 'select body from messages order by at, message_index')
export const outcomes = (desk: ListeningDesk): unknown[] => desk.rows().map((row) => row.outcome)
/** What was turned away, by its reason. */
export const counts = (desk: ListeningDesk) => {
  desk.receiver.settle()
  return webhookCounts(desk.desk.store.read)
}
/** John writes, and the webhook of it comes. */
export const says = (desk: ListeningDesk, fields: Fields): Promise<Posted> =>
  desk.post(conversations, messageAdded({ Author: john, ...fields }))

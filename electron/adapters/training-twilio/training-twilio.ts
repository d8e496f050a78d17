/**
 * A Twilio on loopback that remembers, for a house that trains and for tests. All of the vendor's hosts are one address
 * here, told apart by their paths.
 *
 * It enforces: Basic credentials (20003); one open conversation to a pair (50416, naming it) and to a group's set of
 * addresses (50438); unique names (50353); nothing into what is closed (50377); addresses ours or theirs (50407), no
 * member twice (50437), groups of ten (50436) with a number of ours (50434) and only members as authors (50513), slow to
 * start; rising indices with gaps; autocreation by number; the text log with captured texts; receipts to each handset;
 * STOP (21610); signed webhooks by address and filter, none for changes made over REST unless the request asks; pages
 * whose next address is absolute, on the vendor's own host; media by short-lived links without credentials.
 *
 * It does not know: services other than the default one, roles, users, timers, e-mail, senders' registration, prices,
 * rates (429 comes only as a planned fault), carriers, Twilio's own answers to STOP and HELP, retries of webhooks by
 * `#rc=`, fallback addresses.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../ports/clock.ts'
import { accountResources } from './account.ts'
import type { Answer, Call, Resource } from './call.ts'
import { conversationMessageResources } from './conversation-messages.ts'
import { conversationNamed, conversationResources, setState } from './conversations.ts'
import { type Fault, newFaults } from './faults.ts'
import { groupResources } from './groups.ts'
import {
  type GuestText,
  type GuestTextSids,
  guestTexts,
  type MemberText,
  memberTexts,
  type ReceiptNews,
  receipt,
} from './handset.ts'
import { type HookMode, newHooks } from './hooks.ts'
import { mediaResources } from './media.ts'
import { participantResources } from './participants.ts'
import { stateOf, type WorldState } from './state.ts'
import { textLogResources } from './text-log.ts'
import { newWorld, notFound, Refusal, readInstant, type World, type WorldOptions } from './world.ts'

export type ArrivedRequest = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly form: Readonly<Record<string, readonly string[]>>
  readonly status: number
}
export type TrainingTwilioOptions = WorldOptions & {
  readonly clock: Clock
  /** Objections to a request, from whoever knows the contract; any is answered 400 and kept. */
  readonly check?: (request: Omit<ArrivedRequest, 'status'>) => readonly string[]
}

export type TrainingTwilio = {
  readonly url: string
  readonly accountSid: string
  /** The one it began with; see `rotateToken`. */
  readonly authToken: string
  readonly numbers: readonly string[]
  readonly serviceSid: string
  readonly guestTexts: (text: GuestText) => Promise<GuestTextSids>
  readonly memberTexts: (text: MemberText) => Promise<{ readonly messageSid: string; readonly index: number }>
  readonly receipt: (news: ReceiptNews) => Promise<void>
  /** How webhooks go out from now on; what is not named stays as it was. */
  readonly webhooks: (mode: HookMode) => Promise<void>
  readonly webhooksIdle: () => Promise<{ readonly sent: number; readonly failed: number }>
  readonly route: (publicBase: string, loopbackBase: string) => Promise<void>
  readonly fault: (fault: Fault) => Promise<void>
  readonly clearFaults: () => Promise<void>
  /** Webhooks are signed with it and requests must carry it from now on. */
  readonly rotateToken: (token: string) => Promise<void>
  readonly setNow: (iso: string) => Promise<void>
  /** The next so many groups end closed while they are made (50427). */
  readonly failGroups: (count: number) => Promise<void>
  /** What a person does in Twilio's console; told by webhook. */
  readonly setConversationState: (sid: string, state: 'active' | 'inactive' | 'closed') => Promise<void>
  readonly state: () => Promise<WorldState>
  readonly requests: () => Promise<readonly ArrivedRequest[]>
  readonly violations: () => Promise<readonly string[]>
  readonly stop: () => Promise<void>
}

const resources: readonly Resource[] = [
  ...conversationResources,
  ...participantResources,
  ...conversationMessageResources,
  ...groupResources,
  ...accountResources,
  ...textLogResources,
  ...mediaResources,
]
const requestsKept = 5_000

export async function startTrainingTwilio(options: TrainingTwilioOptions): Promise<TrainingTwilio> {
  const world = newWorld(options, options.clock)
  const hooks = newHooks(world)
  const faults = newFaults()
  const requests: ArrivedRequest[] = []
  const violations: string[] = []

  const server = createServer((request, response) => {
    response.on('error', () => {})
    void handle(request, response)
  })
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', 'http://training')
    const isForm = /^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '')
    const form = new URLSearchParams(isForm ? body.toString('utf8') : '')
    const method = request.method ?? ''
    const arrived = { method, path: url.pathname, query: grouped(url.searchParams), form: grouped(form) }
    const fault = faults.next(method, url.pathname)

    const respond = (): Answer => {
      const refused = refusedCredentials(world, request, url.pathname)
      if (refused !== null) return refused
      const objections = [...(options.check?.(arrived) ?? []), ...leaked(request, url.pathname)]
      if (objections.length > 0) {
        violations.push(...objections.map((one) => `${method} ${url.pathname}: ${one}`))
        throw new Refusal(400, 20001, `Against the contract: ${objections.join('; ')}`)
      }
      return carryOut({
        ...{ world, hooks, method, path: url.pathname, query: url.searchParams, form, body },
        contentType: request.headers['content-type'] ?? 'application/octet-stream',
        raisesHooks: request.headers['x-twilio-webhook-enabled'] === 'true',
        named: [],
      })
    }
    const answered = fault !== null && fault.after !== true ? null : said(respond)
    const status = fault === null ? (answered?.status ?? 500) : fault.status
    requests.push({ ...arrived, status })
    if (requests.length > requestsKept) requests.shift()
    if (fault?.hang === true) return
    if (fault?.status === 0) {
      request.socket.destroy()
      return
    }
    const final = fault === null ? answered : planned(fault)
    send(response, final ?? { status: 500, body: null }, fault?.retryAfter)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const place = { world, hooks }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accountSid: world.accountSid,
    authToken: world.authToken,
    numbers: world.numbers.map(({ phone }) => phone),
    serviceSid: world.serviceSid,
    guestTexts: async (text) => guestTexts(place, text),
    memberTexts: async (text) => memberTexts(place, text),
    receipt: async (news) => receipt(place, news),
    webhooks: async (mode) => hooks.setMode(mode),
    webhooksIdle: () => hooks.idle(),
    route: async (publicBase, loopbackBase) => hooks.route(publicBase, loopbackBase),
    fault: async (fault) => faults.add(fault),
    clearFaults: async () => faults.clear(),
    async rotateToken(token) {
      world.authToken = token
    },
    async setNow(iso) {
      world.fixedNow = readInstant(iso)
    },
    async failGroups(count) {
      world.groupsToFail = count
    },
    setConversationState: async (sid, state) => setState(place, conversationNamed(world, sid), state, 'API'),
    state: async () => stateOf(world),
    requests: async () => requests,
    violations: async () => violations,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function carryOut(call: Call): Answer {
  for (const resource of resources) {
    const caught = resource.method === call.method ? resource.path.exec(call.path) : null
    if (caught !== null) return resource.answer({ ...call, named: caught.slice(1) })
  }
  throw notFound(call.path)
}

const said = (respond: () => Answer): Answer => {
  try {
    return respond()
  } catch (error) {
    if (error instanceof Refusal) return refusal(error.status, error.code, error.message)
    throw error
  }
}
const refusal = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})
const planned = (fault: Fault): Answer =>
  refusal(fault.status, fault.code ?? (fault.status === 429 ? 20429 : 20500), fault.message ?? 'Planned fault')

const isDirect = (path: string): boolean => path.startsWith('/direct/')

function refusedCredentials(world: World, request: IncomingMessage, path: string): Answer | null {
  if (isDirect(path)) return null
  const expected = Buffer.from(`${world.accountSid}:${world.authToken}`).toString('base64')
  const account = /^\/2010-04-01\/Accounts\/(AC[^/]+)\//.exec(path)?.[1]
  const right =
    request.headers.authorization === `Basic ${expected}` && (account ?? world.accountSid) === world.accountSid
  return right ? null : refusal(401, 20003, 'Authenticate')
}

/** Credentials at a link that needs none would be credentials for whoever it points to. */
const leaked = (request: IncomingMessage, path: string): readonly string[] =>
  isDirect(path) && request.headers.authorization !== undefined ? ['credentials were sent to a direct link'] : []

function grouped(params: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...new Set(params.keys())].map((key) => [key, params.getAll(key)]))
}

function send(response: ServerResponse, { status, body, contentType, location }: Answer, retryAfter?: number): void {
  response.writeHead(status, {
    'content-type': contentType ?? 'application/json; charset=utf-8',
    ...(location === undefined ? {} : { location }),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  })
  response.end(body === null ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body))
}

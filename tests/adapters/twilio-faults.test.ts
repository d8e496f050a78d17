import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lazyTwilio } from '../../electron/adapters/twilio/twilio-client.ts'
import { vendorAddress } from '../../electron/adapters/twilio/vendor-address.ts'
import type { MessageGateway } from '../../electron/ports/message-gateway.ts'
import { done, john, openTwilioAccount, type TwilioAccount } from '../support/fake-twilio-account.ts'

let account: TwilioAccount
let sid = ''
beforeAll(async () => {
  account = await openTwilioAccount()
  const order = { uniqueName: 'line', friendlyName: 'x', phone: john, number: account.numbers[0]! }
  sid = done(await account.gateway.openLine(order)).sid
})
afterEach(async () => {
  await account.twilio.clearFaults()
  expect(await account.twilio.violations()).toEqual([])
})
afterAll(() => account.twilio.stop())

const attributes = { clientMsgId: 'm', unit: null, kind: 'text' as const }
const send = (gateway: MessageGateway) =>
  gateway.send({ conversationSid: sid, author: 'desk:Dana', body: 'Hello', attributes, mediaSids: [] })
const failing = (error: object) => ({ ok: false, error })
const messages = '/Messages$'

describe('what Twilio answers', () => {
  it.each([
    ['429 with a hint', { status: 429, retryAfter: 3 }, { kind: 'busy', retryAfterMs: 3_000 }],
    ['429 without', { status: 429 }, { kind: 'busy', retryAfterMs: null }],
    ['500', { status: 500 }, { kind: 'outcome-unknown' }],
    ['502 of something between', { status: 502 }, { kind: 'outcome-unknown' }],
    ['503', { status: 503 }, { kind: 'outcome-unknown' }],
    ['a broken connection', { status: 0 }, { kind: 'outcome-unknown' }],
    ['401', { status: 401, code: 20003 }, { kind: 'credentials' }],
    ['a suspended account', { status: 403, code: 20005 }, { kind: 'credentials' }],
    ['404', { status: 404, code: 20404 }, { kind: 'missing' }],
    ['a closed conversation', { status: 400, code: 50377 }, { kind: 'closed' }],
    ['a pair in use', { status: 409, code: 50425, message: 'Taken' }, { kind: 'taken', sid: null }],
    ['STOP', { status: 400, code: 21610 }, { kind: 'refused', code: 21610 }],
    ['an unregistered sender', { status: 400, code: 30034 }, { kind: 'refused', code: 30034 }],
  ])('is told apart: %s', async (_, fault, expected) => {
    await account.twilio.fault({ method: 'POST', path: messages, ...fault })
    expect(await send(account.gateway)).toEqual(failing(expected))
  })

  it('is asked once: nothing is repeated behind our back', async () => {
    for (const status of [429, 500]) {
      const before = (await account.twilio.requests()).length
      await account.twilio.fault({ method: 'POST', path: messages, status, times: 9 })
      await send(account.gateway)
      expect((await account.twilio.requests()).length - before).toBe(1)
      await account.twilio.clearFaults()
    }
  })

  it('case 57: a text that was taken while its answer was lost is found by what it carries', async () => {
    await account.twilio.fault({ method: 'POST', path: messages, status: 0, after: true })
    const lost = { ...attributes, clientMsgId: 'lost' }
    const order = { conversationSid: sid, author: 'desk:Dana', body: 'Once', attributes: lost, mediaSids: [] }
    expect(await account.gateway.send(order)).toEqual(failing({ kind: 'outcome-unknown' }))
    const { items } = done(await account.gateway.listMessages({ conversationSid: sid, page: null }))
    expect(items.filter((one) => one.attributes?.clientMsgId === 'lost')).toHaveLength(1)
  })

  it('is not waited for without end', async () => {
    await account.twilio.fault({ method: 'POST', path: messages, status: 200, hang: true })
    expect(await send(account.gatewayWith({ timeoutMs: 100 }))).toEqual(failing({ kind: 'outcome-unknown' }))
  })

  it('cannot come where nobody listens', async () => {
    const gateway = account.gatewayWith({ apiBaseUrl: 'http://127.0.0.1:2' })
    expect(await send(gateway)).toEqual(failing({ kind: 'unreachable' }))
  })

  it('is refused to a wrong token, and to the old one after a rotation', async () => {
    expect(await send(account.gatewayWith({ authToken: 'wrong' }))).toEqual(failing({ kind: 'credentials' }))
    await account.twilio.rotateToken('rotated')
    expect(await send(account.gateway)).toEqual(failing({ kind: 'credentials' }))
    expect(await send(account.gatewayWith({ authToken: 'rotated' }))).toMatchObject({ ok: true })
    await account.twilio.rotateToken(account.twilio.authToken)
  })
})

describe('an address that is not Twilio', () => {
  let page = { status: 200, body: '', type: 'text/html' }
  const seen: (string | undefined)[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(page.status, { 'content-type': page.type, location: 'https://example.com/' }).end(page.body)
  })
  let gateway: MessageGateway
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    gateway = account.gatewayWith({ apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
  beforeEach(() => {
    seen.length = 0
  })
  afterAll(() => void server.close())

  it.each([
    [200, '<html>Log in to the hotel network</html>'],
    [200, '{"unexpected":true}'],
    [404, '<html>Not found</html>'],
    [403, ''],
    [302, ''],
  ])('never reads as an answer of Twilio: %i %s', async (status, body) => {
    page = { status, body, type: 'text/html' }
    expect(await gateway.conversation(sid)).toEqual(failing({ kind: 'outcome-unknown' }))
    expect(await gateway.listMessages({ conversationSid: sid, page: null })).toEqual(
      failing({ kind: 'outcome-unknown' }),
    )
    expect(seen).toHaveLength(2)
  })

  it('is never followed to where a listing points', async () => {
    const meta = { key: 'messages', next_page_url: 'https://conversations.twilio.com.example/v1/next' }
    page = { status: 200, body: JSON.stringify({ messages: [], meta }), type: 'application/json' }
    const { next } = done(await gateway.listMessages({ conversationSid: sid, page: null }))
    expect(await gateway.listMessages({ conversationSid: sid, page: next })).toEqual(
      failing({ kind: 'refused', code: 0 }),
    )
    expect(seen).toHaveLength(1)
  })

  it.each([
    'http://conversations.twilio.com/v1/x',
    'https://conversations.twilio.com:8443/v1/x',
    'https://eviltwilio.com/v1/x',
    'https://twilio.com.example/v1/x',
    'https://user@api.twilio.com/x',
    'https://mms.twiliocdn.com/x',
    'file:///etc/passwd',
    'nonsense',
  ])('gets no credentials: %s', (address) => {
    expect(() => vendorAddress(null).withCredentials(address)).toThrow('outside Twilio')
  })

  it('is Twilio itself without a base, and the base instead with one', () => {
    const real = 'https://conversations.twilio.com/v1/Conversations?Page=1'
    expect(vendorAddress(null).withCredentials(real)).toBe(real)
    expect(vendorAddress('http://127.0.0.1:4010').withCredentials(real)).toBe(
      'http://127.0.0.1:4010/v1/Conversations?Page=1',
    )
    expect(vendorAddress('http://127.0.0.1:4010').forFile('https://mms.twiliocdn.com/x?y=1')).toBe(
      'http://127.0.0.1:4010/x?y=1',
    )
    expect(() => vendorAddress('http://127.0.0.1:4010').withCredentials('http://127.0.0.1:4011/x')).toThrow()
  })
})

it('no variable of the environment moves a request to another host', async () => {
  vi.stubEnv('TWILIO_EDGE', 'elsewhere')
  vi.stubEnv('TWILIO_REGION', 'ie1')
  const asked: string[] = []
  const withCredentials = (address: string) => {
    asked.push(address)
    throw new Error('asked enough')
  }
  const address = { withCredentials, forFile: withCredentials }
  const client = lazyTwilio({ accountSid: account.twilio.accountSid, authToken: 'x', address, timeoutMs: 100 })
  await (await client()).conversations.v1
    .conversations(sid)
    .fetch()
    .catch(() => {})
  vi.unstubAllEnvs()
  expect(asked).toEqual([`https://conversations.twilio.com/v1/Conversations/${sid}`])
})

describe('secrets', () => {
  it('stand in no log, answer or console line, whatever goes wrong, not even where the environment asks for them', async () => {
    const printed: string[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi
        .spyOn(console, name)
        .mockImplementation((...words: unknown[]) => void printed.push(words.map(String).join(' '))),
    )
    vi.stubEnv('TWILIO_LOG_LEVEL', 'debug')
    const answers: unknown[] = []
    for (const status of [0, 400, 401, 429, 500]) {
      await account.twilio.fault({ method: 'POST', path: messages, status, code: 30000 })
      answers.push(await send(account.gatewayWith({})))
    }
    answers.push(await send(account.gatewayWith({ apiBaseUrl: 'http://127.0.0.1:2' })))
    answers.push(await account.gatewayWith({}).listMessages({ conversationSid: sid, page: 'https://example.com/' }))
    answers.push(await send(account.gatewayWith({})))
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
    expect(answers.at(-1)).toMatchObject({ ok: true })
    const all = JSON.stringify([answers, account.logged, printed])
    const basic = Buffer.from(`${account.twilio.accountSid}:${account.twilio.authToken}`).toString('base64')
    for (const secret of [account.twilio.authToken, basic, john, 'Hello']) expect(all).not.toContain(secret)
    expect(printed).toEqual([])
  })
})

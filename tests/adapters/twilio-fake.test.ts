/** The fake itself: what others rely on when they say that a text came once, twice, late or never. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isSigned } from '../../electron/adapters/twilio/signature.ts'
import { toIso } from '../../electron/domain/time.ts'
import { ann, done, john, manager, type TwilioAccount, twilioAccounts } from '../support/fake-twilio-account.ts'

const base = 'https://desk.example'
const events = [
  'onConversationAdded',
  'onParticipantAdded',
  'onMessageAdded',
  'onDeliveryUpdated',
  'onConversationStateUpdated',
]
type Hook = { readonly path: string; readonly form: URLSearchParams; readonly signed: boolean }

const open = twilioAccounts()
let account: TwilioAccount
let hooks: Hook[]
let status: number
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const rawBody = Buffer.concat(chunks)
  const path = request.url ?? ''
  const signed = isSigned({
    ...{ authToken: account.twilio.authToken, url: base + path, rawBody },
    signature: request.headers['x-twilio-signature']?.toString() ?? null,
    contentType: request.headers['content-type'] ?? '',
  })
  hooks.push({ path, form: new URLSearchParams(rawBody.toString()), signed })
  response.writeHead(status).end()
})
beforeEach(async () => {
  hooks = []
  status = 200
  account = await open({
    numbers: [
      { phone: '+12025550150', smsUrl: `${base}/twilio/messages` },
      { phone: '+12025550151', smsUrl: `${base}/twilio/messages`, autocreation: false },
    ],
    webhook: { postUrl: `${base}/twilio/conversations`, filters: events },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await account.twilio.route(base, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve))
})
const text = (over: object = {}) =>
  account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'Hello', ...over })
const told = async () => {
  await account.twilio.webhooksIdle()
  return hooks.map(({ form }) => form.get('EventType') ?? form.get('MessageSid'))
}

describe('a text to a number', () => {
  it('makes a conversation with autocreation, and tells of it, all signed for the public address', async () => {
    const sids = await text({ at: '2026-11-21T15:12:00.000Z' })
    expect((await told()).sort()).toEqual(['onConversationAdded', 'onMessageAdded', 'onParticipantAdded'])
    expect(hooks.every(({ signed, path }) => signed && path === '/twilio/conversations')).toBe(true)
    const message = hooks.find(({ form }) => form.get('EventType') === 'onMessageAdded')!.form
    expect(Object.fromEntries(message)).toMatchObject({
      ...{
        ConversationSid: sids.conversationSid,
        MessageSid: sids.messageSid,
        Index: '0',
        Author: john,
        Body: 'Hello',
      },
      ...{ DateCreated: '2026-11-21T15:12:00.000Z', Source: 'SMS', RetryCount: '0', Attributes: '{}' },
    })
    expect(message.has('Media')).toBe(false)
  })

  it('is captured by the open conversation of its pair, and by none once that is closed', async () => {
    const first = await text()
    expect((await text()).conversationSid).toBe(first.conversationSid)
    await account.twilio.setConversationState(first.conversationSid!, 'inactive')
    expect((await text()).conversationSid).toBe(first.conversationSid)
    await account.twilio.setConversationState(first.conversationSid!, 'closed')
    expect((await text()).conversationSid).not.toBe(first.conversationSid)
    expect((await told()).filter((event) => event === 'onConversationStateUpdated')).toHaveLength(3)
  })

  it('goes to Programmable Messaging alone without autocreation, with its files', async () => {
    const media = [{ contentType: 'image/png', base64: 'aGk=' }]
    const { smsSid } = await text({ to: '+12025550151', media, body: 'Stop', optOutType: 'STOP' })
    await account.twilio.webhooksIdle()
    expect(hooks.map(({ path, signed }) => [path, signed])).toEqual([['/twilio/messages', true]])
    expect(Object.fromEntries(hooks[0]!.form)).toMatchObject({
      ...{ MessageSid: smsSid, From: john, To: '+12025550151', NumMedia: '1', OptOutType: 'STOP' },
      MediaContentType0: 'image/png',
    })
    expect(hooks[0]?.form.get('MediaUrl0')).toMatch(new RegExp(`^https://api\\.twilio\\.com/.+/${smsSid}/Media/ME`))
  })

  it('comes as a second copy by Programmable Messaging only where that is asked', async () => {
    await account.twilio.webhooks({ smsCopy: true })
    const { smsSid } = await text()
    expect((await told()).filter((one) => one === smsSid)).toEqual([smsSid])
    expect(smsSid).toMatch(/^SM/)
  })

  it('to several handsets makes a group, whose members are a repeated key', async () => {
    const { conversationSid } = await text({ others: [manager, ann] })
    await account.twilio.webhooksIdle()
    const added = hooks.find(({ form }) => form.get('EventType') === 'onConversationAdded')!
    expect(added.signed).toBe(true)
    expect(added.form.getAll('MessagingBinding.Address')).toEqual([john, manager, ann])
    expect(added.form.get('MessagingBinding.ProjectedAddress')).toBe('+12025550150')
    const answer = await account.twilio.guestTexts({
      from: ann,
      to: '+12025550150',
      body: 'Me too',
      others: [john, manager],
    })
    expect(answer.conversationSid).toBe(conversationSid)
    expect(done(await account.gateway.roster(conversationSid!)).kind).toBe('group')
  })
})

describe('webhooks', () => {
  it('go out twice, or in another order, or not at all, as asked', async () => {
    const { conversationSid } = await text()
    await account.twilio.webhooksIdle()
    hooks.length = 0
    await account.twilio.webhooks({ duplicate: 1, shuffle: true })
    for (let number = 1; number <= 4; number++) await text({ body: String(number) })
    await account.twilio.webhooksIdle()
    const bodies = hooks.map(({ form }) => form.get('Body') ?? '')
    expect([...bodies].sort().join('')).toBe('11223344')
    expect(bodies.join('')).not.toBe('11223344')

    hooks.length = 0
    await account.twilio.webhooks({ duplicate: 0, shuffle: false, dropNext: 1 })
    await text({ body: 'lost' })
    await text({ body: 'told' })
    await account.twilio.webhooks({ live: false })
    await text({ body: 'asleep' })
    await account.twilio.webhooksIdle()
    expect(hooks.map(({ form }) => form.get('Body'))).toEqual(['told'])
    const { items } = done(await account.gateway.listMessages({ conversationSid: conversationSid!, page: null }))
    expect(items.slice(0, 3).map(({ body }) => body)).toEqual(['asleep', 'told', 'lost'])
  })

  it('that are refused or reach nobody are not repeated, and count as failed', async () => {
    status = 502
    await text()
    expect(await account.twilio.webhooksIdle()).toEqual({ sent: 0, failed: 3 })
    expect(hooks).toHaveLength(3)
    await account.twilio.route(base, 'http://127.0.0.1:2')
    await text()
    expect(await account.twilio.webhooksIdle()).toEqual({ sent: 0, failed: 4 })
  })

  it('never leave this machine', async () => {
    await account.twilio.route(base, 'http://desk.example')
    await text()
    expect(await account.twilio.webhooksIdle()).toEqual({ sent: 0, failed: 3 })
  })

  it('are signed with the new token after a rotation', async () => {
    await account.twilio.rotateToken('rotated')
    await text()
    await account.twilio.webhooksIdle()
    expect(hooks.map(({ signed }) => signed)).toEqual([false, false, false])
  })

  it('tell of receipts and not of what came over REST, unless the request asks', async () => {
    const { conversationSid } = await text()
    await account.twilio.webhooksIdle()
    hooks.length = 0
    const attributes = { clientMsgId: 'm', unit: null, kind: 'text' as const }
    const order = { conversationSid: conversationSid!, author: 'Latchkey', body: 'Hi', attributes, mediaSids: [] }
    const { sid } = done(await account.gateway.send(order))
    await account.twilio.receipt({ messageSid: sid, status: 'delivered' })
    expect(await told()).toEqual(['onDeliveryUpdated'])
    const { accountSid, authToken, url } = account.twilio
    await fetch(`${url}/v1/Conversations/${conversationSid}/Messages`, {
      method: 'POST',
      body: new URLSearchParams({ Author: 'Latchkey', Body: 'Aloud' }),
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'x-twilio-webhook-enabled': 'true',
      },
    })
    expect(await told()).toEqual(['onDeliveryUpdated', 'onMessageAdded'])
    expect(hooks[1]?.form.get('Source')).toBe('API')
  })
})

it('the status of a text sent by Programmable Messaging goes to its callback, signed', async () => {
  const order = { from: account.numbers[1]!, to: ann, body: 'Hi', mediaUrls: [], statusUrl: `${base}/twilio/status` }
  const { sid } = done(await account.gateway.sendText(order))
  await account.twilio.receipt({ messageSid: sid, status: 'undelivered', errorCode: 30003 })
  await account.twilio.webhooksIdle()
  expect(hooks.map(({ path, signed }) => [path, signed])).toEqual([['/twilio/status', true]])
  expect(Object.fromEntries(hooks[0]!.form)).toMatchObject({
    ...{ MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30003', From: '+12025550151', To: ann },
  })
})

it('in a house for training a text is delivered at once, by its own clock', async () => {
  const training = await open({ deliversAtOnce: true })
  await training.twilio.setNow('2026-12-24T18:00:00.000Z')
  const order = { uniqueName: 'line', friendlyName: 'x', phone: john, number: training.numbers[0]! }
  const { sid: conversationSid } = done(await training.gateway.openLine(order))
  const attributes = { clientMsgId: 'm', unit: null, kind: 'text' as const }
  const text = { conversationSid, author: 'Latchkey', body: 'Hi', attributes, mediaSids: [] }
  const { sid: messageSid, at } = done(await training.gateway.send(text))
  const receipts = done(await training.gateway.receipts({ conversationSid, messageSid }))
  expect(receipts).toMatchObject([{ messageSid, status: 'delivered', errorCode: null }])
  expect(toIso(at)).toMatch(/^2026-12-24T18:00:00\.0/)
})

describe('a request against the contract', () => {
  it.each([
    ['a page that is too large', '/v1/Conversations?PageSize=101', undefined, 'PageSize must be <= 100'],
    ['a field nobody knows', '/v1/Conversations?After=1', undefined, 'After is not known here'],
    ['a path nobody knows', '/v1/Konversations', undefined, 'no such path and method'],
    ['a word that is none of its words', '/v1/Conversations', { State: 'asleep' }, 'allowed values'],
    ['a sid that is none', '/v1/Conversations/CH1/Messages', { MediaSid: 'ME1' }, 'MediaSid must'],
    ['a field that is missing', '/v1/Configuration/Addresses', { Type: 'sms' }, 'Address is required'],
  ])('is refused and remembered: %s', async (_, path, form, objection) => {
    const own = await account.twilio.another()
    const authorization = `Basic ${Buffer.from(`${own.accountSid}:${own.authToken}`).toString('base64')}`
    const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const { status } = await fetch(own.url + path, { ...sent, headers: { authorization } })
    expect(status).toBe(400)
    expect(await own.violations()).toEqual([expect.stringContaining(objection)])
    await own.stop()
  })

  it('is judged at all', () => {
    expect(account.twilio.judged).toBe(true)
  })
})

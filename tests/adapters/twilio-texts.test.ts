import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseInstant } from '../../electron/domain/time.ts'
import { allPages, ann, done, john, openTwilioAccount, type TwilioAccount } from '../support/fake-twilio-account.ts'

let account: TwilioAccount
beforeAll(async () => {
  account = await openTwilioAccount({ numbers: ['+12025550150', { phone: '+12025550151', autocreation: false }] })
})
afterEach(async () => {
  expect(await account.twilio.violations()).toEqual([])
})
afterAll(() => account.twilio.stop())

const attributes = { clientMsgId: 'message-1', unit: '101', kind: 'text' as const }
const at = (iso: string) => parseInstant(iso)!
let names = 0
let sid = ''
/** Every test has a conversation of its own: closing it frees the pair for the next. */
beforeEach(async () => {
  if (sid !== '') await account.twilio.setConversationState(sid, 'closed')
  const order = {
    uniqueName: `line:${names++}`,
    friendlyName: 'Apartment 101',
    phone: john,
    number: account.numbers[0]!,
  }
  sid = done(await account.gateway.openLine(order)).sid
})
const text = (over: object = {}) => ({
  ...{ conversationSid: sid, author: 'desk:Dana', body: 'The key is at the desk.', attributes, mediaSids: [] },
  ...over,
})

describe('texts of a conversation', () => {
  it('are sent with author and attributes, and read back as they were', async () => {
    const sent = done(await account.gateway.send(text()))
    const { items } = done(await account.gateway.listMessages({ conversationSid: sid, page: null }))
    expect(items).toEqual([
      {
        ...{ sid: sent.sid, conversationSid: sid, serviceSid: null, index: sent.index, at: sent.at },
        ...{ author: 'desk:Dana', body: 'The key is at the desk.', media: [], attributes },
      },
    ])
  })

  it('raise no webhook of their own: what is sent is not asked back', async () => {
    const before = await account.twilio.webhooksIdle()
    done(await account.gateway.send(text()))
    expect(await account.twilio.webhooksIdle()).toEqual(before)
  })

  it("carry a guest's words untouched, and no attributes of ours", async () => {
    const body = '  spaces, \u{1F511}, "quotes" & <tags>\n+second line  '
    const given = { from: john, to: '+12025550150', body, at: '2026-11-21T15:12:00.123Z' }
    const { messageSid } = await account.twilio.guestTexts(given)
    const { items } = done(await account.gateway.listMessages({ conversationSid: sid, page: null }))
    expect(items[0]).toMatchObject({ sid: messageSid, author: john, body, attributes: null })
    expect(items[0]?.at).toBe(at('2026-11-21T15:12:00.123Z'))
  })

  it.each([
    ['of a stranger', '{"clientMsgId":7}'],
    ['that are a list', '[]'],
  ])('take no attributes %s for ours', async (_, foreign) => {
    await account.twilio.memberTexts({ conversationSid: sid, author: 'system', body: 'x', attributes: foreign })
    const { items } = done(await account.gateway.listMessages({ conversationSid: sid, page: null }))
    expect(items[0]).toMatchObject({ author: 'system', attributes: null })
  })

  it('are listed whole over more than two pages, newest first, with gaps in their indices', async () => {
    for (let number = 0; number < 205; number++)
      await account.twilio.memberTexts({ conversationSid: sid, author: john, body: `Text ${number}` })
    const { items, pages } = await allPages((page) => account.gateway.listMessages({ conversationSid: sid, page }))
    expect(pages).toBe(3)
    expect(items.map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, back) => `Text ${204 - back}`))
    const indices = items.map(({ index }) => index)
    expect(indices).toEqual([...indices].sort((a, b) => b - a))
    expect(new Set(indices).size).toBe(205)
    expect(indices[0]).toBeGreaterThan(204)
  })

  it('are not written into a closed conversation', async () => {
    await account.twilio.setConversationState(sid, 'closed')
    expect(await account.gateway.send(text())).toEqual({ ok: false, error: { kind: 'closed' } })
  })

  it('wake an inactive conversation', async () => {
    await account.twilio.setConversationState(sid, 'inactive')
    expect(done(await account.gateway.conversation(sid)).state).toBe('inactive')
    done(await account.gateway.send(text()))
    expect(done(await account.gateway.conversation(sid)).state).toBe('active')
  })

  it('of more than 1,600 characters are refused', async () => {
    const answer = await account.gateway.send(text({ body: 'x'.repeat(1_601) }))
    expect(answer).toEqual({ ok: false, error: { kind: 'refused', code: 50505 } })
  })

  it('have a receipt once the handset has answered', async () => {
    const { sid: messageSid } = done(await account.gateway.send(text()))
    const receipts = async () => done(await account.gateway.receipts({ conversationSid: sid, messageSid }))
    expect(await receipts()).toEqual([])
    await account.twilio.receipt({ messageSid, status: 'sent' })
    const participantSid = expect.stringMatching(/^MB[0-9a-f]{32}$/)
    expect(await receipts()).toEqual([{ messageSid, status: 'sent', errorCode: null, participantSid }])
    await account.twilio.receipt({ messageSid, status: 'undelivered', errorCode: 30003 })
    expect(await receipts()).toEqual([{ messageSid, status: 'undelivered', errorCode: 30003, participantSid }])
  })

  it('case 61: reach nobody who wrote STOP, and again who wrote START', async () => {
    await account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'STOP' })
    const { sid: stopped } = done(await account.gateway.send(text()))
    expect(done(await account.gateway.receipts({ conversationSid: sid, messageSid: stopped }))).toMatchObject([
      { messageSid: stopped, status: 'failed', errorCode: 21610 },
    ])
    await account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'start' })
    const { sid: again } = done(await account.gateway.send(text()))
    expect(done(await account.gateway.receipts({ conversationSid: sid, messageSid: again }))).toEqual([])
  })

  it('are looked for in the active conversations, all pages of them', async () => {
    for (let other = 0; other < 120; other++)
      await account.twilio.guestTexts({ from: `+1202556${String(1000 + other)}`, to: '+12025550150', body: 'Hi' })
    const { items, pages } = await allPages((page) => account.gateway.listConversations({ state: 'active', page }))
    expect(pages).toBe(2)
    const { conversations } = await account.twilio.state()
    const active = conversations.filter(({ state }) => state === 'active').map((one) => one.sid)
    expect(items.map((one) => one.sid)).toEqual(active)
    expect(conversations.length).toBeGreaterThan(active.length)
  })

  it('of a conversation nobody knows are missing', async () => {
    const nowhere = `CH${'e'.repeat(32)}`
    const missing = { ok: false, error: { kind: 'missing' } }
    expect(await account.gateway.conversation(nowhere)).toEqual(missing)
    expect(await account.gateway.listMessages({ conversationSid: nowhere, page: null })).toEqual(missing)
  })
})

describe('the text log', () => {
  it('holds what a conversation has captured and what none has, one way at a time, since a moment', async () => {
    const since = at('2026-11-21T18:00:00.000Z')
    const guest = (from: string, to: string, iso: string) =>
      account.twilio.guestTexts({ from, to, body: `At ${iso}`, at: iso })
    await guest(ann, '+12025550151', '2026-11-21T17:59:59.000Z')
    const first = await guest(ann, '+12025550151', '2026-11-21T18:00:00.000Z')
    const second = await guest(ann, '+12025550151', '2026-11-21T18:05:00.900Z')
    await guest(john, '+12025550150', '2026-11-21T18:06:00.000Z')
    const listed = done(await account.gateway.listTexts({ number: account.numbers[1]!, way: 'to', since, page: null }))
    expect(first).toMatchObject({ conversationSid: null, index: null })
    expect(listed.items.map(({ sid }) => sid)).toEqual([second.smsSid, first.smsSid])
    // Whole seconds: the log's times are no finer.
    expect(listed.items[0]).toMatchObject({ from: ann, direction: 'inbound', at: at('2026-11-21T18:05:00.000Z') })
    const captured = done(
      await account.gateway.listTexts({ number: account.numbers[0]!, way: 'to', since, page: null }),
    )
    expect(captured.items).toMatchObject([{ from: john, body: 'At 2026-11-21T18:06:00.000Z' }])
    expect(done(await account.gateway.text(second.smsSid))).toMatchObject({ body: 'At 2026-11-21T18:05:00.900Z' })
  })

  it('is listed whole over more than two pages', async () => {
    const since = at('2026-12-01T00:00:00.000Z')
    const texts = Array.from({ length: 2_100 }, (_, number) => ({ body: `Night ${number}`, from: ann }))
    for (const { body, from } of texts)
      await account.twilio.guestTexts({ from, to: '+12025550151', body, at: '2026-12-01T00:00:00.000Z' })
    const ask = (page: string | null) =>
      account.gateway.listTexts({ number: account.numbers[1]!, way: 'to', since, page })
    const { items, pages } = await allPages(ask)
    expect(pages).toBe(3)
    expect(new Set(items.map(({ body }) => body)).size).toBe(2_100)
  })

  it('sends by a number, and keeps how far the text came', async () => {
    const order = { from: account.numbers[1]!, to: ann, body: 'Welcome', mediaUrls: [], statusUrl: null }
    const { sid: textSid } = done(await account.gateway.sendText(order))
    await account.twilio.receipt({ messageSid: textSid, status: 'undelivered', errorCode: 30005 })
    expect(done(await account.gateway.text(textSid))).toMatchObject({
      ...{ from: '+12025550151', to: ann, direction: 'outbound', body: 'Welcome' },
      ...{ status: 'undelivered', errorCode: 30005 },
    })
  })

  it.each([
    ['STOP', 21610],
    ['a number that is none', 21211],
  ])('says no for %s', async (why, code) => {
    if (why === 'STOP') await account.twilio.guestTexts({ from: ann, to: '+12025550151', body: 'Stop ' })
    const to = why === 'STOP' ? ann : ('+0' as typeof ann)
    const order = { from: account.numbers[1]!, to, body: 'Welcome', mediaUrls: [], statusUrl: null }
    expect(await account.gateway.sendText(order)).toEqual({ ok: false, error: { kind: 'refused', code } })
  })
})

/** Catch-up against the stateful fake Twilio: what no webhook brought is fetched, once, with as few questions as may be. */
import { afterEach, describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { ourNumbers, readLineSid, updateLineSid } from '../../db/queries/lines.ts'
import { messageOfSid, messagesOfConversation, updateMessage } from '../../db/queries/messages.ts'
import { ok } from '../../electron/domain/result.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { catchUpState, createCatchUp, wishForCatchUp } from '../../electron/services/catch-up/index.ts'
import { connectionView } from '../../electron/services/connection/index.ts'
import { fileIncoming } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import type { FakeTwilio } from '../support/fake-twilio.ts'
import { at, book, dana, must } from '../support/test-desk.ts'
import {
  aroundCalls,
  bodiesOf,
  cutOff,
  openTextingDesk,
  startSilentTwilio,
  type TextingDesk,
} from '../support/texting-desk.ts'

const John = '+12025550101'
const Ann = '+12025550102'
const Max = '+12025550103'
const number = '+12025550150'

let twilio: FakeTwilio
let house: TextingDesk
afterEach(async () => {
  expect(await twilio.violations()).toEqual([])
  house.close()
  await twilio.stop()
})
async function open(
  options: Parameters<typeof startSilentTwilio>[0] = {},
  desk: Parameters<typeof openTextingDesk>[1] = {},
) {
  twilio = await startSilentTwilio(options)
  house = openTextingDesk(twilio, desk)
}
/** As a process that has just started. */
const fresh = () => createCatchUp({ desk: house.desk, gateways: house.gateways, pause: async () => {} })
const texts = (from: string, body: string, time: string, to = twilio.numbers[0]!) =>
  twilio.guestTexts({ from, to, body, at: `2026-06-10T${time}Z` })
/** One a second, so many that they do not fit on one page. */
const manyTexts = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      twilio.guestTexts({
        ...{ from: John, to: number, body: `Text ${index}` },
        at: new Date(at('2026-06-10T08:00:00Z') + index * 1000).toISOString(),
      }),
    ),
  )
const db = () => house.desk.store.read
const stored = () => everyConversation(db()).flatMap((id) => messagesOfConversation(db(), id))
const requests = async () => (await twilio.requests()).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
const news = async () => {
  const before = (await requests()).length
  return async () => (await requests()).slice(before)
}
const laterBy = async (ms: number) => {
  house.advance(ms)
  await twilio.setNow(new Date(house.desk.clock.now()).toISOString())
}

describe('after an absence', () => {
  it('case 51: the app was offline, three texts came: all are fetched once, with the times of Twilio', async () => {
    await open()
    await texts(John, 'One', '10:00:00')
    await texts(Ann, 'Two', '10:05:00')
    await texts(John, 'Three', '10:10:00')
    expect(await fresh().run()).toEqual({ found: 3, requests: 7, fault: null })
    expect(bodiesOf(house.desk)).toEqual([['One', 'Three'], ['Two']])
    expect(stored().map((message) => new Date(message.at).toISOString())).toEqual([
      '2026-06-10T10:00:00.000Z',
      '2026-06-10T10:10:00.000Z',
      '2026-06-10T10:05:00.000Z',
    ])
    expect(everyConversation(db()).map((id) => readConversation(db(), id)!.unread)).toEqual([2, 1])
  })

  it('case 53: the same fetched again adds nothing, by this process or the next', async () => {
    await open()
    await texts(John, 'One', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    const before = stored()
    expect((await catchUp.run()).found).toBe(0)
    expect((await fresh().run()).found).toBe(0)
    expect(stored()).toEqual(before)
  })

  it('case 52: a history of eighty days keeps its dates, is read already, and claims no booking by being new', async () => {
    await open()
    await twilio.guestTexts({ from: John, to: number, body: 'Long ago', at: '2026-03-22T09:00:00Z' })
    await fresh().run()
    book(house.desk, 'LATER1', [['R1', '2026-08-01', '2026-08-05']], { name: 'John Doe', phone: John })
    const [conversation] = everyConversation(db()).map((id) => readConversation(db(), id)!)
    expect(stored().map((message) => new Date(message.at).toISOString())).toEqual(['2026-03-22T09:00:00.000Z'])
    expect(conversation).toMatchObject({ unitId: null, linkId: null, unread: 0 })
  })

  it('keeps what is younger than two days unread on the first run, and everything later', async () => {
    await open()
    await twilio.guestTexts({ from: John, to: number, body: 'Yesterday', at: '2026-06-09T09:00:00Z' })
    await twilio.guestTexts({ from: Ann, to: number, body: 'Last week', at: '2026-06-03T09:00:00Z' })
    await fresh().run()
    const unread = new Map(stored().map(({ body, readAt }) => [body, readAt === null]))
    expect([...unread].sort()).toEqual([
      ['Last week', false],
      ['Yesterday', true],
    ])
    await twilio.guestTexts({ from: Max, to: number, body: 'While we were shut', at: '2026-06-10T14:00:00Z' })
    await laterBy(hours(120))
    await fresh().run()
    expect(stored().find(({ body }) => body === 'While we were shut')?.readAt).toBeNull()
  })

  it('case 14: after scenarios over two phones and two units no text is lost and none is doubled', async () => {
    await open({ numbers: ['+12025550150', '+12025550151'] })
    book(house.desk, 'A1', [['R1', '2026-06-09', '2026-06-12']], { name: 'John Doe', phone: John })
    const sent = []
    for (let count = 0; count < 12; count++)
      sent.push(
        await texts(count % 3 === 0 ? Ann : John, `Text ${count}`, `10:${10 + count}:00`, twilio.numbers[count % 2]),
      )
    await fresh().run()
    await fresh().run()
    expect(
      stored()
        .map(({ sid }) => sid)
        .sort(),
    ).toEqual(sent.map(({ messageSid }) => messageSid).sort())
  })

  it('takes up a conversation of Twilio that was made meanwhile, and a closed one is read a last time', async () => {
    await open()
    const first = await texts(John, 'Before', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    await texts(John, 'Last words', '13:40:00')
    await twilio.setConversationState(first.conversationSid!, 'closed')
    const second = await texts(John, 'In a new one', '13:50:00')
    expect(second.conversationSid).not.toBe(first.conversationSid)
    await laterBy(minutes(30))
    await catchUp.run()
    expect(bodiesOf(house.desk)).toEqual([['Before', 'Last words', 'In a new one']])
    expect(readLineSid(db(), first.conversationSid!)?.state).toBe('closed')
    expect(stored().every(({ sid }) => sid?.startsWith('IM'))).toBe(true)
  })

  it('finds one that was made and closed while nobody looked', async () => {
    await open()
    const lost = await texts(John, 'Anybody?', '10:00:00')
    await twilio.setConversationState(lost.conversationSid!, 'closed')
    await fresh().run()
    expect(stored().map(({ body, sid }) => [body, sid])).toEqual([['Anybody?', lost.messageSid]])
  })

  it('pages through more than a hundred missed texts of one guest', async () => {
    await open()
    await manyTexts(105)
    expect((await fresh().run()).found).toBe(105)
    expect(bodiesOf(house.desk)[0]).toEqual(Array.from({ length: 105 }, (_, count) => `Text ${count}`))
  })
})

describe('a cursor', () => {
  const live = async (sid: string, conversationSid: string) => {
    const listed = await house.gateway.listMessages({ conversationSid, page: null })
    const message = listed.ok ? listed.value.items.find((one) => one.sid === sid)! : null!
    const media = message.media.map((one) => ({ ...one, serviceSid: message.serviceSid }))
    const incoming = { ...message, stream: 'conversations' as const, number: null, to: null, optOut: null, media }
    return must(
      transact(house.desk, { actor: 'Latchkey', source: 'program' }, (work) => ok(fileIncoming(work, incoming))),
    )
  }

  it('is not moved by a webhook: a lost fifth text is found behind a sixth that came live', async () => {
    await open()
    const first = await texts(John, 'First', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    await texts(John, 'Lost', '13:40:00')
    const sixth = await texts(John, 'Came live', '13:41:00')
    expect(await live(sixth.messageSid, sixth.conversationSid!)).toBe('filed')
    expect(readLineSid(db(), first.conversationSid!)?.verifiedIndex).toBe(first.index)
    await laterBy(minutes(20))
    await catchUp.run()
    expect(bodiesOf(house.desk)).toEqual([['First', 'Lost', 'Came live']])
    expect(readLineSid(db(), first.conversationSid!)?.verifiedIndex).toBe(sixth.index)
  })

  it('waits where a page was not had: what came is filed, and the rest is fetched by the next run', async () => {
    await open()
    await manyTexts(105)
    await twilio.fault({ method: 'GET', path: '/Conversations/CH[^/]+/Messages$', status: 429, times: 50, skip: 1 })
    const broken = await fresh().run()
    expect(broken.fault).toContain('Twilio is busy')
    expect(stored()).toHaveLength(100)
    expect(readLineSid(db(), stored()[0]!.twilioConversationSid!)).toMatchObject({ verifiedIndex: -1, checkedAt: null })
    expect(ourNumbers(db())[0]).toMatchObject({ watermark: 0 })
    await twilio.clearFaults()
    expect((await fresh().run()).fault).toBeNull()
    expect(stored()).toHaveLength(105)
    expect(ourNumbers(db())[0]?.watermark).toBe(house.desk.clock.now())
  })

  it('rides out a busy server within one run', async () => {
    await open()
    await texts(John, 'Hello', '10:00:00')
    await twilio.fault({ method: 'GET', path: 'Messages', status: 429, times: 2 })
    await twilio.fault({ method: 'GET', path: '/v1/Conversations$', status: 503, times: 1 })
    expect(await fresh().run()).toMatchObject({ found: 1, fault: null })
  })
})

describe('how much is asked', () => {
  it('is two questions a number and one list when nothing changed', async () => {
    await open()
    await texts(John, 'One', '10:00:00')
    await texts(Ann, 'Two', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    const asked = await news()
    await laterBy(minutes(5))
    expect(await catchUp.run()).toEqual({ found: 0, requests: 3, fault: null })
    expect((await asked()).sort()).toEqual(['GET Conversations', 'GET Messages.json', 'GET Messages.json'])
  })

  it('grows by one question for the one guest who wrote', async () => {
    await open()
    for (const guest of [John, Ann, Max]) await texts(guest, 'Hello', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    await texts(Ann, 'Once more', '13:40:00')
    await laterBy(minutes(20))
    expect(await catchUp.run()).toEqual({ found: 1, requests: 4, fault: null })
  })

  it('is forty questions and a list for twenty quiet numbers, with four of them in flight at most', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `+120255501${(60 + index).toString()}`)
    await open({ numbers })
    let flying = 0
    let most = 0
    const counted = aroundCalls(house.gateway, async (call) => {
      most = Math.max(most, ++flying)
      try {
        return await call()
      } finally {
        flying--
      }
    })
    const catchUp = createCatchUp({ desk: house.desk, gateways: { current: () => counted } })
    await catchUp.run()
    expect((await catchUp.run()).requests).toBe(41)
    expect(most).toBe(4)
  })

  it('is once a day for an open conversation of which nothing is heard', async () => {
    await open()
    const { conversationSid } = await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    await twilio.memberTexts({
      conversationSid: conversationSid!,
      author: John,
      body: 'Not in the log',
      at: '2026-06-10T13:40:00Z',
    })
    await laterBy(hours(23))
    expect((await catchUp.run()).found).toBe(0)
    await laterBy(hours(2))
    expect((await catchUp.run()).found).toBe(1)
  })
})

describe('a text that the log has and no conversation', () => {
  it('is filed from the log after a minute, flagged, and never twice', async () => {
    await open({ numbers: [{ phone: number, autocreation: false }] })
    const text = await texts(John, 'Rejected by a hook', '13:29:30')
    const catchUp = fresh()
    expect((await catchUp.run()).found).toBe(0)
    await laterBy(minutes(5))
    expect((await catchUp.run()).found).toBe(1)
    expect(stored()).toMatchObject([{ sid: text.smsSid, body: 'Rejected by a hook', routeRule: 'general' }])
    expect(stored()[0]?.statusReason).toContain('log at Twilio')
    await laterBy(minutes(5))
    expect((await catchUp.run()).found).toBe(0)
    expect((await fresh().run()).found).toBe(0)
    expect(stored()).toHaveLength(1)
  })

  it('gives its row to the message that comes after all, and becomes one with it', async () => {
    await open()
    const text = await texts(John, 'Hello', '10:00:00')
    await twilio.fault({ method: 'GET', path: '/v1/Conversations', status: 404, times: 100 })
    await fresh().run()
    expect(stored()).toMatchObject([{ sid: text.smsSid }])
    await twilio.clearFaults()
    await laterBy(minutes(5))
    await fresh().run()
    expect(stored()).toMatchObject([
      { sid: text.messageSid, messageIndex: 0, twilioConversationSid: text.conversationSid, statusReason: null },
    ])
    expect(everyConversation(db()).map((id) => readConversation(db(), id)!.unread)).toEqual([1])
  })

  it('is not taken for a stray where it was written in a group', async () => {
    await open()
    await twilio.guestTexts({ from: John, to: number, body: 'Hello all', at: '2026-06-10T10:00:00Z', others: [Ann] })
    await fresh().run()
    await fresh().run()
    expect(stored().map(({ body, sid }) => [body, sid?.slice(0, 2)])).toEqual([['Hello all', 'IM']])
  })

  it('of the staff is one command, by whichever stream it comes', async () => {
    await open()
    await texts('+12025550199', 'check in 101', '10:00:00')
    await fresh().run()
    await fresh().run()
    const kept = house.desk.store.sqlite.prepare('select body, substr(sid, 1, 2) as kind from staff_texts').all()
    expect(kept).toEqual([{ body: 'check in 101', kind: 'IM' }])
    expect(stored()).toEqual([])
  })
})

describe('a number whose log is believed', () => {
  it('is read from its log, both ways, once, without a question about conversations', async () => {
    await open({ numbers: [{ phone: number, autocreation: false }] }, { authority: 'messaging' })
    const text = await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    expect(await catchUp.run()).toEqual({ found: 1, requests: 2, fault: null })
    expect(stored()).toMatchObject([{ sid: text.smsSid, direction: 'inbound', statusReason: null }])
    expect(await catchUp.run()).toEqual({ found: 0, requests: 2, fault: null })
  })
})

describe('receipts', () => {
  it('of texts of the last two days are asked for, and less often the longer they stay open', async () => {
    await open()
    const first = await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    const [id] = everyConversation(db())
    const sent = must(sendText(house.desk, dana, { conversationId: id!, text: 'Welcome' }))
    const answer = await house.gateway.send({
      conversationSid: first.conversationSid!,
      author: 'desk:Dana',
      body: 'Welcome',
      attributes: { clientMsgId: sent.clientId!, unit: null, kind: 'text' },
      mediaSids: [],
    })
    if (!answer.ok) throw new Error(answer.error.kind)
    const { sid, index, at: sentAt } = answer.value
    house.desk.store.write((write) =>
      updateMessage(write, sent.id, {
        ...{ sid, messageIndex: index, twilioConversationSid: first.conversationSid, at: sentAt, status: 'sent' },
      }),
    )
    await laterBy(minutes(5))
    const asked = await news()
    await catchUp.run()
    expect((await asked()).filter((one) => one === 'GET Receipts')).toHaveLength(1)
    await catchUp.run()
    expect((await asked()).filter((one) => one === 'GET Receipts')).toHaveLength(1)
    await twilio.receipt({ messageSid: sid, status: 'delivered' })
    await laterBy(minutes(10))
    await catchUp.run()
    expect(messageOfSid(db(), sid)?.status).toBe('delivered')
  })
})

describe('when it runs', () => {
  it('is at the start, every five minutes, and at once after a wish of another process', async () => {
    await open()
    const catchUp = fresh()
    const runs = async () => {
      const before = (await requests()).length
      catchUp.begin()
      await catchUp.idle()
      return (await requests()).length - before
    }
    expect(await runs()).toBe(3)
    await laterBy(minutes(4))
    expect(await runs()).toBe(0)
    await laterBy(minutes(1))
    expect(await runs()).toBe(3)
    house.desk.store.write(wishForCatchUp)
    expect(await runs()).toBe(3)
    expect(await runs()).toBe(0)
  })

  it('looks at one conversation alone on a hint', async () => {
    await open()
    const { conversationSid } = await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    await texts(John, 'Hinted', '13:30:10')
    house.desk.store.write((write) => updateLineSid(write, conversationSid!, { checkSoon: true }))
    const asked = await news()
    await laterBy(20_000)
    catchUp.begin()
    await catchUp.idle()
    expect(await asked()).toEqual(['GET Messages'])
    expect(bodiesOf(house.desk)).toEqual([['Hello', 'Hinted']])
    expect(readLineSid(db(), conversationSid!)?.checkSoon).toBe(false)
  })

  it('keeps a hint whose conversation could not be read', async () => {
    await open()
    const { conversationSid } = await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    await catchUp.run()
    house.desk.store.write((write) => updateLineSid(write, conversationSid!, { checkSoon: true }))
    await twilio.fault({ method: 'GET', path: 'Messages', status: 500, times: 20 })
    catchUp.begin()
    await catchUp.idle()
    expect(readLineSid(db(), conversationSid!)?.checkSoon).toBe(true)
  })

  it('stops at an account that is refused, says so, and does not ask again and again', async () => {
    await open()
    await twilio.rotateToken('0'.repeat(32))
    const catchUp = fresh()
    expect((await catchUp.run()).fault).toContain('refuses the account or its token')
    expect(catchUpState(db()).fault).toContain('refuses the account or its token')
    const asked = await news()
    await laterBy(minutes(6))
    catchUp.begin()
    await catchUp.idle()
    expect(await asked()).toEqual([])
  })

  it('says that Twilio cannot be reached, keeps what is here, and goes on by itself within a minute', async () => {
    await open()
    await texts(John, 'Hello', '10:00:00')
    const catchUp = fresh()
    let current = aroundCalls(house.gateway, cutOff)
    const away = createCatchUp({ desk: house.desk, gateways: { current: () => current } })
    expect((await away.run()).fault).toContain('cannot be reached')
    expect(connectionView(house.desk).state).toBe('offline')
    current = house.gateway
    await laterBy(minutes(1))
    away.begin()
    await away.idle()
    expect(connectionView(house.desk).state).toBe('online')
    expect(catchUpState(db())).toMatchObject({ fault: null, found: 1 })
    expect((await catchUp.run()).found).toBe(0)
  })
})

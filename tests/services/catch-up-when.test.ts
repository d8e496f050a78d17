/** What the log alone has, receipts, and when catch-up runs. */
import { afterEach, describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { readLineSid, updateLineSid } from '../../db/queries/lines.ts'
import { messageOfSid, messagesOfConversation, updateMessage } from '../../db/queries/messages.ts'
import { minutes } from '../../electron/domain/time.ts'
import { catchUpState, createCatchUp, wishForCatchUp } from '../../electron/services/catch-up/index.ts'
import { connectionView } from '../../electron/services/connection/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import type { FakeTwilio } from '../support/fake-twilio.ts'
import { dana, must } from '../support/test-desk.ts'
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

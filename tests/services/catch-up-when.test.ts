/** What the log alone has, receipts, and when catch-up runs. */
import { describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { readLineSid, updateLineSid } from '../../db/queries/lines.ts'
import { messageOfSid, updateMessage } from '../../db/queries/messages.ts'
import { minutes } from '../../electron/domain/time.ts'
import { catchUpState, createCatchUp, wishForCatchUp } from '../../electron/services/catch-up/index.ts'
import { connectionView } from '../../electron/services/connection/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { silentHouses } from '../support/silent-houses.ts'
import { dana, must } from '../support/test-desk.ts'
import { aroundCalls, bodiesOf, cutOff } from '../support/texting-desk.ts'

const John = '+12025550101'
const Ann = '+12025550102'
const number = '+12025550150'

const open = silentHouses()

describe('a text that the log has and no conversation', () => {
  it('is filed from the log after a minute, flagged, and never twice', async () => {
    const house = await open({ numbers: [{ phone: number, autocreation: false }] })
    const text = await house.texts(John, 'Rejected by a hook', '13:29:30')
    const catchUp = house.catchUp()
    expect((await catchUp.run()).found).toBe(0)
    await house.laterBy(minutes(5))
    expect((await catchUp.run()).found).toBe(1)
    expect(house.stored()).toMatchObject([{ sid: text.smsSid, body: 'Rejected by a hook', routeRule: 'general' }])
    expect(house.stored()[0]?.statusReason).toContain('log at Twilio')
    await house.laterBy(minutes(5))
    expect((await catchUp.run()).found).toBe(0)
    expect((await house.catchUp().run()).found).toBe(0)
    expect(house.stored()).toHaveLength(1)
  })

  it('gives its row to the message that comes after all, and becomes one with it', async () => {
    const house = await open()
    const text = await house.texts(John, 'Hello', '10:00:00')
    await house.twilio.fault({ method: 'GET', path: '/v1/Conversations', status: 404, times: 100 })
    await house.catchUp().run()
    expect(house.stored()).toMatchObject([{ sid: text.smsSid }])
    await house.twilio.clearFaults()
    await house.laterBy(minutes(5))
    await house.catchUp().run()
    expect(house.stored()).toMatchObject([
      { sid: text.messageSid, messageIndex: 0, twilioConversationSid: text.conversationSid, statusReason: null },
    ])
    expect(everyConversation(house.db).map((id) => readConversation(house.db, id)!.unread)).toEqual([1])
  })

  it('is not taken for a stray where it was written in a group', async () => {
    const house = await open()
    await house.twilio.guestTexts({
      from: John,
      to: number,
      body: 'Hello all',
      at: '2026-06-10T10:00:00Z',
      others: [Ann],
    })
    await house.catchUp().run()
    await house.catchUp().run()
    expect(house.stored().map(({ body, sid }) => [body, sid?.slice(0, 2)])).toEqual([['Hello all', 'IM']])
  })

  it('of the staff is one command, by whichever stream it comes', async () => {
    const house = await open()
    await house.texts('+12025550199', 'check in 101', '10:00:00')
    await house.catchUp().run()
    await house.catchUp().run()
    const kept = house.desk.store.sqlite.prepare('select body, substr(sid, 1, 2) as kind from staff_texts').all()
    expect(kept).toEqual([{ body: 'check in 101', kind: 'IM' }])
    expect(house.stored()).toEqual([])
  })
})

describe('a number whose log is believed', () => {
  it('is read from its log, both ways, once, without a question about conversations', async () => {
    const house = await open({ numbers: [{ phone: number, autocreation: false }] }, { authority: 'messaging' })
    const text = await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    expect(await catchUp.run()).toEqual({ found: 1, requests: 2, fault: null })
    expect(house.stored()).toMatchObject([{ sid: text.smsSid, direction: 'inbound', statusReason: null }])
    expect(await catchUp.run()).toEqual({ found: 0, requests: 2, fault: null })
  })
})

describe('receipts', () => {
  it('of texts of the last two days are asked for, and less often the longer they stay open', async () => {
    const house = await open()
    const first = await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    const [id] = everyConversation(house.db)
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
    await house.laterBy(minutes(5))
    const asked = await house.listen()
    await catchUp.run()
    expect((await asked()).filter((one) => one === 'GET Receipts')).toHaveLength(1)
    await catchUp.run()
    expect((await asked()).filter((one) => one === 'GET Receipts')).toHaveLength(1)
    await house.twilio.receipt({ messageSid: sid, status: 'delivered' })
    await house.laterBy(minutes(10))
    await catchUp.run()
    expect(messageOfSid(house.db, sid)?.status).toBe('delivered')
  })
})

describe('when it runs', () => {
  it('is at the start, every five minutes, and at once after a wish of another process', async () => {
    const house = await open()
    const catchUp = house.catchUp()
    const runs = async () => {
      const asked = await house.listen()
      catchUp.begin()
      await catchUp.idle()
      return (await asked()).length
    }
    expect(await runs()).toBe(3)
    await house.laterBy(minutes(4))
    expect(await runs()).toBe(0)
    await house.laterBy(minutes(1))
    expect(await runs()).toBe(3)
    house.desk.store.write(wishForCatchUp)
    expect(await runs()).toBe(3)
    expect(await runs()).toBe(0)
  })

  it('looks at one conversation alone on a hint', async () => {
    const house = await open()
    const { conversationSid } = await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    await house.texts(John, 'Hinted', '13:30:10')
    house.desk.store.write((write) => updateLineSid(write, conversationSid!, { checkSoon: true }))
    const asked = await house.listen()
    await house.laterBy(20_000)
    catchUp.begin()
    await catchUp.idle()
    expect(await asked()).toEqual(['GET Messages'])
    expect(bodiesOf(house.desk)).toEqual([['Hello', 'Hinted']])
    expect(readLineSid(house.db, conversationSid!)?.checkSoon).toBe(false)
  })

  it('keeps a hint whose conversation could not be read', async () => {
    const house = await open()
    const { conversationSid } = await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    house.desk.store.write((write) => updateLineSid(write, conversationSid!, { checkSoon: true }))
    await house.twilio.fault({ method: 'GET', path: 'Messages', status: 500, times: 20 })
    catchUp.begin()
    await catchUp.idle()
    expect(readLineSid(house.db, conversationSid!)?.checkSoon).toBe(true)
  })

  it('stops at an account that is refused, says so, and does not ask again and again', async () => {
    const house = await open()
    await house.twilio.rotateToken('0'.repeat(32))
    const catchUp = house.catchUp()
    expect((await catchUp.run()).fault).toContain('refuses the account or its token')
    expect(catchUpState(house.db).fault).toContain('refuses the account or its token')
    const asked = await house.listen()
    await house.laterBy(minutes(6))
    catchUp.begin()
    await catchUp.idle()
    expect(await asked()).toEqual([])
  })

  it('says that Twilio cannot be reached, keeps what is here, and goes on by itself within a minute', async () => {
    const house = await open()
    await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    let current = aroundCalls(house.gateway, cutOff)
    const away = createCatchUp({ desk: house.desk, gateways: { current: () => current } })
    expect((await away.run()).fault).toContain('cannot be reached')
    expect(connectionView(house.desk).state).toBe('offline')
    current = house.gateway
    await house.laterBy(minutes(1))
    away.begin()
    await away.idle()
    expect(connectionView(house.desk).state).toBe('online')
    expect(catchUpState(house.db)).toMatchObject({ fault: null, found: 1 })
    expect((await catchUp.run()).found).toBe(0)
  })
})

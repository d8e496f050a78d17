/** Catch-up against the stateful fake Twilio: what no webhook brought is fetched, once, with as few questions as may be. */
import { describe, expect, it } from 'vitest'
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { readConversation } from '../../db/queries/conversations.ts'
import { ourNumbers, readLineSid } from '../../db/queries/lines.ts'
import { ok } from '../../electron/domain/result.ts'
import { hours, minutes } from '../../electron/domain/time.ts'
import { createCatchUp } from '../../electron/services/catch-up/index.ts'
import { fileIncoming } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { type SilentHouse, silentHouses } from '../support/silent-houses.ts'
import { at, book, must } from '../support/test-desk.ts'
import { aroundCalls, bodiesOf } from '../support/texting-desk.ts'

const John = '+12025550101'
const Ann = '+12025550102'
const Max = '+12025550103'
const number = '+12025550150'

const open = silentHouses()
/** One a second, so many that they do not fit on one page. */
const manyTexts = ({ twilio }: SilentHouse, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      twilio.guestTexts({
        ...{ from: John, to: number, body: `Text ${index}` },
        at: new Date(at('2026-06-10T08:00:00Z') + index * 1000).toISOString(),
      }),
    ),
  )

describe('after an absence', () => {
  it('case 51: the app was offline, three texts came: all are fetched once, with the times of Twilio', async () => {
    const house = await open()
    await house.texts(John, 'One', '10:00:00')
    await house.texts(Ann, 'Two', '10:05:00')
    await house.texts(John, 'Three', '10:10:00')
    expect(await house.catchUp().run()).toEqual({ found: 3, requests: 7, fault: null })
    expect(bodiesOf(house.desk)).toEqual([['One', 'Three'], ['Two']])
    expect(house.stored().map((message) => new Date(message.at).toISOString())).toEqual([
      '2026-06-10T10:00:00.000Z',
      '2026-06-10T10:10:00.000Z',
      '2026-06-10T10:05:00.000Z',
    ])
    expect(everyConversation(house.db).map((id) => readConversation(house.db, id)!.unread)).toEqual([2, 1])
  })

  it('case 53: the same fetched again adds nothing, by this process or the next', async () => {
    const house = await open()
    await house.texts(John, 'One', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    const before = house.stored()
    expect((await catchUp.run()).found).toBe(0)
    expect((await house.catchUp().run()).found).toBe(0)
    expect(house.stored()).toEqual(before)
  })

  it('case 52: a history of eighty days keeps its dates, is read already, and claims no booking by being new', async () => {
    const house = await open()
    await house.twilio.guestTexts({ from: John, to: number, body: 'Long ago', at: '2026-03-22T09:00:00Z' })
    await house.catchUp().run()
    book(house.desk, 'LATER1', [['R1', '2026-08-01', '2026-08-05']], { name: 'John Doe', phone: John })
    const [conversation] = everyConversation(house.db).map((id) => readConversation(house.db, id)!)
    expect(house.stored().map((message) => new Date(message.at).toISOString())).toEqual(['2026-03-22T09:00:00.000Z'])
    expect(conversation).toMatchObject({ unitId: null, linkId: null, unread: 0 })
  })

  it('keeps what is younger than two days unread on the first run, and everything later', async () => {
    const house = await open()
    await house.twilio.guestTexts({ from: John, to: number, body: 'Yesterday', at: '2026-06-09T09:00:00Z' })
    await house.twilio.guestTexts({ from: Ann, to: number, body: 'Last week', at: '2026-06-03T09:00:00Z' })
    await house.catchUp().run()
    const unread = new Map(house.stored().map(({ body, readAt }) => [body, readAt === null]))
    expect([...unread].sort()).toEqual([
      ['Last week', false],
      ['Yesterday', true],
    ])
    await house.twilio.guestTexts({ from: Max, to: number, body: 'While we were shut', at: '2026-06-10T14:00:00Z' })
    await house.laterBy(hours(120))
    await house.catchUp().run()
    expect(house.stored().find(({ body }) => body === 'While we were shut')?.readAt).toBeNull()
  })

  it('case 14: after scenarios over two phones and two units no text is lost and none is doubled', async () => {
    const house = await open({ numbers: ['+12025550150', '+12025550151'] })
    book(house.desk, 'A1', [['R1', '2026-06-09', '2026-06-12']], { name: 'John Doe', phone: John })
    const sent = []
    for (let count = 0; count < 12; count++)
      sent.push(
        await house.texts(
          count % 3 === 0 ? Ann : John,
          `Text ${count}`,
          `10:${10 + count}:00`,
          house.twilio.numbers[count % 2],
        ),
      )
    await house.catchUp().run()
    await house.catchUp().run()
    expect(
      house
        .stored()
        .map(({ sid }) => sid)
        .sort(),
    ).toEqual(sent.map(({ messageSid }) => messageSid).sort())
  })

  it('takes up a conversation of Twilio that was made meanwhile, and a closed one is read a last time', async () => {
    const house = await open()
    const first = await house.texts(John, 'Before', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    await house.texts(John, 'Last words', '13:40:00')
    await house.twilio.setConversationState(first.conversationSid!, 'closed')
    const second = await house.texts(John, 'In a new one', '13:50:00')
    expect(second.conversationSid).not.toBe(first.conversationSid)
    await house.laterBy(minutes(30))
    await catchUp.run()
    expect(bodiesOf(house.desk)).toEqual([['Before', 'Last words', 'In a new one']])
    expect(readLineSid(house.db, first.conversationSid!)?.state).toBe('closed')
    expect(house.stored().every(({ sid }) => sid?.startsWith('IM'))).toBe(true)
  })

  it('finds one that was made and closed while nobody looked', async () => {
    const house = await open()
    const lost = await house.texts(John, 'Anybody?', '10:00:00')
    await house.twilio.setConversationState(lost.conversationSid!, 'closed')
    await house.catchUp().run()
    expect(house.stored().map(({ body, sid }) => [body, sid])).toEqual([['Anybody?', lost.messageSid]])
  })

  it('pages through more than a hundred missed texts of one guest', async () => {
    const house = await open()
    await manyTexts(house, 105)
    expect((await house.catchUp().run()).found).toBe(105)
    expect(bodiesOf(house.desk)[0]).toEqual(Array.from({ length: 105 }, (_, count) => `Text ${count}`))
  })
})

describe('a cursor', () => {
  const live = async (house: SilentHouse, sid: string, conversationSid: string) => {
    const listed = await house.gateway.listMessages({ conversationSid, page: null })
    const message = listed.ok ? listed.value.items.find((one) => one.sid === sid)! : null!
    const media = message.media.map((one) => ({ ...one, serviceSid: message.serviceSid }))
    const incoming = { ...message, stream: 'conversations' as const, number: null, to: null, optOut: null, media }
    return must(
      transact(house.desk, { actor: 'Latchkey', source: 'program' }, (work) => ok(fileIncoming(work, incoming))),
    )
  }

  it('is not moved by a webhook: a lost fifth text is found behind a sixth that came live', async () => {
    const house = await open()
    const first = await house.texts(John, 'First', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    await house.texts(John, 'Lost', '13:40:00')
    const sixth = await house.texts(John, 'Came live', '13:41:00')
    expect(await live(house, sixth.messageSid, sixth.conversationSid!)).toBe('filed')
    expect(readLineSid(house.db, first.conversationSid!)?.verifiedIndex).toBe(first.index)
    await house.laterBy(minutes(20))
    await catchUp.run()
    expect(bodiesOf(house.desk)).toEqual([['First', 'Lost', 'Came live']])
    expect(readLineSid(house.db, first.conversationSid!)?.verifiedIndex).toBe(sixth.index)
  })

  it('waits where a page was not had: what came is filed, and the rest is fetched by the next run', async () => {
    const house = await open()
    await manyTexts(house, 105)
    await house.twilio.fault({
      method: 'GET',
      path: '/Conversations/CH[^/]+/Messages$',
      status: 429,
      times: 50,
      skip: 1,
    })
    const broken = await house.catchUp().run()
    expect(broken.fault).toContain('Twilio is busy')
    expect(house.stored()).toHaveLength(100)
    expect(readLineSid(house.db, house.stored()[0]!.twilioConversationSid!)).toMatchObject({
      verifiedIndex: -1,
      checkedAt: null,
    })
    expect(ourNumbers(house.db)[0]).toMatchObject({ watermark: 0 })
    await house.twilio.clearFaults()
    expect((await house.catchUp().run()).fault).toBeNull()
    expect(house.stored()).toHaveLength(105)
    expect(ourNumbers(house.db)[0]?.watermark).toBe(house.desk.clock.now())
  })

  it('rides out a busy server within one run', async () => {
    const house = await open()
    await house.texts(John, 'Hello', '10:00:00')
    await house.twilio.fault({ method: 'GET', path: 'Messages', status: 429, times: 2 })
    await house.twilio.fault({ method: 'GET', path: '/v1/Conversations$', status: 503, times: 1 })
    expect(await house.catchUp().run()).toMatchObject({ found: 1, fault: null })
  })
})

describe('how much is asked', () => {
  it('is two questions a number and one list when nothing changed', async () => {
    const house = await open()
    await house.texts(John, 'One', '10:00:00')
    await house.texts(Ann, 'Two', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    const asked = await house.listen()
    await house.laterBy(minutes(5))
    expect(await catchUp.run()).toEqual({ found: 0, requests: 3, fault: null })
    expect((await asked()).sort()).toEqual(['GET Conversations', 'GET Messages.json', 'GET Messages.json'])
  })

  it('grows by one question for the one guest who wrote', async () => {
    const house = await open()
    for (const guest of [John, Ann, Max]) await house.texts(guest, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    await house.texts(Ann, 'Once more', '13:40:00')
    await house.laterBy(minutes(20))
    expect(await catchUp.run()).toEqual({ found: 1, requests: 4, fault: null })
  })

  it('is forty questions and a list for twenty quiet numbers, with four of them in flight at most', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => `+120255501${(60 + index).toString()}`)
    const house = await open({ numbers })
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
    const house = await open()
    const { conversationSid } = await house.texts(John, 'Hello', '10:00:00')
    const catchUp = house.catchUp()
    await catchUp.run()
    await house.twilio.memberTexts({
      conversationSid: conversationSid!,
      author: John,
      body: 'Not in the log',
      at: '2026-06-10T13:40:00Z',
    })
    await house.laterBy(hours(23))
    expect((await catchUp.run()).found).toBe(0)
    await house.laterBy(hours(2))
    expect((await catchUp.run()).found).toBe(1)
  })
})

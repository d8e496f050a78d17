/**
 * From a text on Twilio to its answer there: the signed webhook comes over HTTP, the command is done, the reply leaves
 * once, whatever is delivered twice and wherever the process dies.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { pausedSetting } from '../../db/restore.ts'
import type { Gateways, MessageGateway } from '../../electron/ports/message-gateway.ts'
import { answerStaffTexts } from '../../electron/services/sms-commands/index.ts'
import { createTexting } from '../../electron/services/texting/index.ts'
import { type FakeTwilio, startFakeTwilio } from '../support/fake-twilio.ts'
import { A, B, room } from '../support/houses.ts'
import { base, type ListeningDesk, listening, ourNumber } from '../support/listening-desk.ts'
import { danasPhone, fromFeed, staysShown, stranger } from '../support/sms-desk.ts'
import { aroundCalls, gatewayOf } from '../support/texting-desk.ts'

const days = '2026-06-10..2026-06-12'
const startedAt = '2026-06-10T13:30:00.000Z'
const filters = ['onMessageAdded', 'onConversationAdded', 'onParticipantAdded', 'onConversationStateUpdated']
let process: FakeTwilio
beforeAll(async () => {
  process = await startFakeTwilio({ numbers: [ourNumber], now: startedAt })
})
afterAll(() => process.stop())

type Texting = ReturnType<typeof createTexting>
type House = ListeningDesk & {
  readonly twilio: FakeTwilio
  /** A process of its own takes up what the last one left. */
  readonly restart: (change?: (gateway: MessageGateway) => MessageGateway) => void
  readonly texting: () => Texting
  /** Works off what came, answers it and sends what is due, over and over for two minutes. */
  readonly round: () => Promise<void>
  /** Dana writes, and Twilio tells the desk. */
  readonly danaTexts: (body: string, at?: string) => Promise<void>
  /** What Dana's phone was sent. */
  readonly received: () => Promise<readonly string[]>
}

async function open(authority: 'conversations' | 'messaging', mode: 'desk' | 'group' = 'desk'): Promise<House> {
  const twilio = await process.another({ numbers: [ourNumber], now: startedAt })
  const desk = await listening({ twilio: { accountSid: twilio.accountSid, apiBaseUrl: twilio.url, authority, mode } })
  desk.environment.TEST_TWILIO_TOKEN = twilio.authToken
  await twilio.route(base, `http://127.0.0.1:${desk.port}`)
  const gateway = gatewayOf(twilio)
  // In a group house who is in a conversation is heard of late.
  const events = mode === 'group' ? ['onMessageAdded'] : filters
  await gateway.account.setWebhook({ postUrl: `${base}/twilio/conversations`, filters: events })
  const numbers = await gateway.account.numbers()
  if (!numbers.ok) throw new Error('the account has no numbers')
  for (const { sid } of numbers.value)
    await gateway.account.setSmsUrl({ numberSid: sid, url: `${base}/twilio/messages` })
  let texting = createTexting({ desk: desk.desk, gateways: { current: () => gateway } })
  return {
    ...desk,
    twilio,
    texting: () => texting,
    restart(change = (one) => one) {
      const gateways: Gateways = { current: () => change(gateway) }
      texting = createTexting({ desk: desk.desk, gateways })
    },
    async round() {
      for (let pass = 0; pass < 4; pass++) {
        desk.process()
        await texting.settle('outbox', false)
        await twilio.webhooksIdle()
        desk.advance(30_000)
        await twilio.setNow(new Date(desk.desk.clock.now()).toISOString())
      }
    },
    async danaTexts(body, at) {
      await twilio.guestTexts({ from: danasPhone, to: ourNumber, body, ...(at === undefined ? {} : { at }) })
      await twilio.webhooksIdle()
    },
    async received() {
      const { texts, conversations } = await twilio.state()
      const theirs = conversations.filter((one) => one.participants.some(({ address }) => address === danasPhone))
      return [
        ...theirs.flatMap((one) => one.messages.filter((text) => text.author === 'Latchkey')),
        ...texts.filter((text) => text.to === danasPhone && text.direction === 'outbound-api'),
      ].map((text) => text.body)
    },
  }
}
const named = `${A}: Room 1, 10-12 Jun. 1 guest, 2 doors. Contact missing, A1.`
function failOnce(bytes: House['desk']['random']['bytes']): typeof bytes {
  let failed = false
  return (count) => {
    if (failed) return bytes(count)
    failed = true
    throw new Error('a bug')
  }
}
const ways = ['conversations', 'messaging'] as const

describe.each(ways)('a command over a number whose authority is %s', (authority) => {
  it('is done once and answered once, though every webhook comes twice and on both paths', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1), room(2)])
    await house.twilio.webhooks({ duplicate: 1, smsCopy: true })
    await house.danaTexts(`${A}: 1-2`)
    await house.round()
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`, `R2 ${days} expected -`])
    expect(await house.received()).toEqual([named])
    // Neither the command nor its answer is any guest's text.
    expect(house.desk.store.sqlite.prepare('select count(*) from messages').pluck().get()).toBe(0)
    expect(house.desk.store.sqlite.prepare('select count(*) from contacts').pluck().get()).toBe(0)
    expect(await house.twilio.violations()).toEqual([])
  })

  it('is answered in the order of its texts, each over the line it came in on', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1), room(2)])
    await house.danaTexts(`${A}: 1-2`)
    await house.danaTexts('OK')
    await house.danaTexts(`check ${B}`)
    await house.round()
    expect(await house.received()).toEqual([
      named,
      'Nothing done. Nothing waits for an OK.',
      `Nothing done. No booking has the reference ${B}.`,
    ])
  })

  it.each(['before', 'after'] as const)(
    'is answered once though the process dies %s Twilio took the answer',
    async (when) => {
      const house = await open(authority)
      fromFeed(house.desk, [room(1)])
      await house.danaTexts(`${A}: 1-2`)
      house.process()
      house.restart((gateway) => ({
        ...gateway,
        send: async (order) => {
          if (when === 'after') await gateway.send(order)
          throw new Error('the process ends here')
        },
        sendText: async (order) => {
          if (when === 'after') await gateway.sendText(order)
          throw new Error('the process ends here')
        },
      }))
      await house.texting().settle('outbox', false)
      expect(await house.received()).toHaveLength(when === 'after' ? 1 : 0)
      house.restart()
      await house.round()
      expect(await house.received()).toEqual([named])
    },
  )

  it('waits without the Internet, is done all the same, and answered once when it is back', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1)])
    await house.danaTexts(`${A}: 1-2`)
    house.restart((gateway) =>
      aroundCalls(gateway, async () => ({ ok: false, error: { kind: 'unreachable' } }) as never),
    )
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    expect(await house.received()).toEqual([])
    house.restart()
    await house.round()
    expect(await house.received()).toEqual([named])
  })

  it('of a stranger is a guest text and nothing else', async () => {
    const house = await open(authority)
    fromFeed(house.desk, [room(1)])
    await house.twilio.guestTexts({ from: stranger, to: ourNumber, body: `${A}: 1-2` })
    await house.twilio.webhooksIdle()
    await house.round()
    await house.texting().settle('all', false)
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    expect(house.desk.store.sqlite.prepare('select body from messages').pluck().all()).toEqual([`${A}: 1-2`])
  })
})

it('what a manager writes into a group is no command, also where the group is not known as one yet', async () => {
  const house = await open('conversations', 'group')
  fromFeed(house.desk, [room(1)])
  const guest = '+12025550101'
  await house.twilio.guestTexts({ from: danasPhone, to: ourNumber, body: `${A}: 1-2`, others: [guest] })
  await house.twilio.webhooksIdle()
  house.process()
  expect(answerStaffTexts(house.desk)).toBe(0)
  await house.texting().settle('all', false)
  house.advance(5 * 60_000)
  await house.texting().settle('all', false)
  expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
  expect(await house.received()).toEqual([])
  // One to one it is one in such a house too.
  await house.danaTexts(`${A}: 1-2`)
  await house.round()
  await house.texting().settle('all', false)
  expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
})

it('a text that trips a bug is not done, its sender is told, and the others go on', async () => {
  const house = await open('messaging')
  fromFeed(house.desk, [room(1)])
  await house.danaTexts(`${A}: 1-2`)
  await house.danaTexts('OK')
  house.process()
  const { desk } = house
  const failing = { ...desk, random: { ...desk.random, bytes: failOnce(desk.random.bytes) } }
  expect(answerStaffTexts(failing)).toBe(2)
  expect(staysShown(desk)).toEqual([`R1 ${days} expected -`])
  await house.round()
  expect(await house.received()).toEqual([
    'Nothing done: the desk could not work this out. Please do it at the desk.',
    'Nothing done. Nothing waits for an OK.',
  ])
})

it('a phone that answers by itself is not answered for ever', async () => {
  const house = await open('messaging')
  for (let text = 0; text < 6; text++) await house.danaTexts('I am driving and will answer later.')
  await house.round()
  expect(await house.received()).toEqual(
    Array.from({ length: 3 }, () => 'Nothing done. This is no command; send "guide" for those there are.'),
  )
  await house.danaTexts('OK')
  await house.round()
  expect(await house.received()).toHaveLength(4)
})

describe('a command that comes late', () => {
  it('by more than a day is not done: it is asked for again, once', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [['R1', '2026-06-12', '2026-06-14']])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`, '2026-06-10T13:30:00.000Z')
    await house.danaTexts(`${B}: 1-2`, '2026-06-10T13:31:00.000Z')
    house.advance(30 * 3_600_000)
    await house.twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual(['R1 2026-06-12..2026-06-14 expected -'])
    expect(await house.received()).toEqual([
      `Nothing done: "${B}: 1-2" came 30 h late. Send it again if it still holds.`,
    ])
  })

  it('by some hours is done when the desk is back', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`)
    house.advance(5 * 3_600_000)
    await house.twilio.setNow(new Date(house.desk.clock.now()).toISOString())
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
    expect((await house.received())[0]).toContain(`${A}: Room 1`)
  })

  it('from before its sender was entered as staff is neither done nor answered', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.twilio.webhooks({ live: false })
    await house.danaTexts(`${A}: 1-2`, '2026-06-10T09:00:00.000Z')
    await house.texting().settle('all', false)
    await house.round()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    expect(await house.received()).toEqual([])
  })

  it('into a folder that waits after a restore stays unread until a person says go', async () => {
    const house = await open('messaging')
    fromFeed(house.desk, [room(1)])
    await house.danaTexts(`${A}: 1-2`)
    house.process()
    house.desk.store.write((db) => writeSetting(db, pausedSetting, { at: 1 }))
    house.texting().begin(true)
    await house.texting().idle()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected -`])
    house.texting().begin(false)
    await house.texting().idle()
    expect(staysShown(house.desk)).toEqual([`R1 ${days} expected ${A}`])
  })
})

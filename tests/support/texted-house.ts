/** A house whose manager texts over Twilio: signed webhooks come in over HTTP, and answers go out. */
import { afterAll, beforeAll } from 'vitest'
import type { Gateways, MessageGateway } from '../../electron/ports/message-gateway.ts'
import { createTexting } from '../../electron/services/texting/index.ts'
import { type FakeTwilio, startFakeTwilio } from './fake-twilio.ts'
import { base, type ListeningDesk, listening, ourNumber } from './listening-desk.ts'
import { danasPhone } from './sms-desk.ts'
import { gatewayOf } from './texting-desk.ts'

export const startedAt = '2026-06-10T13:30:00.000Z'
const filters = [
  'onMessageAdded',
  'onConversationAdded',
  'onParticipantAdded',
  'onConversationStateUpdated',
  'onDeliveryUpdated',
]
type Texting = ReturnType<typeof createTexting>
export type TextedHouse = ListeningDesk & {
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

async function openHouse(
  twilio: FakeTwilio,
  authority: 'conversations' | 'messaging',
  mode: 'desk' | 'group',
): Promise<TextedHouse> {
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

/** Opens such houses in a test file, each at an account of its own; all are closed after their tests. */
export function textedHouses() {
  let process: FakeTwilio
  beforeAll(async () => {
    process = await startFakeTwilio({ numbers: [ourNumber], now: startedAt })
  })
  afterAll(() => process.stop())
  return async (authority: 'conversations' | 'messaging', mode: 'desk' | 'group' = 'desk'): Promise<TextedHouse> =>
    openHouse(await process.another({ numbers: [ourNumber], now: startedAt }), authority, mode)
}

/** A test desk beside the fake Twilio: numbers set up, the real gateway, and clocks that go together. */
import { everyConversation } from '../../db/queries/conversation-listing.ts'
import { writeSetting } from '../../db/queries/house.ts'
import { writeNumber } from '../../db/queries/lines.ts'
import { messagesOfConversation } from '../../db/queries/messages.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { defaultAccountSid, type WorldOptions } from '../../electron/adapters/training-twilio/index.ts'
import { twilioGateway } from '../../electron/adapters/twilio/twilio-gateway.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import type { Gateways, MessageGateway } from '../../electron/ports/message-gateway.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { type FakeTwilio, startFakeTwilio } from './fake-twilio.ts'
import { openTestDesk, type TestDesk, type TestDeskOptions } from './test-desk.ts'

export const textingStart = '2026-06-10T13:30:00.000Z'

export type Authority = 'conversations' | 'messaging'

/** Sets the desk up for these numbers, as a house file does. */
export function assignNumbers(
  desk: Desk,
  numbers: readonly string[],
  { authority = 'conversations', apiBaseUrl = null }: { authority?: Authority; apiBaseUrl?: string | null } = {},
): void {
  desk.store.write((db) => {
    writeSetting(db, 'twilio', { accountSid: defaultAccountSid, mode: 'desk', authority, apiBaseUrl })
    writeSetting(db, 'twilio-numbers', numbers)
    for (const [position, phone] of numbers.entries())
      writeNumber(db, { phone: phone as PhoneNumber, position, active: true, authority })
  })
}

export const gatewayOf = (twilio: FakeTwilio): MessageGateway =>
  twilioGateway({
    accountSid: twilio.accountSid,
    authToken: twilio.authToken,
    apiBaseUrl: twilio.url,
    logger: silentLogger,
    timeoutMs: 3_000,
  })

/** The gateway with something around each of its calls; `around` decides whether and when a call is made. */
export function aroundCalls(
  gateway: MessageGateway,
  around: <Answer>(call: () => Promise<Answer>) => Promise<Answer>,
): MessageGateway {
  const calls = Object.entries(gateway).map(([name, call]) => [
    name,
    typeof call === 'function'
      ? (input: never) => around(() => (call as (input: never) => Promise<unknown>)(input))
      : call,
  ])
  return Object.fromEntries(calls) as MessageGateway
}
export const cutOff = async <Answer>(): Promise<Answer> =>
  ({ ok: false, error: { kind: 'unreachable' } }) as unknown as Answer

export type TextingDesk = TestDesk & { readonly gateways: Gateways; readonly gateway: MessageGateway }

export function openTextingDesk(
  twilio: FakeTwilio,
  options: TestDeskOptions & { readonly authority?: Authority } = {},
): TextingDesk {
  const open = openTestDesk({ now: textingStart, ...options })
  assignNumbers(open.desk, twilio.numbers, { authority: options.authority ?? 'conversations', apiBaseUrl: twilio.url })
  const gateway = gatewayOf(twilio)
  return { ...open, gateway, gateways: { current: () => gateway } }
}

/** Twilio without webhooks, whose clock stands at the desk's start: what is not fetched does not come. */
export const startSilentTwilio = (options: WorldOptions = {}): Promise<FakeTwilio> =>
  startFakeTwilio({ now: textingStart, ...options })

/** What the guests of this desk wrote and were written: by conversation, oldest first. */
export const bodiesOf = (desk: Desk): readonly (readonly string[])[] =>
  everyConversation(desk.store.read).map((id) =>
    messagesOfConversation(desk.store.read, id).map((message) => message.body),
  )

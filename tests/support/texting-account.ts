/** A desk with its account at the fake Twilio, to be set up, saved and tested. */
import { afterEach } from 'vitest'
import { ourNumbers } from '../../db/queries/lines.ts'
import type { WorldOptions } from '../../electron/adapters/training-twilio/index.ts'
import { twilioGateway } from '../../electron/adapters/twilio/twilio-gateway.ts'
import type { Gateways } from '../../electron/ports/message-gateway.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { accountState, setUpAccount, type TextingInput } from '../../electron/services/texting-setup/index.ts'
import { type FakeTwilio, startFakeTwilio } from './fake-twilio.ts'
import { type ListeningDesk, openListeningDesk } from './listening-desk.ts'

export const base = 'https://desk.example.com'
export const hook = `${base}/twilio/conversations`
/** Our numbers. */
export const one = '+12025550150'
export const two = '+12025550151'

/** What a test leaves to be ended, the last first. */
export const ended: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

export type World = { readonly twilio: FakeTwilio; readonly desk: ListeningDesk; readonly gateways: Gateways }
export async function world(
  options: WorldOptions = {},
  tunnel: Readonly<Record<string, unknown>> = {},
): Promise<World> {
  const twilio = await startFakeTwilio(options)
  ended.push(() => twilio.stop())
  const desk = await openListeningDesk({
    twilio: { accountSid: twilio.accountSid, numbers: twilio.numbers, apiBaseUrl: twilio.url },
    tunnel: { kind: 'url', url: base, ...tunnel },
  })
  ended.push(() => desk.stop())
  desk.environment.TEST_TWILIO_TOKEN = twilio.authToken
  const gateway = twilioGateway({
    accountSid: twilio.accountSid,
    authToken: twilio.authToken,
    apiBaseUrl: twilio.url,
    messagingServiceSid: null,
    logger: desk.desk.logger,
    timeoutMs: 3_000,
  })
  return { twilio, desk, gateways: { current: () => gateway } }
}
export const setUp = ({ desk, gateways }: World) => setUpAccount(desk.desk, gateways.current()!)
export const itemsOf = ({ desk }: World, kind: string) => attentionItems(desk.desk).filter((item) => item.kind === kind)
export const writes = async ({ twilio }: World) =>
  (await twilio.requests()).filter((request) => request.method === 'POST')
export const numbersOf = ({ desk }: World) => ourNumbers(desk.desk.store.read)
export const stateOf = ({ desk }: World) => accountState(desk.desk.store.read)

export const twilioOf = ({ twilio }: World): NonNullable<TextingInput['twilio']> => ({
  accountSid: twilio.accountSid,
  authToken: null,
  numbers: [...twilio.numbers],
  mode: 'desk',
  authority: 'conversations',
})
export const inputOf = (here: World, tunnel: Partial<TextingInput['tunnel']> = {}): TextingInput => ({
  twilio: twilioOf(here),
  tunnel: { kind: 'url', authtoken: null, domain: null, url: base, ...tunnel },
})

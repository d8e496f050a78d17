/** A gateway on a fake Twilio, as the tests of both use them; what it logs is kept. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { WorldOptions } from '../../electron/adapters/training-twilio/index.ts'
import { twilioGateway } from '../../electron/adapters/twilio/twilio-gateway.ts'
import { type PhoneNumber, parsePhone } from '../../electron/domain/phone-number.ts'
import type { Result } from '../../electron/domain/result.ts'
import type { LogFields } from '../../electron/ports/logger.ts'
import type { GatewayFault, MessageGateway, Page } from '../../electron/ports/message-gateway.ts'
import { type FakeTwilio, startFakeTwilio } from './fake-twilio.ts'

export const phone = (raw: string): PhoneNumber => {
  const read = parsePhone(raw, 'US')
  if (!read.ok) throw new Error(`${raw} is no phone number`)
  return read.value
}
export const john = phone('+12025550101')
export const ann = phone('+12025550102')
export const manager = phone('+12025550103')

export type TwilioAccount = {
  readonly twilio: FakeTwilio
  readonly gateway: MessageGateway
  readonly numbers: readonly PhoneNumber[]
  readonly logged: readonly string[]
  readonly gatewayWith: (over: Partial<Parameters<typeof twilioGateway>[0]>) => MessageGateway
}

/** An account of its own process, or of the process of another one. */
export async function openTwilioAccount(options: WorldOptions = {}, beside?: FakeTwilio): Promise<TwilioAccount> {
  const start = beside?.another ?? startFakeTwilio
  const twilio = await start({ now: '2026-11-21T15:00:00.000Z', ...options })
  const logged: string[] = []
  const note = (event: string, fields?: LogFields) => void logged.push(JSON.stringify({ event, fields }))
  const gatewayWith: TwilioAccount['gatewayWith'] = (over) =>
    twilioGateway({
      ...{ accountSid: twilio.accountSid, authToken: twilio.authToken, apiBaseUrl: twilio.url },
      ...{ timeoutMs: 2_000, groupLookEveryMs: 1 },
      logger: { info: note, warn: note, error: (event, error) => void logged.push(`${event} ${String(error)}`) },
      ...over,
    })
  return { twilio, gateway: gatewayWith({}), numbers: twilio.numbers.map(phone), logged, gatewayWith }
}

/**
 * Opens accounts of one process in a test file. After its test each was asked nothing outside Twilio's contract, and is
 * stopped.
 */
export function twilioAccounts(): (options?: WorldOptions) => Promise<TwilioAccount> {
  let vendor: FakeTwilio
  beforeAll(async () => {
    vendor = await startFakeTwilio()
  })
  afterAll(() => vendor.stop())
  const open: FakeTwilio[] = []
  afterEach(async () => {
    for (const twilio of open.splice(0)) {
      expect(twilio.judged).toBe(true)
      expect(await twilio.violations()).toEqual([])
      await twilio.stop()
    }
  })
  return async (options = {}) => {
    const account = await openTwilioAccount(options, vendor)
    open.push(account.twilio)
    return account
  }
}

/** The value of a call that must have gone well. */
export function done<Value>(answer: Result<Value, GatewayFault>): Value {
  if (!answer.ok) throw new Error(`the call failed: ${JSON.stringify(answer.error)}`)
  return answer.value
}

/** All items of a listing, and how many pages they came in. */
export async function allPages<Item>(
  ask: (page: string | null) => Promise<Result<Page<Item>, GatewayFault>>,
): Promise<{ readonly items: readonly Item[]; readonly pages: number }> {
  const items: Item[] = []
  let next: string | null = null
  let pages = 0
  do {
    const page: Page<Item> = done(await ask(next))
    items.push(...page.items)
    next = page.next
    pages++
  } while (next !== null)
  return { items, pages }
}

/** One account's calls: the client, and how each of them is asked. */
import type { Twilio } from 'twilio'
import type { Logger } from '../../ports/logger.ts'
import type { Asked, Page } from '../../ports/message-gateway.ts'
import { asked } from './twilio-faults.ts'

export type AccountCalls = {
  readonly accountSid: string
  /** Texts leave by this Messaging Service where one is set, else by the account's default. */
  readonly messagingServiceSid: string | null
  /** Runs one call on the client; `what` names it in the log. */
  readonly ask: <Value>(what: string, call: (twilio: Twilio) => Promise<Value>) => Asked<Value>
}

export const accountCalls = (
  given: Pick<AccountCalls, 'accountSid' | 'messagingServiceSid'> & {
    readonly client: () => Promise<Twilio>
    readonly logger: Logger
  },
): AccountCalls => ({
  accountSid: given.accountSid,
  messagingServiceSid: given.messagingServiceSid,
  ask: (what, call) => asked(given.logger, what, async () => call(await given.client())),
})

/** A page of the SDK's as the port's; its next address is checked when it is asked (vendor-address.ts). */
export const pageOf = <Instance, Item>(
  page: { readonly instances: readonly Instance[]; readonly nextPageUrl?: string | undefined },
  read: (instance: Instance) => Item,
): Page<Item> => ({ items: page.instances.map(read), next: page.nextPageUrl ?? null })

/**
 * The port's gateway over Twilio's official SDK: Conversations (classic) v1, the interface of 2010-04-01, and the media
 * service. Nothing is repeated here; the services look before they repeat. No error of the SDK leaves this folder.
 */
import type { Logger } from '../../ports/logger.ts'
import type { MessageGateway } from '../../ports/message-gateway.ts'
import { accountCalls } from './account-calls.ts'
import { accountSetupCalls } from './account-setup.ts'
import { conversationTextCalls } from './conversation-texts.ts'
import { lineCalls } from './lines.ts'
import { mediaCalls } from './media.ts'
import { rosterCalls } from './rosters.ts'
import { textLogCalls } from './text-log.ts'
import { lazyTwilio } from './twilio-client.ts'
import { asked, Faulted } from './twilio-faults.ts'
import { vendorAddress } from './vendor-address.ts'

export type TwilioOptions = {
  readonly accountSid: string
  /** A secret: never logged. */
  readonly authToken: string
  /** Takes the place of scheme, host and port of all Twilio hosts (design.md 5.1); null for Twilio itself. */
  readonly apiBaseUrl: string | null
  readonly messagingServiceSid?: string | null
  readonly logger: Logger
  /** For one answer; a file may take four times as long. */
  readonly timeoutMs: number
  /** Between two looks at a group that is being made. */
  readonly groupLookEveryMs?: number
}

export function twilioGateway(options: TwilioOptions): MessageGateway {
  const { accountSid, authToken, logger, timeoutMs } = options
  const address = vendorAddress(options.apiBaseUrl)
  const client = lazyTwilio({ accountSid, authToken, address, timeoutMs })
  const calls = accountCalls({ accountSid, messagingServiceSid: options.messagingServiceSid ?? null, client, logger })
  const account = accountSetupCalls(calls)
  let serviceSid: string | null = null
  const media = mediaCalls({
    ...{ accountSid, authToken, address, timeoutMs },
    async defaultService() {
      if (serviceSid !== null) return serviceSid
      const answer = await account.configuration()
      if (!answer.ok) throw new Faulted(answer.error)
      serviceSid = answer.value.serviceSid
      if (serviceSid === null) throw new Faulted({ kind: 'missing' })
      return serviceSid
    },
  })
  return {
    ...lineCalls(calls, options.groupLookEveryMs),
    ...rosterCalls(calls),
    ...conversationTextCalls(calls),
    ...textLogCalls(calls),
    fetchMedia: (ref) => asked(logger, 'fetch-media', () => media.fetchMedia(ref)),
    uploadMedia: (file) => asked(logger, 'upload-media', () => media.uploadMedia(file)),
    account,
  }
}

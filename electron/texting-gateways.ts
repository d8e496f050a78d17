/** The house's account at Twilio as the services are given it: made when it is first asked for, anew when settings change. */
import { twilioGateway } from './adapters/twilio/twilio-gateway.ts'
import type { Gateways, MessageGateway } from './ports/message-gateway.ts'
import type { Desk } from './services/desk/index.ts'
import { type Environment, textingAccount } from './services/house/index.ts'

const timeoutMs = 15_000

export function houseGateways(desk: Desk, environment: Environment): Gateways {
  let seenMark = ''
  let made: { readonly key: string; readonly gateway: MessageGateway } | null = null
  return {
    current() {
      const mark = desk.store.changeMark()
      // Nothing was written since: the account is the one that was read last.
      if (mark === seenMark) return made?.gateway ?? null
      seenMark = mark
      const account = textingAccount(desk, environment)
      if (account === null) {
        made = null
        return null
      }
      const { accountSid, authToken, apiBaseUrl, messagingServiceSid } = account
      const key = JSON.stringify([accountSid, authToken, apiBaseUrl, messagingServiceSid])
      if (made?.key !== key) {
        const gateway = twilioGateway({
          accountSid,
          authToken,
          apiBaseUrl,
          messagingServiceSid,
          logger: desk.logger,
          timeoutMs,
        })
        made = { key, gateway }
      }
      return made.gateway
    },
  }
}

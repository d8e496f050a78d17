/** What is set up on the account: webhook, numbers, closing timers, autocreation. */
import { z } from 'zod'
import type { GatewayAccount } from '../../ports/message-gateway.ts'
import type { AccountCalls } from './account-calls.ts'
import { read } from './twilio-shapes.ts'

const filled = z
  .string()
  .nullish()
  // Twilio writes an address that is not set as null here and as nothing there.
  .transform((value) => (value === '' ? null : (value ?? null)))
const webhookShape = z.object({
  postWebhookUrl: filled,
  preWebhookUrl: filled,
  method: filled,
  filters: z.array(z.string()).nullish(),
})
const numberShape = z.object({ sid: z.string(), phoneNumber: z.string(), smsUrl: filled })
const configurationShape = z.object({ defaultChatServiceSid: filled, defaultClosedTimer: filled })
const addressShape = z.object({
  sid: z.string(),
  address: z.string(),
  autoCreation: z.object({ enabled: z.boolean().nullish() }).nullish(),
})

export function accountSetupCalls({ ask }: AccountCalls): GatewayAccount {
  return {
    webhook: () =>
      ask('webhook', async (twilio) => {
        const found = read('webhook', webhookShape, await twilio.conversations.v1.configuration.webhooks().fetch())
        return {
          postUrl: found.postWebhookUrl,
          preUrl: found.preWebhookUrl,
          method: found.method,
          filters: found.filters ?? [],
        }
      }),
    setWebhook: ({ postUrl, filters }) =>
      ask('set-webhook', async (twilio) => {
        // Never a pre-hook: a dead tunnel's 502 there would discard guests' texts (facts/twilio.md section 2).
        await twilio.conversations.v1.configuration
          .webhooks()
          .update({ postWebhookUrl: postUrl, method: 'POST', filters: [...filters] })
        return null
      }),
    numbers: () =>
      ask('numbers', async (twilio) => {
        const found = await twilio.incomingPhoneNumbers.list({ pageSize: 1_000 })
        return found.map((one) => {
          const { sid, phoneNumber, smsUrl } = read('number', numberShape, one)
          return { sid, phone: phoneNumber, smsUrl }
        })
      }),
    setSmsUrl: ({ numberSid, url }) =>
      ask('set-sms-url', async (twilio) => {
        await twilio.incomingPhoneNumbers(numberSid).update({ smsUrl: url, smsMethod: 'POST' })
        return null
      }),
    configuration: () =>
      ask('configuration', async (twilio) => {
        const found = await twilio.conversations.v1.configuration().fetch()
        const { defaultChatServiceSid, defaultClosedTimer } = read('configuration', configurationShape, found)
        return { serviceSid: defaultChatServiceSid, closedTimer: defaultClosedTimer }
      }),
    addressConfigurations: () =>
      ask('address-configurations', async (twilio) => {
        const found = await twilio.conversations.v1.addressConfigurations.list({ pageSize: 50 })
        return found.map((one) => {
          const { sid, address, autoCreation } = read('address', addressShape, one)
          return { sid, address, autocreation: autoCreation?.enabled === true }
        })
      }),
    enableAutocreation: ({ address, sid }) =>
      ask('enable-autocreation', async (twilio) => {
        const on = { 'autoCreation.enabled': true, 'autoCreation.type': 'default' } as const
        const { addressConfigurations } = twilio.conversations.v1
        if (sid === null) await addressConfigurations.create({ type: 'sms', address, ...on })
        else await twilio.conversations.v1.addressConfigurations(sid).update(on)
        return null
      }),
  }
}

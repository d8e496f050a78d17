/** What is set up on the account: its webhook, closing timers, numbers and their autocreation. */
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { accountPage, conversationsPage, pageOf } from './paging.ts'
import { iso, newSid, notFound, type OwnNumber, Refusal, rfc2822, type World } from './world.ts'

const configurationUrl = 'https://conversations.twilio.com/v1/Configuration'
/** 2026-01-01: when all of it was set up. */
const madeAt = 1_767_225_600_000

const showConfiguration = (world: World): unknown => ({
  account_sid: world.accountSid,
  default_chat_service_sid: world.serviceSid,
  default_messaging_service_sid: world.messagingServiceSid,
  default_inactive_timer: null,
  default_closed_timer: world.closedTimer,
  url: configurationUrl,
  links: {},
})

const showWebhook = (world: World): unknown => ({
  account_sid: world.accountSid,
  method: world.webhook.method,
  filters: world.webhook.filters,
  pre_webhook_url: world.webhook.preUrl,
  post_webhook_url: world.webhook.postUrl,
  target: 'webhook',
  url: `${configurationUrl}/Webhooks`,
})

function updateWebhook({ world, form }: Call): Answer {
  const { webhook } = world
  webhook.postUrl = form.get('PostWebhookUrl') ?? webhook.postUrl
  webhook.preUrl = form.get('PreWebhookUrl') ?? webhook.preUrl
  webhook.method = form.get('Method') ?? webhook.method
  if (form.has('Filters')) webhook.filters = form.getAll('Filters')
  return answer(showWebhook(world))
}

const showAddress = (world: World, one: OwnNumber): unknown => ({
  account_sid: world.accountSid,
  sid: one.configurationSid,
  address: one.phone,
  type: 'sms',
  friendly_name: one.phone,
  address_country: null,
  auto_creation: { enabled: one.autocreation, type: 'default', conversation_service_sid: world.serviceSid },
  date_created: iso(madeAt),
  date_updated: iso(madeAt),
  url: `${configurationUrl}/Addresses/${one.configurationSid}`,
})

function listAddresses(call: Call): Answer {
  const configured = call.world.numbers.filter(({ configurationSid }) => configurationSid !== null)
  const page = pageOf(call, configured, ({ sid }) => sid)
  return answer(conversationsPage(call, 'address_configurations', page, (one) => showAddress(call.world, one)))
}

function createAddress({ world, form }: Call): Answer {
  const number = world.numbers.find(({ phone }) => phone === form.get('Address'))
  if (number === undefined) throw new Refusal(400, 50407, 'Address is not a number of this account')
  if (number.configurationSid !== null) throw new Refusal(409, 50341, 'Address configuration already exists')
  number.configurationSid = newSid(world, 'IG')
  number.autocreation = form.get('AutoCreation.Enabled') === 'true'
  return answer(showAddress(world, number), 201)
}

function updateAddress(call: Call): Answer {
  const sid = named(call, 0)
  const number = call.world.numbers.find(({ configurationSid }) => configurationSid === sid)
  if (number === undefined) throw notFound(`/Configuration/Addresses/${sid}`)
  const enabled = call.form.get('AutoCreation.Enabled')
  if (enabled !== null) number.autocreation = enabled === 'true'
  return answer(showAddress(call.world, number))
}

const showNumber = (call: Call, one: OwnNumber): unknown => ({
  account_sid: call.world.accountSid,
  sid: one.sid,
  phone_number: one.phone,
  friendly_name: one.phone,
  sms_url: one.smsUrl ?? '',
  sms_method: 'POST',
  sms_fallback_url: '',
  sms_fallback_method: 'POST',
  capabilities: { voice: true, sms: true, mms: true, fax: false },
  date_created: rfc2822(madeAt),
  date_updated: rfc2822(madeAt),
  uri: `${call.path.replace(/\.json$/, '')}/${one.sid}.json`,
})

function listNumbers(call: Call): Answer {
  const asked = call.query.get('PhoneNumber')
  const all = call.world.numbers.filter(({ phone }) => asked === null || phone === asked)
  const page = pageOf(call, all, ({ sid }) => sid)
  return answer(accountPage(call, 'incoming_phone_numbers', page, (one) => showNumber(call, one)))
}

function updateNumber(call: Call): Answer {
  const number = call.world.numbers.find(({ sid }) => sid === named(call, 0))
  if (number === undefined) throw notFound(call.path)
  if (call.form.has('SmsUrl')) number.smsUrl = call.form.get('SmsUrl')
  return answer(showNumber(call, number))
}

const numbers = '^/2010-04-01/Accounts/[^/]+/IncomingPhoneNumbers'
export const accountResources: readonly Resource[] = [
  { method: 'GET', path: /^\/v1\/Configuration$/, answer: ({ world }) => answer(showConfiguration(world)) },
  { method: 'GET', path: /^\/v1\/Configuration\/Webhooks$/, answer: ({ world }) => answer(showWebhook(world)) },
  { method: 'POST', path: /^\/v1\/Configuration\/Webhooks$/, answer: updateWebhook },
  { method: 'GET', path: /^\/v1\/Configuration\/Addresses$/, answer: listAddresses },
  { method: 'POST', path: /^\/v1\/Configuration\/Addresses$/, answer: createAddress },
  { method: 'POST', path: /^\/v1\/Configuration\/Addresses\/([^/]+)$/, answer: updateAddress },
  { method: 'GET', path: new RegExp(`${numbers}\\.json$`), answer: listNumbers },
  { method: 'POST', path: new RegExp(`${numbers}/([^/]+)\\.json$`), answer: updateNumber },
]

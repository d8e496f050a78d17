/** Texting of the invented house, as its settings show and change it. `?texting=off` is a house without, `fine` one without trouble. */
import type { TemplateView, TextingView } from '../../electron/contract/views.ts'
import { changed, page, Refusal } from './fixture-memory.ts'
import type { Desk } from './fixture-reservations.ts'

const scene = new URLSearchParams(page.location.search).get('texting') ?? 'troubled'
const DAY = '2026-11-21'

const ready: readonly TemplateView[] = [
  {
    id: 'tpl-parking',
    name: 'Parking',
    language: 'en',
    body: 'Hello {guest}, your place in the garage is number {?place}. It is yours from {arrival} to {departure}.',
  },
  {
    id: 'tpl-lost',
    name: 'Lost property',
    language: 'en',
    body: 'Dear {guest}, we found your {?thing} in {unit}. Posting it costs {?amount}. Reply POST or KEEP.',
  },
  {
    id: 'tpl-checkout',
    name: 'Check-out',
    language: 'de',
    body: 'Guten Tag {guest}, bitte verlassen Sie {units} am {departure} bis {checkOut}. Gute Reise, {house}',
  },
]

const off: TextingView = {
  configured: false,
  accountSid: null,
  hasToken: false,
  mode: 'desk',
  authority: 'conversations',
  numbers: [],
  tunnel: {
    kind: 'none',
    domain: null,
    url: null,
    publicUrl: null,
    state: 'off',
    since: null,
    detail: null,
    hasAuthtoken: false,
  },
  webhook: { state: 'unknown', foreignUrl: null, checkedAt: null, preHook: false },
  catchUp: { lastAt: null, lastOkAt: null, fault: null, found: 0 },
  rejected: { signature: 0, account: 0, size: 0, rate: 0 },
  templates: [],
}

const fine: TextingView = {
  ...off,
  configured: true,
  accountSid: 'AC00000000000000000000000000000001',
  hasToken: true,
  numbers: ['+1 202 555 0150', '+1 202 555 0151'].map((phone) => ({
    phone,
    authority: 'conversations',
    autocreation: 'on',
    foreignUrl: null,
    checkedAt: `${DAY}T15:09:00.000Z`,
    fault: null,
  })),
  tunnel: {
    kind: 'ngrok',
    domain: 'harbour-desk.example.net',
    url: null,
    publicUrl: 'https://harbour-desk.example.net',
    state: 'up',
    since: '2026-11-19T08:02:00.000Z',
    detail: null,
    hasAuthtoken: true,
  },
  webhook: { state: 'ours', foreignUrl: null, checkedAt: `${DAY}T15:09:00.000Z`, preHook: false },
  catchUp: { lastAt: `${DAY}T15:09:00.000Z`, lastOkAt: `${DAY}T15:09:00.000Z`, fault: null, found: 1 },
  templates: ready,
}

const troubled: TextingView = {
  ...fine,
  numbers: [
    fine.numbers[0]!,
    { ...fine.numbers[1]!, autocreation: 'off', foreignUrl: 'https://old-desk.example.net/sms' },
  ],
  webhook: {
    ...fine.webhook,
    state: 'foreign',
    foreignUrl: 'https://old-desk.example.net/twilio/conversations',
  },
  rejected: { signature: 12, account: 1, size: 0, rate: 0 },
}

let texting = scene === 'off' ? off : scene === 'fine' ? fine : troubled
const keep = (next: TextingView): TextingView => {
  texting = next
  page.setTimeout(changed, 10)
  return texting
}

type TextingVerbs = Pick<Desk, Extract<keyof Desk, `texting.${string}` | `templates.${string}`>>

export const textingVerbs: TextingVerbs = {
  'texting.view': () => texting,
  'texting.save': ({ twilio, tunnel }) => {
    if (twilio?.accountSid.endsWith('9'))
      throw new Refusal('bad-input', 'Twilio knows no such account. Nothing was saved.')
    if (twilio === null) return keep({ ...off, templates: texting.templates })
    return keep({
      ...fine,
      ...texting,
      configured: true,
      hasToken: true,
      accountSid: twilio.accountSid,
      mode: twilio.mode,
      authority: twilio.authority,
      numbers: twilio.numbers.map(
        (phone) =>
          texting.numbers.find((number) => number.phone === phone) ?? {
            ...fine.numbers[0]!,
            phone,
            autocreation: 'unknown',
            checkedAt: null,
          },
      ),
      tunnel: { ...texting.tunnel, kind: tunnel.kind, domain: tunnel.domain, url: tunnel.url },
    })
  },
  'texting.check': ({ accountSid }) => {
    if (!accountSid.startsWith('AC'))
      throw new Refusal('twilio-unreachable', 'Twilio refused the account SID or the token. Nothing was saved.')
    return { numbers: ['+1 202 555 0150', '+1 202 555 0151', '+1 202 555 0152'] }
  },
  'texting.selfTest': () => ({
    steps: [
      { name: 'tunnel', ok: true, detail: 'ngrok answers at harbour-desk.example.net' },
      { name: 'listener', ok: true, detail: 'asked over the Internet, answered by this desk' },
      { name: 'signature', ok: true, detail: 'a wrong signature was answered 403' },
      { name: 'page', ok: true, detail: 'A browser gets our page at https://harbour-desk.example.net/g.' },
      { name: 'account', ok: true, detail: '2 numbers, both in use here' },
      texting.webhook.state === 'ours'
        ? { name: 'webhook', ok: true, detail: 'https://harbour-desk.example.net/twilio/conversations' }
        : { name: 'webhook', ok: false, detail: 'Twilio still has the address of another program.' },
    ],
  }),
  'texting.takeOver': ({ what, number }) => {
    const given = (phone: string) => number === phone
    if (what === 'webhook') return keep({ ...texting, webhook: fine.webhook })
    return keep({
      ...texting,
      numbers: texting.numbers.map((one) =>
        !given(one.phone) ? one : what === 'sms-url' ? { ...one, foreignUrl: null } : { ...one, autocreation: 'on' },
      ),
    })
  },
  'templates.save': (template) => {
    const id = template.id ?? `tpl-${texting.templates.length + 1}`
    const others = texting.templates.filter((one) => one.id !== id)
    return keep({ ...texting, templates: [...others, { ...template, id }] })
  },
  'templates.remove': ({ id }) =>
    keep({ ...texting, templates: texting.templates.filter((template) => template.id !== id) }),
}

/**
 * Proves step by step that a text would get here: a signed request goes out to the public address and must come back. On
 * the same way guests come to their pages.
 */
import { createHmac } from 'node:crypto'
import type { SelfTestView } from '../../contract/inbox-views.ts'
import type { OutsideCall } from '../../ports/listener.ts'
import type { Gateways } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import type { TextingAccount } from '../house/index.ts'
import { makeSelfTestWord, publicBase, tunnelState } from '../tunnel/index.ts'
import { gatewayWords } from './gateway-words.ts'
import { conversationsUrl, usedFilters } from './set-up-account.ts'

export type SelfTestParts = {
  readonly desk: Desk
  readonly gateways: Gateways
  readonly account: TextingAccount | null
  readonly call: OutsideCall
  /** Asks for the guest pages as a phone would; null where there are none to ask for. */
  readonly seePages: () => Promise<{ readonly ok: boolean; readonly detail: string } | null>
}
type Step = SelfTestView['steps'][number]

/** Nothing is stored and nothing is changed by it. */
export async function selfTest({ desk, gateways, account, call, seePages }: SelfTestParts): Promise<SelfTestView> {
  const base = publicBase(desk.store.read)
  const steps: Step[] = [tunnelStep(desk, base)]
  if (base !== null && account !== null) steps.push(...(await wayIn(desk, account, base, call)))
  const seen = await seePages()
  if (seen !== null) steps.push({ name: 'page', ...seen })
  const gateway = gateways.current()
  if (gateway === null) {
    const detail = 'No account SID and token are kept, or the token cannot be read here.'
    return { steps: [...steps, { name: 'account', ok: false, detail }] }
  }
  const numbers = await gateway.account.numbers()
  steps.push({
    name: 'account',
    ok: numbers.ok,
    detail: numbers.ok
      ? `Twilio knows the account. It has ${countOf(numbers.value.length)}.`
      : gatewayWords(numbers.error),
  })
  if (numbers.ok && base !== null) {
    const hook = await gateway.account.webhook()
    steps.push({
      name: 'webhook',
      ...(hook.ok ? judgeHook(hook.value, base) : { ok: false, detail: gatewayWords(hook.error) }),
    })
  }
  return { steps }
}

const countOf = (count: number): string => (count === 1 ? 'one number' : `${count} numbers`)

function tunnelStep(desk: Desk, base: string | null): Step {
  const { state, detail } = tunnelState(desk.store.read)
  if (base !== null) return { name: 'tunnel', ok: true, detail: `Twilio is told ${base}.` }
  const closed =
    state === 'off'
      ? 'There is no public address. Texts come in by asking Twilio every few minutes.'
      : 'The tunnel does not stand now.'
  return { name: 'tunnel', ok: false, detail: detail ?? closed }
}

async function wayIn(desk: Desk, account: TextingAccount, base: string, call: OutsideCall): Promise<readonly Step[]> {
  const url = `${base}/twilio/status`
  const { word, answer } = makeSelfTestWord(desk)
  const fields = { AccountSid: account.accountSid, LatchkeyTest: word }
  const got = await call({
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signatureOf(account.authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  })
  if (got === null) return [{ name: 'listener', ok: false, detail: 'Nothing answers at the public address.' }]
  // A refusal is an answer of the desk as well; what a tunnel's edge says looks different.
  const reached = got.status === 403 || got.body === answer
  if (!reached) {
    const detail = `Something else answers at the public address (${got.status}), not this desk.`
    return [{ name: 'listener', ok: false, detail }]
  }
  const through = got.body === answer
  return [
    { name: 'listener', ok: true, detail: 'The public address leads to this desk.' },
    {
      name: 'signature',
      ok: through,
      detail: through
        ? "A request signed like Twilio's was accepted."
        : 'The desk refused a signed request. The public address it is told may differ from the one that is called.',
    },
  ]
}

/** As Twilio signs a form: the address, then each key with its value, in the order of the keys. */
const signatureOf = (token: string, url: string, fields: Readonly<Record<string, string>>): string =>
  createHmac('sha1', token)
    .update(
      Object.entries(fields)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .reduce((text, [key, value]) => text + key + value, url),
    )
    .digest('base64')

function judgeHook(
  hook: { readonly postUrl: string | null; readonly preUrl: string | null; readonly filters: readonly string[] },
  base: string,
): Pick<Step, 'ok' | 'detail'> {
  if (hook.preUrl)
    return {
      ok: false,
      detail:
        'A pre-hook is set on the account: while this computer is off, Twilio drops texts because of it. Take it out at Twilio.',
    }
  if (hook.postUrl !== conversationsUrl(base))
    return { ok: false, detail: `Twilio sends messages to ${hook.postUrl || 'nowhere'}, not to this desk.` }
  const missing = usedFilters.filter((filter) => !hook.filters.includes(filter))
  return missing.length === 0
    ? { ok: true, detail: 'Twilio sends messages to this desk.' }
    : { ok: false, detail: `Twilio does not send ${missing.join(', ')}.` }
}

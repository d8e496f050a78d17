/** Twilio pointed at this desk: set, read back, never over somebody else's address without a yes. Against the fake Twilio. */
import { describe, expect, it } from 'vitest'
import { resolveItem } from '../../electron/services/attention/index.ts'
import { createAccountKeeper, saveTexting, takeOver } from '../../electron/services/texting-setup/index.ts'
import { codeOf, dana, must } from '../support/test-desk.ts'

import {
  base,
  hook,
  inputOf,
  itemsOf,
  numbersOf,
  one,
  setUp,
  stateOf,
  twilioOf,
  two,
  world,
  writes,
} from '../support/texting-account.ts'

describe('the account', () => {
  it('is told the addresses of this desk, once, and reads them back', async () => {
    const here = await world({ numbers: [one, two] })
    expect((await setUp(here)).ok).toBe(true)
    const { webhook, numbers } = await here.twilio.state()
    expect(webhook).toMatchObject({ postUrl: hook, method: 'POST', preUrl: null })
    expect([...webhook.filters].sort()).toEqual([
      'onConversationAdded',
      'onConversationStateUpdated',
      'onDeliveryUpdated',
      'onMessageAdded',
      'onParticipantAdded',
    ])
    expect(numbers.map((number) => number.smsUrl)).toEqual([`${base}/twilio/messages`, `${base}/twilio/messages`])
    expect(stateOf(here)).toMatchObject({ webhook: 'ours', foreignUrl: null, fault: null })
    expect(numbersOf(here).map(({ sid, autocreation }) => [sid !== null, autocreation])).toEqual([
      [true, 'on'],
      [true, 'on'],
    ])
    const before = (await writes(here)).length
    await setUp(here)
    expect(await writes(here)).toHaveLength(before)
    expect(await here.twilio.violations()).toEqual([])
  })

  it('is told a new address where the old one was ours, without asking', async () => {
    const here = await world()
    await setUp(here)
    must(saveTexting(here.desk.desk, dana, inputOf(here, { kind: 'url', url: 'https://other.example.com' }), {}))
    await setUp(here)
    const { webhook, numbers } = await here.twilio.state()
    expect(webhook.postUrl).toBe('https://other.example.com/twilio/conversations')
    expect(numbers[0]?.smsUrl).toBe('https://other.example.com/twilio/messages')
    expect(itemsOf(here, 'webhook-foreign')).toEqual([])
  })

  it('knows an address as its own that it set just before a crash', async () => {
    const here = await world()
    await here.twilio.fault({ method: 'POST', path: 'Configuration/Webhooks', status: 500, after: true })
    expect((await setUp(here)).ok).toBe(false)
    expect(stateOf(here).fault).toContain('tries again')
    must(saveTexting(here.desk.desk, dana, inputOf(here, { kind: 'url', url: 'https://other.example.com' }), {}))
    await setUp(here)
    expect((await here.twilio.state()).webhook.postUrl).toBe('https://other.example.com/twilio/conversations')
    expect(stateOf(here).fault).toBe(null)
  })

  it('puts back a filter that somebody took out', async () => {
    const here = await world({ webhook: { postUrl: hook, filters: ['onMessageAdded'] } })
    await setUp(here)
    expect((await here.twilio.state()).webhook.filters).toHaveLength(5)
  })

  it('changes nothing at Twilio while the desk has no public address', async () => {
    const here = await world({ webhook: { postUrl: 'https://crm.example.com/hook' } }, { kind: 'none', url: null })
    await setUp(here)
    expect(await writes(here)).toEqual([])
    expect(stateOf(here).webhook).toBe('foreign')
    expect(itemsOf(here, 'webhook-foreign')).toEqual([])
  })

  it('keeps what it says in plain words where Twilio refuses, and is set up once it does not', async () => {
    const here = await world()
    await here.twilio.fault({ method: 'GET', path: 'Configuration', status: 401, code: 20003 })
    expect((await setUp(here)).ok).toBe(false)
    expect(stateOf(here).fault).toContain('refuses the account SID or the token')
    await setUp(here)
    expect(stateOf(here).fault).toBe(null)
  })
})

describe('what is not ours', () => {
  const foreign = 'https://crm.example.com/twilio/hook'

  it('is shown, and replaced only after a yes to that very address', async () => {
    const here = await world({ webhook: { postUrl: foreign } })
    await setUp(here)
    expect((await here.twilio.state()).webhook.postUrl).toBe(foreign)
    const [item] = itemsOf(here, 'webhook-foreign')
    expect(item?.detail).toContain(foreign)
    must(resolveItem(here.desk.desk, dana, item!.id, 'replace'))
    await setUp(here)
    expect((await here.twilio.state()).webhook.postUrl).toBe(hook)
    expect(itemsOf(here, 'webhook-foreign')).toEqual([])
    expect(codeOf(takeOver(here.desk.desk, dana, { what: 'webhook', number: null }))).toBe('bad-input')
  })

  it("a number's own address is asked about apart; Twilio's sample is nobody's", async () => {
    const sample = 'https://demo.twilio.com/welcome/sms/reply/'
    const here = await world({
      numbers: [
        { phone: one, smsUrl: foreign },
        { phone: two, smsUrl: sample },
      ],
    })
    await setUp(here)
    const urls = async () => (await here.twilio.state()).numbers.map((number) => number.smsUrl)
    expect(await urls()).toEqual([foreign, `${base}/twilio/messages`])
    must(takeOver(here.desk.desk, dana, { what: 'sms-url', number: '+1 202 555 0150' }))
    await setUp(here)
    expect(await urls()).toEqual([`${base}/twilio/messages`, `${base}/twilio/messages`])
    expect(numbersOf(here).map((number) => number.foreignUrl)).toEqual([null, null])
  })

  it('a yes to one address is none to the next', async () => {
    const here = await world({ webhook: { postUrl: foreign } })
    await setUp(here)
    must(takeOver(here.desk.desk, dana, { what: 'webhook', number: null }))
    const gateway = here.gateways.current()!
    await gateway.account.setWebhook({ postUrl: 'https://third.example.com/hook', filters: [] })
    await setUp(here)
    expect((await here.twilio.state()).webhook.postUrl).toBe('https://third.example.com/hook')
    expect(itemsOf(here, 'webhook-foreign')).toHaveLength(1)
  })

  it('lets Twilio open conversations for new senders only after a yes', async () => {
    const here = await world({ numbers: [{ phone: one, autocreation: false }] })
    await setUp(here)
    const on = async () => (await here.twilio.state()).numbers[0]?.autocreation
    expect(await on()).toBe(false)
    const [item] = itemsOf(here, 'autocreation-off')
    must(resolveItem(here.desk.desk, dana, item!.id, 'enable'))
    await setUp(here)
    expect(await on()).toBe(true)
    expect(numbersOf(here)[0]?.autocreation).toBe('on')
    expect(itemsOf(here, 'autocreation-off')).toEqual([])
    expect(await here.twilio.violations()).toEqual([])
  })

  it('says what loses texts and cannot be mended from here', async () => {
    const here = await world({ webhook: { preUrl: 'https://crm.example.com/pre' }, closedTimer: 'P30D' })
    await setUp(here)
    expect(itemsOf(here, 'texting-trap').map((item) => item.detail.includes('P30D') || item.tone === 'bad')).toEqual([
      true,
      true,
    ])
  })

  it('says which number is not in the account', async () => {
    const here = await world()
    must(
      saveTexting(here.desk.desk, dana, { ...inputOf(here), twilio: { ...twilioOf(here), numbers: [one, two] } }, {}),
    )
    await setUp(here)
    expect(numbersOf(here).map((number) => number.fault !== null)).toEqual([false, true])
    expect(itemsOf(here, 'number-fault')).toHaveLength(1)
  })
})

describe('when it is done', () => {
  it('at the start, after a change and after a yes, and not in between', async () => {
    const here = await world({ webhook: { postUrl: 'https://crm.example.com/hook' } })
    const keeper = createAccountKeeper({ desk: here.desk.desk, gateways: here.gateways })
    const look = async () => {
      const before = (await here.twilio.requests()).length
      keeper.step()
      await keeper.idle()
      return (await here.twilio.requests()).length > before
    }
    expect(await look()).toBe(true)
    expect(await look()).toBe(false)
    must(takeOver(here.desk.desk, dana, { what: 'webhook', number: null }))
    expect(await look()).toBe(true)
    expect((await here.twilio.state()).webhook.postUrl).toBe(hook)
    expect(await look()).toBe(false)
    here.desk.advance(8 * 3_600_000)
    expect(await look()).toBe(true)
    await here.twilio.fault({ method: 'GET', path: 'Configuration', status: 503, times: 1 })
    here.desk.advance(8 * 3_600_000)
    expect(await look()).toBe(true)
    expect(await look()).toBe(false)
    here.desk.advance(6_500)
    expect(await look()).toBe(true)
    expect(stateOf(here).fault).toBe(null)
  })
})

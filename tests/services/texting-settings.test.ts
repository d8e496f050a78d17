/** What the settings screen saves of texting, and the self-test it offers. Against the fake Twilio. */
import { describe, expect, it } from 'vitest'
import { startListener } from '../../electron/adapters/http/listener.ts'
import { outsideCall } from '../../electron/adapters/http/outside-call.ts'
import { textingAccount, twilioSettings } from '../../electron/services/house/index.ts'
import { saveTexting, selfTest, type TextingInput } from '../../electron/services/texting-setup/index.ts'
import { webhookCounts } from '../../electron/services/webhooks/index.ts'
import { codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

import { base, ended, inputOf, numbersOf, setUp, twilioOf, type World, world } from '../support/texting-account.ts'

describe('what the settings screen saves', () => {
  it('keeps what it does not show, seals the token, and believes the former one', async () => {
    const here = await world()
    const { desk, environment } = here.desk
    const given = { ...inputOf(here), twilio: { ...twilioOf(here), authToken: ' typed-token ' } }
    must(saveTexting(desk, dana, given, environment))
    expect(twilioSettings(desk.store.read)).toMatchObject({
      apiBaseUrl: here.twilio.url,
      authTokenEnv: 'TEST_TWILIO_TOKEN',
    })
    expect(textingAccount(desk, environment)).toMatchObject({
      authToken: 'typed-token',
      previousToken: here.twilio.authToken,
    })
    expect(JSON.stringify(dumpTables(desk))).not.toContain('typed-token')
  })

  it('refuses what cannot be, whole', async () => {
    const here = await world()
    const { desk } = here.desk
    const before = dumpTables(desk)
    const save = (change: Partial<TextingInput>) => codeOf(saveTexting(desk, dana, { ...inputOf(here), ...change }, {}))
    expect(save({ twilio: { ...twilioOf(here), accountSid: 'AC1' } })).toBe('bad-input')
    expect(save({ twilio: { ...twilioOf(here), accountSid: `AC${'d'.repeat(32)}` } })).toBe('bad-input')
    expect(save({ twilio: { ...twilioOf(here), numbers: ['+12025550199'] } })).toBe('phone-reserved')
    expect(save({ tunnel: { kind: 'url', authtoken: 'x', domain: null, url: null } })).toBe('bad-input')
    expect(dumpTables(desk)).toEqual(before)
  })

  it('switches texting off', async () => {
    const here = await world()
    must(saveTexting(here.desk.desk, dana, { ...inputOf(here), twilio: null }, {}))
    expect(textingAccount(here.desk.desk, here.desk.environment)).toBe(null)
    expect(numbersOf(here)).toEqual([])
  })
})

describe('the self-test', () => {
  const tested = async (here: World, call = outsideCall) => {
    const { desk, environment } = here.desk
    const account = textingAccount(desk, environment)
    const { steps } = await selfTest({ desk, gateways: here.gateways, account, call, seePages: async () => null })
    return steps.map((step) => `${step.name} ${step.ok ? 'ok' : step.detail}`)
  }
  /** The public address leads back to the desk's own port, as a tunnel would. */
  const through =
    (here: World): typeof outsideCall =>
    (request) =>
      outsideCall({ ...request, url: request.url.replace(base, `http://127.0.0.1:${here.desk.port}`) })

  it('goes the whole way of a text and leaves nothing behind', async () => {
    const here = await world()
    await setUp(here)
    const before = dumpTables(here.desk.desk)
    expect(await tested(here, through(here))).toEqual([
      'tunnel ok',
      'listener ok',
      'signature ok',
      'account ok',
      'webhook ok',
    ])
    here.desk.receiver.settle()
    expect(dumpTables(here.desk.desk)).toEqual(before)
  })

  it('says which step fails, and why', async () => {
    const here = await world({ webhook: { postUrl: 'https://crm.example.com/hook' } })
    expect(await tested(here, async () => null)).toEqual([
      'tunnel ok',
      'listener Nothing answers at the public address.',
      'account ok',
      'webhook Twilio sends messages to https://crm.example.com/hook, not to this desk.',
    ])
    const stranger = await startListener({
      port: 0,
      receive: async () => ({ status: 200, body: 'welcome' }),
      reject: () => {},
      logger: here.desk.desk.logger,
    })
    ended.push(() => stranger.close())
    const elsewhere: typeof outsideCall = (request) =>
      outsideCall({ ...request, url: request.url.replace(base, `http://127.0.0.1:${stranger.port}`) })
    expect((await tested(here, elsewhere))[1]).toContain('Something else answers at the public address (200)')
    await here.twilio.rotateToken('another')
    expect((await tested(here, through(here))).at(-1)).toContain('refuses the account SID or the token')
  })

  it('its word is worth nothing without the key of the folder, and is no text', async () => {
    const here = await world()
    const { twilio, desk } = here
    const fields = { AccountSid: twilio.accountSid, LatchkeyTest: 'abc.def' }
    const answer = await desk.post('/twilio/status', fields, { token: twilio.authToken })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(desk.rows()).toEqual([])
    desk.receiver.settle()
    expect(webhookCounts(desk.desk.store.read).signature).toBe(0)
  })
})

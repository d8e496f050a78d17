import { beforeEach, describe, expect, it } from 'vitest'
import { done, type TwilioAccount, twilioAccounts } from '../support/fake-twilio-account.ts'

const open = twilioAccounts()
let account: TwilioAccount
beforeEach(async () => {
  account = await open({
    numbers: ['+12025550150', { phone: '+12025550151', autocreation: false, smsUrl: 'https://other.example/sms' }],
    webhook: { postUrl: 'https://other.example/hook', preUrl: 'https://other.example/pre', filters: ['onUserAdded'] },
    closedTimer: 'P10D',
  })
})

describe('what is set up on the account', () => {
  it('tells a webhook that is not ours, pre-hook and filters included', async () => {
    expect(done(await account.gateway.account.webhook())).toEqual({
      ...{ postUrl: 'https://other.example/hook', preUrl: 'https://other.example/pre' },
      ...{ method: 'POST', filters: ['onUserAdded'] },
    })
  })

  it('takes our webhook with all its events, and never sets a pre-hook', async () => {
    const order = {
      postUrl: 'https://desk.example/twilio/conversations',
      filters: ['onMessageAdded', 'onDeliveryUpdated'],
    }
    done(await account.gateway.account.setWebhook(order))
    expect(done(await account.gateway.account.webhook())).toMatchObject({ ...order, method: 'POST' })
    const sent = (await account.twilio.requests()).filter(({ method }) => method === 'POST')
    expect(sent.map(({ form }) => Object.keys(form))).toEqual([['Method', 'Filters', 'PostWebhookUrl']])
  })

  it('names the numbers, an address that is not set as none, and sets one', async () => {
    const [first, second] = done(await account.gateway.account.numbers())
    expect([first, second]).toMatchObject([
      { phone: '+12025550150', smsUrl: null },
      { phone: '+12025550151', smsUrl: 'https://other.example/sms' },
    ])
    const url = 'https://desk.example/twilio/messages'
    done(await account.gateway.account.setSmsUrl({ numberSid: first!.sid, url }))
    expect(done(await account.gateway.account.numbers())[0]).toEqual({ ...first, smsUrl: url })
  })

  it('tells the service in which files lie, and a closing timer that must not be', async () => {
    expect(done(await account.gateway.account.configuration())).toEqual({
      ...{ serviceSid: account.twilio.serviceSid, closedTimer: 'P10D' },
    })
  })

  it('tells and enables autocreation, for a number that has a configuration and for one that has none', async () => {
    const listed = async () => done(await account.gateway.account.addressConfigurations())
    const [configured] = await listed()
    expect(await listed()).toEqual([{ sid: configured?.sid, address: '+12025550150', autocreation: true }])
    done(await account.gateway.account.enableAutocreation({ address: account.numbers[1]!, sid: null }))
    done(await account.gateway.account.enableAutocreation({ address: account.numbers[0]!, sid: configured!.sid }))
    expect((await listed()).map(({ address, autocreation }) => [address, autocreation])).toEqual([
      ['+12025550150', true],
      ['+12025550151', true],
    ])
    const again = await account.gateway.account.enableAutocreation({ address: account.numbers[1]!, sid: null })
    expect(again).toMatchObject({ ok: false, error: { kind: 'refused' } })
  })
})

/** Sending over HTTP into the fake Twilio, which judges every request by Twilio's own contract. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendText } from '../../electron/services/outbox/index.ts'
import { openTwilioAccount, type TwilioAccount } from '../support/fake-twilio-account.ts'
import { ann, john, openSendingDesk, type SendingDesk, type SendingDeskOptions } from '../support/sending-desk.ts'
import { dana, must } from '../support/test-desk.ts'

let account: TwilioAccount
let house: SendingDesk
beforeEach(async () => {
  account = await openTwilioAccount({ numbers: ['+12025550150'] })
})
afterEach(async () => {
  house.close()
  expect(account.twilio.judged).toBe(true)
  expect(await account.twilio.violations()).toEqual([])
  await account.twilio.stop()
})
const start = (options: SendingDeskOptions = {}): SendingDesk => {
  house = openSendingDesk({
    staff: [{ name: 'Dana', phone: '+12025550199', role: 'manager' }],
    ...options,
    gateway: account.gateway,
  })
  return house
}
const say = (text: string, phone = john, media: readonly Uint8Array[] = []) => {
  const talk = house.talk(phone)
  const files = media.map((bytes) => ({ bytes, contentType: 'image/png', filename: 'map.png' }))
  must(sendText(house.desk, dana, { conversationId: talk.id, text, media: files }))
  return talk
}
const bodies = async () =>
  (await account.twilio.state()).conversations.flatMap((one) => one.messages.map((text) => text.body))
const statusesOf = (talk: ReturnType<typeof say>) => house.texts(talk).map((text) => text.status)

describe('over the wire', () => {
  it('case 56: what was written without a connection leaves once when it is back', async () => {
    start()
    await account.twilio.fault({ method: 'POST', path: '.', status: 503, times: 2 })
    const talk = say('Hello')
    await house.drainFor(2)
    expect(await bodies()).toEqual(['Hello'])
    expect(statusesOf(talk)).toEqual(['sent'])
  })

  it.each([
    ['the connection breaks after Twilio took it', { status: 0, after: true }],
    ['Twilio answers 502 after it took it', { status: 502, after: true }],
    ['Twilio answers 500 before it took it', { status: 500 }],
    ['Twilio is busy', { status: 429, code: 20429, retryAfter: 1 }],
  ])('case 57: %s: once, no more', async (_, fault) => {
    start()
    await account.twilio.fault({ method: 'POST', path: '/Messages$', ...fault })
    const talk = say('Your taxi is here.')
    await house.drainFor(2)
    expect(await bodies()).toEqual(['Your taxi is here.'])
    expect(statusesOf(talk)).toEqual(['sent'])
  })

  it('carries pictures that Twilio then holds', async () => {
    start()
    const talk = say('The way in', john, [new Uint8Array(500).fill(1), new Uint8Array(700).fill(2)])
    await house.drain()
    const { files, conversations } = await account.twilio.state()
    expect(files.map((file) => file.size)).toEqual([500, 700])
    expect(conversations[0]!.messages.map((text) => [text.body, text.media.map((file) => file.size)])).toEqual([
      ['The way in', [500]],
      ['', [700]],
    ])
    expect(statusesOf(talk)).toEqual(['sent', 'sent'])
  })

  it('goes on in the conversation that Twilio made of a guest’s own text', async () => {
    start()
    const { conversationSid } = await account.twilio.guestTexts({ from: john, to: '+12025550150', body: 'Hello?' })
    const talk = say('Hello!')
    await house.drain()
    expect(house.texts(talk)).toMatchObject([{ status: 'sent', twilioConversationSid: conversationSid }])
  })

  it('goes on in a new conversation where Twilio closed the old one', async () => {
    start()
    const talk = say('one')
    await house.drain()
    await account.twilio.setConversationState((await account.twilio.state()).conversations[0]!.sid, 'closed')
    say('two')
    await house.drainFor(1)
    expect(await bodies()).toEqual(['one', 'two'])
    expect((await account.twilio.state()).conversations).toHaveLength(2)
    expect(statusesOf(talk)).toEqual(['sent', 'sent'])
  })

  it("case 63: nothing goes into another guest's conversation that Twilio names", async () => {
    start()
    const others = await account.twilio.guestTexts({ from: ann, to: '+12025550150', body: 'Hello' })
    const message = `A binding already exists in Conversation ${others.conversationSid}`
    await account.twilio.fault({ method: 'POST', path: '/Participants$', status: 409, code: 50416, message })
    const talk = say('For John alone')
    await house.drain()
    expect(await bodies()).toEqual(['Hello'])
    expect(statusesOf(talk)).toEqual(['failed'])
  })

  it('case 65: a UK guest is written to one to one though the house wants groups', async () => {
    start({ mode: 'group' })
    const talk = say('Welcome', '+447700900123')
    await house.drain()
    expect((await account.twilio.state()).conversations[0]?.participants).toMatchObject([
      { address: '+447700900123', proxyAddress: '+12025550150' },
    ])
    expect(statusesOf(talk)).toEqual(['sent'])
  })

  it('case 66: a group goes on with the new manager, and the former one is out', async () => {
    start({ mode: 'group' })
    const talk = say('one')
    await house.drain()
    house.desk.store.sqlite.prepare("update staff set phone = '+12025550198' where name = 'Dana'").run()
    say('two')
    await house.drain()
    const { conversations } = await account.twilio.state()
    expect(conversations).toHaveLength(1)
    const phones = conversations[0]!.participants.flatMap(({ address }) => address ?? [])
    expect(phones.sort()).toEqual([john, '+12025550198'])
    expect(statusesOf(talk)).toEqual(['sent', 'sent'])
  })
})

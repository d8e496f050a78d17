/** A text by a number outside Conversations whose answer was lost: the number's log may show it in slightly other words. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LoggedText } from '../../electron/ports/message-gateway.ts'
import { sendNow, sendText } from '../../electron/services/outbox/index.ts'
import { john, openSendingDesk, type SendingDesk } from '../support/sending-desk.ts'
import { dana, must } from '../support/test-desk.ts'

let open: SendingDesk | null = null
afterEach(() => {
  open?.close()
  open = null
})
/** The answer to the first call is lost; what Twilio then has in its log is the text as `shown` makes it. */
const lost = async (text: string, shown: (logged: LoggedText) => LoggedText | null) => {
  const house = openSendingDesk({ authority: 'messaging' })
  open = house
  let spoilt = false
  house.world.spoil = (verb) => {
    if (verb !== 'sendText' || spoilt) return null
    spoilt = true
    return { after: { kind: 'outcome-unknown' } }
  }
  const talk = house.talk(john)
  const message = must(sendText(house.desk, dana, { conversationId: talk.id, text }))
  await house.drain()
  const [logged] = house.world.log.splice(0)
  const changed = shown(logged!)
  if (changed !== null) house.world.log.push(changed)
  await house.drainFor(2)
  return {
    house,
    message,
    state: () => house.texts(talk).map((one) => `${one.status} ${one.statusReason ?? ''}`.trim()),
  }
}
const inWords = (body: string) => (logged: LoggedText) => ({ ...logged, body })

describe('a text whose answer was lost', () => {
  it('is found where Twilio put plain signs for typographic ones', async () => {
    const typed = '“Key’s” at the desk — 8–10 o’clock… see you\u00a0there'
    const { house, state } = await lost(typed, inWords('"Key\'s" at the desk - 8-10 o\'clock... see you there'))
    expect(state()).toEqual(['sent'])
    expect(house.world.log).toHaveLength(1)
  })

  it('is found behind the words that Twilio sets before every text of a trial account', async () => {
    const { house, state } = await lost('Hello', inWords('Sent from your Twilio trial account - Hello'))
    expect(state()).toEqual(['sent'])
    expect(house.world.log).toHaveLength(1)
  })

  it('is held for a person where the log has a text of that time in other words', async () => {
    const { house, state, message } = await lost('Hello', inWords('Hello there'))
    expect(state()).toEqual(["held the number's log at Twilio has a text to this guest of that time in other words"])
    expect(house.world.log).toHaveLength(1)
    must(sendNow(house.desk, dana, { messageId: message.id }))
    await house.drain()
    expect(state()).toEqual(['sent'])
    expect(house.world.log).toHaveLength(2)
  })

  it('leaves where only another guest was written to, or long before', async () => {
    const other = await lost('Hello', (logged) => ({ ...logged, to: '+12025550177', body: 'Hello there' }))
    expect(other.state()).toEqual(['sent'])
    expect(other.house.world.log.map((one) => one.to)).toEqual(['+12025550177', john])
    other.house.close()
    const before = await lost('Hello', (logged) => ({
      ...logged,
      at: (logged.at - 30 * 60_000) as typeof logged.at,
      body: 'Other',
    }))
    expect(before.house.world.log.map((one) => one.body)).toEqual(['Other', 'Hello'])
  })
})

/** The address of a page stands in a text only on its way to Twilio; what Twilio shows of it afterwards is not kept. */
import { describe, expect, it } from 'vitest'
import { guestLinksOf } from '../../db/queries/guest-pages.ts'
import { writeSetting } from '../../db/queries/house.ts'
import { fileIncoming } from '../../electron/services/conversations/index.ts'
import { tokenOf } from '../../electron/services/guest-links/index.ts'
import { judgeAutomatic, sendGuestLink } from '../../electron/services/guest-messages/index.ts'
import { makeDeskLink } from '../../electron/services/guest-pages/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { A, room } from '../support/houses.ts'
import { john, type SendingDesk, type SendingDeskOptions, sendingDesks } from '../support/sending-desk.ts'
import { idOf } from '../support/telling-desk.ts'
import { book, dana, dumpTables, must } from '../support/test-desk.ts'

const base = 'https://desk.example.com'
const start = sendingDesks()
const housed = (options: SendingDeskOptions = {}): SendingDesk => {
  const house = start({ now: '2026-06-08T09:00:00Z', judge: judgeAutomatic, ...options })
  house.desk.store.write((db) => writeSetting(db, 'tunnel', { kind: 'url', url: base }))
  book(house.desk, A, [room(1)], { name: 'John Doe', phone: john })
  return house
}
const order = (house: SendingDesk) => must(sendGuestLink(house.desk, dana, idOf(house, A)))
const tokens = (house: SendingDesk) =>
  guestLinksOf(house.desk.store.read, idOf(house, A)).map((link) => tokenOf(house.desk, link))
const inClear = (house: SendingDesk): boolean =>
  tokens(house).some((token) => JSON.stringify(dumpTables(house.desk)).includes(token))
const talk = (house: SendingDesk) => house.talk(john, 'R1')

describe('a link on its way', () => {
  it.each(['conversations', 'messaging'] as const)(
    'is whole at Twilio and nowhere in the store: %s',
    async (authority) => {
      const house = housed({ authority })
      order(house)
      await house.drain()
      const [token] = tokens(house)
      expect(house.world.bodies()).toEqual([expect.stringContaining(`${base}/g/${token}`)])
      expect(house.texts(talk(house))).toMatchObject([{ status: 'sent' }])
      expect(inClear(house)).toBe(false)
    },
  )

  it('a text whose answer was lost in the log is known again by its words and not sent twice', async () => {
    const house = housed({ authority: 'messaging' })
    order(house)
    let lost = false
    house.world.spoil = (verb) => {
      if (verb !== 'sendText' || lost) return null
      lost = true
      return { after: { kind: 'outcome-unknown' } }
    }
    await house.drainFor(2)
    expect(lost).toBe(true)
    expect(house.world.bodies()).toHaveLength(1)
    expect(house.texts(talk(house))).toMatchObject([{ status: 'sent' }])
    expect(inClear(house)).toBe(false)
  })

  it('an address that is typed at the desk is kept as a placeholder, and sent whole', async () => {
    const house = housed()
    const { address } = must(makeDeskLink(house.desk, dana, idOf(house, A)))
    must(sendText(house.desk, dana, { conversationId: talk(house).id, text: `Here it is: ${address}` }))
    expect(inClear(house)).toBe(false)
    await house.drain()
    expect(house.world.bodies()).toEqual([`Room 1: Here it is: ${address}`])
    expect(inClear(house)).toBe(false)
  })

  it.each(['text', 'welcome', 'codes'] as const)(
    'what Twilio brings back of ours after a restore keeps no token: %s',
    async (kind) => {
      const house = housed()
      order(house)
      await house.drain()
      const [first] = house.texts(talk(house))
      const [known] = tokens(house)
      const lost = 'L'.repeat(43)
      for (const [index, token] of [known, lost].entries())
        house.inWork((work) =>
          fileIncoming(work, {
            ...{ sid: `IM${index}`.padEnd(34, '7'), index: 90 + index, conversationSid: first!.twilioConversationSid! },
            ...{ stream: 'conversations', number: null, to: null, author: 'Latchkey', media: [], optOut: null },
            ...{
              body: `Your page: ${base}/g/${token}`,
              attributes: { clientMsgId: `gone-${index}`, unit: 'R1', kind },
            },
            at: work.now,
          }),
        )
      expect(house.texts(talk(house))).toHaveLength(3)
      expect(JSON.stringify(dumpTables(house.desk))).not.toContain(lost)
      expect(inClear(house)).toBe(false)
    },
  )
})

/** Texts of ours as Twilio brings them back, and where it is asked to report what became of them. */
import { expect, it } from 'vitest'
import { writeSetting } from '../../db/queries/house.ts'
import { updateMessage } from '../../db/queries/messages.ts'
import { outboxRowOfMessage, updateOutboxRow } from '../../db/queries/outbox.ts'
import type { Incoming } from '../../electron/domain/incoming.ts'
import { fileIncoming } from '../../electron/services/conversations/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { createTexting } from '../../electron/services/texting/index.ts'
import { john, type SendingDesk, sendingDesks } from '../support/sending-desk.ts'
import { book, dana, dumpTables, must, pinsByDoor } from '../support/test-desk.ts'

const start = sendingDesks()
const broughtBack = (house: SendingDesk, text: Partial<Incoming>): Incoming => ({
  sid: `IM${'9'.repeat(32)}`,
  stream: 'conversations',
  conversationSid: house.world.conversations[0]!.sid,
  index: 77,
  author: 'desk:Dana',
  number: null,
  to: null,
  body: '',
  at: house.desk.clock.now(),
  media: [],
  attributes: null,
  optOut: null,
  ...text,
})

it('a text left unsent after a restore that turns out to have left before it is shown as sent', async () => {
  const house = start()
  const talk = house.talk(john)
  must(sendText(house.desk, dana, { conversationId: talk.id, text: 'one' }))
  await house.drain()
  const message = must(sendText(house.desk, dana, { conversationId: talk.id, text: 'two' }))
  house.inWork((work) => {
    updateMessage(work.db, message.id, { status: 'not-sent', statusReason: 'discarded by Dana' })
    updateOutboxRow(work.db, outboxRowOfMessage(work.db, message.id)!.id, { status: 'dropped', settledAt: work.now })
  })
  const attributes = { clientMsgId: message.clientId!, unit: null, kind: 'text' } as const
  expect(house.inWork((work) => fileIncoming(work, broughtBack(house, { body: 'two', attributes })))).toBe('echo')
  expect(house.texts(talk).find((text) => text.id === message.id)).toMatchObject({ status: 'sent', statusReason: null })
})

it('a PIN in a text of the desk that only Twilio still knows is not stored in clear', async () => {
  const house = start({ now: '2026-06-08T09:00:00Z' })
  book(house.desk, '1000000001', [['R1', '2026-06-10', '2026-06-12']], { name: 'John Example', phone: john })
  const talk = house.talk(john, 'R1')
  must(sendText(house.desk, dana, { conversationId: talk.id, text: 'Hello' }))
  await house.drain()
  const pin = pinsByDoor(house.desk, '1000000001').d1!
  const attributes = { clientMsgId: 'of-another-time', unit: 'R1', kind: 'text' } as const
  house.inWork((work) => fileIncoming(work, broughtBack(house, { body: `Room 1: It is ${pin}.`, attributes })))
  expect(house.texts(talk)).toHaveLength(2)
  expect(JSON.stringify(dumpTables(house.desk))).not.toContain(pin)
})

it('of a number outside Conversations, Twilio is told where to report what became of a text', async () => {
  let asked: string | null | undefined
  const house = start({ authority: 'messaging' })
  house.inWork((work) => writeSetting(work.db, 'tunnel', { kind: 'url', url: 'https://desk.example.com' }))
  const gateway = {
    ...house.world.gateway,
    sendText: (order: Parameters<typeof house.world.gateway.sendText>[0]) => {
      asked = order.statusUrl
      return house.world.gateway.sendText(order)
    },
  }
  const texting = createTexting({ desk: house.desk, gateways: { current: () => gateway } })
  must(sendText(house.desk, dana, { conversationId: house.talk(john).id, text: 'Hello' }))
  await texting.settle('outbox', false)
  expect(house.world.bodies()).toEqual(['Hello'])
  expect(asked).toBe('https://desk.example.com/twilio/status')
})

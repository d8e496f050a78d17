/** A group whose texts came live while the webhooks that say who is in it were lost. */
import { describe, expect, it } from 'vitest'
import { membersOf, readLineSid } from '../../db/queries/lines.ts'
import { hasTextSince } from '../../db/queries/routing.ts'
import type { ConversationId } from '../../electron/domain/ids.ts'
import { ok } from '../../electron/domain/result.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { ann, type InboxDesk, inboxes, john, n1 } from '../support/inbox-desk.ts'
import { silentHouses } from '../support/silent-houses.ts'
import { dana, must } from '../support/test-desk.ts'

const open = inboxes()
const openSilent = silentHouses()
const group = 'CHgroup'
const bothAreIn = (house: InboxDesk): void =>
  house.work((work) => {
    const members = [john, ann].map((address) => ({ address, participantSid: null }))
    noteRoster(work, { conversationSid: group, kind: 'group', members, number: n1 })
  })
const stopped = (house: InboxDesk): readonly unknown[] =>
  house.desk.store.sqlite
    .prepare('select c.phone from lines l join contacts c on c.id = l.contact_id where l.opted_out_at is not null')
    .pluck()
    .all()

describe('a group of two guests', () => {
  it('belongs to the same guest whether its roster or a text of it came first', () => {
    const rosterFirst = open()
    bothAreIn(rosterFirst)
    rosterFirst.text({ from: ann, group, sid: 'IMgroup' })
    const textFirst = open()
    textFirst.text({ from: ann, group, sid: 'IMgroup' })
    bothAreIn(textFirst)
    for (const house of [rosterFirst, textFirst])
      expect(house.message('IMgroup').conversationId).toBe(house.conversation(null, john))
  })

  it('is stopped by STOP for the one who wrote it alone, whenever his line is made', () => {
    const before = open()
    before.text({ from: ann })
    bothAreIn(before)
    before.text({ from: ann, group, body: 'STOP' })
    const after = open()
    bothAreIn(after)
    after.text({ from: ann, group, body: 'STOP' })
    after.text({ from: ann })
    for (const house of [before, after]) expect(stopped(house)).toEqual([ann])
  })

  it('is not taken for the pair of the guest who wrote in it: Twilio is asked who is there', async () => {
    const house = await openSilent()
    const { conversationSid, messageSid } = await house.twilio.guestTexts({
      ...{ from: john, to: house.twilio.numbers[0]!, body: 'To both of you', others: [ann] },
    })
    const listed = await house.gateway.listMessages({ conversationSid: conversationSid!, page: null })
    const message = listed.ok ? listed.value.items.find((one) => one.sid === messageSid)! : null!
    const incoming = { ...message, stream: 'conversations' as const, number: null, to: null, optOut: null, media: [] }
    must(transact(house.desk, dana, (work) => ok(fileIncoming(work, incoming))))
    await house.catchUp().run()
    expect(readLineSid(house.desk.store.read, conversationSid!)?.kind).toBe('group')
    expect(
      membersOf(house.desk.store.read, conversationSid!)
        .map(({ address }) => address)
        .sort(),
    ).toEqual([john, ann])
  })
})

it('asks for the later texts of a person by the conversation, not by looking through all that are nobody’s of ours', () => {
  const { desk } = open()
  const asked: string[] = []
  const { sqlite } = desk.store
  const { prepare } = sqlite
  Object.defineProperty(sqlite, 'prepare', {
    value: (text: string) => {
      asked.push(text)
      return prepare.call(sqlite, text)
    },
  })
  hasTextSince(desk.store.read, ['somebody' as ConversationId], desk.clock.now())
  const plan = sqlite.prepare(`explain query plan ${asked.at(-1)}`).all('["somebody"]', 0, 1) as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join()).toContain('message_conversation (conversation_id=? AND at>?)')
})

/** Who is in a group at the moment a text goes into it: the guest surely, and whoever the desk does not put out. */
import { afterEach, describe, expect, it } from 'vitest'
import { sendText } from '../../electron/services/outbox/index.ts'
import { john, openSendingDesk, type SendingDesk } from '../support/sending-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const manager = '+12025550199'
const friend = '+12025550177'
let open: SendingDesk | null = null
afterEach(() => {
  open?.close()
  open = null
})
/** A group in which a text was sent already. */
const group = async () => {
  const house = openSendingDesk({ mode: 'group', staff: [{ name: 'Dana', phone: manager, role: 'manager' }] })
  open = house
  const talk = house.talk(john)
  const say = async (text: string) => {
    must(sendText(house.desk, dana, { conversationId: talk.id, text }))
    await house.drain()
  }
  await say('one')
  return { house, say, talk, held: house.world.conversations[0]! }
}

describe('a guest who was taken out of the group at Twilio', () => {
  it('is brought in again before the next text, which would else reach the managers alone', async () => {
    const { house, say, held } = await group()
    held.members = [manager]
    let there: readonly string[] = []
    house.world.spoil = (verb) => {
      if (verb === 'send') there = [...held.members]
      return null
    }
    await say('two')
    expect(there).toContain(john)
    expect(held.messages.map((text) => text.body)).toEqual(['one', 'two'])
  })

  it('and cannot be brought in, gets the text one to one', async () => {
    const { house, say, held, talk } = await group()
    held.members = [manager]
    Object.assign(house.world.gateway, {
      addMember: async () => ({ ok: false, error: { kind: 'refused', code: 50407 } }),
    })
    await say('two')
    expect(held.messages.map((text) => text.body)).toEqual(['one'])
    expect(house.world.conversations.at(-1)).toMatchObject({ kind: 'one-to-one', members: [john] })
    expect(house.texts(talk).map((text) => text.status)).toEqual(['sent', 'sent'])
  })

  it('holds the text up while Twilio does not say who is in it', async () => {
    const { house, say, held } = await group()
    held.members = [manager]
    house.world.spoil = (verb) => (verb === 'roster' ? { before: { kind: 'unreachable' } } : null)
    await say('two')
    expect(held.messages.map((text) => text.body)).toEqual(['one'])
  })
})

describe('a third phone that somebody added to the group', () => {
  it('stays in it when a text is sent', async () => {
    const { house, say, held } = await group()
    held.members.push(friend)
    await say('two')
    expect(held.members).toEqual([john, manager, friend])
    expect(house.world.left).toEqual([])
  })

  it('stays in it when a manager leaves the house, who does not', async () => {
    const { house, say, held } = await group()
    held.members.push(friend)
    house.desk.store.sqlite.prepare("update staff set phone = '+12025550198' where phone = ?").run(manager)
    await say('two')
    expect(held.members).toEqual([john, friend, '+12025550198'])
  })
})

import { describe, expect, it } from 'vitest'
import { sidsOfLine, updateLine } from '../../db/queries/lines.ts'
import type { GatewayFault } from '../../electron/ports/message-gateway.ts'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import { lineToSendBy } from '../../electron/services/conversations/index.ts'
import { ann, john, online, ours, type SendingDesk, say, sendingDesks, spoil } from '../support/sending-desk.ts'
import { Death, type Verb } from '../support/sending-world.ts'
import { dana, must } from '../support/test-desk.ts'

const start = sendingDesks()
const calls = (house: SendingDesk, verb: Verb): number => house.world.calls.filter((call) => call.verb === verb).length
const unknown: GatewayFault = { kind: 'outcome-unknown' }

describe('a text whose answer is lost', () => {
  it('case 57: is looked up by its id and not sent again where Twilio has it', async () => {
    const house = start()
    spoil(house, 'send', { after: unknown })
    const { talk } = say(house, 'Your taxi is here.')
    await house.drain()
    expect(house.texts(talk)).toMatchObject([{ status: 'unknown', sid: null }])
    house.advance(3_000)
    await house.drain()
    expect(house.world.bodies()).toEqual(['Your taxi is here.'])
    expect(calls(house, 'send')).toBe(1)
    expect(house.texts(talk)).toMatchObject([{ status: 'sent', sid: house.world.conversations[0]!.messages[0]!.sid }])
  })

  it('is sent again only when Twilio had time to take it and has not', async () => {
    const house = start()
    spoil(house, 'send', { before: unknown })
    say(house, 'Hello')
    await house.drain()
    house.advance(3_000)
    await house.drain()
    expect(calls(house, 'send')).toBe(1)
    house.advance(25_000)
    await house.drain()
    expect(house.world.bodies()).toEqual(['Hello'])
    expect(calls(house, 'send')).toBe(2)
  })

  it('that Twilio takes after the first look is found by the second', async () => {
    const house = start()
    spoil(house, 'send', { late: 8_000 })
    say(house, 'Hello')
    await house.drainFor(3)
    expect(house.world.bodies()).toEqual(['Hello'])
    expect(calls(house, 'send')).toBe(1)
  })

  it('is found behind many newer texts of the guest, and the reading stops at what was there before', async () => {
    const house = start()
    const { talk } = say(house, 'first')
    await house.drain()
    const held = house.world.conversations[0]!
    spoil(house, 'send', { after: unknown })
    say(house, 'second')
    await house.drain()
    const mine = held.messages.at(-1)!
    for (let more = 1; more <= 9; more++)
      held.messages.push({ ...mine, sid: `IMx${more}`, index: mine.index + more, attributes: null, author: john })
    house.advance(3_000)
    await house.drain()
    expect(calls(house, 'send')).toBe(2)
    expect(house.texts(talk).map((text) => text.sid)).toContain(mine.sid)
  })

  it('of a process that died is looked up by the next one', async () => {
    for (const dies of ['before', 'after'] as const) {
      const house = start()
      spoil(house, 'send', { dies })
      const { talk } = say(house, 'Hello')
      await expect(house.sender().work()).rejects.toBeInstanceOf(Death)
      expect(house.texts(talk)).toMatchObject([{ status: 'sending' }])
      online(house)
      house.restart()
      await house.drainFor(2)
      expect(house.world.bodies()).toEqual(['Hello'])
    }
  })

  it('of Programmable Messaging is found in the log of the number by its words and its guest', async () => {
    const house = start({ authority: 'messaging' })
    spoil(house, 'sendText', { after: unknown })
    const { talk } = say(house, 'OK', john, 'R1')
    say(house, 'OK', ann, 'R1')
    await house.drainFor(1)
    say(house, 'OK', john, 'R1')
    await house.drainFor(1)
    expect(house.world.log.map((text) => [text.to, text.body])).toEqual([
      [john, 'Room 1: OK'],
      [ann, 'Room 1: OK'],
      [john, 'Room 1: OK'],
    ])
    expect(new Set(house.texts(talk).map((text) => text.sid)).size).toBe(2)
    expect(house.world.conversations).toEqual([])
  })
})

describe('a line', () => {
  it('sends in order, also where the first text has to be tried again; other lines go on meanwhile', async () => {
    const house = start()
    spoil(house, 'send', { before: { kind: 'busy', retryAfterMs: 20_000 } })
    for (const text of ['one', 'two', 'three']) say(house, text)
    say(house, 'for Ann', ann)
    await house.drain()
    expect(house.world.bodies()).toEqual(['for Ann'])
    house.advance(15_000)
    await house.drain()
    expect(house.world.bodies()).toEqual(['for Ann'])
    house.advance(10_000)
    await house.drain()
    expect(
      house.world.conversations.find((one) => one.members.includes(john))!.messages.map((text) => text.body),
    ).toEqual(['one', 'two', 'three'])
  })

  it('is opened once under its own name, also where the answer to the opening is lost', async () => {
    const house = start()
    spoil(house, 'openLine', { after: unknown })
    say(house, 'Hello')
    await house.drainFor(1)
    expect(house.world.conversations).toHaveLength(1)
    expect(house.world.bodies()).toEqual(['Hello'])
  })

  it('that Twilio closed goes on in a new conversation, in the same place for the desk', async () => {
    const house = start()
    const { talk } = say(house, 'one')
    await house.drain()
    house.world.conversations[0]!.state = 'closed'
    say(house, 'two')
    await house.drainFor(1)
    expect(house.world.conversations.map((one) => one.messages.map((text) => text.body))).toEqual([['one'], ['two']])
    expect(house.texts(talk).map((text) => text.status)).toEqual(['sent', 'sent'])
    const line = house.inWork((work) => lineToSendBy(work, talk))
    expect(sidsOfLine(house.desk.store.read, line.id)).toHaveLength(2)
  })

  it('that is to be open before any text needs it is opened by itself', async () => {
    const house = start()
    const line = house.inWork((work) => {
      const made = lineToSendBy(work, house.talk(john))
      updateLine(work.db, made.id, { openBy: work.now })
      return made
    })
    spoil(house, 'openLine', { before: { kind: 'unreachable' } })
    await house.drainFor(1)
    expect(house.world.conversations.map((one) => one.members)).toEqual([[john]])
    expect(sidsOfLine(house.desk.store.read, line.id)).toMatchObject([{ kind: 'one-to-one', state: 'active' }])
    expect(calls(house, 'openLine')).toBe(2)
  })

  it('case 62: that Twilio holds already is taken over where only this guest is in it', async () => {
    const house = start()
    const held = house.world.add({ number: ours, members: [john] })
    const { talk } = say(house, 'Hello')
    await house.drain()
    expect(held.messages.map((text) => text.body)).toEqual(['Hello'])
    expect(house.texts(talk)).toMatchObject([{ status: 'sent', twilioConversationSid: held.sid }])
  })

  it('case 63: that Twilio holds with another guest in it gets nothing, and the desk is told', async () => {
    const house = start()
    const held = house.world.add({ number: ours, members: [john, ann] })
    const { talk } = say(house, 'For John alone')
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([{ status: 'failed' }])
    const [item] = attentionItems(house.desk)
    expect(item).toMatchObject({ kind: 'line-taken' })
    held.members = [john]
    must(resolveItem(house.desk, dana, item!.id, 'retry'))
    await house.drain()
    expect(attentionItems(house.desk)).toEqual([])
    say(house, 'Now alone')
    await house.drain()
    expect(held.messages.map((text) => text.body)).toEqual(['Now alone'])
  })
})

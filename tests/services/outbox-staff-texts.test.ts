/** What the desk writes: stored at once, sent once, and what may not be sent is refused with a reason. */
import { describe, expect, it } from 'vitest'
import { updateLine } from '../../db/queries/lines.ts'
import { mediaOfMessages } from '../../db/queries/messages.ts'
import { lineToSendBy } from '../../electron/services/conversations/index.ts'
import {
  addNote,
  discardText,
  noteReceipt,
  outboxLines,
  rescheduleText,
  retryText,
  sendNow,
  sendText,
  waitingTexts,
} from '../../electron/services/outbox/index.ts'
import { ann, john, offline, online, type SendingDesk, sendingDesks } from '../support/sending-desk.ts'
import { at, codeOf, dana, must, yusuf } from '../support/test-desk.ts'

const start = sendingDesks()
const firstId = '0192a000-0000-7000-8000-000000000001'

describe('a text of the desk', () => {
  it('case 56: is queued and visible without the Internet, and sent once when it is back', async () => {
    const house = start()
    offline(house)
    const talk = house.talk(john, 'R1')
    const sent = must(sendText(house.desk, dana, { conversationId: talk.id, text: 'Towels are on the way.' }))
    await house.drain()
    expect(house.texts(talk)).toMatchObject([{ id: sent.id, status: 'waiting', body: 'Towels are on the way.' }])
    expect(waitingTexts(house.desk.store.read, house.desk.clock.now())).toBe(1)
    online(house)
    house.advance(60_000)
    await house.drain()
    expect(house.world.bodies()).toEqual(['Room 1: Towels are on the way.'])
    expect(house.texts(talk)).toMatchObject([{ status: 'sent', body: 'Towels are on the way.', prefix: 'Room 1: ' }])
    expect(waitingTexts(house.desk.store.read, house.desk.clock.now())).toBe(0)
  })

  it('case 58: said twice with the same id is one text', async () => {
    const house = start()
    const talk = house.talk(john)
    const order = { conversationId: talk.id, clientId: firstId, text: 'Hello' }
    const first = must(sendText(house.desk, dana, order))
    await house.drain()
    const second = must(sendText(house.desk, dana, order))
    await house.drain()
    expect(second.id).toBe(first.id)
    expect(house.world.bodies()).toEqual(['Hello'])
    expect(house.world.clientIds()).toEqual([firstId])
  })

  it('case 79: two desks that reply together both send, and both see both', async () => {
    const house = start()
    const talk = house.talk(john)
    const other = house.secondDesk()
    must(sendText(house.desk, dana, { conversationId: talk.id, text: 'At two.' }))
    must(sendText(other, yusuf, { conversationId: talk.id, text: 'At three.' }))
    await house.drain()
    expect(house.texts(talk).map((text) => [text.author, text.status])).toEqual([
      ['desk:Dana', 'sent'],
      ['desk:Yusuf', 'sent'],
    ])
    expect(house.world.bodies()).toEqual(['At two.', 'At three.'])
  })

  it('of nothing is refused, and one over 1,600 characters with its prefix', () => {
    const house = start()
    const talk = house.talk(john, 'R1')
    const say = (text: string) => sendText(house.desk, dana, { conversationId: talk.id, text })
    expect(codeOf(say('  \n '))).toBe('message-empty')
    expect(codeOf(say('x'.repeat(1592 + 1)))).toBe('message-too-long')
    expect(house.texts(talk)).toEqual([])
    expect(must(say('x'.repeat(1592))).status).toBe('waiting')
  })

  it('takes pictures alone, uploads each once, and refuses what Twilio would not carry', async () => {
    const house = start()
    const talk = house.talk(john)
    const picture = (size: number) => ({
      bytes: new Uint8Array(size).fill(7),
      contentType: 'image/png',
      filename: 'map.png',
    })
    const show = (media: readonly ReturnType<typeof picture>[]) =>
      sendText(house.desk, dana, { conversationId: talk.id, text: '', media })
    expect(codeOf(show([picture(2_000_001)]))).toBe('media-refused')
    expect(codeOf(show(Array.from({ length: 11 }, () => picture(10))))).toBe('media-refused')
    expect(codeOf(show([picture(1_900_000), picture(1_900_000), picture(1_900_000)]))).toBe('media-refused')
    expect(codeOf(show([picture(0)]))).toBe('media-refused')
    must(show([picture(50), picture(60)]))
    let failures = 1
    house.world.spoil = (verb) => (verb === 'send' && failures-- > 0 ? { before: { kind: 'unreachable' } } : null)
    await house.drainFor(1)
    expect(house.world.uploads.map((one) => one.size)).toEqual([50, 60])
    const texts = house.texts(talk)
    expect(texts).toMatchObject([
      { status: 'sent', body: '' },
      { status: 'sent', body: '' },
    ])
    const stored = mediaOfMessages(
      house.desk.store.read,
      texts.map((text) => text.id),
    )
    expect(stored.map((one) => one.sid).sort()).toEqual(house.world.uploads.map((one) => one.sid).sort())
  })

  it('case 61: to a guest who texted STOP is refused; START lets it through', async () => {
    const house = start()
    const talk = house.talk(john)
    const line = house.inWork((work) => lineToSendBy(work, talk))
    const waits = must(sendText(house.desk, dana, { conversationId: talk.id, text: 'Before STOP' }))
    house.inWork((work) => updateLine(work.db, line.id, { optedOutAt: work.now }))
    const say = () => sendText(house.desk, dana, { conversationId: talk.id, text: 'After STOP' })
    expect(codeOf(say())).toBe('contact-opted-out')
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([{ status: 'failed', errorCode: 21610 }])
    house.inWork((work) => updateLine(work.db, line.id, { optedOutAt: null }))
    must(say())
    must(retryText(house.desk, dana, { messageId: waits.id }))
    await house.drain()
    expect(house.world.bodies()).toEqual(['After STOP', 'Before STOP'])
  })

  it('is refused while texting is not set up', () => {
    const house = start({ numbers: [] })
    const talk = house.talk(john)
    expect(codeOf(sendText(house.desk, dana, { conversationId: talk.id, text: 'Hello' }))).toBe('texting-off')
  })

  it('leaves at its later time, earlier when told so, and never once discarded', async () => {
    const house = start({ now: '2026-06-10T12:00:00Z' })
    const talk = house.talk(john)
    const later = (text: string) =>
      must(sendText(house.desk, dana, { conversationId: talk.id, text, sendAt: at('2026-06-10T18:00:00Z') }))
    const [first, second, third, fourth] = [later('one'), later('two'), later('three'), later('four')]
    must(discardText(house.desk, dana, { messageId: second.id }))
    must(sendNow(house.desk, dana, { messageId: third.id }))
    must(rescheduleText(house.desk, dana, { messageId: fourth.id, sendAt: at('2026-06-10T20:00:00Z') }))
    await house.drain()
    expect(house.world.bodies()).toEqual(['three'])
    expect(codeOf(discardText(house.desk, dana, { messageId: third.id }))).toBe('already-sent')
    expect(codeOf(rescheduleText(house.desk, dana, { messageId: third.id, sendAt: at('2026-06-11T08:00:00Z') }))).toBe(
      'already-sent',
    )
    house.setNow('2026-06-10T18:00:00Z')
    await house.drain()
    expect(house.world.bodies()).toEqual(['three', 'one'])
    house.setNow('2026-06-10T20:00:00Z')
    await house.drain()
    expect(house.world.bodies()).toEqual(['three', 'one', 'four'])
    expect(house.texts(talk).find((text) => text.id === second.id)).toMatchObject({
      status: 'not-sent',
      statusReason: 'discarded by Dana',
    })
    expect(first.status).toBe('scheduled')
  })

  it('that waited over 2 hours is not sent before a person says so', async () => {
    const house = start({ now: '2026-06-10T12:00:00Z' })
    const talk = house.talk(john)
    offline(house)
    const [one, two] = ['I am at the desk now.', 'Come down.'].map((text) =>
      must(sendText(house.desk, dana, { conversationId: talk.id, text })),
    )
    await house.drain()
    house.setNow('2026-06-10T14:00:01Z')
    online(house)
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(outboxLines(house.desk).map((line) => line.status)).toEqual(['held', 'held'])
    must(sendNow(house.desk, yusuf, { messageId: one!.id }))
    must(discardText(house.desk, yusuf, { messageId: two!.id }))
    await house.drain()
    expect(house.world.bodies()).toEqual(['I am at the desk now.'])
    expect(outboxLines(house.desk)).toEqual([])
  })

  it('counts the 2 hours of a text that is sent later from its own time', async () => {
    const house = start({ now: '2026-06-10T08:00:00Z' })
    const talk = house.talk(john)
    must(sendText(house.desk, dana, { conversationId: talk.id, text: 'Bye', sendAt: at('2026-06-10T18:00:00Z') }))
    house.setNow('2026-06-10T19:59:00Z')
    await house.drain()
    expect(house.world.bodies()).toEqual(['Bye'])
  })
})

it('case 77: a note is kept with the conversation and never sent', async () => {
  const house = start()
  const talk = house.talk(john)
  const order = { conversationId: talk.id, clientId: firstId, text: 'Asks for a cot' }
  const note = must(addNote(house.desk, dana, order))
  must(addNote(house.desk, dana, order))
  await house.drain()
  expect(house.texts(talk)).toMatchObject([{ id: note.id, direction: 'internal', kind: 'note', status: 'noted' }])
  expect(house.world.calls).toEqual([])
  expect(codeOf(addNote(house.desk, dana, { conversationId: talk.id, text: ' ' }))).toBe('message-empty')
})

describe('what becomes of a text', () => {
  const sentText = async (house: SendingDesk) => {
    const talk = house.talk(john)
    const message = must(sendText(house.desk, dana, { conversationId: talk.id, text: 'Hello' }))
    await house.drain()
    const read = () => house.texts(talk).find((text) => text.id === message.id)!
    const sid = read().sid!
    const receipt = (
      status: 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered',
      errorCode: number | null = null,
    ) => house.inWork((work) => noteReceipt(work, { messageSid: sid, status, errorCode }))
    return { talk, message, read, receipt }
  }

  it('case 59: delivered stays delivered when "sent" comes after it', async () => {
    const { receipt, read } = await sentText(start())
    expect(receipt('delivered')).toBe('noted')
    expect(receipt('sent')).toBe('again')
    expect(receipt('failed', 30003)).toBe('again')
    expect(read().status).toBe('delivered')
    expect(receipt('read')).toBe('noted')
    expect(read().status).toBe('read')
  })

  it('case 60: undelivered says why in plain words, and sending it again is a new text beside it', async () => {
    const house = start()
    const { talk, message, receipt, read } = await sentText(house)
    expect(receipt('undelivered', 30003)).toBe('noted')
    expect(receipt('delivered')).toBe('again')
    expect(read()).toMatchObject({
      status: 'undelivered',
      errorCode: 30003,
      statusReason: 'the phone is off or out of reach (30003)',
    })
    const again = must(retryText(house.desk, yusuf, { messageId: message.id }))
    expect(must(retryText(house.desk, yusuf, { messageId: message.id })).id).toBe(again.id)
    await house.drain()
    expect(house.texts(talk).map((text) => [text.status, text.author])).toEqual([
      ['undelivered', 'desk:Dana'],
      ['sent', 'desk:Yusuf'],
    ])
    expect(house.world.bodies()).toEqual(['Hello', 'Hello'])
  })

  it('a landline is never texted again', async () => {
    const house = start()
    const { message, receipt } = await sentText(house)
    receipt('undelivered', 30006)
    expect(codeOf(retryText(house.desk, dana, { messageId: message.id }))).toBe('not-retryable')
  })

  it('a failed text counts as stuck until somebody sends it again or puts it aside', async () => {
    const house = start()
    const { talk, message, receipt } = await sentText(house)
    receipt('undelivered', 30007)
    expect(house.talk(john).stuck).toBe(1)
    must(discardText(house.desk, dana, { messageId: message.id }))
    expect(house.talk(john).stuck).toBe(0)
    expect(house.texts(talk)[0]?.status).toBe('undelivered')
  })

  it('a receipt that says STOP shuts the line of that guest alone', async () => {
    const house = start()
    const { talk, receipt } = await sentText(house)
    receipt('failed', 21610)
    expect(codeOf(sendText(house.desk, dana, { conversationId: talk.id, text: 'And?' }))).toBe('contact-opted-out')
    expect(must(sendText(house.desk, dana, { conversationId: house.talk(ann).id, text: 'Hi' })).status).toBe('waiting')
  })

  it('a receipt that is quicker than the answer is asked for again, not lost', () => {
    const house = start()
    const early = { messageSid: 'IM9', status: 'delivered', errorCode: null } as const
    expect(house.inWork((work) => noteReceipt(work, early))).toBe('unknown-message')
  })
})

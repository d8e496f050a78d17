/** Texts that wait: sent once and in order, and a person is asked before one leaves that is no news any more. */
import { describe, expect, it } from 'vitest'
import { updateConversation } from '../../db/queries/conversations.ts'
import { writeNumber } from '../../db/queries/lines.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { hours, instant, minutes } from '../../electron/domain/time.ts'
import { ensureLine } from '../../electron/services/conversations/lines.ts'
import { rescheduleText, sendNow, sendText } from '../../electron/services/outbox/index.ts'
import { ann, john, offline, online, ours, say, sendingDesks } from '../support/sending-desk.ts'
import { dana, must } from '../support/test-desk.ts'

const start = sendingDesks()

describe('a text that waits', () => {
  it('asks again when it has waited 2 hours since a person said "Send it"', async () => {
    const house = start({ now: '2026-06-10T12:00:00Z' })
    const { talk, message } = say(house, 'I am at the desk now.')
    offline(house)
    await house.drain()
    must(sendNow(house.desk, dana, { messageId: message.id }))
    house.setNow('2026-06-11T03:00:00Z')
    online(house)
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([{ status: 'held' }])
  })

  it('asks also where it was said to be sent now, and then later', async () => {
    const house = start({ now: '2026-06-10T12:00:00Z' })
    const { talk, message } = say(house, 'Breakfast is ready.')
    offline(house)
    await house.drain()
    must(sendNow(house.desk, dana, { messageId: message.id }))
    must(
      rescheduleText(house.desk, dana, {
        messageId: message.id,
        sendAt: instant(Date.parse('2026-06-11T07:00:00Z')),
      }),
    )
    house.setNow('2026-06-11T12:00:00Z')
    online(house)
    await house.drain()
    expect(house.texts(talk)).toMatchObject([{ status: 'held' }])
  })

  it('keeps its place before later ones where the number it was to leave by is taken out of the house', async () => {
    const other = '+12025550151'
    const house = start({ numbers: [ours, other] })
    const { talk } = say(house, 'one')
    offline(house)
    await house.drain()
    const use = (phone: string, active: boolean) => (work: Parameters<typeof writeNumber>[0]) =>
      writeNumber(work, { phone: phone as PhoneNumber, position: 0, active, authority: 'conversations' })
    house.inWork((work) => use(ours, false)(work.db))
    must(sendText(house.desk, dana, { conversationId: talk.id, text: 'two' }))
    online(house)
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    await house.drainFor(3)
    expect(house.world.bodies()).toEqual(['one', 'two'])
    expect(house.world.conversations.map((held) => held.number)).toEqual([other])
  })

  it('keeps its place also where the conversation goes on by another line without a new text', async () => {
    const other = '+12025550151'
    const house = start({ numbers: [ours, other] })
    const { talk } = say(house, 'one', ann)
    offline(house)
    await house.drain()
    house.inWork((work) => {
      const line = ensureLine(
        work,
        { id: talk.contactId, phone: ann as PhoneNumber, mergedIntoId: null, createdAt: work.now },
        other,
      )
      updateConversation(work.db, talk.id, { lineId: line.id })
    })
    online(house)
    house.advance(minutes(2))
    await house.drain()
    const row = house.desk.store.sqlite.prepare('select lane from outbox').pluck().get()
    expect(house.world.bodies()).toEqual(['one'])
    expect(row).toBe(house.texts(talk)[0]!.lineId)
  })

  it('whose answer was lost does not hold up its line for hours when the clock is set back', async () => {
    const house = start({ now: '2026-06-10T12:00:00Z' })
    let lost = true
    house.world.spoil = (verb) => {
      if (verb !== 'send' || !lost) return null
      lost = false
      return { before: { kind: 'outcome-unknown' } }
    }
    say(house, 'one')
    await house.drain()
    house.setNow('2026-06-10T07:00:00Z')
    house.restart()
    await house.drainFor(3)
    expect(house.world.bodies()).toEqual(['one'])
  })

  it('is tried again within the hour, however long Twilio asks to be left alone', async () => {
    const house = start()
    house.world.spoil = () => ({ before: { kind: 'busy', retryAfterMs: hours(24 * 30) } })
    const { talk } = say(house, 'one')
    await house.drain()
    online(house)
    house.advance(hours(1))
    await house.drain()
    expect(house.texts(talk)).toMatchObject([{ status: 'sent' }])
  })

  it('with a picture that Twilio has no place for does not hold up those behind it for ever', async () => {
    const house = start()
    const talk = house.talk(john)
    const file = { bytes: Buffer.from('picture'), contentType: 'image/png', filename: null }
    must(sendText(house.desk, dana, { conversationId: talk.id, text: 'with picture', media: [file] }))
    must(sendText(house.desk, dana, { conversationId: talk.id, text: 'after it' }))
    house.world.spoil = (verb) => (verb === 'uploadMedia' ? { before: { kind: 'missing' } } : null)
    await house.drainFor(5)
    expect(house.world.bodies()).toEqual(['after it'])
    expect(house.texts(talk).find((text) => text.body === 'with picture')).toMatchObject({
      status: 'failed',
      statusReason: 'Twilio has no place for its picture',
    })
  })
})

/** Texts that must not leave as they were written: what changes between writing and the call is heeded, and nothing is sent twice or out of order. */
import { afterEach, describe, expect, it } from 'vitest'
import { updateConversation } from '../../db/queries/conversations.ts'
import { updateLine, writeNumber } from '../../db/queries/lines.ts'
import type { AccessCodeId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { hours, instant, minutes } from '../../electron/domain/time.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { ensureLine } from '../../electron/services/conversations/lines.ts'
import { noteReceipt, queueText, rescheduleText, sendNow, sendText } from '../../electron/services/outbox/index.ts'
import { ann, john, openSendingDesk, ours, type SendingDesk, type SendingDeskOptions } from '../support/sending-desk.ts'
import type { Verb } from '../support/sending-world.ts'
import { book, codeOf, codesByDoor, dana, must, pinsByDoor } from '../support/test-desk.ts'

let open: SendingDesk | null = null
const start = (options: SendingDeskOptions = {}): SendingDesk => {
  open = openSendingDesk(options)
  return open
}
afterEach(() => {
  open?.close()
  open = null
})
const say = (house: SendingDesk, text: string, phone = john, unit?: string) => {
  const talk = house.talk(phone, unit)
  return { talk, message: must(sendText(house.desk, dana, { conversationId: talk.id, text })) }
}
/** Does something while Twilio is at work on the first call of this kind. */
const during = (house: SendingDesk, verb: Verb, act: () => void): void => {
  let done = false
  house.world.spoil = (asked) => {
    if (asked === verb && !done) {
      done = true
      act()
    }
    return null
  }
}
const offline = (house: SendingDesk): void => {
  house.world.spoil = () => ({ before: { kind: 'unreachable' } })
}
const online = (house: SendingDesk): void => {
  house.world.spoil = () => null
}
const sameStay = '2026-06-10'

describe('what changes while a line is still being opened', () => {
  it('a STOP that comes meanwhile is heeded: nothing leaves', async () => {
    const house = start()
    const { talk } = say(house, 'Hello')
    during(house, 'openLine', () =>
      house.inWork((work) => {
        const { lineId } = house.texts(talk)[0]!
        updateLine(work.db, lineId!, { optedOutAt: work.now })
      }),
    )
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([{ status: 'failed', errorCode: 21610 }])
  })

  it('an automatic text is judged in the same breath in which its call begins', async () => {
    let cancelled = false
    const house = start({
      judge: (_db, _house, _desk, message) => (cancelled ? { drop: 'cancelled' } : { body: `${message.body}` }),
    })
    const talk = house.talk(john)
    house.inWork((work) => queueText(work, { conversation: talk, kind: 'codes', body: 'Your door', key: 'codes:1' }))
    during(house, 'openLine', () => {
      cancelled = true
    })
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([{ status: 'not-sent', statusReason: 'cancelled' }])
  })

  it('what it is rebuilt to at that moment is what leaves', async () => {
    let time = '14:00'
    const house = start({ judge: () => ({ body: `from ${time}` }) })
    const talk = house.talk(john)
    house.inWork((work) => queueText(work, { conversation: talk, kind: 'codes', body: 'from noon', key: 'codes:1' }))
    during(house, 'openLine', () => {
      time = '16:00'
    })
    await house.drain()
    expect(house.world.bodies()).toEqual(['from 16:00'])
    expect(house.texts(talk)).toMatchObject([{ status: 'sent', body: 'from 16:00' }])
  })
})

describe('a PIN in a text of the desk', () => {
  const written = (options: { readonly sendAt?: string } = {}) => {
    const house = start({ now: '2026-06-08T09:00:00Z' })
    book(house.desk, '1000000001', [['R1', sameStay, '2026-06-12']], { name: 'John Example', phone: john })
    const talk = house.talk(john, 'R1')
    const pin = pinsByDoor(house.desk, '1000000001').d1!
    const code = codesByDoor(house.desk, '1000000001').d1!
    const sendAt = options.sendAt === undefined ? null : instant(Date.parse(options.sendAt))
    const message = must(sendText(house.desk, dana, { conversationId: talk.id, text: `It is ${pin}.`, sendAt }))
    const state = (change: string): void => {
      house.desk.store.sqlite.prepare(`update access_codes set ${change} where id = ?`).run(code.id)
    }
    return { house, talk, pin, message, state, code }
  }

  it('that opens nothing any more is not sent before a person says so', async () => {
    const { house, talk, pin, message, state } = written({ sendAt: '2026-06-09T09:00:00Z' })
    state("desired = 'absent'")
    house.setNow('2026-06-09T09:00:00Z')
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([
      { status: 'held', statusReason: 'a door code in it does not open any more' },
    ])
    expect(attentionItems(house.desk).find((item) => item.kind === 'text-held')?.detail).toContain(
      'a door code in it does not open any more',
    )
    must(sendNow(house.desk, dana, { messageId: message.id }))
    await house.drain()
    expect(house.world.bodies()).toEqual([`Room 1: It is ${pin}.`])
  })

  it('whose digits are erased is never sent as a placeholder', async () => {
    const { house, talk, message, state } = written({ sendAt: '2026-06-09T09:00:00Z' })
    state("state = 'removed', desired = 'absent', pin_sealed = x''")
    house.setNow('2026-06-09T09:00:00Z')
    await house.drain()
    expect(house.world.bodies()).toEqual([])
    expect(house.texts(talk)).toMatchObject([
      { status: 'failed', statusReason: 'a door code in it does not open any more: write it anew' },
    ])
    expect(codeOf(sendNow(house.desk, dana, { messageId: message.id }))).toBe('already-sent')
  })

  it('that a template named and that is gone by now is refused before anything is kept', () => {
    const { house, talk, code, state } = written()
    state("state = 'removed', desired = 'absent', pin_sealed = x''")
    const text = `Front door: {{pin:${code.id as AccessCodeId}}}.`
    expect(codeOf(sendText(house.desk, dana, { conversationId: talk.id, text }))).toBe('field-empty')
    expect(house.texts(talk)).toHaveLength(1)
  })

  it('counts as its digits where the length of a text is judged', async () => {
    const { house, talk, pin } = written()
    const text = `${'x'.repeat(1570)} ${pin}`
    must(sendText(house.desk, dana, { conversationId: talk.id, text }))
    await house.drain()
    expect(house.texts(talk).map((one) => one.status)).toEqual(['sent', 'sent'])
    expect(house.world.bodies().at(-1)).toBe(`Room 1: ${text}`)
  })
})

describe('in a group', () => {
  const delivered = async () => {
    const house = start({ mode: 'group' })
    const { talk } = say(house, 'Hello')
    await house.drain()
    const [message] = house.texts(talk)
    const receipt = (phone: string, status: 'delivered' | 'undelivered', errorCode: number | null = null) =>
      house.inWork((work) =>
        noteReceipt(work, { messageSid: message!.sid!, status, errorCode, participantSid: `MB${phone}` }),
      )
    return { house, status: () => house.texts(talk)[0]!.status, receipt }
  }
  const manager = '+12025550199'

  it("a manager's phone that has the text does not hide that the guest's has not", async () => {
    const { status, receipt } = await delivered()
    receipt(manager, 'delivered')
    expect(status()).toBe('sent')
    receipt(john, 'undelivered', 30003)
    expect(status()).toBe('undelivered')
  })

  it("a manager's phone that is off does not have the guest's text counted as failed", async () => {
    const { status, receipt } = await delivered()
    receipt(manager, 'undelivered', 30003)
    expect(status()).toBe('sent')
    receipt(john, 'delivered')
    expect(status()).toBe('delivered')
  })
})

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

/** Texts that must not leave as they were written: what changes between writing and the call is heeded. */
import { describe, expect, it } from 'vitest'
import { updateLine } from '../../db/queries/lines.ts'
import type { AccessCodeId } from '../../electron/domain/ids.ts'
import { instant } from '../../electron/domain/time.ts'
import { attentionItems } from '../../electron/services/attention/index.ts'
import { queueText, sendNow, sendText } from '../../electron/services/outbox/index.ts'
import { john, type SendingDesk, say, sendingDesks } from '../support/sending-desk.ts'
import type { Verb } from '../support/sending-world.ts'
import { book, codeOf, codesByDoor, dana, must, pinsByDoor } from '../support/test-desk.ts'

const start = sendingDesks()
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

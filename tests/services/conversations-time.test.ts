/** Twilio's time of a text is the one that is kept, as fine as either way says it; ours is only lent. */
import { describe, expect, it } from 'vitest'
import { updateNumber } from '../../db/queries/lines.ts'
import { messagesOfConversation } from '../../db/queries/messages.ts'
import { type Instant, toIso } from '../../electron/domain/time.ts'
import { followPhases } from '../../electron/services/conversations/index.ts'
import { day, type InboxDesk, inboxes, n1, noon } from '../support/inbox-desk.ts'

const open = inboxes()
const timeOf = (house: InboxDesk, sid: string): string => toIso(house.message(sid).at as Instant)
const second = `${day(0)}T11:00:05`
const shown = (house: InboxDesk) =>
  messagesOfConversation(house.desk.store.read, house.conversation(null)).map((text) => text.body)

describe('a text that a webhook brings to the millisecond and a listing to the second', () => {
  it('keeps the finer time, whichever comes first', () => {
    for (const order of [
      ['.742Z', '.000Z'],
      ['.000Z', '.742Z'],
    ]) {
      const house = open()
      for (const part of order) house.text({ sid: 'IM1', at: `${second}${part}` })
      expect(timeOf(house, 'IM1')).toBe(`${second}.742Z`)
      const last = house.desk.store.sqlite.prepare('select last_message_at from conversations').pluck().get()
      expect(last).toBe(house.message('IM1').at)
    }
  })
  it('stands in the order of its index among those of the same second, live or caught up', () => {
    const first = { sid: 'IM1', body: 'one', index: 5 }
    const next = { sid: 'IM2', body: 'two', index: 6 }
    for (const [ofFirst, ofNext] of [
      ['.200Z', '.000Z'],
      ['.000Z', '.900Z'],
      ['.000Z', '.000Z'],
      ['.200Z', '.900Z'],
    ])
      for (const turned of [false, true]) {
        const house = open()
        const told = [
          { ...first, at: `${second}${ofFirst}` },
          { ...next, at: `${second}${ofNext}` },
        ]
        for (const text of turned ? told.toReversed() : told) house.text(text)
        expect(shown(house)).toEqual(['one', 'two'])
        const last = house.desk.store.sqlite.prepare('select last_message_id from conversations').pluck().get()
        expect(last).toBe(house.message('IM2').id)
      }
  })
})

describe('a text whose webhook says no time', () => {
  it('gets Twilio’s time, and its place by it, once the log has said it', () => {
    const house = open()
    house.work((work) => updateNumber(work.db, n1, { authority: 'messaging' }))
    house.stay('A100', 'R1', -5, 0)
    const live = { stream: 'messaging', conversationSid: null, number: n1, sid: 'SM1' } as const
    // This computer's clock is twelve days ahead.
    house.text({ ...live, at: noon(12), isOurTime: true })
    expect(house.filed('SM1')).toBe('- general')
    house.text({ ...live, at: noon(0) })
    expect(timeOf(house, 'SM1')).toBe(new Date(noon(0)).toISOString())
    expect(house.filed('SM1')).toBe('R1 current-stay')
    // A repetition of the webhook says it no better.
    house.text({ ...live, at: noon(12), isOurTime: true })
    expect(timeOf(house, 'SM1')).toBe(new Date(noon(0)).toISOString())
  })
})

describe('the link of a conversation', () => {
  it('moves on by itself when the former stay is a week gone and the next one still far', () => {
    const house = open()
    house.stay('A100', 'R1', -3, 0)
    house.text({})
    house.stay('C300', 'R1', 60, 70)
    followPhases(house.desk)
    expect(house.link('R1')).toBe('A100')
    for (let days = 1; days <= 8; days++) {
      house.setNow(noon(days))
      followPhases(house.desk)
    }
    expect(house.link('R1')).toBe('C300')
  })
  it('moves on by itself when the next stay comes within thirty days', () => {
    const house = open()
    house.stay('A100', 'R1', -9, 0)
    house.text({})
    house.stay('C300', 'R1', 36, 40)
    house.setNow(noon(5))
    followPhases(house.desk)
    expect(house.link('R1')).toBe('A100')
    house.setNow(noon(6))
    followPhases(house.desk)
    expect(house.link('R1')).toBe('C300')
  })
})

/** One text that comes by two ways is one text, whatever changed at the desk between the two. */
import { describe, expect, it } from 'vitest'
import { readHouse } from '../../db/queries/house.ts'
import { updateNumber } from '../../db/queries/lines.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { ann, type InboxDesk, inboxes, john, n1, n2, n3, noon, pairRoster } from '../support/inbox-desk.ts'

const open = inboxes()
const manager = '+12025550199'
const logged = (number: string) => ({ stream: 'messaging', conversationSid: null, number }) as const
const bodies = (house: InboxDesk): unknown[] =>
  house.desk.store.sqlite.prepare('select body from messages order by at, id').pluck().all()

describe('a number that left the house', () => {
  it('is still believed on one stream: the copy of the other is no second text', () => {
    const house = open({ numbers: [n1, n2] })
    house.text({ to: n2, body: 'hi' })
    house.work((work) => updateNumber(work.db, n2, { active: false }))
    house.text({ to: n2, body: 'still there?' })
    expect(house.text({ ...logged(n2), sid: 'SM1', body: 'still there?' })).toBe('aside')
    expect(bodies(house)).toEqual(['hi', 'still there?'])
  })
  it('keeps its own line: a first text to it is not taken for one to the number that stayed', () => {
    const house = open({ numbers: [n1, n2] })
    house.work((work) => updateNumber(work.db, n2, { active: false }))
    const one = house.incoming({ to: n2, sid: 'IM1' })
    house.work((work) => fileIncoming(work, one))
    expect(house.filed('IM1')).toBe('- general review')
    house.work((work) => noteRoster(work, pairRoster(one, n2)))
    expect(house.filed('IM1')).toBe('- general')
    expect(house.numberOf(null)).toBe(n2)
  })
})

describe('a number whose authority changes', () => {
  const changed = (house: InboxDesk) => house.work((work) => updateNumber(work.db, n1, { authority: 'messaging' }))
  it('brings the texts of the last day no second time from its log, and two equal ones stay two', () => {
    const house = open()
    house.text({ body: 'ok', sid: 'IM1' })
    house.text({ body: 'ok', sid: 'IM2' })
    house.text({ body: 'leak', sid: 'IM3' })
    changed(house)
    for (const [sid, body] of [
      ['SM1', 'ok'],
      ['SM2', 'ok'],
      ['SM3', 'leak'],
    ] as const)
      house.text({ ...logged(n1), sid, body, at: noon(0) })
    expect(bodies(house)).toEqual(['ok', 'ok', 'leak'])
    house.text({ ...logged(n1), sid: 'SM4', body: 'ok', at: noon(0) })
    expect(bodies(house)).toHaveLength(4)
  })
  it('brings our own texts no second time, and no PIN in clear', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hi' })
    house.wrote('R1', noon(0))
    house.desk.store.sqlite
      .prepare(
        "update messages set kind = 'codes', body = 'Your code: {{pin:X}}.', prefix = 'Room 1: ' where direction = 'outbound'",
      )
      .run()
    changed(house)
    const copy = { ...logged(n1), author: n1, to: john }
    const own = (sid: string, body: string) =>
      house.work((work) => fileIncoming(work, { ...house.incoming({ at: noon(0), body, sid }), ...copy }))
    expect(own('SM1', 'Room 1: Your code: 834261.')).toBe('again')
    expect(house.desk.store.sqlite.prepare('select count(*) from messages').pluck().get()).toBe(2)
    // What a folder that was put back does not know any more may hold one too.
    expect(own('SM2', 'Your new code: 559218.')).toBe('filed')
    expect(house.message('SM2').body).toBe('Your new code: ••••••.')
  })
  it('does not double what came over a conversation whose number was not known yet', () => {
    const house = open({ numbers: [n1, n2, n3] })
    house.work((work) => updateNumber(work.db, n2, { authority: 'messaging' }))
    const one = house.incoming({ to: n2, sid: 'IM1', body: 'hello?' })
    house.work((work) => fileIncoming(work, one))
    house.text({ ...logged(n2), sid: 'SM1', body: 'hello?' })
    house.work((work) => noteRoster(work, pairRoster(one, n2)))
    house.work((work) => fileIncoming(work, one))
    expect(bodies(house)).toEqual(['hello?'])
    expect(house.numberOf(null)).toBe(n2)
  })
})

describe('a text that stands under two sids at Twilio', () => {
  it('was sent twice: both are shown, and nothing after it is held up', () => {
    const house = open()
    house.text({ body: 'hi' })
    const attributes = { clientMsgId: 'C1', unit: null, kind: 'text' as const }
    house.text({ author: 'desk:Dana', sid: 'IM1', attributes, body: 'Welcome' })
    expect(house.text({ author: 'desk:Dana', sid: 'IM2', attributes, body: 'Welcome' })).toBe('filed')
    expect(house.text({ author: 'desk:Dana', sid: 'IM2', attributes, body: 'Welcome' })).toBe('again')
    expect(bodies(house)).toEqual(['hi', 'Welcome', 'Welcome'])
  })
})

describe('a manager who is none any more', () => {
  it('has given a command once: it does not come back as a guest’s text', () => {
    const house = open()
    const command = { from: manager, sid: 'IM1', body: 'check in 101', at: noon(0) }
    expect(house.text(command)).toBe('staff-text')
    house.desk.store.sqlite.prepare('update staff set phone = null where phone = ?').run(manager)
    expect(readHouse(house.desk.store.read)!.staff.some((one) => one.phone === manager)).toBe(false)
    expect(house.text(command)).toBe('again')
    expect(bodies(house)).toEqual([])
  })
})

describe('a number for whose new guests Twilio opens no conversation', () => {
  it('shows the first text of a guest at once, and once only', () => {
    const house = open()
    const copy = { ...logged(n1), sid: 'SM1', body: 'hello?' }
    house.work((work) => updateNumber(work.db, n1, { autocreation: 'on' }))
    expect(house.text(copy)).toBe('aside')
    house.work((work) => updateNumber(work.db, n1, { autocreation: 'off' }))
    expect(house.text(copy)).toBe('filed')
    expect(house.text(copy)).toBe('again')
    // It had a conversation after all, which nobody here knew of.
    const one = house.incoming({ sid: 'IM1', body: 'hello?' })
    expect(house.work((work) => fileIncoming(work, one))).toBe('again')
    house.work((work) => noteRoster(work, pairRoster(one, n1)))
    expect(house.text({ ...copy, sid: 'SM2', body: 'and now?' })).toBe('aside')
    expect(bodies(house)).toEqual(['hello?'])
  })
})

describe('a member of a group, where Twilio opens no conversation for new guests', () => {
  it('is not heard as a guest of his own, nor a manager’s word there as a command', () => {
    const house = open({ mode: 'group' })
    house.work((work) => {
      updateNumber(work.db, n1, { autocreation: 'off' })
      const members = [john, ann, manager].map((address) => ({ address, participantSid: null }))
      noteRoster(work, { conversationSid: 'CHgroup', kind: 'group', members, number: n1 })
    })
    for (const [index, from] of [ann, manager].entries()) {
      expect(house.text({ ...logged(n1), sid: `SM${index}`, from, body: `word ${index}` })).toBe('aside')
      expect(house.text({ sid: `IM${index}`, group: 'CHgroup', from, body: `word ${index}` })).toBe('filed')
    }
    expect(house.shows(john)).toEqual(['-: word 0, word 1'])
    expect(house.shows(ann)).toEqual([])
  })
})

describe('a sender without a phone number', () => {
  it('is shown like any other guest, by whichever stream it comes', () => {
    const house = open()
    house.work((work) => updateNumber(work.db, n1, { authority: 'messaging' }))
    expect(house.text({ ...logged(n1), sid: 'SM1', from: 'Booking.com', body: 'Your code' })).toBe('filed')
    expect(house.shows('Booking.com')).toEqual(['-: Your code'])
    expect(house.message('SM1').direction).toBe('inbound')
  })
})

/** What staff do with conversations: moving, keeping, pinning, closing, merging, reading; and taking it back. */
import { describe, expect, it } from 'vitest'
import { arrive } from '../../electron/services/check-in/index.ts'
import {
  closeConversation,
  keep as keepHere,
  markRead,
  markUnread,
  mergeContact,
  moveConversation,
  moveMessages,
  pin,
} from '../../electron/services/conversations/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { ann, type InboxDesk, inboxes, john, n1, n2, noon } from '../support/inbox-desk.ts'
import { codeOf, dana, dumpTables, must, yusuf } from '../support/test-desk.ts'

const open = inboxes()
/** Two current stays: texts are filed by a guess. */
function ambiguous(options: Parameters<typeof open>[0] = {}): InboxDesk {
  const house = open(options)
  house.stay('A100', 'R1', -2, 5)
  house.stay('B200', 'R2', -1, 5)
  house.text({ sid: 'IM1', body: 'one' })
  house.text({ sid: 'IM2', body: 'two' })
  return house
}
const state = (house: InboxDesk) => {
  const { contacts, conversations, messages } = dumpTables(house.desk)
  return { contacts, conversations, messages }
}
/** Does it, sees that something changed, takes it back, and sees everything as before. */
function undoes(house: InboxDesk, act: () => void): void {
  const before = state(house)
  act()
  expect(state(house)).not.toEqual(before)
  must(takeBack(house.desk, yusuf, null))
  const links = (text: unknown): string => JSON.stringify(text).replaceAll(/\\"link_id\\":(\d+|null)/g, '')
  expect(links(state(house))).toBe(links(before))
}
const idOf = (house: InboxDesk, sid: string) => house.message(sid).id

describe('moving', () => {
  it('puts a text where a person says, stamped with the stay there, and no late text files it again', () => {
    const house = ambiguous({ numbers: [n1, n2] })
    must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM2')], unitId: house.unit('R1') }))
    expect(house.filed('IM2')).toBe('R1 moved')
    expect(house.message('IM2')).toMatchObject({ settledBy: 'Dana', needsReview: false })
    house.text({ sid: 'IM0', body: 'zero', at: noon(-1) })
    expect(house.filed('IM2')).toBe('R1 moved')
  })
  it('is taken back in one step', () => {
    const house = ambiguous()
    undoes(house, () => must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM1')], unitId: null })))
  })
  it('is not taken back over what somebody did since', () => {
    const house = ambiguous()
    const first = must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM1')], unitId: house.unit('R1') }))
    must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM1')], unitId: house.unit('R3') }))
    expect(codeOf(takeBack(house.desk, dana, first.actionId))).toBe('changed-since')
    expect(house.filed('IM1')).toBe('R3 moved')
  })
  it('refuses an unknown text, texts of two people, and another person’s conversation', () => {
    const house = ambiguous()
    house.text({ from: ann, sid: 'IMann' })
    const [id, anns] = [idOf(house, 'IM1'), idOf(house, 'IMann')]
    const before = state(house)
    expect(codeOf(moveMessages(house.desk, dana, { messageIds: ['x' as typeof id], unitId: null }))).toBe(
      'message-unknown',
    )
    expect(codeOf(moveMessages(house.desk, dana, { messageIds: [id, anns], unitId: null }))).toBe('bad-input')
    const other = { messageIds: [id], conversationId: house.conversation(null, ann) }
    expect(codeOf(moveMessages(house.desk, dana, other))).toBe('bad-input')
    expect(state(house)).toEqual(before)
  })
  it('gives a general conversation its unit, or joins its texts to the one that is there', () => {
    const house = open()
    house.text({ sid: 'IMg', body: 'hi' })
    const general = house.conversation(null)
    undoes(house, () => must(moveConversation(house.desk, dana, { conversationId: general, unitId: house.unit('R1') })))
    must(moveConversation(house.desk, dana, { conversationId: general, unitId: house.unit('R1') }))
    expect([house.shows(), house.message('IMg').conversationId]).toEqual([['R1: hi'], general])
    house.text({ body: 'again' })
    const second = house.conversation(null)
    undoes(house, () => must(moveConversation(house.desk, dana, { conversationId: second, unitId: house.unit('R1') })))
    must(moveConversation(house.desk, dana, { conversationId: second, unitId: house.unit('R1') }))
    expect(house.shows()).toEqual(['R1: hi, again', '-: '])
  })
})

describe('marks', () => {
  it('keeps texts where they are: reviewed, by whom, and back again', () => {
    const house = ambiguous()
    const conversationId = house.conversation('R2')
    undoes(house, () => must(keepHere(house.desk, dana, { conversationId })))
    must(keepHere(house.desk, dana, { conversationId }))
    expect(house.filed('IM1')).toBe('R2 latest-booking')
    expect(must(keepHere(house.desk, dana, { conversationId })).actionId).toBeNull()
  })
  it('pins one conversation of a person at a time', () => {
    const house = ambiguous()
    must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM1')], unitId: house.unit('R1') }))
    const [r1, r2] = [house.conversation('R1'), house.conversation('R2')]
    must(pin(house.desk, dana, { conversationId: r1, on: true }))
    undoes(house, () => must(pin(house.desk, dana, { conversationId: r2, on: true })))
    house.text({ sid: 'IM5' })
    expect(house.filed('IM5')).toBe('R1 pin')
    must(pin(house.desk, dana, { conversationId: r1, on: false }))
    house.text({ sid: 'IM6' })
    expect(house.filed('IM6')).toBe('R2 latest-booking review')
  })
  it('closes and opens a conversation', () => {
    const house = ambiguous()
    const conversationId = house.conversation('R2')
    undoes(house, () => must(closeConversation(house.desk, dana, { conversationId, closed: true })))
    expect(must(closeConversation(house.desk, dana, { conversationId, closed: false })).actionId).toBeNull()
  })
  it('counts unread texts, all read, and the last one unread again', () => {
    const house = ambiguous()
    const conversationId = house.conversation('R2')
    const unread = () => house.desk.store.sqlite.prepare('select unread from conversations').pluck().all()
    expect(unread()).toEqual([2])
    must(markRead(house.desk, dana, { conversationId }))
    expect(unread()).toEqual([0])
    must(markUnread(house.desk, dana, { conversationId }))
    expect(unread()).toEqual([1])
  })
  it('refuses a conversation that is not there', () => {
    const house = open()
    const conversationId = 'gone' as ReturnType<InboxDesk['conversation']>
    for (const act of [keepHere, markRead, markUnread])
      expect(codeOf(act(house.desk, dana, { conversationId }))).toBe('conversation-unknown')
  })
})

describe('two phones of one person', () => {
  const both = (): InboxDesk => {
    const house = open()
    house.stay('A100', 'R1', -2, 5, ann)
    house.text({ from: ann, body: 'ann' })
    house.text({ from: john, body: 'john' })
    return house
  }
  it('are filed together from then on, and apart again after undo', () => {
    const house = both()
    const conversationId = house.conversation(null, john)
    undoes(house, () => must(mergeContact(house.desk, dana, { conversationId, phone: ann })))
    must(mergeContact(house.desk, dana, { conversationId, phone: '+1 202 555 0102' }))
    expect(house.shows(ann)).toEqual(['R1: ann', '-: john'])
    house.text({ from: john, body: 'later' })
    expect(house.shows(ann)).toEqual(['R1: ann, later', '-: john'])
  })
  it('join their conversations of one unit', () => {
    const house = both()
    house.stay('C300', 'R1', 6, 9, john)
    expect(house.shows(john)).toEqual(['R1: john'])
    undoes(house, () =>
      must(mergeContact(house.desk, dana, { conversationId: house.conversation('R1', john), phone: ann })),
    )
    must(mergeContact(house.desk, dana, { conversationId: house.conversation('R1', john), phone: ann }))
    expect(house.shows(ann)).toEqual(['R1: ann, john'])
  })
  it('are refused for an unknown phone, for itself, and for one of the house or the staff', () => {
    const house = both()
    const conversationId = house.conversation(null, john)
    const merged = (phone: string) => codeOf(mergeContact(house.desk, dana, { conversationId, phone }))
    expect([merged('+12025550188'), merged(john), merged(n1), merged('+12025550199'), merged('Ann')]).toEqual([
      'contact-unknown',
      'bad-input',
      'phone-reserved',
      'phone-reserved',
      'phone-invalid',
    ])
  })
})

describe('undo', () => {
  it('takes back whatever was last: an act on a conversation, then the check-in before it', () => {
    const house = ambiguous()
    must(arrive(house.desk, dana, { ref: 'A100' }))
    house.advance(1_000)
    must(pin(house.desk, dana, { conversationId: house.conversation('R2'), on: true }))
    expect(must(takeBack(house.desk, dana, null))).toMatchObject({ kind: 'pin', reservationId: null })
    expect(must(takeBack(house.desk, dana, null))).toMatchObject({ kind: 'check-in', conversationId: null })
    expect(codeOf(takeBack(house.desk, dana, null))).toBe('nothing-to-undo')
  })
  it('leaves a trail of every act, without a text or a whole phone', () => {
    const house = ambiguous()
    must(keepHere(house.desk, dana, { conversationId: house.conversation('R2') }))
    must(moveMessages(house.desk, dana, { messageIds: [idOf(house, 'IM1')], unitId: null }))
    const trail = dumpTables(house.desk).audit_entries!.join('\n')
    for (const action of ['messages.kept', 'messages.moved']) expect(trail).toContain(action)
    expect(trail).not.toContain('2025550101')
    expect(trail).not.toMatch(/"one"|: one/)
  })
})

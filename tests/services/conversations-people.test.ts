/** Nobody's text ends up with somebody else, and nobody's word shuts somebody else's line. */
import { describe, expect, it } from 'vitest'
import { readConversation } from '../../db/queries/conversations.ts'
import {
  closeConversation,
  lineToSendBy,
  mergeContact,
  moveConversation,
  moveMessages,
  noteRoster,
  pin,
  relink,
} from '../../electron/services/conversations/index.ts'
import { noteReceipt } from '../../electron/services/outbox/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { ann, contactRow, day, type InboxDesk, inboxes, john, n1 } from '../support/inbox-desk.ts'
import { codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

const open = inboxes()
const stopped = (house: InboxDesk): unknown[] =>
  house.desk.store.sqlite.prepare('select opted_out_at from lines where opted_out_at is not null').pluck().all()

describe('two phones that were said to be one person’s, and are not', () => {
  it('what either wrote meanwhile goes back to its own phone with the undo', () => {
    const house = open()
    house.stay('A100', 'R1', -2, 5, ann)
    house.text({ from: ann, body: 'ann' })
    house.text({ from: john, body: 'john' })
    const merged = must(mergeContact(house.desk, dana, { conversationId: house.conversation(null, john), phone: ann }))
    house.text({ from: john, body: 'john later' })
    house.text({ from: ann, body: 'ann later' })
    expect(house.shows(ann)).toEqual(['R1: ann, john later, ann later', '-: john'])
    must(takeBack(house.desk, dana, merged.actionId))
    expect(house.shows(ann)).toEqual(['R1: ann, ann later'])
    expect(house.shows(john)).toEqual(['-: john, john later'])
    // What the desk writes to Ann now must not reach John.
    const line = house.work((work) => lineToSendBy(work, readConversation(work.db, house.conversation('R1', ann))!))
    expect(line.contactId).toBe(contactRow(house.desk, ann)?.id)
  })
})

describe('STOP', () => {
  it('of somebody else in a group does not shut the guest’s line', () => {
    const house = open({ mode: 'group' })
    house.stay('A100', 'R1', 0, 3)
    house.work((work) =>
      noteRoster(work, {
        conversationSid: 'CHgroup',
        kind: 'group',
        members: [john, ann].map((address) => ({ address, participantSid: null })),
        number: n1,
      }),
    )
    house.text({ group: 'CHgroup', from: ann, body: 'STOP' })
    expect(stopped(house)).toEqual([])
    house.text({ group: 'CHgroup', from: john, body: 'STOP' })
    expect(stopped(house)).toHaveLength(1)
  })
  it('answered by START before Twilio’s refusal of an older text was heard stays answered', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'STOP', at: `${day(0)}T11:00:00Z` })
    house.wrote('R1', `${day(0)}T11:01:00Z`)
    house.text({ body: 'START', at: `${day(0)}T11:02:00Z` })
    expect(stopped(house)).toEqual([])
    const sid = house.desk.store.sqlite.prepare("select sid from messages where direction = 'outbound'").pluck().get()
    house.work((work) => noteReceipt(work, { messageSid: String(sid), status: 'undelivered', errorCode: 21610 }))
    expect(stopped(house)).toEqual([])
  })
})

describe('the undo of giving a general conversation to a unit', () => {
  it('puts its texts back where the guest has a new general conversation since', () => {
    const house = open()
    house.text({ sid: 'IM1', body: 'hi' })
    const conversationId = house.conversation(null)
    const moved = must(moveConversation(house.desk, dana, { conversationId, unitId: house.unit('R1') }))
    house.text({ body: 'and again' })
    expect(house.shows()).toEqual(['R1: hi', '-: and again'])
    must(takeBack(house.desk, dana, moved.actionId))
    expect(house.shows()).toEqual(['-: hi, and again'])
  })
})

describe('the undo of taking a pin off', () => {
  it('is refused where another conversation was pinned since', () => {
    const house = open()
    house.text({ body: 'hi' })
    house.stay('A100', 'R1', 0, 3)
    house.text({ from: john, body: 'and again', sid: 'IM2' })
    must(moveMessages(house.desk, dana, { messageIds: [house.message('IM2').id], unitId: house.unit('R2') }))
    const [first, second] = [house.conversation('R1'), house.conversation('R2')]
    must(pin(house.desk, dana, { conversationId: first, on: true }))
    const off = must(pin(house.desk, dana, { conversationId: first, on: false }))
    must(pin(house.desk, dana, { conversationId: second, on: true }))
    expect(codeOf(takeBack(house.desk, dana, off.actionId))).toBe('changed-since')
  })
})

describe('relink', () => {
  it('a second run changes nothing where an emptied general conversation stands beside the unit’s', () => {
    const house = open()
    house.text({ sid: 'IM1', body: 'hi' })
    const general = house.conversation(null)
    must(closeConversation(house.desk, dana, { conversationId: general, closed: true }))
    must(moveMessages(house.desk, dana, { messageIds: [house.message('IM1').id], unitId: house.unit('R1') }))
    house.stay('A100', 'R1', 0, 3)
    must(relink(house.desk, dana, { phone: null, dryRun: false }))
    const before = dumpTables(house.desk)
    expect(must(relink(house.desk, dana, { phone: null, dryRun: false }))).toEqual([])
    expect(dumpTables(house.desk)).toEqual(before)
  })
})

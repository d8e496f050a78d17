/**
 * Cases 41 to 47 and 66 of the chat Latchkey replaces (facts/old-chat-system.md section 5), and what else must not spoil
 * filing: strange texts, our own numbers, other programs, unknown rosters, late and repeated copies.
 */
import { describe, expect, it } from 'vitest'
import { readSetting } from '../../db/queries/house.ts'
import { readLineSid, updateNumber } from '../../db/queries/lines.ts'
import { mediaOfMessages, messagesOfConversation } from '../../db/queries/messages.ts'
import type { MessageId } from '../../electron/domain/ids.ts'
import { ok } from '../../electron/domain/result.ts'
import { fileIncoming, noteRoster, noteTwilioState } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { addReservation, describeGuest, findReservation } from '../../electron/services/reservations/index.ts'
import { numbered } from '../support/houses.ts'
import { ann, day, type InboxDesk, inboxes, john, n1, n2, n3, noon, pairRoster, pool } from '../support/inbox-desk.ts'
import { codeOf, dana, dumpTables, must } from '../support/test-desk.ts'

const { prove: proves, proven } = numbered('case')
const open = inboxes()
const manager = '+12025550199'
const count = (house: InboxDesk, sql: string): number => Number(house.desk.store.sqlite.prepare(sql).pluck().get())
const bodies = (house: InboxDesk, unit: string | null) =>
  messagesOfConversation(house.desk.store.read, house.conversation(unit)).map((text) => text.body)
const groupOf = (members: readonly string[]) => ({
  conversationSid: 'CHgroup',
  kind: 'group' as const,
  members: members.map((address) => ({ address, participantSid: `MB${address}` })),
  number: n1,
})
const described = (house: InboxDesk, phone: string) =>
  transact(house.desk, dana, (work) => {
    const reservation = findReservation(work.db, { ref: 'A100' })
    return reservation.ok ? describeGuest(work, reservation.value, { phone }) : reservation
  })

describe('people and groups', () => {
  proves(41, 'a guest gets a phone that another has: a warning, and it is allowed', async () => {
    const house = open()
    house.stay('B200', 'R2', 0, 3)
    house.stay('A100', 'R1', 0, 3, ann)
    expect(must(described(house, john)).warnings).toEqual(['Another guest has this phone number too.'])
  })
  proves(42, 'a guest gets a number of the staff or of the house: refused by every way', async () => {
    const house = open(pool)
    house.stay('A100', 'R1', 0, 3, ann)
    for (const phone of [manager, n1, n3]) {
      expect(codeOf(described(house, phone))).toBe('phone-reserved')
      const added = addReservation(house.desk, dana, {
        reference: 'B200',
        channel: 'direct',
        stays: [{ unit: 'R2', arrivalDate: day(0), departureDate: day(2) }],
        guest: { phone },
      })
      expect(codeOf(added)).toBe('phone-reserved')
    }
    expect(readSetting(house.desk.store.read, 'twilio-numbers')).toEqual([n1, n2, n3])
  })
  proves(
    43,
    'a manager writes in a group: kept as internal, no conversation of theirs, nothing is linked anew',
    async () => {
      const house = open()
      house.stay('A100', 'R1', -1, 5)
      house.work((work) => noteRoster(work, groupOf([john, manager])))
      house.text({ group: 'CHgroup', body: 'hi' })
      const links = dumpTables(house.desk).conversation_links
      expect(house.text({ group: 'CHgroup', from: manager, body: 'on my way', sid: 'IM43' })).toBe('filed')
      expect(house.shows()).toEqual(['R1: hi, on my way'])
      expect(house.message('IM43')).toMatchObject({ direction: 'internal', routeRule: null, author: manager })
      expect(house.shows(manager)).toEqual([])
      expect(dumpTables(house.desk).conversation_links).toEqual(links)
      expect(count(house, 'select sum(unread) from conversations')).toBe(1)
    },
  )
  proves(44, 'a third phone nobody knows, in a group: the same conversation, its author kept', async () => {
    const house = open()
    house.stay('A100', 'R1', -1, 5)
    house.work((work) => noteRoster(work, groupOf([john, manager])))
    house.text({ group: 'CHgroup', body: 'hi' })
    house.text({ group: 'CHgroup', from: '+12025550177', body: 'me too', sid: 'IM44' })
    expect(house.shows()).toEqual(['R1: hi, me too'])
    expect(house.message('IM44').author).toBe('+12025550177')
    expect(house.shows('+12025550177')).toEqual([])
  })
  proves(45, 'the same sid twice: one row, one unread', async () => {
    const house = open()
    const text = { sid: 'IM45', body: 'hi', at: noon(0) }
    expect([house.text(text), house.text(text)]).toEqual(['filed', 'again'])
    expect(count(house, 'select count(*) from messages')).toBe(1)
    expect(count(house, 'select unread from conversations')).toBe(1)
  })
  proves(46, 'two first texts through two processes: one conversation, one line, two texts', async () => {
    const house = open()
    const second = house.secondDesk()
    for (const [desk, sid] of [
      [house.desk, 'IMx'],
      [second, 'IMy'],
    ] as const)
      must(
        transact(desk, dana, (work) =>
          ok(fileIncoming(work, house.incoming({ sid, body: sid, index: sid === 'IMx' ? 0 : 1 }))),
        ),
      )
    expect(house.shows()).toEqual(['-: IMx, IMy'])
    expect(count(house, 'select count(*) from lines')).toBe(1)
  })
  proves(47, 'index 6 before 5: shown 5, 6', async () => {
    const house = open()
    house.text({ index: 6, body: 'six', at: noon(0) })
    house.text({ index: 5, body: 'five', at: noon(0) })
    expect(bodies(house, null)).toEqual(['five', 'six'])
  })
  proves(66, 'a manager is replaced: the same conversation, the new one is known to be in it', async () => {
    const house = open()
    house.work((work) => noteRoster(work, groupOf([john, manager])))
    house.text({ group: 'CHgroup', body: 'a' })
    house.work((work) => noteRoster(work, groupOf([john, '+12025550198'])))
    house.text({ group: 'CHgroup', body: 'b' })
    expect(house.shows()).toEqual(['-: a, b'])
    expect(dumpTables(house.desk).group_members!.join()).toContain('+12025550198')
    expect(dumpTables(house.desk).group_members!.join()).not.toContain(manager)
  })
  it('[cases] those of this file each have a test', () => {
    expect([41, 42, 43, 44, 45, 46, 47, 66].filter((number) => !proven.has(number))).toEqual([])
  })
})

describe('whose text it is', () => {
  it('keeps a text without author aside, and one of our own number', () => {
    const house = open()
    const before = dumpTables(house.desk)
    expect(house.text({ author: null })).toBe('aside')
    expect(house.text({ from: n1 })).toBe('aside')
    expect(dumpTables(house.desk)).toEqual(before)
  })
  it('keeps a manager’s text one to one as a command, once, and no guest’s conversation comes of it', () => {
    const house = open()
    const text = { from: manager, body: 'OK 1', sid: 'IMm', at: noon(0) }
    expect([house.text(text), house.text(text)]).toEqual(['staff-text', 'again'])
    expect(count(house, 'select count(*) from staff_texts')).toBe(1)
    expect(count(house, 'select count(*) from contacts')).toBe(0)
  })
  it('knows our own text again and never writes over its body', () => {
    const house = open()
    house.text({ body: 'hi' })
    house.wrote(null, noon(0))
    const { sqlite } = house.desk.store
    sqlite.prepare("update messages set sid = null, status = 'unknown' where direction = 'outbound'").run()
    const clientMsgId = sqlite.prepare('select client_id from messages where client_id is not null').pluck().get()
    const attributes = { clientMsgId: String(clientMsgId), unit: null, kind: 'text' as const }
    const echo = { sid: 'IMe', author: 'desk:Dana', body: 'something else', index: 7, attributes, at: noon(1) }
    expect([house.text(echo), house.text(echo)]).toEqual(['echo', 'again'])
    expect(house.message('IMe')).toMatchObject({ body: 'from the desk', status: 'sent', messageIndex: 7 })
    expect(count(house, 'select count(*) from messages')).toBe(2)
  })
  it('keeps a text of ours that a restored folder does not know, without the digits of its codes', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hi' })
    house.text({
      sid: 'IMr',
      author: 'Latchkey',
      body: 'Room 1: your code is 402913, until 11:00',
      attributes: { clientMsgId: 'lost', unit: 'R1', kind: 'codes' },
    })
    expect(house.message('IMr')).toMatchObject({
      direction: 'outbound',
      body: 'your code is ••••••, until 11:00',
      prefix: 'Room 1: ',
      routeRule: null,
    })
    expect(house.shows()).toEqual(['R1: hi, your code is ••••••, until 11:00'])
  })
  it('files what another program wrote with the guest’s text before it', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hi' })
    house.text({ author: 'system', body: 'from the console', sid: 'IMs' })
    expect(house.shows()).toEqual(['R1: hi, from the console'])
    expect(house.message('IMs').direction).toBe('outbound')
  })
  it('believes one stream for a number; the other only makes the pair be looked at', () => {
    const house = open()
    house.text({ body: 'hi' })
    const copy = { stream: 'messaging' as const, conversationSid: null, number: n1, sid: 'SM1' }
    expect(house.text(copy)).toBe('aside')
    expect(readLineSid(house.desk.store.read, `CH${john}${n1}`)?.checkSoon).toBe(true)
    house.work((work) => updateNumber(work.db, n1, { authority: 'messaging' }))
    expect(house.text({ ...copy, sid: 'SM2', body: 'by log' })).toBe('filed')
    expect(house.text({ sid: 'IM9', body: 'by conversation' })).toBe('aside')
    expect(house.shows()).toEqual(['-: hi, by log'])
  })
})

describe('strange texts', () => {
  it('keeps null bytes, emoji, right-to-left and 1,700 characters, and an empty body with a photo', () => {
    const house = open()
    const long = 'x'.repeat(1700)
    for (const [sid, body] of [
      ['IMn', 'a\0b'],
      ['IMj', '👋🏽 مرحبا \u202E'],
      ['IMl', long],
      ['IMh', '\uD83D!'],
    ] as const)
      house.text({ sid, body })
    const photo = { sid: 'ME1', serviceSid: 'IS1', url: null, contentType: 'image/jpeg', filename: null, size: 10 }
    house.text({ sid: 'IMp', body: '', media: [photo] })
    house.text({ sid: 'IMp', body: '', media: [photo] })
    expect(['IMn', 'IMj', 'IMl', 'IMh', 'IMp'].map((sid) => house.message(sid).body)).toEqual([
      'a\uFFFDb',
      '👋🏽 مرحبا \u202E',
      long,
      '\uFFFD!',
      '',
    ])
    const media = mediaOfMessages(house.desk.store.read, [house.message('IMp').id as MessageId])
    expect(media.map(({ sid, state, size }) => [sid, state, size])).toEqual([['ME1', 'pending', 10]])
  })
  it('minds STOP and START of a single word, in whatever order they come', () => {
    const said = [
      ['STOP', 1],
      ['start', 2],
      ['Stop ', 3],
      ['stop', 4],
      ['please stop', 5],
    ] as const
    for (const order of [said, said.toReversed()]) {
      const house = open()
      for (const [body, minute] of order) house.text({ body, at: `${day(0)}T11:0${minute}:00Z` })
      expect(count(house, 'select opted_out_at from lines')).toBe(Date.parse(`${day(0)}T11:03:00Z`))
      house.text({ body: 'UNSTOP', at: `${day(0)}T11:09:00Z` })
      expect(dumpTables(house.desk).lines![0]).toContain('"opted_out_at":null')
    }
  })
  it('opens a closed conversation again when the guest writes', () => {
    const house = open()
    house.text({ body: 'a' })
    house.desk.store.sqlite.prepare('update conversations set closed_at = 1').run()
    house.text({ body: 'b' })
    expect(count(house, 'select count(*) from conversations where closed_at is null')).toBe(1)
  })
})

describe('what Twilio has not said yet', () => {
  it('shows a text of an unknown conversation in a pool at once, and files it once the roster is known', () => {
    const house = open(pool)
    house.stay('A100', 'R1', -1, 3)
    const one = house.incoming({ to: n2, sid: 'IMu' })
    house.work((work) => fileIncoming(work, one))
    expect(house.filed('IMu')).toBe('- general review')
    expect(readLineSid(house.desk.store.read, one.conversationSid!)).toMatchObject({ lineId: null, checkSoon: true })
    house.work((work) => noteRoster(work, pairRoster(one, n2)))
    expect(house.filed('IMu')).toBe('R1 current-stay')
    expect(house.numberOf('R1')).toBe(n2)
    expect(house.shows()).toEqual(['R1: hello'])
    const after = dumpTables(house.desk)
    house.work((work) => noteRoster(work, pairRoster(one, n2)))
    expect(dumpTables(house.desk)).toEqual(after)
  })
  it('takes a text for no command once its conversation turns out to be a group', () => {
    const house = open()
    house.text({ group: 'CHgroup', from: manager, sid: 'IMg', at: noon(0) })
    expect(count(house, 'select count(*) from staff_texts')).toBe(1)
    house.work((work) => noteRoster(work, groupOf([john, manager])))
    expect(house.text({ group: 'CHgroup', from: manager, sid: 'IMg', at: noon(0) })).toBe('filed')
    expect(count(house, 'select count(*) from staff_texts')).toBe(0)
    expect(house.message('IMg').direction).toBe('internal')
  })
  it('notes the state of a Twilio conversation', () => {
    const house = open()
    house.text({})
    for (const sid of [`CH${john}${n1}`, 'CHnew']) {
      house.work((work) => noteTwilioState(work, { sid, state: 'closed' }))
      expect(readLineSid(house.desk.store.read, sid)?.state).toBe('closed')
    }
  })
  it('makes groups only where the house wants them and the numbers allow it, and says why not', () => {
    const house = open({ mode: 'group' })
    house.text({ from: john })
    house.text({ from: '+447700900101' })
    const rows = house.desk.store.sqlite.prepare('select mode, group_refused is null from lines').raw().all()
    expect(rows).toEqual([
      ['group', 1],
      ['one-to-one', 0],
    ])
  })
})

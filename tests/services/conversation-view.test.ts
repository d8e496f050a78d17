/** What one conversation shows: bubbles, verbs, where else a text might belong, and what Today says of it. */
import { describe, expect, it } from 'vitest'
import { refreshConversation, updateConversation } from '../../db/queries/conversations.ts'
import { insertMedia, updateMessage } from '../../db/queries/messages.ts'
import { minutes, parseInstant } from '../../electron/domain/time.ts'
import { arrive, depart } from '../../electron/services/check-in/index.ts'
import { keep, markRead, moveMessages, pin } from '../../electron/services/conversations/index.ts'
import { addNote, sendText } from '../../electron/services/outbox/index.ts'
import { conversationView, inboxList, todayView } from '../../electron/services/views/index.ts'
import { ann, day, type InboxDesk, inboxes, john, n1, n2, noon } from '../support/inbox-desk.ts'
import { list, named, rows, view, written } from '../support/inbox-shown.ts'
import { book, dana, must, yusuf } from '../support/test-desk.ts'

const open = inboxes()

describe('one conversation', () => {
  it('shows who wrote, how far each text has come, and what may be done with it', () => {
    const house = open()
    named(house, 'A100', 'R1', 'John Doe', john)
    house.text({ body: 'hello', at: `${day(0)}T08:00:00Z` })
    written(house, 'R1', 'undelivered', john, 30007)
    house.advance(minutes(1))
    must(addNote(house.desk, yusuf, { conversationId: house.conversation('R1'), text: 'Asked twice' }))
    house.advance(minutes(1))
    const later = parseInstant(`${day(2)}T09:00:00Z`)!
    must(sendText(house.desk, dana, { conversationId: house.conversation('R1'), text: 'Later', sendAt: later }))
    const shown = view(house, 'R1').messages
    expect(shown.map(({ author, direction, kind, status }) => `${author} ${direction} ${kind} ${status}`)).toEqual([
      'John Doe inbound text received',
      'Dana outbound text undelivered',
      'Yusuf internal note noted',
      'Dana outbound text scheduled',
    ])
    expect(shown.map((message) => message.verbs)).toEqual([
      ['move'],
      ['retry'],
      [],
      ['reschedule', 'send-now', 'discard'],
    ])
    expect(shown[1]?.statusReason).toContain('30007')
    expect(shown[3]?.sendAt).toBe(`${day(2)}T09:00:00.000Z`)
  })

  it('offers no other try where one was made, or where none helps', () => {
    const house = open()
    named(house, 'A100', 'R1', 'John Doe', john)
    house.text({ body: 'hello', at: `${day(0)}T08:00:00Z` })
    const refused = written(house, 'R1', 'undelivered', john, 30007)
    house.advance(minutes(1))
    written(house, 'R1', 'failed', john, 21211)
    const verbs = () => view(house, 'R1').messages.map((message) => message.verbs)
    expect(verbs()).toEqual([['move'], ['retry'], []])
    house.work((work) => updateMessage(work.db, refused.id, { settledBy: 'Dana' }))
    expect(verbs()).toEqual([['move'], [], []])
  })

  it('stands in the list by its newest text, not by one that is to be sent later', () => {
    const house = open()
    named(house, 'A100', 'R1', 'John Doe', john)
    house.text({ body: 'hello', at: `${day(0)}T08:00:00Z` })
    const sendAt = parseInstant(`${day(2)}T09:00:00Z`)!
    must(sendText(house.desk, dana, { conversationId: house.conversation('R1'), text: 'Later', sendAt }))
    const [row] = must(inboxList(house.desk, { filter: 'open', text: '', offset: 0, limit: 1 }, {})).rows
    expect([row?.lastLine, row?.lastAt]).toEqual(['hello', `${day(0)}T08:00:00.000Z`])
  })

  it('shows the newest texts and says how many there are before them', () => {
    const house = open()
    for (let at = 0; at < 7; at++) house.text({ body: `text ${at}`, at: `${day(0)}T10:0${at}:00Z` })
    const shown = view(house, null, john, 3)
    expect(shown.messages.map((message) => message.body)).toEqual(['text 4', 'text 5', 'text 6'])
    expect(shown.earlier).toBe(4)
  })

  it('asks about the newest text to review and explains how it was filed, with where else it may belong', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.stay('B200', 'R2', 1, 3)
    house.text({ body: 'which?', at: noon(2) })
    const before = view(house, 'R2')
    expect(before.review).toMatchObject({ words: 'most recent booking', guess: false })
    expect(before.review?.alternatives).toEqual([
      { unitKey: 'R1', unitName: 'Room 1', unitId: house.unit('R1'), reference: 'A100' },
    ])
    expect(before.filed).toBe(
      'Several units are theirs now, and the desk wrote in none in the last 3 days. So: the most recent booking, R2. Also possible: R1.',
    )
    must(keep(house.desk, dana, { conversationId: house.conversation('R2') }))
    const after = view(house, 'R2')
    expect(after.review).toBeNull()
    expect(after.filed).toContain('Dana said that it is right.')
  })

  it('says of each rule why', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'only one' })
    expect(view(house, 'R1').filed).toBe('R1 is the only unit this guest has now.')
    house.text({ body: 'hello', from: ann })
    expect(view(house, null, ann).filed).toBe('Nobody with this phone has a booking.')
    house.stay('C300', 'R3', 5, 9, ann)
    house.text({ body: 'soon', from: ann, at: noon(1) })
    expect(view(house, 'R3', ann).filed).toBe(
      'Not a current guest. The only booking from 7 days back to 30 days ahead is R3.',
    )
    must(pin(house.desk, dana, { conversationId: house.conversation('R1'), on: true }))
    house.text({ body: 'pinned' })
    expect(view(house, 'R1').filed).toBe("The desk pinned this guest's texts to R1.")
    house.text({ sid: 'IMmove', body: 'elsewhere' })
    must(moveMessages(house.desk, yusuf, { messageIds: [house.message('IMmove').id], unitId: house.unit('R2') }))
    expect(view(house, 'R2').filed).toBe('Moved to R2 by Yusuf.')
  })

  it('a guess that is no question is offered as one where nobody settled it', () => {
    const house = open()
    book(
      house.desk,
      'A100',
      [
        ['R1', day(0), day(3)],
        ['R2', day(0), day(3)],
      ],
      { phone: john },
    )
    house.text({ body: 'hello' })
    const shown = view(house, 'R1')
    expect(shown.review).toMatchObject({ guess: true, words: 'first room of one booking' })
    expect(shown.filed).toBe('One booking with several units. So: its first, R1. Also possible: R2.')
  })

  it('has the stay, its doors, the guest, the link history and the other conversations beside it', async () => {
    const house = open()
    const reservationId = named(house, 'A100', 'R1', 'John Doe', john)
    house.text({ body: 'hello', sid: 'IMhello' })
    house.setNow(noon(1))
    house.stay('B200', 'R2', 1, 3)
    house.text({ body: 'and here', at: noon(1) })
    must(moveMessages(house.desk, dana, { messageIds: [house.message('IMhello').id], unitId: house.unit('R1') }))
    await house.settleFully()
    const shown = view(house, 'R1')
    expect(shown.stay).toMatchObject({ unitName: 'Room 1', reference: 'A100', status: 'expected', reservationId })
    expect(shown.codes.map((code) => code.doorName)).toEqual(['Front door', 'Room 1'])
    expect(shown.codes.every((code) => code.state === 'on-lock' && code.at !== null)).toBe(true)
    expect(shown.guests).toEqual([
      { name: 'John Doe', email: null, language: 'fr', reservationId, phones: ['+1 202 555 0101'] },
      expect.objectContaining({ name: null }),
    ])
    expect(shown.guestName).toBe('John Doe')
    expect(shown.others).toEqual([
      expect.objectContaining({
        unitKey: 'R2',
        lastLine: 'and here',
        detail: 'Thu 11 Jun to Sat 13 Jun',
        closed: false,
      }),
    ])
    expect(shown.links.map((link) => link.to)).toEqual(['Room 1, Wed 10 Jun to Sat 13 Jun · A100'])
    expect(shown.prefix).toBe('Room 1: ')
  })

  it('offers to link a conversation without a unit to the bookings that did not claim it', () => {
    const house = open()
    house.text({ body: 'long ago', at: noon(-40) })
    house.setNow(noon(0))
    house.stay('A100', 'R2', 40, 44)
    house.stay('A100B', 'R2', 60, 64)
    const shown = view(house, null)
    expect(shown.unknown).toBe(false)
    expect(shown.proposals).toEqual([
      expect.objectContaining({ unitKey: 'R2', reference: 'A100', arrivalDate: day(40), departureDate: day(44) }),
    ])
  })

  it('names a third person of a group, and marks one whom nobody knows', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hello', sid: 'IMfirst' })
    const sid = house.message('IMfirst').twilioConversationSid!
    house.text({ body: 'me too', from: ann, conversationSid: sid })
    expect(view(house, 'R1').messages.map(({ author, authorUnknown }) => [author, authorUnknown])).toEqual([
      ['+1 202 555 0101', false],
      ['+1 202 555 0102', true],
    ])
    named(house, 'B200', 'R2', 'Ann Smith', ann)
    expect(view(house, 'R1').messages[1]).toMatchObject({ author: 'Ann Smith', authorUnknown: false })
  })

  it('says that nothing may be sent after STOP, and shows pictures with how far they have come', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ sid: 'IMpicture', body: '' })
    house.work(({ db }) =>
      insertMedia(db, {
        id: 'media-1',
        messageId: house.message('IMpicture').id,
        position: 0,
        sid: 'ME1',
        serviceSid: 'IS1',
        url: null,
        contentType: 'image/jpeg',
        filename: 'scarf.jpg',
        size: 1234,
        state: 'pending',
        attempts: 0,
        nextTryAt: house.desk.clock.now(),
        fault: null,
      }),
    )
    house.work(({ db }) => refreshConversation(db, house.conversation('R1')))
    expect(list(house).rows[0]?.hasMedia).toBe(true)
    expect(view(house, 'R1').messages[0]?.media).toEqual([
      { id: 'media-1', contentType: 'image/jpeg', filename: 'scarf.jpg', size: 1234, state: 'pending' },
    ])
    house.text({ body: 'STOP' })
    expect(view(house, 'R1').optedOut).toBe(true)
  })

  it('is not there any more where its id is unknown', () => {
    const house = open()
    const gone = conversationView(house.desk, { conversationId: 'nobody' as never, limit: 5 })
    expect(gone).toMatchObject({ ok: false, error: { code: 'conversation-unknown' } })
  })

  it('keeps a conversation without a text out of the list', () => {
    const house = open({ numbers: [n1, n2] })
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'hello' })
    house.work(({ db }) => {
      updateConversation(db, house.conversation('R1'), { lastMessageAt: null, lastMessageId: null })
    })
    expect(list(house).counts.open).toBe(0)
    expect(rows(house)).toEqual([])
  })
})

describe('Today', () => {
  const row = (house: InboxDesk, reference: string) => {
    const today = must(todayView(house.desk))
    return [...today.arrivals, ...today.inHouse, ...today.departures].find((one) => one.reference === reference)
  }

  it('shows on a row how many texts of its guest nobody has read', () => {
    const house = open()
    house.stay('A100', 'R1', 0, 3)
    house.text({ body: 'one' })
    house.text({ body: 'two' })
    expect(row(house, 'A100')?.unread).toBe(2)
    must(markRead(house.desk, dana, { conversationId: house.conversation('R1') }))
    expect(row(house, 'A100')?.unread).toBe(0)
  })

  it('says how often the guest stayed before; what was cancelled or is still to come does not count', () => {
    const house = open()
    const first = named(house, 'OLD1', 'R1', 'John Doe', john, -3, -1)
    house.setNow(noon(-3))
    must(arrive(house.desk, dana, { ref: first }))
    must(depart(house.desk, dana, { ref: first }))
    house.setNow(noon(0))
    const guestOf = (reference: string) => row(house, reference)
    named(house, 'A100', 'R2', 'John Doe', john)
    expect(guestOf('A100')?.stayedBefore).toBe(0)
    house.work(({ db }) => {
      db.run(
        `update reservations set guest_id = (select guest_id from reservations where reference = 'OLD1') where reference = 'A100'`,
      )
    })
    expect(guestOf('A100')?.stayedBefore).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import {
  accountSid,
  bodies,
  ch,
  conversations,
  type Fields,
  im,
  john,
  type ListeningDesk,
  listening,
  messageAdded,
  ourNumber,
  outcomes,
  rowsOf,
  says,
} from '../support/listening-desk.ts'
import { dana, dumpTables, must } from '../support/test-desk.ts'

describe('texts that come in', () => {
  it('case 45: the same sid twice is one message, one unread', async () => {
    const desk = await listening()
    await says(desk, { MessageSid: im(1) })
    expect(desk.process()).toBe(1)
    await says(desk, { MessageSid: im(1) })
    expect(desk.process()).toBe(0)
    expect(bodies(desk)).toHaveLength(1)
    expect(rowsOf(desk, 'select unread from conversations')).toEqual([1])
  })

  it('case 46: two webhooks at once of a new contact make one conversation, one line, two messages', async () => {
    const desk = await listening()
    const answers = await Promise.all([
      says(desk, { MessageSid: im(2), Index: '0', Body: 'first' }),
      says(desk, { MessageSid: im(3), Index: '1', Body: 'second', DateCreated: '2026-06-10T13:29:00.500Z' }),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([200, 200])
    desk.process()
    expect(bodies(desk)).toEqual(['first', 'second'])
    expect(rowsOf(desk, 'select count(*) from contacts')).toEqual([1])
    expect(rowsOf(desk, 'select count(*) from lines')).toEqual([1])
    expect(rowsOf(desk, 'select count(*) from conversations')).toEqual([1])
  })

  it('works them off in the order of their time, not of their coming', async () => {
    const desk = await listening()
    await says(desk, { MessageSid: im(6), Index: '6', Body: 'six', DateCreated: '2026-06-10T13:29:06.000Z' })
    await says(desk, { MessageSid: im(5), Index: '5', Body: 'five', DateCreated: '2026-06-10T13:29:05.000Z' })
    desk.process()
    expect(bodies(desk)).toEqual(['five', 'six'])
    expect(rowsOf(desk, 'select body from messages order by rowid')).toEqual(['five', 'six'])
  })

  it('case 48: an event without author is kept apart, said, and nothing else happens', async () => {
    const desk = await listening()
    const before = dumpTables(desk.desk)
    const { Author: _, ...nameless } = messageAdded({ MessageSid: im(9) })
    expect((await desk.post(conversations, nameless)).status).toBe(200)
    expect((await desk.post(conversations, { ...nameless, Author: '' })).status).toBe(200)
    desk.process()
    const { webhook_inbox: inbox, sqlite_sequence: _s, ...rest } = dumpTables(desk.desk)
    const { webhook_inbox: _i, sqlite_sequence: _q, ...restBefore } = before
    expect(rest).toEqual(restBefore)
    expect(inbox).toHaveLength(1)
    expect(outcomes(desk)).toEqual(['quarantined'])
    expect(desk.rows()[0]?.sealed).not.toBe(null)
    const [item] = attentionItems(desk.desk).filter((one) => one.kind === 'webhooks-kept')
    expect(item?.title).toContain('without saying who wrote')
    must(resolveItem(desk.desk, dana, item!.id, 'dismiss'))
    expect(attentionItems(desk.desk).some((one) => one.kind === 'webhooks-kept')).toBe(false)
  })

  it('a text that came without its author is no question any more once it is here with it', async () => {
    const desk = await listening()
    const { Author: _, ...nameless } = messageAdded({ MessageSid: im(10) })
    await desk.post(conversations, nameless)
    desk.process()
    await says(desk, { MessageSid: im(10) })
    desk.process()
    expect(bodies(desk)).toHaveLength(1)
    expect(outcomes(desk)).toEqual(['done', 'done'])
    expect(attentionItems(desk.desk).some((one) => one.kind === 'webhooks-kept')).toBe(false)
  })

  it('files a photo without words', async () => {
    const desk = await listening()
    const Media = JSON.stringify([
      { Sid: `ME${'1'.repeat(32)}`, ContentType: 'image/jpeg', Filename: 'key.jpg', Size: 9 },
    ])
    await says(desk, { Body: '', Media, ChatServiceSid: `IS${'1'.repeat(32)}` })
    desk.process()
    expect(bodies(desk)).toEqual([''])
    const media = desk.desk.store.sqlite
      .prepare('select sid, service_sid, content_type, size, state from message_media')
      .all()
    expect(media).toEqual([
      {
        sid: `ME${'1'.repeat(32)}`,
        service_sid: `IS${'1'.repeat(32)}`,
        content_type: 'image/jpeg',
        size: 9,
        state: 'pending',
      },
    ])
  })

  it('keeps nothing of a row that was worked off', async () => {
    const desk = await listening()
    await says(desk, {})
    expect(desk.rows()[0]?.sealed).not.toBe(null)
    desk.process()
    expect(desk.rows()).toMatchObject([{ outcome: 'done', sealed: null }])
  })

  it('takes a text of the other stream as a hint, once', async () => {
    const desk = await listening()
    await says(desk, { MessageSid: im(11) })
    desk.process()
    const copy = { AccountSid: accountSid, MessageSid: `SM${'7'.repeat(32)}`, From: john, To: ourNumber, Body: 'copy' }
    expect((await desk.post('/twilio/messages', copy)).status).toBe(200)
    desk.process()
    expect(bodies(desk)).toHaveLength(1)
  })

  it('files what the messaging stream brings where that is the authority', async () => {
    const desk = await listening({ twilio: { authority: 'messaging' } })
    const fields: Fields = {
      AccountSid: accountSid,
      MessageSid: `MM${'8'.repeat(32)}`,
      From: john,
      To: ourNumber,
      Body: 'Our key',
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/2010-04-01/media',
      MediaContentType0: 'image/png',
    }
    await desk.post('/twilio/messages', fields)
    await says(desk, { MessageSid: im(12), Body: 'Our key' })
    desk.process()
    expect(rowsOf(desk, 'select sid from messages')).toEqual([`MM${'8'.repeat(32)}`])
    expect(rowsOf(desk, 'select content_type from message_media')).toEqual(['image/png'])
  })
})

describe('who is in a conversation', () => {
  const joined = (fields: Fields): Fields => ({
    AccountSid: accountSid,
    EventType: 'onParticipantAdded',
    ConversationSid: ch(1),
    ParticipantSid: `MB${'1'.repeat(32)}`,
    DateCreated: '2026-06-10T13:28:00.000Z',
    ...fields,
  })
  const lineOf = (desk: ListeningDesk, sid: string) =>
    desk.desk.store.sqlite
      .prepare(
        'select c.phone, l.number, s.kind from line_sids s join lines l on l.id = s.line_id join contacts c on c.id = l.contact_id where s.sid = ?',
      )
      .get(sid)
  const pool = { twilio: { numbers: [ourNumber, '+12025550151'] } }

  it('learns the pair of a conversation, and a second pair in it does not take it over', async () => {
    const desk = await listening(pool)
    const pair = { 'MessagingBinding.Address': john, 'MessagingBinding.ProxyAddress': '+12025550151' }
    await desk.post(conversations, joined(pair))
    desk.process()
    const known = { phone: john, number: '+12025550151', kind: 'one-to-one' }
    expect(lineOf(desk, ch(1))).toEqual(known)
    const manager = { ...pair, 'MessagingBinding.Address': '+12025550188', ParticipantSid: `MB${'2'.repeat(32)}` }
    await desk.post(conversations, joined(manager))
    desk.process()
    expect(lineOf(desk, ch(1))).toEqual(known)
    expect(rowsOf(desk, 'select check_soon from line_sids')).toEqual([1])
  })

  it('reads every handset of a group from the repeated key', async () => {
    const desk = await listening(pool)
    await desk.post(conversations, {
      AccountSid: accountSid,
      EventType: 'onConversationAdded',
      ConversationSid: ch(2),
      DateCreated: '2026-06-10T13:28:00.000Z',
      'MessagingBinding.Address': [john, '+12025550199'],
      'MessagingBinding.ProjectedAddress': ourNumber,
    })
    desk.process()
    expect(lineOf(desk, ch(2))).toEqual({ phone: john, number: ourNumber, kind: 'group' })
    expect(rowsOf(desk, 'select address from group_members order by address')).toEqual([john, '+12025550199'])
  })
})

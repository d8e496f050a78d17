/** The Inbox on the command line: exact shapes, and every button's use case. */
import { describe, expect, it } from 'vitest'
import { UsageError } from '../../electron/desk/command.ts'
import { conversationCommands } from '../../electron/desk/conversation-commands.ts'
import { deskCommands } from '../../electron/desk/desk-commands.ts'
import type { Incoming } from '../../electron/domain/incoming.ts'
import { ok } from '../../electron/domain/result.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { fileIncoming, noteRoster } from '../../electron/services/conversations/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { commandsOfTextingHouse, id } from '../support/commands.ts'
import { at, book, dumpTables, must } from '../support/test-desk.ts'

const John = '+12025550101'
const Ann = '+12025550102'
const N1 = '+12025550150'

const { house, run, done, refused } = commandsOfTextingHouse({ ...conversationCommands, ...deskCommands }, N1)
let count = 0
/** A text as a webhook brings it. */
function texts(author: string, body: string, change: Partial<Incoming> = {}): void {
  const conversationSid = `CH${author.slice(-4).padStart(32, '0')}`
  const incoming: Incoming = {
    ...{
      sid: `IM${String(++count).padStart(32, '0')}`,
      stream: 'conversations',
      conversationSid,
      index: count,
      author,
    },
    ...{
      number: null,
      to: null,
      body,
      at: house().desk.clock.now() as Instant,
      media: [],
      attributes: null,
      optOut: null,
    },
    ...change,
  }
  must(
    transact(house().desk, { actor: 'Latchkey', source: 'program' }, (work) => {
      const members = [{ address: author, participantSid: null }]
      noteRoster(work, { conversationSid, kind: 'one-to-one', members, number: N1 })
      return ok(fileIncoming(work, incoming))
    }),
  )
}
const conversationWith = async (phone: string): Promise<string> =>
  (await done('show', 'conversations', '--phone', phone))[0].id

describe('show', () => {
  it('case 16: a status query by phone lists both conversations with unit and booking', async () => {
    book(house().desk, 'A1', [['R1', '2026-06-05', '2026-06-09']], { name: 'John Doe', phone: John })
    house().setNow('2026-06-08T10:00:00Z')
    texts(John, 'In the first')
    house().setNow('2026-06-10T13:30:00Z')
    const second = book(house().desk, 'B1', [['R2', '2026-06-10', '2026-06-12']], { name: 'John Doe', phone: John })
    texts(John, 'In the second')
    const shown = await done('show', 'conversations', '--phone', '+1 202 555 0101')
    expect(shown.map((line: { unit: string; reservation: string }) => [line.unit, line.reservation])).toEqual([
      ['R1', 'A1'],
      ['R2', 'B1'],
    ])
    expect(shown[1]).toEqual({
      ...{ id, phone: John, unit: 'R2', reservation: 'B1', stayId: expect.any(String), numbers: [N1] },
      ...{ twilioConversationSids: [`CH${'0101'.padStart(32, '0')}`] },
      ...{ messageCount: 1, unread: 1, needsReview: false },
    })
    expect(second.stayIds[0]).toBe(shown[1].stayId)
  })

  it('answers nothing for a phone nobody wrote from, and refuses what is no phone', async () => {
    expect(await done('show', 'conversations', '--phone', Ann)).toEqual([])
    expect(await done('show', 'conversations')).toEqual([])
    expect(await refused('show', 'conversations', '--phone', 'reception')).toBe('phone-invalid')
    expect(await refused('show', 'messages', 'nothing')).toBe('conversation-unknown')
  })

  it('lists the messages of a conversation whole and oldest first', async () => {
    texts(John, 'Later', { at: at('2026-06-10T12:00:00Z') })
    texts(John, 'Earlier', {
      at: at('2026-06-10T11:00:00Z'),
      media: [{ sid: 'ME1', serviceSid: null, url: null, contentType: 'image/jpeg', filename: null, size: 12 }],
    })
    const shown = await done('show', 'messages', await conversationWith(John))
    expect(shown.map((line: { body: string }) => line.body)).toEqual(['Earlier', 'Later'])
    expect(shown[0]).toEqual({
      ...{ id, sid: expect.stringMatching(/^IM/), direction: 'inbound', author: John, body: 'Earlier' },
      ...{ media: [{ contentType: 'image/jpeg', size: 12, state: 'pending' }], at: '2026-06-10T11:00:00.000Z' },
      ...{ status: 'received', routeRule: 'general', alternatives: [] },
    })
  })
})

describe('send', () => {
  it('queues the text, answers its id and status, and the outbox has it', async () => {
    texts(John, 'Hello')
    const conversation = await conversationWith(John)
    house().advance(1_000)
    const sent = await done('send', conversation, 'Good', 'morning')
    expect(sent).toEqual({ id, status: 'waiting' })
    const shown = await done('show', 'messages', conversation)
    expect(shown[1]).toMatchObject({
      id: sent.id,
      direction: 'outbound',
      author: 'desk:Dana',
      body: 'Good morning',
      routeRule: null,
    })
    expect(await done('show', 'outbox')).toMatchObject([
      { kind: 'message', conversation, message: sent.id, status: 'waiting' },
    ])
  })

  it('said twice with one key it is one text', async () => {
    texts(John, 'Hello')
    const conversation = await conversationWith(John)
    const first = await done('send', conversation, 'Yes', '--key', 'key-1')
    expect(await done('send', conversation, 'Yes', '--key', 'key-1')).toEqual(first)
    expect(await done('show', 'outbox')).toHaveLength(1)
  })

  it('may wait for a moment, be put to another, leave at once, or never', async () => {
    texts(John, 'Hello')
    const conversation = await conversationWith(John)
    const later = await done('send', conversation, 'Tomorrow', '--at', '2026-06-11T08:00:00Z')
    expect(later.status).toBe('scheduled')
    expect((await done('reschedule', later.id, '--at', '2026-06-12T08:00:00Z')).status).toBe('scheduled')
    expect((await done('send-now', later.id)).status).toBe('waiting')
    expect((await done('discard', later.id)).status).toBe('not-sent')
    await expect(run('send', conversation)).rejects.toThrow(UsageError)
    await expect(run('send', conversation, 'Hello', '--at', 'soon')).rejects.toThrow('--at needs an instant')
  })

  it('refuses an unknown conversation and an empty text', async () => {
    texts(John, 'Hello')
    expect(await refused('send', 'nowhere', 'Hello')).toBe('conversation-unknown')
    expect(await refused('send', await conversationWith(John), ' ')).toBe('message-empty')
  })

  it('a note is kept and never sent', async () => {
    texts(John, 'Hello')
    const conversation = await conversationWith(John)
    expect(await done('note', conversation, 'Pays on Friday')).toEqual({ id, status: 'noted' })
    expect(await done('show', 'outbox')).toEqual([])
  })
})

describe('relink', () => {
  /** One general conversation that a booking made later claims, and one of another person. */
  function unlinked(): void {
    for (const phone of [John, Ann]) texts(phone, 'I would like to book', { at: at('2026-06-09T10:00:00Z') })
    for (const [ref, unit, phone] of [
      ['A1', 'R1', John],
      ['B1', 'R2', Ann],
    ] as const)
      book(house().desk, ref, [[unit, '2026-06-11', '2026-06-13']], { name: 'A Guest', phone })
    // As a folder of a time before links were kept up by themselves.
    house().desk.store.sqlite.exec('update conversations set unit_id = null, link_id = null')
    house().desk.store.sqlite.exec('delete from conversation_links')
    house().desk.store.sqlite.exec('update messages set stay_id = null, reservation_id = null')
  }

  it('case 17: a dry run by phone says what would change and why, and changes nothing', async () => {
    unlinked()
    const before = dumpTables(house().desk)
    const proposed = await done('relink', '--phone', John, '--dry-run')
    expect(dumpTables(house().desk)).toEqual(before)
    expect(proposed).toEqual([
      { conversation: id, from: null, to: 'A1', rule: expect.any(String), reason: expect.any(String), applied: false },
    ])
    expect(proposed[0].reason.length).toBeGreaterThan(5)
  })

  it('case 18: run for real twice it changes once, then nothing', async () => {
    unlinked()
    expect(await done('relink')).toMatchObject([
      { from: null, applied: true },
      { from: null, applied: true },
    ])
    expect(await done('relink')).toEqual([])
  })

  it('case 19: run with one phone it leaves the other person alone', async () => {
    unlinked()
    expect(await done('relink', '--phone', John)).toHaveLength(1)
    expect((await done('show', 'conversations', '--phone', John))[0]).toMatchObject({ unit: 'R1', reservation: 'A1' })
    expect((await done('show', 'conversations', '--phone', Ann))[0]).toMatchObject({ unit: null, reservation: null })
  })
})

describe('acts on conversations', () => {
  async function two() {
    book(house().desk, 'A1', [['R1', '2026-06-09', '2026-06-12']], { name: 'John Doe', phone: John })
    book(house().desk, 'B1', [['R2', '2026-06-10', '2026-06-13']], { name: 'John Doe', phone: John })
    texts(John, 'Which room?')
    const [first] = await done('show', 'conversations', '--phone', John)
    const [message] = await done('show', 'messages', first.id)
    return { first, message }
  }

  it('keep takes the question mark off', async () => {
    const { first } = await two()
    expect(first).toMatchObject({ unit: 'R2', needsReview: true })
    expect(await done('keep', first.id)).toMatchObject({ id: first.id, needsReview: false, actionId: id })
  })

  it('pin and pin --off', async () => {
    const { first } = await two()
    expect(await done('pin', first.id)).toMatchObject({ id: first.id, actionId: id })
    texts(John, 'Once more')
    expect((await done('show', 'messages', first.id)).at(-1)).toMatchObject({ body: 'Once more', routeRule: 'pin' })
    expect(await done('pin', first.id, '--off')).toMatchObject({ id: first.id })
  })

  it('move-message puts a text where it belongs, and says so', async () => {
    const { first, message } = await two()
    house().desk.store.sqlite.exec(
      "update stays set status = 'cancelled' where unit_id = (select id from units where key = 'R2')",
    )
    texts(John, 'In the other one')
    const other = (await done('show', 'conversations', '--phone', John)).find(
      (line: { unit: string }) => line.unit === 'R1',
    )
    expect(await done('move-message', message.id, '--to', other.id)).toMatchObject({
      id: other.id,
      messageCount: 2,
      actionId: id,
    })
    expect(
      (await done('show', 'messages', other.id)).find((line: { id: string }) => line.id === message.id).routeRule,
    ).toBe('moved')
    expect(await done('show', 'messages', first.id)).toEqual([])
  })

  it('move-conversation gives a general conversation its unit', async () => {
    texts(Ann, 'Hello')
    const general = await conversationWith(Ann)
    expect(await done('move-conversation', general, '--to', 'R3')).toMatchObject({ unit: 'R3', messageCount: 1 })
    expect(await refused('move-conversation', general, '--to', 'R9')).toBe('unit-unknown')
  })

  it('merge-contact makes two phones one person', async () => {
    texts(John, 'From my own')
    texts(Ann, 'From the work phone')
    await done('merge-contact', Ann, '--into', John)
    expect(await done('show', 'conversations', '--phone', Ann)).toEqual(
      await done('show', 'conversations', '--phone', John),
    )
    expect((await done('show', 'conversations'))[0]).toMatchObject({ phone: John })
    expect(await refused('merge-contact', '+12025550109', '--into', John)).toBe('contact-unknown')
  })

  it('close and --reopen, read and --unread', async () => {
    texts(John, 'Hello')
    const conversation = await conversationWith(John)
    expect(await done('read', conversation)).toMatchObject({ unread: 0 })
    expect((await done('read', conversation, '--unread')).unread).toBeGreaterThan(0)
    expect(await done('close', conversation)).toMatchObject({ id: conversation, actionId: id })
    expect(await done('close', conversation, '--reopen')).toMatchObject({ id: conversation })
  })
})

describe('retry', () => {
  it('takes up pictures of a guest that could not be fetched, and refuses where there are none', async () => {
    texts(John, '', {
      media: [{ sid: 'ME1', serviceSid: null, url: null, contentType: 'image/jpeg', filename: null, size: null }],
    })
    const [message] = await done('show', 'messages', await conversationWith(John))
    expect(await refused('retry', message.id)).toBe('not-retryable')
    house().desk.store.sqlite.exec("update message_media set state = 'failed', attempts = 10")
    expect(await done('retry', message.id)).toEqual({ id: message.id, status: 'received', picturesTriedAgain: 1 })
    expect((await done('show', 'messages', await conversationWith(John)))[0].media[0].state).toBe('pending')
  })
})

it('an audit entry of an act holds neither a text nor a whole phone', async () => {
  texts(John, 'My secret words')
  await done('pin', await conversationWith(John))
  const details = house().desk.store.sqlite.prepare('select details from audit_entries').pluck().all().join(' ')
  expect(details).not.toContain('My secret words')
  expect(details).not.toContain(John)
})

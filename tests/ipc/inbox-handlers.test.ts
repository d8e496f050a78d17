/** The Inbox and texting as the window asks for them: through the contract, answered by the services. */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { insertMedia } from '../../db/queries/messages.ts'
import type { OpenDesk } from '../../electron/composition.ts'
import { type InputOf, type OutputOf, type ProcedureName, procedures } from '../../electron/contract/procedures.ts'
import { type Failure, failure } from '../../electron/domain/failure.ts'
import { fail, ok, type Result } from '../../electron/domain/result.ts'
import { appState } from '../../electron/ipc/handlers/app.ts'
import type { AppContext } from '../../electron/ipc/handlers/context.ts'
import { deskHandlers } from '../../electron/ipc/handlers/desk.ts'
import { inboxHandlers } from '../../electron/ipc/handlers/inbox.ts'
import { textingHandlers } from '../../electron/ipc/handlers/texting.ts'
import { houses } from '../support/houses.ts'
import { ann, day, type InboxDesk, john, n1, openInbox } from '../support/inbox-desk.ts'
import { book } from '../support/test-desk.ts'

const { keep } = houses()
let house: InboxDesk
const asked: string[] = []
beforeEach(() => {
  house = openInbox()
  keep(house)
  asked.length = 0
  book(house.desk, 'A100', [['R1', day(0), day(3)]], { name: 'John Doe', phone: john, email: null, language: 'en' })
})

const context = (): AppContext =>
  ({
    current: () => ({ desk: house.desk, environment: {}, keyPlace: 'disk' }) as Partial<OpenDesk>,
    blocked: () => null,
    deskStaff: () => ({ id: 'staff', name: 'Yusuf' }),
    version: '0',
    fallbackRuntime: false,
    checkTwilio: async (_open, account) => {
      asked.push(account.accountSid)
      return account.authToken === 'right' ? ok([n1]) : fail(failure('twilio-unreachable', 'Twilio refused.'))
    },
  }) as Partial<AppContext> as AppContext

async function call<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name>,
): Promise<Result<OutputOf<Name>, Failure>> {
  const handlers = { ...deskHandlers(context()), ...inboxHandlers(context()), ...textingHandlers(context()) }
  const asHeard = handlers as unknown as Record<string, (input: unknown) => Promise<never>>
  return asHeard[name]!(procedures[name].input.parse(input))
}
async function told<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const answer = await call(name, input)
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.value
}
const refused = async <Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<string> => {
  const answer = await call(name, input)
  return answer.ok ? 'done' : answer.error.code
}
const open = (unit: string | null, phone = john) =>
  told('inbox.open', { conversationId: house.conversation(unit, phone), limit: 50 })

describe('the window in the Inbox', () => {
  it('lists, opens and reads a conversation; the badge counts the unread', async () => {
    house.text({ body: 'hello' })
    expect(appState(context()).badges.inbox).toBe(1)
    const { rows } = await told('inbox.list', { filter: 'open', text: '', offset: 0, limit: 20 })
    expect(rows.map((row) => [row.unitKey, row.guestName, row.unread])).toEqual([['R1', 'John Doe', 1]])
    await told('inbox.markRead', { conversationId: rows[0]!.id })
    expect(appState(context()).badges.inbox).toBe(0)
    await told('inbox.markUnread', { conversationId: rows[0]!.id })
    expect(appState(context()).badges.inbox).toBe(1)
  })

  it('sends one text for two clicks, under the name of who is at the desk', async () => {
    house.text({ body: 'hello' })
    const text = { conversationId: house.conversation('R1'), clientId: randomUUID(), text: 'On my way' }
    const order = { ...text, media: [], sendAt: null, templateId: null }
    const [first, second] = [await told('inbox.send', order), await told('inbox.send', order)]
    expect(second.id).toBe(first.id)
    expect((await open('R1')).messages.filter((message) => message.direction === 'outbound')).toEqual([
      expect.objectContaining({ author: 'Yusuf', body: 'On my way', status: 'waiting' }),
    ])
    expect(await refused('inbox.send', { ...order, clientId: randomUUID(), text: '  ' })).toBe('message-empty')
  })

  it('plans a text for later, changes the moment, and discards it', async () => {
    house.text({ body: 'hello' })
    const sendAt = `${day(1)}T09:00:00.000Z`
    const { id } = await told('inbox.send', {
      ...{ conversationId: house.conversation('R1'), clientId: randomUUID(), text: 'Tomorrow' },
      ...{ media: [], sendAt, templateId: null },
    })
    const planned = async () => (await open('R1')).messages.find((message) => message.id === id)
    expect(await planned()).toMatchObject({ status: 'scheduled', sendAt })
    await told('inbox.reschedule', { messageId: id, sendAt: `${day(2)}T09:00:00+01:00` })
    expect((await planned())?.sendAt).toBe(`${day(2)}T08:00:00.000Z`)
    await told('inbox.discard', { messageId: id })
    expect((await planned())?.status).toBe('not-sent')
  })

  it('moves a text and takes it back by the undo of the desk', async () => {
    house.text({ sid: 'IMmoved', body: 'about the other one' })
    const { id } = house.message('IMmoved')
    const moved = await told('inbox.moveMessages', { messageIds: [id], unitId: house.unit('R2') })
    expect((await open('R2')).messages.map((message) => message.id)).toEqual([id])
    const undone = await told('desk.undo', { actionId: moved.actionId! })
    expect(undone).toEqual({
      label: 'move-message',
      reservationId: null,
      conversationId: house.conversation('R1'),
    })
    expect((await open('R1')).messages.map((message) => message.id)).toEqual([id])
  })

  it('shows on a booking how many of its guest’s texts are unread', async () => {
    house.text({ body: 'hello' })
    const reservationId = (await open('R1')).stay!.reservationId!
    expect((await told('reservation.open', { reservationId })).unread).toBe(1)
    await told('inbox.markRead', { conversationId: house.conversation('R1') })
    expect((await told('reservation.open', { reservationId })).unread).toBe(0)
  })

  it('keeps a booking whose welcome could not go, and says why', async () => {
    const order = {
      reference: 'E500',
      channel: 'direct',
      guest: { name: 'Ann', phone: '', email: '', language: 'en', guestId: null },
      stays: [{ unit: 'R3', arrivalDate: day(0), departureDate: day(3) }],
      welcome: true,
    }
    const added = await told('reservation.add', order)
    expect(added.warnings).toEqual([expect.stringMatching(/phone/)])
    expect(added).toMatchObject({ reference: 'E500', reservationId: expect.any(String) })
    const welcomed = await told('reservation.add', {
      ...order,
      reference: 'F600',
      guest: { ...order.guest, phone: ann },
      stays: [{ unit: 'R4', arrivalDate: day(0), departureDate: day(3) }],
    })
    expect(welcomed.warnings).toEqual([])
  })

  it('finds the conversation of a booking, or makes it; a booking without a phone says so', async () => {
    const reservationId = book(house.desk, 'C300', [['R3', day(0), day(3)]], { phone: ann }).reservationId
    const { conversationId } = await told('inbox.of', { reservationId, stayId: null })
    expect((await told('inbox.of', { reservationId, stayId: null })).conversationId).toBe(conversationId)
    expect((await open('R3', ann)).id).toBe(conversationId)
    const nobody = book(house.desk, 'D400', [['R4', day(0), day(3)]]).reservationId
    expect(await refused('inbox.of', { reservationId: nobody, stayId: null })).toBe('no-phone')
  })

  it('hands out a picture that is kept, and says where it is not here', async () => {
    house.text({ sid: 'IMpicture', body: '' })
    const media = {
      messageId: house.message('IMpicture').id,
      ...{ sid: null, serviceSid: null, url: null, contentType: 'image/png', filename: null, size: 3 },
      ...{ attempts: 0, nextTryAt: house.desk.clock.now(), fault: null },
    }
    house.work(({ db }) => {
      const sealed = house.desk.store.vault.seal('media', Buffer.from([1, 2, 3]))
      insertMedia(db, { ...media, id: 'kept', position: 0, state: 'stored', sealed })
      insertMedia(db, { ...media, id: 'coming', position: 1, state: 'pending' })
    })
    expect(await told('inbox.media', { mediaId: 'kept' })).toEqual({
      base64: 'AQID',
      contentType: 'image/png',
      filename: null,
    })
    expect(await refused('inbox.media', { mediaId: 'coming' })).toBe('media-missing')
  })
})

describe('the window in the settings of texting', () => {
  it('shows how texting stands, and never a token that is kept', async () => {
    const accountSid = `AC${'0'.repeat(32)}`
    const input = {
      twilio: {
        accountSid,
        authToken: 'a-secret-token',
        numbers: [n1],
        mode: 'desk',
        authority: 'conversations',
      },
      tunnel: { kind: 'ngrok', authtoken: 'another-secret', domain: null, url: null },
    } as const
    const before = await told('texting.view', {})
    expect(before).toMatchObject({ configured: true, hasToken: false })
    const after = await told('texting.save', {
      ...input,
      twilio: { ...input.twilio, numbers: [...input.twilio.numbers] },
    })
    expect(after).toMatchObject({ accountSid, hasToken: true, tunnel: { kind: 'ngrok', hasAuthtoken: true } })
    expect(after.numbers.map((number) => number.phone)).toEqual(['+1 202 555 0150'])
    const again = { ...input.twilio, authToken: null, numbers: after.numbers.map((number) => number.phone) }
    expect(await told('texting.save', { ...input, twilio: again })).toEqual(after)
    expect(JSON.stringify(after)).not.toMatch(/a-secret-token|another-secret/)
  })

  it('is off once the account is taken out; the way in is kept', async () => {
    const tunnel = { kind: 'url', authtoken: null, domain: null, url: 'https://desk.example.com' } as const
    const off = await told('texting.save', { twilio: null, tunnel })
    expect(off).toMatchObject({ configured: false, tunnel: { kind: 'url', url: 'https://desk.example.com' } })
  })

  it('asks Twilio with what is typed and keeps nothing of it', async () => {
    expect(await told('texting.check', { accountSid: 'AC77', authToken: 'right' })).toEqual({
      numbers: ['+1 202 555 0150'],
    })
    expect(await refused('texting.check', { accountSid: 'AC77', authToken: 'wrong' })).toBe('twilio-unreachable')
    expect(asked).toEqual(['AC77', 'AC77'])
    expect((await told('texting.view', {})).accountSid).toBe('AC00')
  })

  it('keeps a template, refuses a field that there is not, and takes one out', async () => {
    const template = { id: null, name: 'Keys', language: 'en', body: 'Dear {guest}, your key waits.' }
    const saved = await told('templates.save', template)
    const kept = saved.templates.find((one) => one.name === 'Keys')
    expect(kept?.body).toBe('Dear {guest}, your key waits.')
    expect(await refused('templates.save', { ...template, name: 'Other', body: 'Dear {nobody}' })).toBe('bad-input')
    house.text({ body: 'hello' })
    const filled = await told('inbox.fillTemplate', { conversationId: house.conversation('R1'), templateId: kept!.id })
    expect(filled.body).toBe('Dear John Doe, your key waits.')
    const left = await told('templates.remove', { id: kept!.id })
    expect(left.templates.some((one) => one.name === 'Keys')).toBe(false)
  })
})

/** What comes in from outside: who is believed, what is kept, and what is only counted. Over real HTTP. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned } from '../../electron/adapters/twilio/signature.ts'
import type { WebRequest } from '../../electron/ports/listener.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { noteTokenInUse, setUpHouse, textingAccount } from '../../electron/services/house/index.ts'
import { createReceiver } from '../../electron/services/webhooks/index.ts'
import {
  accountSid,
  authToken,
  conversations,
  counts,
  type Fields,
  formOf,
  im,
  listening,
  messageAdded,
  ourNumber,
  receipt,
  signed,
} from '../support/listening-desk.ts'
import { dana, dumpTables, houseFile, must } from '../support/test-desk.ts'

const text = (fields: Fields = {}): Fields => ({
  AccountSid: accountSid,
  MessageSid: `SM${'1'.repeat(32)}`,
  From: '+447700900111',
  To: ourNumber,
  Body: 'Is there a hair dryer?',
  NumMedia: '0',
  ...fields,
})

describe('case 49: a bad signature or account', () => {
  it('case 49: a bad signature is answered 403 and nothing is written but a count', async () => {
    const desk = await listening()
    const before = dumpTables(desk.desk)
    const answers = [
      await desk.post(conversations, messageAdded(), { signature: 'bm90IGEgc2lnbmF0dXJl' }),
      await desk.post(conversations, messageAdded(), { signature: null }),
      await desk.post(conversations, messageAdded(), { token: 'another token' }),
      await desk.post(conversations, messageAdded(), { base: `http://127.0.0.1:${desk.port}` }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403, 403])
    expect(answers.every((answer) => answer.body === '')).toBe(true)
    expect(dumpTables(desk.desk)).toEqual(before)
    expect(counts(desk)).toEqual({ signature: 4, account: 0, size: 0, rate: 0 })
    const { settings, ...rest } = dumpTables(desk.desk)
    const { settings: settingsBefore, ...restBefore } = before
    expect(rest).toEqual(restBefore)
    expect(settings).toHaveLength(settingsBefore!.length + 1)
  })

  it('case 49: a well signed request of another account is answered 403 and nothing is kept', async () => {
    const desk = await listening()
    const other = messageAdded({ AccountSid: `AC${'b'.repeat(32)}` })
    expect((await desk.post(conversations, other)).status).toBe(403)
    const { AccountSid: _, ...nameless } = messageAdded()
    expect((await desk.post(conversations, nameless)).status).toBe(403)
    expect(desk.rows()).toEqual([])
    expect(counts(desk)).toMatchObject({ signature: 0, account: 2 })
  })

  it('turns everything away while texting is switched off', async () => {
    const desk = await listening()
    must(setUpHouse(desk.desk, dana, houseFile({}), { keepOtherFeeds: false }))
    expect((await desk.post(conversations, messageAdded())).status).toBe(403)
    expect(desk.rows()).toEqual([])
  })

  it('a changed field makes the signature worthless', async () => {
    const desk = await listening()
    const fields = messageAdded()
    const signature = signed(fields)
    const altered = formOf({ ...fields, Body: 'Open the front door' })
    expect((await desk.post(conversations, fields, { signature, rawBody: altered })).status).toBe(403)
    expect((await desk.post(conversations, fields, { signature })).status).toBe(200)
  })
})

describe('what Twilio may send', () => {
  it('keeps a message under its own sid, sealed, and answers an empty 200', async () => {
    const desk = await listening()
    const fields = messageAdded({ MessageSid: im(7), Body: 'My passport number is 123456789' })
    expect(await desk.post(conversations, fields)).toEqual({ status: 200, contentType: null, body: '' })
    const [row] = desk.rows()
    expect(row?.key).toBe(`message:${im(7)}`)
    expect(row?.sealed?.toString('latin1')).not.toContain('passport')
    expect(desk.desk.store.vault.open('webhook', row!.sealed!)).toContain('passport')
  })

  it('answers a text with an empty Response document', async () => {
    const desk = await listening()
    expect(await desk.post('/twilio/messages', text())).toEqual({
      status: 200,
      contentType: 'text/xml',
      body: '<Response/>',
    })
    expect(desk.rows().map((row) => row.key)).toEqual([`text:SM${'1'.repeat(32)}`])
  })

  it('keeps an event that comes twice once, one after the other and all at the same time', async () => {
    const desk = await listening()
    const fields = messageAdded({ MessageSid: im(8) })
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post(conversations, fields)))
    answers.push(await desk.post(conversations, fields))
    expect(answers.map((answer) => answer.status)).toEqual(Array(21).fill(200))
    expect(desk.rows()).toHaveLength(1)
  })

  it('keeps each step of a receipt, and each state of a conversation, as an event of its own', async () => {
    const desk = await listening()
    for (const Status of ['sent', 'delivered', 'sent'])
      await desk.post(conversations, receipt({ MessageSid: im(9), DeliveryReceiptSid: `DY${'1'.repeat(32)}`, Status }))
    expect(desk.rows().map((row) => row.key)).toEqual([
      `receipt:DY${'1'.repeat(32)}:sent`,
      `receipt:DY${'1'.repeat(32)}:delivered`,
    ])
  })

  it('answers what it does not use and keeps nothing of it', async () => {
    const desk = await listening()
    for (const EventType of ['onConversationUpdated', 'onUserAdded', 'onMessageAdd', 'constructor'])
      expect((await desk.post(conversations, messageAdded({ EventType }))).status).toBe(200)
    const queued = { AccountSid: accountSid, MessageSid: `SM${'2'.repeat(32)}`, MessageStatus: 'queued' }
    expect((await desk.post('/twilio/status', queued)).status).toBe(200)
    expect(desk.rows()).toEqual([])
  })

  it('reads repeated keys, empty fields and dotted names as they are signed', async () => {
    const desk = await listening()
    const fields: Fields = {
      AccountSid: accountSid,
      EventType: 'onConversationAdded',
      ConversationSid: `CH${'3'.repeat(32)}`,
      FriendlyName: '',
      'MessagingBinding.Address': ['+12025550102', '+12025550101', '+12025550102'],
      'MessagingBinding.ProjectedAddress': ourNumber,
    }
    expect((await desk.post(conversations, fields)).status).toBe(200)
    expect(desk.rows()).toHaveLength(1)
  })

  it('takes emoji, right-to-left text and null bytes as they come', async () => {
    const desk = await listening()
    const bodies = [
      '😀👩‍👩‍👧‍👦 danke',
      'שלום, מתי אפשר להיכנס?',
      'before\u0000after',
      '  kept blanks \n',
      'x'.repeat(5_000),
    ]
    for (const [at, Body] of bodies.entries())
      expect((await desk.post(conversations, messageAdded({ MessageSid: im(20 + at), Body }))).status).toBe(200)
    const kept = desk.rows().map((row) => {
      const body = desk.desk.store.vault.open('webhook', row.sealed!).slice('form '.length)
      return new URLSearchParams(body).get('Body')
    })
    expect(kept).toEqual(bodies)
  })

  it('believes a JSON body only by the digest that is signed with the address', async () => {
    const desk = await listening()
    const rawBody = JSON.stringify(messageAdded({ MessageSid: im(30) }))
    const query = `?bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`
    const contentType = 'application/json'
    const signature = signed({}, query)
    const json = (given: object) => desk.post(conversations, {}, { contentType, rawBody, query, signature, ...given })
    expect((await json({ rawBody: rawBody.replace('hair', 'lair') })).status).toBe(403)
    const bare = signed({})
    expect((await json({ query: '', signature: bare })).status).toBe(403)
    expect((await json({})).status).toBe(200)
    expect(desk.rows().map((row) => row.key)).toEqual([`message:${im(30)}`])
  })

  it('refuses a JSON body that is none, though it is signed', async () => {
    const desk = await listening()
    for (const rawBody of ['not json', '[1,2]', 'null', '']) {
      const query = `?bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`
      const signature = signed({}, query)
      const given = { contentType: 'application/json', rawBody, query, signature }
      expect((await desk.post(conversations, {}, given)).status).toBe(403)
    }
    expect(desk.rows()).toEqual([])
  })
})

describe('before it is answered', () => {
  it('a text is on the disk, and one that cannot be kept is not acknowledged', async () => {
    const desk = await listening()
    const { store } = desk.desk
    const errors: string[] = []
    const full: Desk = {
      ...desk.desk,
      logger: { ...desk.desk.logger, error: (event) => errors.push(event) },
      store: {
        ...store,
        write() {
          throw new Error('database or disk is full')
        },
      },
    }
    const account = () => textingAccount(desk.desk, desk.environment)
    const fields = messageAdded({ MessageSid: im(40) })
    const request: WebRequest = {
      method: 'POST',
      target: conversations,
      contentType: 'application/x-www-form-urlencoded',
      signature: signed(fields),
      browser: { acceptLanguage: null, origin: null, fetchSite: null, address: null },
      body: Buffer.from(formOf(fields)),
    }
    const unkept = createReceiver({ desk: full, account, isSigned })
    expect(await unkept.receive(request)).toEqual({ status: 503 })
    expect(errors).toEqual(['webhook.not-kept'])
    expect(desk.rows()).toEqual([])

    let seenAtAnswer = -1
    const receiver = createReceiver({ desk: desk.desk, account, isSigned })
    const beside = desk.secondDesk().store.sqlite
    await receiver.receive(request).then(() => {
      seenAtAnswer = beside.prepare('select count(*) from webhook_inbox').pluck().get() as number
    })
    expect(seenAtAnswer).toBe(1)
  })
})

describe('what was changed is believed for a while', () => {
  it('believes the former token for a day after it was changed at the desk or in the environment', async () => {
    const desk = await listening()
    const use = () => desk.desk.store.write((db) => noteTokenInUse(desk.desk, db, desk.environment))
    use()
    desk.environment.TEST_TWILIO_TOKEN = 'the new token'
    use()
    expect((await desk.post(conversations, messageAdded(), { token: 'the new token' })).status).toBe(200)
    expect((await desk.post(conversations, messageAdded(), { token: authToken })).status).toBe(200)
    desk.advance(24 * 3_600_000 + 1)
    expect((await desk.post(conversations, messageAdded(), { token: authToken })).status).toBe(403)
    expect((await desk.post(conversations, messageAdded(), { token: 'the new token' })).status).toBe(200)
  })

  it('keeps no token in clear', async () => {
    const desk = await listening()
    desk.desk.store.write((db) => noteTokenInUse(desk.desk, db, desk.environment))
    expect(JSON.stringify(dumpTables(desk.desk))).not.toContain(authToken)
    expect(JSON.stringify(dumpTables(desk.desk))).not.toContain(Buffer.from(authToken).toString('hex'))
  })
})

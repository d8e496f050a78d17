/** What was kept is worked off once, whatever goes wrong. Case 50 over real HTTP. */
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { attentionItems, resolveItem } from '../../electron/services/attention/index.ts'
import type { Desk } from '../../electron/services/desk/index.ts'
import { processInbox } from '../../electron/services/webhooks/index.ts'
import {
  bodies,
  ch,
  conversations,
  formOf,
  im,
  john,
  listening,
  messageAdded,
  outcomes,
  receipt,
  rowsOf,
  says,
  signed,
} from '../support/listening-desk.ts'
import { dana, must } from '../support/test-desk.ts'

describe('what goes wrong', () => {
  it('case 50: two processes that come to the same text work it off once', async () => {
    const desk = await listening()
    const other = desk.secondDesk()
    await says(desk, { MessageSid: im(13) })
    // The other one has read the row already when this one takes it.
    let taken = 0
    const late: Desk = {
      ...other,
      store: {
        ...other.store,
        write(work) {
          taken += processInbox(desk.desk)
          return other.store.write(work)
        },
      },
    }
    expect(processInbox(late)).toBe(0)
    expect(taken).toBe(1)
    expect(bodies(desk)).toHaveLength(1)
  })

  it('case 50: the answer comes before the work begins', async () => {
    const desk = await listening()
    const answer = await says(desk, { MessageSid: im(14) })
    expect(answer.status).toBe(200)
    expect(bodies(desk)).toEqual([])
    expect(desk.rows()).toHaveLength(1)
    desk.advance(10_000)
    desk.process()
    expect(bodies(desk)).toHaveLength(1)
    expect(rowsOf(desk, 'select received_at - at from messages')).toEqual([70_000])
  })

  it('a row that cannot be worked off holds up no other, is tried five times and then kept and said', async () => {
    const desk = await listening()
    await says(desk, { MessageSid: im(15), Body: 'broken', DateCreated: '2026-06-10T13:28:00.000Z' })
    await says(desk, { MessageSid: im(16), Body: 'sound' })
    const { sqlite, vault } = desk.desk.store
    const spoil = (sealed: Buffer) => sqlite.prepare('update webhook_inbox set sealed = ? where id = 1').run(sealed)
    spoil(vault.seal('webhook', 'json not to be read'))
    desk.process()
    expect(bodies(desk)).toEqual(['sound'])
    expect(desk.rows()[0]).toMatchObject({ outcome: 'retry', attempts: 1 })
    for (let minute = 0; minute < 5; minute++) {
      desk.advance(60_000)
      desk.process()
    }
    expect(desk.rows()[0]).toMatchObject({ outcome: 'failed', attempts: 4 })
    expect(desk.rows()[0]?.sealed).not.toBe(null)
    const [item] = attentionItems(desk.desk).filter((one) => one.kind === 'webhooks-kept')
    expect(item?.title).toContain('could not be worked off')

    spoil(vault.seal('webhook', `form ${formOf(messageAdded({ MessageSid: im(15), Body: 'mended', Author: john }))}`))
    must(resolveItem(desk.desk, dana, item!.id, 'retry'))
    desk.process()
    expect(bodies(desk)).toContain('mended')
    expect(attentionItems(desk.desk).some((one) => one.kind === 'webhooks-kept')).toBe(false)
  })

  it('a receipt that outruns the answer to our own call is looked at again for a minute', async () => {
    const desk = await listening()
    const delivered = (MessageSid: string, digit: string) =>
      receipt({ MessageSid, DeliveryReceiptSid: `DY${digit.repeat(32)}`, Status: 'delivered' })
    await says(desk, { MessageSid: im(18) })
    await desk.post(conversations, delivered(im(17), '4'))
    desk.process()
    expect(outcomes(desk)).toEqual(['done', 'waiting'])
    const { sqlite } = desk.desk.store
    sqlite.prepare("update messages set sid = ?, status = 'sent', direction = 'outbound'").run(im(17))
    desk.advance(3_500)
    desk.process()
    expect(outcomes(desk)).toEqual(['done', 'done'])
    expect(rowsOf(desk, 'select status from messages')).toEqual(['delivered'])

    await desk.post(conversations, delivered(im(19), '5'))
    desk.process()
    for (let minute = 0; minute < 6; minute++) {
      desk.advance(61_000)
      desk.process()
    }
    expect(desk.rows().at(-1)).toMatchObject({ outcome: 'ignored', sealed: null })
  })

  it('a text that was half sent is not kept, and the next one on the line is', async () => {
    const desk = await listening()
    const fields = messageAdded({ MessageSid: im(21), Author: john })
    await new Promise<void>((resolve) => {
      const asking = request({
        host: '127.0.0.1',
        port: desk.port,
        path: conversations,
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(formOf(fields)),
          'x-twilio-signature': signed(fields),
        },
      })
      asking.once('error', () => resolve())
      asking.write(formOf(fields).slice(0, 80), () => asking.destroy())
      asking.once('close', () => resolve())
    })
    expect((await desk.post(conversations, fields)).status).toBe(200)
    expect(desk.rows()).toHaveLength(1)
  })

  it('two hundred texts at once are all kept, and all worked off', async () => {
    const desk = await listening()
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        says(desk, {
          MessageSid: im(3_000 + at),
          Author: `+4477009000${String(at % 50).padStart(2, '0')}`,
          ConversationSid: ch(3_000 + (at % 50)),
          Index: String(Math.floor(at / 50)),
          DateCreated: new Date(Date.UTC(2026, 5, 10, 13, 0, at)).toISOString(),
        }),
      ),
    )
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
    expect(desk.process()).toBe(200)
    expect(bodies(desk)).toHaveLength(200)
    expect(rowsOf(desk, 'select sum(unread) from conversations')).toEqual([200])
    expect(rowsOf(desk, 'select count(*) from contacts')).toEqual([50])
  })
})

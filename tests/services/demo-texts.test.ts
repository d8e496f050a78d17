/** The demo house texts: believable conversations from the start, and a training Twilio that answers on this computer. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { createDesk, headlessSecretStore, type OpenDesk } from '../../electron/composition.ts'
import type { ConversationId, ReservationId } from '../../electron/domain/ids.ts'
import { layOutDemoLocks, layOutDemoTexts, makeDemoHouse } from '../../electron/services/demo/index.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { sheetView } from '../../electron/services/views/index.ts'
import { at, must } from '../support/test-desk.ts'

let folder: string
let open: OpenDesk
const reopen = (): OpenDesk => {
  const dataDir = join(folder, 'data')
  const clock = { kind: 'from', at: at('2026-11-21T15:14:00Z') } as const
  const parts = { logger: silentLogger, sqliteBinding: null, environment: {} }
  return must(createDesk({ ...parts, dataDir, clock, secretStore: headlessSecretStore(dataDir) }, 'disk'))
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-demo-texts-'))
  open = reopen()
  must(makeDemoHouse(open.desk))
  await layOutDemoLocks(open)
  layOutDemoTexts(open.desk)
})
afterAll(async () => {
  await open.close()
  rmSync(folder, { recursive: true, force: true })
})

const rows = <Row>(sql: string): Row[] => open.desk.store.sqlite.prepare(sql).all() as Row[]
const start = async (): Promise<void> => {
  await open.trainingTexting.start()
  open.worker.start()
  open.publicSide.start()
}
const conversationWith = (phone: string, unit: string): ConversationId =>
  rows<{ id: ConversationId }>(
    `select c.id from conversations c join contacts p on p.id = c.contact_id join units u on u.id = c.unit_id
     where p.phone = '${phone}' and u.key = '${unit}'`,
  )[0]!.id
const say = (conversationId: ConversationId, text: string) =>
  must(sendText(open.desk, { actor: 'Dana', source: 'desk' }, { conversationId, text })).id
const status = (id: string) => rows<{ status: string }>(`select status from messages where id = '${id}'`)[0]!.status
const adaeze = '+12025550117'

/** A text that is not told by the program, with the words of its conversation: `117 101 2 unread`. */
const listed = (): readonly string[] =>
  rows<Record<string, string | number | null>>(
    `select p.phone, u.key unit, c.unread, c.needs_review review, c.stuck, c.closed_at is not null closed,
            (select count(*) from messages m where m.conversation_id = c.id and m.kind <> 'codes') texts
     from conversations c join contacts p on p.id = c.contact_id left join units u on u.id = c.unit_id`,
  )
    .map(({ phone, unit, texts, ...states }) =>
      [
        String(phone).slice(-3),
        unit ?? 'general',
        texts,
        ...Object.entries(states).flatMap(([word, count]) => (count ? [word] : [])),
      ].join(' '),
    )
    .sort()

describe('the conversations of the demo house', () => {
  it('are one for each apartment, with one to review, an unknown number, a failed text and a closed one', () => {
    expect(listed()).toEqual([
      '117 101 2 unread',
      '117 102 2 unread',
      '118 201 2',
      '119 103 1 stuck',
      '120 Loft 3',
      '122 203 1 unread',
      '124 101 7 review',
      '124 201 2',
      '125 Loft 1',
      '129 103 2',
      '130 203 2',
      '143 202 2 closed',
      '148 202 2',
      '166 general 1',
    ])
  })

  it('have nothing on its way but the one text that is to be sent later, in two days', () => {
    expect(
      rows("select status, datetime(not_before / 1000, 'unixepoch') at from outbox where status <> 'sent'"),
    ).toEqual([{ status: 'waiting', at: '2026-11-23 09:00:00' }])
    expect(rows("select distinct status from messages where kind = 'codes'")).toEqual([{ status: 'delivered' }])
    expect(rows("select count(*) count from messages where kind = 'codes'")).toEqual([{ count: 6 }])
  })

  it('keep a guest’s photo, sealed and whole', () => {
    const [photo] = rows<{ sealed: Buffer; size: number }>('select sealed, size from message_media')
    const bytes = open.desk.store.vault.openBytes('media', photo!.sealed)
    expect([bytes.length, Buffer.from(bytes.subarray(1, 4)).toString()]).toEqual([photo!.size, 'PNG'])
    expect(photo!.sealed.includes(Buffer.from('IHDR'))).toBe(false)
  })
})

describe('the history of a booking of the demo house', () => {
  it('says in words what its guest was told and who wrote, never the inner name of an action', () => {
    const told = rows<{ id: ReservationId }>('select id from reservations').flatMap(({ id }) =>
      must(sheetView(open.desk, { reservationId: id })).history.map((line) => line.text),
    )
    expect(told).toContain('Text with doors and PINs to the guest')
    expect(told).toContain('Note written')
    expect(told.filter((text) => /^[a-z-]+\.[a-z-]+$/.test(text))).toEqual([])
  })
})

describe('the training Twilio of the demo house', () => {
  it('is asked by nobody before it runs: what is written waits, and the desk is not taken for offline', async () => {
    const id = say(conversationWith(adaeze, '101'), 'You may come at one.')
    await open.worker.syncNow('all')
    expect(status(id)).toBe('waiting')
    expect(rows("select value from settings where key = 'connection'")).toEqual([])
  })

  it('takes what waited and what is written, and the handset answers after a moment', async () => {
    await start()
    const id = say(conversationWith(adaeze, '102'), 'Gladly, what is her number?')
    await expect.poll(() => status(id), { timeout: 15_000 }).toBe('sent')
    await expect.poll(() => status(id), { timeout: 15_000 }).toBe('delivered')
    expect(listed().filter((line) => line.startsWith('117'))).toEqual(['117 101 3 unread', '117 102 3 unread'])
  })

  it('has a guest write who is there, by webhook, into the conversation of the apartment', async () => {
    const unread = () => rows<{ count: number }>('select sum(unread) count from conversations')[0]!.count
    const before = unread()
    expect(await open.trainingTexting.guestWrites()).toBe(true)
    await expect.poll(unread, { timeout: 15_000 }).toBe(before + 1)
    const [text] = rows<Record<string, unknown>>(
      `select m.author, m.body, m.route_rule rule, u.key unit from messages m join conversations c on c.id = m.conversation_id
       left join units u on u.id = c.unit_id where m.direction = 'inbound' order by m.received_at desc, m.at desc limit 1`,
    )
    expect(text).toEqual({ author: adaeze, body: 'Hello, which bin is for glass?', rule: 'last-wrote', unit: '102' })
  })

  it('goes on with the same Twilio conversations after the desk was closed, and with the next guest', async () => {
    const sids = () => rows('select sid, state from line_sids order by sid')
    const before = sids()
    await open.close()
    open = reopen()
    expect(await open.trainingTexting.guestWrites()).toBe(false)
    await start()
    expect(await open.trainingTexting.guestWrites()).toBe(true)
    const id = say(conversationWith('+12025550120', 'Loft'), 'He is on his way.')
    await expect.poll(() => status(id), { timeout: 15_000 }).toBe('delivered')
    await open.worker.syncNow('twilio')
    expect(sids()).toEqual(before)
  })
})

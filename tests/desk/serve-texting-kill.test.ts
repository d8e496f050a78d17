/**
 * `serve` under load, killed at random moments while texts come in by webhook, are caught up, and leave: Twilio (the
 * fake) and the desk end up with the same texts, none lost, none doubled on either side.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { databaseFile } from '../../db/store.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import { keyFileStore } from '../../electron/adapters/os/key-file.ts'
import { type OpenDesk, openDesk } from '../../electron/composition.ts'
import type { ConversationId } from '../../electron/domain/ids.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { type DeskFolder, eventually, openDeskFolder } from '../support/desk-process.ts'
import { type FakeTwilio, startFakeTwilio } from '../support/fake-twilio.ts'
import { base } from '../support/listening-desk.ts'
import { dana, houseFile, must } from '../support/test-desk.ts'

const rounds = process.env.LATCHKEY_CAMPAIGN === '1' ? 40 : 3
const numbers = ['+12025550150', '+12025550151']
const guests = ['+12025550101', '+12025550102', '+447700900111', '+447700900112']
const ended: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

async function open(): Promise<{ twilio: FakeTwilio; folder: DeskFolder; desk: OpenDesk['desk'] }> {
  const twilio = await startFakeTwilio({ numbers })
  ended.push(() => twilio.stop())
  const folder = openDeskFolder({ TEST_TWILIO_TOKEN: twilio.authToken })
  ended.push(() => folder.close())
  const { accountSid, url } = twilio
  await folder.done([
    'setup',
    '--from',
    folder.write('house.json', {
      ...houseFile({}),
      twilio: { accountSid, authTokenEnv: 'TEST_TWILIO_TOKEN', numbers, apiBaseUrl: url },
      tunnel: { kind: 'url', url: base },
    }),
  ])
  const opened = openDesk({
    dataDir: folder.dataDir,
    clock: { kind: 'system' },
    logger: silentLogger,
    secretStore: keyFileStore(folder.dataDir),
    sqliteBinding: null,
    environment: {},
  })
  const { desk } = must(opened)
  ended.push(() => desk.store.close())
  return { twilio, folder, desk }
}
const column = (desk: OpenDesk['desk'], query: string): unknown[] => desk.store.sqlite.prepare(query).pluck().all()
/** A dead process holds its leases for ten seconds more: they have passed. */
const forgetLeases = (folder: DeskFolder): void => {
  const { sqlite } = openDatabase(databaseFile(folder.dataDir))
  sqlite.exec('delete from worker_lease')
  sqlite.close()
}

it(
  'loses no text and doubles none, at the desk or at Twilio, however often it is killed',
  async () => {
    const { twilio, folder, desk } = await open()
    const written: string[] = []
    const killedAfter: number[] = []
    let texts = 0
    const guestWrites = async (): Promise<void> => {
      const guest = guests[texts % guests.length]!
      await twilio.guestTexts({ from: guest, to: numbers[texts % numbers.length]!, body: `Text ${texts++}` })
    }
    for (let round = 0; round < rounds; round++) {
      // Nobody is there to hear these: they are there to be caught up while the others come in.
      await twilio.webhooks({ live: false })
      for (let count = 0; count < 40; count++) await guestWrites()
      await twilio.webhooks({ live: true, duplicate: round % 2, shuffle: round % 3 === 2 })
      forgetLeases(folder)
      const serving = await folder.serve()
      const gone = new Promise((resolve) => serving.process.once('exit', resolve))
      await twilio.route(base, serving.listening)
      // On a busy computer a start takes long: killed before it has done anything, it would prove nothing.
      await eventually(
        'the desk is at work',
        () => column(desk, 'select count(*) from conversations'),
        ([count]) => Number(count) > 0,
      )
      let killed = false
      const guestsWrite = async (): Promise<void> => {
        while (!killed) {
          await guestWrites()
          await pause(15)
        }
      }
      const deskWrites = async (): Promise<void> => {
        while (!killed) {
          const ids = column(desk, 'select id from conversations order by random() limit 1') as ConversationId[]
          for (const conversationId of ids)
            written.push(must(sendText(desk, dana, { conversationId, text: `Reply ${written.length}` })).clientId!)
          await pause(25)
        }
      }
      const load = [guestsWrite(), deskWrites()]
      const after = Math.round(150 + Math.random() * 1_500)
      killedAfter.push(after)
      await pause(after)
      serving.process.kill('SIGKILL')
      killed = true
      await Promise.all([...load, gone])
      await twilio.webhooksIdle()
    }
    forgetLeases(folder)
    const serving = await folder.serve()
    await twilio.route(base, serving.listening)
    const about = `killed after ${killedAfter.join(', ')} ms`
    const onTwilio = async () => (await twilio.state()).conversations.flatMap((one) => one.messages)
    const ours = (attributes: string): string | undefined => JSON.parse(attributes).clientMsgId
    await eventually(
      'all that was written has left',
      () => column(desk, "select status from messages where direction = 'outbound' and sid is null"),
      (left) => left.length === 0,
    )
    await eventually(
      'all that came is filed',
      () => column(desk, "select count(*) from messages where direction = 'inbound'"),
      ([count]) => Number(count) >= texts,
    )
    expect(await serving.stop()).toBe(0)
    const there = await onTwilio()
    const sent = there.flatMap((message) => ours(message.attributes) ?? [])
    expect(sent.toSorted(), about).toEqual(written.toSorted())
    expect(column(desk, 'select sid from messages order by sid'), about).toEqual(there.map((one) => one.sid).toSorted())
    expect(column(desk, "select count(*) from messages where direction = 'inbound'"), about).toEqual([texts])
    expect(column(desk, "select distinct status from messages where direction = 'outbound'"), about).toEqual(['sent'])
    expect(column(desk, 'select sum(unread) from conversations'), about).toEqual([texts])
    expect(column(desk, 'select count(*) from webhook_inbox where processed_at is null or sealed is not null')).toEqual(
      [0],
    )
    expect(column(desk, 'pragma integrity_check')).toEqual(['ok'])
    expect(column(desk, 'pragma foreign_key_check')).toEqual([])
    // Kills before anything was under way would prove nothing.
    expect([written.length > rounds, texts > 40 * rounds]).toEqual([true, true])
    expect(await twilio.violations()).toEqual([])
  },
  process.env.LATCHKEY_CAMPAIGN === '1' ? 600_000 : 180_000,
)

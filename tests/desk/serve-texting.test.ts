/** `serve` as real processes: texts come in over HTTP, Twilio is the fake one, and the process is killed at any moment. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { databaseFile } from '../../db/store.ts'
import { type DeskFolder, eventually, openDeskFolder } from '../support/desk-process.ts'
import { startFakeTwilio } from '../support/fake-twilio.ts'
import { accountSid, authToken, base, ch, formOf, messageAdded, ourNumber, sign } from '../support/listening-desk.ts'
import { houseFile } from '../support/test-desk.ts'

const rounds = process.env.LATCHKEY_CAMPAIGN === '1' ? 30 : 3
const ended: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

async function folder(token: string, twilio: Readonly<Record<string, unknown>>): Promise<DeskFolder> {
  const desk = openDeskFolder({ TEST_TWILIO_TOKEN: token })
  ended.push(() => desk.close())
  const file = desk.write('house.json', {
    ...houseFile({}),
    twilio: { accountSid, authTokenEnv: 'TEST_TWILIO_TOKEN', numbers: [ourNumber], ...twilio },
    tunnel: { kind: 'url', url: base },
  })
  await desk.done(['setup', '--from', file])
  return desk
}
/** One column of the store, read beside the processes that work on it. */
function column(desk: DeskFolder, query: string): unknown[] {
  const { sqlite } = openDatabase(databaseFile(desk.dataDir), { readonly: true })
  try {
    return sqlite.prepare(query).pluck().all()
  } finally {
    sqlite.close()
  }
}
async function posted(listening: string, fields: ReturnType<typeof messageAdded>): Promise<number | null> {
  const path = '/twilio/conversations'
  try {
    const answer = await fetch(listening + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(authToken, base + path, fields),
      },
      body: formOf(fields),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return null
  }
}
/** Nothing listens there: catch-up cannot bring what the listener lost. */
const noTwilio = { apiBaseUrl: 'http://127.0.0.1:9' }

it('points Twilio at itself, files a text that comes in, and ends in order', async () => {
  const twilio = await startFakeTwilio({ numbers: [ourNumber] })
  ended.push(() => twilio.stop())
  const desk = await folder(twilio.authToken, { accountSid: twilio.accountSid, apiBaseUrl: twilio.url })
  const serving = await desk.serve()
  await twilio.route(base, serving.listening)
  const wanted = `${base}/twilio/conversations`
  await eventually(
    'the webhook is set',
    async () => (await twilio.state()).webhook.postUrl,
    (url) => url === wanted,
  )
  await twilio.guestTexts({ from: '+447700900111', to: ourNumber, body: 'Is there a hair dryer?' })
  const { sent, failed } = await twilio.webhooksIdle()
  expect([sent > 0, failed]).toEqual([true, 0])
  await eventually(
    'the text is filed',
    () => column(desk, 'select body from messages'),
    (bodies) => bodies.length === 1,
  )
  expect(await serving.stop()).toBe(0)
  expect(column(desk, 'select count(*) from webhook_inbox where processed_at is null')).toEqual([0])
  expect(column(desk, 'select count(*) from worker_lease')).toEqual([0])
  expect(await twilio.violations()).toEqual([])
}, 60_000)

it('comes back to its port, gives way where it is taken, and says where a port that was asked for is', async () => {
  const desk = await folder(authToken, noTwilio)
  const first = await desk.serve()
  const beside = await desk.serve()
  expect(beside.listening).not.toBe(first.listening)
  const port = new URL(first.listening).port
  expect(await desk.refused(['serve', '--port', port])).toBe('bad-input')
  await beside.stop()
  await first.stop()
  const again = await desk.serve()
  expect([first.listening, beside.listening]).toContain(again.listening)
  await again.stop()
}, 60_000)

it('killed at any moment, it has kept every text it acknowledged, and none twice', async () => {
  const desk = await folder(authToken, noTwilio)
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const serving = await desk.serve()
    const gone = new Promise((resolve) => serving.process.once('exit', resolve))
    let killed = false
    const sender = async (lane: number): Promise<void> => {
      for (let index = 0; !killed; index++) {
        const fields = messageAdded({
          ConversationSid: ch(round * 10 + lane + 100),
          Author: `+4477009000${String(round * 4 + lane).padStart(2, '0')}`,
          Index: String(index),
          Body: `text ${round} ${lane} ${index}`,
        })
        sent.add(String(fields.MessageSid))
        // As Twilio may: the same event again, at the same time or later.
        const answers = await Promise.all([posted(serving.listening, fields), posted(serving.listening, fields)])
        if (answers.includes(200)) acknowledged.add(String(fields.MessageSid))
      }
    }
    const lanes = [0, 1, 2, 3].map(sender)
    // Not at the same point of its work each time.
    const enough = acknowledged.size + 5 + round * 3
    while (acknowledged.size < enough) await pause(2)
    serving.process.kill('SIGKILL')
    killed = true
    await Promise.all([...lanes, gone])
  }
  const serving = await desk.serve()
  await eventually(
    'all is worked off',
    () => column(desk, 'select count(*) from webhook_inbox where processed_at is null'),
    ([count]) => count === 0,
  )
  expect(await serving.stop()).toBe(0)
  const kept = column(desk, 'select sid from messages') as string[]
  expect(acknowledged.size).toBeGreaterThan(rounds * 5)
  expect([...acknowledged].filter((sid) => !kept.includes(sid))).toEqual([])
  expect(kept.filter((sid) => !sent.has(sid))).toEqual([])
  expect(new Set(kept).size).toBe(kept.length)
  expect(column(desk, 'pragma integrity_check')).toEqual(['ok'])
  expect(column(desk, 'select sum(unread) from conversations')).toEqual([kept.length])
  expect(column(desk, 'select count(*) from webhook_inbox where sealed is not null')).toEqual([0])
}, 180_000)

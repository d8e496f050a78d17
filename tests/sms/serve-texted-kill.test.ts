/** `serve` as a real process: it is killed while the answer to a command is on its way, and the next one repeats nothing. */
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { databaseFile } from '../../db/store.ts'
import { type DeskFolder, eventually, openDeskFolder } from '../support/desk-process.ts'
import { type FakeTwilio, startFakeTwilio } from '../support/fake-twilio.ts'
import { base, ourNumber } from '../support/listening-desk.ts'
import { danasPhone } from '../support/sms-desk.ts'
import { houseFile } from '../support/test-desk.ts'

const ended: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

async function open(): Promise<{ readonly desk: DeskFolder; readonly twilio: FakeTwilio }> {
  const twilio = await startFakeTwilio({ numbers: [ourNumber] })
  ended.push(() => twilio.stop())
  const desk = openDeskFolder({ TEST_TWILIO_TOKEN: twilio.authToken })
  ended.push(() => desk.close())
  const file = desk.write('house.json', {
    ...houseFile({}),
    twilio: {
      accountSid: twilio.accountSid,
      authTokenEnv: 'TEST_TWILIO_TOKEN',
      numbers: [ourNumber],
      apiBaseUrl: twilio.url,
    },
    tunnel: { kind: 'url', url: base },
  })
  await desk.done(['setup', '--from', file])
  return { desk, twilio }
}
function column(desk: DeskFolder, query: string): unknown[] {
  const { sqlite } = openDatabase(databaseFile(desk.dataDir), { readonly: true })
  try {
    return sqlite.prepare(query).pluck().all()
  } finally {
    sqlite.close()
  }
}
const answers = async (twilio: FakeTwilio) =>
  (await twilio.state()).conversations.flatMap((one) =>
    one.messages.filter(({ author }) => author === 'Latchkey').map(({ body }) => body),
  )
const isPointedAtUs = (twilio: FakeTwilio) =>
  eventually(
    'the webhook is set',
    async () => (await twilio.state()).webhook.postUrl,
    (url) => url === `${base}/twilio/conversations`,
  )

it.each(['carried out', 'not carried out'])(
  'killed while Twilio is asked to send, which was %s: the command stands, and its answer is sent once',
  async (fate) => {
    const { desk, twilio } = await open()
    await desk.done(['add-reservation', '--ref', 'A5000', '--channel', 'direct', '--stay', 'R1:2099-06-10:2099-06-12'])
    const first = await desk.serve()
    await twilio.route(base, first.listening)
    await isPointedAtUs(twilio)
    await twilio.fault({
      ...{ method: 'POST', path: '/Conversations/[^/]+/Messages$', status: 0, hang: true },
      after: fate === 'carried out',
    })
    await twilio.guestTexts({ from: danasPhone, to: ourNumber, body: 'cancel A5000' })
    await eventually(
      'the answer is on its way',
      () => column(desk, 'select status from staff_replies'),
      // What Twilio carried out may be found there by catch-up before its own answer comes.
      ([status]) => status === 'sending' || (fate === 'carried out' && status === 'sent'),
    )
    await eventually(
      'Twilio was asked',
      async () => (fate === 'carried out' ? (await answers(twilio)).length : 1),
      (count) => count === 1,
    )
    const gone = new Promise((resolve) => first.process.once('exit', resolve))
    first.process.kill('SIGKILL')
    await gone
    await twilio.clearFaults()
    expect(column(desk, 'select status from stays')).toEqual(['cancelled'])
    const second = await desk.serve()
    await twilio.route(base, second.listening)
    await eventually(
      'the answer has left for sure',
      () => column(desk, 'select status from staff_replies'),
      ([status]) => status === 'sent',
    )
    expect(await second.stop()).toBe(0)
    expect(await answers(twilio)).toEqual(['A5000 cancelled: Room 1, 10-12 Jun. Its codes go.'])
    expect(column(desk, 'select count(*) from staff_commands')).toEqual([1])
    expect(await twilio.violations()).toEqual([])
  },
  120_000,
)

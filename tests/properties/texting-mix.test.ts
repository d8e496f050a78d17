/**
 * Design.md section 4, end to end: what happens at Twilio reaches one desk live by signed webhooks, one by catch-up
 * alone, and one by a mix of both with webhooks lost, doubled and out of order. The three stores say the same.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FakeTwilio } from '../support/fake-twilio.ts'
import { startFakeTwilio } from '../support/fake-twilio.ts'
import { accountSid, authToken, base } from '../support/listening-desk.ts'
import { type BookedStay, type MixedDesk, openMixedDesk } from '../support/mixed-desk.ts'
import { type RecordedWebhook, startWebhookRecorder, type WebhookRecorder } from '../support/webhook-recorder.ts'
import { long } from './run-stories.ts'

const guests = ['+12025550101', '+12025550102', '+12025550103'] as const
const manager = '+12025550199'
const stranger = '+12025550177'
const numbers = ['+12025550150', '+12025550151', '+12025550152'] as const
const units = ['R1', 'R2', 'R3'] as const
const start = Date.parse('2026-06-10T07:00:00.000Z')
const day = (offset: number): string => new Date(start + offset * 86_400_000).toISOString().slice(0, 10)
const events = [
  'onMessageAdded',
  'onConversationAdded',
  'onConversationStateUpdated',
  'onParticipantAdded',
  'onDeliveryUpdated',
]
const photo = { contentType: 'image/png', base64: Buffer.from('a picture').toString('base64') }

const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      from: fc.constantFrom(...guests, manager),
      number: fc.nat(2),
      body: fc.constantFrom('Hello', 'The tap drips', 'STOP', 'START', 'Grüße 👋'),
      photos: fc.constantFrom(0, 0, 0, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('group' as const),
      from: fc.constantFrom(...guests),
      others: fc.constantFrom([manager], [guests[1], manager], [guests[0], guests[2]]),
      number: fc.nat(2),
      body: fc.constantFrom('To all of you', 'STOP'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      conversation: fc.nat(9),
      author: fc.constantFrom('system', 'support', 'desk:Dana', manager, stranger),
      /** The row of it was in a folder that is no more. */
      unit: fc.constantFrom(null, ...units),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      conversation: fc.nat(9),
      state: fc.constantFrom('closed' as const, 'inactive' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('receipt' as const),
      text: fc.nat(9),
      status: fc.constantFrom('sent', 'delivered', 'undelivered', 'read'),
    }),
  },
)
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

const story = fc.record({
  numbers: fc.constantFrom(1, 3),
  stays: fc.uniqueArray(
    fc.record({
      unit: fc.constantFrom(...units),
      phone: fc.constantFrom(...guests),
      from: fc.integer({ min: -3, max: 2 }),
      nights: fc.integer({ min: 1, max: 4 }),
      lined: fc.boolean(),
    }),
    { selector: (stay) => stay.unit, maxLength: 3 },
  ),
  happenings: fc.array(fc.record({ what: happening, minutes: fc.integer({ min: 0, max: 150 }) }), {
    minLength: 3,
    maxLength: long ? 18 : 10,
    size: 'max',
  }),
  /** What becomes of each webhook on its way to the third desk: how often it comes, how many happenings later, where among its like. */
  fates: fc.array(fc.record({ copies: fc.constantFrom(0, 1, 1, 1, 2), later: fc.nat(4), place: fc.nat(1_000) }), {
    minLength: 100,
    maxLength: 100,
  }),
  /** After which happenings the third desk catches up. */
  catchUps: fc.uniqueArray(fc.nat(17), { maxLength: 3 }),
})
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never

let first: FakeTwilio
let recorder: WebhookRecorder
beforeAll(async () => {
  first = await startFakeTwilio()
  recorder = await startWebhookRecorder()
})
afterAll(async () => {
  await recorder.stop()
  await first.stop()
})

async function account(count: number): Promise<FakeTwilio> {
  const twilio = await first.another({
    ...{ accountSid, authToken, now: new Date(start).toISOString() },
    numbers: numbers.slice(0, count).map((phone) => ({ phone, smsUrl: `${base}/twilio/messages` })),
    webhook: { postUrl: `${base}/twilio/conversations`, filters: events },
  })
  await twilio.route(base, recorder.url)
  await twilio.webhooks({ smsCopy: true })
  return twilio
}

/** Lets it happen at Twilio; false where it cannot, as nothing is there that it could happen to. */
async function happen(twilio: FakeTwilio, what: Happening, turn: number): Promise<boolean> {
  const number = (place: number): string => twilio.numbers[place % twilio.numbers.length]!
  const { conversations } = await twilio.state()
  const open = conversations.filter((one) => one.state !== 'closed')
  switch (what.kind) {
    case 'text': {
      const { from, body, photos } = what
      const word = body === 'STOP' || body === 'START'
      await twilio.guestTexts({
        ...{ from, to: number(what.number), body: word || photos > 0 ? (word ? body : '') : `${body} ${turn}` },
        media: Array.from({ length: word ? 0 : photos }, () => photo),
      })
      return true
    }
    case 'group': {
      const others = what.others.filter((one) => one !== what.from)
      const body = what.body === 'STOP' ? what.body : `${what.body} ${turn}`
      await twilio.guestTexts({ from: what.from, to: number(what.number), body, others })
      return true
    }
    case 'member': {
      const conversation = open[what.conversation % Math.max(open.length, 1)]
      const isGroup = conversation?.participants.some((one) => one.projectedAddress !== null) ?? false
      // Only a group has other phones in it.
      if (conversation === undefined || (!isGroup && what.author.startsWith('+'))) return false
      const ours = what.author === 'desk:Dana'
      const attributes = JSON.stringify({ clientMsgId: `lost-${turn}`, unit: what.unit, kind: 'text' })
      await twilio.memberTexts({
        ...{ conversationSid: conversation.sid, author: what.author, body: `From ${what.author}, ${turn}` },
        ...(ours ? { attributes } : {}),
      })
      return true
    }
    case 'state': {
      const conversation = open[what.conversation % Math.max(open.length, 1)]
      if (conversation === undefined || conversation.state === what.state) return false
      await twilio.setConversationState(conversation.sid, what.state)
      return true
    }
    case 'receipt': {
      const written = conversations.flatMap((one) => one.messages).filter((one) => !one.author?.startsWith('+'))
      const text = written[what.text % Math.max(written.length, 1)]
      // A handset says its last word once.
      if (text === undefined || text.receipts.some(({ status }) => status !== 'sent')) return false
      const failed = what.status === 'undelivered'
      await twilio.receipt({
        ...{ messageSid: text.sid, status: what.status },
        ...(failed ? { errorCode: 30003 } : {}),
      })
      return true
    }
  }
}

type Held = { readonly webhook: RecordedWebhook; readonly due: number; readonly place: number }
const seen = new Map<string, number>()

async function tell(told: Story): Promise<void> {
  recorder.take()
  const twilio = await account(told.numbers)
  const stays = told.stays.map(
    ({ unit, phone, from, nights, lined }): BookedStay => ({
      ...{ reference: `STAY${unit}`, unit, phone, lined },
      ...{ from: day(from), to: day(from + nights) },
    }),
  )
  const desks: MixedDesk[] = []
  try {
    for (let count = 0; count < 3; count++)
      desks.push(
        await openMixedDesk(twilio, { now: new Date(start).toISOString(), booked: `${day(-5)}T09:00:00Z`, stays }),
      )
    const [live, shut, mixed] = desks as [MixedDesk, MixedDesk, MixedDesk]
    let now = start
    let fated = 0
    let held: Held[] = []
    for (const [turn, { what, minutes }] of told.happenings.entries()) {
      now += minutes * 60_000 + 1_000
      const moment = new Date(now).toISOString()
      await twilio.setNow(moment)
      for (const desk of desks) desk.setNow(moment)
      const happened = await happen(twilio, what, turn)
      seen.set(`${what.kind} ${happened}`, (seen.get(`${what.kind} ${happened}`) ?? 0) + 1)
      await twilio.webhooksIdle()
      const webhooks = recorder.take()
      await live.hears(webhooks)
      live.worksOff()
      for (const webhook of webhooks) {
        const { copies, later, place } = told.fates[fated++ % told.fates.length]!
        for (let copy = 0; copy < copies; copy++)
          held.push({ webhook, due: turn + later * (copy + 1), place: place + copy })
      }
      const due = held.filter((one) => one.due <= turn).sort((one, other) => one.place - other.place)
      held = held.filter((one) => one.due > turn)
      for (const { webhook } of due) {
        await mixed.hears([webhook])
        // Each by itself, as if it had come when the one before it was long done.
        mixed.worksOff()
      }
      if (told.catchUps.includes(turn)) await mixed.catchesUp()
    }
    const later = async (minutes: number): Promise<void> => {
      const then = new Date(now + minutes * 60_000).toISOString()
      await twilio.setNow(then)
      for (const desk of desks) desk.setNow(then)
    }
    // Time enough for every look at what was not clear at first, and for what the log shows late.
    await later(10)
    live.worksOff()
    await live.settles()
    await mixed.hears(held.map((one) => one.webhook))
    mixed.worksOff()
    // A conversation of which nothing was heard is read once a day.
    await later(25 * 60)
    expect([(await shut.ends()).fault, (await mixed.ends()).fault]).toEqual([null, null])
    const expected = live.told()
    expect(shut.told()).toEqual(expected)
    expect(mixed.told()).toEqual(expected)
    // Nothing was left for catch-up by what came live, and it spoils nothing.
    expect((await live.ends()).found).toBe(0)
    expect(live.told()).toEqual(expected)
    for (const { direction, route_rule } of expected.messages)
      seen.set(`${direction} ${route_rule}`, (seen.get(`${direction} ${route_rule}`) ?? 0) + 1)
    expect(await twilio.violations()).toEqual([])
  } finally {
    for (const desk of desks) await desk.close()
    await twilio.stop()
  }
}

describe('texts live by webhooks, by catch-up alone, and by a mix with losses', () => {
  it(
    'are filed to the same store',
    async () => {
      const until = Date.now() + (long ? Number(process.env.LATCHKEY_LIMIT_S ?? 540) * 1000 : 15_000)
      let stories = 0
      // A story that has begun is told to its end, unlike with fast-check's own limit: it has processes and folders.
      const inTime = async (one: Story): Promise<void> => {
        if (Date.now() > until) return
        await tell(one)
        stories += 1
      }
      await fc.assert(fc.asyncProperty(story, inTime), {
        numRuns: long ? 1_000 : 12,
        ...(process.env.LATCHKEY_SEED === undefined ? {} : { seed: Number(process.env.LATCHKEY_SEED) }),
        ...(process.env.LATCHKEY_PATH === undefined ? {} : { path: process.env.LATCHKEY_PATH }),
      })
      if (long) console.log(`${stories} stories`)
      if (long) console.table([...seen].sort())
      // Stories in which nothing ever happens prove nothing.
      expect([stories > 0, [...seen.keys()].filter((what) => what.startsWith('inbound')).length > 1]).toEqual([
        true,
        true,
      ])
    },
    long ? 11 * 60_000 : 60_000,
  )
})

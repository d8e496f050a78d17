/**
 * Whatever goes wrong on the way, in whatever order: each text reaches Twilio exactly once or says why not, and within
 * a line they come in the order in which they were written.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GatewayFault } from '../../electron/ports/message-gateway.ts'
import { outboxLines, sendText } from '../../electron/services/outbox/index.ts'
import { openSendingDesk, ours, type SendingDesk, type SendingDeskOptions } from '../support/sending-desk.ts'
import { Death, type Spoilt } from '../support/sending-world.ts'
import { dana, must } from '../support/test-desk.ts'
import { long } from './run-stories.ts'

const guests = ['+12025550101', '+12025550102', '+12025550103'] as const
const pool = [ours, '+12025550151', '+12025550152']
const faults: readonly GatewayFault[] = [
  { kind: 'busy', retryAfterMs: null },
  { kind: 'busy', retryAfterMs: 45_000 },
  { kind: 'unreachable' },
  { kind: 'outcome-unknown' },
  { kind: 'closed' },
]
const spoilt: fc.Arbitrary<Spoilt | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom(...faults).map((before): Spoilt => ({ before })) },
  { weight: 2, arbitrary: fc.constant<Spoilt>({ after: { kind: 'outcome-unknown' } }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 15_000 }).map((late): Spoilt => ({ late })) },
  { weight: 1, arbitrary: fc.constantFrom<Spoilt>({ dies: 'before' }, { dies: 'after' }) },
)
type Step =
  | { readonly kind: 'write'; readonly guest: number; readonly unit: number }
  | { readonly kind: 'work' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'restart' }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('write' as const), guest: fc.nat(2), unit: fc.nat(2) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
)

/** One round of the worker; a process that dies is followed by another. */
async function work(house: SendingDesk): Promise<void> {
  try {
    await house.sender().work()
  } catch (error) {
    if (!(error instanceof Death)) throw error
    house.restart()
  }
}

async function tell(
  options: SendingDeskOptions,
  steps: readonly Step[],
  ways: readonly (Spoilt | null)[],
): Promise<void> {
  const house = openSendingDesk(options)
  try {
    const left = [...ways]
    // A conversation is closed only by Twilio, and then for every call.
    house.world.spoil = (verb) => {
      const way = left.shift() ?? null
      const closes = way !== null && 'before' in way && way.before.kind === 'closed'
      if (!closes) return way
      const open = house.world.conversations.filter((one) => one.state !== 'closed').at(-1)
      if (verb === 'send' && open !== undefined) open.state = 'closed'
      return null
    }
    const written = new Map<string, string[]>()
    for (const [turn, one] of steps.entries()) {
      if (one.kind === 'wait') house.advance(one.ms)
      if (one.kind === 'restart') house.restart()
      if (one.kind === 'work') await work(house)
      if (one.kind !== 'write') continue
      const guest = guests[one.guest]!
      const talk = house.talk(guest, one.unit === 0 ? undefined : `R${one.unit}`)
      const { clientId } = must(sendText(house.desk, dana, { conversationId: talk.id, text: `text ${turn}` }))
      // In a pool each conversation has a line of its own.
      const line = options.numbers === pool ? talk.id : guest
      written.set(line, [...(written.get(line) ?? []), clientId!])
    }
    for (let minute = 0; minute < 40 && outboxLines(house.desk).length > 0; minute++) {
      await work(house)
      house.advance(60_000)
    }
    expect(outboxLines(house.desk)).toEqual([])
    const reached = house.world.clientIds()
    expect(reached).toHaveLength([...written.values()].flat().length)
    for (const texts of written.values()) expect(reached.filter((id) => texts.includes(id))).toEqual(texts)
  } finally {
    house.close()
  }
}

describe('sending, whatever goes wrong', () => {
  it(
    'brings each text to Twilio exactly once, in the order of its line',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom<SendingDeskOptions>({}, { mode: 'group' }, { numbers: pool }),
          fc.array(step, { minLength: 5, maxLength: long ? 60 : 25, size: 'max' }),
          fc.array(spoilt, { maxLength: long ? 80 : 30, size: 'max' }),
          tell,
        ),
        { numRuns: long ? 3_000 : 60, interruptAfterTimeLimit: long ? 3_000_000 : 60_000 },
      )
    },
    long ? 3_600_000 : 120_000,
  )
})

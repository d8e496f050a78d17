/** The fakes' own process: training Twilios judged by the contract, driven by their parent over the process channel. */
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import {
  startTrainingTwilio,
  type TrainingTwilio,
  type WorldOptions,
} from '../../electron/adapters/training-twilio/index.ts'
import type { FakeTwilioAnswer, FakeTwilioOrder } from './fake-twilio.ts'
import { readTwilioContract } from './fake-twilio-contract.ts'

const dataDir = process.argv[2] ?? ''
const check = dataDir === '' ? undefined : readTwilioContract(dataDir)
const accounts: TrainingTwilio[] = []

async function start(options: WorldOptions): Promise<unknown> {
  const twilio = await startTrainingTwilio({ ...options, clock: systemClock, check })
  const { url, accountSid, authToken, numbers, serviceSid } = twilio
  return { place: accounts.push(twilio) - 1, url, accountSid, authToken, numbers, serviceSid }
}

async function carryOut({ place, verb, input }: FakeTwilioOrder): Promise<unknown> {
  if (verb === 'start') return start(input[0] as WorldOptions)
  const act = accounts[place]?.[verb] as (...input: readonly unknown[]) => Promise<unknown>
  return act(...input)
}

// The tests have gone: nobody is left to end this process.
process.once('disconnect', () => process.exit(0))
process.on('message', (order: FakeTwilioOrder) => {
  const answer = (message: FakeTwilioAnswer): void => void process.send?.(message)
  carryOut(order).then(
    (value) => answer({ id: order.id, ok: true, value }),
    (error: unknown) =>
      answer({ id: order.id, ok: false, message: error instanceof Error ? error.message : String(error) }),
  )
})

/**
 * The training Twilio in a process of its own, with texts of a long absence: ARGUMENTS conversations and texts. Says in
 * its first line where it listens; SIGTERM ends it.
 */
import { systemClock } from '../../electron/adapters/clock/clock.ts'
import { startTrainingTwilio } from '../../electron/adapters/training-twilio/index.ts'

const [conversations = 1, texts = 1] = process.argv.slice(2).map(Number)
const number = '+12025550150'
const twilio = await startTrainingTwilio({ clock: systemClock, numbers: [number] })
const begin = Date.now() - texts * 1_000 - 120_000
for (let count = 0; count < texts; count++) {
  await twilio.guestTexts({
    from: `+1202555${String(1_000 + (count % conversations))}`,
    to: number,
    body: `Text ${count}: is the kettle in the cupboard?`,
    at: new Date(begin + count * 1_000).toISOString(),
  })
}
const { url, accountSid, authToken } = twilio
process.stdout.write(`${JSON.stringify({ listening: url, accountSid, authToken })}\n`)
process.once('SIGTERM', () => process.exit(0))

/**
 * The training Twilio of a demo house, as part of the composition root: it runs on loopback inside the process that
 * works on the folder, since it is small and idle nearly always, and a packed app may start no process of its own. The
 * house is set up with it as any house is with the real one: account, listener, webhooks and catch-up are the same.
 */

import { ourNumbers } from '../db/queries/lines.ts'
import type { TrainingTwilio } from './adapters/training-twilio/index.ts'
import { minutes } from './domain/time.ts'
import {
  knownConversations,
  nextGuestVoice,
  noteTrainingAddresses,
  trainingAccountSid,
  trainingTokenName,
  trainsTexting,
} from './services/demo/index.ts'
import type { Desk } from './services/desk/index.ts'

export type TrainingTexting = {
  /** Nothing where the house is no demo house, or texts by another account. Said again, it changes nothing. */
  readonly start: () => Promise<void>
  /** A guest writes, as happens by itself every few minutes. False where it does not run, or nobody is there to write. */
  readonly guestWrites: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

export type TrainingTextingParts = {
  readonly desk: Desk
  /** Where the desk looks for tokens: the training one is put there while it runs. */
  readonly environment: Record<string, string | undefined>
  /** Has the desk listen, and answers its port. */
  readonly listen: () => Promise<number>
  /** Guests write by themselves; not where somebody has set the clock. */
  readonly guestsWrite: boolean
}

/** How long a text is on its way to a handset, or back. */
const onItsWayMs = 1_400
/** Between two texts of guests: 2, then 3, then 4 minutes. */
const pausesMs = [minutes(2), minutes(3), minutes(4)] as const

export function trainingTexting(parts: TrainingTextingParts): TrainingTexting {
  const { desk, environment } = parts
  let running: Promise<TrainingTwilio> | null = null
  let timer: NodeJS.Timeout | null = null
  let count = 0

  const open = async (): Promise<TrainingTwilio> => {
    const { startTrainingTwilio } = await import('./adapters/training-twilio/index.ts')
    const authToken = Buffer.from(desk.random.bytes(16)).toString('hex')
    const twilio = await startTrainingTwilio({
      clock: desk.clock,
      accountSid: trainingAccountSid,
      authToken,
      numbers: ourNumbers(desk.store.read).map((number) => number.phone),
      conversations: knownConversations(desk),
      deliversAtOnce: true,
    })
    await twilio.webhooks({ delayMs: onItsWayMs })
    const port = await parts.listen()
    environment[trainingTokenName] = authToken
    noteTrainingAddresses(desk, twilio.url, `http://127.0.0.1:${port}`)
    return twilio
  }
  const guestWrites = async (): Promise<boolean> => {
    const twilio = await running
    const voice = twilio === null || !trainsTexting(desk) ? null : nextGuestVoice(desk)
    if (twilio === null || voice === null) return false
    await twilio.guestTexts(voice)
    return true
  }
  const wait = (): void => {
    timer = setTimeout(
      () => {
        guestWrites().catch((error: unknown) => desk.logger.error('training.guest-failed', error))
        wait()
      },
      pausesMs[count++ % pausesMs.length],
    )
    timer.unref()
  }

  return {
    async start() {
      if (running !== null || !trainsTexting(desk)) return
      running = open()
      try {
        await running
      } catch (error) {
        // The house opens all the same: its texts wait, as they do when Twilio cannot be reached.
        running = null
        desk.logger.error('training.texting-failed', error)
        return
      }
      if (parts.guestsWrite && timer === null) wait()
    },
    guestWrites,
    async stop() {
      if (timer !== null) clearTimeout(timer)
      const twilio = await running?.catch(() => null)
      running = null
      delete environment[trainingTokenName]
      await twilio?.stop()
    },
  }
}

/**
 * The worker's part of texting, in the order of each round: what webhooks brought is filed, what guests are to be told
 * is planned, texts leave, what was missed is fetched, pictures are kept. Everything slow goes on by itself.
 */
import { pruneWebhooks } from '../../../db/queries/webhooks.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { Gateways } from '../../ports/message-gateway.ts'
import { type CatchUpReport, createCatchUp } from '../catch-up/index.ts'
import { followPhases } from '../conversations/index.ts'
import type { Desk } from '../desk/index.ts'
import { judgeAutomatic, planGuestMessages } from '../guest-messages/index.ts'
import { createSender, hurryOutbox } from '../outbox/index.ts'
import { alertManagers, answerStaffTexts } from '../sms-commands/index.ts'
import { createReplySender } from '../staff-replies/index.ts'
import { publicBase } from '../tunnel/index.ts'
import { processInbox } from '../webhooks/index.ts'

export type TextingWork = 'twilio' | 'outbox' | 'all'
export type TextingReport = {
  /** Null where catch-up was not asked for. */
  readonly catchUp: CatchUpReport | null
  /** Steps of the sender: texts, look-ups, lines opened. */
  readonly sendingSteps: number
}
export type Texting = {
  /**
   * One round: takes up what is due and does not wait. `paused`, after a restore: what guests write is filed and
   * fetched as ever, since that changes nothing outside; nothing leaves.
   */
  readonly begin: (paused: boolean) => void
  /** Works until nothing is due, and waits for it. */
  readonly settle: (what: TextingWork, paused: boolean) => Promise<TextingReport>
  readonly idle: () => Promise<void>
  /** Ends after the calls under way; what is due stays due. */
  readonly halt: () => Promise<void>
}

const planEveryMs = 2_000
const upkeepEveryMs = hours(1)
/** What was worked off is kept this long, to answer what came and when. */
const webhooksKeptMs = hours(30 * 24)

/** A bug in one step keeps none of the others from its turn; the first one is thrown after the last step. */
function inTurn(steps: readonly (() => unknown)[]): void {
  const bugs: unknown[] = []
  for (const step of steps) {
    try {
      step()
    } catch (error) {
      bugs.push(error)
    }
  }
  if (bugs.length > 0) throw bugs[0]
}

export function createTexting(parts: {
  readonly desk: Desk
  readonly gateways: Gateways
  readonly pause?: (ms: number) => Promise<void>
}): Texting {
  const { desk } = parts
  const catchUp = createCatchUp(parts)
  const statusUrl = (): string | null => {
    const base = publicBase(desk.store.read)
    return base === null ? null : `${base}/twilio/status`
  }
  const sender = createSender({ desk, gateways: parts.gateways, judge: judgeAutomatic, statusUrl })
  const replies = createReplySender({ desk, gateways: parts.gateways, statusUrl })
  let plannedAt: Instant = instant(0)
  let keptUpAt: Instant = instant(0)
  let filing: Promise<void> | null = null

  /** Webhooks and what follows of them; a row may queue another. */
  const file = (): void => {
    while (processInbox(desk) > 0);
  }

  /** The same, a few at a time: between them the listener keeps and acknowledges what comes in. */
  const beginFiling = (): void => {
    if (filing !== null || processInbox(desk) === 0) return
    const others = async (): Promise<void> => {
      do await new Promise((resolve) => setImmediate(resolve))
      while (processInbox(desk) > 0)
    }
    filing = others()
      .catch((error: unknown) => desk.logger.error('texting.filing-failed', error))
      .finally(() => {
        filing = null
      })
  }

  return {
    begin(paused) {
      const now = desk.clock.now()
      inTurn([
        beginFiling,
        () => {
          if (now - plannedAt < planEveryMs && now >= plannedAt) return
          plannedAt = now
          if (paused) return
          planGuestMessages(desk)
          alertManagers(desk)
        },
        () => {
          if (now - keptUpAt < upkeepEveryMs && now >= keptUpAt) return
          keptUpAt = now
          // A stay that ended hands its conversation to the next one by time alone.
          followPhases(desk)
          desk.store.write((db) => pruneWebhooks(db, instant(now - webhooksKeptMs)))
        },
        // After a restore nothing is cancelled or given by text until a person says go.
        () => {
          if (!paused) {
            answerStaffTexts(desk)
            alertManagers(desk)
          }
        },
        () => {
          if (!paused) sender.begin()
        },
        () => {
          if (!paused) replies.begin()
        },
        () => catchUp.begin(),
      ])
    },
    async settle(what, paused) {
      file()
      const report = what === 'outbox' ? null : await catchUp.run()
      if (report !== null) await catchUp.fetchMedia()
      let sendingSteps = 0
      if (!paused) {
        answerStaffTexts(desk)
        alertManagers(desk)
      }
      if (what !== 'twilio' && !paused) {
        desk.store.write((db) => hurryOutbox(db, desk.clock.now()))
        planGuestMessages(desk)
        for (let done = await sender.work(); done > 0; done = await sender.work()) sendingSteps += done
        sendingSteps += await replies.work()
      }
      file()
      return { catchUp: report, sendingSteps }
    },
    async idle() {
      await Promise.all([filing, sender.idle(), replies.idle(), catchUp.idle()])
    },
    async halt() {
      await Promise.all([filing, sender.halt(), replies.halt(), catchUp.halt()])
    },
  }
}

/** When the account is set up again: at once after a change, after a pause where it failed, and every few hours. */
import { hours, minutes } from '../../domain/time.ts'
import type { Gateways, MessageGateway } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import { setUpAccount, setUpMark } from './set-up-account.ts'

export type AccountKeeper = {
  /** Looks whether something is due and begins it, without waiting. */
  readonly step: () => void
  readonly idle: () => Promise<void>
}

const againEveryMs = hours(6)
const pausesMs = [5_000, 30_000, minutes(2), minutes(10), minutes(30)]

export function createAccountKeeper({
  desk,
  gateways,
}: {
  readonly desk: Desk
  readonly gateways: Gateways
}): AccountKeeper {
  let working: Promise<void> | null = null
  let doneWith: { readonly gateway: MessageGateway; readonly mark: string } | null = null
  let failures = 0
  let nextAt = 0

  const setUp = async (gateway: MessageGateway, mark: string): Promise<void> => {
    doneWith = { gateway, mark }
    const done = await setUpAccount(desk, gateway)
    failures = done.ok ? 0 : failures + 1
    const pause = done.ok ? againEveryMs : pausesMs[Math.min(failures, pausesMs.length) - 1]!
    nextAt = desk.clock.now() + Math.round(pause * (1 + 0.2 * (desk.random.integer(1_000) / 1_000)))
    // A yes that was carried out is not in the mark any more, and is no reason to begin anew.
    if (done.ok) doneWith = { gateway, mark: setUpMark(desk) }
  }

  return {
    step() {
      if (working !== null) return
      const gateway = gateways.current()
      if (gateway === null) return
      const mark = setUpMark(desk)
      const changed = doneWith === null || doneWith.gateway !== gateway || doneWith.mark !== mark
      const now = desk.clock.now()
      // Further off than any pause: the clock was set back.
      if (!changed && now < nextAt && nextAt - now <= 2 * againEveryMs) return
      working = setUp(gateway, mark)
        .catch((error: unknown) => {
          desk.logger.error('texting.set-up-failed', error)
          nextAt = desk.clock.now() + pausesMs[2]!
        })
        .finally(() => {
          working = null
        })
    },
    async idle() {
      while (working !== null) await working
    },
  }
}

/** Whom requests are believed from: account and public addresses, read once for a burst and anew after every change. */
import type { Instant } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import type { TextingAccount } from '../house/index.ts'
import { believedBases } from '../tunnel/index.ts'

export type Trust = { readonly account: TextingAccount | null; readonly bases: readonly string[] }
export type TrustReader = {
  readonly now: () => Trust
  /** Runs a write of ours that changes nothing of it. */
  readonly unchangedBy: (write: () => void) => void
}

/** What is believed only for a while ends with the clock, not with a change of the store. */
const longestMs = 1_000

export function readTrust(desk: Desk, account: () => TextingAccount | null): TrustReader {
  let known: (Trust & { readonly at: Instant }) | null = null
  let mark = ''
  return {
    now() {
      const now = desk.clock.now()
      const fresh = known !== null && mark === desk.store.changeMark() && Math.abs(now - known.at) <= longestMs
      if (known !== null && fresh) return known
      mark = desk.store.changeMark()
      known = { account: account(), bases: believedBases(desk), at: now }
      return known
    },
    unchangedBy(write) {
      const before = desk.store.changeMark()
      write()
      const after = desk.store.changeMark()
      // Its first word counts the changes of other processes: one may have come in between.
      if (mark === before && before.split(' ')[0] === after.split(' ')[0]) mark = after
    },
  }
}

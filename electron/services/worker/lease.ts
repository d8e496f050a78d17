/** The lease of a data folder: one process at a time works on it, the others wait or leave the work to it. */

import type { WritableDb } from '../../../db/open-database.ts'
import { leaseHolder, releaseLease, takeLease, workLease } from '../../../db/queries/desk.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Desk } from '../desk/index.ts'

const leaseMs = 10_000

export type Lease = {
  /** True while the lease is ours; takes it where it is free. */
  readonly take: () => boolean
  /** Keeps it alive while something slow is waited for. */
  readonly holding: <Answer>(work: () => Promise<Answer>) => Promise<Answer>
  readonly release: () => void
}

/**
 * `onFresh` runs in the transaction that takes a lease another process had, or nobody. `of` says what is leased: the
 * work on the folder unless something else is named.
 */
export function createLease(desk: Desk, clock: Clock, onFresh: (db: WritableDb) => void, of = workLease): Lease {
  const holder = Buffer.from(desk.random.bytes(12)).toString('hex')
  let renewedAt = 0
  /** Written every few seconds only: each write goes to the disk. */
  const take = (): boolean => {
    const now = clock.now()
    if (now - renewedAt < leaseMs / 4 && leaseHolder(desk.store.read, now, of) === holder) return true
    renewedAt = now
    return desk.store.write((db) => {
      const fresh = leaseHolder(db, now, of) !== holder
      const mine = takeLease(db, holder, now, now + leaseMs, of)
      if (mine && fresh) onFresh(db)
      return mine
    })
  }
  return {
    take,
    async holding(work) {
      const timer = setInterval(take, leaseMs / 3)
      try {
        return await work()
      } finally {
        clearInterval(timer)
      }
    },
    release: () => desk.store.write((db) => releaseLease(db, holder)),
  }
}

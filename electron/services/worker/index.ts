/**
 * The one worker of a data folder: moves codes to the locks and polls feeds. A lease lets one process work at a time;
 * the others wait, or leave the work to it.
 */
import { countDueCodes, hurryCodes } from '../../../db/queries/codes.ts'
import { leaseHolder, releaseLease, takeLease } from '../../../db/queries/desk.ts'
import { dueFeeds, hurryFeeds } from '../../../db/queries/feeds.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { pausedSetting } from '../../../db/restore.ts'
import type { CalendarFeed } from '../../ports/calendar-feed.ts'
import type { Clock } from '../../ports/clock.ts'
import { type LockProviders, reconcile } from '../access-codes/index.ts'
import type { Desk } from '../desk/index.ts'
import { type PollReport, pollFeeds } from '../feeds/index.ts'

export type WorkerParts = {
  readonly desk: Desk
  readonly locks: LockProviders
  readonly calendarFeed: CalendarFeed
  /** Always the system's clock: leases of processes with different desk clocks must compare. */
  readonly leaseClock: Clock
  readonly pause: (ms: number) => Promise<void>
}

export type Worker = {
  readonly start: () => void
  /** Ends the loop after the step under way and gives the lease back. */
  readonly stop: () => Promise<void>
  /** Asks for everything at once and waits until nothing is due. */
  readonly syncNow: (
    what: 'feeds' | 'locks' | 'all',
  ) => Promise<{ readonly polled: readonly PollReport[]; readonly steps: number }>
}

const leaseMs = 10_000
const tickMs = 300

export function createWorker(parts: WorkerParts): Worker {
  const { desk } = parts
  const holder = Buffer.from(desk.random.bytes(12)).toString('hex')
  let running: Promise<void> | null = null
  let stopping = false
  let busy: Promise<unknown> = Promise.resolve()

  let renewedAt = 0
  /** True while the lease is ours. It is written every few seconds only: each write goes to the disk. */
  const lease = (): boolean => {
    const now = parts.leaseClock.now()
    if (now - renewedAt < leaseMs / 4 && leaseHolder(desk.store.read, now) === holder) return true
    renewedAt = now
    return desk.store.write((db) => {
      const fresh = leaseHolder(db, now) !== holder
      const mine = takeLease(db, holder, now, now + leaseMs)
      // Calls of a process that died are looked up now, not when their patience ends.
      if (mine && fresh) hurryCodes(db, desk.clock.now())
      return mine
    })
  }
  /** One piece of work at a time within this process. */
  const alone = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const next = busy.then(work, work)
    busy = next.catch(() => undefined)
    return next
  }
  /** Keeps the lease alive while a slow lock is being asked. */
  const holding = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const timer = setInterval(lease, leaseMs / 3)
    try {
      return await work()
    } finally {
      clearInterval(timer)
    }
  }

  const round = async (): Promise<void> => {
    if (!lease() || isPaused(desk)) return
    await holding(async () => {
      await reconcile(desk, parts.locks)
      await pollFeeds(desk, parts.calendarFeed)
    })
  }

  return {
    start() {
      if (running !== null) return
      stopping = false
      running = (async () => {
        while (!stopping) {
          try {
            if (lease() && hasWork(desk)) await alone(round)
          } catch (error) {
            // A bug in one step must not end the worker: it is logged, and the next round tries again.
            desk.logger.error('worker.round-failed', error)
            await parts.pause(5_000)
          }
          await parts.pause(tickMs)
        }
      })()
    },
    async stop() {
      stopping = true
      await running
      await busy
      running = null
      desk.store.write((db) => releaseLease(db, holder))
    },
    async syncNow(what) {
      const now = desk.clock.now()
      desk.store.write((db) => {
        if (what !== 'feeds') hurryCodes(db, now)
        if (what !== 'locks') hurryFeeds(db, now)
      })
      return alone(async () => {
        if (isPaused(desk)) return { polled: [], steps: 0 }
        if (!lease()) return waitForOther(parts, what)
        const answer = await holding(async () => {
          const polled = what === 'locks' ? [] : await pollFeeds(desk, parts.calendarFeed)
          let steps = 0
          if (what !== 'feeds')
            for (let done = await reconcile(desk, parts.locks); done > 0; done = await reconcile(desk, parts.locks))
              steps += done
          return { polled, steps }
        })
        if (running === null) desk.store.write((db) => releaseLease(db, holder))
        return answer
      })
    },
  }
}

/** After a restore nothing is sent, revoked or polled until a person says go. */
const isPaused = (desk: Desk): boolean => readSetting(desk.store.read, pausedSetting) !== undefined

const hasWork = (desk: Desk): boolean =>
  countDueCodes(desk.store.read, desk.clock.now()) > 0 || dueFeeds(desk.store.read, desk.clock.now()).length > 0

/** Another process works on this folder: it sees what is due within a second; wait for it, a minute at most. */
async function waitForOther(
  parts: WorkerParts,
  what: 'feeds' | 'locks' | 'all',
): Promise<{ polled: readonly PollReport[]; steps: number }> {
  const { store, clock } = parts.desk
  for (let waited = 0; waited < 60_000; waited += 100) {
    const now = clock.now()
    const codesDone = what === 'feeds' || countDueCodes(store.read, now) === 0
    const feedsDone = what === 'locks' || dueFeeds(store.read, now).length === 0
    if (codesDone && feedsDone) break
    await parts.pause(100)
  }
  return { polled: [], steps: 0 }
}

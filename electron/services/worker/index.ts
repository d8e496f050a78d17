/**
 * The one worker of a data folder: moves codes to the locks and polls feeds. A lease lets one process work at a time;
 * the others wait, or leave the work to it.
 */

import { hurryCodes } from '../../../db/queries/code-writes.ts'
import { countDueCodes } from '../../../db/queries/codes.ts'
import { leaseHolder, releaseLease, takeLease } from '../../../db/queries/desk.ts'
import { dueFeeds, hurryFeeds } from '../../../db/queries/feeds.ts'
import { readHouse, readSetting } from '../../../db/queries/house.ts'
import { pausedSetting } from '../../../db/restore.ts'
import type { DoorId } from '../../domain/ids.ts'
import { hours, minutes } from '../../domain/time.ts'
import type { CalendarFeed } from '../../ports/calendar-feed.ts'
import type { Clock } from '../../ports/clock.ts'
import {
  type AtDoor,
  askDoorsSoon,
  createReconciler,
  createWatch,
  type LockProviders,
  replanHouse,
  upkeep,
  wakeDoors,
} from '../access-codes/index.ts'
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
  /** Asks a door, or all, how they are and what is on them, and works off what is due there. */
  readonly readDoors: (doorId: DoorId | null) => Promise<void>
  /** Runs something at a door before all else that waits in its lane. */
  readonly atDoor: AtDoor
}

const leaseMs = 10_000
const tickMs = 300
const upkeepEveryMs = hours(1)

export function createWorker(parts: WorkerParts): Worker {
  const { desk, locks } = parts
  const holder = Buffer.from(desk.random.bytes(12)).toString('hex')
  const reconciler = createReconciler(desk, locks)
  const watch = createWatch(desk, locks, reconciler)
  let running: Promise<void> | null = null
  let stopping = false
  let feeds: Promise<readonly PollReport[]> | null = null
  let seenAt = 0
  let keptUpAt = 0

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
  /** Keeps the lease alive while a slow lock is being asked. */
  const holding = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const timer = setInterval(lease, leaseMs / 3)
    try {
      return await work()
    } finally {
      clearInterval(timer)
    }
  }
  /** One poll of the feeds at a time within this process; a slow calendar holds up no lock. */
  const poll = (): Promise<readonly PollReport[]> => {
    feeds ??= pollFeeds(desk, parts.calendarFeed).finally(() => {
      feeds = null
    })
    return feeds
  }

  /** A clock that was set back left waits that lie far ahead: everything is taken up anew. */
  const heedClock = (): void => {
    const now = desk.clock.now()
    if (now < seenAt - minutes(1)) {
      const house = readHouse(desk.store.read)
      desk.store.write((db) => {
        hurryCodes(db, now)
        hurryFeeds(db, now)
        if (house === null) return
        wakeDoors(db, house, null, now)
        // What the wrong clock took for over is planned again.
        replanHouse({ db, house, now, desk, caller: { actor: 'Latchkey', source: 'program' } })
      })
      desk.logger.warn('clock.set-back', { seconds: Math.round((seenAt - now) / 1000) })
    }
    seenAt = now
  }

  const round = (): void => {
    heedClock()
    if (desk.clock.now() - keptUpAt >= upkeepEveryMs || desk.clock.now() < keptUpAt) {
      keptUpAt = desk.clock.now()
      upkeep(desk)
    }
    reconciler.begin()
    watch.begin()
    if (dueFeeds(desk.store.read, desk.clock.now()).length > 0)
      poll().catch((error: unknown) => desk.logger.error('worker.feeds-failed', error))
  }

  /** Works off the locks until nothing is due. Answers how many steps were taken. */
  const settleLocks = async (): Promise<number> => {
    let steps = 0
    for (let done = await reconciler.work(); done > 0; done = await reconciler.work()) steps += done
    return steps
  }

  return {
    start() {
      if (running !== null) return
      stopping = false
      running = (async () => {
        while (!stopping) {
          try {
            if (lease() && !isPaused(desk)) round()
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
      await holding(async () => {
        // Halted first: what only watches waits behind a lane, and the lane is not to work off its whole day before.
        await Promise.all([reconciler.halt(), watch.idle(), feeds])
        await reconciler.idle()
      })
      running = null
      desk.store.write((db) => releaseLease(db, holder))
    },
    atDoor: (doorId, use) => reconciler.atDoor(doorId, use),
    async readDoors(doorId) {
      if (isPaused(desk)) return
      const house = readHouse(desk.store.read)
      if (!lease()) {
        // The process that works on this folder does it.
        if (house !== null) desk.store.write((db) => askDoorsSoon(db, house, doorId, desk.clock.now()))
        return
      }
      await holding(() => watch.readDoors(doorId))
      if (running === null) desk.store.write((db) => releaseLease(db, holder))
    },
    async syncNow(what) {
      const now = desk.clock.now()
      desk.store.write((db) => {
        const house = readHouse(db)
        if (what !== 'feeds') hurryCodes(db, now)
        if (what !== 'feeds' && house !== null) wakeDoors(db, house, null, now)
        if (what !== 'locks') hurryFeeds(db, now)
      })
      if (isPaused(desk)) return { polled: [], steps: 0 }
      if (!lease()) return waitForOther(parts, what)
      heedClock()
      const answer = await holding(async () => {
        const polled = what === 'locks' ? [] : await poll()
        return { polled, steps: what === 'feeds' ? 0 : await settleLocks() }
      })
      if (running === null) desk.store.write((db) => releaseLease(db, holder))
      return answer
    },
  }
}

/** After a restore nothing is sent, revoked or polled until a person says go. */
const isPaused = (desk: Desk): boolean => readSetting(desk.store.read, pausedSetting) !== undefined

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

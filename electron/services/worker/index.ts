/**
 * The one worker of a data folder: moves codes to the locks, polls feeds, and has texts come and go. A lease lets one
 * process work at a time; the others wait, or leave the work to it.
 */

import { hurryCodes } from '../../../db/queries/code-writes.ts'
import { dueFeeds, hurryFeeds } from '../../../db/queries/feeds.ts'
import { readHouse, readSetting } from '../../../db/queries/house.ts'
import { hurryMailboxes } from '../../../db/queries/mails.ts'
import { pausedSetting } from '../../../db/restore.ts'
import type { DoorId } from '../../domain/ids.ts'
import { hours, minutes } from '../../domain/time.ts'
import type { CalendarFeed } from '../../ports/calendar-feed.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Mailboxes } from '../../ports/mailbox.ts'
import type { Gateways } from '../../ports/message-gateway.ts'
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
import { type Desk, program } from '../desk/index.ts'
import { type PollReport, pollFeeds } from '../feeds/index.ts'
import { tidyGuestPages } from '../guest-pages/index.ts'
import { createMailPost, type MailDone } from '../mail/index.ts'
import { hurryOutbox } from '../outbox/index.ts'
import { createTexting, type TextingReport } from '../texting/index.ts'
import { createLease } from './lease.ts'
import { includes, type SyncWork, waitForOther } from './wait-for-other.ts'

export { createLease, type Lease } from './lease.ts'
export type { SyncWork } from './wait-for-other.ts'

export type WorkerParts = {
  readonly desk: Desk
  readonly locks: LockProviders
  readonly calendarFeed: CalendarFeed
  /** Absent where nothing is texted. */
  readonly gateways?: Gateways
  /** Absent where no mail is read. */
  readonly mailboxes?: Mailboxes
  /** Always the system's clock: leases of processes with different desk clocks must compare. */
  readonly leaseClock: Clock
  readonly pause: (ms: number) => Promise<void>
}

export type SyncReport = {
  readonly polled: readonly PollReport[]
  readonly steps: number
  /** Absent where mail was not asked for, or another process had it. */
  readonly mail?: MailDone
  /** Absent where texts were not asked for, or another process had them. */
  readonly texting?: TextingReport
}
export type Worker = {
  readonly start: () => void
  /** Ends the loop after the step under way and gives the lease back. */
  readonly stop: () => Promise<void>
  /** Asks for everything at once and waits until nothing is due. */
  readonly syncNow: (what: SyncWork) => Promise<SyncReport>
  /** Asks a door, or all, how they are and what is on them, and works off what is due there. */
  readonly readDoors: (doorId: DoorId | null) => Promise<void>
  /** Runs something at a door before all else that waits in its lane. */
  readonly atDoor: AtDoor
}

const tickMs = 300
const upkeepEveryMs = hours(1)
/** After a bug in it, texting or mail rests while the doors go on. */
const restMs = 5_000

export function createWorker(parts: WorkerParts): Worker {
  const { desk, locks } = parts
  const reconciler = createReconciler(desk, locks)
  const watch = createWatch(desk, locks, reconciler)
  const gateways = parts.gateways ?? { current: () => null }
  const texting = createTexting({ desk, gateways, pause: parts.pause })
  const post = createMailPost(desk, parts.mailboxes ?? { current: () => null })
  let running: Promise<void> | null = null
  let stopping = false
  let feeds: Promise<readonly PollReport[]> | null = null
  let seenAt = 0
  let keptUpAt = 0
  let textingFrom = 0
  let mailFrom = 0

  const lease = createLease(desk, parts.leaseClock, (db) => {
    // Calls of a process that died are looked up now, not when their patience ends.
    hurryCodes(db, desk.clock.now())
    hurryOutbox(db, desk.clock.now())
  })
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
        hurryMailboxes(db, now)
        hurryOutbox(db, now)
        if (house === null) return
        wakeDoors(db, house, null, now)
        // What the wrong clock took for over is planned again.
        replanHouse({ db, house, now, desk, caller: program })
      })
      desk.logger.warn('clock.set-back', { seconds: Math.round((seenAt - now) / 1000) })
    }
    seenAt = now
  }

  /** As with texting: a bug in mail must not shut a door. */
  const mailRound = (): void => {
    if (parts.leaseClock.now() < mailFrom) return
    try {
      post.begin()
    } catch (error) {
      mailFrom = parts.leaseClock.now() + restMs
      desk.logger.error('worker.mail-failed', error)
    }
  }

  const round = (): void => {
    heedClock()
    if (desk.clock.now() - keptUpAt >= upkeepEveryMs || desk.clock.now() < keptUpAt) {
      keptUpAt = desk.clock.now()
      upkeep(desk)
      tidyGuestPages(desk)
    }
    reconciler.begin()
    watch.begin()
    if (dueFeeds(desk.store.read, desk.clock.now()).length > 0)
      poll().catch((error: unknown) => desk.logger.error('worker.feeds-failed', error))
    mailRound()
  }

  /** Goes on while the folder is paused: what guests write is filed, nothing leaves. */
  const textingRound = (): void => {
    if (parts.leaseClock.now() < textingFrom) return
    try {
      texting.begin(isPaused(desk))
    } catch (error) {
      // A bug in texting must not shut a door: it is logged, and tried again.
      textingFrom = parts.leaseClock.now() + restMs
      desk.logger.error('worker.texting-failed', error)
    }
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
            if (lease.take()) {
              textingRound()
              if (!isPaused(desk)) round()
            }
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
      await lease.holding(async () => {
        // Halted first: what only watches waits behind a lane, and the lane is not to work off its whole day before.
        await Promise.all([reconciler.halt(), watch.idle(), texting.halt(), post.halt(), feeds])
        await reconciler.idle()
      })
      running = null
      lease.release()
    },
    atDoor: (doorId, use) => reconciler.atDoor(doorId, use),
    async readDoors(doorId) {
      if (isPaused(desk)) return
      const house = readHouse(desk.store.read)
      if (!lease.take()) {
        // The process that works on this folder does it.
        if (house !== null) desk.store.write((db) => askDoorsSoon(db, house, doorId, desk.clock.now()))
        return
      }
      await lease.holding(() => watch.readDoors(doorId))
      if (running === null) lease.release()
    },
    async syncNow(what) {
      const now = desk.clock.now()
      desk.store.write((db) => {
        const house = readHouse(db)
        if (includes(what, 'locks')) hurryCodes(db, now)
        if (includes(what, 'locks') && house !== null) wakeDoors(db, house, null, now)
        if (includes(what, 'feeds')) hurryFeeds(db, now)
        if (includes(what, 'mail')) hurryMailboxes(db, now)
        if (includes(what, 'outbox')) hurryOutbox(db, now)
      })
      const paused = isPaused(desk)
      const textWork = what === 'all' || what === 'twilio' || what === 'outbox' ? what : null
      if (paused && textWork !== 'twilio') return { polled: [], steps: 0 }
      if (!lease.take()) {
        await waitForOther(desk, what, parts.pause)
        return { polled: [], steps: 0 }
      }
      heedClock()
      const answer = await lease.holding(async () => {
        const polled = includes(what, 'feeds') ? await poll() : []
        const mail = includes(what, 'mail') ? { mail: await post.settle() } : {}
        // What a calendar brought may be what a mail waited for.
        if (includes(what, 'feeds')) post.match()
        const steps = includes(what, 'locks') ? await settleLocks() : 0
        if (textWork === null || gateways.current() === null) return { polled, steps, ...mail }
        return { polled, steps, ...mail, texting: await texting.settle(textWork, paused) }
      })
      if (running === null) lease.release()
      return answer
    },
  }
}

/** After a restore nothing is sent, revoked or polled until a person says go. */
const isPaused = (desk: Desk): boolean => readSetting(desk.store.read, pausedSetting) !== undefined

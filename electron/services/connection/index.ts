/** Whether the world answers, judged by the last call to any vendor or feed, and kept so that every screen says the same. */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { troubledCodes } from '../../../db/queries/codes.ts'
import { readHouse, readSetting, writeSetting } from '../../../db/queries/house.ts'
import { countWaitingTexts, hurryTexts } from '../../../db/queries/outbox.ts'
import type { ConnectionView } from '../../contract/views.ts'
import type { LockFault } from '../../domain/lock.ts'
import { instant, toIso } from '../../domain/time.ts'
import { wakeDoors } from '../access-codes/index.ts'
import type { Desk } from '../desk/index.ts'

const savedSchema = z.object({ offlineSince: z.number().nullable() }).catch({ offlineSince: null })
const waitingFaults: ReadonlySet<LockFault> = new Set(['offline', 'busy', 'transient', 'quota'])

const read = (db: ReadableDb) => savedSchema.parse(readSetting(db, 'connection') ?? { offlineSince: null })

/** Notes that the Internet answered, or that it did not. Writes only when that changes. */
export function noteConnection(desk: Desk, reached: boolean): void {
  const { offlineSince } = read(desk.store.read)
  if (reached === (offlineSince === null)) return
  const now = desk.clock.now()
  desk.store.write((db) => {
    writeSetting(db, 'connection', { offlineSince: reached ? null : now })
    // The way out is open again: what waited for it does not wait any longer.
    const house = reached ? readHouse(db) : null
    if (house !== null) wakeDoors(db, house, null, now)
    if (reached) hurryTexts(db, now)
  })
  desk.logger.info(reached ? 'connection.back' : 'connection.lost')
}

/** The connection chip: online, catching up while codes still wait, or offline since. */
export function connectionView(desk: Desk): ConnectionView {
  const { offlineSince } = read(desk.store.read)
  const waitingCodes = troubledCodes(desk.store.read).filter(
    (code) => code.state !== 'on-lock' && code.fault !== null && waitingFaults.has(code.fault),
  ).length
  return {
    state: offlineSince !== null ? 'offline' : 'online',
    since: offlineSince === null ? null : toIso(instant(offlineSince)),
    waitingCodes,
    waitingMessages: countWaitingTexts(desk.store.read, desk.clock.now()),
  }
}

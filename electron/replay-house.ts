/** A house of one unit and one calendar that lasts as long as a replay, as part of the composition root. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../db/store.ts'
import { readFeed } from './adapters/calendar-feed/read-feed.ts'
import { silentLogger } from './adapters/logging/logger.ts'
import { systemRandom } from './adapters/random/random.ts'
import { migrationsFolder } from './composition.ts'
import type { Instant, TimeZoneId } from './domain/time.ts'
import type { Desk } from './services/desk/index.ts'
import { type RecordedAnswer, type Replay, replayFeed } from './services/feeds/index.ts'
import { houseFileSchema, setUpHouse } from './services/house/index.ts'

export type RecordedFeed = { readonly at: Instant; readonly ics: string }
type ReplayOptions = {
  readonly channel: string
  /** The property's zone: its days decide what is running and what is over. */
  readonly timeZone: TimeZoneId
  readonly sqliteBinding: string | null
}

/** Reads and replays a history, oldest first. Nothing of it is kept: its store is thrown away with its folder. */
export function replayHistory(history: readonly RecordedFeed[], options: ReplayOptions): Replay {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-replay-'))
  const { channel, timeZone, sqliteBinding } = options
  let now = history[0]?.at ?? (0 as Instant)
  try {
    const store = openStore({
      folder,
      dataKey: systemRandom.bytes(32),
      migrationsFolder: migrationsFolder(),
      backupName: 'none.db',
      ...(sqliteBinding === null ? {} : { nativeBinding: sqliteBinding }),
    })
    try {
      // It is thrown away in a moment: no power cut need be survived, and ten months are thousands of transactions.
      store.sqlite.pragma('synchronous = OFF')
      store.sqlite.pragma('journal_mode = MEMORY')
      const desk: Desk = { store, clock: { now: () => now }, random: systemRandom, logger: silentLogger }
      const set = setUpHouse(desk, { actor: 'Replay', source: 'program' }, houseOf(channel, timeZone), {
        keepOtherFeeds: false,
      })
      if (!set.ok) throw new Error(`the house of a replay was refused: ${set.error.code}`)
      const readings = history.map(
        ({ at, ics }): RecordedAnswer => ({ at, reading: readFeed(Buffer.from(ics), channel) }),
      )
      return replayFeed(
        desk,
        (next) => {
          now = next
        },
        readings,
      )
    } finally {
      store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const houseOf = (channel: string, timeZone: TimeZoneId) =>
  houseFileSchema.parse({
    property: { name: 'Replay', timeZone, country: 'GB', checkInTime: '14:00', checkOutTime: '11:00' },
    doors: [{ key: 'door', name: 'Door', lock: null }],
    units: [
      { key: '1', name: 'Unit', doors: ['door'], feeds: [{ channel, url: 'https://replay.invalid/calendar.ics' }] },
    ],
  })

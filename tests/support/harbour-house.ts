/** A house on real feeds and the fake Seam server, set up by the command line as a house would be. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.ts'
import { type FakeSeam, startFakeSeam } from './fake-seam.ts'
import { emptyCalendar, type FeedServer, readFeedAt, startFeedServer } from './feed-server.ts'
import { type SlowProxy, startSlowProxy } from './slow-proxy.ts'

export type HarbourHouse = {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string>>
  readonly seam: FakeSeam
  /** The network between the desk and Seam. */
  readonly network: SlowProxy
  readonly feed: FeedServer
  /** How the locks behind Seam behave; left alone, they do nothing by themselves. */
  readonly locks: ObeyingLocks
  /** Runs `desk COMMAND --json` on the house and answers its document. */
  readonly command: (...words: readonly string[]) => unknown
  readonly stop: () => Promise<void>
}

export type ObeyingLocks = {
  /** From now on every lock takes what it is sent within a moment, as a lock in reach does. */
  readonly obey: () => void
  /** The lock is out of reach: Seam says so, and keeps what it is sent without getting it there. */
  readonly silence: (deviceId: string) => void
  /** It answers again, and takes what waited. */
  readonly recover: (deviceId: string) => void
  readonly rest: () => void
}

export type HouseOptions = {
  /** A file of the feed history, and the poll whose calendar is served; without it the house has no calendars. */
  readonly recording?: string
  readonly recordedAt?: number
  /** The instant at which commands run; the system's clock where it is left out. */
  readonly now?: string
  /** Apartments 101, 102 and so on, each with a lock `room1`, `room2` behind the lock `front`. */
  readonly rooms?: number
  /** Further words of `property` in the house file. */
  readonly property?: Readonly<Record<string, unknown>>
  /** Where the metal key of a door lies, by the door's key, e.g. `d103`. */
  readonly envelopes?: Readonly<Record<string, string>>
  /** Further parts of the house file, e.g. `twilio`. */
  readonly parts?: Readonly<Record<string, unknown>>
  /** Further variables for the desk, such as the tokens that those parts name. */
  readonly env?: Readonly<Record<string, string>>
}

export async function openHarbourHouse(options: HouseOptions): Promise<HarbourHouse> {
  const { recording, recordedAt, envelopes = {} } = options
  const calendar = recording === undefined ? emptyCalendar : readFeedAt(recording, recordedAt ?? Date.now())
  if (calendar === null) throw new Error('the recording has no poll at that moment')
  const feed = await startFeedServer(calendar)
  const rooms = Array.from({ length: options.rooms ?? 2 }, (_, index) => index + 1)
  const seam = await startFakeSeam({
    devices: [
      { deviceId: 'front', name: 'Front door' },
      ...rooms.map((room) => ({ deviceId: `room${room}`, name: `Apartment ${100 + room}` })),
    ],
  })
  const locks = obeyingLocks(seam)
  const network = await startSlowProxy(seam.endpoint)
  const parent = mkdtempSync(join(tmpdir(), 'latchkey-house-'))
  const dataDir = join(parent, 'data')
  const house = join(parent, 'house.json')
  const lock = (deviceId: string) => ({ provider: 'seam', deviceId })
  const calendarOf = (unit: number) =>
    recording === undefined ? [] : [{ channel: 'booking.com', url: `${feed.url}?unit=${unit}`, allowPrivate: true }]
  writeFileSync(
    house,
    JSON.stringify({
      property: {
        name: 'Harbour House',
        timeZone: 'Europe/Rome',
        country: 'IT',
        checkInTime: '14:00',
        checkOutTime: '11:00',
        ...options.property,
      },
      doors: [
        { key: 'front', name: 'Front door', shared: true, lock: lock('front') },
        ...rooms.map((room) => ({
          key: `d${100 + room}`,
          name: `Apartment ${100 + room}`,
          lock: lock(`room${room}`),
          envelope: envelopes[`d${100 + room}`] ?? null,
        })),
      ],
      units: rooms.map((room) => ({
        key: `${100 + room}`,
        name: `Apartment ${100 + room}`,
        doors: ['front', `d${100 + room}`],
        feeds: calendarOf(100 + room),
      })),
      staff: [{ name: 'Dana', role: 'manager' }, { name: 'Yusuf' }],
      seam: { apiKeyEnv: 'SEAM_API_KEY', endpoint: network.url },
      ...options.parts,
    }),
  )
  const env = { SEAM_API_KEY: seam.apiKey, ...options.env }
  const clock = options.now === undefined ? [] : ['--now', options.now]
  const command = (...words: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['scripts/run.mjs', 'electron/desk.ts', ...words, ...clock, '--data', dataDir, '--json'],
        {
          cwd: projectRoot,
          encoding: 'utf8',
          env: { ...process.env, ...env },
        },
      ),
    )
  command('setup', '--from', house)
  return {
    dataDir,
    env,
    seam,
    network,
    feed,
    locks,
    command,
    async stop() {
      locks.rest()
      await network.stop()
      await seam.stop()
      await feed.stop()
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

const obeyEveryMs = 50

function obeyingLocks(seam: FakeSeam): ObeyingLocks {
  const silent = new Set<string>()
  /** Codes that Seam has marked already. */
  const marked = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  const round = () => {
    for (const code of seam.codes()) {
      if (code.status !== 'unset' && code.status !== 'setting') continue
      if (!silent.has(code.deviceId)) seam.confirm(code.id)
      else if (!marked.has(code.id)) {
        marked.add(code.id)
        seam.failCode(code.id, 'device_offline', 'device')
      }
    }
  }
  const rest = () => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  return {
    rest,
    obey() {
      timer ??= setInterval(round, obeyEveryMs)
    },
    silence(deviceId) {
      silent.add(deviceId)
      seam.setOffline(deviceId)
      seam.setTroubles(deviceId, { errors: ['device_offline'] })
      seam.addEvent('device.disconnected', { deviceId })
    },
    recover(deviceId) {
      silent.delete(deviceId)
      seam.setOffline(deviceId, false)
      seam.setTroubles(deviceId, { errors: [] })
      seam.addEvent('device.connected', { deviceId })
    },
  }
}

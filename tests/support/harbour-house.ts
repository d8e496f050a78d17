/** A two-room house on a real feed and the fake Seam server, set up by the command line as a house would be. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.ts'
import { type FakeSeam, startFakeSeam } from './fake-seam.ts'
import { type FeedServer, readFeedAt, startFeedServer } from './feed-server.ts'
import { type SlowProxy, startSlowProxy } from './slow-proxy.ts'

export type HarbourHouse = {
  readonly dataDir: string
  readonly env: Readonly<Record<string, string>>
  readonly seam: FakeSeam
  /** The network between the desk and Seam. */
  readonly network: SlowProxy
  readonly feed: FeedServer
  /** Runs `desk COMMAND --json` on the house and answers its document. */
  readonly command: (...words: readonly string[]) => unknown
  readonly stop: () => Promise<void>
}

/** `recording` is a file of the feed history and `recordedAt` the poll whose calendar is served. */
export async function openHarbourHouse(options: {
  readonly recording: string
  readonly recordedAt: number
}): Promise<HarbourHouse> {
  const calendar = readFeedAt(options.recording, options.recordedAt)
  if (calendar === null) throw new Error('the recording has no poll at that moment')
  const feed = await startFeedServer(calendar)
  const seam = await startFakeSeam({
    devices: [
      { deviceId: 'front', name: 'Front door' },
      { deviceId: 'room1', name: 'Apartment 101' },
      { deviceId: 'room2', name: 'Apartment 102' },
    ],
  })
  const network = await startSlowProxy(seam.endpoint)
  const parent = mkdtempSync(join(tmpdir(), 'latchkey-house-'))
  const dataDir = join(parent, 'data')
  const house = join(parent, 'house.json')
  const lock = (deviceId: string) => ({ provider: 'seam', deviceId })
  const calendarOf = (unit: string) => [{ channel: 'booking.com', url: `${feed.url}?unit=${unit}`, allowPrivate: true }]
  writeFileSync(
    house,
    JSON.stringify({
      property: {
        name: 'Harbour House',
        timeZone: 'Europe/Rome',
        country: 'IT',
        checkInTime: '14:00',
        checkOutTime: '11:00',
      },
      doors: [
        { key: 'front', name: 'Front door', shared: true, lock: lock('front') },
        { key: 'd101', name: 'Apartment 101', lock: lock('room1') },
        { key: 'd102', name: 'Apartment 102', lock: lock('room2') },
      ],
      units: [
        { key: '101', name: 'Apartment 101', doors: ['front', 'd101'], feeds: calendarOf('101') },
        { key: '102', name: 'Apartment 102', doors: ['front', 'd102'], feeds: calendarOf('102') },
      ],
      staff: [{ name: 'Dana', role: 'manager' }, { name: 'Yusuf' }],
      seam: { apiKeyEnv: 'SEAM_API_KEY', endpoint: network.url },
    }),
  )
  const env = { SEAM_API_KEY: seam.apiKey }
  const command = (...words: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(process.execPath, ['electron/desk.ts', ...words, '--data', dataDir, '--json'], {
        cwd: projectRoot,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      }),
    )
  command('setup', '--from', house)
  return {
    dataDir,
    env,
    seam,
    network,
    feed,
    command,
    async stop() {
      await network.stop()
      await seam.stop()
      await feed.stop()
      rmSync(parent, { recursive: true, force: true })
    },
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { databaseFile } from '../../db/store.ts'
import { projectRoot } from '../project-root.ts'
import { openBenchDesk } from './bench-desk.ts'
import { type BenchResult, percentile } from './bench-result.ts'
import { startListening } from './listening-process.ts'
import { account, most, steady } from './webhook-load.ts'

const PER_SECOND = 100
const SECONDS = 20
/** Below what the listener lets through in one burst, so that its rate limit is not what is measured. */
const BURST = 2_500
const WARM_UP = 200
/** The worker looks after new rows this often: filing cannot be quicker than its pause. */
const TICK_MS = 300

/**
 * A signed webhook to its durable 200, through the listener of a `serve` process on a real folder, against a server that
 * does nothing but verify and insert one row; and how long until the text is filed.
 */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const data = join(folder, 'data')
  const { accountSid, authToken, base } = account
  const desk = openBenchDesk(data, 10, {
    // Nobody answers there: what is measured is the way in, not what is asked of Twilio.
    twilio: { accountSid, authTokenEnv: 'BENCH_TOKEN', numbers: ['+12025550150'], apiBaseUrl: 'http://127.0.0.1:9' },
    tunnel: { kind: 'url', url: base },
  })
  desk.store.close()
  const env = { BENCH_TOKEN: authToken }
  const serve = await startListening([join(projectRoot, 'electron', 'desk.ts'), 'serve', '--data', data], env)
  const floorEntry = join(projectRoot, 'scripts', 'bench', 'webhook-floor.ts')
  const floor = await startListening([floorEntry, join(folder, 'floor.db'), authToken, base])
  try {
    for (const { url } of [floor, serve]) await steady(url, WARM_UP, 1)
    const least = await steady(floor.url, PER_SECOND, SECONDS)
    const times = await steady(serve.url, PER_SECOND, SECONDS)
    await allFiled(data)
    const filedAfter = filingTimes(data, times.length)
    const floorMost = await most(floor.url, BURST)
    const serveMost = await most(serve.url, BURST)
    const filing = await filingRate(data)
    const at = (percent: number): BenchResult => {
      const [value, low] = [percentile(times, percent), percentile(least, percent)]
      const name = `signed webhook to durable 200 at ${PER_SECOND}/s for ${SECONDS} s, p${percent}`
      return { name, value, unit: 'ms', floor: low, ratio: value / low }
    }
    const filed = (percent: number): BenchResult => {
      const value = percentile(filedAfter, percent)
      const name = `the same until its text is filed, p${percent} (floor: the worker's pause)`
      return { name, value, unit: 'ms', floor: TICK_MS, ratio: value / TICK_MS }
    }
    return [
      at(50),
      at(99),
      filed(50),
      filed(99),
      {
        name: `webhooks at most, ${BURST} in a burst`,
        value: serveMost,
        unit: '/s',
        floor: floorMost,
        ratio: serveMost / floorMost,
      },
      {
        name: 'texts filed after the burst (floor: kept)',
        value: filing,
        unit: '/s',
        floor: serveMost,
        ratio: filing / serveMost,
      },
    ]
  } finally {
    await Promise.all([serve.stop(), floor.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

function reading<Answer>(data: string, read: (sqlite: Database.Database) => Answer): Answer {
  const sqlite = new Database(databaseFile(data), { readonly: true })
  try {
    return read(sqlite)
  } finally {
    sqlite.close()
  }
}

async function allFiled(data: string): Promise<void> {
  const left = (): unknown =>
    reading(data, (sqlite) =>
      sqlite.prepare('select count(*) from webhook_inbox where processed_at is null').pluck().get(),
    )
  while (left() !== 0) await pause(50)
}

/** Of the newest rows: from their coming to the transaction that filed them. */
const filingTimes = (data: string, count: number): number[] =>
  reading(
    data,
    (sqlite) =>
      sqlite
        .prepare('select processed_at - received_at from webhook_inbox order by id desc limit ?')
        .pluck()
        .all(count) as number[],
  )

/** Rows a second, from the first of the burst's that was filed to the last. */
async function filingRate(data: string): Promise<number> {
  await allFiled(data)
  const [from, to] = reading(
    data,
    (sqlite) =>
      sqlite
        .prepare(
          'select min(received_at), max(processed_at) from (select * from webhook_inbox order by id desc limit ?)',
        )
        .raw()
        .get(BURST) as [number, number],
  )
  return (BURST * 1_000) / (to - from)
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { readReservation } from '../../db/queries/bookings.ts'
import { startListener } from '../../electron/adapters/http/listener.ts'
import { silentLogger } from '../../electron/adapters/logging/logger.ts'
import type { Failure } from '../../electron/domain/failure.ts'
import { ok, type Result } from '../../electron/domain/result.ts'
import { addDays, dateOf, type TimeZoneId } from '../../electron/domain/time.ts'
import type { WebAnswer } from '../../electron/ports/listener.ts'
import { arrive } from '../../electron/services/check-in/index.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import { makeLink } from '../../electron/services/guest-links/index.ts'
import { checkInByGuest, createGuestPages, guestCaller } from '../../electron/services/guest-pages/index.ts'
import { addReservation } from '../../electron/services/reservations/index.ts'
import { projectRoot } from '../project-root.ts'
import { benchCaller, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median, percentile } from './bench-result.ts'

const GUESTS = 200
const LOOKS = 300
const CHECK_INS = 60
const SECONDS = 15
/** As long as a page waits between two questions. */
const POLL_SECONDS = 5

/**
 * The room page against a file of the same bytes from the same server; and a desk that checks in while 200 phones ask for
 * the state of their pages, against the same desk with nobody asking and against phones that ask for a file.
 */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), GUESTS)
  const paths = Array.from({ length: GUESTS }, (_, index) => pageOf(desk, index))
  const pages = createGuestPages({ desk, atDoor: () => Promise.reject(new Error('no door is opened here')) })
  const file: { answer: WebAnswer } = { answer: { status: 200 } }
  const listener = await startListener({
    port: 0,
    receive: (request) => (pages.serves(request.target) ? pages.receive(request) : Promise.resolve(file.answer)),
    reject: () => {},
    logger: silentLogger,
    lanes: pages.lanes,
  })
  const url = `http://127.0.0.1:${listener.port}`
  try {
    const html = await (await fetch(url + paths[0])).text()
    file.answer = { status: 200, contentType: 'text/html', body: html }
    const [page, floor] = await looks(url, paths[0]!)
    const state = await (await fetch(`${url}${paths[0]}/state`)).text()
    file.answer = { status: 200, contentType: 'application/json', body: state }

    const alone = await checkIns(desk, 0)
    const files = await whilePolling(
      url,
      paths.map(() => '/file'),
      () => checkIns(desk, CHECK_INS),
    )
    const states = await whilePolling(
      url,
      paths.map((path) => `${path}/state`),
      () => checkIns(desk, 2 * CHECK_INS),
    )
    const words = Buffer.byteLength(html.replace(/<(style|script)\b.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ''))
    const line = (name: string, unit: string, value: number, low: number): BenchResult => ({
      name,
      value,
      unit,
      floor: low,
      ratio: value / low,
    })
    return [
      line(`room page (floor: a file of its bytes), median of ${LOOKS}`, 'ms', page, floor),
      line('bytes of the room page (floor: its words)', 'B', Buffer.byteLength(html), words),
      line(
        `check-in while ${GUESTS} phones ask every ${POLL_SECONDS} s (floor: nobody asks), median`,
        'ms',
        median(states.checkIns),
        median(alone),
      ),
      line('the same, p95', 'ms', percentile(states.checkIns, 95), percentile(alone, 95)),
      line(
        'state of a page meanwhile (floor: a file meanwhile), p50',
        'ms',
        percentile(states.polls, 50),
        percentile(files.polls, 50),
      ),
      line('the same, p99', 'ms', percentile(states.polls, 99), percentile(files.polls, 99)),
    ]
  } finally {
    await listener.close()
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A party in a unit of its own, checked in by phone; the path of its page. */
function pageOf(desk: Desk, index: number): string {
  const today = dateOf(desk.clock.now(), 'Europe/London' as TimeZoneId)
  const added = addReservation(desk, benchCaller, {
    reference: reference(index),
    channel: 'direct',
    stays: [{ unit: `${index + 1}`, arrivalDate: addDays(today, -1), departureDate: addDays(today, 3) }],
    guest: { name: `Guest Number${index}` },
  })
  if (!added.ok) throw new Error(added.error.message)
  const made = transact(desk, guestCaller, (work): Result<ReturnType<typeof makeLink>, Failure> => {
    const reservation = readReservation(work.db, added.value.reservationId)
    if (reservation === null) throw new Error('the reservation is gone')
    return ok(makeLink(work, reservation, { kind: 'page', proof: 'name' }))
  })
  if (!made.ok) throw new Error(made.error.message)
  const form = { name: '', phone: '', email: '', comesAt: '', consent: true, language: 'en' }
  const done = checkInByGuest(desk, guestCaller, made.value.link.id, form)
  if (!done.ok) throw new Error(done.error.message)
  return `/g/${made.value.token}`
}
const reference = (index: number): string => `GUEST${String(index).padStart(5, '0')}`

/** Median milliseconds of the page, and of the file; asked in turn. */
async function looks(url: string, path: string): Promise<readonly [number, number]> {
  const once = async (target: string): Promise<number> => {
    const begun = performance.now()
    await (await fetch(url + target)).text()
    return performance.now() - begun
  }
  const pages: number[] = []
  const files: number[] = []
  for (let look = 0; look < LOOKS; look++) {
    pages.push(await once(path))
    files.push(await once('/file'))
  }
  return [median(pages), median(files)]
}

/** Milliseconds of each check-in from the moment it is asked for, what the desk does before it included. */
async function checkIns(desk: Desk, from: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = from; index < from + CHECK_INS; index++) {
    await pause((SECONDS * 800) / CHECK_INS)
    const begun = performance.now()
    await new Promise((resolve) => setImmediate(resolve))
    const arrived = arrive(desk, benchCaller, { ref: reference(index) })
    times.push(performance.now() - begun)
    if (!arrived.ok) throw new Error(arrived.error.message)
  }
  return times
}

async function whilePolling(
  url: string,
  paths: readonly string[],
  work: () => Promise<readonly number[]>,
): Promise<{ readonly polls: readonly number[]; readonly checkIns: readonly number[] }> {
  const entry = join(projectRoot, 'scripts', 'bench', 'guest-pollers.ts')
  const child = spawn(process.execPath, [entry, url, `${SECONDS}`, `${POLL_SECONDS}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(paths.join('\n'))
  const [said, times] = await Promise.all([text(child.stdout), work()])
  return { polls: JSON.parse(said) as number[], checkIns: times }
}

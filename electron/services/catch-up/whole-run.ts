/** One run of catch-up, step by step (facts/twilio.md section 4). */
import {
  conversationsOfPair,
  conversationsToRead,
  hasUnprovenText,
  hintedConversations,
  knownConversations,
  storedTimes,
} from '../../../db/queries/catch-up.ts'
import { isElsewhere, type LineSid, ourNumbers, readLineSid, updateNumber } from '../../../db/queries/lines.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { graceMs } from '../../domain/logged-text.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { LoggedText } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import { type FiledReport, fileFound, type Past } from './file-found.ts'
import { askState, meet, noteRead, noteSkipped, type Reading, readOne } from './read-conversations.ts'
import { guestOf, type NumberLog, readLog, toIncoming } from './read-log.ts'
import type { ReceiptReader } from './receipts.ts'
import type { Requests } from './requests.ts'
import { type Pair, pairsOf, straysOf } from './strays.ts'

/** An open conversation that nobody spoke of is read all the same once a day. */
const unreadForMs = hours(24)

type Asking = { readonly desk: Desk; readonly requests: Requests; readonly startedAt: Instant }
type Run = Asking & {
  /** Twilio conversations of which this run has asked who is in them. */
  readonly met: Set<string>
}
type WholeAsking = Asking & {
  readonly receipts: ReceiptReader
  /** Logged texts whose conversation has been read since. */
  readonly settled: Set<string>
  /** Conversations on the account with no phone in them: none of ours. */
  readonly ignored: Set<string>
}
type WholeRun = WholeAsking & Run

/** Only what somebody gave a hint of. */
export async function readHinted(asking: Asking): Promise<{ readonly found: number }> {
  const run: Run = { ...asking, met: new Set() }
  const past: Past = { firstNumbers: new Set(), startedAt: run.startedAt }
  const sids = hintedConversations(run.desk.store.read).map((row) => row.sid)
  const { found } = await readAndFile(run, sids, past)
  return { found }
}

export async function readWhole(asking: WholeAsking): Promise<{ readonly found: number }> {
  const run: WholeRun = { ...asking, met: new Set() }
  const { desk, requests, startedAt, settled } = run
  const db = desk.store.read
  const numbers = ourNumbers(db)
  const isFirst = numbers.filter((number) => number.watermark === 0).map((number) => number.phone)
  const past: Past = { firstNumbers: new Set(isFirst), startedAt }
  const believed = numbers.filter((number) => number.authority === 'conversations')
  const [logs, met] = await Promise.all([
    Promise.all(numbers.map((number) => readLog(requests, number, startedAt))),
    believed.length === 0 ? [] : meetActive(run),
  ])
  const pairs = logs.filter((log) => log.number.authority === 'conversations').flatMap(pairsOf)
  const active = pairs.filter((pair) => pair.texts.some((text) => !settled.has(text.sid)))
  const spoken = active.flatMap((pair) => conversationsOfPair(db, pair.phone, pair.number)).filter(isOpen)
  const old = conversationsToRead(db, instant(startedAt - unreadForMs), startedAt)
  const first = await readAndFile(run, [...met, ...[...spoken, ...old].map((row) => row.sid)], past)
  const strays = await readStrays(run, active, past)
  const ingested = await readIngest(run, logs, past)
  await run.receipts.read(
    requests,
    startedAt,
    logs.flatMap((log) => log.texts),
  )
  const doubtful = new Set([...first.doubtful, ...strays.doubtful, ...ingested.doubtful])
  settle(run, pairs, doubtful)
  advance(run, logs, doubtful)
  return { found: first.found + strays.found + ingested.found }
}

const isOpen = (row: LineSid): boolean => row.state !== 'closed'

/** `doubtful`: numbers of which something was not had, or could not be filed. */
type Part = { readonly found: number; readonly doubtful: readonly string[] }

/** Takes up conversations that Twilio made meanwhile, and asks after those it does not list any more. */
async function meetActive({ desk, requests, ignored, met }: WholeRun): Promise<readonly string[]> {
  const listed = await requests.pages((gateway, page) => gateway.listConversations({ state: 'active', page }))
  const before = knownConversations(desk.store.read)
  const strangers = listed.items.filter((one) => !before.has(one.sid) && !ignored.has(one.sid))
  const listedSids = new Set(listed.items.map((one) => one.sid))
  const gone = listed.whole
    ? [...before.values()].filter((row) => row.state === 'active' && !listedSids.has(row.sid)).map((row) => row.sid)
    : []
  const woken = listed.items.filter((one) => (before.get(one.sid)?.state ?? 'active') !== 'active')
  await Promise.all([
    ...strangers.map(async (one) => {
      const isMet = await meet(desk, requests, one.sid, one.state)
      if (isMet) met.add(one.sid)
      if (isMet && readLineSid(desk.store.read, one.sid) === null) ignored.add(one.sid)
    }),
    ...[...gone, ...woken.map((one) => one.sid)].map((sid) => askState(desk, requests, sid)),
  ])
  // One that was closed meanwhile is read a last time.
  return [...strangers.map((one) => one.sid), ...gone, ...woken.map((one) => one.sid)]
}

/**
 * Reads these, each once, and files what they bring. Who is in one is asked first, where that is not known yet, and
 * before it is read for the first time: a webhook whose roster was lost has only assumed that it is a pair's.
 */
async function readAndFile(run: Run, sids: readonly string[], past: Past): Promise<Part> {
  const { desk, requests } = run
  const isKnown = (row: LineSid): boolean => row.lineId !== null && (row.checkedAt !== null || run.met.has(row.sid))
  const rows = [...new Set(sids)].flatMap((sid) => readLineSid(desk.store.read, sid) ?? [])
  const met = await Promise.all(rows.map(async (row) => isKnown(row) || (await meet(desk, requests, row.sid, null))))
  const known = rows.filter((_, index) => met[index])
  const elsewhere = known.filter((row) => isElsewhere(desk.store.read, row.sid))
  noteSkipped(desk, elsewhere, run.startedAt)
  const ready = known
    .filter((row) => !elsewhere.includes(row))
    .flatMap((row) => readLineSid(desk.store.read, row.sid) ?? [])
  const readings = await Promise.all(ready.map((row) => readOne(desk, requests, row)))
  const filed = await fileFound(
    desk,
    readings.flatMap((reading) => reading.messages),
    past,
  )
  const safe = readings.map((reading): Reading => {
    const isWhole = reading.whole && !reading.messages.some((message) => filed.failed.has(message.sid))
    return { ...reading, whole: isWhole }
  })
  noteRead(desk, safe, run.startedAt)
  const isWhole = known.length === rows.length && safe.every((reading) => reading.whole)
  // Which number a broken one belongs to is not worth asking: none of them advances.
  const doubtful = isWhole ? [] : ourNumbers(run.desk.store.read).map((number) => number.phone)
  return { found: filed.found, doubtful }
}

/**
 * Texts of the log that no conversation brought. Before they are filed from the log, their phone's other conversations
 * are read, closed ones too: one that was made and closed while the desk was away is in no list of active ones.
 */
async function readStrays(run: WholeRun, pairs: readonly Pair[], past: Past): Promise<Part> {
  const { desk, requests, startedAt } = run
  const missing = pairs.filter((pair) => straysOf(desk.store.read, pair, startedAt).length > 0)
  if (missing.length === 0) return { found: 0, doubtful: [] }
  const doubtful: string[] = []
  const others = await Promise.all(
    missing.map(async (pair) => {
      const found = await requests.ask((gateway) => gateway.conversationsOf(pair.phone))
      if (!found.ok) {
        doubtful.push(pair.number)
        return []
      }
      const here = found.value.filter((one) => one.number === pair.number || one.number === null)
      const strangers = here.filter((one) => readLineSid(desk.store.read, one.sid) === null)
      await Promise.all(
        strangers.map(async (one) => {
          if (await meet(desk, requests, one.sid, stateOf(one.state))) run.met.add(one.sid)
        }),
      )
      const closed = conversationsOfPair(desk.store.read, pair.phone, pair.number).filter((row) => !isOpen(row))
      return [...here, ...closed].map((one) => one.sid)
    }),
  )
  const read = await readAndFile(run, others.flat(), past)
  const left = missing
    .filter((pair) => !doubtful.includes(pair.number) && !read.doubtful.includes(pair.number))
    .flatMap((pair) => straysOf(desk.store.read, pair, startedAt))
  const filed = await fileLogged(run, left, true, past)
  return { found: read.found + filed.found, doubtful: [...doubtful, ...read.doubtful, ...filed.doubtful] }
}

const stateOf = (state: string): LineSid['state'] => (state === 'closed' || state === 'inactive' ? state : 'active')

/** Numbers whose log is believed: what it has and the store has not is filed, both ways. */
async function readIngest(run: WholeRun, logs: readonly NumberLog[], past: Past): Promise<Part> {
  const db = run.desk.store.read
  const texts = logs.filter((log) => log.number.authority === 'messaging').flatMap((log) => log.texts)
  const here = storedTimes(
    db,
    texts.map((text) => text.sid),
  )
  // What came live got the time of this computer, since such a webhook says none: the log has Twilio's.
  const isNews = ({ sid, at, direction }: LoggedText): boolean => {
    const kept = here.get(sid)
    return kept === undefined || (direction === 'inbound' && Math.floor(kept / 1000) !== Math.floor(at / 1000))
  }
  const news = texts.filter(isNews)
  // A text of ours whose answer is still out is not somebody else's: the sender finds it first.
  const own = (text: LoggedText): boolean =>
    text.direction === 'outbound' &&
    (text.at > run.startedAt - graceMs || hasUnprovenText(db, guestOf(text), text.from))
  return fileLogged(
    run,
    news.filter((text) => !own(text)),
    false,
    past,
  )
}

async function fileLogged(run: Run, texts: readonly LoggedText[], stray: boolean, past: Past): Promise<Part> {
  const doubtful: string[] = []
  const incoming = await Promise.all(
    texts.map(async (text): Promise<readonly Incoming[]> => {
      const one = await toIncoming(run.requests, text, stray)
      if (one === null) doubtful.push(text.direction === 'inbound' ? text.to : text.from)
      return one === null ? [] : [one]
    }),
  )
  const filed: FiledReport = await fileFound(run.desk, incoming.flat(), past)
  const failed = incoming.flat().filter((one) => filed.failed.has(one.sid))
  return { found: filed.found, doubtful: [...doubtful, ...failed.flatMap((one) => one.number ?? [])] }
}

/** What was read after it was old enough asks for no other reading; only what the log still shows is remembered. */
function settle({ settled, startedAt }: WholeRun, pairs: readonly Pair[], doubtful: ReadonlySet<string>): void {
  const shown = new Set<string>()
  for (const { number, texts } of pairs) {
    for (const text of texts) {
      if (settled.has(text.sid) || (!doubtful.has(number) && text.at <= startedAt - graceMs)) shown.add(text.sid)
    }
  }
  settled.clear()
  for (const sid of shown) settled.add(sid)
}

/** The watermark goes to the START of the run, after all of it is committed, and only where nothing was left out. */
function advance(
  { desk, requests, startedAt }: Asking,
  logs: readonly NumberLog[],
  doubtful: ReadonlySet<string>,
): void {
  if (requests.halted()) return
  desk.store.write((db) => {
    for (const { number, whole } of logs) {
      const isWhole = whole && !doubtful.has(number.phone)
      updateNumber(
        db,
        number.phone,
        isWhole
          ? { watermark: startedAt, checkedAt: startedAt, fault: null }
          : { fault: 'The log of this number was not read to its end. It is read again in a minute.' },
      )
    }
  })
}

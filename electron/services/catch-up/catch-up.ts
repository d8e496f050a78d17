/**
 * Catch-up: what no webhook brought is fetched from Twilio, by the same way as what came live, so that any mix of both
 * gives the same store. When it runs: at the start, after waking, when the tunnel or the Internet is back, on a hint,
 * and every five minutes, since a dead webhook looks like a quiet day.
 */
import { hintedConversations } from '../../../db/queries/catch-up.ts'
import { type Instant, minutes } from '../../domain/time.ts'
import type { GatewayFault, Gateways, MessageGateway } from '../../ports/message-gateway.ts'
import { noteConnection } from '../connection/index.ts'
import type { Desk } from '../desk/index.ts'
import { createMediaFetcher } from './media.ts'
import { createReceiptReader } from './receipts.ts'
import { createRequests, type Requests } from './requests.ts'
import { catchUpState, newestWish, writeCatchUpState } from './state.ts'
import { readHinted, readWhole } from './whole-run.ts'

export type CatchUpReport = {
  /** Texts that were not here before. */
  readonly found: number
  /** Requests to Twilio. */
  readonly requests: number
  /** In plain words; null where the run was whole. */
  readonly fault: string | null
}
export type CatchUp = {
  /** Starts what is due, a run or pictures, and does not wait. */
  readonly begin: () => void
  /** A whole run now; where one is under way, another after it. */
  readonly run: () => Promise<CatchUpReport>
  /** Fetches what pictures are due. Answers how many were tried. */
  readonly fetchMedia: () => Promise<number>
  /** Waits until nothing is under way. */
  readonly idle: () => Promise<void>
  /** Ends after the requests under way; what was not read stays to be read. */
  readonly halt: () => Promise<void>
}

const everyMs = minutes(5)
/** After a run that did not reach Twilio, or got no whole answer. */
const againMs = minutes(1)
/** An account that is refused is asked seldom: a person must act, and new settings make a new gateway. */
const refusedMs = minutes(30)

export function createCatchUp(parts: {
  readonly desk: Desk
  readonly gateways: Gateways
  readonly pause?: (ms: number) => Promise<void>
}): CatchUp {
  const { desk, gateways } = parts
  const pause = parts.pause ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)))
  const reached = (answered: boolean): void => noteConnection(desk, answered)
  const receipts = createReceiptReader(desk)
  const fetcher = createMediaFetcher({ desk, gateway: () => gateways.current(), reached })
  /** Logged texts whose conversation has been read since: they ask for no other reading. */
  const settled = new Set<string>()
  const ignored = new Set<string>()
  let running: Promise<CatchUpReport> | null = null
  let media: Promise<number> | null = null
  let requests: Requests | null = null
  let last: { readonly gateway: MessageGateway; readonly at: Instant; readonly fault: GatewayFault | null } | null =
    null
  let hints = { failures: 0, notBefore: 0 }

  const begun = (gateway: MessageGateway): Requests => {
    requests = createRequests({ gateway, pause, reached })
    return requests
  }

  async function whole(gateway: MessageGateway): Promise<CatchUpReport> {
    const startedAt = desk.clock.now()
    const wish = newestWish(desk.store.read)
    const asking = begun(gateway)
    const { found } = await readWhole({ desk, requests: asking, receipts, settled, ignored, startedAt })
    const fault = asking.fault()
    last = { gateway, at: startedAt, fault }
    if (!asking.halted()) {
      const before = catchUpState(desk.store.read)
      const words = fault === null ? null : faultWords(fault)
      const lastOkAt = fault === null ? startedAt : before.lastOkAt
      desk.store.write((db) =>
        writeCatchUpState(db, { lastAt: startedAt, lastOkAt, fault: words, found, answered: wish }),
      )
    }
    desk.logger.info('catch-up.done', { found, requests: asking.count(), fault: fault?.kind ?? null })
    return { found, requests: asking.count(), fault: fault === null ? null : faultWords(fault) }
  }

  async function hinted(gateway: MessageGateway): Promise<CatchUpReport> {
    const asking = begun(gateway)
    const { found } = await readHinted({ desk, requests: asking, startedAt: desk.clock.now() })
    const fault = asking.fault()
    const failures = fault === null ? 0 : hints.failures + 1
    hints = { failures, notBefore: desk.clock.now() + Math.min(5_000 * 2 ** failures, everyMs) }
    if (fault?.kind === 'credentials' || fault?.kind === 'unreachable') last = { gateway, at: desk.clock.now(), fault }
    return { found, requests: asking.count(), fault: fault === null ? null : faultWords(fault) }
  }

  const start = (work: (gateway: MessageGateway) => Promise<CatchUpReport>, gateway: MessageGateway): void => {
    running = work(gateway)
      .catch((error: unknown) => {
        // A bug in one run must not end the worker: it is logged, and the next one tries again.
        desk.logger.error('catch-up.failed', error)
        last = { gateway, at: desk.clock.now(), fault: { kind: 'outcome-unknown' } }
        return { found: 0, requests: 0, fault: faultWords({ kind: 'outcome-unknown' }) }
      })
      .finally(() => {
        running = null
        requests = null
      })
  }

  const isDue = (gateway: MessageGateway): boolean => {
    if (last === null || last.gateway !== gateway) return true
    const since = desk.clock.now() - last.at
    const wait = last.fault === null ? everyMs : last.fault.kind === 'credentials' ? refusedMs : againMs
    return since >= wait || since < 0 || newestWish(desk.store.read) > catchUpState(desk.store.read).answered
  }

  const startMedia = (): void => {
    media ??= fetcher
      .fetch()
      .catch((error: unknown) => {
        desk.logger.error('media.failed', error)
        return 0
      })
      .finally(() => {
        media = null
      })
  }

  return {
    begin() {
      const gateway = gateways.current()
      if (gateway === null) return
      startMedia()
      if (running !== null) return
      if (isDue(gateway)) return start(whole, gateway)
      const mayAsk = last?.fault?.kind !== 'credentials' && desk.clock.now() >= hints.notBefore
      if (mayAsk && hintedConversations(desk.store.read).length > 0) start(hinted, gateway)
    },
    async run() {
      while (running !== null) await running
      const gateway = gateways.current()
      if (gateway === null) return { found: 0, requests: 0, fault: null }
      start(whole, gateway)
      return running!
    },
    fetchMedia: () => {
      startMedia()
      return media!
    },
    async idle() {
      while (running !== null || media !== null) await Promise.all([running, media])
    },
    async halt() {
      requests?.halt()
      fetcher.halt()
      while (running !== null || media !== null) await Promise.all([running, media])
    },
  }
}

function faultWords(fault: GatewayFault): string {
  if (fault.kind === 'credentials')
    return 'Twilio refuses the account or its token. What is here is kept. Put it right in Settings, then texts are fetched again.'
  if (fault.kind === 'unreachable')
    return 'Twilio cannot be reached. What is here is kept, and what was missed is fetched when Twilio answers.'
  if (fault.kind === 'busy') return 'Twilio is busy. What came is kept; the rest is fetched in a minute.'
  if (fault.kind === 'refused')
    return `Twilio refused one question (${fault.code}). What came is kept; it is asked again.`
  return 'Twilio gave no whole answer. What came is kept; the rest is fetched in a minute.'
}

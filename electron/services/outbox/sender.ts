/**
 * The sender: takes up every text whose turn has come, in order within its line, up to four lines side by side; opens
 * lines that are to be open before a text needs them. It never waits unless asked to.
 */
import { type Line, linesToOpen, readLine, updateLine } from '../../../db/queries/lines.ts'
import { dueHeads, type OutboxRow } from '../../../db/queries/outbox.ts'
import type { LineId } from '../../domain/ids.ts'
import { textPauseMs } from '../../domain/sending-fault.ts'
import { instant, minutes } from '../../domain/time.ts'
import type { MessageGateway } from '../../ports/message-gateway.ts'
import { noteConnection } from '../connection/index.ts'
import { asProgram, type SenderParts } from './as-program.ts'
import { type DeliverTools, deliver, isMessaging } from './deliver.ts'
import { lookUp } from './look-up.ts'
import { openLine } from './open-line.ts'
import { createPace } from './pace.ts'
import { textingIsOn } from './queue.ts'
import { forgetRefused, noteRefused, refusedSince } from './refused.ts'
import { takeUp } from './take-up.ts'

export type Sender = {
  /** Sets every line to work that has something due, and does not wait. Rethrows the bug that ended one. */
  readonly begin: () => void
  /** Does what is due and waits for it. Answers how many steps were taken; 0 means that nothing was due. */
  readonly work: () => Promise<number>
  readonly idle: () => Promise<void>
  /** Ends after the calls under way; what is due stays due. */
  readonly halt: () => Promise<void>
}

const inFlight = 4
/** Twilio allows 30 changes a second. */
const changesPerSecond = 25
/** An account that refused us is asked again after so long, at once with other credentials. */
const refusedForMs = minutes(10)

type Step = { readonly lane: string; readonly run: (tools: DeliverTools) => Promise<void> }

export function createSender(parts: SenderParts): Sender {
  const { desk, gateways } = parts
  const pace = createPace(changesPerSecond)
  const services = new WeakMap<MessageGateway, string>()
  const lanes = new Map<string, Promise<void>>()
  let refusedBy: MessageGateway | null = null
  let broken: unknown = null
  let halted = false
  let steps = 0

  /** The account's gateway, or null where there is none or it refused us a moment ago. */
  function gatewayNow(): MessageGateway | null {
    const gateway = textingIsOn(desk.store.read) ? gateways.current() : null
    const refused = refusedSince(desk.store.read)
    if (gateway === null || refused === null || gateway !== refusedBy) return gateway
    const age = desk.clock.now() - refused
    return age >= 0 && age < refusedForMs ? null : gateway
  }

  function heard(gateway: MessageGateway, fault: { readonly kind: string } | null): void {
    if (fault?.kind === 'credentials') {
      refusedBy = gateway
      desk.store.write((db) => noteRefused(db, desk.clock.now()))
      desk.logger.warn('twilio.refused')
    } else if (fault === null && refusedSince(desk.store.read) !== null) desk.store.write(forgetRefused)
    noteConnection(desk, fault?.kind !== 'unreachable')
  }

  const sending = (row: OutboxRow): Step => ({
    lane: row.lane,
    run: async (tools) => {
      const taken = asProgram(desk, (work) => takeUp(work, parts.judge, row.id))
      if (taken === null || taken.do === 'nothing') return
      await (taken.do === 'send' ? deliver(tools, taken) : lookUp(tools, taken))
    },
  })

  const opening = (line: Line): Step => ({
    lane: line.id,
    run: async (tools) => {
      if (isMessaging(tools, line.number)) return openedOrNot(line.id, null)
      const opened = await openLine(tools, line.id)
      const fault = opened.ok ? null : opened.error
      tools.heard(fault)
      openedOrNot(line.id, fault)
    },
  })

  /** A line that could not be opened is tried again, unless no repetition helps. */
  function openedOrNot(id: LineId, fault: { readonly kind: string } | null): void {
    asProgram(desk, (work) => {
      const line = readLine(work.db, id)
      if (line === null || fault?.kind === 'held-by-others') return
      if (fault === null || fault.kind === 'refused')
        return updateLine(work.db, id, { openBy: null, openFault: fault?.kind ?? null })
      const pause = textPauseMs(line.openAttempts + 1, desk.random.integer(1000) / 1000, null)
      updateLine(work.db, id, { openBy: instant(work.now + pause), openAttempts: line.openAttempts + 1 })
    })
  }

  /** What is due in lanes that rest, texts first. */
  function dueSteps(): readonly Step[] {
    const now = desk.clock.now()
    const texts = dueHeads(desk.store.read, now).map(sending)
    const withText = new Set(texts.map((step) => step.lane))
    const lines = linesToOpen(desk.store.read, now)
      .filter((line) => !withText.has(line.id))
      .map(opening)
    return [...texts, ...lines].filter((step) => !lanes.has(step.lane))
  }

  function fill(): void {
    const gateway = halted || lanes.size >= inFlight || broken !== null ? null : gatewayNow()
    if (gateway === null) return
    const tools: DeliverTools = {
      desk,
      gateway,
      pace,
      services,
      judge: parts.judge,
      heard: (fault) => heard(gateway, fault),
      statusUrl: parts.statusUrl ?? (() => null),
    }
    for (const step of dueSteps().slice(0, inFlight - lanes.size)) {
      steps += 1
      lanes.set(step.lane, take(step, tools))
    }
  }

  async function take(step: Step, tools: DeliverTools): Promise<void> {
    try {
      // Everything written in the same breath is there before the first choice is made.
      await new Promise<void>((resolve) => setImmediate(resolve))
      await step.run(tools)
    } catch (error) {
      broken ??= error
    } finally {
      lanes.delete(step.lane)
      fill()
    }
  }

  function surface(): void {
    const error = broken
    broken = null
    if (error !== null) throw error
  }
  function begin(): void {
    halted = false
    surface()
    fill()
  }
  async function idle(): Promise<void> {
    while (lanes.size > 0) await Promise.all(lanes.values())
    surface()
  }

  return {
    begin,
    idle,
    async halt() {
      halted = true
      await idle()
    },
    async work() {
      const before = steps
      begin()
      await idle()
      return steps - before
    },
  }
}

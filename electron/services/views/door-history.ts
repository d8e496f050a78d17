/** What happened at one door, in plain words: what people did, and what was asked of its lock. Pure. */
import type { DoorAttempt } from '../../../db/queries/code-attempts.ts'
import type { AuditEntry } from '../../../db/queries/desk.ts'
import type { DoorHealth } from '../../../db/queries/doors.ts'
import type { DoorPanelView } from '../../contract/views.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { LockFault } from '../../domain/lock.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import { historyLine } from './history-line.ts'

type Past = {
  readonly entries: readonly AuditEntry[]
  /** Newest first. */
  readonly attempts: readonly DoorAttempt[]
  readonly health: DoorHealth | null
  /** How many codes the last listing found. */
  readonly observed: number
  readonly nameOf: (id: ReservationId | null) => string
}
type Line = { readonly at: Instant; readonly by: string | null; readonly text: string }

export const doorHistory = (past: Past, limit: number): DoorPanelView['history'] =>
  [...entryLines(past.entries), ...attemptLines(past), ...healthLines(past)]
    .sort((left, right) => right.at - left.at)
    .slice(0, limit)
    .map((line) => ({ ...line, at: toIso(line.at) }))

/** The trail, without the asking where its end is known: a door that was asked to open is told once. */
function entryLines(entries: readonly AuditEntry[]): readonly Line[] {
  let answered = 0
  return entries.flatMap((entry): Line[] => {
    if (entry.action === 'door.unlocked' || entry.action === 'door.unlock-failed') answered += 1
    if (entry.action === 'door.unlock-asked' && answered > 0) {
      answered -= 1
      return []
    }
    // The panel is this door's: its name need not stand in every line.
    const { door: _door, ...details } = entry.details
    const by = entry.source === 'program' ? null : entry.actor
    return [{ at: entry.at, by, text: historyLine(entry.action, details) }]
  })
}

function healthLines({ health, observed }: Past): readonly Line[] {
  if (health === null) return []
  const lines: Line[] = []
  if (health.listedAt !== null)
    lines.push({
      at: health.listedAt,
      by: null,
      text: `Read: ${observed === 1 ? '1 code' : `${observed} codes`} on the lock`,
    })
  if (health.offlineSince !== null) {
    const gone = health.gateway?.online === false ? `Gateway “${health.gateway.name}”` : 'The lock'
    lines.push({ at: health.offlineSince, by: null, text: `${gone} stopped answering` })
  }
  return lines
}

/** Failures in a row of one code are one line, the last: it says which try it was. */
function attemptLines(past: Past): readonly Line[] {
  const tries = new Map<string, { count: number; line: Line }>()
  const lines: Line[] = []
  for (const attempt of [...past.attempts].reverse()) {
    const key = `${attempt.codeId} ${attempt.verb}`
    const failed = attempt.outcome === 'rejected' || attempt.outcome === 'unknown'
    const count = failed ? (tries.get(key)?.count ?? 0) + 1 : 0
    const line = { at: attempt.startedAt, by: null, text: attemptText(past, attempt, count) }
    if (!failed) {
      const before = tries.get(key)
      if (before !== undefined) lines.push(before.line)
      tries.delete(key)
      lines.push(line)
    } else tries.set(key, { count, line })
  }
  return [...lines, ...[...tries.values()].map((one) => one.line)]
}

const verbs = {
  set: { confirmed: 'put on the lock', accepted: 'sent, not confirmed', rejected: 'not sent', open: 'being sent' },
  update: {
    confirmed: 'changed on the lock',
    accepted: 'changed, not confirmed',
    rejected: 'not changed',
    open: 'being changed',
  },
  remove: {
    confirmed: 'taken off the lock',
    accepted: 'removal sent, not confirmed',
    rejected: 'not removed',
    open: 'being removed',
  },
} as const

function attemptText({ health, nameOf }: Past, attempt: DoorAttempt, tries: number): string {
  const words = verbs[attempt.verb]
  const who =
    attempt.kind === 'spare'
      ? 'Spare code'
      : attempt.reservationId !== null
        ? `Code for ${nameOf(attempt.reservationId)}`
        : 'Code'
  if (attempt.outcome === 'confirmed' || attempt.outcome === 'accepted') return `${who} ${words[attempt.outcome]}`
  if (tries === 0) return `${who} ${words.open}`
  const which = tries === 1 ? '' : `, ${ordinal(tries)} try`
  if (attempt.outcome === 'unknown') return `${who} ${words.open}${which}: no answer, looked up at the lock`
  return `${who} ${words.rejected}${which}${attempt.fault === null ? '' : `: ${faultWords(attempt.fault, attempt.startedAt, health)}`}`
}

function ordinal(count: number): string {
  const last = count % 100 >= 11 && count % 100 <= 13 ? 0 : count % 10
  return `${count}${last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'}`
}

const short: Record<LockFault, string> = {
  offline: 'lock offline',
  busy: 'lock busy',
  duplicate: 'digits taken on this lock',
  full: 'no room on the lock',
  'bad-pin': 'digits not taken by the keypad',
  auth: 'key refused by the lock service',
  quota: 'no calls left this month',
  clock: 'clock of this computer wrong',
  'not-found': 'lock not known to the lock service',
  unsupported: 'not possible with this lock',
  transient: 'lock service failed',
}

/** The gateway is named where it is offline now and was then. */
const faultWords = (fault: LockFault, at: Instant, health: DoorHealth | null): string =>
  fault === 'offline' && health?.gateway?.online === false && health.offlineSince !== null && health.offlineSince <= at
    ? 'gateway offline'
    : short[fault]

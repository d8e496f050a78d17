/** How each try of a text to the staff ends. What another process or Twilio's own echo settled stays settled. */
import { openAttention } from '../../../db/queries/attention.ts'
import { readReply, type StaffReply, updateReply } from '../../../db/queries/staff-replies.ts'
import { ok } from '../../domain/result.ts'
import { textPauseMs } from '../../domain/sending-fault.ts'
import { hours, instant, minutes } from '../../domain/time.ts'
import type { GatewayFault } from '../../ports/message-gateway.ts'
import { type Caller, type Desk, transact, type Work } from '../desk/index.ts'

const program: Caller = { actor: 'Latchkey', source: 'program' }
/** Longer than the longest call: a row whose process died is taken up again after this. */
const claimMs = minutes(1.5)
/** How soon a lost answer is looked up. */
const lookUpSoonMs = 2_000
/** Nobody waits for an answer this old. */
const staleAfterMs = hours(24)
/** An account that refuses us is not asked every minute. */
const refusedPauseMs = minutes(10)

function change(desk: Desk, id: string, how: (work: Work, reply: StaffReply) => Partial<StaffReply> | null): void {
  transact(desk, program, (work) => {
    const reply = readReply(work.db, id)
    const changed = reply === null || reply.settledAt !== null ? null : how(work, reply)
    if (changed !== null) updateReply(work.db, id, changed)
    return ok(null)
  })
}

/** Takes up a text for one try. Null where it is settled, too old, or not this process's turn. */
export function takeUp(desk: Desk, id: string): { readonly reply: StaffReply; readonly lookUp: boolean } | null {
  let taken: { readonly reply: StaffReply; readonly lookUp: boolean } | null = null
  change(desk, id, (work, reply) => {
    if (reply.nextTryAt > work.now) return null
    if (reply.status === 'waiting' && work.now - reply.createdAt > staleAfterMs)
      return { status: 'dropped', settledAt: work.now, fault: 'too-old' }
    if (reply.status === 'waiting' && isOver(work, reply))
      return { status: 'dropped', settledAt: work.now, fault: 'answered' }
    taken = { reply, lookUp: reply.status !== 'waiting' }
    return { attempts: reply.attempts + 1, nextTryAt: instant(work.now + claimMs) }
  })
  return taken
}

/** An alert whose questions were all answered before it could leave. */
function isOver({ db }: Work, { key }: StaffReply): boolean {
  const items = /^alert:((?:A\d+,?)+):/.exec(key)?.[1]
  if (items === undefined) return false
  const open = new Set(openAttention(db).map((row) => `A${row.number}`))
  return !items.split(',').some((item) => open.has(item))
}

/** Stored before the call: should its answer be lost, it is looked up and not repeated. */
export const beginCall = (desk: Desk, id: string, conversationSid: string | null, number: StaffReply['number']): void =>
  change(desk, id, (work) => ({
    status: 'sending',
    sendingSince: work.now,
    nextTryAt: instant(work.now + claimMs),
    conversationSid,
    number,
  }))

export const recordSent = (desk: Desk, id: string, sid: string): void =>
  change(desk, id, (work) => ({ status: 'sent', sid, settledAt: work.now, fault: null }))

/** Not there after all: it waits again. */
export const sendAgain = (desk: Desk, id: string): void =>
  change(desk, id, (work) => ({ status: 'waiting', sendingSince: null, nextTryAt: work.now }))

/** Still nobody can say whether it left: it is looked up once more. */
export const lookAgain = (desk: Desk, id: string, pauseMs: number): void =>
  change(desk, id, (work) => ({ status: 'unknown', nextTryAt: instant(work.now + pauseMs) }))

/** A call that was not accepted, or whose answer was lost. */
export function notAccepted(desk: Desk, id: string, fault: GatewayFault): void {
  desk.logger.info('staff-reply.not-accepted', { reply: id, fault: fault.kind })
  change(desk, id, (work, reply) => {
    if (fault.kind === 'outcome-unknown')
      return { status: 'unknown', fault: fault.kind, nextTryAt: instant(work.now + lookUpSoonMs) }
    if (fault.kind === 'refused')
      return { status: 'failed', fault: `refused ${fault.code}`, settledAt: work.now, sendingSince: null }
    const asked = fault.kind === 'busy' ? fault.retryAfterMs : fault.kind === 'credentials' ? refusedPauseMs : null
    const pause = textPauseMs(reply.attempts, work.desk.random.integer(1000) / 1000, asked)
    return { status: 'waiting', sendingSince: null, fault: fault.kind, nextTryAt: instant(work.now + pause) }
  })
}

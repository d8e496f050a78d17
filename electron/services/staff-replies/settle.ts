/** How each try of a text to the staff ends. What another process or Twilio's own echo settled stays settled. */
import { readReply, type StaffReply, updateReply } from '../../../db/queries/staff-replies.ts'
import type { ReceiptStatus } from '../../domain/receipt.ts'
import { ok } from '../../domain/result.ts'
import { textPauseMs } from '../../domain/sending-fault.ts'
import { hours, instant, minutes } from '../../domain/time.ts'
import type { GatewayFault } from '../../ports/message-gateway.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'
import { isOver } from './not-told.ts'

/** Longer than the longest call: a row whose process died is taken up again after this. */
const claimMs = minutes(1.5)
/** How soon a lost answer is looked up. */
const lookUpSoonMs = 2_000
/** Nobody waits for an answer this old. */
const staleAfterMs = hours(24)
/** An account that refuses us is not asked every minute. */
const refusedPauseMs = minutes(10)
const refusedWith = (code: number): string => `refused ${code}`

/** One try of a text: it is over once another process has taken the text up after it. */
export type Turn = Pick<StaffReply, 'id' | 'attempts'>

/** True where it was changed; what is settled is not. */
function change(desk: Desk, id: string, how: (work: Work, reply: StaffReply) => Partial<StaffReply> | null): boolean {
  const done = transact(desk, program, (work) => {
    const reply = readReply(work.db, id)
    const changed = reply === null || reply.settledAt !== null ? null : how(work, reply)
    if (changed !== null) updateReply(work.db, id, changed)
    return ok(changed !== null)
  })
  return done.ok && done.value
}

/** As {@link change}, by whoever has the text's turn: one who was overtaken says nothing any more of what becomes of it. */
const changeInTurn = (
  desk: Desk,
  { id, attempts }: Turn,
  how: (work: Work, reply: StaffReply) => Partial<StaffReply> | null,
): boolean => change(desk, id, (work, reply) => (reply.attempts === attempts ? how(work, reply) : null))

/** Takes up a text for one try. Null where it is settled, too old, or not this process's turn. */
export function takeUp(desk: Desk, id: string): { readonly reply: StaffReply; readonly lookUp: boolean } | null {
  let taken: { readonly reply: StaffReply; readonly lookUp: boolean } | null = null
  change(desk, id, (work, reply) => {
    if (reply.nextTryAt > work.now) return null
    if (reply.status === 'waiting' && work.now - reply.createdAt > staleAfterMs)
      return { status: 'dropped', settledAt: work.now, fault: 'too-old' }
    if (reply.status === 'waiting' && isOver(work.db, reply))
      return { status: 'dropped', settledAt: work.now, fault: 'answered' }
    const attempts = reply.attempts + 1
    taken = { reply: { ...reply, attempts }, lookUp: reply.status !== 'waiting' }
    return { attempts, nextTryAt: instant(work.now + claimMs) }
  })
  return taken
}

/**
 * Stored before the call: should its answer be lost, it is looked up and not repeated. False where the text is another
 * process's by now: finding its place took long, and it must not be sent from here too.
 */
export const beginCall = (
  desk: Desk,
  turn: Turn,
  conversationSid: string | null,
  number: StaffReply['number'],
): boolean =>
  changeInTurn(desk, turn, (work) => ({
    status: 'sending',
    sendingSince: work.now,
    nextTryAt: instant(work.now + claimMs),
    conversationSid,
    number,
  }))

/** That it left is so, whoever says it. */
export const recordSent = (desk: Desk, { id }: Turn, sid: string): boolean =>
  change(desk, id, (work) => ({ status: 'sent', sid, settledAt: work.now, fault: null }))

/** Not there after all: it waits again. */
export const sendAgain = (desk: Desk, turn: Turn): boolean =>
  changeInTurn(desk, turn, (work) => ({ status: 'waiting', sendingSince: null, nextTryAt: work.now }))

/** Still nobody can say whether it left: it is looked up once more. */
export const lookAgain = (desk: Desk, turn: Turn, pauseMs: number): boolean =>
  changeInTurn(desk, turn, (work) => ({ status: 'unknown', nextTryAt: instant(work.now + pauseMs) }))

/** A call that was not accepted, or whose answer was lost. */
export function notAccepted(desk: Desk, turn: Turn, fault: GatewayFault): void {
  desk.logger.info('staff-reply.not-accepted', { reply: turn.id, fault: fault.kind })
  changeInTurn(desk, turn, (work, reply) => {
    if (fault.kind === 'outcome-unknown')
      return { status: 'unknown', fault: fault.kind, nextTryAt: instant(work.now + lookUpSoonMs) }
    if (fault.kind === 'refused')
      return { status: 'failed', fault: refusedWith(fault.code), settledAt: work.now, sendingSince: null }
    const asked = fault.kind === 'busy' ? fault.retryAfterMs : fault.kind === 'credentials' ? refusedPauseMs : null
    const pause = textPauseMs(reply.attempts, work.desk.random.integer(1000) / 1000, asked)
    return { status: 'waiting', sendingSince: null, fault: fault.kind, nextTryAt: instant(work.now + pause) }
  })
}

/** Twilio took it, and says later that it reached nobody. True where that is news. */
export function noteReplyReceipt(
  work: Work,
  reply: StaffReply,
  { status, errorCode }: { readonly status: ReceiptStatus; readonly errorCode: number | null },
): boolean {
  if (reply.status !== 'sent' || (status !== 'failed' && status !== 'undelivered')) return false
  updateReply(work.db, reply.id, { status: 'failed', fault: errorCode === null ? status : refusedWith(errorCode) })
  return true
}

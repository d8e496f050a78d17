/** A text to one of the staff, written in the transaction of whoever wants it sent. */
import { insertReply } from '../../../db/queries/staff-replies.ts'
import type { PhoneNumber } from '../../domain/phone-number.ts'
import { makeId, type Work } from '../desk/index.ts'

export type NewReply = {
  /** Said twice, it is one text. */
  readonly key: string
  readonly phone: string
  /** The line it goes by: ours, and the Twilio conversation, as far as either is known. */
  readonly number: string | null
  readonly conversationSid: string | null
  readonly body: string
}

export function queueReply(work: Work, reply: NewReply): void {
  insertReply(work.db, {
    id: makeId<string>(work),
    key: reply.key,
    phone: reply.phone as PhoneNumber,
    number: reply.number as PhoneNumber | null,
    conversationSid: reply.conversationSid,
    body: reply.body,
    status: 'waiting',
    createdAt: work.now,
    attempts: 0,
    sendingSince: null,
    nextTryAt: work.now,
    sid: null,
    fault: null,
    settledAt: null,
  })
}

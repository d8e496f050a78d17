/** A text and its outbox row change together: how each try ends, and what a person says to one that is held. */
import { refreshConversation } from '../../../db/queries/conversations.ts'
import { readContact, readLine } from '../../../db/queries/lines.ts'
import { type Message, readMessage, updateMessage } from '../../../db/queries/messages.ts'
import {
  dropLogCopy,
  type OutboxRow,
  outboxRowOfMessage,
  readOutboxRow,
  updateOutboxRow,
} from '../../../db/queries/outbox.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { MessageId } from '../../domain/ids.ts'
import { afterReceipt } from '../../domain/receipt.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { faultWords, optedOutCode, textPauseMs } from '../../domain/sending-fault.ts'
import { instant } from '../../domain/time.ts'
import { noteOptOut } from '../conversations/index.ts'
import type { Work } from '../desk/index.ts'

const underWay = new Set(['waiting', 'sending', 'unknown'])

/** As {@link textOf}, and null where a person or another process settled it in the meantime. */
export function textUnderWay(work: Work, rowId: string): ReturnType<typeof textOf> {
  const text = textOf(work, rowId)
  return text !== null && underWay.has(text.row.status) ? text : null
}

/** The row and its text as they stand now; null where the row is gone. */
export function textOf(work: Work, rowId: string): { readonly row: OutboxRow; readonly message: Message } | null {
  const row = readOutboxRow(work.db, rowId)
  const message = row === null ? null : readMessage(work.db, row.messageId)
  return row === null || message === null ? null : { row, message }
}

export function changeText(
  work: Work,
  row: Pick<OutboxRow, 'id' | 'messageId'>,
  change: { readonly row: Partial<Omit<OutboxRow, 'id'>>; readonly message?: Partial<Omit<Message, 'id'>> },
): void {
  updateOutboxRow(work.db, row.id, change.row)
  if (change.message !== undefined) updateMessage(work.db, row.messageId, change.message)
  const message = readMessage(work.db, row.messageId)
  if (message !== null) refreshConversation(work.db, message.conversationId)
}

/** What Twilio says of a text that it has. */
export type Accepted = {
  readonly sid: string
  readonly index: number | null
  readonly conversationSid: string | null
  readonly at: Message['at']
}

/** Twilio has the text. A receipt that was quicker is not taken back. */
export function recordSent(work: Work, rowId: string, accepted: Accepted): void {
  const text = textOf(work, rowId)
  if (text === null) return
  const { row, message } = text
  const copyIn = dropLogCopy(work.db, accepted.sid, message.id)
  changeText(work, row, {
    row: { status: 'sent', settledAt: work.now, sendingSince: null, fault: null, errorCode: null, payload: '{}' },
    message: {
      sid: accepted.sid,
      messageIndex: accepted.index,
      twilioConversationSid: accepted.conversationSid,
      at: accepted.at,
      status: afterReceipt(message.status, 'sent'),
      ...(message.status === 'failed' || message.status === 'undelivered'
        ? {}
        : { statusReason: null, errorCode: null }),
    },
  })
  if (copyIn !== null) refreshConversation(work.db, copyIn)
}

/** Another try, later; `asked` is how long the provider wants to be left alone. */
export function postpone(work: Work, rowId: string, fault: string, asked: number | null): void {
  const text = textUnderWay(work, rowId)
  if (text === null) return
  const { row, message } = text
  const pause = textPauseMs(row.attempts, work.desk.random.integer(1000) / 1000, asked)
  changeText(work, row, {
    row: { status: 'waiting', nextTryAt: instant(work.now + pause), sendingSince: null, fault, payload: '{}' },
    message: { status: message.sid === null ? 'waiting' : message.status },
  })
}

/** No answer came: it is looked up before anything else happens in its lane. */
export function leaveUnknown(work: Work, rowId: string, fault: string, pauseMs: number): void {
  const text = textUnderWay(work, rowId)
  if (text === null || text.message.sid !== null) return
  changeText(work, text.row, {
    row: { status: 'unknown', nextTryAt: instant(work.now + pauseMs), fault },
    message: { status: 'unknown' },
  })
}

/** No repetition helps. The text stays, with the reason; where the guest said STOP, the line is shut. */
export function giveUp(work: Work, rowId: string, code: number | null, words?: string): void {
  const text = textUnderWay(work, rowId)
  if (text === null) return
  const { row, message } = text
  changeText(work, row, {
    row: { status: 'failed', settledAt: work.now, sendingSince: null, fault: 'refused', errorCode: code },
    message: { status: 'failed', errorCode: code, statusReason: words ?? faultWords(code) },
  })
  if (code === optedOutCode) shutLine(work, message)
}

/** In a group it may be a manager who said STOP: that shuts nobody's line. */
export function shutLine(work: Work, message: Message): void {
  const line = message.lineId === null ? null : readLine(work.db, message.lineId)
  const contact = line === null ? null : readContact(work.db, line.contactId)
  if (line === null || contact === null || line.mode === 'group') return
  // The refusal may be heard of late: a START since then stands.
  noteOptOut(work, contact.phone, line.number, [{ at: message.at, word: 'stop' }])
}

/** It is not to be sent any more, for this reason. */
export function drop(work: Work, row: Pick<OutboxRow, 'id' | 'messageId'>, reason: string): void {
  changeText(work, row, {
    row: { status: 'dropped', settledAt: work.now, fault: null },
    message: { status: 'not-sent', statusReason: reason },
  })
}

/** A person is asked first. */
export function hold(work: Work, row: Pick<OutboxRow, 'id' | 'messageId'>, reason: string): void {
  changeText(work, row, {
    row: { status: 'held', sendingSince: null },
    message: { status: 'held', statusReason: reason },
  })
}

/** The same for a text that was queued in this transaction. */
export function holdText(work: Work, id: MessageId, reason: string): void {
  const row = outboxRowOfMessage(work.db, id)
  if (row !== null) hold(work, row, reason)
}

const changeable = new Set(['waiting', 'held'])

/** The row of a text that may still be changed. `message-unknown`, or `already-sent` where it left or may have. */
export function changeableRow(work: Work, id: MessageId): Result<OutboxRow, Failure> {
  const row = outboxRowOfMessage(work.db, id)
  if (row === null) return fail(failure('message-unknown', 'There is no such text on its way.'))
  if (changeable.has(row.status)) return ok(row)
  const words = row.status === 'failed' ? 'It failed already; send it again instead.' : 'It has left, or may have.'
  return fail(failure('already-sent', `${words} Nothing was changed.`))
}

/** Sends a text now that waits, is held or was to be sent later. It counts as written now. */
export function releaseText(work: Work, id: MessageId): Result<null, Failure> {
  const row = changeableRow(work, id)
  if (!row.ok) return row
  // What may have left before a restore is looked up first.
  const status = row.value.sendingSince === null ? 'waiting' : 'unknown'
  changeText(work, row.value, {
    row: { status, notBefore: work.now, nextTryAt: work.now, releasedBy: work.caller.actor, fault: null },
    message: { status, at: work.now, statusReason: null },
  })
  return ok(null)
}

/** Leaves a text unsent. */
export function leaveText(work: Work, id: MessageId): Result<null, Failure> {
  const row = changeableRow(work, id)
  if (!row.ok) return row
  drop(work, row.value, `discarded by ${work.caller.actor}`)
  return ok(null)
}

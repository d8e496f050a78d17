/** What became of a text after Twilio took it. */
import { refreshConversation } from '../../../db/queries/conversations.ts'
import { membersOf, readContact, readLine } from '../../../db/queries/lines.ts'
import { type Message, messageOfSid, updateMessage } from '../../../db/queries/messages.ts'
import { outboxRowOfMessage, updateOutboxRow } from '../../../db/queries/outbox.ts'
import { replyOfSid } from '../../../db/queries/staff-replies.ts'
import { afterReceipt, type ReceiptStatus } from '../../domain/receipt.ts'
import { faultWords, optedOutCode } from '../../domain/sending-fault.ts'
import type { Work } from '../desk/index.ts'
import { noteReplyReceipt } from '../staff-replies/index.ts'
import { shutLine } from './settle.ts'

/**
 * Notes a receipt, only forward. `unknown-message`: no text has this sid yet; the answer to our own call may still be
 * on its way, so whoever keeps the webhook asks again for a minute.
 */
export function noteReceipt(
  work: Work,
  receipt: {
    readonly messageSid: string
    readonly status: ReceiptStatus
    readonly errorCode: number | null
    readonly participantSid?: string | null
  },
): 'noted' | 'again' | 'unknown-message' {
  const message = messageOfSid(work.db, receipt.messageSid)
  if (message === null) {
    const reply = replyOfSid(work.db, receipt.messageSid)
    if (reply === null) return 'unknown-message'
    return noteReplyReceipt(work, reply, receipt) ? 'noted' : 'again'
  }
  if (message.direction !== 'outbound' || isOfManager(work, message, receipt.participantSid ?? null)) return 'again'
  const status = afterReceipt(message.status, receipt.status)
  if (status === message.status) return 'again'
  const failed = status === 'failed' || status === 'undelivered'
  updateMessage(work.db, message.id, {
    status,
    ...(failed ? { errorCode: receipt.errorCode, statusReason: faultWords(receipt.errorCode) } : {}),
  })
  if (receipt.errorCode === optedOutCode) shutLine(work, message)
  const row = outboxRowOfMessage(work.db, message.id)
  if (row !== null && row.settledAt === null)
    updateOutboxRow(work.db, row.id, { status: 'sent', settledAt: work.now, sendingSince: null })
  refreshConversation(work.db, message.conversationId)
  return 'noted'
}

/** In a group a text has a receipt of each member: what a manager's phone says is nothing about the guest's. */
function isOfManager(work: Work, { lineId, twilioConversationSid }: Message, participantSid: string | null): boolean {
  const line = lineId === null ? null : readLine(work.db, lineId)
  if (line?.mode !== 'group' || twilioConversationSid === null || participantSid === null) return false
  const member = membersOf(work.db, twilioConversationSid).find((one) => one.participantSid === participantSid)
  return member !== undefined && member.address !== readContact(work.db, line.contactId)?.phone
}

/** How far a text may come by what Twilio says of it (facts/twilio.md section 2): only forward. Pure. */
import type { MessageStatus } from './message.ts'

export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered'

const steps: readonly MessageStatus[] = ['sent', 'delivered', 'read']
const ends: ReadonlySet<MessageStatus> = new Set(['failed', 'undelivered'])

/**
 * The state of a text after a receipt. Receipts come twice and out of order: what was delivered stays delivered, and
 * what failed stays failed, since a repetition is another text with a sid of its own.
 */
export function afterReceipt(current: MessageStatus, told: ReceiptStatus): MessageStatus {
  if (ends.has(current) || current === 'not-sent') return current
  const reached = steps.indexOf(current)
  if (ends.has(told)) return reached > 0 ? current : told
  return steps.indexOf(told) > reached ? told : current
}

import { type OutboxStatus, openOutboxRows } from '../../../db/queries/outbox.ts'
import { toIso } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'

/** One text that has not left, or failed: what `show outbox` says of it. */
export type OutboxLine = {
  readonly id: string
  readonly kind: 'message'
  readonly conversation: string
  /** Of the text: `show messages` has the same one. */
  readonly message: string
  readonly status: OutboxStatus
  readonly attempts: number
  readonly nextTryAt: string | null
  readonly fault: string | null
  readonly errorCode: number | null
  readonly createdAt: string
}

const isUnderWay = (status: OutboxStatus): boolean => status !== 'held' && status !== 'failed'

export const outboxLines = (desk: Desk): readonly OutboxLine[] =>
  openOutboxRows(desk.store.read).map((row) => ({
    id: row.id,
    kind: row.kind,
    conversation: row.conversationId,
    message: row.messageId,
    status: row.status,
    attempts: row.attempts,
    nextTryAt: isUnderWay(row.status) ? toIso(row.nextTryAt) : null,
    fault: row.fault,
    errorCode: row.errorCode,
    createdAt: toIso(row.createdAt),
  }))

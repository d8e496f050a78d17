/** Files what was found, oldest first, over all numbers and conversations: as it would have come live. */

import { refreshConversation } from '../../../db/queries/conversations.ts'
import { readLine } from '../../../db/queries/lines.ts'
import { messageOfSid, updateMessage } from '../../../db/queries/messages.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { ok } from '../../domain/result.ts'
import { hours, type Instant } from '../../domain/time.ts'
import { fileIncoming } from '../conversations/index.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'

const oneTransaction = 50
/**
 * The first run over a number brings its whole past. What is older than this is history, answered long ago by other
 * means: it is kept as read, so that the unread count means something on the first day.
 */
const stillNewsMs = hours(48)

/** Shown with the text until its conversation brings it after all. */
const strayWords = "Found only in the number's log at Twilio, not in its conversation."

export type Past = {
  /** Numbers whose log has never been read to its end. */
  readonly firstNumbers: ReadonlySet<string>
  readonly startedAt: Instant
}
export type FiledReport = {
  /** Guests' texts that were not here before. */
  readonly found: number
  /** Sids of those that could not be filed because of a bug: the cursor must not pass them. */
  readonly failed: ReadonlySet<string>
}

const byTime = (left: Incoming, right: Incoming): number =>
  left.at - right.at ||
  (left.conversationSid ?? '').localeCompare(right.conversationSid ?? '') ||
  (left.index ?? 0) - (right.index ?? 0)

export async function fileFound(desk: Desk, incoming: readonly Incoming[], past: Past): Promise<FiledReport> {
  const sorted = [...incoming].sort(byTime)
  const failed = new Set<string>()
  let found = 0
  const file = (some: readonly Incoming[]): void => {
    const done = transact(desk, program, (work) => ok(some.filter((one) => isNews(work, one, past)).length))
    if (done.ok) found += done.value
  }
  for (let start = 0; start < sorted.length; start += oneTransaction) {
    const some = sorted.slice(start, start + oneTransaction)
    try {
      file(some)
    } catch {
      // One that cannot be filed must not hold up its neighbours: each by itself, in the same order.
      for (const one of some) {
        try {
          file([one])
        } catch (error) {
          failed.add(one.sid)
          desk.logger.error('catch-up.filing-failed', error, { sid: one.sid })
        }
      }
    }
    // The desk goes on answering while a long past is filed.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { found, failed }
}

function isNews(work: Work, incoming: Incoming, past: Past): boolean {
  const filed = fileIncoming(work, incoming)
  if (filed !== 'filed') return filed === 'staff-text'
  const message = messageOfSid(work.db, incoming.sid)
  if (message === null) return true
  if (incoming.stray === true) updateMessage(work.db, message.id, { statusReason: strayWords })
  const line = message.lineId === null ? null : readLine(work.db, message.lineId)
  const isPast = line !== null && past.firstNumbers.has(line.number) && message.at < past.startedAt - stillNewsMs
  if (isPast && message.direction === 'inbound' && message.readAt === null) {
    updateMessage(work.db, message.id, { readAt: work.now })
    refreshConversation(work.db, message.conversationId)
  }
  return true
}

/** Durable outgoing texts: queued in the caller's transaction, sent once, looked up before they are repeated. */
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { countWaitingTexts, hurryTexts } from '../../../db/queries/outbox.ts'
import { hurryReplies } from '../../../db/queries/staff-replies.ts'
import type { Instant } from '../../domain/time.ts'

export type { SenderParts } from './as-program.ts'
export { heldByOthers } from './open-line.ts'
export { queueText, textingIsOn } from './queue.ts'
export { noteReceipt } from './receipts.ts'
export { refusedSince, reopenLine, retryTexting } from './refused.ts'
export { createSender, type Sender } from './sender.ts'
export { holdText } from './settle.ts'
export { outboxLines } from './show.ts'
export { addNote, discardText, rescheduleText, retryText, sendNow, sendText } from './write.ts'

/** Whatever waits is tried now; calls that nobody waits for any more are looked up now. */
export const hurryOutbox = (db: WritableDb, now: Instant): void => {
  hurryTexts(db, now)
  hurryReplies(db, now)
}

/** How many texts should have left by now and have not. */
export const waitingTexts = (db: ReadableDb, now: Instant): number => countWaitingTexts(db, now)

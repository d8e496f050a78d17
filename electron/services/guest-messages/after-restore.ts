/**
 * After a backup was put back, guests may have been told by texts that this folder knows nothing of. What Twilio still
 * has of them comes back by catch-up; until then nothing is told, and where one came back a person is asked.
 */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { readConversation } from '../../../db/queries/conversations.ts'
import { leftUntold } from '../../../db/queries/guest-messages.ts'
import { readSetting } from '../../../db/queries/house.ts'
import type { Message } from '../../../db/queries/messages.ts'
import { restoredSetting } from '../../../db/restore.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { type Instant, minutes } from '../../domain/time.ts'
import { catchUpState } from '../catch-up/index.ts'

/** A run that reaches Twilio is over by then. */
const longestWaitMs = minutes(15)
const schema = z.object({ at: z.number() })

const restoredAt = (db: ReadableDb): Instant | null => {
  const kept = schema.safeParse(readSetting(db, restoredSetting))
  return kept.success ? (kept.data.at as Instant) : null
}
const isCaughtUp = (db: ReadableDb, since: Instant): boolean => (catchUpState(db).lastOkAt ?? 0) >= since

/** True for a while after a restore, until a whole run of catch-up has brought what left meanwhile. */
export function awaitsTwilio(db: ReadableDb, now: Instant): boolean {
  const since = restoredAt(db)
  if (since === null || isCaughtUp(db, since)) return false
  return now >= since && now - since < longestWaitMs
}

/** Why a telling that the program has just queued needs a person's word first; null where it may leave. */
export function doubtAfterRestore(
  db: ReadableDb,
  reservationId: ReservationId,
  message: Pick<Message, 'id' | 'conversationId'>,
): string | null {
  const since = restoredAt(db)
  if (since === null) return null
  const conversation = readConversation(db, message.conversationId)
  const contactId = conversation?.contactId ?? null
  if (contactId !== null && leftUntold(db, { contactId, reservationId, until: since, than: message.id }))
    return 'a text with their doors left after the backup that was put back: they may know it all already'
  return isCaughtUp(db, since) ? null : 'Twilio has not yet said what left after the backup that was put back'
}

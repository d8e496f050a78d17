/** A text that was filed from a number's log, since its Twilio conversation had not brought it, and comes after all. */
import { staffStrayOf, strayOf } from '../../../db/queries/catch-up.ts'
import { refreshConversation } from '../../../db/queries/conversations.ts'
import type { Line } from '../../../db/queries/lines.ts'
import { readMessage, updateMessage } from '../../../db/queries/messages.ts'
import { readStaffText, updateStaffText } from '../../../db/queries/staff-texts.ts'
import type { Incoming } from '../../domain/incoming.ts'
import type { Work } from '../desk/index.ts'

/** Gives the row that is here the text's own sid and time. False where there is none: the text is filed as ever. */
export function adoptStray(work: Work, incoming: Incoming, line: Line | null): boolean {
  if (incoming.author === null || incoming.conversationSid === null) return false
  const text = { author: incoming.author, number: line?.number ?? null, body: incoming.body, at: incoming.at }
  const command = staffStrayOf(work.db, text)
  if (command !== null) {
    const copySid = readStaffText(work.db, command)?.sid ?? null
    const { sid, at, conversationSid } = incoming
    updateStaffText(work.db, command, { sid, at, conversationSid, copySid })
    return true
  }
  const stray = strayOf(work.db, text)
  const message = stray === null ? null : readMessage(work.db, stray)
  if (message === null) return false
  updateMessage(work.db, message.id, {
    sid: incoming.sid,
    messageIndex: incoming.index,
    twilioConversationSid: incoming.conversationSid,
    at: incoming.at,
    statusReason: null,
  })
  refreshConversation(work.db, message.conversationId)
  return true
}

/** Writing a text that came through Twilio, and noting the Twilio conversation it came in. */
import { refreshConversation } from '../../../db/queries/conversations.ts'
import { type Line, readLineSid, updateLine, updateLineSid, writeLineSid } from '../../../db/queries/lines.ts'
import { insertMedia, insertMessage, type Message } from '../../../db/queries/messages.ts'
import type { MessageId } from '../../domain/ids.ts'
import type { Incoming } from '../../domain/incoming.ts'
import type { Direction } from '../../domain/message.ts'
import { keptBody } from '../../domain/message-body.ts'
import { makeId, type Work } from '../desk/index.ts'
import type { Placed } from './place.ts'

/** Writes the row with its media and counts its conversation anew. */
export function insertText(
  work: Work,
  incoming: Incoming,
  line: Line | null,
  direction: Direction,
  placed: Placed,
  own: Partial<Message> = {},
): Message {
  const message: Message = {
    id: makeId<MessageId>(work),
    sid: incoming.sid,
    clientId: null,
    lineId: line?.id ?? null,
    twilioConversationSid: incoming.conversationSid,
    messageIndex: incoming.index,
    direction,
    kind: 'text',
    author: keptBody(incoming.author ?? ''),
    body: keptBody(incoming.body),
    prefix: null,
    at: incoming.at,
    receivedAt: work.now,
    status: direction === 'outbound' ? 'sent' : 'received',
    errorCode: null,
    statusReason: null,
    rosterUnknown: direction === 'inbound' && line === null,
    settledBy: null,
    readAt: null,
    ...placed,
    ...own,
  }
  insertMessage(work.db, message)
  keepMedia(work, message.id, incoming)
  refreshConversation(work.db, message.conversationId)
  return message
}

/** Media of a text, to be fetched; a place that is known stays as it is. */
export function keepMedia(work: Work, messageId: MessageId, incoming: Incoming): void {
  incoming.media.forEach((media, position) => {
    insertMedia(work.db, {
      id: makeId<string>(work),
      messageId,
      position,
      ...media,
      state: 'pending',
      attempts: 0,
      nextTryAt: work.now,
      fault: null,
    })
  })
}

/**
 * Notes the line of a Twilio conversation; without one, that it is to be looked at. So is a new one: its line may only
 * be assumed, and a group's would be taken for a pair's.
 */
export function noteSid(work: Work, sid: string, line: Line | null): void {
  if (readLineSid(work.db, sid) !== null)
    updateLineSid(work.db, sid, line === null ? { checkSoon: true } : { lineId: line.id })
  else
    writeLineSid(work.db, {
      sid,
      lineId: line?.id ?? null,
      kind: 'one-to-one',
      state: 'active',
      firstSeenAt: work.now,
      checkSoon: true,
    })
  if (line !== null && line.openBy !== null && line.mode === 'one-to-one')
    updateLine(work.db, line.id, { openBy: null, openFault: null, openAttempts: 0 })
}

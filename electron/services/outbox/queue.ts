/** A text with its outbox row, written in the transaction of whoever wants it sent. */
import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Conversation,
  readLink,
  refreshConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { readSetting } from '../../../db/queries/house.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import { insertMedia, insertMessage, type Message, readMessage } from '../../../db/queries/messages.ts'
import { insertOutboxRow, moveToLane, outboxRowOfKey } from '../../../db/queries/outbox.ts'
import type { MessageId } from '../../domain/ids.ts'
import type { MessageKind } from '../../domain/message.ts'
import { programAuthor } from '../../domain/message.ts'
import type { Instant } from '../../domain/time.ts'
import { lineToSendBy } from '../conversations/index.ts'
import { makeId, type Work } from '../desk/index.ts'

export type OutgoingMedia = {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly filename: string | null
}
export type NewText = {
  readonly conversation: Conversation
  readonly kind: Extract<MessageKind, 'text' | 'welcome' | 'codes'>
  /** `desk:Dana`, or `Latchkey`, which is meant where nothing is said. */
  readonly author?: string
  /** With a placeholder for each PIN, and without the prefix. */
  readonly body: string
  /** Said twice, it is one text. */
  readonly key: string
  /** What Twilio's copy is known by; made where nothing is said. */
  readonly clientId?: string
  /** One at most: Twilio takes no more with a text. */
  readonly file?: OutgoingMedia | null
  /** Send later: not before this moment. */
  readonly notBefore?: Instant | null
  readonly about?: Pick<Message, 'stayId' | 'reservationId'>
}

/** True where this house has Twilio and at least one number in use. */
export const textingIsOn = (db: ReadableDb): boolean =>
  (readSetting(db, 'twilio') ?? null) !== null && ourNumbers(db).length > 0

/**
 * Stores a text and its intent to be sent. Said again with the same key, it answers the text that is there and changes
 * nothing. What it belongs to is the conversation's present link unless `about` says otherwise.
 */
export function queueText(work: Work, text: NewText): Message {
  const before = outboxRowOfKey(work.db, text.key)
  if (before !== null) return readMessage(work.db, before.messageId)!
  const { conversation } = text
  const link = conversation.linkId === null ? null : readLink(work.db, conversation.linkId)
  const line = textingIsOn(work.db) ? lineToSendBy(work, conversation) : null
  // What waits from before the conversation had this line leaves first.
  if (line !== null) moveToLane(work.db, conversation.id, line.id)
  const later = text.notBefore !== undefined && text.notBefore !== null && text.notBefore > work.now
  const notBefore = later ? text.notBefore : null
  const message: Message = {
    ...bareMessage(work, conversation, text.body),
    clientId: text.clientId ?? makeId<string>(work),
    lineId: line?.id ?? null,
    direction: 'outbound',
    kind: text.kind,
    author: text.author ?? programAuthor,
    at: notBefore ?? work.now,
    status: later ? 'scheduled' : 'waiting',
    stayId: text.about?.stayId ?? link?.stayId ?? null,
    reservationId: text.about?.reservationId ?? link?.reservationId ?? null,
  }
  insertMessage(work.db, message)
  if (text.file) storeFile(work, message.id, text.file)
  insertOutboxRow(work.db, {
    id: makeId<string>(work),
    kind: 'message',
    key: text.key,
    messageId: message.id,
    lane: line?.id ?? `conversation:${conversation.id}`,
    payload: '{}',
    status: 'waiting',
    notBefore,
    createdAt: work.now,
    attempts: 0,
    sendingSince: null,
    nextTryAt: notBefore ?? work.now,
    fault: null,
    errorCode: null,
    releasedBy: null,
    settledAt: null,
  })
  // Who writes in a closed conversation goes on with it.
  if (conversation.closedAt !== null) updateConversation(work.db, conversation.id, { closedAt: null })
  refreshConversation(work.db, conversation.id)
  return message
}

/** A message of ours with all that only sending or filing brings left empty. */
export const bareMessage = (work: Work, conversation: Conversation, body: string) => ({
  id: makeId<MessageId>(work),
  sid: null,
  conversationId: conversation.id,
  twilioConversationSid: null,
  messageIndex: null,
  body,
  prefix: null,
  receivedAt: work.now,
  errorCode: null,
  statusReason: null,
  routeRule: null,
  alternatives: '[]',
  guess: false,
  needsReview: false,
  rosterUnknown: false,
  settledBy: null,
  readAt: null,
})

function storeFile(work: Work, messageId: MessageId, file: OutgoingMedia): void {
  insertMedia(work.db, {
    id: makeId<string>(work),
    messageId,
    position: 0,
    sid: null,
    serviceSid: null,
    url: null,
    contentType: file.contentType,
    filename: file.filename,
    size: file.bytes.length,
    state: 'stored',
    sealed: work.desk.store.vault.seal('media', file.bytes),
    attempts: 0,
    nextTryAt: work.now,
    fault: null,
  })
}

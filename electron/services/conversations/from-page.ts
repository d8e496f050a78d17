/** What a guest writes on the guest page: a text of that guest like any other, though Twilio never had it. */
import { refreshConversation } from '../../../db/queries/conversations.ts'
import { insertMessage, type Message, messageOfClientId } from '../../../db/queries/messages.ts'
import type { MessageId } from '../../domain/ids.ts'
import { keptBody } from '../../domain/message-body.ts'
import type { Stay } from '../../domain/stay.ts'
import { makeId, type Work } from '../desk/index.ts'
import { ensureContact } from './contacts.ts'
import { ensureConversation, followUnit, mustRead } from './conversation.ts'

export type PageText = {
  /** The guest's, in E.164: the answer goes there. */
  readonly phone: string
  /** The stay whose unit the guest wrote about. */
  readonly stay: Stay
  readonly body: string
  /** Of the form it was written in: sent twice, it is one text. */
  readonly key: string
}

/** Texts that came by Twilio have no id of ours. */
const pageMark = 'page:'
export const isPageText = ({ direction, clientId }: Pick<Message, 'direction' | 'clientId'>): boolean =>
  direction === 'inbound' && (clientId?.startsWith(pageMark) ?? false)

/** Files it under the unit the guest chose; no rule guesses, and none files it again. */
export function filePageText(work: Work, { phone, stay, body, key }: PageText): 'filed' | 'again' {
  const clientId = `${pageMark}${key}`
  if (messageOfClientId(work.db, clientId) !== null) return 'again'
  const conversation = ensureConversation(work, ensureContact(work, phone).id, stay.unitId)
  followUnit(work, conversation)
  insertMessage(work.db, {
    id: makeId<MessageId>(work),
    sid: null,
    clientId,
    conversationId: mustRead(work, conversation.id).id,
    lineId: null,
    twilioConversationSid: null,
    messageIndex: null,
    direction: 'inbound',
    kind: 'text',
    author: phone,
    body: keptBody(body),
    prefix: null,
    at: work.now,
    receivedAt: work.now,
    status: 'received',
    errorCode: null,
    statusReason: null,
    routeRule: 'current-stay',
    alternatives: '[]',
    guess: false,
    needsReview: false,
    rosterUnknown: false,
    settledBy: work.caller.actor,
    readAt: null,
    stayId: stay.id,
    reservationId: stay.reservationId,
  })
  refreshConversation(work.db, conversation.id)
  return 'filed'
}

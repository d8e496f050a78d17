/** Our own texts as Twilio shows them: known again by what we sent along, never stored over what we have. */
import { conversationsOfContact, refreshConversation } from '../../../db/queries/conversations.ts'
import { type Line, readContact, readLineSid } from '../../../db/queries/lines.ts'
import { type Message, messageOfClientId, updateMessage } from '../../../db/queries/messages.ts'
import { outboxRowOfMessage, updateOutboxRow } from '../../../db/queries/outbox.ts'
import { hasTextSince, unprovenTexts } from '../../../db/queries/routing.ts'
import { readReply, type StaffReply, updateReply } from '../../../db/queries/staff-replies.ts'
import type { Filed, Incoming } from '../../domain/incoming.ts'
import type { MessageStatus } from '../../domain/message.ts'
import { isSameText, keptBody, maskDigits } from '../../domain/message-body.ts'
import { maskAddresses } from '../../domain/message-links.ts'
import type { Work } from '../desk/index.ts'
import { hideTypedPins } from '../message-pins/index.ts'
import { rootOf } from './contacts.ts'
import { isOwnCopy } from './copies.ts'
import { placeOtherText, placeOwnText } from './place.ts'
import { refile } from './refile.ts'
import { insertText, noteSid } from './store-text.ts'

/** `not-sent`: left unsent after a restore, though it had left before it. */
const beforeSent: ReadonlySet<MessageStatus> = new Set([
  'scheduled',
  'waiting',
  'held',
  'sending',
  'unknown',
  'not-sent',
])

/** A text that is on our way out is here: it was sent, and must not be sent again. False where it is none of ours. */
export function noteEcho(work: Work, incoming: Incoming): boolean {
  if (incoming.attributes === null) return false
  const own = messageOfClientId(work.db, incoming.attributes.clientMsgId)
  if (own === null) return noteStaffEcho(work, incoming, readReply(work.db, incoming.attributes.clientMsgId))
  if (own.sid !== null && own.sid !== incoming.sid) return false
  markSent(work, own, incoming)
  return true
}

/** An answer to one of the staff: it left, and belongs to no guest's conversation. */
function noteStaffEcho(work: Work, incoming: Incoming, reply: StaffReply | null): boolean {
  if (reply === null) return false
  if (reply.settledAt === null)
    updateReply(work.db, reply.id, { status: 'sent', sid: incoming.sid, settledAt: work.now, fault: null })
  return true
}

function markSent(work: Work, own: Message, incoming: Incoming): void {
  const sid = incoming.conversationSid === null ? null : readLineSid(work.db, incoming.conversationSid)
  updateMessage(work.db, own.id, {
    sid: incoming.sid,
    messageIndex: incoming.index ?? own.messageIndex,
    twilioConversationSid: incoming.conversationSid ?? own.twilioConversationSid,
    lineId: own.lineId ?? sid?.lineId ?? null,
    at: incoming.at,
    ...(beforeSent.has(own.status) ? { status: 'sent', statusReason: null, errorCode: null } : {}),
  })
  const row = outboxRowOfMessage(work.db, own.id)
  if (row !== null && row.status !== 'sent' && beforeSent.has(own.status))
    updateOutboxRow(work.db, row.id, { status: 'sent', settledAt: work.now, fault: null, errorCode: null })
  refreshConversation(work.db, own.conversationId)
}

/**
 * A text from our side that we have no row of: sent before a backup was restored, by another program, from Twilio's
 * console. Stored outbound, the digits of codes as dots. Without a line nobody knows whose it is: it is kept aside and
 * its Twilio conversation looked at.
 */
export function fileOwnText(work: Work, incoming: Incoming, line: Line | null): Filed {
  if (line === null) {
    if (incoming.conversationSid !== null) noteSid(work, incoming.conversationSid, null)
    return 'aside'
  }
  const unproven = unprovenTexts(work.db, line.id).find((text) =>
    isSameText(`${text.prefix ?? ''}${text.body}`, incoming.body),
  )
  if (incoming.attributes === null && incoming.stream === 'messaging' && unproven !== undefined) {
    markSent(work, unproven, incoming)
    return 'echo'
  }
  if (incoming.stream === 'messaging' && isOwnCopy(work, incoming, line)) return 'again'
  const contact = readContact(work.db, line.contactId)
  if (contact === null) throw new Error('a line without its contact')
  const { attributes } = incoming
  const placed =
    attributes === null
      ? placeOtherText(work, line, incoming.at, incoming.sid)
      : placeOwnText(work, line, attributes.unit)
  const prefix = `${work.house.units.find((unit) => unit.key === attributes?.unit)?.name ?? ''}: `
  const prefixed = attributes?.unit != null && incoming.body.startsWith(prefix)
  const body = keptBody(prefixed ? incoming.body.slice(prefix.length) : incoming.body)
  insertText(work, incoming, line, 'outbound', placed, {
    // Sent twice, it stands at Twilio under two sids: one of them is the row that was sent, the other a text like any.
    clientId:
      attributes === null || messageOfClientId(work.db, attributes.clientMsgId) !== null
        ? null
        : attributes.clientMsgId,
    kind: attributes?.kind ?? 'text',
    body:
      // A number's log carries no attributes, so any text of ours in it may be one with codes.
      attributes?.kind === 'codes' || incoming.stream === 'messaging'
        ? maskDigits(maskAddresses(body))
        : maskAddresses(hideTypedPins(work.desk, work.db, placed.conversationId, body)),
    prefix: prefixed ? prefix : null,
  })
  // What the desk wrote decides where later texts of the guest belong.
  const root = rootOf(work.db, contact).id
  const own = conversationsOfContact(work.db, root).map((one) => one.id)
  if (hasTextSince(work.db, own, incoming.at))
    refile(work, root, incoming.at, {
      fresh: new Set([incoming.sid]),
      guests: incoming.author?.startsWith('desk:') ?? false,
    })
  return 'filed'
}

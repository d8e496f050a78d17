/**
 * What is to be done with the text whose turn it is, judged again at this moment: much may have changed since it was
 * written.
 */
import { type Conversation, readConversation } from '../../../db/queries/conversations.ts'
import { type Contact, everyNumber, type Line, readContact } from '../../../db/queries/lines.ts'
import { type Message, updateMessage } from '../../../db/queries/messages.ts'
import { type OutboxRow, updateOutboxRow } from '../../../db/queries/outbox.ts'
import { maskPins } from '../../domain/message-pins.ts'
import { optedOutCode } from '../../domain/sending-fault.ts'
import { hours, instant, minutes } from '../../domain/time.ts'
import { lineToSendBy, prefixOf } from '../conversations/index.ts'
import type { Work } from '../desk/index.ts'
import { pinsOf } from '../message-pins/index.ts'
import type { SenderParts } from './as-program.ts'
import { drop, giveUp, hold, leaveUnknown, recordSent, textOf, textUnderWay } from './settle.ts'

/** Whatever staff wrote and could not be sent for so long may be out of date: a person is asked. */
const staleAfterMs = hours(2)
/** Longer than the longest call: a row whose process died is taken up again after this. */
export const claimMs = minutes(1.5)
export const longestText = 1600

export type Taken = {
  readonly row: OutboxRow
  readonly message: Message
  readonly conversation: Conversation
  readonly line: Line
  readonly contact: Contact
  readonly prefix: string | null
}
export type TakenUp = { readonly do: 'nothing' } | ({ readonly do: 'send' | 'look-up' } & Taken)

const nothing: TakenUp = { do: 'nothing' }

/** Takes up a row: counts the try, and says what is to be done. */
export function takeUp(work: Work, judge: SenderParts['judge'], rowId: string): TakenUp {
  const text = textUnderWay(work, rowId)
  if (text === null) return nothing
  const { message } = text
  if (message.sid !== null) {
    // A webhook or a listing brought it back before its answer came.
    const { sid, messageIndex: index, twilioConversationSid: conversationSid, at } = message
    recordSent(work, rowId, { sid, index, conversationSid, at })
    return nothing
  }
  const line = lineNow(work, message)
  if (text.row.status === 'waiting' && text.row.lane !== line.id) {
    // It goes on by another line: there it waits its turn, before what was written later.
    updateOutboxRow(work.db, rowId, { lane: line.id, nextTryAt: work.now })
    return nothing
  }
  updateOutboxRow(work.db, rowId, { attempts: text.row.attempts + 1, nextTryAt: instant(work.now + claimMs) })
  const taken = takenNow(work, rowId)
  if (text.row.status !== 'waiting') {
    leaveUnknown(work, rowId, text.row.fault ?? 'interrupted', claimMs)
    return { do: 'look-up', ...taken }
  }
  return stopped(work, judge, taken) ? nothing : { do: 'send', ...takenNow(work, rowId) }
}

const lineNow = (work: Work, { conversationId }: Message): Line =>
  lineToSendBy(work, readConversation(work.db, conversationId)!)

/** A text with all that stands around it at this moment. */
export function takenNow(work: Work, rowId: string): Taken {
  const { row, message } = textOf(work, rowId)!
  const line = lineNow(work, message)
  const conversation = readConversation(work.db, message.conversationId)!
  const contact = readContact(work.db, line.contactId)!
  return { row, message, conversation, line, contact, prefix: prefixOf(work.db, work.house, conversation) }
}

/** True where the text is not to be sent, or not yet; said on the text. */
export function stopped(
  work: Work,
  judge: SenderParts['judge'],
  { row, message, line, contact, prefix }: Taken,
): boolean {
  const automatic = message.kind !== 'text'
  if (isReserved(work, contact.phone)) {
    drop(work, row, 'this phone is not a guest’s any more')
    return true
  }
  if (line.optedOutAt !== null) {
    if (automatic) drop(work, row, 'the guest texted STOP')
    else giveUp(work, row.id, optedOutCode)
    return true
  }
  if (automatic) {
    const judged = judge(work.db, work.house, work.desk, message, work.now)
    if ('drop' in judged) drop(work, row, judged.drop)
    else if (judged.body !== message.body) updateMessage(work.db, message.id, { body: judged.body })
    return 'drop' in judged
  }
  // Released by a person, it counts from that moment.
  if (work.now - (row.notBefore ?? row.createdAt) > staleAfterMs) {
    hold(work, row, 'it waited for more than 2 hours')
    return true
  }
  const pins = pinsOf(work.db, message.body)
  if (pins === 'gone') {
    giveUp(work, row.id, null, 'a door code in it does not open any more: write it anew')
    return true
  }
  if (pins === 'dead' && row.releasedBy === null) {
    hold(work, row, 'a door code in it does not open any more')
    return true
  }
  if ((prefix?.length ?? 0) + maskPins(message.body).length > longestText) {
    giveUp(work, row.id, null, `with “${prefix}” before it, it is longer than ${longestText} characters`)
    return true
  }
  return false
}

const isReserved = (work: Work, phone: string): boolean =>
  everyNumber(work.db).includes(phone) || work.house.staff.some((member) => member.phone === phone)

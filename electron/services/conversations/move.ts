/** Moving texts between the conversations of one person: a click, audited, and taken back by undo. */
import {
  type Conversation,
  conversationOf,
  readConversation,
  refreshConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { type Message, messagesOfConversation, readMessages, updateMessage } from '../../../db/queries/messages.ts'
import { staysOfPhones } from '../../../db/queries/routing.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ContactId, ConversationId, MessageId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { nearestStay, phasedStays } from '../../domain/stay-phase.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { type Acted, conversationPlace, findConversation, placeOf, rememberAct, unitWords } from './act.ts'
import { phonesOfPerson } from './contacts.ts'
import { ensureConversation, followUnit, mustRead } from './conversation.ts'

export type MoveMessages = { readonly messageIds: readonly MessageId[] } & (
  | { readonly unitId: UnitId | null }
  | { readonly conversationId: ConversationId }
)

/**
 * Moves texts to a unit's conversation with the same person (made where there is none), with null to the general one,
 * or to a conversation by its id. No rule files them again afterwards. Said again, it changes nothing.
 */
export const moveMessages = (desk: Desk, caller: Caller, input: MoveMessages): Result<Acted, Failure> =>
  transact(desk, caller, (work) => {
    const texts = readMessages(work.db, [...new Set(input.messageIds)])
    if (texts.length === 0 || texts.length < new Set(input.messageIds).size)
      return fail(failure('message-unknown', 'A text is not there any more. Nothing was moved.'))
    const people = new Set(texts.map((text) => mustRead(work, text.conversationId).contactId))
    const [contactId] = people
    if (contactId === undefined || people.size > 1)
      return fail(failure('bad-input', 'These texts are of different phones. Move them one phone at a time.'))
    const target = targetOf(work, input, contactId)
    if (!target.ok) return target
    const moving = texts.filter((text) => text.conversationId !== target.value.id)
    if (moving.length === 0) return ok({ actionId: null, conversationId: target.value.id })
    return ok(moveTexts(work, moving, target.value, 'move-message'))
  })

function targetOf(work: Work, input: MoveMessages, contactId: ContactId): Result<Conversation, Failure> {
  if ('conversationId' in input) {
    const found = findConversation(work, input.conversationId)
    if (found.ok && found.value.contactId !== contactId)
      return fail(failure('bad-input', 'That conversation is with another phone. Nothing was moved.'))
    return found
  }
  if (input.unitId !== null && unitWords(work, input.unitId) === null)
    return fail(failure('unit-unknown', 'That unit is not there any more. Nothing was moved.'))
  return ok(ensureConversation(work, contactId, input.unitId))
}

/**
 * Gives the whole conversation to a unit: a general one becomes the unit's where that has none yet, else its texts join
 * the one that is there. A conversation of another unit keeps its unit and loses its texts.
 */
export const moveConversation = (
  desk: Desk,
  caller: Caller,
  input: { readonly conversationId: ConversationId; readonly unitId: UnitId },
): Result<Acted, Failure> =>
  transact(desk, caller, (work) => {
    const found = findConversation(work, input.conversationId)
    if (!found.ok) return found
    const from = found.value
    if (unitWords(work, input.unitId) === null)
      return fail(failure('unit-unknown', 'That unit is not there any more. Nothing was moved.'))
    if (from.unitId === input.unitId) return ok({ actionId: null, conversationId: from.id })
    const there = conversationOf(work.db, from.contactId, input.unitId)
    const texts = messagesOfConversation(work.db, from.id)
    if (from.unitId !== null || there !== null) {
      const target = there ?? ensureConversation(work, from.contactId, input.unitId)
      return ok(moveTexts(work, texts, target, 'move-conversation'))
    }
    const before = { texts: texts.map(placeOf), conversations: [conversationPlace(from)] }
    updateConversation(work.db, from.id, { unitId: input.unitId })
    for (const text of texts) settle(work, text, from.id, input.unitId, from.contactId)
    return ok(finish(work, 'move-conversation', mustRead(work, from.id), before, texts.length))
  })

function moveTexts(
  work: Work,
  texts: readonly Message[],
  target: Conversation,
  kind: 'move-message' | 'move-conversation',
): Acted {
  const left = [...new Set(texts.map((text) => text.conversationId))]
  const before = {
    texts: texts.map(placeOf),
    conversations: [target, ...left.map((id) => mustRead(work, id))].map(conversationPlace),
  }
  for (const text of texts) settle(work, text, target.id, target.unitId, target.contactId)
  if (target.closedAt !== null) updateConversation(work.db, target.id, { closedAt: null })
  for (const id of left) refreshConversation(work.db, id)
  return finish(work, kind, target, before, texts.length)
}

/** A person's word: the text belongs there, to the stay that unit had at its time. */
function settle(work: Work, text: Message, to: ConversationId, unitId: UnitId | null, contactId: ContactId): void {
  const stays = staysOfPhones(work.db, phonesOfPerson(work.db, contactId)).filter((stay) => stay.unitId === unitId)
  const stay = nearestStay(phasedStays(stays, text.at, work.house.property.timeZone))?.stay ?? null
  updateMessage(work.db, text.id, {
    conversationId: to,
    ...(text.direction === 'inbound' ? { routeRule: 'moved' } : {}),
    guess: false,
    needsReview: false,
    settledBy: work.caller.actor,
    stayId: stay?.id ?? null,
    reservationId: stay?.reservationId ?? null,
  })
}

function finish(
  work: Work,
  kind: 'move-message' | 'move-conversation',
  target: Conversation,
  before: Parameters<typeof rememberAct>[3],
  count: number,
): Acted {
  followUnit(work, target)
  refreshConversation(work.db, target.id)
  const texts = readMessages(
    work.db,
    before.texts.map((text) => text.id),
  )
  const conversations = before.conversations.flatMap(({ id }) => readConversation(work.db, id) ?? [])
  const from = before.conversations.find((one) => one.id !== target.id)
  audit(
    work,
    kind === 'move-message' ? 'messages.moved' : 'conversation.moved',
    { reservationId: texts[0]?.reservationId ?? null },
    { texts: count, from: unitWords(work, from?.unitId ?? null), to: unitWords(work, target.unitId) },
  )
  return rememberAct(work, kind, target.id, before, {
    texts: texts.map(placeOf),
    conversations: conversations.map(conversationPlace),
  })
}

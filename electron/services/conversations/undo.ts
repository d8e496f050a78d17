/** Takes back one act of staff on conversations, where nobody has changed the same since. */
import { z } from 'zod'
import {
  type ConversationActKind,
  markConversationActUndone,
  readConversationAction,
} from '../../../db/queries/conversation-actions.ts'
import {
  conversationOf,
  conversationsOfContact,
  readConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { contactsOfPerson, readContact, readLine, updateContact } from '../../../db/queries/lines.ts'
import { readMessages, updateMessage } from '../../../db/queries/messages.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ContactId, ConversationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { type ActSnapshot, conversationPlace, placeOf } from './act.ts'
import { followUnit, mustRead, settleCounts } from './conversation.ts'
import { takeHome } from './take-home.ts'

const snapshot = z
  .looseObject({ texts: z.array(z.looseObject({})), conversations: z.array(z.looseObject({})) })
  .transform((value) => value as unknown as ActSnapshot)

export type UndoneAct = { readonly kind: ConversationActKind; readonly conversationId: ConversationId }

/**
 * Puts back what the act changed. The texts and conversations must stand as it left them (`changed-since` otherwise);
 * links go on following the bookings as they are now.
 */
export const undoConversationAct = (desk: Desk, caller: Caller, actionId: string): Result<UndoneAct, Failure> =>
  transact(desk, caller, (work) => {
    const action = readConversationAction(work.db, actionId)
    if (action === null || action.undoneAt !== null)
      return fail(failure('nothing-to-undo', 'There is nothing to take back.'))
    const before = snapshot.parse(action.before)
    const after = snapshot.parse(action.after)
    if (!standsAs(work, after) || isPinnedElsewhere(work, before))
      return fail(
        failure(
          'changed-since',
          'These texts were changed since then, so it cannot be taken back in one step. Nothing was changed.',
        ),
      )
    markConversationActUndone(work.db, action.id, work.now)
    putBack(work, before, after)
    audit(work, `${action.kind}.undone`, {}, {})
    return ok({ kind: action.kind, conversationId: before.texts[0]?.conversationId ?? action.conversationId })
  })

/** Links and lines may have moved on by themselves: they are no reason to refuse. */
const said = (one: ActSnapshot['conversations'][number]): string =>
  JSON.stringify([one.contactId, one.unitId, one.pinnedAt, one.closedAt])

function standsAs(work: Work, after: ActSnapshot): boolean {
  const texts = new Map(
    readMessages(
      work.db,
      after.texts.map((text) => text.id),
    ).map((text) => [text.id, JSON.stringify(placeOf(text))]),
  )
  return (
    after.texts.every((text) => texts.get(text.id) === JSON.stringify(text)) &&
    after.conversations.every((left) => {
      const now = readConversation(work.db, left.id)
      return now !== null && said(conversationPlace(now)) === said(left)
    }) &&
    (after.merged ?? []).every(
      ({ contactId, into }) => readContact(work.db, contactId as ContactId)?.mergedIntoId === into,
    )
  )
}

/** A person has one pin: somebody has set another since. */
const isPinnedElsewhere = (work: Work, before: ActSnapshot): boolean =>
  before.conversations.some(
    ({ contactId, pinnedAt }) =>
      pinnedAt !== null &&
      conversationsOfContact(work.db, contactId).some(
        (one) => one.pinnedAt !== null && before.conversations.every(({ id }) => id !== one.id),
      ),
  )

type LinePlace = Pick<ActSnapshot['conversations'][number], 'lineId' | 'lineSetAt' | 'lineSetBy'>

/** The line before the act, unless the conversation has got another one of its own people since. */
function lineNow(work: Work, contactId: ContactId, had: LinePlace, left: LinePlace, id: ConversationId): LinePlace {
  const { lineId, lineSetAt, lineSetBy } = mustRead(work, id)
  const line = lineId === null || lineId === left.lineId ? null : readLine(work.db, lineId)
  const isOwn = contactsOfPerson(work.db, contactId).some((contact) => contact.id === line?.contactId)
  return isOwn
    ? { lineId, lineSetAt, lineSetBy }
    : { lineId: had.lineId, lineSetAt: had.lineSetAt, lineSetBy: had.lineSetBy }
}

function putBack(work: Work, before: ActSnapshot, after: ActSnapshot): void {
  for (const { contactId, into } of before.merged ?? [])
    updateContact(work.db, contactId as ContactId, { mergedIntoId: into as ContactId | null })
  // Pins first off, then on: a person has one at a time.
  for (const one of before.conversations) updateConversation(work.db, one.id, { pinnedAt: null })
  const instead = new Map<ConversationId, ConversationId>()
  for (const { id, contactId, unitId, pinnedAt, closedAt, ...had } of before.conversations) {
    // The guest wrote meanwhile, and has another one in its place: the texts join that.
    const there = conversationOf(work.db, contactId, unitId)
    if (there !== null && there.id !== id) instead.set(id, there.id)
    const left = after.conversations.find((one) => one.id === id)
    const change = { contactId, pinnedAt, closedAt, ...lineNow(work, contactId, had, left ?? had, id) }
    updateConversation(work.db, id, instead.has(id) ? change : { ...change, unitId })
  }
  for (const { id, ...place } of before.texts)
    updateMessage(work.db, id, { ...place, conversationId: instead.get(place.conversationId) ?? place.conversationId })
  for (const { contactId } of before.merged ?? []) takeHome(work, contactId as ContactId)
  const touched = new Set([
    ...before.conversations.map((one) => one.id),
    ...before.texts.map((text) => text.conversationId),
    ...after.texts.map((text) => text.conversationId),
    ...instead.values(),
  ])
  for (const id of touched) followUnit(work, mustRead(work, id))
  settleCounts(work, touched)
}

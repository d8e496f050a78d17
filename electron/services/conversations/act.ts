/** What every act of staff on a conversation shares: it is found, and remembered so that it can be taken back. */
import { type ConversationActKind, insertConversationAction } from '../../../db/queries/conversation-actions.ts'
import { type Conversation, readConversation } from '../../../db/queries/conversations.ts'
import type { Message } from '../../../db/queries/messages.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ConversationId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { makeId, type Work } from '../desk/index.ts'

export type Acted = { readonly actionId: string | null; readonly conversationId: ConversationId }

/** Which conversation a text stands in and how it came there: what moving changes and undo puts back. */
export type TextPlace = Pick<
  Message,
  'id' | 'conversationId' | 'routeRule' | 'guess' | 'needsReview' | 'settledBy' | 'stayId' | 'reservationId'
>
export const placeOf = (text: Message): TextPlace => ({
  id: text.id,
  conversationId: text.conversationId,
  routeRule: text.routeRule,
  guess: text.guess,
  needsReview: text.needsReview,
  settledBy: text.settledBy,
  stayId: text.stayId,
  reservationId: text.reservationId,
})

/** A conversation's own columns that acts change. */
export type ConversationPlace = Pick<
  Conversation,
  'id' | 'contactId' | 'unitId' | 'linkId' | 'pinnedAt' | 'closedAt' | 'lineId' | 'lineSetAt' | 'lineSetBy'
>
export const conversationPlace = (one: Conversation): ConversationPlace => ({
  id: one.id,
  contactId: one.contactId,
  unitId: one.unitId,
  linkId: one.linkId,
  pinnedAt: one.pinnedAt,
  closedAt: one.closedAt,
  lineId: one.lineId,
  lineSetAt: one.lineSetAt,
  lineSetBy: one.lineSetBy,
})

/** The state of all that an act touched, before it or after. */
export type ActSnapshot = {
  readonly texts: readonly TextPlace[]
  readonly conversations: readonly ConversationPlace[]
  readonly merged?: { readonly contactId: string; readonly into: string | null }[]
}

export function findConversation(work: Work, id: ConversationId): Result<Conversation, Failure> {
  const found = readConversation(work.db, id)
  return found === null
    ? fail(failure('conversation-unknown', 'This conversation is not there any more. Nothing was changed.'))
    : ok(found)
}

export const unitWords = (work: Work, unitId: UnitId | null): string | null =>
  work.house.units.find((unit) => unit.id === unitId)?.name ?? null

export function rememberAct(
  work: Work,
  kind: ConversationActKind,
  conversationId: ConversationId,
  before: ActSnapshot,
  after: ActSnapshot,
): Acted {
  const id = makeId<string>(work)
  insertConversationAction(work.db, {
    id,
    at: work.now,
    actor: work.caller.actor,
    kind,
    conversationId,
    before,
    after,
  })
  return { actionId: id, conversationId }
}

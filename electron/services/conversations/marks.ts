/** What staff say of a conversation: right as it is, pinned, done, read. */
import {
  type Conversation,
  conversationsOfContact,
  readConversation,
  refreshConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { messagesOfConversation, readMessages } from '../../../db/queries/messages.ts'
import { updateMessages } from '../../../db/queries/routing.ts'
import type { Failure } from '../../domain/failure.ts'
import type { ConversationId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { type Acted, conversationPlace, findConversation, placeOf, rememberAct, unitWords } from './act.ts'

type Named = { readonly conversationId: ConversationId }

/** Runs one act on the conversation that is named. */
const onConversation = (
  desk: Desk,
  caller: Caller,
  input: Named,
  act: (work: Work, conversation: Conversation) => Acted,
): Result<Acted, Failure> =>
  transact(desk, caller, (work) => {
    const found = findConversation(work, input.conversationId)
    return found.ok ? ok(act(work, found.value)) : found
  })
const unchanged = ({ id }: Conversation): Acted => ({ actionId: null, conversationId: id })

/** "Keep here": the texts that were filed by a guess or wait for review belong where they stand. */
export const keep = (desk: Desk, caller: Caller, input: Named): Result<Acted, Failure> =>
  onConversation(desk, caller, input, (work, conversation) => {
    const open = messagesOfConversation(work.db, conversation.id).filter(
      (text) => text.settledBy === null && (text.needsReview || text.guess),
    )
    if (open.length === 0) return unchanged(conversation)
    const ids = open.map((text) => text.id)
    updateMessages(work.db, ids, { settledBy: work.caller.actor, needsReview: false, guess: false })
    refreshConversation(work.db, conversation.id)
    audit(work, 'messages.kept', {}, { texts: ids.length, in: unitWords(work, conversation.unitId) })
    return rememberAct(
      work,
      'keep',
      conversation.id,
      { texts: open.map(placeOf), conversations: [] },
      { texts: readMessages(work.db, ids).map(placeOf), conversations: [] },
    )
  })

/** On a shared line every text of this person goes here while it is pinned. One pin a person: another one is taken off. */
export const pin = (desk: Desk, caller: Caller, input: Named & { readonly on: boolean }): Result<Acted, Failure> =>
  onConversation(desk, caller, input, (work, conversation) => {
    if ((conversation.pinnedAt !== null) === input.on) return unchanged(conversation)
    const others = conversationsOfContact(work.db, conversation.contactId).filter(
      (one) => one.pinnedAt !== null && one.id !== conversation.id,
    )
    return mark(work, input.on ? 'pin' : 'unpin', [...others, conversation], (one) => ({
      pinnedAt: input.on && one.id === conversation.id ? work.now : null,
    }))
  })

/** Puts it out of the open list, or back. A text of the guest brings it back by itself. */
export const closeConversation = (
  desk: Desk,
  caller: Caller,
  input: Named & { readonly closed: boolean },
): Result<Acted, Failure> =>
  onConversation(desk, caller, input, (work, conversation) =>
    (conversation.closedAt !== null) === input.closed
      ? unchanged(conversation)
      : mark(work, input.closed ? 'close' : 'reopen', [conversation], () => ({
          closedAt: input.closed ? work.now : null,
        })),
  )

/** Changes columns of conversations; the last one is what the act is about. */
function mark(
  work: Work,
  kind: 'pin' | 'unpin' | 'close' | 'reopen',
  all: readonly Conversation[],
  change: (one: Conversation) => Partial<Conversation>,
): Acted {
  const subject = all.at(-1)
  if (subject === undefined) throw new Error('an act is about a conversation')
  for (const one of all) updateConversation(work.db, one.id, change(one))
  const after = all.flatMap((one) => readConversation(work.db, one.id) ?? [])
  const said = { pin: 'pinned', unpin: 'unpinned', close: 'closed', reopen: 'reopened' } as const
  audit(work, `conversation.${said[kind]}`, {}, { unit: unitWords(work, subject.unitId) })
  return rememberAct(
    work,
    kind,
    subject.id,
    { texts: [], conversations: all.map(conversationPlace) },
    { texts: [], conversations: after.map(conversationPlace) },
  )
}

/** All texts of the guest that stand here are read. */
export const markRead = (desk: Desk, caller: Caller, input: Named): Result<Acted, Failure> =>
  onConversation(desk, caller, input, (work, conversation) => {
    const unread = inbound(work, conversation).filter((text) => text.readAt === null)
    updateMessages(
      work.db,
      unread.map((text) => text.id),
      { readAt: work.now },
    )
    refreshConversation(work.db, conversation.id)
    return unchanged(conversation)
  })

/** The guest's newest text counts as unread again. */
export const markUnread = (desk: Desk, caller: Caller, input: Named): Result<Acted, Failure> =>
  onConversation(desk, caller, input, (work, conversation) => {
    const last = inbound(work, conversation).at(-1)
    if (last !== undefined) updateMessages(work.db, [last.id], { readAt: null })
    refreshConversation(work.db, conversation.id)
    return unchanged(conversation)
  })

const inbound = (work: Work, conversation: Conversation) =>
  messagesOfConversation(work.db, conversation.id).filter((text) => text.direction === 'inbound')

/** What the desk does with texts: writes, notes, sends again, sends later, discards. */
import {
  type Conversation,
  readConversation,
  readLink,
  refreshConversation,
} from '../../../db/queries/conversations.ts'
import { copyTelling } from '../../../db/queries/guest-messages.ts'
import {
  insertMessage,
  type Message,
  messageOfClientId,
  readMessage,
  updateMessage,
} from '../../../db/queries/messages.ts'
import { sealedMediaOf } from '../../../db/queries/outbox.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ConversationId, MessageId } from '../../domain/ids.ts'
import { deskAuthor } from '../../domain/message.ts'
import { keptBody } from '../../domain/message-body.ts'
import { pinsIn } from '../../domain/message-pins.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { optedOutCode, sendingFault } from '../../domain/sending-fault.ts'
import type { Instant } from '../../domain/time.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { hideTypedPins } from '../message-pins/index.ts'
import { bareMessage, type OutgoingMedia, queueText } from './queue.ts'
import { refusal } from './refusal.ts'
import { changeableRow, changeText, leaveText, releaseText } from './settle.ts'

export type SendInput = {
  readonly conversationId: ConversationId
  /** Made once for each text that is written: said twice, it is sent once. */
  readonly clientId?: string
  readonly text: string
  readonly media?: readonly OutgoingMedia[]
  /** Not before this moment; null and the past mean now. */
  readonly sendAt?: Instant | null
}

const longestNote = 2000

/**
 * Queues what a person of the desk wrote. No Internet is no refusal. Answers `conversation-unknown`, `message-empty`,
 * `message-too-long`, `media-refused`, `field-empty`, `contact-opted-out` or `texting-off`; then nothing is kept.
 */
export function sendText(desk: Desk, caller: Caller, input: SendInput): Result<Message, Failure> {
  return transact(desk, caller, (work) => {
    const known = input.clientId === undefined ? null : messageOfClientId(work.db, input.clientId)
    if (known !== null) return ok(known)
    const conversation = conversationNamed(work, input.conversationId)
    if (!conversation.ok) return conversation
    const media = input.media ?? []
    const typed = keptBody(input.text).trim()
    const refused = refusal(work, conversation.value, typed, media)
    if (refused !== null) return fail(refused)
    const body = hideTypedPins(desk, work.db, conversation.value.id, typed)
    if (pinsIn(typed).some((id) => !pinsIn(body).includes(id)))
      return fail(
        failure('field-empty', 'A door code in the text does not open any more. Take it out. Nothing was sent.'),
      )
    const clientId = input.clientId ?? makeId<string>(work)
    const [message, ...others] = inTexts(media).map((file, part) =>
      queueText(work, {
        conversation: readConversation(work.db, conversation.value.id)!,
        kind: 'text',
        author: deskAuthor(caller.actor),
        body: part === 0 ? body : '',
        key: `text:${clientId}${part === 0 ? '' : `:${part}`}`,
        clientId: part === 0 ? clientId : `${clientId}:${part}`,
        file,
        notBefore: input.sendAt ?? null,
      }),
    )
    for (const other of others) noted(work, 'text.queued', other)
    return ok(noted(work, 'text.queued', message!))
  })
}

function conversationNamed(work: Work, id: ConversationId): Result<Conversation, Failure> {
  const found = readConversation(work.db, id)
  return found === null ? fail(failure('conversation-unknown', 'There is no such conversation.')) : ok(found)
}

/** Twilio takes one file with a text: each further one is a text of its own, after the words. */
const inTexts = (media: readonly OutgoingMedia[]): readonly (OutgoingMedia | null)[] =>
  media.length === 0 ? [null] : media

/** Writes in the audit trail who did it; what the text says is not written there. */
function noted(work: Work, action: string, message: Message): Message {
  const { reservationId, stayId } = message
  audit(work, action, { reservationId, stayId }, { conversation: message.conversationId, message: message.id })
  return message
}

/** A note among the staff: kept with the conversation, never sent. */
export function addNote(
  desk: Desk,
  caller: Caller,
  input: { readonly conversationId: ConversationId; readonly clientId?: string; readonly text: string },
): Result<Message, Failure> {
  return transact(desk, caller, (work) => {
    const known = input.clientId === undefined ? null : messageOfClientId(work.db, input.clientId)
    if (known !== null) return ok(known)
    const conversation = conversationNamed(work, input.conversationId)
    if (!conversation.ok) return conversation
    const { id, linkId } = conversation.value
    const text = keptBody(input.text).trim()
    if (text === '') return fail(failure('message-empty', 'There is nothing to note.'))
    if (text.length > longestNote)
      return fail(failure('message-too-long', `A note has at most ${longestNote} characters.`))
    const link = linkId === null ? null : readLink(work.db, linkId)
    const note: Message = {
      ...bareMessage(work, conversation.value, hideTypedPins(desk, work.db, id, text)),
      clientId: input.clientId ?? makeId<string>(work),
      lineId: null,
      direction: 'internal',
      kind: 'note',
      author: deskAuthor(caller.actor),
      at: work.now,
      status: 'noted',
      stayId: link?.stayId ?? null,
      reservationId: link?.reservationId ?? null,
    }
    insertMessage(work.db, note)
    refreshConversation(work.db, id)
    return ok(noted(work, 'note.written', note))
  })
}

type ByMessage = { readonly messageId: MessageId }

function messageNamed(work: Work, id: MessageId): Result<Message, Failure> {
  const message = readMessage(work.db, id)
  return message === null ? fail(failure('message-unknown', 'There is no such text.')) : ok(message)
}

/**
 * Sends a text again that failed: a new text, the old one stays as it is. Asked twice, it is one new text.
 * `not-retryable` where it did not fail, or no repetition helps.
 */
export function retryText(desk: Desk, caller: Caller, input: ByMessage): Result<Message, Failure> {
  return transact(desk, caller, (work) => {
    const message = messageNamed(work, input.messageId)
    if (!message.ok) return message
    const { id, status, errorCode, body, kind, author } = message.value
    if (status !== 'failed' && status !== 'undelivered')
      return fail(failure('not-retryable', 'This text did not fail. Nothing was sent.'))
    if (!sendingFault(errorCode).again && errorCode !== optedOutCode)
      return fail(failure('not-retryable', `It would fail again: ${sendingFault(errorCode).words}. Nothing was sent.`))
    const conversation = conversationNamed(work, message.value.conversationId)
    if (!conversation.ok) return conversation
    const media = sealedMediaOf(work.db, id).flatMap(({ sealed, contentType, filename }) =>
      sealed === null ? [] : [{ bytes: desk.store.vault.openBytes('media', sealed), contentType, filename }],
    )
    const refused = refusal(work, conversation.value, body, media)
    if (refused !== null) return fail(refused)
    const again = queueText(work, {
      conversation: readConversation(work.db, conversation.value.id)!,
      kind: kind === 'note' ? 'text' : kind,
      author: kind === 'text' ? deskAuthor(caller.actor) : author,
      body,
      key: `again:${id}`,
      file: media[0] ?? null,
      about: message.value,
    })
    copyTelling(work.db, id, again.id, work.now)
    settleFailed(work, message.value)
    return ok(noted(work, 'text.sent-again', again))
  })
}

/** A failed text somebody dealt with is no longer one that a person must look at. */
function settleFailed(work: Work, message: Message): void {
  updateMessage(work.db, message.id, { settledBy: work.caller.actor })
  refreshConversation(work.db, message.conversationId)
}

/** Sends now what waits, is held or was to be sent later. `already-sent` where it left or may have. */
export const sendNow = (desk: Desk, caller: Caller, input: ByMessage): Result<Message, Failure> =>
  change(desk, caller, input, 'text.released', (work, message) => releaseText(work, message.id))

/** Leaves a text unsent that has not left; a failed one is put aside. */
export const discardText = (desk: Desk, caller: Caller, input: ByMessage): Result<Message, Failure> =>
  change(desk, caller, input, 'text.discarded', (work, message) => {
    const failed = message.status === 'failed' || message.status === 'undelivered'
    if (!failed) return leaveText(work, message.id)
    settleFailed(work, message)
    return ok(null)
  })

/** Sends it later, or at another time. */
export const rescheduleText = (
  desk: Desk,
  caller: Caller,
  input: ByMessage & { readonly sendAt: Instant },
): Result<Message, Failure> =>
  change(desk, caller, input, 'text.rescheduled', (work, message) => {
    const row = changeableRow(work, message.id)
    if (!row.ok) return row
    const { sendAt } = input
    if (sendAt <= work.now) return releaseText(work, message.id)
    // What may have left before a restore is looked up first.
    const status = row.value.sendingSince === null ? 'waiting' : 'unknown'
    changeText(work, row.value, {
      row: { status, notBefore: sendAt, nextTryAt: sendAt, releasedBy: null, fault: null },
      message: { status: 'scheduled', at: sendAt, statusReason: null },
    })
    return ok(null)
  })

function change(
  desk: Desk,
  caller: Caller,
  input: ByMessage,
  action: string,
  act: (work: Work, message: Message) => Result<null, Failure>,
): Result<Message, Failure> {
  return transact(desk, caller, (work) => {
    const message = messageNamed(work, input.messageId)
    if (!message.ok) return message
    const done = act(work, message.value)
    if (!done.ok) return done
    return ok(noted(work, action, readMessage(work.db, message.value.id)!))
  })
}

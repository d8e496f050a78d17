/** The Inbox on the command line: every button's use case is a command. */
import { conversationsOfContact } from '../../db/queries/conversations.ts'
import { mediaOfMessages, readMessage } from '../../db/queries/messages.ts'
import type { Failure } from '../domain/failure.ts'
import { failure } from '../domain/failure.ts'
import type { ConversationId, MessageId } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Instant, parseInstant } from '../domain/time.ts'
import { tryMediaAgain } from '../services/catch-up/index.ts'
import {
  closeConversation,
  contactOf,
  keep,
  markRead,
  markUnread,
  mergeContact,
  moveConversation,
  moveMessages,
  pin,
  relink,
} from '../services/conversations/index.ts'
import { type Caller, type Desk, withHouse } from '../services/desk/index.ts'
import { tellByHand } from '../services/guest-messages/index.ts'
import { addNote, discardText, rescheduleText, retryText, sendNow, sendText } from '../services/outbox/index.ts'
import { findReservation, findUnit } from '../services/reservations/index.ts'
import { type Answer, type DeskCommand, required, UsageError, type Words, word } from './command.ts'
import { readPhone, showConversation } from './show-conversations.ts'

const conversation = (words: Words): ConversationId => word(words, 0, 'CONVERSATION') as ConversationId
const message = (words: Words): { readonly messageId: MessageId } => ({
  messageId: word(words, 0, 'MESSAGE') as MessageId,
})
/** What stands after the first word, whether the shell was given it in one piece or in several. */
function text(words: Words): string {
  const said = words.positionals.slice(1).join(' ')
  if (said === '') throw new UsageError('TEXT is missing')
  return said
}
function moment(words: Words, option: string): Instant | null {
  const said = words.option(option)
  if (said === null) return null
  const at = parseInstant(said)
  if (at === null) throw new UsageError(`--${option} needs an instant, e.g. 2026-11-21T15:12:00Z`)
  return at
}

/** An act on a conversation answers the conversation as it is now, and what `undo` takes back. */
function acted(
  desk: Desk,
  done: Result<{ readonly actionId: string | null; readonly conversationId: ConversationId }, Failure>,
): Answer {
  if (!done.ok) return done
  const shown = showConversation(desk, done.value.conversationId)
  return shown.ok ? ok({ ...shown.value, actionId: done.value.actionId }) : shown
}
const queued = (done: Result<{ readonly id: string; readonly status: string }, Failure>): Answer =>
  done.ok ? ok({ id: done.value.id, status: done.value.status }) : done

export const conversationCommands: Readonly<Record<string, DeskCommand>> = {
  send: {
    usage: 'send CONVERSATION TEXT [--at INSTANT] [--key KEY]',
    values: ['at', 'key'],
    run({ desk }, caller, words) {
      const key = words.option('key')
      return queued(
        sendText(desk, caller, {
          conversationId: conversation(words),
          text: text(words),
          sendAt: moment(words, 'at'),
          ...(key === null ? {} : { clientId: key }),
        }),
      )
    },
  },
  note: {
    usage: 'note CONVERSATION TEXT',
    run: ({ desk }, caller, words) =>
      queued(addNote(desk, caller, { conversationId: conversation(words), text: text(words) })),
  },
  retry: {
    usage: 'retry MESSAGE',
    run: ({ desk }, caller, words) => retry(desk, caller, message(words).messageId),
  },
  'send-now': {
    usage: 'send-now MESSAGE',
    run: ({ desk }, caller, words) => queued(sendNow(desk, caller, message(words))),
  },
  discard: {
    usage: 'discard MESSAGE',
    run: ({ desk }, caller, words) => queued(discardText(desk, caller, message(words))),
  },
  reschedule: {
    usage: 'reschedule MESSAGE --at INSTANT',
    values: ['at'],
    run({ desk }, caller, words) {
      const sendAt = moment(words, 'at')
      if (sendAt === null) throw new UsageError('--at is missing')
      return queued(rescheduleText(desk, caller, { ...message(words), sendAt }))
    },
  },
  tell: {
    usage: 'tell REF welcome|codes [--again]',
    values: ['channel'],
    flags: ['again'],
    run({ desk }, caller, words) {
      const kind = word(words, 1, 'welcome or codes')
      if (kind !== 'welcome' && kind !== 'codes') throw new UsageError('tell offers welcome, codes')
      const found = findReservation(desk.store.read, { ref: word(words, 0, 'REF'), channel: words.option('channel') })
      if (!found.ok) return found
      return queued(tellByHand(desk, caller, { reservationId: found.value.id, kind, again: words.flag('again') }))
    },
  },
  'move-message': {
    usage: 'move-message MESSAGE --to CONVERSATION',
    values: ['to'],
    run: ({ desk }, caller, words) =>
      acted(
        desk,
        moveMessages(desk, caller, {
          messageIds: [message(words).messageId],
          conversationId: required(words, 'to') as ConversationId,
        }),
      ),
  },
  'move-conversation': {
    usage: 'move-conversation CONVERSATION --to UNIT',
    values: ['to'],
    run: ({ desk }, caller, words) =>
      withHouse<unknown>(desk, (_db, house) => {
        const unit = findUnit(house, required(words, 'to'))
        if (!unit.ok) return unit
        return acted(
          desk,
          moveConversation(desk, caller, { conversationId: conversation(words), unitId: unit.value.id }),
        ) as Result<unknown, Failure>
      }),
  },
  keep: {
    usage: 'keep CONVERSATION',
    run: ({ desk }, caller, words) => acted(desk, keep(desk, caller, { conversationId: conversation(words) })),
  },
  pin: {
    usage: 'pin CONVERSATION [--off]',
    flags: ['off'],
    run: ({ desk }, caller, words) =>
      acted(desk, pin(desk, caller, { conversationId: conversation(words), on: !words.flag('off') })),
  },
  close: {
    usage: 'close CONVERSATION [--reopen]',
    flags: ['reopen'],
    run: ({ desk }, caller, words) =>
      acted(
        desk,
        closeConversation(desk, caller, { conversationId: conversation(words), closed: !words.flag('reopen') }),
      ),
  },
  read: {
    usage: 'read CONVERSATION [--unread]',
    flags: ['unread'],
    run: ({ desk }, caller, words) =>
      acted(
        desk,
        (words.flag('unread') ? markUnread : markRead)(desk, caller, { conversationId: conversation(words) }),
      ),
  },
  'merge-contact': {
    usage: 'merge-contact PHONE --into PHONE',
    values: ['into'],
    run: ({ desk }, caller, words) => merge(desk, caller, word(words, 0, 'PHONE'), required(words, 'into')),
  },
  relink: {
    usage: 'relink [--phone P] [--dry-run]',
    values: ['phone'],
    flags: ['dry-run'],
    run: ({ desk }, caller, words) =>
      relink(desk, caller, { phone: words.option('phone'), dryRun: words.flag('dry-run') }),
  },
}

/** A text of ours that failed is sent again; of a guest's text, the pictures that could not be fetched are tried again. */
function retry(desk: Desk, caller: Caller, id: MessageId): Answer {
  const found = readMessage(desk.store.read, id)
  if (found?.direction !== 'inbound') return queued(retryText(desk, caller, { messageId: id }))
  const failed = mediaOfMessages(desk.store.read, [id]).filter((media) => media.state === 'failed')
  if (failed.length === 0)
    return fail(
      failure('not-retryable', 'This text came from the guest, and all its pictures are here or on their way.'),
    )
  for (const media of failed) {
    const tried = tryMediaAgain(desk, caller, media.id)
    if (!tried.ok) return tried
  }
  return ok({ id, status: found.status, picturesTriedAgain: failed.length })
}

function merge(desk: Desk, caller: Caller, from: string, into: string): Answer {
  return withHouse<unknown>(desk, (db, house) => {
    const phone = readPhone(house, from)
    if (!phone.ok) return phone
    const contact = contactOf(db, phone.value)
    const [first] = contact === null ? [] : conversationsOfContact(db, contact.id)
    if (first === undefined)
      return fail(failure('contact-unknown', `There is no conversation with ${from}. Nothing was changed.`))
    return acted(desk, mergeContact(desk, caller, { conversationId: first.id, phone: into })) as Result<
      unknown,
      Failure
    >
  })
}

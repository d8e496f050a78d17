/** Conversations with guests: the list, one of them, and everything the desk does in it. */
import { readReservation } from '../../../db/queries/bookings.ts'
import type { OpenDesk } from '../../composition.ts'
import type { Acted } from '../../contract/inbox-procedures.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ConversationId, MessageId, ReservationId, StayId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { parseInstant } from '../../domain/time.ts'
import { readMediaBytes } from '../../services/catch-up/index.ts'
import {
  closeConversation,
  conversationOfReservation,
  keep,
  markRead,
  markUnread,
  mergeContact,
  moveConversation,
  moveMessages,
  pin,
} from '../../services/conversations/index.ts'
import { type Caller, transact } from '../../services/desk/index.ts'
import { fillTemplate, tellByHand } from '../../services/guest-messages/index.ts'
import { addNote, discardText, rescheduleText, retryText, sendNow, sendText } from '../../services/outbox/index.ts'
import { conversationView, inboxList } from '../../services/views/index.ts'
import type { Handlers } from '../handlers.ts'
import { type AppContext, atDesk, done } from './context.ts'

type InboxHandlers = Pick<Handlers, Extract<keyof Handlers, `inbox.${string}`>>

const conversation = (id: string) => ({ conversationId: id as ConversationId })
const message = (id: string) => ({ messageId: id as MessageId })

/** Only what the window is told of an act. */
const acted = (result: Result<Acted, Failure>): Result<Acted, Failure> =>
  result.ok ? ok({ actionId: result.value.actionId, conversationId: result.value.conversationId }) : result

const badMoment = () => fail(failure('bad-time', 'Choose the day and time to send it. Nothing was changed.'))

const conversationOf = (
  open: OpenDesk,
  caller: Caller,
  { reservationId, stayId }: { readonly reservationId: string; readonly stayId: string | null },
) =>
  transact(open.desk, caller, (work) => {
    const reservation = readReservation(work.db, reservationId as ReservationId)
    if (reservation === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
    const found = conversationOfReservation(work, reservation, stayId as StayId | null)
    return found.ok ? ok({ conversationId: found.value.id as string }) : found
  })

export const inboxHandlers = (context: AppContext): InboxHandlers => ({
  'inbox.list': async (search) => atDesk(context, (open) => inboxList(open.desk, search, open.environment)),
  'inbox.open': async ({ conversationId, limit }) =>
    atDesk(context, (open) => conversationView(open.desk, { ...conversation(conversationId), limit })),
  'inbox.of': async (place) => atDesk(context, (open, caller) => conversationOf(open, caller, place)),
  'inbox.markRead': async ({ conversationId }) =>
    atDesk(context, (open, caller) => done(markRead(open.desk, caller, conversation(conversationId)))),
  'inbox.markUnread': async ({ conversationId }) =>
    atDesk(context, (open, caller) => done(markUnread(open.desk, caller, conversation(conversationId)))),
  'inbox.send': async ({ conversationId, clientId, text, media, sendAt }) =>
    atDesk(context, (open, caller) => {
      const later = sendAt === null ? null : parseInstant(sendAt)
      if (sendAt !== null && later === null) return badMoment()
      const sent = sendText(open.desk, caller, {
        ...conversation(conversationId),
        clientId,
        text,
        media: media.map(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, 'base64') })),
        sendAt: later,
      })
      return sent.ok ? ok({ id: sent.value.id, status: sent.value.status }) : sent
    }),
  'inbox.note': async ({ conversationId, clientId, text }) =>
    atDesk(context, (open, caller) => {
      const noted = addNote(open.desk, caller, { ...conversation(conversationId), clientId, text })
      return noted.ok ? ok({ id: noted.value.id }) : noted
    }),
  'inbox.retry': async ({ messageId }) =>
    atDesk(context, (open, caller) => done(retryText(open.desk, caller, message(messageId)))),
  'inbox.sendNow': async ({ messageId }) =>
    atDesk(context, (open, caller) => done(sendNow(open.desk, caller, message(messageId)))),
  'inbox.discard': async ({ messageId }) =>
    atDesk(context, (open, caller) => done(discardText(open.desk, caller, message(messageId)))),
  'inbox.reschedule': async ({ messageId, sendAt }) =>
    atDesk(context, (open, caller) => {
      const later = parseInstant(sendAt)
      if (later === null) return badMoment()
      return done(rescheduleText(open.desk, caller, { ...message(messageId), sendAt: later }))
    }),
  'inbox.keep': async ({ conversationId }) =>
    atDesk(context, (open, caller) => acted(keep(open.desk, caller, conversation(conversationId)))),
  'inbox.moveMessages': async ({ messageIds, unitId }) =>
    atDesk(context, (open, caller) =>
      acted(
        moveMessages(open.desk, caller, {
          messageIds: messageIds.map((id) => id as MessageId),
          unitId: unitId as UnitId | null,
        }),
      ),
    ),
  'inbox.moveConversation': async ({ conversationId, unitId }) =>
    atDesk(context, (open, caller) =>
      acted(moveConversation(open.desk, caller, { ...conversation(conversationId), unitId: unitId as UnitId })),
    ),
  'inbox.pin': async ({ conversationId, on }) =>
    atDesk(context, (open, caller) => acted(pin(open.desk, caller, { ...conversation(conversationId), on }))),
  'inbox.close': async ({ conversationId, closed }) =>
    atDesk(context, (open, caller) =>
      acted(closeConversation(open.desk, caller, { ...conversation(conversationId), closed })),
    ),
  'inbox.merge': async ({ conversationId, phone }) =>
    atDesk(context, (open, caller) =>
      acted(mergeContact(open.desk, caller, { ...conversation(conversationId), phone })),
    ),
  'inbox.media': async ({ mediaId }) =>
    atDesk(context, (open) => {
      const media = readMediaBytes(open.desk, mediaId)
      if (!media.ok) return media
      const { bytes, contentType, filename } = media.value
      return ok({ base64: bytes.toString('base64'), contentType, filename })
    }),
  'inbox.fillTemplate': async ({ conversationId, templateId }) =>
    atDesk(context, (open) => fillTemplate(open.desk, { ...conversation(conversationId), templateId })),
  'inbox.tell': async ({ reservationId, kind, again }) =>
    atDesk(context, (open, caller) => {
      const told = tellByHand(open.desk, caller, { reservationId: reservationId as ReservationId, kind, again })
      return told.ok ? ok({ id: told.value.id, status: told.value.status }) : told
    }),
})

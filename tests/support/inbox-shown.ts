/** What the windows show of an inbox desk, and the two ways in which their tests fill it. */
import { refreshConversation } from '../../db/queries/conversations.ts'
import { type Message, updateMessage } from '../../db/queries/messages.ts'
import type { ConversationView, InboxFilter, InboxView } from '../../electron/contract/views.ts'
import type { MessageStatus } from '../../electron/domain/message.ts'
import { sendText } from '../../electron/services/outbox/index.ts'
import { conversationView, inboxList } from '../../electron/services/views/index.ts'
import { day, type InboxDesk, john } from './inbox-desk.ts'
import { book, dana, must } from './test-desk.ts'

const token = { TWILIO: 'a-token' }
export const list = (house: InboxDesk, filter: InboxFilter = 'open', text = '', offset = 0, limit = 50): InboxView =>
  must(inboxList(house.desk, { filter, text, offset, limit }, token))
/** `R2 John Doe: hello` or `No unit +1…: hello`, one a row. */
export const rows = (house: InboxDesk, filter: InboxFilter = 'open', text = ''): readonly string[] =>
  list(house, filter, text).rows.map(
    (row) => `${row.unitKey ?? (row.unknown ? 'Unknown' : 'No unit')} ${row.guestName ?? row.phone}: ${row.lastLine}`,
  )
export const view = (house: InboxDesk, unit: string | null, phone = john, limit = 50): ConversationView =>
  must(conversationView(house.desk, { conversationId: house.conversation(unit, phone), limit }))

/** Books a guest who has a name and speaks French; answers the reservation's id. */
export const named = (
  house: InboxDesk,
  reference: string,
  unit: string,
  name: string,
  phone: string,
  from = 0,
  to = 3,
): string =>
  book(house.desk, reference, [[unit, day(from), day(to)]], { name, phone, email: null, language: 'fr' }).reservationId
/** The desk writes, and the text has come so far. */
export function written(
  house: InboxDesk,
  unit: string,
  status: MessageStatus,
  phone = john,
  errorCode: number | null = null,
): Message {
  const message = must(sendText(house.desk, dana, { conversationId: house.conversation(unit, phone), text: 'Welcome' }))
  house.work(({ db }) => {
    updateMessage(db, message.id, { status, errorCode })
    refreshConversation(db, message.conversationId)
  })
  return message
}

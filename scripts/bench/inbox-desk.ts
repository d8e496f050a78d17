/** Conversations of a house that has texted for years, nine of ten of a unit: one text each, some unread or to be looked at. */
import { insertConversation, refreshConversation } from '../../db/queries/conversations.ts'
import { readHouse } from '../../db/queries/house.ts'
import { insertContact } from '../../db/queries/lines.ts'
import { insertMessage } from '../../db/queries/messages.ts'
import { systemRandom } from '../../electron/adapters/random/random.ts'
import { type ContactId, type ConversationId, type MessageId, newId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { instant } from '../../electron/domain/time.ts'
import type { Desk } from '../../electron/services/desk/index.ts'

export function fillInbox(desk: Desk, count: number): void {
  const now = desk.clock.now()
  const units = readHouse(desk.store.read)?.units ?? []
  desk.store.write((db) => {
    for (let number = 0; number < count; number++) {
      const at = instant(now - number * 60_000)
      const id = <Kind extends string>(): Kind => newId<never>(now, systemRandom.bytes(10)) as Kind
      const contactId = id<ContactId>()
      const conversationId = id<ConversationId>()
      const unitId = number % 10 === 0 ? null : (units[number % units.length]?.id ?? null)
      const phone = `+1202${String(2_000_000 + number)}` as PhoneNumber
      insertContact(db, { id: contactId, phone, mergedIntoId: null, createdAt: at })
      insertConversation(db, {
        ...{ id: conversationId, contactId, unitId, createdAt: at },
        ...{ lineId: null, lineSetAt: null, lineSetBy: null, pinnedAt: null, linkId: null, closedAt: null },
        ...{ lastMessageId: null, lastMessageAt: null, unread: 0, needsReview: 0, stuck: 0 },
      })
      insertMessage(db, {
        ...{ id: id<MessageId>(), sid: `IM${number}`, clientId: null, conversationId, lineId: null },
        ...{ twilioConversationSid: `CH${number}`, messageIndex: 0, direction: 'inbound', kind: 'text', author: phone },
        ...{ body: `Text ${number}: is the kettle in the cupboard?`, prefix: null, at, receivedAt: at },
        ...{ status: 'received', errorCode: null, statusReason: null, routeRule: 'general', alternatives: '[]' },
        ...{ guess: false, needsReview: number % 50 === 0, rosterUnknown: false, settledBy: null },
        ...{ readAt: number % 5 === 0 ? null : at, stayId: null, reservationId: null },
      })
      refreshConversation(db, conversationId)
    }
  })
}

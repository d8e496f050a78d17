/** `show conversations | messages | outbox`: the shapes of design.md 5.3. PINs are dots here as everywhere. */

import type { ReadableDb } from '../../db/open-database.ts'
import { readReservation } from '../../db/queries/bookings.ts'
import {
  countMessages,
  everyConversation,
  linesOfConversation,
  twilioSidsOf,
} from '../../db/queries/conversation-listing.ts'
import {
  type Conversation,
  conversationsOfContact,
  readConversation,
  readLink,
} from '../../db/queries/conversations.ts'
import type { House } from '../../db/queries/house.ts'
import { readContact } from '../../db/queries/lines.ts'
import { type Alternative, type Message, mediaOfMessages, messagesOfConversation } from '../../db/queries/messages.ts'
import { type Failure, failure } from '../domain/failure.ts'
import type { ConversationId, ReservationId } from '../domain/ids.ts'
import { type PhoneNumber, parsePhone } from '../domain/phone-number.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { toIso } from '../domain/time.ts'
import { contactOf } from '../services/conversations/index.ts'
import { type Desk, withHouse } from '../services/desk/index.ts'
import { maskPins } from '../services/guest-messages/index.ts'

/** A phone as a person writes it, read in the property's country. */
export function readPhone(house: House, raw: string): Result<PhoneNumber, Failure> {
  const phone = parsePhone(raw, house.property.country)
  if (phone.ok) return phone
  return fail(
    phone.error === 'phone-needs-country'
      ? failure('phone-needs-country', `${raw} is no number of this country. Write it with + and the country's code.`)
      : failure('phone-invalid', `${raw} is not a phone number.`),
  )
}

const conversationUnknown = (id: string): Failure =>
  failure('conversation-unknown', `There is no conversation ${id}. "show conversations" lists them.`)

const referenceOf = (db: ReadableDb, id: string | null | undefined): string | null =>
  id === null || id === undefined ? null : (readReservation(db, id as ReservationId)?.reference ?? null)

const unitKey = (house: House, id: string | null): string | null =>
  house.units.find((unit) => unit.id === id)?.key ?? null

export type ConversationLine = ReturnType<typeof conversationLine>

function conversationLine(db: ReadableDb, house: House, conversation: Conversation) {
  const link = conversation.linkId === null ? null : readLink(db, conversation.linkId)
  const lines = linesOfConversation(db, conversation.id)
  return {
    id: conversation.id,
    phone: readContact(db, conversation.contactId)?.phone ?? null,
    unit: unitKey(house, conversation.unitId),
    reservation: referenceOf(db, link?.reservationId),
    stayId: link?.stayId ?? null,
    numbers: [...new Set(lines.map((line) => line.number))],
    twilioConversationSids: twilioSidsOf(
      db,
      conversation.id,
      lines.map((line) => line.id),
    ),
    messageCount: countMessages(db, conversation.id),
    unread: conversation.unread,
    needsReview: conversation.needsReview > 0,
  }
}

/** All, or those of one phone; nothing for a phone nobody wrote from. */
export const showConversations = (desk: Desk, phone: string | null): Result<readonly ConversationLine[], Failure> =>
  withHouse<readonly ConversationLine[]>(desk, (db, house) => {
    const line = (conversation: Conversation): ConversationLine => conversationLine(db, house, conversation)
    if (phone === null)
      return ok(
        everyConversation(db)
          .flatMap((id) => readConversation(db, id) ?? [])
          .map(line),
      )
    const read = readPhone(house, phone)
    if (!read.ok) return read
    const contact = contactOf(db, read.value)
    return ok(contact === null ? [] : conversationsOfContact(db, contact.id).map(line))
  })

export const showConversation = (desk: Desk, id: string): Result<ConversationLine, Failure> =>
  withHouse<ConversationLine>(desk, (db, house) => {
    const found = readConversation(db, id as ConversationId)
    return found === null ? fail(conversationUnknown(id)) : ok(conversationLine(db, house, found))
  })

export type MessageLine = ReturnType<typeof messageLine>

function messageLine(db: ReadableDb, house: House, message: Message) {
  const alternatives = JSON.parse(message.alternatives) as readonly Alternative[]
  return {
    id: message.id,
    sid: message.sid,
    direction: message.direction,
    author: message.author,
    body: maskPins(message.body),
    media: mediaOfMessages(db, [message.id]).map(({ contentType, size, state }) => ({ contentType, size, state })),
    at: toIso(message.at),
    status: message.status,
    routeRule: message.direction === 'inbound' ? message.routeRule : null,
    alternatives: alternatives.map((one) => ({
      unit: unitKey(house, one.unitId),
      reservation: referenceOf(db, one.reservationId),
    })),
  }
}

/** Whole and oldest first. */
export const showMessages = (desk: Desk, id: string): Result<readonly MessageLine[], Failure> =>
  withHouse<readonly MessageLine[]>(desk, (db, house) => {
    if (readConversation(db, id as ConversationId) === null) return fail(conversationUnknown(id))
    return ok(messagesOfConversation(db, id as ConversationId).map((message) => messageLine(db, house, message)))
  })

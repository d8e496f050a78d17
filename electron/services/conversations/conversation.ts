/** Conversations: found or made, and to which stay each belongs now. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readGuest, staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  type Conversation,
  conversationOf,
  deleteUnusedConversation,
  insertConversation,
  insertLink,
  readConversation,
  readLink,
  refreshConversation,
} from '../../../db/queries/conversations.ts'
import type { House } from '../../../db/queries/house.ts'
import { staysOfPhones } from '../../../db/queries/routing.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ContactId, ConversationId, StayId, UnitId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isOff, nearestStay, phasedStays } from '../../domain/stay-phase.ts'
import type { Instant } from '../../domain/time.ts'
import { makeId, type Work } from '../desk/index.ts'
import { ensureContact, phonesOfPerson } from './contacts.ts'

/** The one conversation of a root contact and a unit, or with null the general one; made where there is none. */
export function ensureConversation(work: Work, contactId: ContactId, unitId: UnitId | null): Conversation {
  const known = conversationOf(work.db, contactId, unitId)
  if (known !== null) return known
  const made: Conversation = {
    id: makeId<ConversationId>(work),
    contactId,
    unitId,
    lineId: null,
    lineSetAt: null,
    lineSetBy: null,
    pinnedAt: null,
    linkId: null,
    closedAt: null,
    createdAt: work.now,
    lastMessageId: null,
    lastMessageAt: null,
    unread: 0,
    needsReview: 0,
    stuck: 0,
  }
  insertConversation(work.db, made)
  return made
}

/** Reads it again: its row may have changed within this transaction. */
export function mustRead(work: Work, id: ConversationId): Conversation {
  const found = readConversation(work.db, id)
  if (found === null) throw new Error('a conversation vanished inside its own transaction')
  return found
}

/**
 * Sets the current entry of the link history: of the stays in this unit the current one, else the nearest to come, else
 * the latest gone, as of now. A stay called off or moved away leaves none. True where it changed.
 */
export function followUnit(work: Work, conversation: Conversation): boolean {
  const link = conversation.linkId === null ? null : readLink(work.db, conversation.linkId)
  const next = stayOfUnit(work, conversation)
  if ((link?.stayId ?? null) === (next?.stay.id ?? null)) return false
  const words = { current: 'is current', upcoming: 'is the next to come', past: 'is the latest' } as const
  insertLink(work.db, {
    conversationId: conversation.id,
    stayId: next?.stay.id ?? null,
    reservationId: next?.stay.reservationId ?? null,
    rule: 'phase',
    reason: next === null ? 'no booking of this phone is in this unit any more' : `this stay ${words[next.phase]}`,
    at: work.now,
  })
  return true
}

/** What reading needs of a use case. */
export type LookUp = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

/** The stay a conversation of a unit is about now. */
export function stayOfUnit(work: LookUp, conversation: Conversation) {
  if (conversation.unitId === null) return null
  const stays = staysOfPhones(work.db, phonesOfPerson(work.db, conversation.contactId)).filter(
    (stay) => stay.unitId === conversation.unitId && !isOff(stay),
  )
  return nearestStay(phasedStays(stays, work.now, work.house.property.timeZone))
}

/**
 * The conversation in which a reservation's guest is written to: that of the named stay, or of its first (arrival, then
 * order of entry). Made where there is none. `no-phone` without a guest who has one.
 */
export function conversationOfReservation(
  work: Work,
  reservation: Reservation,
  stayId: StayId | null,
): Result<Conversation, Failure> {
  const phone = reservation.guestId === null ? undefined : readGuest(work.db, reservation.guestId)?.phones[0]
  if (phone === undefined)
    return fail(failure('no-phone', 'This guest has no phone number, so no text can be sent. Add one first.'))
  const stays = staysOfReservation(work.db, reservation.id).filter((stay) => !stay.provisional)
  const stay = stayId === null ? (stays.find((one) => !isOff(one)) ?? stays[0]) : stays.find((one) => one.id === stayId)
  if (stay === undefined) return fail(failure('stay-unknown', 'That stay is not there any more.'))
  const conversation = ensureConversation(work, ensureContact(work, phone).id, stay.unitId)
  followUnit(work, conversation)
  return ok(mustRead(work, conversation.id))
}

/** Counts anew after texts came or went, and takes away what was made for texts that went elsewhere. */
export function settleCounts(work: Work, ids: Iterable<ConversationId>): void {
  for (const id of new Set(ids)) if (!deleteUnusedConversation(work.db, id)) refreshConversation(work.db, id)
}

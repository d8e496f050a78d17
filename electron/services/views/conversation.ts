/** One conversation as the Inbox shows it: its bubbles, what waits for a look, and what stands beside it. */
import { readStay } from '../../../db/queries/bookings.ts'
import { type Conversation, readConversation } from '../../../db/queries/conversations.ts'
import { guestsOfContacts, messageCount } from '../../../db/queries/inbox.ts'
import { contactsOfPerson, type Line, linesOfContacts, readContact, readLine } from '../../../db/queries/lines.ts'
import { type Message, newestMessages } from '../../../db/queries/messages.ts'
import type { ConversationView } from '../../contract/views.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ConversationId, StayId } from '../../domain/ids.ts'
import { formatPhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { phasedStays } from '../../domain/stay-phase.ts'
import { prefixOf } from '../conversations/index.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import {
  guestViews,
  knownGuests,
  linkedStay,
  linkViews,
  otherConversations,
  proposalsFor,
  type Sight,
  stayCodes,
  stayView,
} from './conversation-context.ts'
import { messageViews, placesOf } from './conversation-messages.ts'
import { alternativesOf, filedSentence, routeWords } from './filed-words.ts'
import { namesOf } from './inbox-list.ts'

/** The newest `limit` texts of a conversation and all that belongs beside them; `conversation-unknown` where it is gone. */
export const conversationView = (
  desk: Desk,
  input: { readonly conversationId: ConversationId; readonly limit: number },
): Result<ConversationView, Failure> =>
  withHouse<ConversationView>(desk, (db, house, now) => {
    const conversation = readConversation(db, input.conversationId)
    const contact = conversation === null ? null : readContact(db, conversation.contactId)
    if (conversation === null || contact === null)
      return fail(failure('conversation-unknown', 'This conversation is not there any more. Its texts may have moved.'))
    const sight: Sight = { db, house, now }
    const person = contactsOfPerson(db, contact.id)
    const messages = newestMessages(db, conversation.id, input.limit)
    const guests = guestsOfContacts(db, [contact.id]).get(contact.id) ?? []
    const known = knownGuests(
      db,
      guests.map((guest) => guest.guestId),
    )
    const linked = linkedStay(sight, conversation)
    const linkedGuest = known.find(({ guest }) => guest.id === linked?.reservation?.guestId)?.guest ?? null
    const unit = house.units.find((one) => one.id === conversation.unitId)
    const line = lineOf(sight, conversation)
    const newest = messages.findLast((message) => message.direction === 'inbound') ?? null
    return ok({
      id: conversation.id,
      unitKey: unit?.key ?? null,
      unitName: unit?.name ?? null,
      unknown: guests.length === 0,
      guestName: linkedGuest?.name ?? namesOf(guests),
      phone: formatPhone(contact.phone),
      pinned: conversation.pinnedAt !== null,
      closed: conversation.closedAt !== null,
      optedOut: line === null ? isOptedOut(sight, conversation) : line.optedOutAt !== null,
      prefix: prefixOf(db, house, conversation),
      groupRefused: line?.groupRefused ?? null,
      group: line?.mode === 'group',
      messages: messageViews(db, house, person, messages),
      earlier: messageCount(db, conversation.id) - messages.length,
      review: reviewOf(sight, messages),
      proposals: proposalsFor(sight, conversation),
      stay: linked === null ? null : stayView(sight, linked),
      codes: linked === null ? [] : stayCodes(sight, linked.stay),
      others: otherConversations(sight, conversation),
      guests: guestViews(known, linked?.reservation?.id ?? null),
      filed: newest === null ? null : filedOf(sight, conversation, newest),
      links: linkViews(sight, conversation),
    })
  })

const lineOf = ({ db }: Sight, conversation: Conversation): Line | null =>
  conversation.lineId === null ? null : readLine(db, conversation.lineId)

const isOptedOut = ({ db }: Sight, conversation: Conversation): boolean =>
  linesOfContacts(db, [conversation.contactId]).some((line) => line.optedOutAt !== null)

/** The newest text that a person should look at; else the newest of all, where it was filed by a guess nobody has settled. */
function reviewOf({ db, house }: Sight, messages: readonly Message[]): ConversationView['review'] {
  const inbound = messages.filter((message) => message.direction === 'inbound')
  const newest = inbound.at(-1)
  const asked = inbound.findLast((message) => message.needsReview)
  const guessed = newest?.guess === true && newest.settledBy === null ? newest : undefined
  const message = asked ?? guessed
  if (message === undefined) return null
  return {
    messageId: message.id,
    words: routeWords(message),
    guess: !message.needsReview,
    alternatives: placesOf(db, house, message),
  }
}

function filedOf({ db, house }: Sight, conversation: Conversation, message: Message): string | null {
  const { timeZone } = house.property
  const alternatives = alternativesOf(message)
  const stays = [message.stayId, ...alternatives.map((one) => one.stayId as StayId)].flatMap((id) => {
    const stay = id === null ? null : readStay(db, id)
    return stay === null || stay.reservationId === null ? [] : [{ ...stay, reservationId: stay.reservationId }]
  })
  const keyOf = (unitId: string | null) => house.units.find((unit) => unit.id === unitId)?.key ?? []
  return filedSentence(message, {
    unitKey: house.units.find((unit) => unit.id === conversation.unitId)?.key ?? null,
    candidates: phasedStays(stays, message.at, timeZone),
    alternatives: alternatives.flatMap((one) => keyOf(one.unitId)),
  })
}

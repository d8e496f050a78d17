/** An automatic text at the moment it is sent: does it still say what is so, and how is it said now? */
import type { ReadableDb } from '../../../db/open-database.ts'
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { readConversation } from '../../../db/queries/conversations.ts'
import { tellingOfMessage } from '../../../db/queries/guest-messages.ts'
import type { House } from '../../../db/queries/house.ts'
import type { Message } from '../../../db/queries/messages.ts'
import { leftReasons, stillSo } from '../../domain/guest-message.ts'
import { isLive } from '../../domain/stay.ts'
import type { Instant } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'
import { cancelledBody, doorsBody, pageBody, welcomeBody } from './body.ts'
import { pageNamedIn } from './page-link.ts'
import { addresseeOf, type Party, readParty, readToldDoors } from './party.ts'
import { cancellationIsNews, hadDoors } from './plan.ts'
import { isToldAt } from './reach.ts'

export type Judged = { readonly body: string } | { readonly drop: string }

/**
 * Rebuilds an automatic text, or says in plain words why it is not sent: cancelled, over, other doors or digits since,
 * another phone. What is dropped here told nobody, so that the next pass says what is so instead.
 */
export function judgeAutomatic(db: ReadableDb, house: House, _desk: Desk, message: Message, now: Instant): Judged {
  const telling = tellingOfMessage(db, message.id)
  const party = telling === null ? null : readParty(db, house, now, telling.reservationId)
  const conversation = readConversation(db, message.conversationId)
  if (telling === null || party === null || conversation === null) return { drop: leftReasons.unknown }
  if (!isToldAt(db, party, conversation.contactId)) return { drop: leftReasons.otherPhone }
  const to = addresseeOf(party, house)
  if (telling.purpose === 'cancelled') {
    if (staysOfReservation(db, party.reservation.id).some(isLive)) return { drop: leftReasons.takenBack }
    if (now - telling.at > cancellationIsNews) return { drop: leftReasons.tooLate }
    return { body: cancelledBody(to, hadDoors(party)) }
  }
  if (party.stays.length === 0) return { drop: whyNoStay(db, party) }
  const ordered = telling.purpose === 'page'
  const page = pageNamedIn(db, house, now, { body: message.body, ordered })
  if (ordered) return page === null ? { drop: leftReasons.noPage } : { body: pageBody(to, page) }
  if (telling.purpose === 'welcome') return { body: welcomeBody(to, party.stays, page) }
  const { news, doors } = readToldDoors(telling)
  if (!doors.every((door) => stillSo(door, party.ways))) return { drop: leftReasons.changed }
  return { body: doorsBody(to, news, doors, page) }
}

const whyNoStay = (db: ReadableDb, { reservation }: Party): string =>
  staysOfReservation(db, reservation.id).some((stay) => stay.status === 'departed')
    ? leftReasons.over
    : leftReasons.cancelled

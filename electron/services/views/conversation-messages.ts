/** The bubbles of one conversation: who wrote, how far each text has come, and what the desk may do with it. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { guestsWithPhone, readGuests, readReservations } from '../../../db/queries/bookings.ts'
import type { House } from '../../../db/queries/house.ts'
import { plannedSendings } from '../../../db/queries/inbox.ts'
import type { Contact } from '../../../db/queries/lines.ts'
import { type Message, mediaOfMessages } from '../../../db/queries/messages.ts'
import type { MediaView, MessageView, PlaceView } from '../../contract/views.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { programAuthor } from '../../domain/message.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import { optedOutCode, sendingFault } from '../../domain/sending-fault.ts'
import { toIso } from '../../domain/time.ts'
import { isPageText } from '../conversations/index.ts'
import { maskPins } from '../guest-messages/index.ts'
import { alternativesOf, routeWords } from './filed-words.ts'
import { namesOf } from './inbox-list.ts'

export function messageViews(
  db: ReadableDb,
  house: House,
  /** The person this conversation is with: the root contact and all merged into it. */
  person: readonly Contact[],
  messages: readonly Message[],
): readonly MessageView[] {
  const ids = messages.map((message) => message.id)
  const media = new Map<string, MediaView[]>()
  for (const { id, messageId, contentType, filename, size, state } of mediaOfMessages(db, ids))
    media.set(messageId, [...(media.get(messageId) ?? []), { id, contentType, filename, size, state }])
  const planned = plannedSendings(db, ids)
  const authorOf = authors(db, house, person)
  return messages.map((message) => {
    const sendAt = planned.get(message.id)
    return {
      id: message.id,
      direction: message.direction,
      kind: message.kind,
      ...authorOf(message),
      fromPage: isPageText(message),
      prefix: message.prefix,
      body: maskPins(message.body),
      at: toIso(message.at),
      status: message.status,
      statusReason: reasonOf(message),
      sendAt: sendAt === undefined || message.status !== 'scheduled' ? null : toIso(sendAt),
      verbs: verbsOf(message),
      media: media.get(message.id) ?? [],
      route: routeOf(db, house, message),
    }
  })
}

function authors(
  db: ReadableDb,
  house: House,
  person: readonly Contact[],
): (message: Message) => { readonly author: string; readonly authorUnknown: boolean } {
  const phones = new Set<string>(person.map((contact) => contact.phone))
  const seen = new Map<string, { author: string; authorUnknown: boolean }>()
  const look = (author: string): { author: string; authorUnknown: boolean } => {
    if (author.startsWith('desk:')) return { author: author.slice('desk:'.length), authorUnknown: false }
    if (!author.startsWith('+')) return { author: author || programAuthor, authorUnknown: false }
    const shown = formatPhone(author as PhoneNumber)
    const member = house.staff.find((one) => one.phone === author)
    if (member !== undefined) return { author: member.name, authorUnknown: false }
    // A phone that was said to be theirs too is theirs by name, also where the booking has another one.
    const names = phones.has(author) ? namesOfPhones(db, phones) : namesOfPhones(db, [author])
    return { author: names ?? shown, authorUnknown: names === null && !phones.has(author) }
  }
  return ({ author }) => {
    const known = seen.get(author) ?? look(author)
    seen.set(author, known)
    return known
  }
}

const namesOfPhones = (db: ReadableDb, phones: Iterable<string>): string | null => {
  const ids = [...new Set([...phones].flatMap((phone) => guestsWithPhone(db, phone)))]
  return namesOf([...readGuests(db, ids).values()])
}

function reasonOf({ statusReason, errorCode }: Message): string | null {
  if (errorCode === null) return statusReason
  if (statusReason === null) return `Twilio's code ${errorCode}`
  return statusReason.includes(String(errorCode)) ? statusReason : `${statusReason} (${errorCode})`
}

const verbs: Partial<Record<Message['status'], MessageView['verbs']>> = {
  failed: ['retry'],
  undelivered: ['retry'],
  held: ['send-now', 'discard'],
  scheduled: ['reschedule', 'send-now', 'discard'],
  waiting: ['discard'],
}

/**
 * Automatic texts are written anew by the desk, not sent again as they were. A failed one that somebody has dealt with,
 * and one that would fail again, offer no other try.
 */
function verbsOf(
  message: Pick<Message, 'direction' | 'kind' | 'status' | 'settledBy' | 'errorCode'>,
): MessageView['verbs'] {
  if (message.direction === 'inbound') return ['move']
  if (message.direction === 'internal') return []
  const hopeless = !sendingFault(message.errorCode).again && message.errorCode !== optedOutCode
  const offered = (verbs[message.status] ?? []).filter(
    (verb) => verb !== 'retry' || (message.settledBy === null && !hopeless),
  )
  return message.kind === 'text' ? offered : offered.filter((verb) => verb !== 'retry' && verb !== 'reschedule')
}

function routeOf(db: ReadableDb, house: House, message: Message): MessageView['route'] {
  if (message.direction !== 'inbound' || message.routeRule === null) return null
  return {
    rule: message.routeRule,
    guess: message.guess,
    needsReview: message.needsReview,
    words: routeWords(message),
    alternatives: placesOf(db, house, message),
  }
}

/** Where else a text might belong, as a menu offers it; a unit or booking that is gone is left out. */
export function placesOf(db: ReadableDb, house: House, message: Message): readonly PlaceView[] {
  const alternatives = alternativesOf(message)
  const references = new Map(
    readReservations(
      db,
      alternatives.flatMap((one) => (one.reservationId === null ? [] : [one.reservationId as ReservationId])),
    ).map((one) => [one.id as string, one.reference]),
  )
  return alternatives.flatMap((one) => {
    const unit = house.units.find((candidate) => candidate.id === one.unitId)
    return unit === undefined
      ? []
      : [
          {
            unitKey: unit.key,
            unitName: unit.name,
            unitId: unit.id,
            reference: one.reservationId === null ? null : (references.get(one.reservationId) ?? null),
          },
        ]
  })
}

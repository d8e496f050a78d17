/** What stands beside a conversation: the stay, its codes, the guest, and the guest's other conversations. */

import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Guest,
  type Reservation,
  readGuest,
  readReservation,
  readReservations,
  readStay,
  reservationsOfGuest,
  staysOfReservation,
} from '../../../db/queries/bookings.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import {
  type Conversation,
  type ConversationLink,
  conversationsOfContact,
  linksOfConversation,
  readLink,
} from '../../../db/queries/conversations.ts'
import type { House } from '../../../db/queries/house.ts'
import { inboxLines } from '../../../db/queries/inbox.ts'
import type { ConversationView } from '../../contract/views.ts'
import { dayWords } from '../../domain/day-words.ts'
import type { GuestId, ReservationId } from '../../domain/ids.ts'
import { formatPhone, type PhoneNumber } from '../../domain/phone-number.ts'
import type { Stay } from '../../domain/stay.ts'
import { dateOf, type Instant, toIso } from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import { linkProposals } from '../conversations/index.ts'
import { maskPins } from '../guest-messages/index.ts'
import { unitName } from '../reservations/index.ts'
import { codeAt, doorState } from './door-states.ts'

/** The reader's place: the store, the house, and the moment. */
export type Sight = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

/** The stay a conversation belongs to now, and its booking; null where there is none or it is gone. */
export function linkedStay(
  { db }: Sight,
  conversation: Conversation,
): { readonly stay: Stay; readonly reservation: Reservation | null } | null {
  const link = conversation.linkId === null ? null : readLink(db, conversation.linkId)
  const stay = link?.stayId ? readStay(db, link.stayId) : null
  if (stay === null) return null
  return { stay, reservation: stay.reservationId === null ? null : readReservation(db, stay.reservationId) }
}

export function stayView(
  { house }: Sight,
  linked: NonNullable<ReturnType<typeof linkedStay>>,
): NonNullable<ConversationView['stay']> {
  const { stay, reservation } = linked
  return {
    stayId: stay.id,
    reservationId: stay.reservationId,
    unitName: unitName(house, stay.unitId),
    arrivalDate: stay.arrivalDate,
    departureDate: stay.departureDate,
    status: stay.status,
    channel: reservation?.channel ?? stay.channel,
    reference: reservation?.reference ?? null,
  }
}

/** The doors of the stay with the party's codes at them. */
export function stayCodes({ db, house }: Sight, stay: Stay): ConversationView['codes'] {
  const codes = stay.reservationId === null ? [] : codesOfReservation(db, stay.reservationId)
  return doorsOfUnit(house, stay.unitId).map((door) => {
    const code = door.hasLock ? codeAt(codes, stay, door) : null
    return {
      doorName: door.name,
      state: doorState(codes, stay, door),
      at: code === null ? null : toIso(code.stateSince),
    }
  })
}

/** The same person's other conversations that hold a text, newest first. */
export function otherConversations(sight: Sight, conversation: Conversation): ConversationView['others'] {
  const { db, house } = sight
  const others = conversationsOfContact(db, conversation.contactId)
    .filter((one) => one.id !== conversation.id && one.lastMessageAt !== null)
    .sort((left, right) => (right.lastMessageAt ?? 0) - (left.lastMessageAt ?? 0))
  const lines = inboxLines(
    db,
    others.map((one) => one.id),
  )
  return lines.map((line, at) => {
    const unit = house.units.find((one) => one.id === line.unitId)
    const stay = linkedStay(sight, others[at]!)?.stay
    const lastDay = line.lastAt === null ? '' : dayWords(dateOf(line.lastAt, house.property.timeZone))
    const days = stay === undefined ? lastDay : daysOf(stay)
    return {
      id: line.id,
      unitKey: unit?.key ?? null,
      unitName: unit?.name ?? null,
      lastLine: line.lastBody === null ? '' : maskPins(line.lastBody),
      detail: line.closedAt === null ? days : `${days} · closed`,
      closed: line.closedAt !== null,
    }
  })
}

const daysOf = (stay: Pick<Stay, 'arrivalDate' | 'departureDate'>): string =>
  `${dayWords(stay.arrivalDate)} to ${dayWords(stay.departureDate)}`

/** A guest with one of the phones, and all that guest booked. */
export type KnownGuest = {
  readonly guest: Guest
  readonly bookings: readonly { readonly reservation: Reservation; readonly stays: readonly Stay[] }[]
}
export const knownGuests = (db: ReadableDb, ids: readonly string[]): readonly KnownGuest[] =>
  ids.flatMap((id) => {
    const guest = readGuest(db, id as GuestId)
    return guest === null
      ? []
      : [
          {
            guest,
            bookings: reservationsOfGuest(db, guest.id).map((reservation) => ({
              reservation,
              stays: staysOfReservation(db, reservation.id),
            })),
          },
        ]
  })

/**
 * One entry a guest, with the linked booking where it is theirs, else their latest; guests without one are left out. A
 * person who books again is another guest in the store: where nothing tells the two apart they are one here.
 */
export function guestViews(guests: readonly KnownGuest[], linked: ReservationId | null): ConversationView['guests'] {
  const shown = new Map<string, ConversationView['guests'][number]>()
  for (const view of everyGuest(guests, linked)) {
    const { reservationId, ...person } = view
    const key = JSON.stringify(person)
    if (!shown.has(key) || reservationId === linked) shown.set(key, view)
  }
  return [...shown.values()]
}

const everyGuest = (guests: readonly KnownGuest[], linked: ReservationId | null): ConversationView['guests'] =>
  guests.flatMap(({ guest, bookings }) => {
    const latest = [...bookings].sort((left, right) => lastDay(right.stays).localeCompare(lastDay(left.stays)))[0]
    const own = bookings.find((one) => one.reservation.id === linked) ?? latest
    if (own === undefined) return []
    return [
      {
        name: guest.name,
        email: guest.email,
        language: guest.language,
        reservationId: own.reservation.id,
        phones: guest.phones.map((phone) => formatPhone(phone as PhoneNumber)),
      },
    ]
  })

const lastDay = (stays: readonly Stay[]): string =>
  stays
    .map((stay) => stay.arrivalDate as string)
    .sort()
    .at(-1) ?? ''

/** Bookings that a general conversation may be linked to: the soonest of each unit, soonest first. */
export function proposalsFor({ db, house, now }: Sight, conversation: Conversation): ConversationView['proposals'] {
  const stays = linkProposals(db, house, conversation, now)
  const references = new Map(
    readReservations(
      db,
      stays.map((stay) => stay.reservationId),
    ).map((one) => [one.id as string, one.reference]),
  )
  const firsts = stays.filter((stay, at) => stays.findIndex((one) => one.unitId === stay.unitId) === at)
  return firsts.flatMap((stay) => {
    const unit = house.units.find((one) => one.id === stay.unitId)
    return unit === undefined
      ? []
      : [
          {
            stayId: stay.id,
            unitKey: unit.key,
            unitName: unit.name,
            reference: references.get(stay.reservationId) ?? null,
            arrivalDate: stay.arrivalDate,
            departureDate: stay.departureDate,
          },
        ]
  })
}

/** To what the conversation belonged, newest first. */
export function linkViews({ db, house }: Sight, conversation: Conversation): ConversationView['links'] {
  return [...linksOfConversation(db, conversation.id)].reverse().map((link) => ({
    at: toIso(link.at),
    to: linkWords(db, house, link),
    reason: link.reason,
  }))
}

function linkWords(db: ReadableDb, house: House, link: ConversationLink): string {
  const stay = link.stayId === null ? null : readStay(db, link.stayId)
  if (stay === null) return 'No booking'
  const reference = link.reservationId === null ? null : (readReservation(db, link.reservationId)?.reference ?? null)
  const place = `${unitName(house, stay.unitId)}, ${daysOf(stay)}`
  return reference === null ? place : `${place} · ${reference}`
}

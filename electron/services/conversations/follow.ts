/** Conversations follow the bookings: the link rule at every material change, and pointers by phase. */
import { readGuest, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  type Conversation,
  conversationOf,
  conversationsLinkedTo,
  conversationsOfContact,
  readConversation,
} from '../../../db/queries/conversations.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import { type Contact, contactOfPhone } from '../../../db/queries/lines.ts'
import { momentsOfContact, reservationsTurning, writeMoment } from '../../../db/queries/routing.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { linkFingerprint } from '../../domain/link-rule.ts'
import { ok } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import type { RoutableStay } from '../../domain/stay-phase.ts'
import { addDays, dateOf, dateSchema } from '../../domain/time.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'
import { claimOf, takeClaim } from './claim.ts'
import { rootOf } from './contacts.ts'
import { followUnit } from './conversation.ts'
import { takeAlong } from './take-along.ts'

/** People who write or were written to under a phone of the reservation's guest. */
function contactsOf(work: Work, id: ReservationId): readonly Contact[] {
  const guestId = readReservation(work.db, id)?.guestId ?? null
  const phones = guestId === null ? [] : (readGuest(work.db, guestId)?.phones ?? [])
  const found = new Map<string, Contact>()
  for (const phone of phones) {
    const contact = contactOfPhone(work.db, phone)
    const root = contact === null ? null : rootOf(work.db, contact)
    if (root !== null) found.set(root.id, root)
  }
  return [...found.values()]
}

/**
 * To be called in the transaction of every change of a reservation, its stays, or its guest's phones. What matters to
 * texting has a fingerprint for each stay and phone; only where that is new the link rule runs and notes this moment.
 * Links of conversations that had one of these stays, and automatic texts that wait, follow in any case. Said again, it changes nothing.
 */
export function followReservation(work: Work, reservationId: ReservationId): void {
  const stays = staysOfReservation(work.db, reservationId).filter((stay) => !stay.provisional)
  const affected = new Map<string, Conversation>()
  const note = (one: Conversation): unknown => affected.set(one.id, one)
  conversationsLinkedTo(
    work.db,
    stays.map((stay) => stay.id),
  ).forEach(note)
  for (const contact of contactsOf(work, reservationId)) {
    const changed = noteMoments(work, contact, stays)
    const general = changed.length === 0 ? null : conversationOf(work.db, contact.id, null)
    const claim =
      general === null
        ? null
        : claimOf(
            work.db,
            work.house,
            general,
            changed.map((stay) => ({ stay: stay as RoutableStay, moment: work.now })),
          )
    if (claim !== null) takeClaim(work, claim)
    for (const one of conversationsOfContact(work.db, contact.id))
      if (stays.some((stay) => stay.unitId === one.unitId)) note(one)
  }
  for (const id of affected.keys()) {
    const one = readConversation(work.db, id as Conversation['id'])
    if (one !== null) followUnit(work, one)
  }
  takeAlong(work, reservationId)
}

/** Notes the moment for every stay that is new or changed for this person, and answers those stays. */
function noteMoments(work: Work, contact: Contact, stays: readonly Stay[]): readonly Stay[] {
  const known = new Map(momentsOfContact(work.db, contact.id).map((moment) => [moment.stayId, moment.fingerprint]))
  const changed = stays.filter((stay) => known.get(stay.id) !== linkFingerprint(stay))
  for (const stay of changed)
    writeMoment(work.db, {
      stayId: stay.id,
      contactId: contact.id,
      fingerprint: linkFingerprint(stay),
      at: work.now,
    })
  return changed
}

const setting = 'phases-followed'

/**
 * Upkeep: once a day of the property, links whose stay has begun or ended since the last time move on. Answers how many
 * did. Finds them by the days that have passed, not by looking through all conversations.
 */
export function followPhases(desk: Desk): number {
  const followed = transact(desk, program, (work) => {
    const today = dateOf(work.now, work.house.property.timeZone)
    const read = dateSchema.safeParse(readSetting(work.db, setting))
    const last = read.success ? read.data : addDays(today, -1)
    if (read.success && today <= last) return ok(0)
    let moved = 0
    for (const id of reservationsTurning(work.db, last, today)) {
      for (const contact of contactsOf(work, id))
        for (const one of conversationsOfContact(work.db, contact.id)) if (followUnit(work, one)) moved += 1
    }
    writeSetting(work.db, setting, today)
    return ok(moved)
  })
  return followed.ok ? followed.value : 0
}

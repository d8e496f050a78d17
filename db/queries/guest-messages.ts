/** What the program told each party, and what is to be told to those who were told before. */

import type { ContactId, ConversationId, MessageId, ReservationId } from '../../electron/domain/ids.ts'
import type { MessageStatus } from '../../electron/domain/message.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gt, inArray, isNull, or, sql } from '../query-words.ts'
import {
  contacts,
  conversationLinks,
  conversations,
  guestPhones,
  guestTellings,
  messages,
  reservations,
  reversibleActions,
  tellingsDue,
} from '../schema/index.ts'
import type { Message } from './messages.ts'

/** `page`: the link to their page alone, at the desk's word. */
export type TellingPurpose = 'welcome' | 'doors' | 'cancelled' | 'page'
export type Telling = {
  readonly messageId: MessageId
  readonly reservationId: ReservationId
  readonly purpose: TellingPurpose
  /** JSON of the doors it tells. */
  readonly doors: string
  readonly at: Instant
}
/** A telling, and how far its text has come. */
export type StoredTelling = Telling & {
  readonly status: MessageStatus
  readonly statusReason: string | null
  readonly conversationId: ConversationId
}
/** What is to be told next to a party that was told before, and since when that has not changed. */
export type DueTelling = { readonly reservationId: ReservationId; readonly target: string; readonly since: Instant }

const tellings = (db: ReadableDb) =>
  db
    .select({
      messageId: guestTellings.messageId,
      reservationId: guestTellings.reservationId,
      purpose: guestTellings.purpose,
      doors: guestTellings.doors,
      at: guestTellings.at,
      status: messages.status,
      statusReason: messages.statusReason,
      conversationId: messages.conversationId,
    })
    .from(guestTellings)
    .innerJoin(messages, eq(messages.id, guestTellings.messageId))

/** Oldest first. */
export const tellingsOf = (db: ReadableDb, ids: readonly ReservationId[]): readonly StoredTelling[] =>
  ids.length === 0
    ? []
    : (tellings(db)
        .where(inArray(guestTellings.reservationId, [...ids]))
        .orderBy(asc(guestTellings.at), sql`${guestTellings}.rowid`)
        .all() as readonly unknown[] as readonly StoredTelling[])
export const tellingOfMessage = (db: ReadableDb, id: MessageId): StoredTelling | null =>
  (tellings(db).where(eq(guestTellings.messageId, id)).get() as unknown as StoredTelling | undefined) ?? null
/** Texts that tell something to this party and have not begun to leave, oldest first. */
export const waitingTellingsOf = (
  db: ReadableDb,
  id: ReservationId,
): readonly Pick<Message, 'id' | 'conversationId' | 'stayId'>[] =>
  db
    .select({ id: messages.id, conversationId: messages.conversationId, stayId: messages.stayId })
    .from(guestTellings)
    .innerJoin(messages, eq(messages.id, guestTellings.messageId))
    .where(
      and(
        eq(guestTellings.reservationId, id),
        inArray(messages.status, ['scheduled', 'waiting', 'held']),
        isNull(messages.sid),
      ),
    )
    .orderBy(asc(guestTellings.at))
    .all() as readonly unknown[] as readonly Pick<Message, 'id' | 'conversationId' | 'stayId'>[]
/**
 * Whether a text left for this person, up to a moment, that this folder did not send and after which it told the party
 * nothing but `than`. Twilio's conversations say that it was one with codes; a number's log says only that it was ours.
 */
export const leftUntold = (
  db: ReadableDb,
  of: {
    readonly contactId: ContactId
    readonly reservationId: ReservationId
    readonly until: Instant
    readonly than: MessageId
  },
): boolean =>
  db.get(sql`
    select 1 from conversations c join messages m on m.conversation_id = c.id
    where c.contact_id = ${of.contactId} and m.direction = 'outbound' and m.at <= ${of.until}
      and (m.kind = 'codes' or m.sid like 'SM%' or m.sid like 'MM%')
      and not exists (select 1 from outbox o where o.message_id = m.id)
      and not exists (
        select 1 from guest_tellings t
        where t.reservation_id = ${of.reservationId} and t.at > m.at and t.message_id <> ${of.than})
    limit 1`) !== undefined
export const insertTelling = (db: WritableDb, telling: Telling): void => {
  db.insert(guestTellings).values(telling).run()
}
/** The text `to` says again what `from` said: a person has it sent once more. Nothing where `from` told no party. */
export function copyTelling(db: WritableDb, from: MessageId, to: MessageId, at: Instant): void {
  const row = db.select().from(guestTellings).where(eq(guestTellings.messageId, from)).get()
  if (row !== undefined)
    db.insert(guestTellings)
      .values({ ...row, messageId: to, at })
      .onConflictDoNothing()
      .run()
}

export const tellingsDueOf = (db: ReadableDb, ids: readonly ReservationId[]): readonly DueTelling[] =>
  ids.length === 0
    ? []
    : (db
        .select()
        .from(tellingsDue)
        .where(inArray(tellingsDue.reservationId, [...ids]))
        .all() as readonly unknown[] as readonly DueTelling[])
export const writeTellingDue = (db: WritableDb, due: DueTelling): void => {
  db.insert(tellingsDue).values(due).onConflictDoUpdate({ target: tellingsDue.reservationId, set: due }).run()
}
export const deleteTellingDue = (db: WritableDb, id: ReservationId): void => {
  db.delete(tellingsDue).where(eq(tellingsDue.reservationId, id)).run()
}

/** Cancellations by the desk since then that were not taken back, the last of each party. */
export const cancellationsSince = (
  db: ReadableDb,
  since: Instant,
): readonly { readonly reservationId: ReservationId; readonly at: Instant }[] =>
  db
    .select({ reservationId: reversibleActions.reservationId, at: sql<number>`max(${reversibleActions.at})` })
    .from(reversibleActions)
    .where(
      and(gt(reversibleActions.at, since), eq(reversibleActions.kind, 'cancel'), isNull(reversibleActions.undoneAt)),
    )
    .groupBy(reversibleActions.reservationId)
    .all()
    .map((row) => ({ reservationId: row.reservationId as ReservationId, at: row.at as Instant }))

/** The bookings a conversation may be about: those of every guest with one of this person's phones, and the linked one. */
export function reservationsOfConversation(db: ReadableDb, id: ConversationId): readonly ReservationId[] {
  const row = db
    .select({ contactId: conversations.contactId, linkId: conversations.linkId })
    .from(conversations)
    .where(eq(conversations.id, id))
    .get()
  if (row === undefined) return []
  const linked =
    row.linkId === null
      ? undefined
      : db
          .select({ id: conversationLinks.reservationId })
          .from(conversationLinks)
          .where(eq(conversationLinks.id, row.linkId))
          .get()
  const theirs = db
    .selectDistinct({ id: reservations.id })
    .from(contacts)
    .innerJoin(guestPhones, eq(guestPhones.phone, contacts.phone))
    .innerJoin(reservations, eq(reservations.guestId, guestPhones.guestId))
    .where(or(eq(contacts.id, row.contactId), eq(contacts.mergedIntoId, row.contactId)))
    .all()
  const ids = [linked?.id ?? null, ...theirs.map((one) => one.id)].filter((one) => one !== null)
  return [...new Set(ids)] as readonly string[] as readonly ReservationId[]
}

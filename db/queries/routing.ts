/** What the router, filing anew and the link rule read; all found by phone or by conversation, never by looking through. */

import type { ContactId, ConversationId, LineId, MessageId, ReservationId, StayId } from '../../electron/domain/ids.ts'
import { nearAfter, nearBefore, type RoutableStay } from '../../electron/domain/stay-phase.ts'
import { addDays, type CalendarDate, type Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from '../query-words.ts'
import { conversations, lines, linkMoments, messages, outbox, stays } from '../schema/index.ts'
import type { Message } from './messages.ts'

/**
 * Stays of all guests with one of these phones, by arrival, then order of entry; without provisional ones. Written out,
 * since every text asks it and building it cost more than running it.
 */
export const staysOfPhones = (db: ReadableDb, phones: readonly string[]): readonly RoutableStay[] =>
  phones.length === 0
    ? []
    : db.all<RoutableStay>(sql`
        select distinct s.id, s.reservation_id as reservationId, s.unit_id as unitId, s.status,
          s.arrival_date as arrivalDate, s.departure_date as departureDate, s.arrived_at as arrivedAt,
          s.departed_at as departedAt, s.created_at as createdAt, s.rowid as entry
        from guest_phones p join reservations r on r.guest_id = p.guest_id join stays s on s.reservation_id = r.id
        where p.phone in ${[...phones]} and s.provisional = 0
        order by s.arrival_date, s.created_at, s.rowid`)

/**
 * Reservations with a stay that in the days (after, upTo] begins, is over, comes within 30 days, or is more than 7 days
 * gone: at each of these what a conversation is about may change (domain/stay-phase.ts).
 */
export const reservationsTurning = (
  db: ReadableDb,
  after: CalendarDate,
  upTo: CalendarDate,
): readonly ReservationId[] =>
  db
    .selectDistinct({ id: stays.reservationId })
    .from(stays)
    .where(
      and(
        isNotNull(stays.reservationId),
        or(
          and(gt(stays.arrivalDate, after), lte(stays.arrivalDate, upTo)),
          and(gte(stays.departureDate, after), lt(stays.departureDate, upTo)),
          and(gt(stays.arrivalDate, addDays(after, nearBefore)), lte(stays.arrivalDate, addDays(upTo, nearBefore))),
          and(gte(stays.departureDate, addDays(after, -nearAfter)), lt(stays.departureDate, addDays(upTo, -nearAfter))),
        ),
      ),
    )
    .all()
    .map((row) => row.id as ReservationId)

/** Per conversation, when a person of the desk last wrote to the guest in [since, before). */
export const lastWrittenByDesk = (
  db: ReadableDb,
  ids: readonly ConversationId[],
  since: Instant,
  before: Instant,
): ReadonlyMap<ConversationId, Instant> =>
  ids.length === 0
    ? new Map()
    : new Map(
        db
          .all<{ id: ConversationId; at: Instant }>(sql`
            select conversation_id as id, max(at) as at from messages
            where conversation_id in ${[...ids]} and at >= ${since} and at < ${before} and direction = 'outbound'
              and kind = 'text' and author like 'desk:%' and status not in ('not-sent', 'scheduled')
            group by conversation_id`)
          .map((row) => [row.id, row.at] as const),
      )

/** Texts of these conversations from a moment on that reached us through Twilio and that no person settled. */
export const unsettledSince = (db: ReadableDb, ids: readonly ConversationId[], since: Instant): readonly Message[] =>
  ids.length === 0
    ? []
    : (db
        .select()
        .from(messages)
        .where(
          and(
            inArray(messages.conversationId, [...ids]),
            gte(messages.at, since),
            isNotNull(messages.sid),
            isNull(messages.clientId),
            isNull(messages.settledBy),
          ),
        )
        // Listings say the second only, webhooks the millisecond: within a second the index tells the order.
        .orderBy(
          sql`${messages.at} / 1000`,
          sql`${messages.messageIndex} asc nulls last`,
          asc(messages.at),
          asc(messages.sid),
        )
        .all() as unknown as readonly Message[])

const textSince = builtOnce((db) =>
  db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        sql`${messages.conversationId} in (select value from json_each(${sql.placeholder('ids')}))`,
        gte(messages.at, sql.placeholder('since')),
        isNotNull(messages.sid),
        isNull(messages.clientId),
      ),
    )
    .limit(1)
    .prepare(),
)
/** Whether one of these conversations has a text of Twilio's from that moment on. */
export const hasTextSince = (db: ReadableDb, ids: readonly ConversationId[], since: Instant): boolean =>
  ids.length > 0 && textSince(db).get({ ids: JSON.stringify(ids), since }) !== undefined

/** The newest text on a line before a moment, other than one: whose conversation a text of nobody's belongs to. */
export const textBefore = (db: ReadableDb, line: LineId, at: Instant, except: string | null): Message | null =>
  (db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.lineId, line),
        lt(messages.at, at),
        ne(messages.direction, 'internal'),
        except === null ? undefined : or(isNull(messages.sid), ne(messages.sid, except)),
      ),
    )
    .orderBy(sql`${messages.at} desc`, sql`${messages.messageIndex} desc`, sql`${messages.sid} desc`)
    .limit(1)
    .get() as unknown as Message | undefined) ?? null

/** Short texts that a phone wrote to one of our numbers, alone or in a group: among them what may be STOP or START. */
export const shortTextsOfPair = (
  db: ReadableDb,
  phone: string,
  number: string,
): readonly { readonly at: Instant; readonly body: string }[] =>
  db
    .select({ at: messages.at, body: messages.body })
    .from(messages)
    .innerJoin(lines, eq(lines.id, messages.lineId))
    .where(
      and(
        eq(messages.author, phone),
        eq(lines.number, number),
        eq(messages.direction, 'inbound'),
        sql`length(${messages.body}) <= 20`,
      ),
    )
    .all() as unknown as readonly { readonly at: Instant; readonly body: string }[]

/** Texts of one phone's lines that stand in a conversation with another contact than this. */
export const textsElsewhere = (db: ReadableDb, phone: ContactId, own: ContactId): readonly Message[] =>
  db
    .select({ message: messages })
    .from(lines)
    .innerJoin(messages, eq(messages.lineId, lines.id))
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(eq(lines.contactId, phone), ne(conversations.contactId, own)))
    .orderBy(asc(messages.at), asc(messages.messageIndex))
    .all()
    .map((row) => row.message as unknown as Message)

/** Texts of ours on a line whose outcome is not known, oldest first. */
export const unprovenTexts = (db: ReadableDb, line: LineId): readonly Message[] =>
  db
    .select({ message: messages })
    .from(outbox)
    .innerJoin(messages, eq(messages.id, outbox.messageId))
    .where(and(eq(messages.lineId, line), isNull(messages.sid), inArray(messages.status, ['sending', 'unknown'])))
    .orderBy(asc(messages.at))
    .all()
    .map((row) => row.message as unknown as Message)

export const updateMessages = (
  db: WritableDb,
  ids: readonly MessageId[],
  change: Partial<Omit<Message, 'id'>>,
): void => {
  if (ids.length === 0) return
  db.update(messages)
    .set(change)
    .where(inArray(messages.id, [...ids]))
    .run()
}

export type LinkMoment = {
  readonly stayId: StayId
  readonly contactId: ContactId
  readonly fingerprint: string
  readonly at: Instant
}
export const momentsOfContact = (db: ReadableDb, id: ContactId): readonly LinkMoment[] =>
  db.select().from(linkMoments).where(eq(linkMoments.contactId, id)).all() as unknown as readonly LinkMoment[]
export const writeMoment = (db: WritableDb, moment: LinkMoment): void => {
  db.insert(linkMoments)
    .values(moment)
    .onConflictDoUpdate({
      target: [linkMoments.stayId, linkMoments.contactId],
      set: { fingerprint: moment.fingerprint, at: moment.at },
    })
    .run()
}

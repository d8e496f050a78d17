/** The Inbox: its list of conversations with their counts, cut by SQLite, and what a row is drawn from. */

import type { ConversationId, ReservationId, StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb } from '../open-database.ts'
import { type SQL, sql } from '../query-words.ts'

export type InboxSelection = 'open' | 'review' | 'unknown' | 'no-unit' | 'stuck' | 'closed'

/** The contact's own phone or one merged into it stands in a guest's entry. */
const known = sql`(
  exists (select 1 from contacts k join guest_phones p on p.phone = k.phone where k.id = c.contact_id)
  or exists (select 1 from contacts k join guest_phones p on p.phone = k.phone where k.merged_into_id = c.contact_id))`

/** Conversations without a text are in no list: made for a text that was never written, or emptied by a move. */
const selections: Record<InboxSelection, SQL> = {
  open: sql`c.closed_at is null and c.last_message_at is not null`,
  review: sql`c.needs_review > 0 and c.last_message_at is not null`,
  unknown: sql`c.closed_at is null and c.last_message_at is not null and c.unit_id is null and not ${known}`,
  'no-unit': sql`c.closed_at is null and c.last_message_at is not null and c.unit_id is null and ${known}`,
  stuck: sql`c.stuck > 0 and c.last_message_at is not null`,
  closed: sql`c.closed_at is not null and c.last_message_at is not null`,
}

/** The small index of the general ones is named: SQLite would walk all open ones and look at each. */
const fromGeneral = sql`conversations c indexed by conversation_no_unit`
const sources: Partial<Record<InboxSelection, SQL>> = { unknown: fromGeneral, 'no-unit': fromGeneral }
const sourceOf = (selection: InboxSelection): SQL => sources[selection] ?? sql`conversations c`

const numberOf = (db: ReadableDb, from: SQL, where: SQL): number =>
  db.get<{ n: number }>(sql`select count(*) as n from ${from} where ${where}`).n
const selectedNumber = (db: ReadableDb, selection: InboxSelection): number =>
  numberOf(db, sourceOf(selection), selections[selection])

export type InboxCounts = {
  readonly open: number
  readonly review: number
  readonly unknown: number
  readonly noUnit: number
  readonly stuck: number
  readonly closed: number
  readonly unread: number
}
export function inboxCounts(db: ReadableDb): InboxCounts {
  const general = numberOf(
    db,
    fromGeneral,
    sql`c.closed_at is null and c.last_message_at is not null and c.unit_id is null`,
  )
  const unknown = selectedNumber(db, 'unknown')
  return {
    open: selectedNumber(db, 'open'),
    review: selectedNumber(db, 'review'),
    unknown,
    noUnit: general - unknown,
    stuck: selectedNumber(db, 'stuck'),
    closed: selectedNumber(db, 'closed'),
    unread: unreadConversations(db),
  }
}

/** Conversations with a text of a guest that nobody has read. */
export const unreadConversations = (db: ReadableDb): number => numberOf(db, sql`conversations c`, sql`c.unread > 0`)

/** `%` and `_` typed by a person are themselves. */
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Ids of the conversations of a selection, newest text first. */
export const selectedConversations = (
  db: ReadableDb,
  selection: InboxSelection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): readonly ConversationId[] =>
  db
    .all<{ id: ConversationId }>(
      sql`select c.id from ${sourceOf(selection)} where ${selections[selection]} order by c.last_message_at desc, c.id desc limit ${limit} offset ${offset}`,
    )
    .map((row) => row.id)

/**
 * Ids of all conversations of a selection with this in the guest's name, the phone, the unit or a text, newest first.
 * A text that holds a PIN or a link is found by `shown`, its body as screens have it: what stands for them is not searched.
 */
export function searchedConversations(
  db: ReadableDb,
  selection: InboxSelection,
  typed: string,
  shown: (body: string) => string,
): readonly ConversationId[] {
  const text = typed.trim()
  const digits = text.replace(/\D/g, '')
  const phone =
    digits.length >= 3 && /^[\d\s().+-]+$/.test(text)
      ? sql`or exists (select 1 from contacts k where (k.id = c.contact_id or k.merged_into_id = c.contact_id) and k.phone like ${like(digits)})`
      : sql``
  const said = db
    .all<{ id: string; body: string | null }>(
      sql`select distinct conversation_id as id, case when instr(body, '{{p') > 0 then body end as body from messages where body like ${like(text)} escape '\\'`,
    )
    .filter((row) => row.body === null || shown(row.body).toLowerCase().includes(text.toLowerCase()))
    .map((row) => row.id)
  return db
    .all<{ id: ConversationId }>(
      sql`
      with said(id) as (
        select value from json_each(${JSON.stringify(said)})),
      named(id) as (
        select coalesce(k.merged_into_id, k.id) from guests g join guest_phones p on p.guest_id = g.id join contacts k on k.phone = p.phone
        where g.name like ${like(text)} escape '\\')
      select c.id from conversations c left join units u on u.id = c.unit_id
      where ${selections[selection]} and (
        c.id in (select id from said) or c.contact_id in (select id from named)
        or u.key = ${text} collate nocase or u.name like ${like(text)} escape '\\' ${phone})
      order by c.last_message_at desc, c.id desc`,
    )
    .map((row) => row.id)
}

export type InboxLine = {
  readonly id: ConversationId
  readonly contactId: string
  readonly unitId: string | null
  readonly phone: string
  readonly pinned: boolean
  readonly unread: number
  readonly needsReview: number
  readonly stuck: number
  readonly optedOut: boolean
  readonly lastAt: Instant | null
  readonly lastBody: string | null
  readonly lastDirection: 'inbound' | 'outbound' | 'internal' | null
  readonly hasMedia: boolean
  /** Whose booking it belongs to now. */
  readonly guestName: string | null
  readonly reservationId: ReservationId | null
  readonly stayId: StayId | null
  readonly closedAt: Instant | null
}
const inList = (values: readonly string[]): SQL => sql`(select value from json_each(${JSON.stringify(values)}))`

/** What the rows of these conversations are drawn from, in the order given. */
export function inboxLines(db: ReadableDb, ids: readonly ConversationId[]): readonly InboxLine[] {
  const rows = db.all<
    Omit<InboxLine, 'pinned' | 'optedOut' | 'hasMedia'> & { pinned: number; optedOut: number; hasMedia: number }
  >(sql`
    select c.id, c.contact_id as contactId, c.unit_id as unitId, k.phone, c.pinned_at is not null as pinned, c.unread,
      c.needs_review as needsReview, c.stuck, c.closed_at as closedAt, c.last_message_at as lastAt, m.body as lastBody,
      m.direction as lastDirection, exists (select 1 from message_media a where a.message_id = m.id) as hasMedia,
      case when c.line_id is null then exists (select 1 from lines o where o.contact_id = c.contact_id and o.opted_out_at is not null)
        else l.opted_out_at is not null end as optedOut,
      g.name as guestName, h.reservation_id as reservationId, h.stay_id as stayId
    from conversations c join contacts k on k.id = c.contact_id
      left join messages m on m.id = c.last_message_id left join lines l on l.id = c.line_id
      left join conversation_links h on h.id = c.link_id
      left join reservations r on r.id = h.reservation_id left join guests g on g.id = r.guest_id
    where c.id in ${inList(ids)}`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row === undefined
      ? []
      : [{ ...row, pinned: row.pinned === 1, optedOut: row.optedOut === 1, hasMedia: row.hasMedia === 1 }]
  })
}

/** Guests with a phone of these people, by the person's (root) contact; the name they gave, or null. */
export function guestsOfContacts(
  db: ReadableDb,
  contacts: readonly string[],
): ReadonlyMap<string, readonly { readonly guestId: string; readonly name: string | null }[]> {
  const found = new Map<string, { guestId: string; name: string | null }[]>()
  for (const { contactId, ...guest } of db.all<{ contactId: string; guestId: string; name: string | null }>(sql`
    select distinct coalesce(k.merged_into_id, k.id) as contactId, g.id as guestId, g.name
    from (select * from contacts where id in ${inList(contacts)} union select * from contacts where merged_into_id in ${inList(contacts)}) k
      join guest_phones p on p.phone = k.phone join guests g on g.id = p.guest_id
    order by g.created_at, g.id`))
    found.set(contactId, [...(found.get(contactId) ?? []), guest])
  return found
}

/** Conversations with texts that wait for review, the newest first. */
export const conversationsToReview = (
  db: ReadableDb,
  limit: number,
): readonly { readonly id: ConversationId; readonly unitId: UnitId | null; readonly needsReview: number }[] =>
  db.all(sql`
    select c.id, c.unit_id as unitId, c.needs_review as needsReview from conversations c
    where ${selections.review} order by c.last_message_at desc, c.id desc limit ${limit}`)

/** How far the outbound texts of these conversations have come, as far as they are not through. */
export const openStatuses = (
  db: ReadableDb,
  ids: readonly ConversationId[],
): readonly { readonly id: ConversationId; readonly status: string }[] =>
  db.all<{ id: ConversationId; status: string }>(sql`
    select distinct m.conversation_id as id, m.status from outbox o join messages m on m.id = o.message_id
    where o.status in ('waiting', 'sending', 'unknown') and m.conversation_id in ${inList(ids)}
    union select m.conversation_id, m.status from messages m
    where m.direction = 'outbound' and m.status in ('failed', 'undelivered', 'held')
      and m.conversation_id in (select c.id from conversations c where c.stuck > 0 and c.id in ${inList(ids)})`)

/** Texts in a conversation. */
export const messageCount = (db: ReadableDb, id: ConversationId): number =>
  db.get<{ n: number }>(sql`select count(*) as n from messages where conversation_id = ${id}`).n

/** When texts that wait are to be sent, by message. */
export const plannedSendings = (db: ReadableDb, messages: readonly string[]): ReadonlyMap<string, Instant> =>
  new Map(
    db
      .all<{ id: string; at: Instant }>(
        sql`select message_id as id, not_before as at from outbox where not_before is not null and status in ('waiting', 'held') and message_id in ${inList(messages)}`,
      )
      .map((row) => [row.id, row.at]),
  )

/** Texts of guests that nobody has read, by the reservation their conversation belongs to now. */
export const unreadByReservation = (db: ReadableDb, ids: readonly ReservationId[]): ReadonlyMap<string, number> =>
  new Map(
    db
      .all<{ id: string; n: number }>(sql`
    select h.reservation_id as id, sum(c.unread) as n from conversations c join conversation_links h on h.id = c.link_id
    where c.unread > 0 and h.reservation_id in ${inList(ids)} group by h.reservation_id`)
      .map((row) => [row.id, row.n]),
  )

/** How many earlier bookings the guest of each of these had and left: cancelled ones and no-shows do not count. */
export const earlierBookings = (db: ReadableDb, ids: readonly ReservationId[]): ReadonlyMap<string, number> =>
  new Map(
    db
      .all<{ id: string; n: number }>(sql`
        select r.id, count(distinct o.id) as n from reservations r
          join reservations o on o.guest_id = r.guest_id and o.id <> r.id
          join stays s on s.reservation_id = o.id and s.status = 'departed'
        where r.id in ${inList(ids)}
          and s.departure_date <= (select min(f.arrival_date) from stays f where f.reservation_id = r.id)
        group by r.id`)
      .map((row) => [row.id, row.n]),
  )

export type ArrivedText = {
  readonly id: string
  readonly conversationId: ConversationId
  readonly unitId: string | null
  readonly at: Instant
  readonly receivedAt: Instant
}
/** Texts of guests that reached this desk after `since` and that nobody has read yet, oldest first. */
export const unreadTextsSince = (db: ReadableDb, since: Instant): readonly ArrivedText[] =>
  db.all<ArrivedText>(sql`
    select m.id, m.conversation_id as conversationId, c.unit_id as unitId, m.at, m.received_at as receivedAt
    from conversations c join messages m on m.conversation_id = c.id
    where c.unread > 0 and m.direction = 'inbound' and m.read_at is null and m.received_at > ${since}
    order by m.received_at, m.id`)

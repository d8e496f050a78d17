/** The bookings list: one row a reservation, or a stay that has none yet. Counted and cut by SQLite. */

import type { ReadableDb } from '../open-database.ts'
import { sql } from '../query-words.ts'

export type SearchFilter = {
  readonly text: string
  /** First day of a month and of the next, or null. */
  readonly from: string | null
  readonly to: string | null
  readonly unitId: string | null
  readonly channel: string | null
  readonly status: string | null
  readonly today: string
  readonly limit: number
  readonly offset: number
}
export type FoundBooking = {
  readonly reservationId: string | null
  readonly stayId: string | null
  readonly guestName: string | null
  readonly reference: string | null
  readonly channel: string
  readonly unitIds: string
  readonly arrivalDate: string
  readonly departureDate: string
  readonly status: string
}

const grouped = sql`
  select coalesce(s.reservation_id, s.id) as key, s.reservation_id as reservationId,
    case when s.reservation_id is null then s.id end as stayId,
    g.name as guestName, r.reference as reference, coalesce(r.channel, s.channel) as channel,
    group_concat(s.unit_id) as unitIds, min(s.arrival_date) as arrivalDate, max(s.departure_date) as departureDate,
    max(s.status = 'in-house') as inHouse, max(s.status = 'expected') as expected, max(s.status = 'departed') as departed,
    max(s.status = 'no-show') as noShow, min(s.placed) as placed, max(s.status = 'expected' and s.arrival_date) as lastArrival,
    min(case when s.status = 'expected' then s.arrival_date end) as firstExpected
  from stays s left join reservations r on r.id = s.reservation_id left join guests g on g.id = r.guest_id
  where s.kind <> 'block-suspected'
  group by coalesce(s.reservation_id, s.id)`

const judged = (today: string) => sql`
  select *, case
    when expected and not placed then 'double-booking'
    when inHouse then 'in-house'
    when expected and firstExpected < ${today} then 'overdue'
    when expected and reservationId is null then 'not-named'
    when expected then 'expected'
    when departed then 'departed'
    when noShow then 'no-show'
    else 'cancelled' end as status
  from (${grouped})`

/** `%` and `_` typed by a person are themselves. */
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export function searchBookings(
  db: ReadableDb,
  filter: SearchFilter,
): { readonly rows: readonly FoundBooking[]; readonly matched: number; readonly total: number } {
  const conditions = [sql`1 = 1`]
  const text = filter.text.trim()
  if (text !== '') {
    const digits = text.replace(/\D/g, '')
    const compact = text.replace(/[\s.-]/g, '')
    const byPhone =
      digits.length >= 3
        ? sql`or exists (select 1 from reservations r2 join guest_phones p on p.guest_id = r2.guest_id where r2.id = found.reservationId and p.phone like ${like(digits)} escape '\\')`
        : sql``
    conditions.push(
      sql`(guestName like ${like(text)} escape '\\' or reference like ${like(compact)} escape '\\' or exists (select 1 from units u where instr(unitIds, u.id) > 0 and (u.key = ${text} collate nocase or u.name like ${like(text)} escape '\\')) ${byPhone})`,
    )
  }
  if (filter.from !== null && filter.to !== null)
    conditions.push(sql`arrivalDate < ${filter.to} and departureDate >= ${filter.from}`)
  if (filter.unitId !== null) conditions.push(sql`instr(unitIds, ${filter.unitId}) > 0`)
  if (filter.channel !== null) conditions.push(sql`channel = ${filter.channel}`)
  if (filter.status !== null) conditions.push(sql`status = ${filter.status}`)
  const where = sql.join(conditions, sql` and `)
  const rows = db.all<FoundBooking>(
    sql`select * from (${judged(filter.today)}) as found where ${where} order by arrivalDate >= ${filter.today} desc, case when arrivalDate >= ${filter.today} then arrivalDate end, arrivalDate desc, key limit ${filter.limit} offset ${filter.offset}`,
  )
  const matched = db.get<{ n: number }>(
    sql`select count(*) as n from (${judged(filter.today)}) as found where ${where}`,
  ).n
  const total = db.get<{ n: number }>(
    sql`select count(distinct coalesce(reservation_id, id)) as n from stays where kind <> 'block-suspected'`,
  ).n
  return { rows, matched, total }
}

export const knownChannels = (db: ReadableDb): readonly string[] =>
  db
    .all<{ channel: string }>(
      sql`select distinct channel from (select channel from reservations union select channel from stays) order by channel`,
    )
    .map((row) => row.channel)

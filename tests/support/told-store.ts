/** What a store says of texting, by what it is about and not by ids: equal for two stores that were told the same. */
import type { Desk } from '../../electron/services/desk/index.ts'

export type ToldStore = {
  readonly conversations: readonly unknown[]
  readonly messages: readonly { readonly route_rule: string | null; readonly direction: string }[]
  readonly media: readonly unknown[]
  readonly lines: readonly unknown[]
  readonly twilioConversations: readonly unknown[]
  readonly members: readonly unknown[]
  readonly staffTexts: readonly unknown[]
}

/** A conversation as its person and place. */
const place = `c.phone, u.key as unit`
const placed = `join contacts c on c.id = v.contact_id left join units u on u.id = v.unit_id`

export function toldStore({ store }: Desk): ToldStore {
  const all = <Row>(sql: string): readonly Row[] => store.sqlite.prepare(sql).all() as Row[]
  return {
    // One without a text is in no list: made for a text that turned out to belong elsewhere.
    conversations: all(
      `select ${place}, l.number, v.unread, v.needs_review, v.stuck, v.closed_at is null as open, v.last_message_at, last.sid as last,
         r.reference
       from conversations v ${placed} left join lines l on l.id = v.line_id left join messages last on last.id = v.last_message_id
         left join conversation_links h on h.id = v.link_id left join reservations r on r.id = h.reservation_id
       where v.last_message_at is not null order by c.phone, u.key`,
    ),
    messages: all(
      `select m.sid, ${place}, lc.phone as line, l.number, m.twilio_conversation_sid, m.message_index, m.direction, m.kind, m.author,
         m.body, m.prefix, m.client_id, m.at, m.status, m.error_code, m.route_rule, m.guess, m.needs_review, m.roster_unknown,
         m.read_at is null as unread, r.reference,
         (select group_concat(au.key || '/' || ar.reference) from json_each(m.alternatives) a
           join units au on au.id = json_extract(a.value, '$.unitId')
           join reservations ar on ar.id = json_extract(a.value, '$.reservationId')) as alternatives
       from messages m join conversations v on v.id = m.conversation_id ${placed}
         left join lines l on l.id = m.line_id left join contacts lc on lc.id = l.contact_id
         left join reservations r on r.id = m.reservation_id order by m.sid`,
    ),
    media: all(
      `select m.sid, a.position, a.sid as media, a.content_type, a.size, a.state from message_media a
       join messages m on m.id = a.message_id order by m.sid, a.position`,
    ),
    lines: all(
      `select c.phone, l.number, l.mode, l.opted_out_at from lines l join contacts c on c.id = l.contact_id
       where exists (select 1 from messages m where m.line_id = l.id) order by c.phone, l.number`,
    ),
    twilioConversations: all(
      `select s.sid, c.phone, l.number, s.kind, s.state from line_sids s join lines l on l.id = s.line_id
       join contacts c on c.id = l.contact_id order by s.sid`,
    ),
    members: all('select conversation_sid, address from group_members order by conversation_sid, address'),
    staffTexts: all('select sid, phone, number, body, at from staff_texts order by sid'),
  }
}

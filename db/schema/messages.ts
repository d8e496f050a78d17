/** Texts in and out, what waits to be sent, and what Twilio told us. */

import { sql } from '../query-words.ts'
import { reservations, stays } from './bookings.ts'
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from './columns.ts'
import { conversations, lines } from './conversations.ts'

export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    /** Twilio's: `IM…`, or `SM…`/`MM…` where the text never was in a Twilio conversation. */
    sid: text('sid'),
    /** Ours, sent along in the attributes, so that a lost answer can be looked up. */
    clientId: text('client_id'),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'restrict' }),
    lineId: text('line_id').references(() => lines.id, { onDelete: 'restrict' }),
    twilioConversationSid: text('twilio_conversation_sid'),
    messageIndex: integer('message_index'),
    direction: text('direction', { enum: ['inbound', 'outbound', 'internal'] }).notNull(),
    /** `codes`, `welcome` and other automatic texts do not count as written by the desk. */
    kind: text('kind', { enum: ['text', 'note', 'welcome', 'codes'] }).notNull(),
    /** A phone in E.164, `desk:NAME`, `Latchkey`, or what Twilio gave. */
    author: text('author').notNull(),
    /** Of an outbound text: with a placeholder for each PIN, and without the prefix. */
    body: text('body').notNull(),
    /** Set before the body of an outbound text on a shared line, when it was sent. */
    prefix: text('prefix'),
    /** Twilio's time; of what has not been sent yet, ours. */
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    status: text('status').notNull(),
    /** Twilio's code where it failed, and what Latchkey says to it or why it was not sent. */
    errorCode: integer('error_code'),
    statusReason: text('status_reason'),
    routeRule: text('route_rule'),
    /** JSON of `{unitId,reservationId,stayId}`: where else it might belong. */
    alternatives: text('alternatives').notNull().default('[]'),
    /** Filed by a guess that is said, or one that a person should look at. */
    guess: integer('guess', { mode: 'boolean' }).notNull().default(false),
    needsReview: integer('needs_review', { mode: 'boolean' }).notNull().default(false),
    /** Filed before the roster of its Twilio conversation was known: filed again once it is. */
    rosterUnknown: integer('roster_unknown', { mode: 'boolean' }).notNull().default(false),
    /** A person kept or moved it: no rule files it again. */
    settledBy: text('settled_by'),
    readAt: integer('read_at'),
    stayId: text('stay_id').references(() => stays.id, { onDelete: 'set null' }),
    reservationId: text('reservation_id').references(() => reservations.id, { onDelete: 'set null' }),
  },
  (table) => [
    uniqueIndex('message_sid').on(table.sid),
    // Not of nulls: every guest's text has none, and SQLite would take them all for a good place to look.
    uniqueIndex('message_client_id').on(table.clientId).where(sql`${table.clientId} is not null`),
    index('message_conversation').on(table.conversationId, table.at),
    index('message_twilio').on(table.twilioConversationSid, table.messageIndex),
    index('message_line').on(table.lineId, table.at),
    index('message_author').on(table.author, table.at),
    index('message_unread')
      .on(table.conversationId)
      .where(sql`${table.direction} = 'inbound' and ${table.readAt} is null`),
    index('message_open_status')
      .on(table.status, table.at)
      .where(sql`${table.direction} = 'outbound' and ${table.status} in ('sent', 'unknown')`),
    check('message_direction', sql`${table.direction} in ('inbound', 'outbound', 'internal')`),
  ],
)

/** Pictures and files of texts, sealed: guests send photos of passports. */
export const messageMedia = sqliteTable(
  'message_media',
  {
    id: text('id').primaryKey(),
    messageId: text('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** `ME…`, with the Twilio service it lies in; or the address of a Programmable Messaging file. */
    sid: text('sid'),
    serviceSid: text('service_sid'),
    url: text('url'),
    contentType: text('content_type').notNull(),
    filename: text('filename'),
    size: integer('size'),
    state: text('state', { enum: ['pending', 'stored', 'failed'] }).notNull(),
    sealed: blob('sealed', { mode: 'buffer' }),
    attempts: integer('attempts').notNull().default(0),
    nextTryAt: integer('next_try_at').notNull().default(0),
    fault: text('fault'),
  },
  (table) => [
    uniqueIndex('media_place').on(table.messageId, table.position),
    index('media_pending').on(table.nextTryAt).where(sql`${table.state} = 'pending'`),
  ],
)

/** Durable outgoing work. Failed rows stay for staff. */
export const outbox = sqliteTable(
  'outbox',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['message'] }).notNull(),
    /** Said twice, it is done once. */
    key: text('key').notNull(),
    messageId: text('message_id').references(() => messages.id, { onDelete: 'restrict' }),
    /** What is in one lane leaves in order, one at a time. */
    lane: text('lane').notNull(),
    /** JSON, parsed again when it is taken up. */
    payload: text('payload').notNull(),
    status: text('status', {
      enum: ['waiting', 'sending', 'unknown', 'sent', 'failed', 'held', 'dropped'],
    }).notNull(),
    /** Send later: not before this moment. */
    notBefore: integer('not_before'),
    createdAt: integer('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When the call that may have been accepted began: what is looked up is not older. */
    sendingSince: integer('sending_since'),
    nextTryAt: integer('next_try_at').notNull(),
    fault: text('fault'),
    errorCode: integer('error_code'),
    /** A person said: send it all the same. */
    releasedBy: text('released_by'),
    settledAt: integer('settled_at'),
  },
  (table) => [
    uniqueIndex('outbox_key').on(table.key),
    index('outbox_due').on(table.nextTryAt).where(sql`${table.status} in ('waiting', 'sending', 'unknown')`),
    index('outbox_message').on(table.messageId),
    index('outbox_lane').on(table.lane, table.createdAt),
  ],
)

/** What the desk writes often; `{field}` is filled from the booking and checked before it is sent. */
export const messageTemplates = sqliteTable(
  'message_templates',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    body: text('body').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [uniqueIndex('template_name').on(table.name, table.language)],
)

/** A webhook as it came, sealed, kept before it is answered. The key makes a repetition harmless. */
export const webhookInbox = sqliteTable(
  'webhook_inbox',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    path: text('path', { enum: ['conversations', 'messages', 'status'] }).notNull(),
    key: text('key').notNull(),
    /** Null once it is worked off. */
    sealed: blob('sealed', { mode: 'buffer' }),
    /** Twilio's time of the event, where it says one: earlier ones are worked off first. */
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    processedAt: integer('processed_at'),
    outcome: text('outcome'),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    uniqueIndex('webhook_key').on(table.key),
    index('webhook_waiting').on(table.at).where(sql`${table.processedAt} is null`),
    index('webhook_outcome').on(table.outcome),
  ],
)

/** Our numbers, in their order, and which stream of Twilio is believed for each. */
export const numbers = sqliteTable('numbers', {
  phone: text('phone').primaryKey(),
  position: integer('position').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull(),
  authority: text('authority', { enum: ['conversations', 'messaging'] }).notNull(),
  /** `PN…` */
  sid: text('sid'),
  /** Whether Twilio makes a conversation of every unknown sender; `asked`: a person must say yes first. */
  autocreation: text('autocreation', { enum: ['unknown', 'off', 'on'] })
    .notNull()
    .default('unknown'),
  /** A webhook address found at Twilio that is not ours: replaced only after a yes. */
  foreignUrl: text('foreign_url'),
  /** Up to this moment (of Twilio) the log of the number was read in completed listings. */
  watermark: integer('watermark').notNull().default(0),
  checkedAt: integer('checked_at'),
  fault: text('fault'),
})

/** Texts of managers and reception, one to one: commands. Kept here until they are answered. */
export const staffTexts = sqliteTable(
  'staff_texts',
  {
    id: text('id').primaryKey(),
    sid: text('sid').notNull(),
    phone: text('phone').notNull(),
    number: text('number'),
    /** The Twilio conversation it came in, where it did: the answer goes back there. */
    conversationSid: text('conversation_sid'),
    body: text('body').notNull(),
    at: integer('at').notNull(),
    receivedAt: integer('received_at').notNull(),
    /** The sid under which its number's own stream brought it too. */
    copySid: text('copy_sid'),
    seenAt: integer('seen_at'),
  },
  (table) => [uniqueIndex('staff_text_sid').on(table.sid), index('staff_text_copy').on(table.copySid)],
)

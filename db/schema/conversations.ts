/** What staff see of texting: contacts, the conversation of each apartment, and which reservation it belongs to. */
import { sql } from '../query-words.ts'
import { reservations, stays } from './bookings.ts'
import { type AnySQLiteColumn, check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from './columns.ts'
import { units } from './house.ts'

/** One phone number that is not ours and not the staff's. */
export const contacts = sqliteTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    phone: text('phone').notNull(),
    /** Said by a person to be the same one as that contact: its texts are filed there. Never a chain. */
    mergedIntoId: text('merged_into_id').references((): AnySQLiteColumn => contacts.id, { onDelete: 'restrict' }),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('contact_phone').on(table.phone), index('contact_merged').on(table.mergedIntoId)],
)

/** One pair (guest phone, our number). Twilio holds at most one open conversation for it. */
export const lines = sqliteTable(
  'lines',
  {
    id: text('id').primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'restrict' }),
    /** Our number. */
    number: text('number').notNull(),
    /** How a text leaves: one to one, or into the group of guest and managers. */
    mode: text('mode', { enum: ['one-to-one', 'group'] }).notNull(),
    /** Why a group was wanted and is not: shown to the desk. */
    groupRefused: text('group_refused'),
    /** The guest texted STOP to this number: nothing may be sent until START. */
    optedOutAt: integer('opted_out_at'),
    /** Set where the line is to be opened on Twilio before a text needs it; null once it is or where nothing asks. */
    openBy: integer('open_by'),
    openAttempts: integer('open_attempts').notNull().default(0),
    openFault: text('open_fault'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [uniqueIndex('line_pair').on(table.contactId, table.number), index('line_open_by').on(table.openBy)],
)

/** Every Twilio conversation there was, and the line it carried. Without a line while its roster is not known. */
export const lineSids = sqliteTable(
  'line_sids',
  {
    sid: text('sid').primaryKey(),
    lineId: text('line_id').references(() => lines.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: ['one-to-one', 'group'] }).notNull(),
    state: text('state', { enum: ['active', 'inactive', 'closed'] }).notNull(),
    /** All messages up to this index were read in a completed listing. Never moved by a webhook. */
    verifiedIndex: integer('verified_index').notNull().default(-1),
    checkedAt: integer('checked_at'),
    /** To be listed at the next chance: a gap, a hint, a roster that is not known. */
    checkSoon: integer('check_soon', { mode: 'boolean' }).notNull().default(false),
    firstSeenAt: integer('first_seen_at').notNull(),
    /** Ours in it, as its roster says: a conversation with one of the staff has no line that would. */
    number: text('number'),
  },
  (table) => [index('line_sid_line').on(table.lineId)],
)

/** Who is in a group on Twilio, as last known. */
export const groupMembers = sqliteTable(
  'group_members',
  {
    conversationSid: text('conversation_sid')
      .notNull()
      .references(() => lineSids.sid, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    participantSid: text('participant_sid'),
  },
  (table) => [primaryKey({ columns: [table.conversationSid, table.address] })],
)

/** Unique per (contact, unit), plus one general conversation per contact. */
export const conversations = sqliteTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'restrict' }),
    /** Null for the general one. A general one may get its unit once; a unit never changes. */
    unitId: text('unit_id').references(() => units.id, { onDelete: 'restrict' }),
    /** The line its texts leave by. In a pool a line with one conversation is reserved for it. */
    lineId: text('line_id').references(() => lines.id, { onDelete: 'restrict' }),
    lineSetAt: integer('line_set_at'),
    lineSetBy: text('line_set_by', { enum: ['route', 'send', 'staff'] }),
    pinnedAt: integer('pinned_at'),
    /** The current entry of its link history. */
    linkId: integer('link_id'),
    closedAt: integer('closed_at'),
    createdAt: integer('created_at').notNull(),
    /** Kept up with every change of its messages, so that 20,000 rows are listed without counting. */
    lastMessageId: text('last_message_id'),
    lastMessageAt: integer('last_message_at'),
    unread: integer('unread').notNull().default(0),
    needsReview: integer('needs_review').notNull().default(0),
    /** Outbound texts that a person must look at: failed, or waiting for a yes. */
    stuck: integer('stuck').notNull().default(0),
  },
  (table) => [
    uniqueIndex('conversation_unit').on(table.contactId, table.unitId).where(sql`${table.unitId} is not null`),
    uniqueIndex('conversation_general').on(table.contactId).where(sql`${table.unitId} is null`),
    uniqueIndex('conversation_pin').on(table.contactId).where(sql`${table.pinnedAt} is not null`),
    index('conversation_contact').on(table.contactId),
    index('conversation_line').on(table.lineId),
    // The lists of the Inbox, newest text on top: each counts and walks its own small index.
    index('conversation_open')
      .on(table.lastMessageAt)
      .where(sql`${table.closedAt} is null and ${table.lastMessageAt} is not null`),
    index('conversation_closed')
      .on(table.lastMessageAt)
      .where(sql`${table.closedAt} is not null and ${table.lastMessageAt} is not null`),
    index('conversation_no_unit')
      .on(table.lastMessageAt, table.contactId)
      .where(sql`${table.unitId} is null and ${table.closedAt} is null and ${table.lastMessageAt} is not null`),
    index('conversation_unread').on(table.lastMessageAt).where(sql`${table.unread} > 0`),
    index('conversation_review').on(table.lastMessageAt).where(sql`${table.needsReview} > 0`),
    index('conversation_stuck').on(table.lastMessageAt).where(sql`${table.stuck} > 0`),
    check('line_set_whole', sql`(${table.lineId} is null) = (${table.lineSetAt} is null)`),
  ],
)

/** Append-only: to which stay a conversation belonged, since when and why. */
export const conversationLinks = sqliteTable(
  'conversation_links',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'restrict' }),
    stayId: text('stay_id').references(() => stays.id, { onDelete: 'set null' }),
    reservationId: text('reservation_id').references(() => reservations.id, { onDelete: 'set null' }),
    rule: text('rule').notNull(),
    reason: text('reason').notNull(),
    /** The moment ages were measured from. */
    at: integer('at').notNull(),
  },
  (table) => [index('link_conversation').on(table.conversationId), index('link_stay').on(table.stayId)],
)

/** When a stay last changed in what matters to texting, as seen for one contact: `relink` measures from it again. */
export const linkMoments = sqliteTable(
  'link_moments',
  {
    stayId: text('stay_id')
      .notNull()
      .references(() => stays.id, { onDelete: 'cascade' }),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id, { onDelete: 'cascade' }),
    /** Unit, dates and status as they were at that moment. */
    fingerprint: text('fingerprint').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stayId, table.contactId] }),
    index('link_moment_contact').on(table.contactId),
  ],
)

/** What staff did to conversations, with what is needed to take it back. */
export const conversationActions = sqliteTable(
  'conversation_actions',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    kind: text('kind', {
      enum: ['move-message', 'move-conversation', 'keep', 'pin', 'unpin', 'merge', 'close', 'reopen'],
    }).notNull(),
    conversationId: text('conversation_id').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('conversation_action_at').on(table.at)],
)

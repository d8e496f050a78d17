/** What sources brought and what became of it: feeds' stays, booking mail, texted commands, spreadsheets. */
import { sql } from '../query-words.ts'
import { reservations, stays } from './bookings.ts'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from './columns.ts'
import { feeds } from './house.ts'

/** What one feed says of one stay, and since when it says nothing of it any more. */
export const feedStays = sqliteTable(
  'feed_stays',
  {
    feedId: text('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    stayId: text('stay_id')
      .notNull()
      .references(() => stays.id, { onDelete: 'cascade' }),
    /** The days as the feed last had them; the stay's own may differ where a person changed them. */
    arrivalDate: text('arrival_date').notNull(),
    departureDate: text('departure_date').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    /** Only a stay found by an ordinary poll was new to the channel about then. */
    foundBy: text('found_by', { enum: ['import', 'after-outage', 'poll'] }).notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    /** The first of the good polls in a row that lacked it, and how many those are. */
    missingSince: integer('missing_since'),
    missingPolls: integer('missing_polls').notNull().default(0),
    /** Absent for long enough: gone from the feed. What returns under its UID later is another stay. */
    goneAt: integer('gone_at'),
    /** The feed's days that a person said no to, `arrival departure`: the same days are not asked about again. */
    declinedDays: text('declined_days'),
  },
  (table) => [primaryKey({ columns: [table.feedId, table.stayId] }), index('feed_stay').on(table.stayId)],
)

/** Who last said what a field holds: a desk's word is never overwritten by a feed. */
export const fieldSources = sqliteTable(
  'field_sources',
  {
    /** The id of a stay, a reservation or a guest. */
    subject: text('subject').notNull(),
    field: text('field').notNull(),
    source: text('source').notNull(),
    actor: text('actor').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.field] })],
)

/** Why a stay belongs to its reservation: by which rule, on what evidence. Ended, not deleted, once it no longer does. */
export const stayClaims = sqliteTable(
  'stay_claims',
  {
    id: text('id').primaryKey(),
    stayId: text('stay_id')
      .notNull()
      .references(() => stays.id, { onDelete: 'cascade' }),
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id, { onDelete: 'restrict' }),
    rule: text('rule').notNull(),
    /** JSON; no text of a mail. */
    evidence: text('evidence').notNull(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [index('claim_stay').on(table.stayId), index('claim_reservation').on(table.reservationId)],
)

/** Booking mail as far as it is understood. The text itself is never kept. */
export const mails = sqliteTable(
  'mails',
  {
    id: text('id').primaryKey(),
    account: text('account').notNull(),
    mailbox: text('mailbox').notNull(),
    uidValidity: text('uid_validity').notNull(),
    uid: integer('uid').notNull(),
    messageId: text('message_id'),
    receivedAt: integer('received_at').notNull(),
    /** Null where the sender is no channel that is known. */
    channel: text('channel'),
    kind: text('kind', { enum: ['new', 'modified', 'cancelled', 'request', 'unread'] }).notNull(),
    reference: text('reference'),
    arrivalDate: text('arrival_date'),
    departureDate: text('departure_date'),
    guestName: text('guest_name'),
    /** The user's own server vouches for the sender. */
    trusted: integer('trusted', { mode: 'boolean' }).notNull(),
    /** A person said that there is nothing to do with it. */
    settledAt: integer('settled_at'),
    settledBy: text('settled_by'),
  },
  (table) => [
    uniqueIndex('mail_place').on(table.account, table.mailbox, table.uidValidity, table.uid),
    index('mail_message').on(table.messageId),
    index('mail_reference').on(table.reference),
    index('mail_arrival').on(table.channel, table.arrivalDate),
    check('mail_reference_not_blank', sql`${table.reference} <> ''`),
  ],
)

/** How far a mailbox has been read. */
export const mailboxes = sqliteTable(
  'mailboxes',
  {
    account: text('account').notNull(),
    mailbox: text('mailbox').notNull(),
    uidValidity: text('uid_validity'),
    lastUid: integer('last_uid').notNull().default(0),
    status: text('status').notNull().default('never'),
    lastTriedAt: integer('last_tried_at'),
    lastOkAt: integer('last_ok_at'),
    failures: integer('failures').notNull().default(0),
    nextPollAt: integer('next_poll_at').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.account, table.mailbox] })],
)

/** Every texted command and what was answered, by the sid of its text: said again, it is answered once. */
export const staffCommands = sqliteTable(
  'staff_commands',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    phone: text('phone').notNull(),
    at: integer('at').notNull(),
    command: text('command'),
    applied: integer('applied', { mode: 'boolean' }).notNull(),
    reply: text('reply'),
    /** JSON of `{line,ok,reason}`. */
    lines: text('lines').notNull(),
  },
  (table) => [uniqueIndex('staff_command_key').on(table.key)],
)

/** A command that asked first: done once its word comes back within its time. */
export const commandQuestions = sqliteTable(
  'command_questions',
  {
    id: text('id').primaryKey(),
    phone: text('phone').notNull(),
    /** Four digits. */
    word: text('word').notNull(),
    /** JSON, parsed again when the word comes. */
    command: text('command').notNull(),
    askedAt: integer('asked_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    answeredAt: integer('answered_at'),
  },
  (table) => [index('question_phone').on(table.phone, table.expiresAt)],
)

/** Texts to managers: answers to commands, and alerts. They hold no PIN. */
export const staffReplies = sqliteTable(
  'staff_replies',
  {
    id: text('id').primaryKey(),
    /** Said twice, it is one text. */
    key: text('key').notNull(),
    phone: text('phone').notNull(),
    /** Ours, by which it leaves; null for the first in use. */
    number: text('number'),
    /** The Twilio conversation that it leaves by, once that is known to hold this phone alone. */
    conversationSid: text('conversation_sid'),
    body: text('body').notNull(),
    status: text('status', { enum: ['waiting', 'sending', 'unknown', 'sent', 'failed', 'dropped'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    sendingSince: integer('sending_since'),
    nextTryAt: integer('next_try_at').notNull(),
    sid: text('sid'),
    fault: text('fault'),
    settledAt: integer('settled_at'),
  },
  (table) => [uniqueIndex('staff_reply_key').on(table.key), index('staff_reply_due').on(table.status, table.nextTryAt)],
)

/** Spreadsheets that were taken in, with what undo puts back. */
export const imports = sqliteTable(
  'imports',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    fileName: text('file_name').notNull(),
    /** Keyed hash of the file: the same one again is said to be so. */
    fileMac: text('file_mac').notNull(),
    /** The newest "booked on" in it: an older file may add, not revert. */
    newestBookedOn: text('newest_booked_on'),
    /** JSON: how many rows had which verdict. */
    counts: text('counts').notNull(),
    actionId: text('action_id'),
  },
  (table) => [index('import_at').on(table.at), index('import_file').on(table.fileMac)],
)

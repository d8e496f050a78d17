/** What happened, what waits for a person, and who works on the folder. */
import { index, integer, sqliteTable, text } from './columns.ts'

/** Append-only: who did what, when, from where. */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    source: text('source').notNull(),
    action: text('action').notNull(),
    reservationId: text('reservation_id'),
    stayId: text('stay_id'),
    doorId: text('door_id'),
    /** Keyed hash over this entry and the hash before it; null in entries older than the chain. */
    hash: text('hash'),
    /** JSON of names and dates; never digits, never a whole phone number. */
    details: text('details').notNull(),
  },
  (table) => [
    index('audit_reservation').on(table.reservationId),
    index('audit_stay').on(table.stayId),
    index('audit_door').on(table.doorId),
  ],
)

/** Actions that can be taken back: the stays as they were and as the action left them. */
export const reversibleActions = sqliteTable(
  'reversible_actions',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    kind: text('kind', { enum: ['check-in', 'check-out', 'cancel', 'move', 'extend', 'name', 'import'] }).notNull(),
    reservationId: text('reservation_id').notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    undoneAt: integer('undone_at'),
  },
  (table) => [index('action_reservation').on(table.reservationId), index('action_at').on(table.at)],
)

export const attentionItems = sqliteTable(
  'attention_items',
  {
    /** Short, so that a person can say it. */
    number: integer('number').primaryKey({ autoIncrement: true }),
    kind: text('kind').notNull(),
    /** Names the cause; while it lasts there is one open item for it. */
    cause: text('cause').notNull(),
    openedAt: integer('opened_at').notNull(),
    closedAt: integer('closed_at'),
    /** Set by a person who has seen it; the item comes back when the cause returns. */
    dismissedAt: integer('dismissed_at'),
    /** Put aside until then. */
    snoozedUntil: integer('snoozed_until'),
    /** When managers were texted of it. */
    textedAt: integer('texted_at'),
  },
  (table) => [index('attention_cause').on(table.cause), index('attention_open').on(table.closedAt)],
)

/** What polls saw and left alone: date changes, missing events, blocks. Kept for the issue of intake and for the desk. */
export const feedLog = sqliteTable(
  'feed_log',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    feedId: text('feed_id').notNull(),
    kind: text('kind').notNull(),
    stayId: text('stay_id'),
    details: text('details').notNull(),
  },
  (table) => [index('feed_log_feed').on(table.feedId)],
)

/** One process at a time talks to locks and feeds. Times here are the system's, whatever clock the desk is given. */
export const workerLease = sqliteTable('worker_lease', {
  id: integer('id').primaryKey(),
  holder: text('holder').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

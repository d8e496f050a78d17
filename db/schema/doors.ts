/** What is known of the locks themselves: their health, what was last seen on them, keys that are out. */

import { reservations } from './bookings.ts'
import { index, integer, primaryKey, sqliteTable, text } from './columns.ts'
import { doors } from './house.ts'

/** One row a door with a lock, written by the worker. */
export const doorHealth = sqliteTable('door_health', {
  doorId: text('door_id')
    .primaryKey()
    .references(() => doors.id, { onDelete: 'cascade' }),
  online: integer('online', { mode: 'boolean' }),
  batteryPercent: integer('battery_percent'),
  signal: text('signal', { enum: ['good', 'fair', 'weak', 'none'] }),
  gatewayId: text('gateway_id'),
  gatewayName: text('gateway_name'),
  gatewayOnline: integer('gateway_online', { mode: 'boolean' }),
  clockSkewSeconds: integer('clock_skew_seconds'),
  fault: text('fault'),
  canUnlock: integer('can_unlock', { mode: 'boolean' }).notNull().default(false),
  offlineCodes: integer('offline_codes', { mode: 'boolean' }).notNull().default(false),
  maxCodes: integer('max_codes'),
  /** When the lock last answered, was last asked how it is, and was last listed. */
  seenAt: integer('seen_at'),
  askedAt: integer('asked_at'),
  listedAt: integer('listed_at'),
  offlineSince: integer('offline_since'),
  nextAskAt: integer('next_ask_at').notNull().default(0),
  /** The breaker: failures in a row, and until when the door is left alone. */
  failures: integer('failures').notNull().default(0),
  restUntil: integer('rest_until'),
})

/** What the last listing found on a lock, ours and others'. Digits only as a keyed hash. */
export const observedCodes = sqliteTable(
  'observed_codes',
  {
    doorId: text('door_id')
      .notNull()
      .references(() => doors.id, { onDelete: 'cascade' }),
    ref: text('ref').notNull(),
    label: text('label'),
    pinMac: text('pin_mac'),
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
    state: text('state', { enum: ['pending', 'held', 'recorded', 'removing', 'failed'] }).notNull(),
    fault: text('fault'),
  },
  (table) => [primaryKey({ columns: [table.doorId, table.ref] }), index('observed_pin').on(table.pinMac)],
)

/** Metal keys and cards in an envelope, handed out where a lock would not answer. */
export const keyHandOuts = sqliteTable(
  'key_hand_outs',
  {
    id: text('id').primaryKey(),
    doorId: text('door_id')
      .notNull()
      .references(() => doors.id, { onDelete: 'restrict' }),
    reservationId: text('reservation_id').references(() => reservations.id, { onDelete: 'restrict' }),
    /** Which envelope, e.g. "Envelope 3 in the safe". */
    envelope: text('envelope').notNull(),
    /** Who took it, as the desk wrote it down. */
    takenBy: text('taken_by').notNull(),
    handedAt: integer('handed_at').notNull(),
    handedBy: text('handed_by').notNull(),
    returnedAt: integer('returned_at'),
    returnedBy: text('returned_by'),
  },
  (table) => [index('hand_out_door').on(table.doorId)],
)

/** How far each vendor's events were read. */
export const lockCursors = sqliteTable('lock_cursors', {
  provider: text('provider').primaryKey(),
  cursor: text('cursor'),
  nextPollAt: integer('next_poll_at').notNull().default(0),
})

/** Access codes: what should be on each lock, what is known to be there, and every call made for it. */
import { sql } from '../query-words.ts'
import { reservations, stays } from './bookings.ts'
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from './columns.ts'
import { doors } from './house.ts'

export const accessCodes = sqliteTable(
  'access_codes',
  {
    id: text('id').primaryKey(),
    /**
     * `party`: planned for a reservation. `spare`: kept on the lock in advance, for whoever stands before it.
     * `offline`: made by the lock itself out of the time.
     */
    kind: text('kind', { enum: ['party', 'spare', 'offline'] })
      .notNull()
      .default('party'),
    /** Null for a spare that nobody has been given. */
    reservationId: text('reservation_id').references(() => reservations.id, { onDelete: 'restrict' }),
    /** Null under `per-reservation`; the stay it belongs to under `per-unit`. */
    stayId: text('stay_id').references(() => stays.id, { onDelete: 'restrict' }),
    doorId: text('door_id')
      .notNull()
      .references(() => doors.id, { onDelete: 'restrict' }),
    pinSealed: blob('pin_sealed', { mode: 'buffer' }).notNull(),
    pinMac: text('pin_mac').notNull(),
    /** Our name for it at the provider: no guest, no digits. */
    label: text('label').notNull(),
    desired: text('desired', { enum: ['present', 'absent'] }).notNull(),
    state: text('state', {
      enum: ['planned', 'sending', 'accepted', 'on-lock', 'removing', 'removed', 'needs-attention'],
    }).notNull(),
    stateSince: integer('state_since').notNull(),
    providerRef: text('provider_ref'),
    /** The window last taken by the provider; null while nothing of it is there. */
    sentStartsAt: integer('sent_starts_at'),
    sentEndsAt: integer('sent_ends_at'),
    /** A call was begun and its end is not known: look at the lock before repeating it. */
    mustLook: integer('must_look', { mode: 'boolean' }).notNull(),
    fault: text('fault'),
    faultSince: integer('fault_since'),
    attempts: integer('attempts').notNull(),
    /** The reconciler takes the row up again at this moment; null when only a change wakes it. */
    nextDueAt: integer('next_due_at'),
    generation: integer('generation').notNull(),
    /** The lock first held these digits then: from now on only a person changes them. */
    heldSince: integer('held_since'),
    /** When a look at the lock last found it as it should be. */
    verifiedAt: integer('verified_at'),
    /** When somebody last opened the door with it, where the vendor tells. */
    openedAt: integer('opened_at'),
    /** Taken off a full lock for somebody who comes sooner: not sent again before this moment. */
    notBefore: integer('not_before'),
    /** A spare or offline code: when and by whom it was handed out. */
    givenAt: integer('given_at'),
    givenBy: text('given_by'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('one_live_code_per_reservation')
      .on(table.reservationId, table.doorId)
      .where(sql`${table.state} <> 'removed' and ${table.kind} = 'party' and ${table.stayId} is null`),
    uniqueIndex('one_live_code_per_stay')
      .on(table.stayId, table.doorId)
      .where(sql`${table.state} <> 'removed' and ${table.kind} = 'party' and ${table.stayId} is not null`),
    uniqueIndex('digits_unique_on_a_lock').on(table.doorId, table.pinMac).where(sql`${table.state} <> 'removed'`),
    uniqueIndex('code_label').on(table.label),
    index('code_due').on(table.nextDueAt),
    index('code_live').on(table.state).where(sql`${table.state} <> 'removed'`),
    index('code_door').on(table.doorId),
    index('code_reservation').on(table.reservationId),
    check('party_has_a_reservation', sql`${table.kind} = 'spare' or ${table.reservationId} is not null`),
    check('sent_window_is_whole', sql`(${table.sentStartsAt} is null) = (${table.sentEndsAt} is null)`),
    check(
      'code_state',
      sql`${table.state} in ('planned', 'sending', 'accepted', 'on-lock', 'removing', 'removed', 'needs-attention')`,
    ),
  ],
)

/** The windows a code should open in, joined where the gap is under 24 hours. */
export const codeWindows = sqliteTable(
  'code_windows',
  {
    codeId: text('code_id')
      .notNull()
      .references(() => accessCodes.id, { onDelete: 'cascade' }),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [
    uniqueIndex('code_window').on(table.codeId, table.startsAt),
    check('window_has_length', sql`${table.endsAt} > ${table.startsAt}`),
  ],
)

/** Written before each call to a lock and ended after it. */
export const codeAttempts = sqliteTable(
  'code_attempts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    codeId: text('code_id')
      .notNull()
      .references(() => accessCodes.id, { onDelete: 'cascade' }),
    opId: text('op_id').notNull(),
    verb: text('verb', { enum: ['set', 'update', 'remove'] }).notNull(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
    outcome: text('outcome'),
    fault: text('fault'),
  },
  (table) => [index('attempt_code').on(table.codeId)],
)

/** Who stays where and when. The guest hangs on the reservation, so one party cannot become two guests. */
import { sql } from '../query-words.ts'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from './columns.ts'
import { feeds, units } from './house.ts'

export const guests = sqliteTable('guests', {
  id: text('id').primaryKey(),
  name: text('name'),
  email: text('email'),
  language: text('language').notNull(),
  idSeenAt: integer('id_seen_at'),
  idSeenBy: text('id_seen_by'),
  createdAt: integer('created_at').notNull(),
})

export const guestPhones = sqliteTable(
  'guest_phones',
  {
    guestId: text('guest_id')
      .notNull()
      .references(() => guests.id, { onDelete: 'cascade' }),
    phone: text('phone').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.guestId, table.phone] }), index('guest_phone').on(table.phone)],
)

export const reservations = sqliteTable(
  'reservations',
  {
    id: text('id').primaryKey(),
    channel: text('channel').notNull(),
    /** Normalised; null where it is not known. A blank one never stands here. */
    reference: text('reference'),
    guestId: text('guest_id').references(() => guests.id, { onDelete: 'restrict' }),
    note: text('note').notNull().default(''),
    source: text('source').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('reservation_reference').on(table.channel, table.reference).where(sql`${table.reference} is not null`),
    index('reservation_by_reference').on(table.reference),
    index('reservation_guest').on(table.guestId),
    check('reference_not_blank', sql`${table.reference} <> ''`),
  ],
)

export const stays = sqliteTable(
  'stays',
  {
    id: text('id').primaryKey(),
    reservationId: text('reservation_id').references(() => reservations.id, { onDelete: 'restrict' }),
    unitId: text('unit_id')
      .notNull()
      .references(() => units.id, { onDelete: 'restrict' }),
    arrivalDate: text('arrival_date').notNull(),
    departureDate: text('departure_date').notNull(),
    /** Early or late times of this stay; null for the house's. */
    arrivalTime: text('arrival_time'),
    departureTime: text('departure_time'),
    status: text('status', { enum: ['expected', 'in-house', 'departed', 'cancelled', 'no-show'] }).notNull(),
    /** False for what a source brought over a placed stay: kept, without codes, until a person decides. */
    placed: integer('placed', { mode: 'boolean' }).notNull(),
    /** Belongs to its reservation by a guess only. */
    provisional: integer('provisional', { mode: 'boolean' }).notNull(),
    kind: text('kind', { enum: ['reservation', 'unknown', 'block-suspected'] }).notNull(),
    source: text('source').notNull(),
    channel: text('channel').notNull(),
    /** The room was handed over early: access starts here instead of at the planned time. */
    accessFromAt: integer('access_from_at'),
    /** A departed guest keeps access until here. */
    accessUntilAt: integer('access_until_at'),
    arrivedAt: integer('arrived_at'),
    arrivedBy: text('arrived_by'),
    departedAt: integer('departed_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('stay_reservation').on(table.reservationId),
    index('stay_unit').on(table.unitId, table.arrivalDate),
    index('stay_arrival').on(table.arrivalDate),
    index('stay_departure').on(table.departureDate),
    index('stay_status').on(table.status),
    check('stay_has_a_night', sql`${table.departureDate} > ${table.arrivalDate}`),
    check('arrival_is_a_day', sql`${table.arrivalDate} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`),
    check('departure_is_a_day', sql`${table.departureDate} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`),
    check('stay_status', sql`${table.status} in ('expected', 'in-house', 'departed', 'cancelled', 'no-show')`),
    check('provisional_has_reservation', sql`${table.provisional} = 0 or ${table.reservationId} is not null`),
  ],
)

/** Every event a feed has shown, and the stay it was taken for. UIDs are a hint here, never an identity. */
export const feedSightings = sqliteTable(
  'feed_sightings',
  {
    id: text('id').primaryKey(),
    feedId: text('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    uid: text('uid').notNull(),
    arrivalDate: text('arrival_date').notNull(),
    departureDate: text('departure_date').notNull(),
    kind: text('kind').notNull(),
    stayId: text('stay_id').references(() => stays.id, { onDelete: 'set null' }),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (table) => [
    uniqueIndex('sighting').on(table.feedId, table.uid, table.arrivalDate, table.departureDate),
    index('sighting_stay').on(table.stayId),
  ],
)

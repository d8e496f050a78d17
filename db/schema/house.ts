/** The house: property, doors, units, feeds, staff, settings. */
import { sql } from '../query-words.ts'
import { blob, check, integer, primaryKey, sqliteTable, text, uniqueIndex } from './columns.ts'

export const properties = sqliteTable(
  'properties',
  {
    /** Always 1: one folder is one house. */
    id: integer('id').primaryKey(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    country: text('country').notNull(),
    checkInTime: text('check_in_time').notNull(),
    checkOutTime: text('check_out_time').notNull(),
    address: text('address').notNull().default(''),
    codePolicy: text('code_policy', { enum: ['per-reservation', 'per-unit'] }).notNull(),
    codesAheadHours: integer('codes_ahead_hours').notNull(),
    graceBeforeMinutes: integer('grace_before_minutes').notNull(),
    graceAfterMinutes: integer('grace_after_minutes').notNull(),
    rolloverTime: text('rollover_time').notNull(),
    /** How many spare codes each lock keeps, for the day it cannot be reached. */
    spareCodes: integer('spare_codes').notNull().default(0),
  },
  (table) => [check('one_property', sql`${table.id} = 1`)],
)

export const doors = sqliteTable(
  'doors',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    shared: integer('shared', { mode: 'boolean' }).notNull(),
    /** Provider and device of its lock; both null where a key is handed over. */
    provider: text('provider'),
    deviceId: text('device_id'),
    /** What its keypad accepts, as last told by the provider (JSON of PinRules). */
    pinRules: text('pin_rules'),
    position: integer('position').notNull(),
    /** Where its metal key lies, e.g. "Envelope 3 in the safe"; null where there is none. */
    envelope: text('envelope'),
  },
  (table) => [
    uniqueIndex('door_key').on(table.key),
    uniqueIndex('door_lock').on(table.provider, table.deviceId),
    check('lock_is_whole', sql`(${table.provider} is null) = (${table.deviceId} is null)`),
  ],
)

export const units = sqliteTable(
  'units',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    smsNumber: integer('sms_number'),
    position: integer('position').notNull(),
  },
  (table) => [uniqueIndex('unit_key').on(table.key), uniqueIndex('unit_sms_number').on(table.smsNumber)],
)

export const unitDoors = sqliteTable(
  'unit_doors',
  {
    unitId: text('unit_id')
      .notNull()
      .references(() => units.id, { onDelete: 'restrict' }),
    doorId: text('door_id')
      .notNull()
      .references(() => doors.id, { onDelete: 'restrict' }),
    position: integer('position').notNull(),
  },
  (table) => [primaryKey({ columns: [table.unitId, table.doorId] })],
)

export const feeds = sqliteTable(
  'feeds',
  {
    id: text('id').primaryKey(),
    unitId: text('unit_id')
      .notNull()
      .references(() => units.id, { onDelete: 'restrict' }),
    channel: text('channel').notNull(),
    /** The address is a secret: sealed, and found again by its keyed hash. */
    urlSealed: blob('url_sealed', { mode: 'buffer' }).notNull(),
    urlMac: text('url_mac').notNull(),
    allowPrivate: integer('allow_private', { mode: 'boolean' }).notNull(),
    etag: text('etag'),
    lastModified: text('last_modified'),
    lastPolledAt: integer('last_polled_at'),
    lastOkAt: integer('last_ok_at'),
    status: text('status').notNull().default('never'),
    nextPollAt: integer('next_poll_at').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    /** The first good poll: what that brought was there before anybody looked. */
    importedAt: integer('imported_at'),
    /** The last answer that was taken in, sealed. */
    lastGood: blob('last_good', { mode: 'buffer' }),
    /** Since when every answer is suspect in the same way, what names that way, and the last such answer, sealed. */
    suspectSince: integer('suspect_since'),
    suspectHash: text('suspect_hash'),
    suspectCopy: blob('suspect_copy', { mode: 'buffer' }),
  },
  (table) => [uniqueIndex('feed_address').on(table.unitId, table.urlMac)],
)

export const staff = sqliteTable(
  'staff',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    phone: text('phone'),
    role: text('role', { enum: ['manager', 'reception'] }).notNull(),
    /** People who left stay, so that the audit trail keeps their names. */
    active: integer('active', { mode: 'boolean' }).notNull(),
  },
  (table) => [uniqueIndex('staff_name').on(table.name)],
)

/** One row a setting, JSON parsed with its own schema and defaults. */
export const settings = sqliteTable('settings', { key: text('key').primaryKey(), value: text('value').notNull() })

/** Vendor keys and tokens, sealed. */
export const secrets = sqliteTable('secrets', {
  name: text('name').primaryKey(),
  sealed: blob('sealed', { mode: 'buffer' }).notNull(),
})

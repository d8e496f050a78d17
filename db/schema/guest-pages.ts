/** What guests do on their phones: the links that open their pages, guesses that were turned away, check-ins, photos. */
import { sql } from '../query-words.ts'
import { reservations } from './bookings.ts'
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from './columns.ts'

/** A way to one party's pages. The token is in the address alone: found by its keyed hash, sealed for sending it again. */
export const guestLinks = sqliteTable(
  'guest_links',
  {
    id: text('id').primaryKey(),
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id, { onDelete: 'cascade' }),
    /** `once`: sent by message, it opens pages of its own on the first phone that goes on from it. */
    kind: text('kind', { enum: ['page', 'once'] }).notNull(),
    tokenMac: text('token_mac').notNull(),
    tokenSealed: blob('token_sealed', { mode: 'buffer' }).notNull(),
    /** What its holder showed beside the reference. `dates` alone shows no PIN until the desk has said yes. */
    proof: text('proof', { enum: ['name', 'phone', 'dates', 'link', 'desk'] }).notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    usedAt: integer('used_at'),
    approvedAt: integer('approved_at'),
    approvedBy: text('approved_by'),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by'),
    seenAt: integer('seen_at'),
    /** When PINs were last shown on it: the trail holds one entry for each look, not for each reading of the page. */
    shownAt: integer('shown_at'),
  },
  (table) => [
    uniqueIndex('guest_link_token').on(table.tokenMac),
    index('guest_link_reservation').on(table.reservationId, table.createdAt),
  ],
)

/** Every try to get in by a reference, for a day: limits hold through a restart. Nothing in it can be read back. */
export const guestTries = sqliteTable(
  'guest_tries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    referenceMac: text('reference_mac').notNull(),
    addressMac: text('address_mac').notNull(),
    right: integer('right', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('guest_try_at').on(table.at),
    index('guest_try_reference').on(table.referenceMac, table.at),
    index('guest_try_address').on(table.addressMac, table.at),
  ],
)

/** A guest's own check-in. `waiting`: of a holder by dates alone, kept and without effect until the desk says yes. */
export const guestCheckIns = sqliteTable(
  'guest_check_ins',
  {
    id: text('id').primaryKey(),
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id, { onDelete: 'cascade' }),
    linkId: text('link_id')
      .notNull()
      .references(() => guestLinks.id, { onDelete: 'cascade' }),
    at: integer('at').notNull(),
    /** When the house's terms were agreed to, and in which wording. */
    consentAt: integer('consent_at').notNull(),
    consentWords: text('consent_words').notNull(),
    /** What was written of name, phone and e-mail, sealed; emptied once it is decided. */
    formSealed: blob('form_sealed', { mode: 'buffer' }),
    state: text('state', { enum: ['waiting', 'done', 'refused'] }).notNull(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    /** When the guests mean to come (wall time `HH:mm` of the arrival day): to be read, it moves no code. */
    comesAt: text('comes_at'),
  },
  (table) => [
    uniqueIndex('guest_check_in_link').on(table.linkId),
    index('guest_check_in_reservation').on(table.reservationId, table.at),
    index('guest_check_in_waiting').on(table.at).where(sql`${table.state} = 'waiting'`),
    check('guest_check_in_state', sql`${table.state} in ('waiting', 'done', 'refused')`),
  ],
)

/** Photos of documents, sealed; emptied by retention, while the row says that there was one and who looked at it. */
export const guestPhotos = sqliteTable(
  'guest_photos',
  {
    id: text('id').primaryKey(),
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id, { onDelete: 'cascade' }),
    linkId: text('link_id')
      .notNull()
      .references(() => guestLinks.id, { onDelete: 'cascade' }),
    at: integer('at').notNull(),
    contentType: text('content_type', { enum: ['image/jpeg', 'image/png', 'image/webp'] }).notNull(),
    size: integer('size').notNull(),
    /** The same photo sent twice is one. */
    contentMac: text('content_mac').notNull(),
    sealed: blob('sealed', { mode: 'buffer' }),
    reviewedAt: integer('reviewed_at'),
    reviewedBy: text('reviewed_by'),
    deletedAt: integer('deleted_at'),
    deletedBy: text('deleted_by'),
  },
  (table) => [
    uniqueIndex('guest_photo_content').on(table.reservationId, table.contentMac),
    index('guest_photo_review').on(table.at).where(sql`${table.reviewedAt} is null and ${table.deletedAt} is null`),
    index('guest_photo_kept').on(table.reservationId).where(sql`${table.sealed} is not null`),
  ],
)

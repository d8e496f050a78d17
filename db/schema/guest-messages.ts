/** What the program itself told the guests of each party, and since when something new is to be told. */

import { reservations } from './bookings.ts'
import { index, integer, sqliteTable, text } from './columns.ts'
import { messages } from './messages.ts'

/** One automatic text, with what it says in a form that can be compared: a second run tells nothing twice. */
export const guestTellings = sqliteTable(
  'guest_tellings',
  {
    messageId: text('message_id')
      .primaryKey()
      .references(() => messages.id, { onDelete: 'cascade' }),
    reservationId: text('reservation_id')
      .notNull()
      .references(() => reservations.id, { onDelete: 'cascade' }),
    purpose: text('purpose', { enum: ['welcome', 'doors', 'cancelled', 'page'] }).notNull(),
    /** JSON of the doors it tells, each with its code and the keyed hash of its digits; `[]` for the other purposes. */
    doors: text('doors').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [index('telling_reservation').on(table.reservationId)],
)

/** What a party that was told before is to be told now, and since when: a change is told once it has settled. */
export const tellingsDue = sqliteTable('tellings_due', {
  reservationId: text('reservation_id')
    .primaryKey()
    .references(() => reservations.id, { onDelete: 'cascade' }),
  /** Names what is to be told; another text here is another change. */
  target: text('target').notNull(),
  since: integer('since').notNull(),
})

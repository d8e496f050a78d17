/** Stays that no person and no sure source has named yet. */
import type { Stay } from '../../electron/domain/stay.ts'
import type { CalendarDate } from '../../electron/domain/time.ts'
import type { ReadableDb } from '../open-database.ts'
import { and, asc, eq, gt, inArray, isNull, ne, sql } from '../query-words.ts'
import { stays } from '../schema/index.ts'

const live = inArray(stays.status, ['expected', 'in-house'])
const inOrder = [asc(stays.arrivalDate), asc(stays.createdAt), sql`rowid`] as const

/** Running and coming stays without a reference; suspected blocks are none. */
export const namelessStays = (db: ReadableDb, today: CalendarDate): readonly Stay[] =>
  db
    .select()
    .from(stays)
    .where(and(isNull(stays.reservationId), live, ne(stays.kind, 'block-suspected'), gt(stays.departureDate, today)))
    .orderBy(...inOrder)
    .all() as unknown as readonly Stay[]

/** Live stays that carry their reference by a guess, however old the guess is. */
export const provisionalStays = (db: ReadableDb): readonly Stay[] =>
  db
    .select()
    .from(stays)
    .where(and(eq(stays.provisional, true), live))
    .orderBy(...inOrder)
    .all() as unknown as readonly Stay[]

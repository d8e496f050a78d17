/** What the alerts ask of the store that nobody else asks. */

import type { DoorId, ReservationId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb } from '../open-database.ts'
import { and, asc, eq, gt, inArray, like, max, ne, notExists, or, type SQL, sql } from '../query-words.ts'
import { accessCodes, auditEntries, doorHealth, observedCodes } from '../schema/index.ts'

export type OrphanCode = {
  readonly doorId: DoorId
  readonly ref: string
  readonly label: string
  /** Until when it opens; null where the lock does not say. */
  readonly endsAt: Instant | null
}

/**
 * Codes on the locks that carry our name and that no live code of ours claims. A code that has been removed since the
 * lock was last listed is not one of them: the listing is only older than the removal.
 */
export const orphanCodes = (db: ReadableDb, ourLabels: string, door?: DoorId): readonly OrphanCode[] =>
  db
    .select({
      doorId: observedCodes.doorId,
      ref: observedCodes.ref,
      label: observedCodes.label,
      endsAt: observedCodes.endsAt,
    })
    .from(observedCodes)
    .leftJoin(doorHealth, eq(doorHealth.doorId, observedCodes.doorId))
    .where(
      and(
        door === undefined ? undefined : eq(observedCodes.doorId, door),
        like(observedCodes.label, `${ourLabels}%`),
        ne(observedCodes.state, 'removing'),
        // By label first: it has an index, and it finds nearly all of them.
        notExists(claiming(db, eq(accessCodes.label, observedCodes.label))),
        notExists(claiming(db, eq(accessCodes.providerRef, observedCodes.ref))),
      ),
    )
    .orderBy(asc(observedCodes.doorId), asc(observedCodes.ref))
    .all() as OrphanCode[]

/** Codes of ours on the observed code's door that answer for it. */
const claiming = (db: ReadableDb, same: SQL) =>
  db
    .select({ id: accessCodes.id })
    .from(accessCodes)
    .where(
      and(
        eq(accessCodes.doorId, observedCodes.doorId),
        same,
        or(ne(accessCodes.state, 'removed'), sql`${accessCodes.stateSince} >= coalesce(${doorHealth.listedAt}, 0)`),
      ),
    )

/** The trail has no order by time of its own: a day's entries are looked for among this many of the newest. */
const newestEntries = 20_000

/** How often each party's code was found missing or changed at each lock since a moment, where more than once. */
export function outsideChanges(
  db: ReadableDb,
  since: Instant,
): readonly { readonly doorId: DoorId; readonly reservationId: ReservationId; readonly times: number }[] {
  const last =
    db
      .select({ id: max(auditEntries.id) })
      .from(auditEntries)
      .get()?.id ?? 0
  return db
    .select({
      doorId: auditEntries.doorId,
      reservationId: auditEntries.reservationId,
      times: sql<number>`count(*)`,
    })
    .from(auditEntries)
    .where(
      and(
        gt(auditEntries.id, last - newestEntries),
        gt(auditEntries.at, since),
        inArray(auditEntries.action, ['code.missing', 'code.changed-outside']),
        sql`${auditEntries.doorId} is not null and ${auditEntries.reservationId} is not null`,
      ),
    )
    .groupBy(auditEntries.doorId, auditEntries.reservationId)
    .having(sql`count(*) > 1`)
    .all() as { doorId: DoorId; reservationId: ReservationId; times: number }[]
}

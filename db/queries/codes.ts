import type { AccessCode } from '../../electron/domain/access-code.ts'
import type { Window } from '../../electron/domain/access-window.ts'
import type { AccessCodeId, DoorId, ReservationId, StayId } from '../../electron/domain/ids.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb } from '../open-database.ts'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, type SQL, sql } from '../query-words.ts'
import { accessCodes, codeWindows } from '../schema/index.ts'

/** A code with its place in the store. Its digits stay sealed: `vault.open('pin', code.pinSealed)`. */
export type StoredCode = AccessCode & {
  readonly id: AccessCodeId
  /** Null for a spare that nobody has been given. */
  readonly reservationId: ReservationId | null
  readonly stayId: StayId | null
  readonly doorId: DoorId
  readonly pinSealed: Buffer
  readonly pinMac: string
  readonly label: string
  readonly stateSince: Instant
  readonly faultSince: Instant | null
  readonly generation: number
  readonly givenAt: Instant | null
  readonly givenBy: string | null
  readonly createdAt: Instant
}
/** A code planned for a party. */
export type PartyCode = StoredCode & { readonly kind: 'party'; readonly reservationId: ReservationId }

type Row = typeof accessCodes.$inferSelect

const toCode = (row: Row, windows: readonly Window[]): StoredCode => ({
  id: row.id as AccessCodeId,
  kind: row.kind,
  reservationId: row.reservationId as ReservationId | null,
  stayId: row.stayId as StayId | null,
  doorId: row.doorId as DoorId,
  pinSealed: row.pinSealed,
  pinMac: row.pinMac,
  label: row.label,
  desired: row.desired,
  state: row.state,
  stateSince: row.stateSince as Instant,
  providerRef: row.providerRef,
  sent:
    row.sentStartsAt === null || row.sentEndsAt === null
      ? null
      : { startsAt: row.sentStartsAt as Instant, endsAt: row.sentEndsAt as Instant },
  mustLook: row.mustLook,
  fault: row.fault as LockFault | null,
  faultSince: row.faultSince as Instant | null,
  attempts: row.attempts,
  retryAt: row.fault !== null || row.state === 'accepted' || row.mustLook ? (row.nextDueAt as Instant | null) : null,
  windows,
  generation: row.generation,
  heldSince: row.heldSince as Instant | null,
  verifiedAt: row.verifiedAt as Instant | null,
  openedAt: row.openedAt as Instant | null,
  notBefore: row.notBefore as Instant | null,
  givenAt: row.givenAt as Instant | null,
  givenBy: row.givenBy,
  createdAt: row.createdAt as Instant,
})

const selectCodes = (db: ReadableDb, where: SQL | undefined): readonly StoredCode[] => {
  const rows = db.select().from(accessCodes).where(where).orderBy(asc(accessCodes.createdAt), sql`rowid`).all()
  const windows = windowsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toCode(row, windows.get(row.id) ?? []))
}

const windowsOf = (db: ReadableDb, ids: readonly string[]): ReadonlyMap<string, readonly Window[]> => {
  const found = new Map<string, Window[]>()
  for (let start = 0; start < ids.length; start += 500) {
    const rows = db
      .select()
      .from(codeWindows)
      .where(inArray(codeWindows.codeId, ids.slice(start, start + 500)))
      .orderBy(asc(codeWindows.startsAt))
      .all()
    for (const row of rows) {
      const list = found.get(row.codeId) ?? []
      list.push({ startsAt: row.startsAt as Instant, endsAt: row.endsAt as Instant })
      found.set(row.codeId, list)
    }
  }
  return found
}

const live = ne(accessCodes.state, 'removed')

export const readCode = (db: ReadableDb, id: AccessCodeId): StoredCode | null =>
  selectCodes(db, eq(accessCodes.id, id))[0] ?? null
const planned = eq(accessCodes.kind, 'party')
/** What was planned for the party, live and removed, oldest first; spares it was given stand in `givenCodes`. */
export const codesOfReservation = (db: ReadableDb, id: ReservationId): readonly PartyCode[] =>
  selectCodes(db, and(planned, eq(accessCodes.reservationId, id))) as readonly PartyCode[]
export const codesOfReservations = (db: ReadableDb, ids: readonly ReservationId[]): readonly PartyCode[] =>
  ids.length === 0 ? [] : (selectCodes(db, and(planned, inArray(accessCodes.reservationId, [...ids]))) as PartyCode[])
/** Spare and offline codes that a party was handed, live and removed. */
export const givenCodes = (db: ReadableDb, id: ReservationId): readonly StoredCode[] =>
  selectCodes(db, and(ne(accessCodes.kind, 'party'), eq(accessCodes.reservationId, id)))
export const givenCodesOfParties = (db: ReadableDb, ids: readonly ReservationId[]): readonly StoredCode[] =>
  ids.length === 0
    ? []
    : selectCodes(db, and(ne(accessCodes.kind, 'party'), inArray(accessCodes.reservationId, [...ids]), live))
/** Spares on a door that nobody was given, wanted or on their way out. */
export const sparesOnDoor = (db: ReadableDb, door: DoorId): readonly StoredCode[] =>
  selectCodes(
    db,
    and(live, eq(accessCodes.kind, 'spare'), isNull(accessCodes.reservationId), eq(accessCodes.doorId, door)),
  )
export const liveCodesOnDoor = (db: ReadableDb, door: DoorId): readonly StoredCode[] =>
  selectCodes(db, and(eq(accessCodes.doorId, door), live))
/** The live codes of several doors in one question. */
export const liveCodesOnDoors = (db: ReadableDb, ids: readonly DoorId[]): readonly StoredCode[] =>
  ids.length === 0 ? [] : selectCodes(db, and(inArray(accessCodes.doorId, [...ids]), live))

export const codesOnDoor = (db: ReadableDb, door: DoorId): readonly StoredCode[] =>
  selectCodes(db, eq(accessCodes.doorId, door))
export const allCodes = (db: ReadableDb): readonly StoredCode[] => selectCodes(db, undefined)
/** A removed code is never due, so that its index alone answers. */
const due = (now: Instant): SQL | undefined => and(isNotNull(accessCodes.nextDueAt), lte(accessCodes.nextDueAt, now))

/** The doors at which something is due. */
export const dueDoors = (db: ReadableDb, now: Instant): readonly DoorId[] =>
  db
    .selectDistinct({ id: accessCodes.doorId })
    .from(accessCodes)
    .where(due(now))
    .all()
    .map((row) => row.id as DoorId)
/** What is due at these doors: revocations first, then what opens soonest. */
export const dueCodesOnDoors = (
  db: ReadableDb,
  ids: readonly DoorId[],
  now: Instant,
  limit: number,
): readonly StoredCode[] => {
  const rows = db
    .select({ id: accessCodes.id })
    .from(accessCodes)
    .where(and(inArray(accessCodes.doorId, [...ids]), due(now)))
    .orderBy(
      asc(accessCodes.desired),
      sql`(select min(${codeWindows.startsAt}) from ${codeWindows} where ${codeWindows.codeId} = ${accessCodes.id})`,
    )
    .limit(limit)
    .all()
  return rows.length === 0
    ? []
    : selectCodes(
        db,
        inArray(
          accessCodes.id,
          rows.map((row) => row.id),
        ),
      )
}
export const countDueCodes = (db: ReadableDb, now: Instant): number =>
  db.select({ n: sql<number>`count(*)` }).from(accessCodes).where(due(now)).get()?.n ?? 0
/** Codes that could not be brought to their door or off it. */
export const troubledCodes = (db: ReadableDb): readonly StoredCode[] =>
  selectCodes(db, and(live, isNotNull(accessCodes.fault)))
/** Live codes that should no longer open anything, but of which the lock may still hold something. */
export const codesBeingRemoved = (db: ReadableDb): readonly StoredCode[] =>
  selectCodes(db, and(live, eq(accessCodes.desired, 'absent')))

/** The doors on which these digits live now; two parties never share digits on one lock. */
export const doorsWithPin = (db: ReadableDb, pinMac: string): readonly DoorId[] =>
  db
    .select({ doorId: accessCodes.doorId })
    .from(accessCodes)
    .where(and(live, eq(accessCodes.pinMac, pinMac)))
    .all()
    .map((row) => row.doorId as DoorId)

/** True where these digits opened one of the doors and were taken off it after `since`. */
export const pinUsedSince = (db: ReadableDb, pinMac: string, doors: readonly DoorId[], since: Instant): boolean =>
  doors.length > 0 &&
  db
    .select({ id: accessCodes.id })
    .from(accessCodes)
    .where(
      and(
        eq(accessCodes.pinMac, pinMac),
        eq(accessCodes.state, 'removed'),
        inArray(accessCodes.doorId, [...doors]),
        gt(accessCodes.stateSince, since),
      ),
    )
    .limit(1)
    .get() !== undefined

/** Wanted codes of parties that are not known to be on their lock, and whose window is open at `until` or before. */
export const codesToConfirm = (db: ReadableDb, now: Instant, until: Instant): readonly PartyCode[] => {
  const opening = db
    .select({ id: codeWindows.codeId })
    .from(codeWindows)
    .where(and(lte(codeWindows.startsAt, until), gt(codeWindows.endsAt, now)))
  return selectCodes(
    db,
    and(
      planned,
      eq(accessCodes.desired, 'present'),
      inArray(accessCodes.state, ['planned', 'sending', 'accepted', 'needs-attention']),
      inArray(accessCodes.id, opening),
    ),
  ) as PartyCode[]
}

import { and, asc, eq, inArray, isNotNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { AccessCode } from '../../electron/domain/access-code.ts'
import type { Window } from '../../electron/domain/access-window.ts'
import type { AccessCodeId, DoorId, ReservationId, StayId } from '../../electron/domain/ids.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { accessCodes, codeAttempts, codeWindows } from '../schema/index.ts'

/** A code with its place in the store. Its digits stay sealed: `vault.open('pin', code.pinSealed)`. */
export type StoredCode = AccessCode & {
  readonly id: AccessCodeId
  readonly reservationId: ReservationId
  readonly stayId: StayId | null
  readonly doorId: DoorId
  readonly pinSealed: Buffer
  readonly pinMac: string
  readonly label: string
  readonly stateSince: Instant
  readonly faultSince: Instant | null
  readonly generation: number
  readonly createdAt: Instant
}

type Row = typeof accessCodes.$inferSelect

const toCode = (row: Row, windows: readonly Window[]): StoredCode => ({
  id: row.id as AccessCodeId,
  reservationId: row.reservationId as ReservationId,
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
/** Live and removed ones, oldest first. */
export const codesOfReservation = (db: ReadableDb, id: ReservationId): readonly StoredCode[] =>
  selectCodes(db, eq(accessCodes.reservationId, id))
export const codesOfReservations = (db: ReadableDb, ids: readonly ReservationId[]): readonly StoredCode[] =>
  ids.length === 0 ? [] : selectCodes(db, inArray(accessCodes.reservationId, [...ids]))
export const liveCodesOnDoor = (db: ReadableDb, door: DoorId): readonly StoredCode[] =>
  selectCodes(db, and(eq(accessCodes.doorId, door), live))
/** The live codes of several doors in one question. */
export const liveCodesOnDoors = (db: ReadableDb, ids: readonly DoorId[]): readonly StoredCode[] =>
  ids.length === 0 ? [] : selectCodes(db, and(inArray(accessCodes.doorId, [...ids]), live))

export const codesOnDoor = (db: ReadableDb, door: DoorId): readonly StoredCode[] =>
  selectCodes(db, eq(accessCodes.doorId, door))
export const allCodes = (db: ReadableDb): readonly StoredCode[] => selectCodes(db, undefined)
export const dueCodes = (db: ReadableDb, now: Instant, limit: number): readonly StoredCode[] => {
  const rows = db
    .select({ id: accessCodes.id })
    .from(accessCodes)
    .where(and(live, isNotNull(accessCodes.nextDueAt), lte(accessCodes.nextDueAt, now)))
    .orderBy(asc(accessCodes.nextDueAt))
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
  db
    .select({ n: sql<number>`count(*)` })
    .from(accessCodes)
    .where(and(live, isNotNull(accessCodes.nextDueAt), lte(accessCodes.nextDueAt, now)))
    .get()?.n ?? 0
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

/** Writes new codes with their windows: two statements, however many there are. */
export const insertCodes = (
  db: WritableDb,
  codes: readonly { readonly code: StoredCode; readonly nextDueAt: Instant | null }[],
): void => {
  if (codes.length === 0) return
  db.insert(accessCodes)
    .values(
      codes.map(({ code, nextDueAt }) => ({
        ...columns(code, nextDueAt),
        id: code.id,
        reservationId: code.reservationId,
        stayId: code.stayId,
        doorId: code.doorId,
        label: code.label,
        createdAt: code.createdAt,
      })),
    )
    .run()
  addWindows(
    db,
    codes.map(({ code }) => code),
  )
}

export const updateCode = (
  db: WritableDb,
  code: StoredCode,
  nextDueAt: Instant | null,
  windowsChanged: boolean,
): void => {
  db.update(accessCodes).set(columns(code, nextDueAt)).where(eq(accessCodes.id, code.id)).run()
  if (windowsChanged) writeWindows(db, code.id, code.windows)
}

const columns = (code: StoredCode, nextDueAt: Instant | null) => ({
  pinSealed: code.pinSealed,
  pinMac: code.pinMac,
  desired: code.desired,
  state: code.state,
  stateSince: code.stateSince,
  providerRef: code.providerRef,
  sentStartsAt: code.sent?.startsAt ?? null,
  sentEndsAt: code.sent?.endsAt ?? null,
  mustLook: code.mustLook,
  fault: code.fault,
  faultSince: code.faultSince,
  attempts: code.attempts,
  nextDueAt,
  generation: code.generation,
})

const writeWindows = (db: WritableDb, id: AccessCodeId, windows: readonly Window[]): void => {
  db.delete(codeWindows).where(eq(codeWindows.codeId, id)).run()
  addWindows(db, [{ id, windows }])
}
const addWindows = (
  db: WritableDb,
  codes: readonly { readonly id: AccessCodeId; readonly windows: readonly Window[] }[],
): void => {
  const rows = codes.flatMap((code) => code.windows.map((window) => ({ codeId: code.id, ...window })))
  if (rows.length > 0) db.insert(codeWindows).values(rows).run()
}

/** Makes codes that wait for a proof, a retry or a removal due at once: somebody asked for it. */
export const hurryCodes = (db: WritableDb, now: Instant): void => {
  db.update(accessCodes)
    .set({ nextDueAt: now })
    .where(and(live, inArray(accessCodes.state, ['sending', 'accepted', 'removing', 'needs-attention'])))
    .run()
}
/** Takes one code up again after a person asked for it; its permanent fault is forgotten. */
export const retryCode = (db: WritableDb, id: AccessCodeId, now: Instant): void => {
  db.update(accessCodes).set({ nextDueAt: now, fault: null, attempts: 0 }).where(eq(accessCodes.id, id)).run()
}
export const wakeCode = (db: WritableDb, id: AccessCodeId, at: Instant | null): void => {
  db.update(accessCodes).set({ nextDueAt: at }).where(eq(accessCodes.id, id)).run()
}

export type Attempt = {
  readonly codeId: AccessCodeId
  readonly opId: string
  readonly verb: 'set' | 'update' | 'remove'
  readonly startedAt: Instant
}
export const insertAttempt = (db: WritableDb, attempt: Attempt): number =>
  Number(db.insert(codeAttempts).values(attempt).returning({ id: codeAttempts.id }).get().id)
export const endAttempt = (db: WritableDb, id: number, at: Instant, outcome: string, fault: LockFault | null): void => {
  db.update(codeAttempts).set({ endedAt: at, outcome, fault }).where(eq(codeAttempts.id, id)).run()
}

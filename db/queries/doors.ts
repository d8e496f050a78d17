/** What is known of the locks: health, what was last seen on them, keys that are out, how far events were read. */

import type { DoorId, ReservationId } from '../../electron/domain/ids.ts'
import type { Gateway, LockFault, RemoteCode, Signal } from '../../electron/domain/lock.ts'
import { hours, type Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, gt, isNull, lte, ne, or } from '../query-words.ts'
import { doorHealth, doors, keyHandOuts, lockCursors, observedCodes } from '../schema/index.ts'

export type DoorHealth = {
  readonly doorId: DoorId
  readonly online: boolean | null
  readonly batteryPercent: number | null
  readonly signal: Signal | null
  readonly gateway: Gateway | null
  readonly clockSkewSeconds: number | null
  readonly fault: LockFault | null
  readonly canUnlock: boolean
  readonly offlineCodes: boolean
  readonly maxCodes: number | null
  /** When the lock last answered; when it was last asked how it is; when it was last listed. */
  readonly seenAt: Instant | null
  readonly askedAt: Instant | null
  readonly listedAt: Instant | null
  readonly offlineSince: Instant | null
  readonly nextAskAt: Instant
  /** Failures in a row, and until when the door is left alone. */
  readonly failures: number
  readonly restUntil: Instant | null
}

const toHealth = (row: typeof doorHealth.$inferSelect): DoorHealth => ({
  ...row,
  doorId: row.doorId as DoorId,
  gateway:
    row.gatewayId === null ? null : { id: row.gatewayId, name: row.gatewayName ?? '', online: row.gatewayOnline },
  fault: row.fault as LockFault | null,
  seenAt: row.seenAt as Instant | null,
  askedAt: row.askedAt as Instant | null,
  listedAt: row.listedAt as Instant | null,
  offlineSince: row.offlineSince as Instant | null,
  nextAskAt: row.nextAskAt as Instant,
  restUntil: row.restUntil as Instant | null,
})

export const readDoorHealth = (db: ReadableDb, door: DoorId): DoorHealth | null => {
  const row = db.select().from(doorHealth).where(eq(doorHealth.doorId, door)).get()
  return row === undefined ? null : toHealth(row)
}
export const allDoorHealth = (db: ReadableDb): ReadonlyMap<DoorId, DoorHealth> =>
  new Map(
    db
      .select()
      .from(doorHealth)
      .all()
      .map((row) => [row.doorId as DoorId, toHealth(row)]),
  )

/** Writes some of what is known of a door; the rest stays as it was. */
export const writeDoorHealth = (db: WritableDb, door: DoorId, change: Partial<Omit<DoorHealth, 'doorId'>>): void => {
  const { gateway, ...fields } = change
  const columns = {
    ...fields,
    ...(gateway === undefined
      ? {}
      : { gatewayId: gateway?.id ?? null, gatewayName: gateway?.name ?? null, gatewayOnline: gateway?.online ?? null }),
  }
  if (Object.keys(columns).length === 0) return
  db.insert(doorHealth)
    .values({ doorId: door, ...columns })
    .onConflictDoUpdate({ target: doorHealth.doorId, set: columns })
    .run()
}

/** Doors with a lock whose health is to be asked now: never asked before, due, or put off by a clock since set back. */
export const doorsToAsk = (db: ReadableDb, now: Instant): readonly DoorId[] =>
  db
    .select({ id: doors.id })
    .from(doors)
    .leftJoin(doorHealth, eq(doorHealth.doorId, doors.id))
    .where(
      and(
        ne(doors.provider, ''),
        or(isNull(doorHealth.doorId), lte(doorHealth.nextAskAt, now), gt(doorHealth.nextAskAt, now + hours(1))),
      ),
    )
    .orderBy(asc(doors.position))
    .all()
    .map((row) => row.id as DoorId)

export type ObservedCode = {
  readonly doorId: DoorId
  readonly ref: string
  readonly label: string | null
  /** Null where the provider masks digits. */
  readonly pinMac: string | null
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  readonly state: RemoteCode['state']
  readonly fault: LockFault | null
}
export const observedOnDoor = (db: ReadableDb, door: DoorId): readonly ObservedCode[] =>
  db
    .select()
    .from(observedCodes)
    .where(eq(observedCodes.doorId, door))
    .orderBy(asc(observedCodes.label), asc(observedCodes.ref))
    .all() as unknown as ObservedCode[]

/** The codes, ours or not, that carry these digits on some lock, as last listed. */
export const observedWithPin = (db: ReadableDb, pinMac: string): readonly ObservedCode[] =>
  db.select().from(observedCodes).where(eq(observedCodes.pinMac, pinMac)).all() as unknown as ObservedCode[]

/** Keeps what a listing found in place of what the one before had found. */
export const writeObserved = (db: WritableDb, door: DoorId, codes: readonly ObservedCode[]): void => {
  db.delete(observedCodes).where(eq(observedCodes.doorId, door)).run()
  for (let start = 0; start < codes.length; start += 100)
    db.insert(observedCodes)
      .values(codes.slice(start, start + 100))
      .run()
}

export type KeyHandOut = {
  readonly id: string
  readonly doorId: DoorId
  readonly reservationId: ReservationId | null
  readonly envelope: string
  readonly takenBy: string
  readonly handedAt: Instant
  readonly handedBy: string
  readonly returnedAt: Instant | null
  readonly returnedBy: string | null
}
/** Keys that have not come back, newest first. */
export const keysOut = (db: ReadableDb): readonly KeyHandOut[] =>
  db
    .select()
    .from(keyHandOuts)
    .where(isNull(keyHandOuts.returnedAt))
    .orderBy(desc(keyHandOuts.handedAt))
    .all() as unknown as KeyHandOut[]
export const readKeyHandOut = (db: ReadableDb, id: string): KeyHandOut | null =>
  (db.select().from(keyHandOuts).where(eq(keyHandOuts.id, id)).get() as unknown as KeyHandOut | undefined) ?? null
export const insertKeyHandOut = (db: WritableDb, handOut: KeyHandOut): void => {
  db.insert(keyHandOuts).values(handOut).run()
}
export const markKeyReturned = (db: WritableDb, id: string, at: Instant, by: string): void => {
  db.update(keyHandOuts).set({ returnedAt: at, returnedBy: by }).where(eq(keyHandOuts.id, id)).run()
}

export type LockCursor = { readonly cursor: string | null; readonly nextPollAt: Instant }
export const readLockCursor = (db: ReadableDb, provider: string): LockCursor | null =>
  (db.select().from(lockCursors).where(eq(lockCursors.provider, provider)).get() as LockCursor | undefined) ?? null
export const writeLockCursor = (db: WritableDb, provider: string, cursor: LockCursor): void => {
  db.insert(lockCursors)
    .values({ provider, ...cursor })
    .onConflictDoUpdate({ target: lockCursors.provider, set: cursor })
    .run()
}

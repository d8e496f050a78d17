/** Every call made for a code: begun before it, ended after it. */

import type { AccessCodeId, DoorId, ReservationId } from '../../electron/domain/ids.ts'
import type { LockFault } from '../../electron/domain/lock.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { desc, eq } from '../query-words.ts'
import { accessCodes, codeAttempts } from '../schema/index.ts'
import type { StoredCode } from './codes.ts'

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

export type DoorAttempt = {
  readonly codeId: AccessCodeId
  readonly kind: StoredCode['kind']
  readonly reservationId: ReservationId | null
  readonly verb: Attempt['verb']
  readonly startedAt: Instant
  /** How the call ended, in the words of `LockOutcome`; null while it is under way, or where the program died in it. */
  readonly outcome: string | null
  readonly fault: LockFault | null
}
/** What was asked of one door's lock, newest first. */
export const attemptsOnDoor = (db: ReadableDb, door: DoorId, limit: number): readonly DoorAttempt[] =>
  db
    .select({
      codeId: codeAttempts.codeId,
      kind: accessCodes.kind,
      reservationId: accessCodes.reservationId,
      verb: codeAttempts.verb,
      startedAt: codeAttempts.startedAt,
      outcome: codeAttempts.outcome,
      fault: codeAttempts.fault,
    })
    .from(codeAttempts)
    .innerJoin(accessCodes, eq(accessCodes.id, codeAttempts.codeId))
    .where(eq(accessCodes.doorId, door))
    .orderBy(desc(codeAttempts.id))
    .limit(limit)
    .all() as DoorAttempt[]

/** Everything that is written about a code. */

import type { Window } from '../../electron/domain/access-window.ts'
import type { AccessCodeId, DoorId } from '../../electron/domain/ids.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { WritableDb } from '../open-database.ts'
import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from '../query-words.ts'
import { accessCodes, codeWindows } from '../schema/index.ts'
import type { StoredCode } from './codes.ts'

const live = ne(accessCodes.state, 'removed')

/** Erases digits that opened nothing since `before`; their keyed hash stays. Answers how many. */
export const eraseDigits = (db: WritableDb, before: Instant): number =>
  db
    .update(accessCodes)
    .set({ pinSealed: Buffer.alloc(0) })
    .where(
      and(
        eq(accessCodes.state, 'removed'),
        lt(accessCodes.stateSince, before),
        sql`length(${accessCodes.pinSealed}) > 0`,
      ),
    )
    .run().changes

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
        kind: code.kind,
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
  reservationId: code.reservationId,
  heldSince: code.heldSince,
  verifiedAt: code.verifiedAt,
  openedAt: code.openedAt,
  notBefore: code.notBefore,
  givenAt: code.givenAt,
  givenBy: code.givenBy,
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
    .where(
      and(
        live,
        or(
          inArray(accessCodes.state, ['sending', 'accepted', 'removing', 'needs-attention']),
          // Written by a clock that has been set back since.
          gt(accessCodes.stateSince, now),
        ),
      ),
    )
    .run()
}
/** Takes one code up again after a person asked for it; its permanent fault is forgotten. */
export const retryCode = (db: WritableDb, id: AccessCodeId, now: Instant): void => {
  db.update(accessCodes).set({ nextDueAt: now, fault: null, attempts: 0 }).where(eq(accessCodes.id, id)).run()
}
/** Codes at a door that wait because it could not be reached are due now. */
export const wakeDoorCodes = (db: WritableDb, door: DoorId, now: Instant): void => {
  db.update(accessCodes)
    .set({ nextDueAt: now })
    .where(and(live, eq(accessCodes.doorId, door), or(isNotNull(accessCodes.fault), ne(accessCodes.state, 'on-lock'))))
    .run()
}
/** Codes that the lock holds are looked at again now: of one door, or one code by the provider's name for it. */
export const doubtCodes = (db: WritableDb, door: DoorId, ref: string | null, now: Instant): void => {
  db.update(accessCodes)
    .set({ verifiedAt: null, nextDueAt: now })
    .where(
      and(
        eq(accessCodes.doorId, door),
        inArray(accessCodes.state, ['on-lock', 'accepted', 'removing']),
        ref === null ? undefined : eq(accessCodes.providerRef, ref),
      ),
    )
    .run()
}
export const noteOpened = (db: WritableDb, door: DoorId, ref: string, at: Instant): boolean =>
  db
    .update(accessCodes)
    .set({ openedAt: at })
    .where(and(live, eq(accessCodes.doorId, door), eq(accessCodes.providerRef, ref), isNull(accessCodes.openedAt)))
    .run().changes > 0
export const wakeCode = (db: WritableDb, id: AccessCodeId, at: Instant | null): void => {
  db.update(accessCodes).set({ nextDueAt: at }).where(eq(accessCodes.id, id)).run()
}

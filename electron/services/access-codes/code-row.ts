/** One code in the store: what the state machine has to know about it, and the one way its next state is written. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { updateCode, wakeCode } from '../../../db/queries/code-writes.ts'
import { codesOfReservation, type StoredCode } from '../../../db/queries/codes.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { type CodeFacts, nextDueAt, rested } from '../../domain/access-code.ts'
import { sameWindows } from '../../domain/access-window.ts'
import { ourLabels } from '../../domain/code-label.ts'
import type { AccessCodeId, UnitId } from '../../domain/ids.ts'
import type { LockFault } from '../../domain/lock.ts'
import type { Pin } from '../../domain/pin.ts'
import { grantsAccess, type Stay } from '../../domain/stay.ts'
import { hours, type Instant } from '../../domain/time.ts'
import { makeId, type Work } from '../desk/index.ts'
import { heldUntil } from './hold.ts'

export const doorsOfUnit = (house: House, unit: UnitId): readonly Door[] => {
  const ids = house.units.find((candidate) => candidate.id === unit)?.doorIds ?? []
  return ids.map((id) => house.doors.find((door) => door.id === id)).filter((door) => door !== undefined)
}

/** What the state machine has to know about a stored code. */
export function factsOf(
  db: ReadableDb,
  house: House,
  code: Pick<StoredCode, 'kind' | 'reservationId' | 'stayId' | 'doorId' | 'desired' | 'sent'>,
  now: Instant,
  known?: readonly Stay[],
): CodeFacts {
  const codesAheadMs = hours(house.property.codesAheadHours)
  if (code.reservationId === null) return { now, codesAheadMs, inHouse: false }
  const stays = known ?? staysOfReservation(db, code.reservationId)
  const inHouse = stays.some(
    (stay) =>
      (stay.status === 'in-house' || (stay.status === 'departed' && grantsAccess(stay, now))) &&
      (code.stayId === null || stay.id === code.stayId) &&
      doorsOfUnit(house, stay.unitId).some((door) => door.id === code.doorId),
  )
  return { now, codesAheadMs, inHouse, heldUntil: heldUntil(db, house, code, now) }
}

/** Writes a code's next state and when it is due. */
export function store(work: Work, before: StoredCode, next: Partial<StoredCode>, stays?: readonly Stay[]): void {
  const ordered = { ...before, ...next }
  const facts = factsOf(work.db, work.house, ordered, work.now, stays)
  const settled = { ...ordered, ...rested(ordered, facts) }
  const code: StoredCode = {
    ...settled,
    stateSince: settled.state === before.state ? before.stateSince : work.now,
    faultSince: faultSince(before, settled.fault, work.now),
  }
  const windowsChanged = next.windows !== undefined && !sameWindows(next.windows, before.windows)
  updateCode(work.db, code, nextDueAt(code, facts), windowsChanged)
  if (code.reservationId === null) return
  // What was kept for a moved party until this door opened may go now.
  if (code.state === 'on-lock' && before.state !== 'on-lock')
    for (const other of codesOfReservation(work.db, code.reservationId)) if (isLeaving(other)) hurry(work, other)
}

export const isLeaving = (code: StoredCode): boolean => code.desired === 'absent' && code.state !== 'removed'
export const hurry = (work: Work, code: StoredCode): void => wakeCode(work.db, code.id, work.now)

const faultSince = (before: StoredCode, fault: LockFault | null, now: Instant): Instant | null => {
  if (fault === null) return null
  return before.fault === fault && before.faultSince !== null ? before.faultSince : now
}

/** The two forms in which digits are kept: readable with the key, and searchable. */
export const sealDigits = (work: Work, pin: Pin): Pick<StoredCode, 'pinSealed' | 'pinMac'> => ({
  pinSealed: work.desk.store.vault.seal('pin', pin),
  pinMac: work.desk.store.vault.mac('pin', pin),
})

/** A new row of a code that nobody has sent yet. */
export function freshCode(
  work: Work,
  pin: Pin,
  about: Pick<StoredCode, 'kind' | 'reservationId' | 'stayId' | 'doorId' | 'windows'>,
): StoredCode {
  const id = makeId<AccessCodeId>(work)
  return {
    id,
    ...about,
    ...sealDigits(work, pin),
    label: `${ourLabels}${id.replaceAll('-', '').slice(-12).toUpperCase()}`,
    desired: 'present',
    state: 'planned',
    stateSince: work.now,
    providerRef: null,
    sent: null,
    mustLook: false,
    fault: null,
    faultSince: null,
    attempts: 0,
    retryAt: null,
    generation: 1,
    heldSince: null,
    verifiedAt: null,
    openedAt: null,
    notBefore: null,
    givenAt: null,
    givenBy: null,
    createdAt: work.now,
  }
}

/** Brings a reservation's codes in the store in line with its stays: the desired state, in the caller's transaction. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { liveStaysOfUnit, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import {
  codesOfReservation,
  doorsWithPin,
  insertCodes,
  liveCodesOnDoors,
  type StoredCode,
  updateCode,
  wakeCode,
} from '../../../db/queries/codes.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { type CodeFacts, nextDueAt, replanned } from '../../domain/access-code.ts'
import { sameWindows, windowsOverlap } from '../../domain/access-window.ts'
import { codeSlot, type WantedCode, wantedCodes } from '../../domain/code-plan.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { AccessCodeId, DoorId, ReservationId, UnitId } from '../../domain/ids.ts'
import { drawPin, intersectPinRules, type Pin, type PinRules, pinFits } from '../../domain/pin.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isConfirmedSibling, type Stay } from '../../domain/stay.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import { makeId, type Work } from '../desk/index.ts'
import { heldUntil } from './hold.ts'

/** Until a lock has told its own rules: six digits, which every vendor takes. */
const assumedRules: PinRules = { lengths: [6], digits: '0123456789', rules: [] }

export const doorsOfUnit = (house: House, unit: UnitId): readonly Door[] => {
  const ids = house.units.find((candidate) => candidate.id === unit)?.doorIds ?? []
  return ids.map((id) => house.doors.find((door) => door.id === id)).filter((door) => door !== undefined)
}

/** What the state machine has to know about a stored code. */
export function factsOf(
  db: ReadableDb,
  house: House,
  code: Pick<StoredCode, 'reservationId' | 'stayId' | 'doorId' | 'desired' | 'sent'>,
  now: Instant,
  stays: readonly Stay[] = staysOfReservation(db, code.reservationId),
): CodeFacts {
  const inHouse = stays.some(
    (stay) =>
      stay.status === 'in-house' &&
      (code.stayId === null || stay.id === code.stayId) &&
      doorsOfUnit(house, stay.unitId).some((door) => door.id === code.doorId),
  )
  const codesAheadMs = hours(house.property.codesAheadHours)
  return { now, codesAheadMs, inHouse, heldUntil: heldUntil(db, house, code, now) }
}

/**
 * Plans the codes of one reservation: new ones with digits, other windows for those that are there, revocation for
 * those no longer wanted. Refuses with `unit-still-occupied` where a unit's own door would open for two parties; with
 * `skipConflicts` such a code is left out instead (a source brought the stay, nobody stands there to be told).
 */
export function planCodes(
  work: Work,
  reservationId: ReservationId,
  options: { readonly skipConflicts?: boolean } = {},
): Result<null, Failure> {
  const { db, house, now } = work
  const stays = staysOfReservation(db, reservationId)
  const wanted = wantedCodes({
    stays,
    doorsOf: (unit) => doorsOfUnit(house, unit),
    policy: house.property.codePolicy,
    house: house.property,
    now,
  })
  const wantedSlots = new Map(wanted.map((code) => [codeSlot(code), code]))
  const codes = [...codesOfReservation(db, reservationId)]
  const live = codes.filter((code) => code.state !== 'removed')
  const freed = new Set<DoorId>()
  for (const code of live) {
    const still = wantedSlots.get(codeSlot(code))
    if (still === undefined || !sameWindows(code.windows, still.windows)) freed.add(code.doorId)
    if (still === undefined) {
      if (code.desired === 'present') store(work, code, replanned(code, 'absent', [], now), stays)
    }
  }
  const neighbours = liveCodesOnDoors(db, ownDoors(house, wanted))
  const fresh: StoredCode[] = []
  for (const want of wanted) {
    const others = neighbours.filter((code) => code.doorId === want.doorId)
    const conflict = otherParty(work, want, reservationId, others)
    if (conflict !== null) {
      if (options.skipConflicts) continue
      return fail(conflict)
    }
    // Somebody is to have this door: what still has to leave it is not put off any longer.
    for (const former of others) if (isLeaving(former)) hurry(work, former)
    const present = live.find((code) => codeSlot(code) === codeSlot(want))
    if (present === undefined) {
      const made = makeCode(work, reservationId, want, codes)
      if (!made.ok) return made
      codes.push(made.value)
      fresh.push(made.value)
    } else if (present.desired === 'absent' || !sameWindows(present.windows, want.windows)) {
      store(work, present, replanned(present, 'present', want.windows, now), stays)
    } else if (present.state === 'planned') {
      // A check-in makes a code due that so far waited for its day.
      store(work, present, present, stays)
    }
  }
  insertCodes(
    db,
    fresh.map((code) => ({ code, nextDueAt: nextDueAt(code, factsOf(db, house, code, now, stays)) })),
  )
  for (const other of leftOut(work, reservationId, freed)) planCodes(work, other, { skipConflicts: true })
  return ok(null)
}

/** Writes a code's next state and when it is due. */
export function store(work: Work, before: StoredCode, next: Partial<StoredCode>, stays?: readonly Stay[]): void {
  const code: StoredCode = {
    ...before,
    ...next,
    stateSince: next.state !== undefined && next.state !== before.state ? work.now : before.stateSince,
    faultSince: faultSince(before, next, work.now),
  }
  updateCode(
    work.db,
    code,
    nextDueAt(code, factsOf(work.db, work.house, code, work.now, stays)),
    next.windows !== undefined && !sameWindows(next.windows, before.windows),
  )
  // What was kept for a moved party until this door opened may go now.
  if (code.state === 'on-lock' && before.state !== 'on-lock')
    for (const other of codesOfReservation(work.db, code.reservationId)) if (isLeaving(other)) hurry(work, other)
}

const isLeaving = (code: StoredCode): boolean => code.desired === 'absent' && code.state !== 'removed'
const hurry = (work: Work, code: StoredCode): void => wakeCode(work.db, code.id, work.now)

const faultSince = (before: StoredCode, next: Partial<StoredCode>, now: Instant): Instant | null => {
  const fault = next.fault === undefined ? before.fault : next.fault
  if (fault === null) return null
  return before.fault === fault && before.faultSince !== null ? before.faultSince : now
}

/** Parties whose code on one of these doors was left out for this one's sake: what stood in their way may be gone. */
function leftOut({ db, house }: Work, planned: ReservationId, freed: ReadonlySet<DoorId>): readonly ReservationId[] {
  const own = house.doors.filter((door) => !door.shared && freed.has(door.id)).map((door) => door.id)
  const served = new Set(liveCodesOnDoors(db, own).map((code) => `${code.doorId} ${code.reservationId}`))
  const found = own.flatMap((door) =>
    house.units
      .filter((unit) => unit.doorIds.includes(door))
      .flatMap((unit) => liveStaysOfUnit(db, unit.id))
      .filter((stay) => isConfirmedSibling(stay) && !served.has(`${door} ${stay.reservationId}`))
      .flatMap((stay) => stay.reservationId ?? []),
  )
  return [...new Set(found)].filter((id) => id !== planned)
}

/** The wanted doors that are a unit's own: on a shared one parties meet by design. */
const ownDoors = (house: House, wanted: readonly WantedCode[]): readonly DoorId[] =>
  wanted.map((want) => want.doorId).filter((id) => house.doors.some((door) => door.id === id && !door.shared))

/** The other party whose code opens this unit's own door at the same time, as a failure; null where there is none. */
function otherParty(
  work: Work,
  want: WantedCode,
  reservationId: ReservationId,
  others: readonly StoredCode[],
): Failure | null {
  const door = work.house.doors.find((candidate) => candidate.id === want.doorId)
  if (door === undefined) return null
  // Only what is still to come counts: nobody can meet in the hours that have passed.
  const ahead = want.windows.map((window) => ({ ...window, startsAt: instant(Math.max(window.startsAt, work.now)) }))
  const other = others.find(
    (code) =>
      code.reservationId !== reservationId &&
      code.desired === 'present' &&
      code.windows.some((theirs) => ahead.some((ours) => windowsOverlap(theirs, ours))),
  )
  if (other === undefined) return null
  const theirs = readReservation(work.db, other.reservationId)
  return failure(
    'unit-still-occupied',
    `${door.name} still opens for ${theirs?.reference ?? 'another party'} in that time. Shorten one of the two stays, or check the other party out. Nothing was changed.`,
  )
}

function makeCode(
  work: Work,
  reservationId: ReservationId,
  want: WantedCode,
  partys: readonly StoredCode[],
): Result<StoredCode, Failure> {
  const pin = digitsFor(work, want, partys)
  if (pin === null)
    return fail(
      failure(
        'no-digits-left',
        'No digits are left that all these locks would take. Remove old codes from the locks first.',
      ),
    )
  const id = makeId<AccessCodeId>(work)
  const vault = work.desk.store.vault
  const code: StoredCode = {
    id,
    reservationId,
    stayId: want.stayId,
    doorId: want.doorId,
    pinSealed: vault.seal('pin', pin),
    pinMac: vault.mac('pin', pin),
    label: `LK-${id.replaceAll('-', '').slice(-12).toUpperCase()}`,
    desired: 'present',
    state: 'planned',
    stateSince: work.now,
    windows: want.windows,
    providerRef: null,
    sent: null,
    mustLook: false,
    fault: null,
    faultSince: null,
    attempts: 0,
    retryAt: null,
    generation: 1,
    createdAt: work.now,
  }
  return ok(code)
}

/** The party's own digits where this door can take them, else new ones. */
function digitsFor(work: Work, want: WantedCode, partys: readonly StoredCode[]): Pin | null {
  const vault = work.desk.store.vault
  const door = work.house.doors.find((candidate) => candidate.id === want.doorId)
  const rules = door?.pinRules ?? assumedRules
  const tried = new Set<string>()
  for (const before of bestFirst(partys, want)) {
    const partyHasIt = before.state !== 'removed'
    if (tried.has(before.pinMac)) continue
    tried.add(before.pinMac)
    const pin = vault.open('pin', before.pinSealed) as Pin
    const lives = doorsWithPin(work.db, before.pinMac)
    const taken = partyHasIt ? lives.includes(want.doorId) : lives.length > 0
    if (pinFits(pin, rules) && !taken) return pin
  }
  return newDigits(work, want.doorId)
}

/**
 * Whose digits a code takes over, best first: this door's own where it once refused the common ones, else what the
 * party's doors have in common now, else what they had.
 */
function bestFirst(partys: readonly StoredCode[], want: WantedCode): readonly StoredCode[] {
  const rank = (code: StoredCode): number => {
    if (code.doorId === want.doorId && code.generation > 1) return 0
    return (code.state === 'removed' ? 1_000 : 0) + code.generation
  }
  return partys
    .filter((code) => want.stayId === null || code.stayId === want.stayId)
    .reverse()
    .sort((left, right) => rank(left) - rank(right))
}

/**
 * Draws digits nobody in the house has: fitted to all locks of the house where that is possible, else to this one.
 * Null where none could be found.
 */
export function newDigits(work: Work, doorId: DoorId): Pin | null {
  const { db, house, desk } = work
  const taken = (pin: Pin): boolean => doorsWithPin(db, desk.store.vault.mac('pin', pin)).length > 0
  const locked = house.doors.filter((door) => door.hasLock)
  const everywhere = intersectPinRules(locked.map((door) => door.pinRules ?? assumedRules))
  const here = locked.find((door) => door.id === doorId)?.pinRules ?? assumedRules
  return drawPin(everywhere, taken, desk.random.integer) ?? drawPin(here, taken, desk.random.integer)
}

/** Brings a reservation's codes in the store in line with its stays: the desired state, in the caller's transaction. */
import { reservationsWithLiveStays, staysOfReservation } from '../../../db/queries/bookings.ts'
import { insertCodes } from '../../../db/queries/code-writes.ts'
import { codesOfReservation, liveCodesOnDoors, type StoredCode } from '../../../db/queries/codes.ts'
import { nextDueAt } from '../../domain/access-code.ts'
import { replanned } from '../../domain/access-code-orders.ts'
import { sameWindows } from '../../domain/access-window.ts'
import { codeSlot, policyOf, type WantedCode, wantedCodes } from '../../domain/code-plan.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Work } from '../desk/index.ts'
import { doorsOfUnit, factsOf, freshCode, hurry, isLeaving, store } from './code-row.ts'
import { leftOut, otherParty, ownDoors } from './conflicts.ts'
import { digitsFor } from './digits.ts'
import { planGiven } from './given.ts'
import { keepSpares } from './spares.ts'

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
  const codes: StoredCode[] = [...codesOfReservation(db, reservationId)]
  const live = codes.filter((code) => code.state !== 'removed')
  const keeping = live.filter((code) => code.desired === 'present')
  const wanted = wantedCodes({
    stays,
    doorsOf: (unit) => doorsOfUnit(house, unit),
    policy: policyOf(keeping.length > 0 ? keeping : codes.slice(-1), house.property.codePolicy),
    house: house.property,
    now,
  })
  const wantedSlots = new Map(wanted.map((code) => [codeSlot(code), code]))
  const freed = new Set<DoorId>()
  for (const code of live) {
    const still = wantedSlots.get(codeSlot(code))
    if (still === undefined || !sameWindows(code.windows, still.windows)) freed.add(code.doorId)
    if (still === undefined) {
      // One that leaves already may have been held for a reason that is gone.
      store(work, code, code.desired === 'present' ? replanned(code, 'absent', [], now) : {}, stays)
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
      if (!made.ok && options.skipConflicts) continue
      if (!made.ok) return made
      codes.push(made.value)
      fresh.push(made.value)
    } else if (present.desired === 'absent' || !sameWindows(present.windows, want.windows)) {
      store(work, present, replanned(present, 'present', want.windows, now), stays)
    } else if (present.state === 'planned' || house.property.codesAheadHours === 0) {
      // A check-in makes a code due that so far waited for its day, and its undo the other way round.
      store(work, present, present, stays)
    }
  }
  insertCodes(
    db,
    fresh.map((code) => ({ code, nextDueAt: nextDueAt(code, factsOf(db, house, code, now, stays)) })),
  )
  planGiven(work, reservationId, wanted)
  for (const other of leftOut(work, reservationId, freed)) planCodes(work, other, { skipConflicts: true })
  return ok(null)
}

/** After the house changed its times, doors or policy: every party's codes are planned anew, digits untouched; new locks get their spares. */
export function replanHouse(work: Work): void {
  for (const id of reservationsWithLiveStays(work.db)) planCodes(work, id, { skipConflicts: true })
  keepSpares(work, null)
}

function makeCode(
  work: Work,
  reservationId: ReservationId,
  want: WantedCode,
  partys: readonly StoredCode[],
): Result<StoredCode, Failure> {
  const pin = digitsFor(work, reservationId, want, partys)
  if (pin !== null) return ok(freshCode(work, pin, { kind: 'party', reservationId, ...want }))
  return fail(
    failure(
      'no-digits-left',
      'No digits are left that all these locks would take. Remove old codes from the locks first.',
    ),
  )
}

/** Which digits a code gets: the party's own where its door can take them, else new ones that nobody has. */
import { readGuest, readReservation } from '../../../db/queries/bookings.ts'
import { doorsWithPin, pinUsedSince, type StoredCode } from '../../../db/queries/codes.ts'
import { observedWithPin } from '../../../db/queries/doors.ts'
import type { WantedCode } from '../../domain/code-plan.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { drawPin, intersectPinRules, isGivenAway, type Pin, type PinRules, pinFits } from '../../domain/pin.ts'
import { hours, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'

/** Until a lock has told its own rules: six digits, which every vendor takes. */
const assumedRules: PinRules = { lengths: [6], digits: '0123456789', rules: [] }

/** How long digits that once opened a shared door are given to nobody else (facts/locks.md, "PIN policy"). */
export const digitHistoryMs = 90 * hours(24)

/** The party's own digits where this door can take them, else new ones. Null where none could be found. */
export function digitsFor(
  work: Work,
  reservationId: ReservationId,
  want: WantedCode,
  partys: readonly StoredCode[],
): Pin | null {
  const vault = work.desk.store.vault
  const door = work.house.doors.find((candidate) => candidate.id === want.doorId)
  const rules = door?.pinRules ?? assumedRules
  const tried = new Set<string>()
  for (const before of bestFirst(partys, want)) {
    // Digits are erased some time after they last opened anything.
    if (before.pinSealed.length === 0 || tried.has(before.pinMac)) continue
    tried.add(before.pinMac)
    const lives = doorsWithPin(work.db, before.pinMac)
    const taken =
      (before.state === 'removed' ? lives.length > 0 : lives.includes(want.doorId)) ||
      isStrangers(work, before.pinMac, want.doorId, partys)
    const pin = vault.open('pin', before.pinSealed) as Pin
    if (pinFits(pin, rules) && !taken) return pin
  }
  return newDigits(work, want.doorId, reservationId)
}

/** True where the lock was seen to hold these digits for somebody else. */
function isStrangers(work: Work, pinMac: string, doorId: DoorId, partys: readonly StoredCode[]): boolean {
  return observedWithPin(work.db, pinMac).some(
    (seen) =>
      seen.doorId === doorId && !partys.some((code) => code.label === seen.label || code.providerRef === seen.ref),
  )
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
 * Draws digits nobody in the house has, nor had on a shared door in the last 90 days, nor was seen to have at a lock;
 * and that do not stand in the party's phone or booking number. Fitted to all locks of the house where that is
 * possible, else to this one (`doorId` null: to all or none). Null where none could be found.
 */
export function newDigits(work: Work, doorId: DoorId | null, reservationId: ReservationId | null = null): Pin | null {
  const { db, house, desk } = work
  const known = knownOf(work, reservationId)
  const shared = house.doors.filter((door) => door.shared).map((door) => door.id)
  const since = instant(work.now - digitHistoryMs)
  const taken = (pin: Pin): boolean => {
    const mac = desk.store.vault.mac('pin', pin)
    return (
      isGivenAway(pin, known) ||
      doorsWithPin(db, mac).length > 0 ||
      pinUsedSince(db, mac, shared, since) ||
      observedWithPin(db, mac).length > 0
    )
  }
  const locked = house.doors.filter((door) => door.hasLock)
  // A lock that takes no digits of ours at all says nothing about the others.
  const choosing = locked.map((door) => door.pinRules ?? assumedRules).filter((rules) => rules.lengths.length > 0)
  const everywhere = intersectPinRules(choosing)
  const here = locked.find((door) => door.id === doorId)?.pinRules ?? assumedRules
  const common = drawPin(everywhere, taken, desk.random.integer)
  return common ?? (doorId === null ? null : drawPin(here, taken, desk.random.integer))
}

/** What a stranger may know of the party: its booking number and phones. */
function knownOf(work: Work, reservationId: ReservationId | null): readonly string[] {
  const reservation = reservationId === null ? null : readReservation(work.db, reservationId)
  const guest = reservation?.guestId ? readGuest(work.db, reservation.guestId) : null
  return [...(reservation?.reference ? [reservation.reference] : []), ...(guest?.phones ?? [])]
}

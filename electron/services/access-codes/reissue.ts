/** New digits by a person's order: every door of the party changes, or one door alone. */
import { codesOfReservation, type StoredCode } from '../../../db/queries/codes.ts'
import { withOtherDigits } from '../../domain/access-code-orders.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import { type Pin, pinFits } from '../../domain/pin.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Work } from '../desk/index.ts'
import { sealDigits, store } from './code-row.ts'
import { newDigits } from './digits.ts'

/**
 * Changes the digits of all live codes of a reservation, or of one door's. Doors that can share digits share them; one
 * that cannot gets its own. Under `per-unit` each stay keeps digits of its own. The old ones open until each lock has
 * taken the new ones. Answers how many codes changed; `nothing-to-reissue` where the party has none.
 */
export function reissueDigits(
  work: Work,
  reservationId: ReservationId,
  doorId: DoorId | null,
): Result<{ readonly codes: number }, Failure> {
  const codes = codesOfReservation(work.db, reservationId).filter(
    (code) => code.state !== 'removed' && code.desired === 'present' && (doorId === null || code.doorId === doorId),
  )
  if (codes.length === 0)
    return fail(
      failure('nothing-to-reissue', 'This booking has no code that could be changed there. Nothing was changed.'),
    )
  const byStay = new Map<string, StoredCode[]>()
  for (const code of codes) byStay.set(code.stayId ?? '', [...(byStay.get(code.stayId ?? '') ?? []), code])
  for (const group of byStay.values()) {
    const common = newDigits(work, doorId, reservationId)
    for (const code of group) {
      const pin = common !== null && fits(work, code, common) ? common : newDigits(work, code.doorId, reservationId)
      if (pin === null)
        return fail(failure('no-digits-left', 'No digits are left that this lock would take. Nothing was changed.'))
      store(work, code, {
        ...withOtherDigits(code, 'ordered'),
        ...sealDigits(work, pin),
        generation: code.generation + 1,
      })
    }
  }
  return ok({ codes: codes.length })
}

const fits = (work: Work, code: StoredCode, pin: Pin): boolean => {
  const rules = work.house.doors.find((door) => door.id === code.doorId)?.pinRules
  return rules === null || rules === undefined || pinFits(pin, rules)
}

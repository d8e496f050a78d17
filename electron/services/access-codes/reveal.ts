import { codesOfReservation } from '../../../db/queries/codes.ts'
import type { Failure } from '../../domain/failure.ts'
import type { DoorId, ReservationId } from '../../domain/ids.ts'
import type { Pin } from '../../domain/pin.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { audit, type Caller, type Desk, transact } from '../desk/index.ts'

export type Revealed = {
  readonly at: Instant
  readonly by: string
  readonly pins: readonly {
    readonly pin: Pin
    readonly doorIds: readonly DoorId[]
    readonly codeIds: readonly string[]
  }[]
}

/** Opens the digits of a reservation's wanted codes, for one look: who saw them, and why, is in the audit trail. */
export const revealPins = (
  desk: Desk,
  caller: Caller,
  reservationId: ReservationId,
  purpose: 'shown' | 'slip' | 'command',
): Result<Revealed, Failure> =>
  transact(desk, caller, (work) => {
    const codes = codesOfReservation(work.db, reservationId).filter(
      (code) => code.state !== 'removed' && code.desired === 'present',
    )
    const groups = new Map<string, { pin: Pin; doorIds: DoorId[]; codeIds: string[] }>()
    for (const code of codes) {
      const group = groups.get(code.pinMac) ?? {
        pin: desk.store.vault.open('pin', code.pinSealed) as Pin,
        doorIds: [],
        codeIds: [],
      }
      group.doorIds.push(code.doorId)
      group.codeIds.push(code.id)
      groups.set(code.pinMac, group)
    }
    audit(work, 'pin.revealed', { reservationId }, { purpose, codes: codes.length })
    return ok({ at: work.now, by: caller.actor, pins: [...groups.values()] })
  })

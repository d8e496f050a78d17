/** Digits of a spare or offline code, opened for one look; who saw them is in the audit trail. */
import type { StoredCode } from '../../../db/queries/codes.ts'
import { currentWindow } from '../../domain/access-window.ts'
import type { AccessCodeId, DoorId, ReservationId } from '../../domain/ids.ts'
import type { Pin } from '../../domain/pin.ts'
import type { Instant } from '../../domain/time.ts'
import { audit, type Work } from '../desk/index.ts'

export type ShownCode = {
  readonly codeId: AccessCodeId
  readonly doorName: string
  readonly pin: Pin
  /** Null for a spare that nobody was given: it has no end to tell. */
  readonly endsAt: Instant | null
}

/** True where the lock holds these digits, so that showing them is no false promise. */
export const opensNow = (code: StoredCode): boolean =>
  code.desired === 'present' && code.pinSealed.length > 0 && code.heldSince !== null

export const auditReveal = (
  work: Work,
  about: { readonly reservationId?: ReservationId | null; readonly doorId: DoorId },
  purpose: 'spare' | 'offline',
  codes: number,
): void => audit(work, 'pin.revealed', about, { purpose, codes })

export const digitsOf = (work: Work, code: StoredCode): Pin => work.desk.store.vault.open('pin', code.pinSealed) as Pin

/** Opens the digits and writes who saw them. */
export function reveal(work: Work, code: StoredCode): ShownCode {
  auditReveal(work, code, code.kind === 'offline' ? 'offline' : 'spare', 1)
  return {
    codeId: code.id,
    doorName: work.house.doors.find((door) => door.id === code.doorId)?.name ?? '',
    pin: digitsOf(work, code),
    endsAt: code.reservationId === null ? null : (currentWindow(code.windows, work.now)?.endsAt ?? null),
  }
}

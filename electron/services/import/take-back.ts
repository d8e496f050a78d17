import { readGuest, reservationsOfGuest, updateGuest, writePhones } from '../../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../../db/queries/claims.ts'
import { type ReversibleAction, readAction } from '../../../db/queries/desk.ts'
import { guestsFilledAt, isGuestMadeAt } from '../../../db/queries/imports.ts'
import type { Failure } from '../../domain/failure.ts'
import type { GuestId, StayId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import { takeBackStays, type Undone } from '../check-in/index.ts'
import { type Caller, type Desk, rememberSources, transact, type Work } from '../desk/index.ts'
import { forgetGuest } from '../reservations/index.ts'

/**
 * Takes a whole file back: stays that it made are cancelled, those it named are without a reference again, and what it
 * filled of guests is blank again where nobody wrote there since. `changed-since` where one of its stays was changed:
 * then nothing is.
 */
export const takeBackImport = (desk: Desk, caller: Caller, actionId: string): Result<Undone, Failure> =>
  transact(desk, caller, (work) => {
    const undone = takeBackStays(work, { actionId })
    const action = readAction(work.db, actionId)
    if (!undone.ok || action === null) return undone
    const before = action.before as readonly Remembered[]
    const after = action.after as readonly Remembered[]
    const byImport: Work = { ...work, caller: { ...caller, source: 'import' } }
    // Another file may bring these again, other than what a person cancelled.
    for (const [index, stay] of before.entries())
      if (stay.status === 'cancelled' && after[index]?.status !== 'cancelled')
        rememberSources(byImport, stay.id, ['status'])
    for (const id of guestsFilledAt(work.db, action.at, action.actor)) blankGuest(work, id, action)
    return undone
  })

type Remembered = { readonly id: StayId; readonly status: string }

function blankGuest(work: Work, id: GuestId, action: ReversibleAction): void {
  const guest = readGuest(work.db, id)
  if (guest === null) return
  const filled = fieldSourcesOf(work.db, [id]).filter(
    ({ source, at, actor }) => source === 'import' && at === action.at && actor === action.actor,
  )
  const has = (field: string): boolean => filled.some((one) => one.field === field)
  if (filled.length === 0) return
  updateGuest(work.db, id, { ...(has('name') ? { name: null } : {}), ...(has('email') ? { email: null } : {}) })
  if (has('phone')) writePhones(work.db, id, guest.phones.slice(1))
  const now = readGuest(work.db, id)
  const [party] = reservationsOfGuest(work.db, id)
  const isBlank = now !== null && now.name === null && now.email === null && now.phones.length === 0
  // A guest whose codes are still on their way out is let go later, by whoever forgets it.
  if (isBlank && party !== undefined && isGuestMadeAt(work.db, id, action.at)) forgetGuest(work, party)
}

/** Spare codes: kept on the locks in advance, shown, handed to a party whose own code is not there, and changed. */
import { readCode, type StoredCode, sparesOnDoor } from '../../../db/queries/codes.ts'
import { currentWindow } from '../../domain/access-window.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { AccessCodeId, ReservationId } from '../../domain/ids.ts'
import type { Pin } from '../../domain/pin.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import { giveSpareCode, changeSpares as planOthers, keepSpares as planSpares } from '../access-codes/index.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import type { ReservationName } from '../reservations/index.ts'
import { findLockedDoor, partyAtDoor } from './door.ts'
import { auditReveal, digitsOf, opensNow, reveal, type ShownCode } from './shown-pin.ts'

/** Most spares one lock may keep: each takes a place on it and is one more code to guess. */
export const mostSpares = 5

/** Shows the digits of a spare or offline code that its lock holds. `code-unknown` for any other. */
export const showSpare = (desk: Desk, caller: Caller, codeId: string): Result<ShownCode, Failure> =>
  transact(desk, caller, (work) => {
    const code = readCode(work.db, codeId as AccessCodeId)
    if (code === null || code.kind === 'party' || code.state === 'removed')
      return fail(failure('code-unknown', 'This spare code is not there any more. Look at the door again.'))
    if (!opensNow(code))
      return fail(failure('no-spare', 'This spare code is not on its lock, so it would open nothing.'))
    return ok(reveal(work, code))
  })

type AtDoorOf = ReservationName & { readonly door: string }
export type GivenSpare = {
  readonly codeId: AccessCodeId
  readonly reservationId: ReservationId
  readonly state: StoredCode['state']
  readonly endsAt: Instant | null
}

/**
 * Hands a spare that is on the lock to a party at that door, until the party's end there; another takes its place.
 * `no-access` and `unit-still-occupied` as `partyAtDoor` has them, `no-spare` where none is on the lock.
 */
export const giveSpare = (desk: Desk, caller: Caller, input: AtDoorOf): Result<GivenSpare, Failure> =>
  transact(desk, caller, (work) => {
    const given = handOut(work, input)
    return given.ok ? ok(asGiven(work, given.value)) : given
  })

/** As {@link giveSpare}, with the digits, logged as shown. */
export const giveAndShowSpare = (
  desk: Desk,
  caller: Caller,
  input: AtDoorOf,
): Result<GivenSpare & ShownCode, Failure> =>
  transact(desk, caller, (work) => {
    const given = handOut(work, input)
    return given.ok ? ok({ ...asGiven(work, given.value), ...reveal(work, given.value) }) : given
  })

type HeldByParty = StoredCode & { readonly reservationId: ReservationId }

function handOut(work: Work, input: AtDoorOf): Result<HeldByParty, Failure> {
  const party = partyAtDoor(work, input)
  if (!party.ok) return party
  const { door, reservationId, reference } = party.value
  const given = giveSpareCode(work, door.id, reservationId)
  if (!given.ok) return given
  audit(work, 'spare.given', { reservationId, doorId: door.id }, { door: door.name, party: reference })
  // As it was written: its windows end with the party's.
  return ok({ ...(readCode(work.db, given.value.id) ?? given.value), reservationId })
}

const asGiven = (work: Work, code: HeldByParty): GivenSpare => ({
  codeId: code.id,
  reservationId: code.reservationId,
  state: code.state,
  endsAt: currentWindow(code.windows, work.now)?.endsAt ?? null,
})

/** Other digits for the spares that nobody was given, of one door or of all. Answers how many were planned. */
export const changeSpares = (desk: Desk, caller: Caller, door: string | null): Result<number, Failure> =>
  transact(desk, caller, (work) => {
    const found = door === null ? null : findLockedDoor(work.house, door)
    if (found !== null && !found.ok) return found
    const doorId = found?.value.id ?? null
    const codes = planOthers(work, doorId)
    audit(work, 'spare.changed', { doorId }, { door: found?.value.name ?? null, codes })
    return ok(codes)
  })

/** Plans spares until this door's lock has `count` of them. Answers how many were planned. */
export const keepSpares = (desk: Desk, caller: Caller, door: string, count: number): Result<number, Failure> =>
  transact(desk, caller, (work) => {
    const found = findLockedDoor(work.house, door)
    if (!found.ok) return found
    if (!Number.isInteger(count) || count < 0 || count > mostSpares)
      return fail(failure('bad-input', `A lock keeps 0 to ${mostSpares} spare codes. Nothing was changed.`))
    const before = wantedHere(sparesOnDoor(work.db, found.value.id)).length
    const codes = planSpares(work, found.value.id, count)
    if (codes > 0 || before > count)
      audit(work, 'spare.kept', { doorId: found.value.id }, { door: found.value.name, spares: count })
    return ok(codes)
  })

const wantedHere = (spares: readonly StoredCode[]): readonly StoredCode[] =>
  spares.filter((code) => code.desired === 'present')

export type SpareLine = {
  readonly id: AccessCodeId
  readonly state: StoredCode['state']
  readonly since: Instant
  readonly pin: Pin | null
}

/** A door's spares that nobody was given, those on their way out too; digits only of what the lock holds. */
export const listSpares = (
  desk: Desk,
  caller: Caller,
  input: { readonly door: string; readonly reveal: boolean },
): Result<{ readonly doorKey: string; readonly spares: readonly SpareLine[] }, Failure> =>
  transact(desk, caller, (work) => {
    const door = findLockedDoor(work.house, input.door)
    if (!door.ok) return door
    const spares = sparesOnDoor(work.db, door.value.id)
    const held = input.reveal ? spares.filter(opensNow) : []
    if (held.length > 0) auditReveal(work, { doorId: door.value.id }, 'spare', held.length)
    return ok({
      doorKey: door.value.key,
      spares: spares.map((code) => ({
        id: code.id,
        state: code.state,
        since: code.stateSince,
        pin: held.includes(code) ? digitsOf(work, code) : null,
      })),
    })
  })

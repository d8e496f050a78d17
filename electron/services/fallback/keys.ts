/** The last way in: a metal key or card in an envelope, and who has it. */
import {
  insertKeyHandOut,
  type KeyHandOut,
  keysOut,
  markKeyReturned,
  readKeyHandOut,
} from '../../../db/queries/doors.ts'
import type { Door } from '../../../db/queries/house.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { findReservation } from '../reservations/index.ts'
import { findDoor } from './door.ts'
import { letterCount, longestText, mayHoldPin, tidied } from './free-text.ts'

export type HandOutKey = {
  readonly door: string
  /** Who took it, as the desk writes it down: without a name no key goes out. */
  readonly takenBy: string
  /** The reservation it is for, where there is one. */
  readonly ref?: string | null
  readonly channel?: string | null
}

/** A hand-out, with the door's key in the house file. */
export type NotedKey = KeyHandOut & { readonly doorKey: string }

/**
 * Notes who took a door's envelope. Refuses with `no-envelope` where the door has none, `key-already-out` naming who
 * has it, `taker-required` without a name, `bad-input` where the name holds a number.
 */
export const handOutKey = (desk: Desk, caller: Caller, input: HandOutKey): Result<NotedKey, Failure> =>
  transact(desk, caller, (work) => {
    const door = findDoor(work.house, input.door)
    if (!door.ok) return door
    const { envelope } = door.value
    if (envelope === null)
      return fail(
        failure(
          'no-envelope',
          `No metal key to ${door.value.name} is kept. Add where it lies in Settings, under Doors.`,
        ),
      )
    const takenBy = readTaker(input.takenBy)
    if (!takenBy.ok) return takenBy
    const reservation = input.ref ? findReservation(work.db, { ref: input.ref, channel: input.channel ?? null }) : null
    if (reservation !== null && !reservation.ok) return reservation
    const out = keyOut(work, door.value)
    if (out !== null)
      return fail(
        failure(
          'key-already-out',
          `${out.takenBy} has the key to ${door.value.name}. Note that it is back first. Nothing was handed out.`,
        ),
      )
    const handOut: KeyHandOut = {
      id: makeId<string>(work),
      doorId: door.value.id,
      reservationId: reservation?.value.id ?? null,
      envelope,
      takenBy: takenBy.value,
      handedAt: work.now,
      handedBy: work.caller.actor,
      returnedAt: null,
      returnedBy: null,
    }
    insertKeyHandOut(work.db, handOut)
    return ok(note(work, 'key.handed-out', handOut))
  })

/** Notes that a key is back, by its hand-out or by its door. `key-not-out` where none is out. */
export const takeBackKey = (
  desk: Desk,
  caller: Caller,
  input: { readonly handOutId: string } | { readonly door: string },
): Result<NotedKey, Failure> =>
  transact(desk, caller, (work) => {
    const found = 'handOutId' in input ? ok(readKeyHandOut(work.db, input.handOutId)) : keyOutAt(work, input.door)
    if (!found.ok) return found
    const handOut = found.value
    if (handOut === null || handOut.returnedAt !== null)
      return fail(failure('key-not-out', 'This key is not out, or is back already. Nothing was changed.'))
    const back = { ...handOut, returnedAt: work.now, returnedBy: work.caller.actor }
    markKeyReturned(work.db, handOut.id, work.now, work.caller.actor)
    return ok(note(work, 'key.returned', back))
  })

const keyOut = (work: Work, door: Door): KeyHandOut | null =>
  keysOut(work.db).find((key) => key.doorId === door.id) ?? null

function keyOutAt(work: Work, name: string): Result<KeyHandOut | null, Failure> {
  const door = findDoor(work.house, name)
  return door.ok ? ok(keyOut(work, door.value)) : door
}

function note(work: Work, action: string, key: KeyHandOut): NotedKey {
  const door = work.house.doors.find((one) => one.id === key.doorId)
  const { envelope, takenBy } = key
  audit(
    work,
    action,
    { reservationId: key.reservationId, doorId: key.doorId },
    { door: door?.name ?? null, envelope, takenBy },
  )
  return { ...key, doorKey: door?.key ?? '' }
}

function readTaker(raw: string): Result<string, Failure> {
  const taker = tidied(raw)
  if (letterCount(taker) < 2)
    return fail(failure('taker-required', 'Write down who takes the key. Nothing was handed out.'))
  if (taker.length > longestText || mayHoldPin(taker))
    return fail(failure('bad-input', 'Write a name of up to 200 letters, without numbers. Nothing was handed out.'))
  return ok(taker)
}

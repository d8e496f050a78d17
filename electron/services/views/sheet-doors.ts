/** The doors of one party on its sheet: the code's state at each, and the other ways in where it is not there. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { givenCodes, type StoredCode, sparesOnDoor } from '../../../db/queries/codes.ts'
import { type KeyHandOut, keysOut, readDoorHealth } from '../../../db/queries/doors.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import type { GivenCode, SheetDoor } from '../../contract/views.ts'
import { accessWindow, currentWindow } from '../../domain/access-window.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { type Ladder, ladderFor } from '../../domain/ladder.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { type Instant, toIso } from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import { faultText } from '../attention/index.ts'
import { unitName } from '../reservations/index.ts'
import { keyOutView } from './door-panel.ts'
import { isoOf, reachOf } from './door-row.ts'
import { codeAt } from './door-states.ts'

type Party = {
  readonly reservationId: ReservationId | null
  readonly stays: readonly Stay[]
  /** Its planned codes, live and removed. */
  readonly codes: readonly StoredCode[]
}
type Sheet = {
  readonly db: ReadableDb
  readonly house: House
  readonly now: Instant
  readonly reservationId: ReservationId | null
  readonly given: readonly StoredCode[]
  readonly keys: readonly KeyHandOut[]
}

/** One line a door: shared doors first, each door once for the whole party, or once a stay under `per-unit`. */
export function sheetDoors(db: ReadableDb, house: House, now: Instant, party: Party): readonly SheetDoor[] {
  const { reservationId, stays, codes } = party
  const given = reservationId === null ? [] : givenCodes(db, reservationId).filter((code) => code.state !== 'removed')
  const sheet: Sheet = { db, house, now, reservationId, given, keys: keysOut(db) }
  const lines = new Map<string, SheetDoor>()
  const relevant = stays.filter((stay) => !stay.provisional && stay.placed)
  const live = relevant.filter(isLive)
  // A code that has not yet gone is shown although its stay is over: somebody may still get in with it.
  const shown =
    live.length > 0
      ? relevant.filter(
          (stay) =>
            isLive(stay) ||
            doorsOfUnit(house, stay.unitId).some(
              (door) => (codeAt(codes, stay, door)?.state ?? 'removed') !== 'removed',
            ),
        )
      : relevant
  for (const stay of shown) {
    for (const door of doorsOfUnit(house, stay.unitId)) {
      const code = door.hasLock ? codeAt(codes, stay, door) : null
      const key = `${door.id} ${code?.stayId ?? ''}`
      if (lines.has(key)) continue
      lines.set(key, doorLine(sheet, door, stay, code))
    }
  }
  return [...lines.values()].sort(
    (left, right) =>
      Number(right.shared) - Number(left.shared) || position(house, left.doorId) - position(house, right.doorId),
  )
}

const position = (house: House, doorId: string): number => house.doors.findIndex((door) => door.id === doorId)

function doorLine(sheet: Sheet, door: Door, stay: Stay, code: StoredCode | null): SheetDoor {
  const { house, now, given, keys, reservationId } = sheet
  const window = code === null ? null : (currentWindow(code.windows, now) ?? code.sent)
  const key = keys.find(
    (one) => one.doorId === door.id && (one.reservationId === null || one.reservationId === reservationId),
  )
  return {
    doorId: door.id,
    doorName: door.name,
    shared: door.shared,
    unitName: door.shared ? null : unitName(house, stay.unitId),
    codeId: code?.id ?? null,
    state: door.hasLock ? (code?.state ?? 'no-code') : 'key',
    stateSince: code === null ? null : toIso(code.stateSince),
    faultText: code?.fault ? faultText(code.fault, code.faultSince, house.property.timeZone, now) : null,
    startsAt: window === null ? null : toIso(window.startsAt),
    endsAt: window === null ? null : toIso(window.endsAt),
    windows: (code?.windows ?? []).map((one) => ({ startsAt: toIso(one.startsAt), endsAt: toIso(one.endsAt) })),
    openedAt: isoOf(code?.openedAt),
    ladder: ladderAt(sheet, door, stay, code),
    given: given.filter((one) => one.doorId === door.id).map(givenCode),
    keyOut: key === undefined ? null : keyOutView(key),
  }
}

/** Other ways in, for a stay that may still need them; null where its code is there or not wanted. */
function ladderAt({ db, house, now, keys }: Sheet, door: Door, stay: Stay, code: StoredCode | null): Ladder | null {
  if (!isLive(stay) || code?.desired === 'absent') return null
  const window = code === null ? accessWindow(stay, house.property) : currentWindow(code.windows, now)
  const health = readDoorHealth(db, door.id)
  return ladderFor({
    now,
    ...reachOf(door, health),
    state: code?.state ?? null,
    fault: code?.fault ?? null,
    startsAt: window?.startsAt ?? null,
    hasKeptDigits: code !== null && code.heldSince !== null,
    offlineCodes: health?.offlineCodes ?? false,
    sparesReady: sparesOnDoor(db, door.id).filter((one) => one.state === 'on-lock' && one.desired === 'present').length,
    envelope: door.envelope,
    keyOut: keys.find((one) => one.doorId === door.id) ?? null,
  })
}

const givenCode = (code: StoredCode): GivenCode => ({
  codeId: code.id,
  kind: code.kind === 'offline' ? 'offline' : 'spare',
  state: code.state,
  endsAt: isoOf((code.windows.at(-1) ?? code.sent)?.endsAt),
  givenAt: toIso(code.givenAt ?? code.createdAt),
  givenBy: code.givenBy ?? '',
})

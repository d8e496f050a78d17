/** What a party's page shows now: its units, doors and PINs, no more than the moment allows. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { type Reservation, readGuest } from '../../../db/queries/bookings.ts'
import { codesOfReservation, givenCodes, type StoredCode } from '../../../db/queries/codes.ts'
import { readDoorHealth } from '../../../db/queries/doors.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { nextStep } from '../../domain/access-code.ts'
import { accessWindow, currentWindow, type Window } from '../../domain/access-window.ts'
import { mayUnlock, shownFrom, showsPin, staysOnPage } from '../../domain/guest-page.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { Pin } from '../../domain/pin.ts'
import type { Stay } from '../../domain/stay.ts'
import type { Instant, WallTime } from '../../domain/time.ts'
import { doorsOfUnit, factsOf } from '../access-codes/index.ts'
import type { Desk } from '../desk/index.ts'
import { guestPageSettings, wifiPassword } from '../house/index.ts'
import { unitName } from '../reservations/index.ts'
import { lastCheckIn } from './check-in.ts'
import type { PageDoor, PageDoorState, PageUnit, PhotoPart, RoomNote, RoomPage } from './page-model.ts'
import { asksForPhotos, keptPhotos } from './photos.ts'

export type Party = { readonly reservation: Reservation; readonly stays: readonly Stay[] }
export type At = { readonly desk: Desk; readonly db: ReadableDb; readonly house: House; readonly now: Instant }

export function pageUnits({ house, now }: At, stays: readonly Stay[]): readonly PageUnit[] {
  return staysOnPage(stays, now).flatMap((stay) => {
    const window = accessWindow(stay, house.property)
    if (window === null) return []
    const { id, arrivalDate, departureDate } = stay
    return [{ stayId: id, name: unitName(house, stay.unitId), arrivalDate, departureDate, ...window }]
  })
}

/** A door of the party with the digits that open it, where there are any, and the party's window of now or next. */
export type DoorOfParty = {
  readonly door: Door
  readonly code: StoredCode | null
  readonly window: Window | null
  /** Whose digits they are where each stay has its own: the stay's unit. */
  readonly unit: string | null
  readonly state: PageDoorState
}

/** Each door once, or once a stay where each stay has digits of its own; shared doors first. */
export function doorsOfParty(at: Omit<At, 'desk'>, { reservation, stays }: Party): readonly DoorOfParty[] {
  const { db, house, now } = at
  const codes = codesOfReservation(db, reservation.id).filter(
    (code) => code.state !== 'removed' && code.desired === 'present',
  )
  const given = givenCodes(db, reservation.id).filter((code) => code.desired === 'present' && isHeld(code, now))
  const doors = new Map<string, DoorOfParty>()
  for (const stay of staysOnPage(stays, now)) {
    for (const door of doorsOfUnit(house, stay.unitId)) {
      const own = codes.find((one) => one.doorId === door.id && (one.stayId === null || one.stayId === stay.id)) ?? null
      const window = currentWindow(own?.windows ?? ownWindows(stay, house), now)
      const key = `${door.id} ${own?.stayId ?? ''}`
      const known = doors.get(key)
      if (known !== undefined && starts(window) >= starts(known.window)) continue
      const state = stateOf(at, stays, door, own, window)
      const spare = given.findLast((one) => one.doorId === door.id)
      const isHanded = spare !== undefined && own !== null && state !== 'works' && mayUnlock(window, now)
      const unit = own?.stayId == null ? null : unitName(house, stay.unitId)
      doors.set(key, { door, window, unit, code: isHanded ? spare : own, state: isHanded ? 'works' : state })
    }
  }
  const place = (door: Door): number => house.doors.findIndex((one) => one.id === door.id)
  return [...doors.values()].sort(
    (left, right) => Number(right.door.shared) - Number(left.door.shared) || place(left.door) - place(right.door),
  )
}
const ownWindows = (stay: Stay, house: House): readonly Window[] => {
  const window = accessWindow(stay, house.property)
  return window === null ? [] : [window]
}
const starts = (window: Window | null): number => window?.startsAt ?? Number.POSITIVE_INFINITY

/** The lock has taken these very digits and takes them at this moment, whatever is still to be changed about their end. */
const isHeld = ({ heldSince, mustLook, sent }: StoredCode, at: Instant): boolean =>
  heldSince !== null && !mustLook && sent !== null && sent.startsAt <= at && at < sent.endsAt

function stateOf(
  { db, house, now }: Omit<At, 'desk'>,
  stays: readonly Stay[],
  door: Door,
  code: StoredCode | null,
  window: Window | null,
): PageDoorState {
  if (!door.hasLock) return 'key'
  if (code === null || window === null) return 'desk'
  const hasBegun = window.startsAt <= now
  if (isHeld(code, hasBegun ? now : window.startsAt)) return hasBegun ? 'works' : 'ready'
  if (code.state === 'needs-attention') return 'desk'
  if (code.state !== 'planned' || nextStep(code, factsOf(db, house, code, now, stays)).do !== 'wait') return 'soon'
  // Where codes are sent only at the check-in at the desk, that is where to go.
  return hasBegun ? 'desk' : 'later'
}

/** The doors as the page shows them, without digits: also what it asks for again and again. */
export function pageDoors(at: Omit<At, 'desk'>, doors: readonly DoorOfParty[]): readonly PageDoor[] {
  const { unlock } = guestPageSettings(at.db)
  return doors.map(({ door, code, window, unit, state }) => ({
    doorId: door.id,
    name: door.name,
    unit,
    state,
    startsAt: window?.startsAt ?? null,
    endsAt: window?.endsAt ?? null,
    // SECURITY: a party without a code there, since another one's still opens it, opens nothing from here either.
    unlocks:
      unlock && code !== null && mayUnlock(window, at.now) && (readDoorHealth(at.db, door.id)?.canUnlock ?? false),
  }))
}

/** Those whose digits the page shows now. */
export const shownDoors = (
  doors: readonly DoorOfParty[],
  hoursAhead: number,
  now: Instant,
): readonly (DoorOfParty & { readonly code: StoredCode })[] =>
  doors.flatMap((one) =>
    one.code !== null && showsPin(one.window, hoursAhead, now) ? [{ ...one, code: one.code }] : [],
  )

/** Everything on the room page. `reveal` false leaves out the digits, for whoever only looks at it from the desk. */
export function roomPage(at: At, party: Party, said: RoomNote | null, reveal: boolean): RoomPage {
  const { desk, db, now } = at
  const { reservation, stays } = party
  const settings = guestPageSettings(db)
  const guest = reservation.guestId === null ? null : readGuest(db, reservation.guestId)
  const doors = doorsOfParty(at, party)
  const pins = new Map<string, { pin: string; doors: string[] }>()
  for (const { door, code } of shownDoors(doors, settings.pinsAheadHours, now)) {
    const entry = pins.get(code.pinMac) ?? { pin: reveal ? openPin(desk, code) : '', doors: [] }
    entry.doors.push(door.name)
    pins.set(code.pinMac, entry)
  }
  const waits = doors
    .filter(({ code, window }) => code !== null && window !== null && window.endsAt > now)
    .map(({ window }) => shownFrom(window!, settings.pinsAheadHours))
  const checkIn = lastCheckIn(db, reservation.id)
  const units = pageUnits(at, stays)
  const isNear = units.some((unit) => showsPin(unit, settings.pinsAheadHours, now))
  return {
    guestName: guest?.name ?? null,
    units,
    pins: [...pins.values()],
    pinsFrom: pins.size > 0 || waits.length === 0 ? null : (Math.min(...waits) as Instant),
    doors: pageDoors(at, doors),
    comesAt: (checkIn?.comesAt ?? null) as WallTime | null,
    isAhead: checkIn !== null && staysOnPage(stays, now).some((stay) => stay.status === 'expected'),
    wifi:
      settings.wifiName === null || !isNear
        ? null
        : { name: settings.wifiName, password: reveal ? wifiPassword(desk) : null },
    notes: settings.notes,
    canWrite: (guest?.phones.length ?? 0) > 0,
    formKey: Buffer.from(desk.random.bytes(12)).toString('base64url'),
    photos: photoPart(db, reservation.id, said),
    said,
  }
}

export const photoPart = (db: ReadableDb, id: ReservationId, said: RoomNote | null): PhotoPart => ({
  asked: asksForPhotos(db, id),
  kept: keptPhotos(db, id),
  faults: said?.is === 'photos-refused' ? said.faults : [],
})

const openPin = (desk: Desk, code: StoredCode): Pin => desk.store.vault.open('pin', code.pinSealed) as Pin

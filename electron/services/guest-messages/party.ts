/** One party as its texts need it: who is told, how they get in now, and what they were told before. */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Guest,
  type Reservation,
  readGuests,
  readReservations,
  staysAround,
  staysOfReservation,
} from '../../../db/queries/bookings.ts'
import { codesOfReservations, givenCodesOfParties, type PartyCode, type StoredCode } from '../../../db/queries/codes.ts'
import { type StoredTelling, tellingsDueOf, tellingsOf } from '../../../db/queries/guest-messages.ts'
import type { Door, House } from '../../../db/queries/house.ts'
import { accessWindow, currentWindow, type Window } from '../../domain/access-window.ts'
import {
  type DoorWay,
  decideTelling,
  type PinAt,
  type TellingDecision,
  type ToldDoor,
  tellBeforeMs,
  wasLeft,
} from '../../domain/guest-message.ts'
import type { ReservationId } from '../../domain/ids.ts'
import type { MessageStatus } from '../../domain/message.ts'
import { isConfirmedSibling, isLive, type Stay } from '../../domain/stay.ts'
import { addDays, dateOf, hours, type Instant, instant } from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import type { Addressee } from './body.ts'

export type Party = {
  readonly reservation: Reservation
  readonly guest: Guest | null
  /** Those for whom doors open: live, placed, surely theirs. */
  readonly stays: readonly Stay[]
  readonly ways: readonly DoorWay[]
  /** What was told, oldest first, without what was left unsent. */
  readonly tellings: readonly StoredTelling[]
  readonly told: readonly ToldDoor[]
  readonly decision: TellingDecision
}

/** For whom its texts are written. */
export const addresseeOf = ({ reservation, guest }: Party, house: House): Addressee => ({
  house,
  reservation,
  guestName: guest?.name ?? null,
  language: guest?.language ?? 'en',
})

const toldDoors = z.object({
  news: z.enum(['first', 'more', 'digits', 'times']),
  doors: z.array(
    z.object({
      slot: z.string(),
      doorId: z.string(),
      how: z.enum(['pin', 'key', 'pending']),
      codeId: z.string().nullable(),
      mac: z.string().nullable(),
      startsAt: z.number().transform(instant),
      endsAt: z.number().transform(instant),
    }),
  ),
})
/** What one text said of doors, as it was stored with it. */
export const readToldDoors = (telling: Pick<StoredTelling, 'doors'>) => toldDoors.parse(JSON.parse(telling.doors))

/** Where codes are sent only at check-in, what a guest gets without one is told this long before the start. */
const usualAhead = hours(72)

/** The parties whose doors may be in view now, by their stays: a superset, found through the index of dates. */
export function partiesAround(db: ReadableDb, house: House, now: Instant): readonly Party[] {
  const { timeZone, codesAheadHours } = house.property
  const today = dateOf(now, timeZone)
  const days = Math.ceil(Math.max(72, codesAheadHours) / 24) + 2
  const groups = new Map<ReservationId, Stay[]>()
  for (const stay of staysAround(db, addDays(today, -1), addDays(today, days), now)) {
    if (stay.reservationId === null || !isLive(stay)) continue
    const group = groups.get(stay.reservationId)
    if (group === undefined) groups.set(stay.reservationId, [stay])
    else group.push(stay)
  }
  return readParties(db, house, now, groups)
}

/** One party with all its stays; null where the reservation is gone. */
export const readParty = (db: ReadableDb, house: House, now: Instant, id: ReservationId): Party | null =>
  readParties(db, house, now, new Map([[id, staysOfReservation(db, id)]]))[0] ?? null

function readParties(
  db: ReadableDb,
  house: House,
  now: Instant,
  groups: ReadonlyMap<ReservationId, readonly Stay[]>,
): readonly Party[] {
  const ids = [...groups.keys()]
  const reservations = readReservations(db, ids)
  const guests = readGuests(
    db,
    reservations.map((one) => one.guestId).filter((id) => id !== null),
  )
  const codes = grouped(codesOfReservations(db, ids), (code) => code.reservationId)
  const given = grouped(givenCodesOfParties(db, ids), (code) => code.reservationId)
  const tellings = grouped(
    tellingsOf(db, ids).filter((telling) => !wasLeft(telling)),
    (telling) => telling.reservationId,
  )
  const noted = new Map(tellingsDueOf(db, ids).map((due) => [due.reservationId, due]))
  return reservations.map((reservation) => {
    const stays = (groups.get(reservation.id) ?? []).filter((stay) => isLive(stay) && isConfirmedSibling(stay))
    const { ways, sendableAt } = waysInView(house, now, stays, {
      planned: codes.get(reservation.id) ?? [],
      given: given.get(reservation.id) ?? [],
    })
    const theirs = tellings.get(reservation.id) ?? []
    const told = lastTold(theirs).map(({ door }) => door)
    const decision = decideTelling({ now, ways, told, sendableAt, noted: noted.get(reservation.id) ?? null })
    const guest = reservation.guestId === null ? null : (guests.get(reservation.guestId) ?? null)
    return { reservation, guest, stays, ways, tellings: theirs, told, decision }
  })
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => ReservationId | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item) ?? ''
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

const left: ReadonlySet<MessageStatus> = new Set(['sending', 'unknown', 'sent', 'delivered', 'read'])

/**
 * What the last text about each door said, and how far that text has come. Who was told that the booking is cancelled
 * does not know any more how to get in.
 */
function lastTold(
  tellings: readonly StoredTelling[],
): readonly { readonly door: ToldDoor; readonly status: MessageStatus }[] {
  const last = new Map<string, { readonly door: ToldDoor; readonly status: MessageStatus }>()
  for (const telling of tellings) {
    if (telling.purpose === 'cancelled' && left.has(telling.status)) last.clear()
    if (telling.purpose === 'doors')
      for (const door of readToldDoors(telling).doors) last.set(door.slot, { door, status: telling.status })
  }
  return [...last.values()]
}

/** The codes of one party: those planned for it, and those it was handed. */
type Codes = { readonly planned: readonly PartyCode[]; readonly given: readonly StoredCode[] }

const notThrough: ReadonlySet<MessageStatus> = new Set(['failed', 'undelivered', 'not-sent'])

/** The party's doors of which the last text did not get through to the guest. */
export function unreachedDoors({ tellings, ways }: Party): readonly ToldDoor[] {
  return lastTold(tellings)
    .filter(({ door, status }) => notThrough.has(status) && ways.some((way) => way.slot === door.slot))
    .map(({ door }) => door)
}

/**
 * The doors to tell of: those whose codes are sent by now, or will be an hour before the first door has to be told. A
 * later stay of the same party is told when its own time comes.
 */
function waysInView(
  house: House,
  now: Instant,
  stays: readonly Stay[],
  codes: Codes,
): { readonly ways: readonly DoorWay[]; readonly sendableAt: Instant } {
  const atCheckIn = house.property.codesAheadHours === 0
  const ahead = atCheckIn ? usualAhead : hours(house.property.codesAheadHours)
  const due = atCheckIn ? stays.filter((stay) => stay.status === 'in-house') : stays
  const all = waysOf(house, now, due, codes)
  if (all.length === 0) return { ways: [], sendableAt: now }
  const first = Math.min(...all.map((way) => way.startsAt))
  const sendableAt = instant(first - ahead)
  if (sendableAt > now) return { ways: [], sendableAt }
  const horizon = Math.max(first, now + ahead, first - tellBeforeMs - hours(1) + ahead)
  return { ways: all.filter((way) => way.startsAt <= horizon), sendableAt }
}

function waysOf(house: House, now: Instant, stays: readonly Stay[], codes: Codes): readonly DoorWay[] {
  const ways = new Map<string, DoorWay>()
  for (const stay of stays) {
    for (const door of doorsOfUnit(house, stay.unitId)) {
      const code = door.hasLock ? codeAt(codes.planned, stay, door) : null
      const own = accessWindow(stay, house.property)
      const window = currentWindow(code?.windows ?? (own === null ? [] : [own]), now)
      if (window === null) continue
      const slot = `${door.id} ${code?.stayId ?? ''}`
      const known = ways.get(slot)
      const plannedAt = Math.max(code?.createdAt ?? stay.createdAt, stay.arrivedAt ?? 0, known?.plannedAt ?? 0)
      const span = known === undefined ? window : joined(known, window)
      const way = { slot, doorId: door.id, plannedAt: instant(plannedAt), ...span }
      const pins = [code, ...codes.given.filter((one) => one.doorId === door.id).reverse()]
      ways.set(
        slot,
        door.hasLock
          ? {
              ...way,
              kind: 'lock',
              own: code === null ? null : pinOf(code, way.endsAt),
              working: pins.flatMap((one) => (one === null ? [] : workingPin(one, now))),
            }
          : { ...way, kind: 'key' },
      )
    }
  }
  return [...ways.values()]
}

const joined = (left: Window, right: Window): Window => ({
  startsAt: instant(Math.min(left.startsAt, right.startsAt)),
  endsAt: instant(Math.max(left.endsAt, right.endsAt)),
})

const codeAt = (codes: readonly PartyCode[], stay: Stay, door: Door): PartyCode | null =>
  codes.find(
    (code) =>
      code.doorId === door.id &&
      (code.stayId === null || code.stayId === stay.id) &&
      code.desired === 'present' &&
      code.state !== 'removed',
  ) ?? null

const pinOf = (code: StoredCode, endsAt: Instant): PinAt => ({ codeId: code.id, mac: code.pinMac, endsAt })

/**
 * Digits that open the door: the party's own once its lock has confirmed them, and a spare or offline code, which was on
 * the lock before it was handed over, whatever is still to be changed about its end.
 */
function workingPin(code: StoredCode, now: Instant): readonly PinAt[] {
  const until = currentWindow(code.windows, now)?.endsAt
  if (code.desired !== 'present' || until === undefined) return []
  if (code.kind === 'party') return code.state === 'on-lock' ? [pinOf(code, until)] : []
  const held = code.heldSince !== null && code.sent !== null && code.sent.endsAt > now
  return held ? [pinOf(code, instant(Math.min(until, code.sent.endsAt)))] : []
}

import type { ReadableDb } from '../../../db/open-database.ts'
import { readGuests, readReservations, staysAround, staysOfUnit } from '../../../db/queries/bookings.ts'
import { codesOfReservations, type PartyCode, type StoredCode } from '../../../db/queries/codes.ts'
import { lastAction } from '../../../db/queries/desk.ts'
import type { House } from '../../../db/queries/house.ts'
import { earlierBookings, unreadByReservation } from '../../../db/queries/inbox.ts'
import type { TodayRow, TodayView, UnitChip } from '../../contract/views.ts'
import { accessWindow, plannedArrival, plannedDeparture } from '../../domain/access-window.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import {
  addDays,
  type CalendarDate,
  dateOf,
  deskDateOf,
  hours,
  type Instant,
  instant,
  nightsBetween,
  toInstant,
  toIso,
  wallTimeOf,
} from '../../domain/time.ts'
import { doorsOfUnit } from '../access-codes/index.ts'
import { attentionItems } from '../attention/index.ts'
import { formerCodes } from '../check-in/index.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { stayState } from './door-states.ts'
import { phoneCheckIns } from './guest-page.ts'

type Party = { readonly key: string; readonly stays: readonly Stay[] }
type List = 'arrival' | 'departure' | 'in-house'

/** The three lists of the desk's day, one row a reservation, and what needs a person. */
export const todayView = (desk: Desk): Result<TodayView, Failure> =>
  withHouse<TodayView>(desk, (db, house, now) => {
    const { timeZone, rolloverTime } = house.property
    const today = deskDateOf(now, timeZone, rolloverTime)
    const dayStart = toInstant(today, rolloverTime, timeZone, 'earlier')
    const around = staysAround(db, addDays(today, -30), addDays(today, 1), dayStart).filter(
      (stay) => stay.placed && stay.kind !== 'block-suspected',
    )
    // A guess beside what is sure is asked on the sheet; one that stands alone still arrives today.
    const sure = new Set(around.filter((stay) => !stay.provisional).map((stay) => stay.reservationId))
    const stays = around.filter((stay) => !stay.provisional || !sure.has(stay.reservationId))
    const rows = rowMaker(db, house, now, today, stays)
    const arriving = stays.filter(
      (stay) => stay.status === 'expected' && stay.arrivalDate <= today && stay.departureDate > today,
    )
    const leaving = stays.filter(
      (stay) => (stay.status === 'in-house' && stay.departureDate <= today) || stay.status === 'departed',
    )
    const staying = stays.filter((stay) => stay.status === 'in-house' && stay.departureDate > today)
    const arrivals = parties(arriving).map((party) => rows(party, 'arrival'))
    const departures = parties(leaving).map((party) => rows(party, 'departure'))
    const inHouse = parties(staying).map((party) => rows(party, 'in-house'))
    const byTime = (left: TodayRow, right: TodayRow): number =>
      left.plannedAt.localeCompare(right.plannedAt) || left.key.localeCompare(right.key)
    const needs = attentionItems(desk).map((item) => ({
      id: item.id,
      kind: item.kind,
      tone: item.tone,
      title: item.title,
      detail: item.detail,
      since: toIso(item.openedAt),
      reservationId: item.reservationId,
      stayId: item.stayId,
      doorId: item.doorId,
      conversationId: item.conversationId,
      actions: item.actions,
      opens: item.opens,
      snoozes: item.snoozes.map(({ key, label }) => ({ key, label })),
    }))
    return ok({
      date: today,
      needs,
      arrivals: arrivals.sort(byTime),
      departures: departures.sort(
        (left, right) => Number(left.doneAt !== null) - Number(right.doneAt !== null) || byTime(left, right),
      ),
      inHouse: inHouse.sort(byTime),
      counts: {
        toArrive: arrivals.length,
        unitsToArrive: arriving.length,
        toLeave: departures.filter((row) => row.doneAt === null).length,
        left: departures.filter((row) => row.doneAt !== null).length,
        inHouse: inHouse.length,
      },
    })
  })

/** Stays of one reservation stand in one row; a stay without one stands alone. */
function parties(stays: readonly Stay[]): readonly Party[] {
  const found = new Map<string, Stay[]>()
  for (const stay of stays) {
    const key = stay.reservationId ?? stay.id
    const list = found.get(key)
    if (list === undefined) found.set(key, [stay])
    else list.push(stay)
  }
  return [...found].map(([key, list]) => ({ key, stays: list }))
}

function rowMaker(
  db: ReadableDb,
  house: House,
  now: Instant,
  today: CalendarDate,
  shown: readonly Stay[],
): (party: Party, list: List) => TodayRow {
  const ids = [...new Set(shown.flatMap((stay) => (stay.reservationId === null ? [] : [stay.reservationId])))]
  const reservations = new Map(readReservations(db, ids).map((one) => [one.id as string, one]))
  const guests = readGuests(
    db,
    [...reservations.values()].flatMap((one) => (one.guestId === null ? [] : [one.guestId])),
  )
  const codes = groupCodes(codesOfReservations(db, ids))
  const before = earlierBookings(db, ids)
  const unread = unreadByReservation(db, ids)
  const byPhone = phoneCheckIns(db, ids)
  const { timeZone } = house.property
  return (party, list) => {
    const first = party.stays[0]!
    const reservation = reservations.get(party.key) ?? null
    const guest = reservation?.guestId ? (guests.get(reservation.guestId) ?? null) : null
    const isGuess = party.stays.every((stay) => stay.provisional)
    const times = party.stays.map((stay) =>
      list === 'arrival' ? plannedArrival(stay, house.property) : plannedDeparture(stay, house.property),
    )
    const plannedAt = instant(Math.min(...times))
    const done = list === 'departure' && party.stays.every((stay) => stay.status === 'departed')
    const arrivalDate = min(party.stays.map((stay) => stay.arrivalDate))
    const departureDate = max(party.stays.map((stay) => stay.departureDate))
    const former =
      list === 'arrival'
        ? party.stays.map((stay) => formerCodes({ db, house, now }, stay)).find((one) => one !== null)
        : undefined
    const doneAt = done ? (party.stays.map((stay) => stay.departedAt).find((at) => at !== null) ?? null) : null
    return {
      key: `${list} ${party.key}`,
      reservationId: reservation?.id ?? null,
      stayIds: party.stays.map((stay) => stay.id),
      guestName: guest?.name ?? null,
      stayedBefore: before.get(party.key) ?? 0,
      channel: reservation?.channel ?? first.channel,
      reference: isGuess ? null : (reservation?.reference ?? null),
      guessedReference: isGuess ? (reservation?.reference ?? null) : null,
      arrivalDate,
      departureDate,
      nights: nightsBetween(arrivalDate, departureDate),
      night: list === 'in-house' ? nightsBetween(arrivalDate, today) + 1 : null,
      plannedAt: toIso(plannedAt),
      plannedTime: wallTimeOf(plannedAt, timeZone),
      doneAt: doneAt === null ? null : toIso(doneAt),
      overdue:
        !done && (list === 'arrival' ? dateOf(plannedAt, timeZone) < today : list === 'departure' && plannedAt < now),
      units: party.stays
        .map((stay) => chip(house, stay, codes.get(party.key) ?? []))
        .sort((left, right) => left.unitKey.localeCompare(right.unitKey, 'en', { numeric: true })),
      hasPhone: (guest?.phones.length ?? 0) > 0,
      hasEmail: (guest?.email ?? null) !== null,
      unread: unread.get(party.key) ?? 0,
      notSafe: former ? { unitName: former.doorName, until: toIso(former.until) } : null,
      nextArrivalTime: list === 'departure' ? nextArrival(db, house, party.stays, today) : null,
      source:
        first.source === 'feed'
          ? 'feed'
          : first.source === 'demo'
            ? 'demo'
            : first.source === 'command'
              ? 'command'
              : 'desk',
      undoable:
        done && reservation !== null && lastAction(db, reservation.id, instant(now - hours(24)))?.kind === 'check-out',
      byPhone: reservation === null ? null : (byPhone.get(reservation.id) ?? null),
    }
  }
}

function chip(house: House, stay: Stay, codes: readonly StoredCode[]): UnitChip {
  const unit = house.units.find((one) => one.id === stay.unitId)
  const window = accessWindow(stay, house.property)
  const unusual = stay.departureTime !== null || stay.accessUntilAt !== null
  return {
    stayId: stay.id,
    unitKey: unit?.key ?? '?',
    unitName: unit?.name ?? '?',
    state: stayState(codes, stay, doorsOfUnit(house, stay.unitId)),
    until: unusual && window !== null ? toIso(window.endsAt) : null,
  }
}

/** When the next party arrives today in one of these units, by the wall clock. */
function nextArrival(db: ReadableDb, house: House, stays: readonly Stay[], today: CalendarDate): string | null {
  const times = stays.flatMap((stay) =>
    staysOfUnit(db, stay.unitId)
      .filter(
        (other) => other.id !== stay.id && isLive(other) && other.status === 'expected' && other.arrivalDate === today,
      )
      .map((other) => other.arrivalTime ?? house.property.checkInTime),
  )
  return times.sort()[0] ?? null
}

const groupCodes = (codes: readonly PartyCode[]): ReadonlyMap<string, readonly PartyCode[]> => {
  const found = new Map<string, PartyCode[]>()
  for (const code of codes) found.set(code.reservationId, [...(found.get(code.reservationId) ?? []), code])
  return found
}
const min = <Text extends string>(all: readonly Text[]): Text => [...all].sort()[0]!
const max = <Text extends string>(all: readonly Text[]): Text => [...all].sort().at(-1)!

/**
 * What a person must decide or know, derived from the store: an item opens when its cause appears and closes by
 * itself when the cause is gone.
 */

import type { ReadableDb } from '../../../db/open-database.ts'
import { placedOverlaps, readReservation, staysByStatus, unplacedStays } from '../../../db/queries/bookings.ts'
import { codesBeingRemoved, troubledCodes } from '../../../db/queries/codes.ts'
import { readFeeds } from '../../../db/queries/feeds.ts'
import { type House, readSetting } from '../../../db/queries/house.ts'
import { pausedSetting } from '../../../db/restore.ts'
import { plannedDeparture } from '../../domain/access-window.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import type { Stay } from '../../domain/stay.ts'
import { dateOf, hours, type Instant, minutes, wallTimeOf } from '../../domain/time.ts'
import { faultText } from './fault-text.ts'

export type Cause = {
  readonly kind:
    | 'double-booking'
    | 'code-needs-attention'
    | 'former-code'
    | 'overdue-departure'
    | 'offer-extension'
    | 'feed-failing'
    | 'restored'
  readonly cause: string
  readonly tone: 'bad' | 'question'
  readonly title: string
  readonly detail: string
  readonly reservationId: ReservationId | null
  readonly stayId: StayId | null
  readonly codeId: string | null
  readonly actions: readonly { readonly key: string; readonly label: string }[]
}

type World = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

const unitOf = ({ house }: World, stay: Stay): string =>
  house.units.find((unit) => unit.id === stay.unitId)?.name ?? 'A unit'

const partyOf = ({ db }: World, stay: Stay): string => {
  if (stay.reservationId === null) return `a ${stay.channel} booking without a name`
  return readReservation(db, stay.reservationId)?.reference ?? 'another booking'
}

export function attentionCauses(db: ReadableDb, house: House, now: Instant): readonly Cause[] {
  const world: World = { db, house, now }
  return [
    ...restored(world),
    ...troubledDoors(world),
    ...formerCodesLeft(world),
    ...doubleBookings(world),
    ...departures(world),
    ...failingFeeds(world),
  ]
}

/** A restored folder waits: what the locks hold may differ from what it remembers. */
function restored({ db, house }: World): Cause[] {
  const paused = readSetting(db, pausedSetting)
  if (paused === undefined) return []
  return [
    {
      kind: 'restored',
      cause: `restored ${JSON.stringify(paused)}`,
      tone: 'bad',
      title: 'This data was restored from a backup. Nothing is sent to locks or read from calendars yet.',
      detail: `Look through today's arrivals and the doors of ${house.property.name}, then go on: every code is looked up at its lock before anything is changed.`,
      reservationId: null,
      stayId: null,
      codeId: null,
      actions: [{ key: 'go', label: 'Go on' }],
    },
  ]
}

function troubledDoors({ db, house, now }: World): Cause[] {
  return troubledCodes(db)
    .filter((code) => code.state === 'needs-attention' && code.desired === 'present')
    .map((code) => {
      const door = house.doors.find((one) => one.id === code.doorId)
      const reference = readReservation(db, code.reservationId)?.reference ?? 'a booking'
      return {
        kind: 'code-needs-attention',
        cause: `code ${code.id}`,
        tone: 'bad',
        title: `${door?.name ?? 'A door'}: the code of ${reference} is not on the lock.`,
        detail: faultText(code.fault, code.faultSince, house.property.timeZone, now),
        reservationId: code.reservationId,
        stayId: null,
        codeId: code.id,
        actions: [{ key: 'retry', label: 'Try again' }],
      }
    })
}

function formerCodesLeft({ db, house, now }: World): Cause[] {
  return codesBeingRemoved(db)
    .filter((code) => code.sent !== null && code.sent.endsAt > now && code.fault !== null)
    .map((code) => {
      const door = house.doors.find((one) => one.id === code.doorId)
      const until = code.sent === null ? now : code.sent.endsAt
      return {
        kind: 'former-code',
        cause: `former ${code.id}`,
        tone: 'bad',
        title: `${door?.name ?? 'A door'}: not safe to hand over.`,
        detail: `A former code opens it until ${wallTimeOf(until, house.property.timeZone)} on ${dateOf(until, house.property.timeZone)}. ${faultText(code.fault, code.faultSince, house.property.timeZone, now)}`,
        reservationId: code.reservationId,
        stayId: null,
        codeId: code.id,
        actions: [{ key: 'retry', label: 'Try again' }],
      }
    })
}

function doubleBookings(world: World): Cause[] {
  const today = dateOf(world.now, world.house.property.timeZone)
  return unplacedStays(world.db, today).map((stay) => {
    const other = placedOverlaps(world.db, stay.unitId, stay.arrivalDate, stay.departureDate, stay.id)[0]
    return {
      kind: 'double-booking',
      cause: `double ${stay.id}`,
      tone: 'bad',
      title: `${unitOf(world, stay)} is booked twice from ${stay.arrivalDate} to ${stay.departureDate}.`,
      detail:
        other === undefined
          ? `${partyOf(world, stay)} can be placed now.`
          : `${partyOf(world, stay)} and ${partyOf(world, other)} (${other.arrivalDate} to ${other.departureDate}). Move or cancel one of them.`,
      reservationId: stay.reservationId,
      stayId: stay.id,
      codeId: null,
      actions:
        other === undefined
          ? [
              { key: 'place', label: 'Place it' },
              { key: 'cancel', label: 'Cancel this one' },
            ]
          : [{ key: 'cancel', label: `Cancel ${partyOf(world, stay)}` }],
    }
  })
}

/** In-house stays whose time is over, or ends within half an hour. */
function departures(world: World): Cause[] {
  const { timeZone } = world.house.property
  const found: Cause[] = []
  for (const stay of staysByStatus(world.db, 'in-house')) {
    const end = plannedDeparture(stay, world.house.property)
    if (end - world.now > minutes(30)) continue
    const over = end <= world.now
    const at = wallTimeOf(end, timeZone)
    found.push({
      kind: over ? 'overdue-departure' : 'offer-extension',
      cause: `${over ? 'overdue' : 'ending'} ${stay.id} ${end}`,
      tone: over ? 'bad' : 'question',
      title: over
        ? `${unitOf(world, stay)} should have been left at ${at}${world.now - end > hours(24) ? ` on ${stay.departureDate}` : ''}.`
        : `${unitOf(world, stay)} is to be left at ${at}.`,
      detail: over
        ? 'The codes have ended. Check out, or extend the stay.'
        : 'The codes end then. Extend the stay if the guests may keep the room.',
      reservationId: stay.reservationId,
      stayId: stay.id,
      codeId: null,
      actions: over ? [{ key: 'check-out', label: 'Check out' }] : [{ key: 'dismiss', label: 'Leave it' }],
    })
  }
  return found
}

function failingFeeds({ db, house, now }: World): Cause[] {
  return readFeeds(db)
    .filter((feed) => feed.failures >= 3 && now - (feed.lastOkAt ?? 0) > hours(1))
    .map((feed) => ({
      kind: 'feed-failing',
      cause: `feed ${feed.id} ${feed.lastOkAt ?? 0}`,
      tone: 'question',
      title: `The ${feed.channel} calendar of ${house.units.find((unit) => unit.id === feed.unitId)?.name ?? 'a unit'} does not answer.`,
      detail: `${feed.lastOkAt === null ? 'It has never been read' : `Last read on ${dateOf(feed.lastOkAt, house.property.timeZone)} at ${wallTimeOf(feed.lastOkAt, house.property.timeZone)}`}. Everything known stays as it is; new bookings may be missing.`,
      reservationId: null,
      stayId: null,
      codeId: null,
      actions: [{ key: 'retry', label: 'Try now' }],
    }))
}

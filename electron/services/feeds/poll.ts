import {
  findReservations,
  insertReservation,
  insertStay,
  readReservations,
  staysOfUnit,
} from '../../../db/queries/bookings.ts'
import {
  dueFeeds,
  type Feed,
  insertFeedLog,
  insertSighting,
  readFeed,
  type Sighting,
  sightingsOfFeed,
  touchSighting,
  updateFeed,
} from '../../../db/queries/feeds.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import { ok } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf, type Instant, instant, minutes } from '../../domain/time.ts'
import type { CalendarFeed, FeedAnswer } from '../../ports/calendar-feed.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, type Caller, type Desk, makeId, transact, type Work } from '../desk/index.ts'
import { newStay, unitName } from '../reservations/index.ts'
import { judgeEvent } from './match.ts'

export type PollReport = {
  readonly feedId: string
  readonly status: string
  readonly added: number
  readonly differences: number
}

const fromFeed: Caller = { actor: 'Latchkey', source: 'feed' }
const pollEvery = minutes(15)

/** Polls every feed that is due, two at a time. Network failures change nothing but the feed's status. */
export async function pollFeeds(desk: Desk, calendarFeed: CalendarFeed): Promise<readonly PollReport[]> {
  const due = [...dueFeeds(desk.store.read, desk.clock.now())]
  const reports: PollReport[] = []
  const runners = [0, 1].map(async () => {
    for (let feed = due.shift(); feed !== undefined; feed = due.shift())
      reports.push(await pollFeed(desk, calendarFeed, feed))
  })
  await Promise.all(runners)
  return reports
}

async function pollFeed(desk: Desk, calendarFeed: CalendarFeed, feed: Feed): Promise<PollReport> {
  const url = desk.store.vault.open('feed-address', feed.urlSealed)
  const answer = await calendarFeed.fetch({
    url,
    channel: feed.channel,
    allowPrivate: feed.allowPrivate,
    etag: feed.etag,
    lastModified: feed.lastModified,
  })
  const report = transact(desk, fromFeed, (work) => {
    // The feed may have been taken out of the house while it was asked.
    const current = readFeed(work.db, feed.id)
    if (current === null) return ok({ feedId: feed.id, status: 'gone', added: 0, differences: 0 })
    return ok(takeAnswer(work, current, answer))
  })
  const result = report.ok ? report.value : { feedId: feed.id, status: 'house-missing', added: 0, differences: 0 }
  desk.logger.info('feed.polled', { feed: feed.id, status: result.status, added: result.added })
  return result
}

function takeAnswer(work: Work, feed: Feed, answer: FeedAnswer): PollReport {
  const { db, now, desk } = work
  const jitter = desk.random.integer(60_000)
  const report = (status: string, added = 0, differences = 0): PollReport => ({
    feedId: feed.id,
    status,
    added,
    differences,
  })
  if (answer.unchanged) {
    updateFeed(db, feed.id, {
      lastPolledAt: now,
      lastOkAt: now,
      status: 'ok',
      failures: 0,
      nextPollAt: instant(now + pollEvery + jitter),
    })
    return report('ok')
  }
  if (answer.reading.verdict === 'failed') {
    const failures = feed.failures + 1
    const delay = Math.min(pollEvery * 4, minutes(2) * 2 ** Math.min(failures, 6))
    updateFeed(db, feed.id, {
      lastPolledAt: now,
      status: answer.reading.reason,
      failures,
      nextPollAt: instant(now + delay + jitter),
    })
    return report(answer.reading.reason)
  }
  let added = 0
  let differences = 0
  const known = readKnown(work, feed)
  for (const event of answer.reading.events) {
    const outcome = takeEvent(work, feed, event, known)
    if (outcome === 'added') added += 1
    if (outcome === 'different') differences += 1
  }
  const complete = answer.reading.verdict === 'complete'
  updateFeed(db, feed.id, {
    lastPolledAt: now,
    ...(complete ? { lastOkAt: now } : {}),
    status: complete ? 'ok' : 'incomplete',
    failures: 0,
    // A cut-off answer is asked for again whole, not answered with "unchanged".
    etag: complete ? answer.etag : null,
    lastModified: complete ? answer.lastModified : null,
    nextPollAt: instant(now + pollEvery + jitter),
  })
  return report(complete ? 'ok' : 'incomplete', added, differences)
}

/** What a poll compares its events with: read once, and kept current while the poll adds to it. */
type Known = {
  readonly today: CalendarDate
  readonly stays: Stay[]
  /** References of the stays' reservations, by reservation. */
  readonly references: Map<string, BookingReference | null>
  readonly sightings: Map<string, KnownSighting[]>
}
type KnownSighting = Pick<Sighting, 'id' | 'uid' | 'arrivalDate' | 'departureDate' | 'stayId'>

function readKnown({ db, now, house }: Work, feed: Feed): Known {
  const stays = [...staysOfUnit(db, feed.unitId)]
  const reservations = readReservations(db, [...new Set(stays.flatMap((stay) => stay.reservationId ?? []))])
  const known: Known = {
    today: dateOf(now, house.property.timeZone),
    stays,
    references: new Map(reservations.map((one) => [one.id, one.reference])),
    sightings: new Map(),
  }
  for (const sighting of sightingsOfFeed(db, feed.id)) keepSighting(known, sighting)
  return known
}

function keepSighting({ sightings }: Known, sighting: KnownSighting): void {
  const list = sightings.get(sighting.uid)
  if (list === undefined) sightings.set(sighting.uid, [sighting])
  else list.push(sighting)
}

/** Keeps the stays in the order the store answers them: by arrival, then by when they came. */
function keepStay({ stays }: Known, stay: Stay): void {
  const next = stays.findIndex((one) => one.arrivalDate > stay.arrivalDate)
  stays.splice(next === -1 ? stays.length : next, 0, stay)
}

function takeEvent(work: Work, feed: Feed, event: CalendarEvent, known: Known): 'added' | 'different' | 'same' {
  const { db, now } = work
  const sightings = known.sightings.get(event.uid) ?? []
  const seen = sightings.find(
    (one) => one.arrivalDate === event.arrivalDate && one.departureDate === event.departureDate,
  )
  const referenceOf = (stay: Stay): BookingReference | null =>
    stay.source === 'feed' && stay.channel === feed.channel && stay.reservationId !== null
      ? (known.references.get(stay.reservationId) ?? null)
      : null
  const verdict = judgeEvent(event, known.stays, sightings, known.today, referenceOf)
  const remember = (stayId: StayId | null): void => {
    if (seen !== undefined) {
      touchSighting(db, seen.id, now)
      return
    }
    const sighting: Sighting = {
      id: makeId<string>(work),
      feedId: feed.id,
      uid: event.uid,
      arrivalDate: event.arrivalDate,
      departureDate: event.departureDate,
      kind: event.kind,
      stayId,
      firstSeenAt: now,
      lastSeenAt: now,
    }
    insertSighting(db, sighting)
    keepSighting(known, sighting)
  }
  const log = (kind: string, stayId: StayId | null): void => {
    if (seen === undefined)
      insertFeedLog(db, {
        at: now,
        feedId: feed.id,
        kind,
        stayId,
        details: { arrival: event.arrivalDate, departure: event.departureDate },
      })
  }
  if (verdict.is === 'new') {
    const stay = addStay(work, feed, event, verdict)
    keepStay(known, stay)
    if (stay.reservationId !== null) known.references.set(stay.reservationId, event.reference)
    remember(stay.id)
    return 'added'
  }
  if (verdict.is === 'known') {
    if (verdict.difference === 'dates') log('dates-differ', verdict.stay.id)
    remember(verdict.stay.id)
    return verdict.difference === 'dates' && seen === undefined ? 'different' : 'same'
  }
  if (verdict.is === 'ended-here') log('ended-here', verdict.stay.id)
  else log(verdict.is, null)
  remember(verdict.is === 'ended-here' ? verdict.stay.id : null)
  return 'same'
}

function addStay(
  work: Work,
  feed: Feed,
  event: CalendarEvent,
  verdict: { readonly placed: boolean; readonly kind: 'reservation' | 'unknown' | 'block-suspected' },
): Stay {
  const reservationId = event.reference === null ? null : reservationOf(work, feed, event.reference)
  const stay = newStay(work, {
    reservationId,
    unitId: feed.unitId,
    arrivalDate: event.arrivalDate,
    departureDate: event.departureDate,
    channel: feed.channel,
    source: 'feed',
    placed: verdict.placed,
    kind: verdict.kind,
  })
  insertStay(work.db, stay)
  audit(
    work,
    'stay.added',
    { reservationId, stayId: stay.id },
    {
      unit: unitName(work.house, stay.unitId),
      arrivalDate: stay.arrivalDate,
      departureDate: stay.departureDate,
      placed: stay.placed,
    },
  )
  // A conflict with another party's late time is for people: the stay is kept, its code waits, the door says so.
  if (reservationId !== null) {
    planCodes(work, reservationId, { skipConflicts: true })
    followReservation(work, reservationId)
  }
  return stay
}

/** The feed's own reference is an exact join: the reservation with it gains a stay, or is made now. */
function reservationOf(work: Work, feed: Feed, reference: NonNullable<CalendarEvent['reference']>): ReservationId {
  const known = findReservations(work.db, reference).find((one) => one.channel === feed.channel)
  if (known !== undefined) return known.id
  const id = makeId<ReservationId>(work)
  insertReservation(work.db, {
    id,
    channel: feed.channel,
    reference,
    guestId: null,
    note: '',
    source: 'feed',
    createdAt: work.now as Instant,
  })
  audit(work, 'reservation.added', { reservationId: id }, { reference, channel: feed.channel })
  return id
}

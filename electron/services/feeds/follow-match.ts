/** An event that is a stay the house knows: what the feed says of it is kept, and its days followed where they may be. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { placedOverlaps, readStay, updateStay } from '../../../db/queries/bookings.ts'
import { type FeedStayRow, insertFeedStay, updateFeedStay, writeSighting } from '../../../db/queries/feed-stays.ts'
import type { House } from '../../../db/queries/house.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { type DatesVerdict, isSwallowed, judgeDates, meantDays } from '../../domain/feed-dates.ts'
import type { Match } from '../../domain/feed-identity.ts'
import { isBlock, sameDays } from '../../domain/feed-stay.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, makeId, rememberSources, type Work } from '../desk/index.ts'
import { nameStays, unitName } from '../reservations/index.ts'
import { type FeedWork, foundBy, note } from './feed-work.ts'
import { isCodeSent, isSaidByPerson, type KnownStay } from './known-stays.ts'

export type FeedMatch = Match<KnownStay>

/** Links a stay to the feed that showed it, from now on. */
export function link(at: FeedWork, stay: Stay, event: CalendarEvent): FeedStayRow {
  const { work, feed } = at
  const row: FeedStayRow = {
    feedId: feed.id,
    stayId: stay.id,
    arrivalDate: event.arrivalDate,
    departureDate: event.departureDate,
    firstSeenAt: work.now,
    foundBy: foundBy(at),
    lastSeenAt: work.now,
    missingSince: null,
    missingPolls: 0,
    goneAt: null,
    declinedDays: null,
  }
  insertFeedStay(work.db, row)
  keepName(at, stay, event)
  return row
}

/** Keeps what the feed says of a stay now: its name, its days, and that it is there. */
export function keepSeen(at: FeedWork, match: FeedMatch): void {
  const { work, feed } = at
  const { event, known } = match
  const { stay, seen } = known
  if (seen === null) {
    link(at, stay, event)
    return
  }
  const days = isSwallowed(stay, event) && !isBlock(known) ? seen : event
  const isNew = !known.uids.has(event.uid) || !sameDays(seen, days)
  if (isNew) keepName(at, stay, event)
  if (isNew || seen.missingSince !== null || seen.goneAt !== null)
    updateFeedStay(work.db, feed.id, stay.id, {
      arrivalDate: days.arrivalDate,
      departureDate: days.departureDate,
      lastSeenAt: work.now,
      missingSince: null,
      missingPolls: 0,
      goneAt: null,
    })
  if (seen.goneAt !== null) note(at, { kind: 'returned', stayId: stay.id, ...daysAndName(event) })
  if (match.renamed && isLive(stay) && !isBlock(known))
    note(at, { kind: 'renamed', stayId: stay.id, ...daysAndName(event) })
}

/** The feed's own reference is an exact join, whatever the stay was taken for before. */
export function keepReference({ work, feed }: FeedWork, { event, known }: FeedMatch): void {
  const { stay } = known
  const isOpen = stay.reservationId === null || stay.provisional
  if (event.reference === null || !isOpen || !isLive(stay) || isBlock(known)) return
  updateStay(work.db, stay.id, { channel: feed.channel })
  const named = nameStays(work, {
    stays: [stay],
    reference: event.reference,
    channel: feed.channel,
    provisional: false,
    rule: 'feed-reference',
    evidence: { feed: feed.id },
  })
  if (!named.ok) throw new Error(`a stay without reference could not be named: ${named.error.code}`)
}

export const daysAndName = (event: CalendarEvent) => ({
  uid: event.uid,
  arrivalDate: event.arrivalDate,
  departureDate: event.departureDate,
})

function keepName({ work, feed }: FeedWork, stay: Stay, event: CalendarEvent): void {
  writeSighting(work.db, {
    id: makeId<string>(work),
    feedId: feed.id,
    ...daysAndName(event),
    kind: event.kind,
    stayId: stay.id,
    firstSeenAt: work.now,
    lastSeenAt: work.now,
  })
}

type Days = { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }

/** What the feed's days mean to a stay, asked in a transaction or for a list of questions. */
export function datesVerdict(
  world: { readonly db: ReadableDb; readonly house: House },
  stay: Stay,
  inFeed: Days & { readonly declinedDays?: string | null },
  facts: { readonly channel: string; readonly today: CalendarDate },
): DatesVerdict {
  const { db, house } = world
  // Nearly every stay of every poll: the store is asked only where the days differ.
  const meant = meantDays(stay, inFeed, facts.today)
  if (sameDays(stay, meant) || inFeed.declinedDays === daysText(meant)) return { is: 'same' }
  return judgeDates(stay, inFeed, {
    today: facts.today,
    saidByPerson: isSaidByPerson(db, stay, ['dates']),
    isOwnChannel: stay.channel === facts.channel,
    codeSent: isCodeSent(db, house, stay),
    isFree: (days) => placedOverlaps(db, stay.unitId, days.arrivalDate, days.departureDate, stay.id).length === 0,
  })
}
export const daysText = (days: Days): string => `${days.arrivalDate} ${days.departureDate}`

/**
 * Follows the days that changed in the feed. One that gives up nights another wants goes first, in whatever order they
 * came; what is for a person stays as it is, and shows as a question.
 */
export function followDates(at: FeedWork, matches: readonly FeedMatch[]): void {
  const { work, feed, today } = at
  let open = matches.filter(
    ({ event, known }) => !sameDays(known.stay, meantDays(known.stay, event, today)) && !isSwallowed(known.stay, event),
  )
  for (let applied = -1; applied !== 0; ) {
    applied = 0
    open = open.filter(({ event, known }) => {
      const stay = readStay(work.db, known.stay.id)
      if (stay === null) return false
      const inFeed = { ...event, declinedDays: known.seen?.declinedDays ?? null }
      const verdict = datesVerdict(work, stay, inFeed, { channel: feed.channel, today })
      if (verdict.is !== 'apply') return verdict.is === 'ask'
      changeDays(work, stay, verdict.days)
      note(at, { kind: 'date-changed', stayId: stay.id, uid: event.uid, ...verdict.days })
      applied += 1
      return false
    })
  }
}

/** Moves a stay's days: its codes follow with the same digits, and its guest is told by what tells of codes. */
export function changeDays(work: Work, stay: Stay, days: Days): void {
  updateStay(work.db, stay.id, { arrivalDate: days.arrivalDate, departureDate: days.departureDate })
  rememberSources(work, stay.id, ['dates'])
  audit(
    work,
    'stay.dates',
    { reservationId: stay.reservationId, stayId: stay.id },
    {
      unit: unitName(work.house, stay.unitId),
      arrivalDate: days.arrivalDate,
      departureDate: days.departureDate,
      from: { arrivalDate: stay.arrivalDate, departureDate: stay.departureDate },
    },
  )
  if (stay.reservationId === null) return
  // A conflict with another party's late time is for people: the code waits, the door says so.
  planCodes(work, stay.reservationId, { skipConflicts: true })
  followReservation(work, stay.reservationId)
}

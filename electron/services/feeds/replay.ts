/** A recorded history of one calendar through the importer, with the clock of the record (design.md 5.3). */
import { readStay, staysByStatus, staysOfUnit, updateStay } from '../../../db/queries/bookings.ts'
import { readFeed, readFeeds } from '../../../db/queries/feeds.ts'
import { readHouse } from '../../../db/queries/house.ts'
import type { FeedReading } from '../../domain/calendar-event.ts'
import { isRunning } from '../../domain/feed-stay.ts'
import type { StayId } from '../../domain/ids.ts'
import { type CalendarDate, dateOf, hours, type Instant, instant, toIso } from '../../domain/time.ts'
import type { Caller, Desk, Work } from '../desk/index.ts'
import { cancelStay } from './end-stay.ts'
import { type FeedEvent, fromFeed } from './feed-work.ts'
import { takeAnswer } from './take-answer.ts'

/** What the calendar answered from this moment until the next one recorded. */
export type RecordedAnswer = { readonly at: Instant; readonly reading: FeedReading }

export type ReplayedEvent = {
  readonly at: string
  readonly kind: FeedEvent['kind']
  readonly stay: string | null
  readonly uid: string | null
  readonly arrival: string | null
  readonly departure: string | null
}
export type Replay = {
  readonly polls: number
  /** Stays that the house ends with, whatever became of them; closures are not counted. */
  readonly stays: number
  readonly created: number
  readonly dateChanges: number
  readonly renamed: number
  /** Stays that were cancelled, or that a person would have been asked about. */
  readonly gone: number
  readonly returned: number
  readonly quarantined: number
  readonly events: readonly ReplayedEvent[]
}

/** A person who agrees at once with every question about a stay that good polls no longer have. */
const agreeing: Caller = { actor: 'Replay', source: 'program' }

/**
 * Replays a history into the only feed of an empty house whose clock `setNow` moves: once an hour from the first record
 * to the last, and at each record. Nobody checks in in a replay, so a stay is in house from its arrival day to its
 * departure; what would be asked is answered with yes, so that what follows meets a free unit.
 */
export function replayFeed(desk: Desk, setNow: (now: Instant) => void, history: readonly RecordedAnswer[]): Replay {
  const house = readHouse(desk.store.read)
  const [feed] = readFeeds(desk.store.read)
  if (house === null || feed === undefined) throw new Error('a replay needs a house with one feed')
  const times = pollTimes(history)
  // The house of a replay never changes and nobody else reads its store: it is read once, and written in one go.
  const events = desk.store.write((db) => {
    const told: ReplayedEvent[] = []
    let place = 0
    let today: CalendarDate | null = null
    for (const now of times) {
      while (place + 1 < history.length && history[place + 1]!.at <= now) place += 1
      const day = dateOf(now, house.property.timeZone)
      setNow(now)
      const work = { db, house, now, desk, caller: fromFeed }
      if (day !== today) letPeopleMove(work, day)
      today = day
      const answer = { unchanged: false, reading: history[place]!.reading, ...plainAnswer } as const
      const taken = takeAnswer(work, readFeed(db, feed.id) ?? feed, answer)
      if (taken.events.length === 0) continue
      if (taken.status === 'ok') for (const { kind, stayId } of taken.events) if (kind === 'gone') agree(work, stayId)
      letPeopleMove(work, day)
      for (const event of taken.events) told.push(eventLine(now, event))
    }
    return told
  })
  const count = (kind: FeedEvent['kind']): number => events.filter((event) => event.kind === kind).length
  return {
    polls: times.length,
    stays: staysOfUnit(desk.store.read, feed.unitId).filter((stay) => stay.kind !== 'block-suspected').length,
    created: count('created'),
    dateChanges: count('date-changed'),
    renamed: count('renamed'),
    gone: count('gone'),
    returned: count('returned'),
    quarantined: count('quarantined'),
    events,
  }
}

/** Every hour from the first record to the last, and the moment of each record. */
function pollTimes(history: readonly RecordedAnswer[]): readonly Instant[] {
  const [first] = history
  const last = history.at(-1)
  if (first === undefined || last === undefined) return []
  const times = new Set<Instant>(history.map((record) => record.at))
  for (let at = first.at; at <= last.at; at = instant(at + hours(1))) times.add(at)
  return [...times].sort((left, right) => left - right)
}

function letPeopleMove({ db }: Work, today: CalendarDate): void {
  for (const stay of staysByStatus(db, 'expected'))
    if (isRunning(stay, today) && stay.kind !== 'block-suspected') updateStay(db, stay.id, { status: 'in-house' })
  for (const stay of staysByStatus(db, 'in-house'))
    if (stay.departureDate <= today) updateStay(db, stay.id, { status: 'departed' })
}

function agree(work: Work, stayId: StayId | null): void {
  const stay = stayId === null ? null : readStay(work.db, stayId)
  if (stay?.status === 'expected') cancelStay({ ...work, caller: agreeing }, stay)
}

const plainAnswer = { etag: null, lastModified: null, status: 200 } as const

const eventLine = (at: Instant, event: FeedEvent): ReplayedEvent => ({
  at: toIso(at),
  kind: event.kind,
  stay: event.stayId,
  uid: event.uid,
  arrival: event.arrivalDate,
  departure: event.departureDate,
})

/** Desktop alerts: each open item, each booking for today and each burst of texts is told at most once, and nothing of before the start. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { readStay, staysAround } from '../../../db/queries/bookings.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { Stay } from '../../domain/stay.ts'
import { addDays, deskDateOf, type Instant } from '../../domain/time.ts'
import { attentionItems, type Item } from '../attention/index.ts'
import type { Desk } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { intakeNotices } from './intake-notices.ts'
import { type AboutItem, bookingNotice, type Notice, noticeOf } from './notices.ts'
import { type TextWatch, watchTexts } from './texts.ts'

export { createCounter } from './counts.ts'
export type { Notice } from './notices.ts'

export type Announcer = {
  /** Looks at a desk and tells what has come up since the last look. The first look at a desk tells nothing. */
  readonly look: (desk: Desk) => void
}

type Watched = {
  readonly desk: Desk
  readonly since: Instant
  readonly items: Set<string>
  readonly parties: Set<string>
  readonly texts: TextWatch
}

export function createAnnouncer(notify: (notice: Notice) => void): Announcer {
  let watched: Watched | null = null
  return {
    look(desk) {
      const house = readHouse(desk.store.read)
      if (house === null) return
      const items = attentionItems(desk)
      if (watched?.desk !== desk) {
        const known = new Set(items.map((item) => item.id))
        const since = desk.clock.now()
        watched = { desk, since, items: known, parties: new Set(), texts: watchTexts(since) }
        return
      }
      const { items: known } = watched
      const fresh = items.filter((item) => !known.has(item.id))
      // What was put aside and is back is told again.
      known.clear()
      for (const item of items) known.add(item.id)
      for (const notice of intakeNotices(fresh)) notify(notice)
      for (const item of fresh) {
        const notice = noticeOf(item, aboutOf(desk.store.read, house, item, desk.clock.now()))
        if (notice !== null) notify(notice)
      }
      for (const [key, stays] of newToday(desk.store.read, house, watched.since, desk.clock.now())) {
        if (watched.parties.has(key)) continue
        watched.parties.add(key)
        notify(bookingOf(house, stays))
      }
      for (const notice of watched.texts.look(desk.store.read, house, desk.clock.now())) notify(notice)
    },
  }
}

function aboutOf(db: ReadableDb, house: House, item: Item, now: Instant): AboutItem {
  const stay = item.stayId === null ? null : readStay(db, item.stayId)
  const today = deskDateOf(now, house.property.timeZone, house.property.rolloverTime)
  return {
    doorName: house.doors.find((door) => door.id === item.doorId)?.name ?? 'A door',
    unitName: stay === null ? 'A unit' : unitName(house, stay.unitId),
    forToday: stay !== null && stay.arrivalDate <= today && today < stay.departureDate,
  }
}

/** Stays that came in since `since`, on the day they begin, from elsewhere than this desk; by party. */
function newToday(db: ReadableDb, house: House, since: Instant, now: Instant): ReadonlyMap<string, readonly Stay[]> {
  const { timeZone, rolloverTime } = house.property
  const today = deskDateOf(now, timeZone, rolloverTime)
  const found = new Map<string, Stay[]>()
  for (const stay of staysAround(db, today, addDays(today, 1), now)) {
    const elsewhere = stay.source === 'feed' || stay.source === 'command'
    const fresh = stay.createdAt > since && deskDateOf(stay.createdAt, timeZone, rolloverTime) === today
    if (!elsewhere || !fresh || stay.status !== 'expected' || stay.arrivalDate !== today) continue
    if (!stay.placed || stay.kind === 'block-suspected') continue
    const key = stay.reservationId ?? stay.id
    found.set(key, [...(found.get(key) ?? []), stay])
  }
  return found
}

const bookingOf = (house: House, stays: readonly Stay[]): Notice =>
  bookingNotice({
    reservationId: stays[0]!.reservationId,
    unitNames: stays.map((stay) => unitName(house, stay.unitId)),
    channel: stays[0]!.channel,
    from: stays.map((stay) => stay.arrivalTime ?? house.property.checkInTime).sort()[0]!,
  })

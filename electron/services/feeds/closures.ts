/** Nights that the owner or the channel closed. They roll, are split and joined, and are nobody's stay. */
import { updateStay } from '../../../db/queries/bookings.ts'
import { type FieldSource, fieldSourcesOf, writeFieldSource } from '../../../db/queries/claims.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { isBlock, isLongUnknown, sameDays } from '../../domain/feed-stay.ts'
import { isLive, nightsOverlap, type Stay } from '../../domain/stay.ts'
import { type FeedWork, note } from './feed-work.ts'
import { daysAndName, type FeedMatch } from './follow-match.ts'
import type { KnownStay } from './known-stays.ts'

/** The field that holds who said that a closure is one. */
export const closureAnswer: FieldSource['field'] = 'status'

/**
 * Both ends of a closure move every day: followed without a word. Only where what is left of it could be a booking is
 * another departure noted.
 */
export function rollClosure(at: FeedWork, { known, event }: FeedMatch): void {
  const { stay } = known
  if (!isLive(stay) || sameDays(stay, event)) return
  updateStay(at.work.db, stay.id, { arrivalDate: event.arrivalDate, departureDate: event.departureDate })
  if (isLongUnknown(event) || stay.departureDate === event.departureDate) return
  note(at, { kind: 'date-changed', stayId: stay.id, ...daysAndName(event) })
}

/** A closure that was split or joined is not asked about again. */
export function inheritAnswer({ work }: FeedWork, stay: Stay, known: readonly KnownStay[]): void {
  const before = known.filter((one) => isBlock(one) && nightsOverlap(one.stay, stay)).map((one) => one.stay.id)
  const answered = fieldSourcesOf(work.db, before).find((one) => one.field === closureAnswer)
  if (answered !== undefined) writeFieldSource(work.db, { ...answered, subject: stay.id })
}

/** Blocks that the channel itself calls so are only written down, once for the nights they take. */
export function noteBlocks(at: FeedWork, events: readonly CalendarEvent[], before: readonly CalendarEvent[]): void {
  const known = before.filter((event) => event.kind === 'block')
  for (const event of events) {
    if (event.kind !== 'block' || event.departureDate <= at.today) continue
    if (known.some((one) => nightsOverlap(one, event))) continue
    note(at, { kind: 'block', stayId: null, ...daysAndName(event) })
  }
}

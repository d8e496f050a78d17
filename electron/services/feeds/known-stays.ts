/** What a poll compares its events with, read from the store. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { readReservations, readStay, staysOfUnit } from '../../../db/queries/bookings.ts'
import { type FieldSource, fieldSourcesOf } from '../../../db/queries/claims.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import { type FeedStayRow, feedStaysOf, namesInFeed } from '../../../db/queries/feed-stays.ts'
import type { Feed } from '../../../db/queries/feeds.ts'
import type { House } from '../../../db/queries/house.ts'
import type { FeedStay } from '../../domain/feed-stay.ts'
import { isPerson } from '../../domain/field-source.ts'
import type { StayId } from '../../domain/ids.ts'
import type { Stay } from '../../domain/stay.ts'
import { doorsOfUnit } from '../access-codes/index.ts'

export type KnownStay = FeedStay & { readonly seen: FeedStayRow | null }

/** Every stay of the feed's unit, and what this feed has shown that was moved elsewhere since. */
export function knownStays(db: ReadableDb, feed: Feed): readonly KnownStay[] {
  const rows = new Map(feedStaysOf(db, feed.id).map((row) => [row.stayId, row]))
  const ofUnit = staysOfUnit(db, feed.unitId)
  const here = new Set(ofUnit.map((stay) => stay.id))
  const moved = [...rows.keys()].flatMap((id) => (here.has(id) ? [] : (readStay(db, id) ?? [])))
  const stays = [...ofUnit, ...moved]
  const parties = new Map(
    readReservations(db, [...new Set(stays.flatMap((stay) => stay.reservationId ?? []))]).map((one) => [one.id, one]),
  )
  const names = new Map<StayId, Set<string>>()
  for (const { uid, stayId } of namesInFeed(db, feed.id)) {
    const known = names.get(stayId)
    if (known === undefined) names.set(stayId, new Set([uid]))
    else {
      // The name it was shown under last stands last.
      known.delete(uid)
      known.add(uid)
    }
  }
  return stays.map((stay) => {
    const party = stay.reservationId === null ? undefined : parties.get(stay.reservationId)
    return {
      stay,
      seen: rows.get(stay.id) ?? null,
      uids: names.get(stay.id) ?? new Set(),
      reference: party?.channel === feed.channel && !stay.provisional ? party.reference : null,
    }
  })
}

/** Whether a person of the desk said where or when this stay is: no feed overrules that. */
export function isSaidByPerson(db: ReadableDb, stay: Stay, fields: readonly FieldSource['field'][]): boolean {
  const said = fieldSourcesOf(db, [stay.id]).filter((one) => fields.includes(one.field))
  // What nobody has changed since is its first source's.
  return said.length === 0 ? isPerson(stay.source) : said.some((one) => isPerson(one.source))
}

/** Whether a code for the stay's own doors has left for a lock: somebody may hold its digits. */
export function isCodeSent(db: ReadableDb, house: House, stay: Stay): boolean {
  if (stay.reservationId === null || !stay.placed || stay.provisional) return false
  const doors = new Set(
    doorsOfUnit(house, stay.unitId)
      .filter((door) => !door.shared)
      .map((door) => door.id),
  )
  return codesOfReservation(db, stay.reservationId).some(
    (code) => doors.has(code.doorId) && code.state !== 'planned' && code.state !== 'removed',
  )
}

/** What is booked already, as far as a file speaks of it. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { listStays, type Reservation, readGuests, reservationsByReference } from '../../../db/queries/bookings.ts'
import { type FieldSource, fieldSourcesOf } from '../../../db/queries/claims.ts'
import { isPerson } from '../../domain/field-source.ts'
import type { ImportRow } from '../../domain/import-rows.ts'
import type { GuestField, KnownBookings, KnownParty, KnownStay } from '../../domain/import-standing.ts'
import type { Stay } from '../../domain/stay.ts'
import type { CalendarDate } from '../../domain/time.ts'

const CHUNK = 5_000

function chunks<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const found: Item[][] = []
  for (let at = 0; at < items.length; at += CHUNK) found.push(items.slice(at, at + CHUNK))
  return found
}

/** Sources by subject and field. */
const sourcesOf = (db: ReadableDb, subjects: readonly string[]): ReadonlyMap<string, FieldSource> =>
  new Map(
    chunks(subjects)
      .flatMap((part) => fieldSourcesOf(db, part))
      .map((row) => [`${row.subject} ${row.field}`, row]),
  )

export function knownBookings(db: ReadableDb, rows: readonly ImportRow[]): KnownBookings {
  const read = rows.filter((row) => row.kind === 'read')
  if (read.length === 0) return { stays: [], parties: [] }
  const days = read.flatMap((row) => [row.arrivalDate, row.departureDate]).sort()
  const span = { unitId: null, from: days[0] as CalendarDate, to: days.at(-1) as CalendarDate }
  const stays = listStays(db, span)
  const parties = chunks([...new Set(read.map((row) => row.reference))]).flatMap((part) =>
    reservationsByReference(db, part),
  )
  const sources = sourcesOf(
    db,
    stays.map((stay) => stay.id),
  )
  return { stays: stays.map((stay) => knownStay(stay, sources)), parties: knownParties(db, parties) }
}

function knownStay(stay: Stay, sources: ReadonlyMap<string, FieldSource>): KnownStay {
  const saidByDesk = (field: 'dates' | 'unit'): boolean => {
    const source = sources.get(`${stay.id} ${field}`)
    return source !== undefined && isPerson(source.source)
  }
  return {
    ...stay,
    deskSaid: (['dates', 'unit'] as const).filter(saidByDesk),
    takenBack: stay.status === 'cancelled' && sources.get(`${stay.id} status`)?.source === 'import',
  }
}

function knownParties(db: ReadableDb, parties: readonly Reservation[]): readonly KnownParty[] {
  const ids = parties.flatMap((party) => party.guestId ?? [])
  const guests = new Map(chunks(ids).flatMap((part) => [...readGuests(db, part)]))
  const sources = sourcesOf(db, ids)
  return parties.map((party) => {
    const guest = party.guestId === null ? undefined : guests.get(party.guestId)
    const isBlank = (field: GuestField): boolean =>
      guest === undefined || (field === 'phone' ? guest.phones.length === 0 : guest[field] === null)
    const emptied = (field: GuestField): boolean => {
      const source = sources.get(`${party.guestId} ${field}`)
      return source !== undefined && isPerson(source.source)
    }
    return {
      reservationId: party.id,
      channel: party.channel,
      reference: party.reference ?? '',
      fillable: (['name', 'phone', 'email'] as const).filter((field) => isBlank(field) && !emptied(field)),
    }
  })
}

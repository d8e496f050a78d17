/** Where the fields of a booking come from, and why each stay belongs to it. */
import type { ReadableDb } from '../../../db/open-database.ts'
import type { Guest } from '../../../db/queries/bookings.ts'
import { claimsOfStays, type FieldSource, fieldSourcesOf, type StayClaim } from '../../../db/queries/claims.ts'
import type { FieldName, FieldOrigin, Said } from '../../contract/views.ts'
import type { StayId } from '../../domain/ids.ts'
import type { Stay } from '../../domain/stay.ts'
import { toIso } from '../../domain/time.ts'

const said = ({ source, actor, at }: FieldSource): Said => ({ source, by: actor, at: toIso(at) })

/** A stay's own fields come with it, and may have been changed since; a guest's are somebody's word from the first on. */
export function originsOf(db: ReadableDb, stays: readonly Stay[], guest: Guest | null): readonly FieldOrigin[] {
  const sources = new Map(
    fieldSourcesOf(db, [...stays.map((stay) => stay.id), ...(guest === null ? [] : [guest.id])]).map((row) => [
      `${row.subject} ${row.field}`,
      row,
    ]),
  )
  const last = (subject: string, field: FieldName): Said | null => {
    const row = sources.get(`${subject} ${field}`)
    return row === undefined ? null : said(row)
  }
  const ofStay = (stay: Stay): readonly FieldOrigin[] => {
    const first: Said = { source: stay.source, by: '', at: toIso(stay.createdAt) }
    const reference = last(stay.id, 'reference')
    return [
      ...(['dates', 'unit'] as const).map((field) => ({
        field,
        stayId: stay.id,
        first,
        changed: last(stay.id, field),
      })),
      ...(stay.reservationId === null
        ? []
        : [{ field: 'reference' as const, stayId: stay.id, first: reference ?? first, changed: null }]),
    ]
  }
  const ofGuest = ({ id }: Guest): readonly FieldOrigin[] =>
    (['name', 'phone', 'email'] as const).flatMap((field) => {
      const first = last(id, field)
      return first === null ? [] : [{ field, stayId: null, first, changed: null }]
    })
  return [...stays.flatMap(ofStay), ...(guest === null ? [] : ofGuest(guest))]
}

/** Why each stay belongs to its booking, in one sentence; stays from before rules were kept say nothing. */
export const whyTheirs = (db: ReadableDb, stays: readonly Stay[]): ReadonlyMap<StayId, string> =>
  new Map(
    claimsOfStays(
      db,
      stays.map((stay) => stay.id),
    ).map((claim) => [claim.stayId, claimWords(claim)]),
  )

const sentences: Readonly<Record<StayClaim['rule'], (claim: StayClaim) => string>> = {
  'feed-reference': () => 'The calendar itself names this reference.',
  'mail-reference': () => 'A booking mail names this reference.',
  'mail-match': ({ evidence }) => `A booking mail fits it alone${gap(evidence)}.`,
  'mail-group': () => 'A guess: it came with the others, and one booking mail fits them all.',
  sms: ({ actor }) => `${actor} texted that it is theirs.`,
  import: () => 'The spreadsheet names this reference.',
  desk: ({ actor }) => `${actor} said so at the desk.`,
}
const claimWords = (claim: StayClaim): string => sentences[claim.rule](claim)

/** How far the mail and the first sight of the stay lie apart. */
function gap({ gapMinutes }: StayClaim['evidence']): string {
  if (typeof gapMinutes !== 'number') return ''
  const minutes = Math.abs(Math.round(gapMinutes))
  return minutes < 60
    ? `: it came ${minutes} min from when the calendar had it`
    : `: it came ${Math.round(minutes / 60)} h from when the calendar had it`
}

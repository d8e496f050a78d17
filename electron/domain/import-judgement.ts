/** What a row means in one unit, against what stands there. */
import type { UnitId } from './ids.ts'
import type { ChosenUnit } from './import-choice-of-units.ts'
import type { ImportLine } from './import-line.ts'
import type { ReadRow } from './import-rows.ts'
import {
  isFree,
  isNameable,
  overlapping,
  placeholderOf,
  type Standing,
  type Standings,
  sameNights,
} from './import-standing.ts'
import { isLive, nightsOverlap } from './stay.ts'
import type { CalendarDate } from './time.ts'

export type Verdict = Pick<ImportLine, 'verdict' | 'reason' | 'acts'> & {
  readonly stay?: Standing | null
  readonly standing?: Standing | null
}
export const onlyUnit = (row: ReadRow): UnitId | null =>
  row.wishes?.length === 1 && row.wishes[0]?.units.length === 1 ? row.wishes[0].units[0]! : null

/** The booking has this unit already; null where it has not. */
export function judgeOwn(
  all: Standings,
  own: readonly Standing[],
  seen: Set<Standing>,
  unit: UnitId,
  row: ReadRow,
): Verdict | null {
  const here = own.filter((standing) => standing.unitId === unit && !seen.has(standing))
  const exact =
    here.find((standing) => sameNights(standing, row) && isLive(standing)) ??
    here.find((standing) => sameNights(standing, row) && !standing.takenBack)
  if (exact !== undefined) {
    seen.add(exact)
    if (isLive(exact)) return { verdict: 'same', reason: null, acts: [], stay: exact }
    return exact.status === 'cancelled'
      ? { verdict: 'differs', reason: 'cancelled-here', acts: [], stay: exact, standing: exact }
      : { verdict: 'same', reason: 'ended-here', acts: [], stay: exact }
  }
  const other = here.find((standing) => isLive(standing) && nightsOverlap(standing, row))
  if (other === undefined) return null
  seen.add(other)
  const differs = { verdict: 'differs', stay: other, standing: other } as const
  if (other.deskSaid.includes('dates')) return { ...differs, reason: 'desk-dates', acts: [] }
  const free = !other.placed || isFree(all, unit, row, other)
  return { ...differs, reason: 'other-dates', acts: free ? ['leave', 'file-dates'] : ['leave'] }
}

/**
 * The booking has another room that the file does not name: it moved, there or here, and a person says which. That
 * other stay is never taken away.
 */
export function judgeMoved(
  all: Standings,
  own: readonly Standing[],
  seen: Set<Standing>,
  unit: UnitId,
  row: ReadRow,
): Verdict | null {
  const elsewhere = own.find((one) => isLive(one) && nightsOverlap(one, row) && !seen.has(one))
  if (elsewhere === undefined) return null
  seen.add(elsewhere)
  const differs = { verdict: 'differs', stay: elsewhere, standing: elsewhere } as const
  if (elsewhere.deskSaid.includes('unit')) return { ...differs, reason: 'desk-moved', acts: [] }
  const canMove = elsewhere.status === 'expected' && isFree(all, unit, elsewhere, null)
  return { ...differs, reason: 'moved', acts: canMove ? ['leave', 'move', 'take'] : ['leave', 'take'] }
}

/** A room that the booking does not have yet: what stands there decides. */
export function judgePlace(
  all: Standings,
  key: string,
  { unit, first }: ChosenUnit,
  row: ReadRow,
  isKnown: boolean,
  today: CalendarDate,
): Verdict {
  const here = overlapping(all, unit, row)
  const exact = here.find((standing) => isNameable(standing) && sameNights(standing, row))
  if (exact !== undefined) {
    const reason = exact.party === null ? null : exact.party === key ? 'guess-confirmed' : 'guess-corrected'
    return { verdict: 'adopts', reason, acts: ['take', 'leave'], stay: exact }
  }
  const placeholder = placeholderOf(all, unit, row)
  if (placeholder !== null) {
    const free = isFree(all, unit, row, placeholder)
    const differs = { verdict: 'differs', reason: 'other-length', stay: placeholder, standing: placeholder } as const
    return { ...differs, acts: free ? ['take', 'file-dates', 'leave'] : ['take', 'leave'] }
  }
  if (row.departureDate <= today) return { verdict: 'past', reason: null, acts: [] }
  const taken = here.find((standing) => standing.placed)
  if (taken !== undefined) {
    const reason = taken.party === null ? 'calendar-differs' : 'unit-taken'
    return { verdict: 'conflict', reason, acts: ['take', 'leave'], standing: taken }
  }
  return { verdict: isKnown ? 'joins' : 'new', reason: first ? 'first-free-unit' : null, acts: ['take', 'leave'] }
}

/** The rows after this one find it as this one leaves it by default. */
export function stand(all: Standings, key: string, unit: UnitId, row: ReadRow, { verdict, stay }: Verdict): void {
  if (verdict === 'adopts' || (verdict === 'differs' && stay !== undefined && stay !== null && !stay.sure)) {
    if (stay !== undefined && stay !== null) all.name(stay, key)
  } else if (verdict === 'new' || verdict === 'joins' || verdict === 'conflict') {
    all.add({
      id: null,
      unitId: unit,
      arrivalDate: row.arrivalDate,
      departureDate: row.departureDate,
      status: 'expected',
      placed: verdict !== 'conflict',
      provisional: false,
      kind: 'reservation',
      channel: row.channel,
      deskSaid: [],
      takenBack: false,
      party: key,
      sure: true,
    })
  }
}

/** A cancelled row is information: it proposes, and only for what is still expected. */
export function judgeEnded(
  own: readonly Standing[],
  seen: ReadonlySet<Standing>,
  row: ReadRow,
  today: CalendarDate,
): readonly (Verdict & { readonly unit: UnitId | null })[] {
  if (row.departureDate < today) return [{ verdict: 'past', reason: null, acts: [], unit: onlyUnit(row) }]
  if (row.status === 'no-show') return [{ verdict: 'same', reason: 'no-show-there', acts: [], unit: onlyUnit(row) }]
  const units = row.wishes?.flatMap((wish) => wish.units) ?? null
  const live = own.filter(
    (standing) =>
      isLive(standing) &&
      !seen.has(standing) &&
      nightsOverlap(standing, row) &&
      (units === null || units.includes(standing.unitId)),
  )
  if (live.length === 0) return [{ verdict: 'same', reason: 'cancelled-not-here', acts: [], unit: onlyUnit(row) }]
  return live.map((stay) => ({
    verdict: 'cancelled-there',
    reason: stay.status === 'in-house' ? 'in-house' : null,
    acts: stay.status === 'in-house' ? [] : ['leave', 'cancel'],
    stay,
    standing: stay,
    unit: stay.unitId,
  }))
}

/** Which units a row's wishes come to, where a type has several. */
import type { UnitId } from './ids.ts'
import type { ReadRow } from './import-rows.ts'
import { isFree, isNameable, overlapping, placeholderOf, type Standings, sameNights } from './import-standing.ts'
import { fail, ok, type Result } from './result.ts'

export type ChosenUnit = {
  readonly unit: UnitId
  /** Of several free units of the type this is the first. */
  readonly first: boolean
}

/**
 * The party's own rooms first, then those where a calendar has a stay of these nights, then one that begins or ends
 * with them, then free ones in the order of the house. Where more calendars' stays fit than rooms are asked for, they
 * may be strangers': `several-units-fit`, and a person names the room.
 */
export function chooseUnits(
  all: Standings,
  row: ReadRow,
  key: string,
  used: ReadonlySet<UnitId>,
): Result<readonly ChosenUnit[], 'several-units-fit'> {
  const chosen: ChosenUnit[] = []
  for (const wish of row.wishes ?? []) {
    let missing = wish.count
    const left = (): readonly UnitId[] =>
      wish.units.filter((unit) => !used.has(unit) && !chosen.some((one) => one.unit === unit))
    const take = (units: readonly UnitId[], first = false): void => {
      for (const unit of units.slice(0, missing)) chosen.push({ unit, first })
      missing -= Math.min(missing, units.length)
    }
    const own = (unit: UnitId) => overlapping(all, unit, row).filter((one) => one.party === key && one.sure)
    take(left().filter((unit) => own(unit).some((one) => sameNights(one, row))))
    take(left().filter((unit) => own(unit).length > 0))
    const hints = [
      (unit: UnitId) => overlapping(all, unit, row).some((one) => isNameable(one) && sameNights(one, row)),
      (unit: UnitId) => placeholderOf(all, unit, row) !== null,
    ]
    for (const fits of hints) {
      if (missing === 0) break
      const units = left().filter(fits)
      if (units.length > missing && wish.units.length > wish.count) return fail('several-units-fit')
      take(units)
    }
    if (missing === 0) continue
    const free = left().filter((unit) => isFree(all, unit, row, null))
    take(free, free.length > missing)
    // All are taken: kept beside who is there, for a person to place.
    take(left())
    if (missing > 0) take(wish.units)
  }
  return ok(chosen)
}

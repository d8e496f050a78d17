/** Which units a row means: the house's own names, and types of unit as the house has mapped them. */
import type { UnitId } from './ids.ts'
import { fail, ok, type Result } from './result.ts'

/** As a list writes it: blanks and case do not count. */
export const typeKey = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

export type NamedUnit = { readonly id: UnitId; readonly key: string; readonly name: string }
/** The units of each type of a channel's, by {@link typeKey}. */
export type UnitTypes = ReadonlyMap<string, readonly UnitId[]>
/** So many of these units; which ones is decided by what stands there. */
export type UnitWish = { readonly count: number; readonly units: readonly UnitId[] }
export type UnitRefusal = {
  readonly reason: 'unit-blank' | 'unit-unknown' | 'unit-type-unmapped' | 'rooms-differ'
  /** Names that nobody has said the units of, as the row writes them. */
  readonly unknown: readonly string[]
}

export type UnitNames = readonly (readonly [name: string, units: readonly UnitId[]])[]

/** All names a row may use, longest first, so that "Studio, sea view" is not read as "Studio". */
export const unitNames = (units: readonly NamedUnit[], types: UnitTypes): UnitNames =>
  [
    ...[...types].filter(([, ids]) => ids.length > 0),
    ...units.flatMap((unit) => [[typeKey(unit.name), [unit.id]] as const, [typeKey(unit.key), [unit.id]] as const]),
  ].sort(([left], [right]) => right.length - left.length)

const separator = /^[\s,;|+&\n]+/
const countBefore = /^(\d{1,2})\s*[x×]\s*/i

/**
 * Reads a comma list of units or types, checked against how many rooms the row says it has. With one room the whole
 * text may be one name with a comma in it.
 */
export function readUnitWishes(
  text: string,
  rooms: number | null,
  names: UnitNames,
  mapped: boolean,
): Result<readonly UnitWish[], UnitRefusal> {
  const spaced = text.normalize('NFKC').trim().replace(/\s+/g, ' ')
  const whole = typeKey(text)
  if (whole === '') return fail({ reason: 'unit-blank', unknown: [] })
  const wishes: UnitWish[] = []
  const unknown: string[] = []
  let rest = whole
  while (rest !== '') {
    rest = rest.replace(separator, '')
    if (rest === '') break
    const counted = countBefore.exec(rest)
    const count = Number(counted?.[1] ?? 1)
    const from = counted === null ? rest : rest.slice(counted[0].length)
    const known = names.find(([name]) => from.startsWith(name) && /^\s*([,;|+&]|$)/.test(from.slice(name.length)))
    if (known !== undefined) {
      wishes.push({ count, units: known[1] })
      rest = from.slice(known[0].length)
    } else {
      const end = from.search(/[,;|]/)
      const name = (end === -1 ? from : from.slice(0, end)).trim()
      const place = whole.length - from.length
      // Few letters are longer in small: then it is shown in small.
      if (name !== '') unknown.push(spaced.length === whole.length ? spaced.slice(place, place + name.length) : name)
      rest = end === -1 ? '' : from.slice(end + 1)
    }
  }
  if (unknown.length > 0) {
    const reason = mapped ? 'unit-type-unmapped' : 'unit-unknown'
    return fail({ reason, unknown: rooms === 1 ? [spaced] : [...new Set(unknown)] })
  }
  return countRooms(wishes, rooms)
}

function countRooms(wishes: readonly UnitWish[], rooms: number | null): Result<readonly UnitWish[], UnitRefusal> {
  const [only] = wishes
  if (only === undefined) return fail({ reason: 'unit-blank', unknown: [] })
  const said = wishes.reduce((sum, wish) => sum + wish.count, 0)
  // "Studio" with three rooms: three of that type.
  const asked = rooms !== null && wishes.length === 1 && only.count === 1 ? [{ ...only, count: rooms }] : wishes
  const differs = rooms !== null && wishes.length > 1 && said !== rooms
  const tooFew = asked.some((wish) => wish.count > wish.units.length || wish.count < 1)
  return differs || tooFew ? fail({ reason: 'rooms-differ', unknown: [] }) : ok(asked)
}

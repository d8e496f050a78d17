/** What a house file may not hold: something twice, or a door that is nowhere. Pure. */
import { type Failure, failure } from '../../domain/failure.ts'
import type { HouseFile } from './house-file.ts'

/** The first thing that is wrong, in words; null where the file is whole. */
export function checkHouse(file: HouseFile): Failure | null {
  const twice = (kind: string, keys: readonly string[]): Failure | null => {
    const double = keys.find((key, index) => keys.indexOf(key) !== index)
    return double === undefined
      ? null
      : failure('duplicate-key', `Two ${kind} have the key "${double}". Nothing was changed.`)
  }
  const repeated =
    twice(
      'doors',
      file.doors.map((door) => door.key),
    ) ??
    twice(
      'units',
      file.units.map((unit) => unit.key),
    ) ??
    twice(
      'people of the staff',
      file.staff.map((member) => member.name),
    ) ??
    twice(
      'doors',
      file.doors.flatMap((door) => (door.lock === null ? [] : [`${door.lock.provider} ${door.lock.deviceId}`])),
    )
  if (repeated !== null) return repeated
  const texted = file.units.flatMap((unit) => (unit.smsNumber === null ? [] : [unit.smsNumber]))
  const twiceTexted = texted.find((number, index) => texted.indexOf(number) !== index)
  if (twiceTexted !== undefined)
    return failure(
      'duplicate-key',
      `Two units are called ${twiceTexted} in texted commands. Give each a number of its own. Nothing was changed.`,
    )
  const known = new Set(file.doors.map((door) => door.key))
  for (const unit of file.units) {
    const strange = unit.doors.find((key) => !known.has(key))
    if (strange !== undefined)
      return failure(
        'door-unknown',
        `Unit ${unit.key} opens with door "${strange}", which the house does not have. Nothing was changed.`,
      )
  }
  return null
}

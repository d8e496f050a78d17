import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import { type House, readSetting } from '../../../db/queries/house.ts'
import { type ImportRecord, importOfFile, newestImport } from '../../../db/queries/imports.ts'
import type { Vault } from '../../../db/vault.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { UnitId } from '../../domain/ids.ts'
import type { ImportLine } from '../../domain/import-line.ts'
import { planRows } from '../../domain/import-plan.ts'
import { readSheet } from '../../domain/import-rows.ts'
import { typeKey, type UnitTypes } from '../../domain/import-units.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { dateOf, type Instant } from '../../domain/time.ts'
import { type Desk, withHouse } from '../desk/index.ts'
import { knownBookings } from './known.ts'
import type { ImportFile } from './read-file.ts'

/** Units, by id, of each type that a channel's export names. */
export type UnitTypeMap = Readonly<Record<string, readonly string[]>>

export type PlannedImport = {
  readonly lines: readonly ImportLine[]
  /** The newest "booked on" in the file. */
  readonly newest: string | null
  /** A newer file was taken in before: nothing is reverted. */
  readonly older: Pick<ImportRecord, 'at' | 'actor' | 'newestBookedOn'> | null
  /** This very file was taken in before. */
  readonly repeated: Pick<ImportRecord, 'at' | 'actor'> | null
  /** Types of unit nobody has named the units of: their rows are refused until somebody does. */
  readonly unmapped: readonly { readonly type: string; readonly rows: number }[]
  readonly counts: Readonly<Record<string, number>>
}

const setting = 'unit-types'
const stored = z.record(z.string(), z.array(z.string()))

/** The house's mapping of unit types, as kept; units that are gone are left out. */
export function unitTypes(db: ReadableDb, house: House): UnitTypeMap {
  const read = stored.safeParse(readSetting(db, setting))
  return read.success ? known(read.data, house) : {}
}
const known = (map: UnitTypeMap, house: House): UnitTypeMap =>
  Object.fromEntries(
    Object.entries(map)
      .map(([type, ids]) => [typeKey(type), ids.filter((id) => house.units.some((unit) => unit.id === id))] as const)
      .filter(([type, ids]) => type !== '' && ids.length > 0),
  )

export { setting as unitTypesSetting }

/** What is kept with what a person has said now. */
export const joinUnitTypes = (db: ReadableDb, house: House, said: UnitTypeMap | null): UnitTypeMap => ({
  ...unitTypes(db, house),
  ...known(said ?? {}, house),
})

export const fileMac = (vault: Vault, file: ImportFile): string => vault.mac('secret', `import ${file.digest}`)

/** Judges a file against what is booked now. Fails with `no-booking-list` where it is no list of bookings. */
export function judgeFile(
  at: { readonly db: ReadableDb; readonly house: House; readonly now: Instant; readonly vault: Vault },
  file: ImportFile,
  said: UnitTypeMap | null,
): Result<PlannedImport, Failure> {
  const { db, house } = at
  const types: UnitTypes = new Map(Object.entries(joinUnitTypes(db, house, said)) as [string, UnitId[]][])
  const ours = readSetting(db, 'twilio-numbers')
  const read = readSheet(file.sheet, {
    units: house.units,
    types,
    country: house.property.country,
    reservedPhones: new Set([
      ...house.staff.flatMap((member) => member.phone ?? []),
      ...(Array.isArray(ours) ? (ours as string[]) : []),
    ]),
  })
  if (!read.ok)
    return fail(
      failure(
        read.error,
        `${file.name} is no list of bookings: no row names a booking number, the days and the unit. Nothing was changed.`,
      ),
    )
  const { rows, newest, unmapped } = read.value
  const last = newest === null ? null : newestImport(db)
  const older = last !== null && newest !== null && (last.newestBookedOn ?? '') > newest ? last : null
  const lines = planRows(rows, knownBookings(db, rows), {
    today: dateOf(at.now, house.property.timeZone),
    older: older !== null,
  })
  const counts: Record<string, number> = {}
  for (const line of lines) counts[line.verdict] = (counts[line.verdict] ?? 0) + 1
  return ok({ lines, newest, older, repeated: importOfFile(db, fileMac(at.vault, file)), unmapped, counts })
}

/** A dry run: what taking the file in would do, row by row. Nothing is written. */
export const planImport = (
  desk: Desk,
  file: ImportFile,
  said: UnitTypeMap | null = null,
): Result<PlannedImport, Failure> =>
  withHouse(desk, (db, house, now) => judgeFile({ db, house, now, vault: desk.store.vault }, file, said))

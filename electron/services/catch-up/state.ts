/** How the last catch-up went, kept so that every screen says the same, and the wish for another one. */
import { z } from 'zod'
import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { readSetting, writeSetting } from '../../../db/queries/house.ts'
import type { Instant } from '../../domain/time.ts'

const stateSchema = z.object({
  lastAt: z.number().nullable(),
  lastOkAt: z.number().nullable(),
  fault: z.string().nullable(),
  found: z.number(),
  answered: z.number(),
})
const never: CatchUpState = { lastAt: null, lastOkAt: null, fault: null, found: 0, answered: 0 }

export type CatchUpState = {
  /** When the last run began, and the last one that was whole. */
  readonly lastAt: Instant | null
  readonly lastOkAt: Instant | null
  /** In plain words; null where the last run was whole. */
  readonly fault: string | null
  /** Texts the last run brought that no webhook had. */
  readonly found: number
  /** The number of the last wish that a run has answered. */
  readonly answered: number
}

export const catchUpState = (db: ReadableDb): CatchUpState => {
  const kept = stateSchema.safeParse(readSetting(db, 'catch-up'))
  return kept.success ? (kept.data as CatchUpState) : never
}

export const writeCatchUpState = (db: WritableDb, state: CatchUpState): void => writeSetting(db, 'catch-up', state)

/** The number of the newest wish for a run. Wishes are counted, not timed: processes have clocks of their own. */
export const newestWish = (db: ReadableDb): number => z.number().catch(0).parse(readSetting(db, 'catch-up-wish'))

/** Wishes for a run, of whichever process works on this folder. Answers the wish's number. */
export function wishForCatchUp(db: WritableDb): number {
  const wish = newestWish(db) + 1
  writeSetting(db, 'catch-up-wish', wish)
  return wish
}

import type { CodeState } from '../../electron/domain/access-code.ts'
import type { DoorId } from '../../electron/domain/ids.ts'
import type { ReadableDb } from '../open-database.ts'
import { ne, sql } from '../query-words.ts'
import { accessCodes } from '../schema/index.ts'

/** So many live codes of one sort on a door. */
export type CodeCount = {
  readonly doorId: DoorId
  /** A spare that nobody was given: it waits on the lock and belongs to no party. */
  readonly freeSpare: boolean
  readonly desired: 'present' | 'absent'
  readonly state: CodeState
  readonly count: number
}

/** The live codes of all doors, counted: a house has thousands, and its screen of doors needs no more than this. */
export const countLiveCodes = (db: ReadableDb): readonly CodeCount[] => {
  const freeSpare = sql<number>`${accessCodes.kind} = 'spare' and ${accessCodes.reservationId} is null`
  return db
    .select({
      doorId: accessCodes.doorId,
      freeSpare,
      desired: accessCodes.desired,
      state: accessCodes.state,
      count: sql<number>`count(*)`,
    })
    .from(accessCodes)
    .where(ne(accessCodes.state, 'removed'))
    .groupBy(accessCodes.doorId, freeSpare, accessCodes.desired, accessCodes.state)
    .all()
    .map((row) => ({ ...row, doorId: row.doorId as DoorId, freeSpare: row.freeSpare === 1 }))
}

/** What else lets somebody in where a lock did not do what it was asked. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { sparesOnDoor } from '../../../db/queries/codes.ts'
import { keysOut } from '../../../db/queries/doors.ts'
import type { Door } from '../../../db/queries/house.ts'
import { opensNow } from './shown-pin.ts'

/** A sentence that names the next way in, e.g. "A spare code is on this lock: give that one." */
export function insteadOf(db: ReadableDb, door: Door): string {
  if (sparesOnDoor(db, door.id).some((code) => code.state === 'on-lock' && opensNow(code)))
    return 'A spare code is on this lock: give that one.'
  const keyOut = keysOut(db).find((key) => key.doorId === door.id)
  if (keyOut !== undefined) return `${keyOut.takenBy} has the metal key.`
  if (door.envelope !== null) return `The metal key lies here: ${door.envelope}.`
  return 'Somebody has to go to the door with a key.'
}

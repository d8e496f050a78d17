/** Whether somebody tries to guess their way into the guest pages: for the desk to know. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { countWrongTries, mostTriedReference } from '../../../db/queries/guest-tries.ts'
import { houseLimit, referenceDayLimit } from '../../domain/guest-tries.ts'
import { type Instant, instant } from '../../domain/time.ts'

/**
 * `house`: so many tries in vain from everywhere that the entrance rests; who has a link still gets in. `reference`: one
 * reference was tried in vain as often as a day allows; that party is let in at the desk, or by a link. Which one cannot
 * be told: only its keyed hash is kept.
 */
export type Guessing = {
  readonly is: 'house' | 'reference'
  /** The first of the tries that count. */
  readonly since: Instant
  readonly tries: number
}

/** Null where nobody is guessing now. It ends by itself, as the tries grow old. */
export function guessing(db: ReadableDb, now: Instant): Guessing | null {
  const ofHouse = countWrongTries(db, { after: instant(now - houseLimit.within), now })
  if (ofHouse.since !== null && ofHouse.tries >= houseLimit.most)
    return { is: 'house', since: ofHouse.since, tries: ofHouse.tries }
  const ofReference = mostTriedReference(db, { after: instant(now - referenceDayLimit.within), now })
  return ofReference.since !== null && ofReference.tries >= referenceDayLimit.most
    ? { is: 'reference', since: ofReference.since, tries: ofReference.tries }
    : null
}

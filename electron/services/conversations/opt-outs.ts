/** STOP and START of a phone towards one of our numbers: since when its line may not be written to. */
import { contactOfPhone, lineOfPair, updateLine } from '../../../db/queries/lines.ts'
import { shortTextsOfPair } from '../../../db/queries/routing.ts'
import { optedOutSince, optOutWord } from '../../domain/opt-out.ts'
import type { Instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'

type Said = { readonly at: Instant; readonly word: 'stop' | 'start' }

/**
 * Reads what a phone wrote to a number anew, since it reaches us in any order, and marks their line if they have one.
 * Who says STOP in a group stops for himself alone. `more` is what Twilio itself called a STOP or START.
 */
export function noteOptOut(work: Work, phone: string, number: string, more: readonly Said[] = []): void {
  const contact = contactOfPhone(work.db, phone)
  const line = contact === null ? null : lineOfPair(work.db, contact.id, number)
  if (line === null) return
  const said = shortTextsOfPair(work.db, phone, number).flatMap(({ at, body }): Said[] => {
    const word = optOutWord(body)
    return word === null ? [] : [{ at, word }]
  })
  const before: Said[] = line.optedOutAt === null ? [] : [{ at: line.optedOutAt, word: 'stop' }]
  const since = optedOutSince([...said, ...before, ...more])
  if (since !== line.optedOutAt) updateLine(work.db, line.id, { optedOutAt: since })
}

/** Step 4 of catch-up: guests' texts that a number's log has and no conversation of Twilio brought. */

import type { ReadableDb } from '../../../db/open-database.ts'
import { storedTimes, textsOfPerson } from '../../../db/queries/catch-up.ts'
import { graceMs, stampsDifferMs, unanswered } from '../../domain/logged-text.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { LoggedText } from '../../ports/message-gateway.ts'
import { guestOf, type NumberLog } from './read-log.ts'

/** Texts of one guest phone over one of our numbers. */
export type Pair = { readonly phone: string; readonly number: string; readonly texts: readonly LoggedText[] }

export function pairsOf(log: NumberLog): readonly Pair[] {
  const found = new Map<string, LoggedText[]>()
  for (const text of log.texts) {
    const known = found.get(guestOf(text))
    if (known === undefined) found.set(guestOf(text), [text])
    else known.push(text)
  }
  return [...found].map(([phone, texts]) => ({ phone, number: log.number.phone, texts }))
}

/** What the guest of a pair wrote and nothing here answers; a text of the last minute may still be on its way. */
export function straysOf(db: ReadableDb, pair: Pair, startedAt: Instant): readonly LoggedText[] {
  const inbound = pair.texts.filter((text) => text.direction === 'inbound')
  if (inbound.length === 0) return []
  const here = storedTimes(
    db,
    inbound.map((text) => text.sid),
  )
  const logged = inbound.filter((text) => !here.has(text.sid))
  if (logged.length === 0) return []
  const moments = logged.map((text) => text.at)
  const stored = textsOfPerson(db, {
    phone: pair.phone,
    number: pair.number,
    from: instant(Math.min(...moments) - stampsDifferMs),
    to: instant(Math.max(...moments) + stampsDifferMs),
  })
  return unanswered(logged, stored).filter((text) => text.at <= startedAt - graceMs)
}

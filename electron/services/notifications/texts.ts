/** Texts of guests that are worth a desktop alert: one a conversation and minute, and one in all for what came late. */

import type { ReadableDb } from '../../../db/open-database.ts'
import type { House } from '../../../db/queries/house.ts'
import { type ArrivedText, unreadTextsSince } from '../../../db/queries/inbox.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import { type Notice, textNotice, textsWhileAway } from './notices.ts'

/** Older than this when it was filed, a text was fetched afterwards: nobody waits at the phone for the answer. */
const lateMs = minutes(10)
/** Texts of one conversation within this time are one alert. */
const burstMs = minutes(1)

export type TextWatch = {
  /** What is to be told of the texts since the last look. */
  readonly look: (db: ReadableDb, house: House, now: Instant) => readonly Notice[]
}

/** Texts that were here at `since` are not told. A text that was read in the meantime is not either: somebody saw it. */
export function watchTexts(since: Instant): TextWatch {
  let from = since
  let seen = new Set<string>()
  const toldAt = new Map<string, Instant>()
  let late: readonly ArrivedText[] = []
  return {
    look(db, house, now) {
      // A millisecond is looked at again: another text may have been filed in it after the last look.
      const texts = unreadTextsSince(db, instant(from - 1)).filter(
        (text) => !seen.has(text.id) && text.receivedAt > since,
      )
      const newest = texts.at(-1)
      if (newest !== undefined) {
        const here = texts.filter((text) => text.receivedAt === newest.receivedAt).map((text) => text.id)
        seen = new Set(newest.receivedAt === from ? [...seen, ...here] : here)
        from = newest.receivedAt
      }
      const lateNow = texts.filter((text) => text.receivedAt - text.at > lateMs)
      const notices = texts
        .filter((text) => !lateNow.includes(text))
        .flatMap((text) => {
          const before = toldAt.get(text.conversationId)
          if (before !== undefined && now - before < burstMs) return []
          toldAt.set(text.conversationId, now)
          return [textNotice(text.conversationId, unitNameOf(house, text.unitId))]
        })
      // Catch-up brings them in several steps: they are told together once no more come.
      const away = late
      late = lateNow.length > 0 ? [...away, ...lateNow] : []
      return lateNow.length > 0 || away.length === 0 ? notices : [...notices, textsWhileAway(away)]
    },
  }
}

const unitNameOf = (house: House, id: string | null): string | null =>
  house.units.find((unit) => unit.id === id)?.name ?? null

/** What became of items: who answered what, and what closed by itself. */
import { answersSince, settledAttention } from '../../../db/queries/attention.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { Desk } from '../desk/index.ts'

export type SettledItem = {
  readonly id: string
  readonly kind: string
  readonly openedAt: Instant
  /** Null while the cause still lasts and somebody wants to hear no more of it. */
  readonly closedAt: Instant | null
  /** Who answered it, and what; null where it closed by itself. */
  readonly answer: { readonly by: string; readonly action: string; readonly at: Instant } | null
}

/** Items that are over, the newest first. */
export function settledItems(desk: Desk, limit = 200): readonly SettledItem[] {
  const rows = settledAttention(desk.store.read, limit)
  const since = instant(Math.min(...rows.map((row) => row.openedAt), desk.clock.now()))
  const answers = new Map(
    answersSince(desk.store.read, since).map(({ at, actor, details }) => [
      details.item,
      { by: actor, action: String(details.action), at },
    ]),
  )
  return rows.map((row) => ({
    id: `A${row.number}`,
    kind: row.kind,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    answer: answers.get(`A${row.number}`) ?? null,
  }))
}

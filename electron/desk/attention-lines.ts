/** Items as `show attention` prints them. */
import { toIso } from '../domain/time.ts'
import { attentionItems, everyItem, settledItems } from '../services/attention/index.ts'
import type { Desk } from '../services/desk/index.ts'

/** What waits for a person; with `all` also what was put aside, with when it comes back. */
export const attentionLines = (desk: Desk, all: boolean) =>
  (all ? everyItem(desk) : attentionItems(desk)).map((item) => ({
    id: item.id,
    kind: item.kind,
    tone: item.tone,
    title: item.title,
    detail: item.detail,
    since: toIso(item.openedAt),
    snoozedUntil: item.snoozedUntil === null ? null : toIso(item.snoozedUntil),
    reservationId: item.reservationId,
    stayId: item.stayId,
    actions: item.actions.map((action) => action.key),
    snoozes: item.snoozes.map((snooze) => snooze.key),
  }))

/** What became of items: who answered them, or that they closed by themselves. */
export const settledLines = (desk: Desk) =>
  settledItems(desk).map(({ id, kind, openedAt, closedAt, answer }) => ({
    id,
    kind,
    openedAt: toIso(openedAt),
    closedAt: closedAt === null ? null : toIso(closedAt),
    by: answer?.by ?? null,
    action: answer?.action ?? null,
    answeredAt: answer === null ? null : toIso(answer.at),
  }))

/** How much waits, as the window's badges count it, for what shows it outside the window: taskbar and tray. */
import { unreadConversations } from '../../../db/queries/inbox.ts'
import type { CountDisplay, DeskCounts } from '../../ports/count-display.ts'
import { attentionItems, needsDecision } from '../attention/index.ts'
import type { Desk } from '../desk/index.ts'

export type Counter = {
  /** Looks at a desk, or says nought where none is open. */
  readonly look: (desk: Desk | null) => void
}

/** `show` is told the numbers whenever one of them has changed. */
export function createCounter(show: CountDisplay): Counter {
  let shown: DeskCounts | null = null
  return {
    look(desk) {
      const waiting = desk === null ? 0 : attentionItems(desk).filter(needsDecision).length
      const unread = desk === null ? 0 : unreadConversations(desk.store.read)
      if (shown?.waiting === waiting && shown.unread === unread) return
      shown = { waiting, unread }
      show(shown)
    },
  }
}

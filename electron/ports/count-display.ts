/** How much waits at the desk, as the window's badges count it. */
export type DeskCounts = {
  /** Items of "Needs you" that wait for a decision. */
  readonly waiting: number
  /** Conversations with unread texts. */
  readonly unread: number
}

/** Shows it outside the window, such as in the tray; where nothing can show it, nothing happens. */
export type CountDisplay = (counts: DeskCounts) => void

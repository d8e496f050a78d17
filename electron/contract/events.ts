/** What the desk tells its window without being asked. */
export type DeskEvents = {
  /** Something in the store has changed; whatever is shown is asked for again. */
  readonly changed: { readonly at: string }
  /** A notification, the menu or the tray asks for a screen. */
  readonly open: {
    readonly screen: 'today' | 'inbox' | 'doors' | 'bookings' | 'settings'
    readonly reservationId: string | null
    readonly doorId?: string | null
    readonly conversationId?: string | null
    /** An item of "Needs you", by its id. */
    readonly itemId?: string | null
    /** "Needs you" as a whole, where no item of it is meant. */
    readonly needs?: boolean
  }
}
export type DeskEventName = keyof DeskEvents

/** The one thing the window can reach: `window.latchkey`. */
export type DeskBridge = {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>
  readonly on: <Name extends DeskEventName>(name: Name, listener: (event: DeskEvents[Name]) => void) => () => void
}

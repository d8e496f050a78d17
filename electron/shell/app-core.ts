import type { DeskEvents } from '../contract/events.ts'
import type { Instant } from '../domain/time.ts'
import type { Handlers } from '../ipc/handlers.ts'
import type { CountDisplay } from '../ports/count-display.ts'
import type { Logger } from '../ports/logger.ts'
import type { Paper, Printer } from '../ports/printer.ts'
import type { SecretStore } from '../ports/secret-store.ts'

/** The desk as the window's shell needs it; the composition root builds it. */
export type AppCore = {
  readonly handlers: Handlers
  /** Called after each change of the store; answers how to stop it. */
  readonly onChanged: (listener: (change: DeskEvents['changed']) => void) => () => void
  /** The slip of a reservation as a page, or null where there is none. */
  readonly slipHtml: (reservationId: string, paper: Paper) => Promise<string | null>
  /** A party's page as its guest sees it, without digits, or null where there is none. */
  readonly guestPageHtml: (reservationId: string) => Promise<string | null>
  /** After sleep: clocks, feeds and locks are looked at anew. */
  readonly wake?: () => void
  readonly close: () => Promise<void>
}

/** What only the shell can give to the desk. */
export type AppCoreOptions = {
  readonly dataDir: string
  /** Where the clock starts; null for the real time. */
  readonly now: Instant | null
  readonly logger: Logger
  readonly secretStore: (dataDir: string) => SecretStore
  readonly printer: Printer
  /** Asks a person where to keep a PDF and writes it there. */
  readonly saveFile: (file: {
    readonly suggestedName: string
    readonly bytes: Uint8Array
  }) => Promise<{ readonly saved: boolean }>
  /** A desktop alert: never a PIN, never a full name beside a unit. */
  readonly notify: (notice: {
    readonly title: string
    readonly body: string
    /** What a click opens. */
    readonly open: DeskEvents['open']
  }) => void
  readonly showCounts: CountDisplay
  /** The database addon of the development runtime; null for the one that better-sqlite3 brings. */
  readonly sqliteBinding: string | null
  readonly version: string
  readonly fallbackRuntime: boolean
}

/** A mailbox that booking mail comes to. It is only ever read: no mail is marked, moved or deleted. */
import type { HeaderLine } from '../domain/booking-mail-sender.ts'
import type { MailboxFault } from '../domain/mailbox-fault.ts'
import type { Result } from '../domain/result.ts'
import type { CalendarDate, Instant } from '../domain/time.ts'

/** A mail while it is judged. Nothing of it but what a channel's parser reads is kept, and none of it is logged. */
export type ReceivedMail = {
  readonly uid: number
  readonly messageId: string | null
  /** When the server got it. */
  readonly receivedAt: Instant
  /** Its head as it stands, topmost first: what vouches for the sender, and the way it came. */
  readonly headers: readonly HeaderLine[]
  readonly from: readonly string[]
  readonly subject: string
  readonly links: readonly string[]
}

export type MailboxOrder = {
  /** How far it was read before; null from the beginning. */
  readonly position: { readonly uidValidity: string; readonly lastUid: number } | null
  /** Without a position that still counts, mails from this day on. */
  readonly since: CalendarDate
  /** Whose mails are wanted; the bodies of others are not fetched. */
  readonly wants: (from: readonly string[]) => boolean
}
export type MailboxReading = {
  readonly uidValidity: string
  /** The last mail that was looked at: reading goes on after it. */
  readonly lastUid: number
  /** There was too much for one reading. */
  readonly hasMore: boolean
  /** Oldest first. */
  readonly mails: readonly ReceivedMail[]
}

export type MailWatch = {
  /** True while the server would tell of a new mail at once. */
  readonly isWatching: () => boolean
  readonly stop: () => Promise<void>
}

export type Mailbox = {
  /** Names account and server in the store. */
  readonly account: string
  readonly host: string
  /** Never throws for what network and server do. */
  readonly read: (order: MailboxOrder) => Promise<Result<MailboxReading, MailboxFault>>
  /** Keeps a line open and calls back when something came; a broken line is made anew by itself, less and less often. */
  readonly watch: (onNews: () => void) => MailWatch
}

/** The house's mailbox as its settings have it now; the same one until they change. */
export type Mailboxes = {
  /** Null where none is set up; `no-password` where nothing to log in with can be found. */
  readonly current: () => Mailbox | 'no-password' | null
}

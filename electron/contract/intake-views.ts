/**
 * What the desk decides where booking mail and calendars cannot be joined without a person. One question covers one
 * channel and arrival day: which mail belongs to which stay.
 */

/** Names the question: mails and stays of one channel that arrive on one day. */
export type Bucket = { readonly channel: string; readonly arrivalDate: string }

/** A booking mail that no stay carries for sure. Nothing of its text is kept. */
export type CollisionMail = {
  readonly id: string
  readonly reference: string
  readonly kind: 'new' | 'modified'
  /** When the mailbox got it, an instant. */
  readonly receivedAt: string
  /** Where the mail says it, else null. */
  readonly departureDate: string | null
  readonly guestName: string | null
}

/** A stay of the calendar that has no reference, or one by a guess only. */
export type CollisionStay = {
  readonly stayId: string
  readonly unitKey: string
  readonly unitName: string
  readonly arrivalDate: string
  readonly departureDate: string
  readonly nights: number
  /** When the calendar first had it, an instant. */
  readonly firstSeenAt: string
  /** False for a stay of a first import or of the first poll after an outage: its first sight says nothing. */
  readonly seenFresh: boolean
  /** The reference it carries by a guess now, else null. */
  readonly guessed: string | null
}

export type CollisionView = Bucket & {
  /** Oldest first, one for each reference. */
  readonly mails: readonly CollisionMail[]
  /** By unit. */
  readonly stays: readonly CollisionStay[]
  /** What fits best, one for each stay that has one: offered, never done by itself. */
  readonly suggestions: readonly { readonly stayId: string; readonly reference: string }[]
}

/** What was done, and how it is taken back; null where nothing was to be done. */
export type SettledView = { readonly actionId: string | null }

/** A dialog that an item of "Needs you" opens. */
export type NeedOpening =
  | { readonly what: 'move'; readonly label: string; readonly reservationId: string }
  | ({ readonly what: 'collision'; readonly label: string } & Bucket)
  | { readonly what: 'guest-approval' | 'guest-photos'; readonly label: string; readonly reservationId: string }

export type FieldName = 'dates' | 'unit' | 'reference' | 'name' | 'phone' | 'email'
/** `feed`, `mail`, `import`, `sms`, `guest`, `desk`, `command`, `demo`, `program`: which way in a word came. */
export type Said = { readonly source: string; readonly by: string; readonly at: string }

/** Who said what a field holds: whose word it was at first, and whose it is since. */
export type FieldOrigin = {
  readonly field: FieldName
  /** The stay whose field it is; null for the guest's. */
  readonly stayId: string | null
  readonly first: Said | null
  /** Null where nobody has changed it since. */
  readonly changed: Said | null
}

/** Texts to managers about what needs a decision. */
export type AlertsView = {
  readonly on: boolean
  /** Managers with a phone: without one nobody can be texted. */
  readonly managers: number
  /** False where the house has no number to text from. */
  readonly texting: boolean
}

/** The mailbox that booking mail comes to, as the settings show it. */

export type MailboxSetUp = {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly user: string
}
export type MailboxView = {
  /** Null where no mail is read. */
  readonly mailbox: MailboxSetUp | null
  /** Where its password comes from. */
  readonly password: 'kept' | 'environment' | 'none'
  /** `never`, `ok`, or the fault of the last try. */
  readonly status: string
  /** What to do about a fault. */
  readonly advice: string | null
  readonly lastOkAt: string | null
  /** Mails of channels in the last 30 days. */
  readonly mails: { readonly read: number; readonly unread: number; readonly untrusted: number }
}

/** One mail of the last 30 days, and what would be made of it. Nothing of it is kept by looking. */
export type DryRunLine = {
  readonly receivedAt: string
  readonly channel: string
  readonly kind: 'new' | 'modified' | 'cancelled' | 'request' | 'unread'
  readonly reference: string | null
  readonly arrivalDate: string | null
  readonly verdict: /** The house has a stay of this reference already. */
    | 'known'
    /** One stay would get the reference. */
    | 'names'
    /** Stays would get it as a guess, and somebody is asked for OK. */
    | 'guesses'
    /** Somebody is asked which stay it is. */
    | 'asks'
    /** No calendar shows it, or not yet. */
    | 'no-stay'
    /** The arrival is past, or the mail announces no booking. */
    | 'nothing'
    /** The wording or the day is not known here. */
    | 'not-understood'
    /** The own mail server does not vouch for the sender. */
    | 'not-trusted'
  /** Units it would name. */
  readonly units: readonly string[]
}
export type DryRunView = { readonly lines: readonly DryRunLine[]; readonly asked: number }

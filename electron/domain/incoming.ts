/** One message as it reached us, by webhook or by catch-up: both go the same way from here. */
import type { MessageAttributes } from './message.ts'
import type { Instant } from './time.ts'

export type IncomingMedia = {
  readonly sid: string | null
  readonly serviceSid: string | null
  readonly url: string | null
  readonly contentType: string
  readonly filename: string | null
  readonly size: number | null
}

export type Incoming = {
  /** `IM…`, or `SM…`/`MM…` of Programmable Messaging. */
  readonly sid: string
  readonly stream: 'conversations' | 'messaging'
  /** Null in the messaging stream. */
  readonly conversationSid: string | null
  readonly index: number | null
  /** Null where Twilio gave none: such a message is kept aside, never filed by guess. */
  readonly author: string | null
  /** Ours, where the stream names it (messaging always does). */
  readonly number: string | null
  /** Outbound in the messaging log: the guest it went to. */
  readonly to: string | null
  readonly body: string
  readonly at: Instant
  /** Twilio said no time: `at` is when it reached us, and gives way to Twilio's as soon as that is known. */
  readonly isOurTime?: boolean
  readonly media: readonly IncomingMedia[]
  readonly attributes: MessageAttributes | null
  /** Advanced opt-out says STOP or START by itself. */
  readonly optOut: 'stop' | 'start' | null
  /**
   * Found only in the log of a number whose texts its Twilio conversation should have brought: believed all the same,
   * whatever stream the number believes. Should its `IM…` come after all (same author, number and body, within two
   * minutes), that becomes the sid of the row that is here, and nothing is filed twice.
   */
  readonly stray?: boolean
}

/** What became of it. `again`: it was here already. `aside`: no author, one of our own numbers, a stream not believed. */
export type Filed = 'filed' | 'again' | 'echo' | 'staff-text' | 'aside'

/** Who is in a Twilio conversation. */
export type KnownRoster = {
  readonly conversationSid: string
  readonly kind: 'one-to-one' | 'group'
  readonly members: readonly { readonly address: string; readonly participantSid: string | null }[]
  readonly number: string | null
}

/** Texting as Latchkey needs it of a vendor; facts/twilio.md says what stands behind each word. */
import type { MessageAttributes } from '../domain/message.ts'
import type { PhoneNumber } from '../domain/phone-number.ts'
import type { Result } from '../domain/result.ts'
import type { Instant } from '../domain/time.ts'

/**
 * Why a call did not do what was asked.
 * - `busy`: 429, never processed: always safe to repeat. `retryAfterMs` where the vendor says.
 * - `unreachable`: no connection was made, so nothing was done.
 * - `outcome-unknown`: it may have been done (time-out, 5xx or a lost answer after sending): look it up before repeating.
 * - `credentials`: the account refuses us; nothing works until a person acts.
 * - `closed`: the Twilio conversation is closed for good (50377); a new one is needed.
 * - `missing`: what is named is not there (404).
 * - `taken`: the pair or group is in use by `sid` (50416, 50438), null where Twilio did not say by which.
 * - `refused`: Twilio's `code` says no; no repetition helps (21610 STOP, 21211 bad number, 50436 group too large ...).
 */
export type GatewayFault =
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'outcome-unknown' }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'taken'; readonly sid: string | null }
  | { readonly kind: 'refused'; readonly code: number }
export type Asked<Value> = Promise<Result<Value, GatewayFault>>

export type MediaRef = {
  /** `ME…` of Conversations, or null where `url` names a Programmable Messaging file. */
  readonly sid: string | null
  readonly url: string | null
  readonly contentType: string
  readonly filename: string | null
  readonly size: number | null
}

/** A message of a Twilio conversation, as a listing or a webhook gives it. */
export type ListedMessage = {
  readonly sid: string
  readonly conversationSid: string
  readonly serviceSid: string | null
  readonly index: number
  /** Null where Twilio gave none. */
  readonly author: string | null
  readonly body: string
  readonly at: Instant
  readonly media: readonly MediaRef[]
  /** Ours, where the attributes carry them; null for everybody else's. */
  readonly attributes: MessageAttributes | null
}

/** A text of the Programmable Messaging log. */
export type LoggedText = {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly direction: 'inbound' | 'outbound'
  readonly at: Instant
  readonly mediaCount: number
  readonly status: string
  readonly errorCode: number | null
}

export type Roster = {
  readonly kind: 'one-to-one' | 'group'
  /** Phones that are not ours. */
  readonly members: readonly { readonly address: string; readonly participantSid: string | null }[]
  /** Ours: the proxy or projected address; null where the conversation has none. */
  readonly number: string | null
}
export type ListedConversation = {
  readonly sid: string
  readonly state: 'active' | 'inactive' | 'closed'
  readonly uniqueName: string | null
  readonly updatedAt: Instant | null
}
export type Receipt = {
  readonly messageSid: string
  readonly status: 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered'
  readonly errorCode: number | null
  /** `MB…` whose phone it is about: in a group each member has receipts of its own. */
  readonly participantSid?: string | null
}
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null }

/** One account of Twilio. Every answer that is not expected is a fault; nothing throws but bugs. */
export type MessageGateway = {
  /** Opens the pair: makes a conversation under `uniqueName` (or finds it there) and joins guest and number. */
  readonly openLine: (order: {
    readonly uniqueName: string
    readonly friendlyName: string
    readonly phone: PhoneNumber
    readonly number: PhoneNumber
  }) => Asked<{ readonly sid: string }>
  /** A group of handsets with our number projected into it. */
  readonly openGroup: (order: {
    readonly uniqueName: string
    readonly friendlyName: string
    readonly phones: readonly PhoneNumber[]
    readonly number: PhoneNumber
  }) => Asked<{ readonly sid: string }>
  readonly addMember: (order: { readonly conversationSid: string; readonly phone: PhoneNumber }) => Asked<null>
  readonly removeMember: (order: { readonly conversationSid: string; readonly participantSid: string }) => Asked<null>
  readonly roster: (conversationSid: string) => Asked<Roster>
  readonly conversation: (conversationSid: string) => Asked<ListedConversation>
  /** Conversations of one phone on Twilio (participantConversations). */
  readonly conversationsOf: (
    phone: string,
  ) => Asked<readonly { readonly sid: string; readonly state: string; readonly number: string | null }[]>
  readonly listConversations: (query: {
    readonly state: 'active'
    readonly page: string | null
  }) => Asked<Page<ListedConversation>>

  readonly send: (order: {
    readonly conversationSid: string
    readonly author: string
    readonly body: string
    readonly attributes: MessageAttributes
    readonly mediaSids: readonly string[]
  }) => Asked<{ readonly sid: string; readonly index: number; readonly at: Instant }>
  /** Newest first, by pages of 100. */
  readonly listMessages: (query: {
    readonly conversationSid: string
    readonly page: string | null
  }) => Asked<Page<ListedMessage>>
  readonly receipts: (query: {
    readonly conversationSid: string
    readonly messageSid: string
  }) => Asked<readonly Receipt[]>

  /** Programmable Messaging, for numbers whose authority it is; `statusUrl` null without a public address. */
  readonly sendText: (order: {
    readonly from: PhoneNumber
    readonly to: PhoneNumber
    readonly body: string
    readonly mediaUrls: readonly string[]
    readonly statusUrl: string | null
  }) => Asked<{ readonly sid: string; readonly at: Instant }>
  /** The log of one number, one way, from a moment on, newest first. */
  readonly listTexts: (query: {
    readonly number: PhoneNumber
    readonly way: 'to' | 'from'
    readonly since: Instant
    readonly page: string | null
  }) => Asked<Page<LoggedText>>
  readonly text: (sid: string) => Asked<LoggedText>
  readonly textMedia: (sid: string) => Asked<readonly MediaRef[]>

  /** The bytes of a picture or file; at most `maxBytes`, else refused with code 0. */
  readonly fetchMedia: (ref: {
    readonly serviceSid: string | null
    readonly sid: string | null
    readonly url: string | null
    readonly maxBytes: number
  }) => Asked<{ readonly bytes: Uint8Array; readonly contentType: string }>
  /** Puts a file where a text can name it. */
  readonly uploadMedia: (file: {
    readonly serviceSid: string
    readonly bytes: Uint8Array
    readonly contentType: string
    readonly filename: string | null
  }) => Asked<{ readonly sid: string }>

  readonly account: GatewayAccount
}

/** What is set up on the account. */
export type GatewayAccount = {
  readonly webhook: () => Asked<{
    readonly postUrl: string | null
    readonly preUrl: string | null
    readonly method: string | null
    readonly filters: readonly string[]
  }>
  readonly setWebhook: (order: { readonly postUrl: string; readonly filters: readonly string[] }) => Asked<null>
  /** `PN…` and address of each of the account's numbers. */
  readonly numbers: () => Asked<
    readonly { readonly sid: string; readonly phone: string; readonly smsUrl: string | null }[]
  >
  readonly setSmsUrl: (order: { readonly numberSid: string; readonly url: string }) => Asked<null>
  /** Default chat service (media lie in it), and account-wide closing timers, which must not be set. */
  readonly configuration: () => Asked<{ readonly serviceSid: string | null; readonly closedTimer: string | null }>
  readonly addressConfigurations: () => Asked<
    readonly { readonly sid: string; readonly address: string; readonly autocreation: boolean }[]
  >
  readonly enableAutocreation: (order: { readonly address: PhoneNumber; readonly sid: string | null }) => Asked<null>
}

/** The house's gateway, or null where texting is not set up or has no credentials. Made anew when settings change. */
export type Gateways = { readonly current: () => MessageGateway | null }

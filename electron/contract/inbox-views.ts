/**
 * What the Inbox is shown. Bodies of our own texts hold dots in place of PINs. Instants are ISO UTC with milliseconds.
 */
import type { MessageStatus, RouteRule } from '../domain/message.ts'
import type { DoorState } from './view-states.ts'

export type InboxFilter = 'open' | 'review' | 'unknown' | 'no-unit' | 'stuck' | 'closed'

export type InboxRow = {
  readonly id: string
  /** Null for a general conversation: the row says "No unit", or "Unknown" where nobody has this phone. */
  readonly unitKey: string | null
  readonly unitName: string | null
  /** Nobody of ours has this phone. */
  readonly unknown: boolean
  /** Names of the guests with this phone, else null: show the phone. */
  readonly guestName: string | null
  readonly phone: string
  readonly lastLine: string
  readonly lastDirection: 'inbound' | 'outbound' | 'internal' | null
  readonly lastAt: string | null
  readonly hasMedia: boolean
  readonly unread: number
  readonly state: 'review' | 'failed' | 'held' | 'waiting' | 'sending' | 'opted-out' | null
  readonly pinned: boolean
}
export type InboxView = {
  readonly counts: {
    readonly open: number
    readonly review: number
    readonly unknown: number
    readonly noUnit: number
    readonly stuck: number
    readonly closed: number
    readonly unread: number
  }
  readonly total: number
  readonly offset: number
  readonly rows: readonly InboxRow[]
  /** Null where texting works; else why it does not, in plain words. */
  readonly texting: TextingState
}
export type TextingState = 'on' | 'off' | 'no-credentials'

export type PlaceView = {
  readonly unitKey: string | null
  readonly unitName: string | null
  readonly unitId: string | null
  readonly reference: string | null
}

export type MediaView = {
  readonly id: string
  readonly contentType: string
  readonly filename: string | null
  readonly size: number | null
  readonly state: 'pending' | 'stored' | 'failed'
}
export type MessageView = {
  readonly id: string
  readonly direction: 'inbound' | 'outbound' | 'internal'
  readonly kind: 'text' | 'note' | 'welcome' | 'codes'
  /** "Dana", "Latchkey", a guest's name, a phone nobody knows. */
  readonly author: string
  /** A third person in a group whom nobody knows. */
  readonly authorUnknown: boolean
  /** The guest wrote it on the guest page: it never was a text. */
  readonly fromPage: boolean
  readonly prefix: string | null
  readonly body: string
  readonly at: string
  readonly status: MessageStatus
  /** In plain words, with Twilio's code where there is one: "carrier refused (30007)". */
  readonly statusReason: string | null
  readonly sendAt: string | null
  /** What the desk may do with it. */
  readonly verbs: readonly ('retry' | 'send-now' | 'discard' | 'move' | 'reschedule')[]
  readonly media: readonly MediaView[]
  readonly route: {
    readonly rule: RouteRule
    readonly guess: boolean
    readonly needsReview: boolean
    /** "most recent booking" */
    readonly words: string
    readonly alternatives: readonly PlaceView[]
  } | null
}

export type ConversationView = {
  readonly id: string
  readonly unitKey: string | null
  readonly unitName: string | null
  readonly unknown: boolean
  readonly guestName: string | null
  readonly phone: string
  readonly pinned: boolean
  readonly closed: boolean
  readonly optedOut: boolean
  /** What stands before a text on a shared line, with its colon: "Apartment 201: ". Null on a line of its own. */
  readonly prefix: string | null
  /** Why the group that the house wants is one to one here. */
  readonly groupRefused: string | null
  readonly group: boolean
  readonly messages: readonly MessageView[]
  readonly earlier: number
  /** The newest text that waits for a look: the banner "Filed under 201: most recent booking. Right?" */
  readonly review: {
    readonly messageId: string
    readonly words: string
    readonly guess: boolean
    readonly alternatives: readonly PlaceView[]
  } | null
  /** "Link to 201?" for a general conversation: bookings that did not claim it by themselves. */
  readonly proposals: readonly {
    readonly stayId: string
    readonly unitKey: string
    readonly unitName: string
    readonly reference: string | null
    readonly arrivalDate: string
    readonly departureDate: string
  }[]
  readonly stay: {
    readonly stayId: string
    readonly reservationId: string | null
    readonly unitName: string
    readonly arrivalDate: string
    readonly departureDate: string
    readonly status: string
    readonly channel: string
    readonly reference: string | null
  } | null
  readonly codes: readonly { readonly doorName: string; readonly state: DoorState; readonly at: string | null }[]
  readonly others: readonly {
    readonly id: string
    readonly unitKey: string | null
    readonly unitName: string | null
    readonly lastLine: string
    readonly detail: string
    readonly closed: boolean
  }[]
  readonly guests: readonly {
    readonly name: string | null
    readonly email: string | null
    readonly language: string
    readonly reservationId: string
    readonly phones: readonly string[]
  }[]
  /** How the newest guest text was filed, as a sentence. */
  readonly filed: string | null
  readonly links: readonly { readonly at: string; readonly to: string; readonly reason: string }[]
}

export type TemplateView = {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly body: string
}
/** A template with this conversation's values: parts in order; `value` null where a field is empty. */
export type FilledTemplate = {
  readonly parts: readonly ({ readonly text: string } | { readonly field: string; readonly value: string | null })[]
  readonly body: string
  readonly missing: readonly string[]
}

export type TextingView = {
  readonly configured: boolean
  readonly accountSid: string | null
  /** A token is kept or named, and can be read. */
  readonly hasToken: boolean
  readonly mode: 'desk' | 'group'
  readonly authority: 'conversations' | 'messaging'
  readonly numbers: readonly {
    readonly phone: string
    readonly authority: 'conversations' | 'messaging'
    readonly autocreation: 'unknown' | 'off' | 'on'
    readonly foreignUrl: string | null
    readonly checkedAt: string | null
    readonly fault: string | null
  }[]
  readonly tunnel: {
    readonly kind: 'ngrok' | 'url' | 'none'
    readonly domain: string | null
    readonly url: string | null
    readonly publicUrl: string | null
    readonly state: 'up' | 'starting' | 'down' | 'off'
    readonly since: string | null
    /** In plain words. */
    readonly detail: string | null
    readonly hasAuthtoken: boolean
  }
  readonly webhook: {
    readonly state: 'ours' | 'foreign' | 'unset' | 'unknown'
    readonly foreignUrl: string | null
    readonly checkedAt: string | null
    readonly preHook: boolean
  }
  readonly catchUp: {
    readonly lastAt: string | null
    readonly lastOkAt: string | null
    readonly fault: string | null
    readonly found: number
  }
  readonly rejected: {
    readonly signature: number
    readonly account: number
    readonly size: number
    readonly rate: number
  }
  readonly templates: readonly TemplateView[]
}
export type SelfTestView = {
  readonly steps: readonly {
    readonly name: 'tunnel' | 'listener' | 'signature' | 'page' | 'account' | 'webhook'
    readonly ok: boolean
    readonly detail: string
  }[]
}

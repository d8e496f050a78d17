/** What a text is, and how far it has come. Words of design.md 5.3. */
export type Direction = 'inbound' | 'outbound' | 'internal'
export type MessageKind = 'text' | 'note' | 'welcome' | 'codes'

/** By which rule of design.md 3.3 a text was filed. */
export type RouteRule =
  | 'reserved-line'
  | 'pin'
  | 'current-stay'
  | 'near-stay'
  | 'last-wrote'
  | 'same-reservation'
  | 'latest-booking'
  | 'general'
  | 'moved'

/**
 * How far a text has come. Inbound: `received`. A note: `noted`. Outbound: `scheduled` (send later), `waiting` (for its
 * turn, the Internet or the line), `held` (a person is asked first), `sending`, `unknown` (no answer came: looked up
 * before it is repeated), `sent` (Twilio took it), `delivered`, `read`, `undelivered` and `failed` (final, with a code),
 * `not-sent` (judged again and left, with a reason).
 */
const messageStatuses = [
  'received',
  'noted',
  'scheduled',
  'waiting',
  'held',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'undelivered',
  'failed',
  'not-sent',
] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** Texts of ours carry this as author on Twilio: `desk:Dana`, or `Latchkey` for automatic ones. */
export const deskAuthor = (name: string): string => `desk:${name}`
export const programAuthor = 'Latchkey'

/** What we send along in the attributes of every text, and read back to know it again. At most 4 KB on Twilio. */
export type MessageAttributes = {
  readonly clientMsgId: string
  /** The unit's key, for whoever looks at Twilio's console. */
  readonly unit: string | null
  readonly kind: MessageKind
}

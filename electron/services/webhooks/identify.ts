/** What a webhook is about, in one unique key, and when Twilio says it happened (facts/twilio.md section 2). */
import type { WebhookPath } from '../../../db/queries/webhooks.ts'
import { type Instant, parseInstant } from '../../domain/time.ts'
import { digestOf, type Params } from './params.ts'

export type Identity = { readonly key: string; readonly at: Instant }

/** The part of a key that says Twilio named no author: the message itself may still come, and is not a repetition. */
const authorless = ':no-author'

/** Events that change something here; all others are answered and forgotten. */
const usedEvents: Readonly<Record<string, (params: Params) => readonly (string | null)[]>> = {
  onMessageAdded: (params) => ['message', params.one('MessageSid')],
  onConversationAdded: (params) => ['conversation', params.one('ConversationSid')],
  onConversationStateUpdated: (params) => ['state', params.one('ConversationSid'), params.one('StateUpdated')],
  onParticipantAdded: (params) => ['participant', params.one('ParticipantSid')],
  onDeliveryUpdated: (params) => ['receipt', params.one('DeliveryReceiptSid'), params.one('Status')],
}
/** Steps before the text has left Twilio say nothing that the answer to our call did not. */
const earlySteps: ReadonlySet<string> = new Set(['accepted', 'scheduled', 'queued', 'sending', 'receiving'])

/** Null for what is of no use here. What should carry an id and does not is told apart by its content. */
export function identify(path: WebhookPath, params: Params, body: string, receivedAt: Instant): Identity | null {
  const parts = partsOf(path, params)
  if (parts === null) return null
  const whole = parts.every((part) => part !== null)
  const key = whole ? parts.join(':') : `unnamed:${digestOf(`${path} ${body}`)}`
  const nameless = parts[0] === 'message' && params.one('Author') === null
  return { key: nameless ? `${key}${authorless}` : key, at: timeOf(params) ?? receivedAt }
}

function partsOf(path: WebhookPath, params: Params): readonly (string | null)[] | null {
  if (path === 'conversations') {
    const event = params.one('EventType') ?? ''
    return Object.hasOwn(usedEvents, event) ? (usedEvents[event]?.(params) ?? null) : null
  }
  const sid = params.one('MessageSid') ?? params.one('SmsSid')
  if (path === 'messages') return ['text', sid]
  const status = params.one('MessageStatus') ?? params.one('SmsStatus')
  return status === null || earlySteps.has(status) ? null : ['status', sid, status]
}

/** Twilio's time of the event; Programmable Messaging says none. */
export function timeOf(params: Params): Instant | null {
  const event = params.one('EventType')
  const field =
    event === 'onConversationStateUpdated'
      ? 'StateUpdated'
      : event === 'onDeliveryUpdated'
        ? 'DateUpdated'
        : 'DateCreated'
  const raw = params.one(field)
  return raw === null ? null : parseInstant(raw)
}

/** The message a row without author is about; null where it names none. */
export const sidOfAuthorless = (key: string): string | null => /^message:(.+):no-author$/.exec(key)?.[1] ?? null

/** What a webhook says, in the desk's words. Pure; fields that are missing or odd lead to `unreadable`, never to a guess. */
import { z } from 'zod'
import type { WebhookPath } from '../../../db/queries/webhooks.ts'
import type { Incoming, IncomingMedia } from '../../domain/incoming.ts'
import { readAttributes } from '../../domain/message-attributes.ts'
import type { Instant } from '../../domain/time.ts'
import type { Receipt } from '../../ports/message-gateway.ts'
import { timeOf } from './identify.ts'
import type { Params } from './params.ts'

/** Who a conversation was made with, or who joined it: only what this one event says. */
export type Joining = {
  readonly conversationSid: string
  readonly addresses: readonly string[]
  readonly participantSid: string | null
  /** Ours, one to one. */
  readonly proxy: string | null
  /** Ours, in a group. */
  readonly projected: string | null
}
export type WebhookEvent =
  | { readonly kind: 'message'; readonly incoming: Incoming }
  | { readonly kind: 'authorless'; readonly conversationSid: string | null }
  | { readonly kind: 'joining'; readonly joining: Joining }
  | { readonly kind: 'state'; readonly sid: string; readonly state: 'active' | 'inactive' | 'closed' }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'unreadable' }

const unreadable: WebhookEvent = { kind: 'unreadable' }
const stateSchema = z.enum(['active', 'inactive', 'closed'])
const receiptSchema = z.enum(['sent', 'delivered', 'read', 'failed', 'undelivered'])

/** `at` is Twilio's time, or where it says none the moment the webhook came in. */
export function readEvent(path: WebhookPath, params: Params, receivedAt: Instant): WebhookEvent {
  const time: Time = { at: timeOf(params) ?? receivedAt, isOurTime: timeOf(params) === null }
  if (path === 'messages') return textMessage(params, time)
  if (path === 'status')
    return receipt(params.one('MessageSid') ?? params.one('SmsSid'), params.one('MessageStatus'), params)
  switch (params.one('EventType')) {
    case 'onMessageAdded':
      return conversationMessage(params, time)
    case 'onConversationAdded':
    case 'onParticipantAdded':
      return joining(params)
    case 'onConversationStateUpdated': {
      const sid = params.one('ConversationSid')
      const state = stateSchema.safeParse(params.one('StateTo'))
      return sid === null || !state.success ? unreadable : { kind: 'state', sid, state: state.data }
    }
    case 'onDeliveryUpdated':
      return receipt(params.one('MessageSid'), params.one('Status'), params)
    default:
      return unreadable
  }
}

type Time = Pick<Incoming, 'at' | 'isOurTime'>

function conversationMessage(params: Params, time: Time): WebhookEvent {
  const sid = params.one('MessageSid')
  const conversationSid = params.one('ConversationSid')
  const author = params.one('Author')
  if (author === null) return { kind: 'authorless', conversationSid }
  if (sid === null || conversationSid === null) return unreadable
  const media = readMediaList(params.one('Media'), params.one('ChatServiceSid'))
  return {
    kind: 'message',
    incoming: {
      sid,
      stream: 'conversations',
      conversationSid,
      index: wholeNumber(params.one('Index')),
      author,
      number: null,
      to: null,
      body: params.one('Body') ?? '',
      ...time,
      media,
      attributes: readAttributes(params.one('Attributes')),
      optOut: null,
    },
  }
}

function textMessage(params: Params, time: Time): WebhookEvent {
  const sid = params.one('MessageSid') ?? params.one('SmsSid')
  const author = params.one('From')
  const number = params.one('To')
  if (author === null) return { kind: 'authorless', conversationSid: null }
  if (sid === null || number === null) return unreadable
  const count = Math.min(wholeNumber(params.one('NumMedia')) ?? 0, 10)
  const media = Array.from({ length: count }, (_, place): IncomingMedia | null => {
    const url = params.one(`MediaUrl${place}`)
    const contentType = params.one(`MediaContentType${place}`) ?? 'application/octet-stream'
    return url === null ? null : { sid: null, serviceSid: null, url, contentType, filename: null, size: null }
  })
  const said = params.one('OptOutType')?.toUpperCase()
  return {
    kind: 'message',
    incoming: {
      sid,
      stream: 'messaging',
      conversationSid: null,
      index: null,
      author,
      number,
      to: null,
      body: params.one('Body') ?? '',
      ...time,
      media: media.filter((item) => item !== null),
      attributes: null,
      optOut: said === 'STOP' ? 'stop' : said === 'START' ? 'start' : null,
    },
  }
}

function joining(params: Params): WebhookEvent {
  const conversationSid = params.one('ConversationSid')
  if (conversationSid === null) return unreadable
  return {
    kind: 'joining',
    joining: {
      conversationSid,
      // Of a group Twilio repeats the key, once for each handset.
      addresses: params.all('MessagingBinding.Address'),
      participantSid: params.one('ParticipantSid'),
      proxy: params.one('MessagingBinding.ProxyAddress'),
      projected: params.one('MessagingBinding.ProjectedAddress'),
    },
  }
}

function receipt(messageSid: string | null, status: string | null, params: Params): WebhookEvent {
  const known = receiptSchema.safeParse(status)
  if (messageSid === null || !known.success) return unreadable
  const code = wholeNumber(params.one('ErrorCode'))
  return {
    kind: 'receipt',
    receipt: {
      ...{ messageSid, status: known.data, errorCode: code === 0 ? null : code },
      participantSid: params.one('ParticipantSid'),
    },
  }
}

const wholeNumber = (raw: string | null): number | null => (raw !== null && /^\d{1,9}$/.test(raw) ? Number(raw) : null)

/** Webhooks write `Sid`, events of the same product `MediaSid`, listings `sid`. */
const mediaSchema = z.array(z.record(z.string(), z.unknown())).max(50)

function readMediaList(raw: string | null, serviceSid: string | null): readonly IncomingMedia[] {
  if (raw === null) return []
  let json: unknown
  try {
    json = JSON.parse(raw)
  } catch {
    return []
  }
  const list = mediaSchema.safeParse(json)
  if (!list.success) return []
  return list.data.flatMap((item) => {
    const fields = new Map(Object.entries(item).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), value]))
    const text = (key: string): string | null => {
      const value = fields.get(key)
      return typeof value === 'string' && value !== '' ? value : null
    }
    const sid = text('sid') ?? text('mediasid')
    const size = Number(fields.get('size'))
    if (sid === null) return []
    return [
      {
        sid,
        serviceSid,
        url: null,
        contentType: text('contenttype') ?? 'application/octet-stream',
        filename: text('filename'),
        size: Number.isSafeInteger(size) && size >= 0 ? size : null,
      },
    ]
  })
}

/** What we read of Twilio's answers. The SDK hands on whatever came, so it is checked here. */
import { z } from 'zod'
import type { MessageAttributes, MessageKind } from '../../domain/message.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { ListedConversation, ListedMessage, LoggedText, MediaRef, Receipt } from '../../ports/message-gateway.ts'
import { UnreadableAnswer } from './twilio-faults.ts'

/** The SDK reads times into dates. */
const moment = z.date().transform((date): Instant => instant(date.getTime()))
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)

const conversationSid = z.string().regex(/^CH[0-9a-f]{32}$/i)
const messageSid = z.string().regex(/^IM[0-9a-f]{32}$/i)

const attributesShape = z.object({
  clientMsgId: z.string().min(1),
  unit: z.string().nullable().catch(null),
  kind: z.enum(['text', 'note', 'welcome', 'codes'] satisfies readonly MessageKind[]).catch('text'),
})
/** Ours, or null for anybody else's attributes. */
function readAttributes(json: unknown): MessageAttributes | null {
  if (typeof json !== 'string') return null
  try {
    return attributesShape.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

const mediaShape = z.object({
  sid: z.string(),
  content_type: z.string(),
  filename: text,
  size: z
    .number()
    .nullish()
    .transform((size) => size ?? null),
})
const messageShape = z.object({
  sid: messageSid,
  conversationSid,
  index: z.int(),
  author: text,
  body: text,
  dateCreated: moment,
  attributes: z.unknown(),
  media: z.array(mediaShape).nullish(),
})
const conversationShape = z.object({
  sid: conversationSid,
  state: z.enum(['initializing', 'active', 'inactive', 'closed']),
  uniqueName: text,
  dateUpdated: moment.nullish(),
})
const participantShape = z.object({
  sid: z.string(),
  messagingBinding: z
    .object({
      address: z.string().nullish(),
      proxy_address: z.string().nullish(),
      projected_address: z.string().nullish(),
    })
    .nullish(),
})
const memberOfShape = z.object({
  conversationSid,
  conversationState: z.string(),
  participantMessagingBinding: z.object({ proxy_address: z.string().nullish() }).nullish(),
})
const receiptShape = z.object({
  status: z.string(),
  errorCode: z.number().nullish(),
  participantSid: z.string().nullish(),
})
const receiptStatuses: ReadonlySet<string> = new Set(['sent', 'delivered', 'read', 'failed', 'undelivered'])
const loggedTextShape = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i),
  from: z.string(),
  to: z.string(),
  body: text,
  direction: z.string(),
  dateSent: moment.nullish(),
  dateCreated: moment,
  numMedia: z.coerce.number(),
  status: z.string(),
  errorCode: z.number().nullish(),
})

/** Reads one answer; `what` names the call in the log, never a value. */
export function read<Shape extends z.ZodType>(what: string, shape: Shape, given: unknown): z.output<Shape> {
  const parsed = shape.safeParse(given)
  if (!parsed.success) throw new UnreadableAnswer(what)
  return parsed.data
}

export function readMessage(given: unknown): ListedMessage {
  const { sid, conversationSid, index, author, body, dateCreated, attributes, media } = read(
    'message',
    messageShape,
    given,
  )
  return {
    ...{ sid, conversationSid, index, author, body: body ?? '', at: dateCreated },
    // Not in the answer: media are looked for in the account's default service.
    serviceSid: null,
    attributes: readAttributes(attributes),
    media: (media ?? []).map(
      (one): MediaRef => ({
        sid: one.sid,
        url: null,
        contentType: one.content_type,
        filename: one.filename,
        size: one.size,
      }),
    ),
  }
}

/** With the state in which a group is still being made. */
export const readAnyConversation = (given: unknown) => read('conversation', conversationShape, given)

export function readConversation(given: unknown): ListedConversation {
  const { sid, state, uniqueName, dateUpdated } = readAnyConversation(given)
  // What is still being made takes no text yet, and will be active by itself.
  return { sid, state: state === 'initializing' ? 'inactive' : state, uniqueName, updatedAt: dateUpdated ?? null }
}

export type ReadParticipant = {
  readonly sid: string
  readonly address: string | null
  readonly proxy: string | null
  readonly projected: string | null
}
export function readParticipant(given: unknown): ReadParticipant {
  const { sid, messagingBinding: binding } = read('participant', participantShape, given)
  return {
    sid,
    address: binding?.address ?? null,
    proxy: binding?.proxy_address ?? null,
    projected: binding?.projected_address ?? null,
  }
}

export function readMemberOf(given: unknown) {
  const {
    conversationSid: sid,
    conversationState,
    participantMessagingBinding,
  } = read('participant-conversation', memberOfShape, given)
  return { sid, state: conversationState, number: participantMessagingBinding?.proxy_address ?? null }
}

/** Null for a status that says nothing about the way (`read` by a chat user aside). */
export function readReceipt(messageSid: string, given: unknown): Receipt | null {
  const { status, errorCode, participantSid = null } = read('receipt', receiptShape, given)
  if (!receiptStatuses.has(status)) return null
  // Twilio gives 0 for "no error".
  return { messageSid, status: status as Receipt['status'], errorCode: errorCode || null, participantSid }
}

export function readLoggedText(given: unknown): LoggedText {
  const one = read('text', loggedTextShape, given)
  return {
    ...{ sid: one.sid, from: one.from, to: one.to, body: one.body ?? '', status: one.status },
    direction: one.direction === 'inbound' ? 'inbound' : 'outbound',
    at: one.dateSent ?? one.dateCreated,
    mediaCount: one.numMedia,
    errorCode: one.errorCode || null,
  }
}

/**
 * Messages of a conversation: the index rises and skips numbers, an author without name is `system`, a group takes only
 * its members as authors (50513), and each handset of the conversation has a receipt of its own.
 */
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { conversationNamed, readAttributes, refuseClosed, setState } from './conversations.ts'
import { deliveryUpdated, messageAdded } from './events.ts'
import { conversationsPage, pageOf } from './paging.ts'
import {
  type Conversation,
  type ConversationMessage,
  happensAt,
  iso,
  newSid,
  notFound,
  type Receipt,
  Refusal,
  type World,
} from './world.ts'

export const mostCharacters = 1_600

export type NewMessage = {
  readonly author: string | null
  readonly body: string
  readonly attributes?: string
  readonly mediaSids?: readonly string[]
  readonly at?: number
}

/** Writes a message; it wakes an inactive conversation. The webhook is the caller's to raise. */
export function addMessage(
  call: Pick<Call, 'world' | 'hooks'>,
  conversation: Conversation,
  given: NewMessage,
): ConversationMessage {
  const { world } = call
  const happened = happensAt(world)
  const media = (given.mediaSids ?? []).map((sid) => {
    const file = world.files.get(sid)
    if (file === undefined) throw notFound(`/Media/${sid}`)
    return { sid, contentType: file.contentType, filename: file.filename, size: file.bytes.length }
  })
  const member = conversation.participants.find(
    (one) => given.author !== null && [one.identity, one.address, one.projectedAddress].includes(given.author),
  )
  const message: ConversationMessage = {
    sid: newSid(world, 'IM'),
    index: conversation.nextIndex,
    author: given.author,
    participantSid: member?.sid ?? null,
    body: given.body,
    attributes: given.attributes ?? '{}',
    media,
    at: given.at ?? happened,
    receipts: [],
  }
  // Twilio: indices may skip numbers. Here one is left out after every fourth message.
  conversation.nextIndex += conversation.messages.length % 4 === 3 ? 2 : 1
  conversation.messages.push(message)
  conversation.updatedAt = happened
  if (conversation.state === 'inactive') setState(call, conversation, 'active', 'EVENT')
  return message
}

/** A handset's receipt, made at the first news of it. */
export function setReceipt(
  call: Pick<Call, 'world' | 'hooks'>,
  conversation: Conversation,
  message: ConversationMessage,
  participantSid: string,
  news: { readonly status: string; readonly errorCode: number | null },
): void {
  const at = happensAt(call.world)
  let receipt = message.receipts.find((one) => one.participantSid === participantSid)
  if (receipt === undefined) {
    receipt = {
      sid: newSid(call.world, 'DY'),
      channelMessageSid: newSid(call.world, 'SM'),
      participantSid,
      status: news.status,
      errorCode: news.errorCode,
      createdAt: at,
      updatedAt: at,
    } satisfies Receipt
    message.receipts.push(receipt)
  }
  Object.assign(receipt, news, { updatedAt: at })
  deliveryUpdated(call.world, call.hooks, conversation, message, receipt)
}

function refuseMessage(conversation: Conversation, author: string, body: string, mediaCount: number): void {
  if (body === '' && mediaCount === 0) throw new Refusal(400, 50506, 'Message body or media is required')
  if (body.length > mostCharacters) throw new Refusal(400, 50505, 'Message body is too long')
  const group = conversation.participants.some(({ projectedAddress }) => projectedAddress !== null)
  const member = conversation.participants.some(
    (one) => [one.identity, one.address, one.projectedAddress].includes(author) && one.proxyAddress === null,
  )
  if (group && !member) throw new Refusal(400, 50513, 'Author is not a participant of the Group MMS')
}

function create(call: Call): Answer {
  const { world, form } = call
  const conversation = conversationNamed(world, named(call, 0))
  refuseClosed(conversation)
  if (conversation.state === 'initializing') throw new Refusal(400, 50427, 'Conversation is still being made')
  const author = form.get('Author') ?? 'system'
  const body = form.get('Body') ?? ''
  const mediaSids = form.getAll('MediaSid')
  refuseMessage(conversation, author, body, mediaSids.length)
  const message = addMessage(call, conversation, { author, body, attributes: readAttributes(form, 4_096), mediaSids })
  if (call.raisesHooks) messageAdded(world, call.hooks, conversation, message, 'API')
  handToHandsets(call, conversation, message)
  return answer(show(world, conversation, message), 201)
}

/** Who wrote STOP gets nothing, and only the receipt says so (21610). */
function handToHandsets(
  call: Pick<Call, 'world' | 'hooks'>,
  conversation: Conversation,
  message: ConversationMessage,
): void {
  const projected = conversation.participants.find((one) => one.projectedAddress !== null)?.projectedAddress
  for (const { sid, address, proxyAddress } of conversation.participants) {
    if (address === null || address === message.author) continue
    if (call.world.optedOut.has(`${address}|${proxyAddress ?? projected}`))
      setReceipt(call, conversation, message, sid, { status: 'failed', errorCode: 21610 })
    else if (call.world.deliversAtOnce)
      setReceipt(call, conversation, message, sid, { status: 'delivered', errorCode: null })
  }
}

export function messageNamed(conversation: Conversation, sid: string): ConversationMessage {
  const found = conversation.messages.find((one) => one.sid === sid)
  if (found === undefined) throw notFound(`/Messages/${sid}`)
  return found
}

const show = (world: World, conversation: Conversation, one: ConversationMessage): unknown => ({
  account_sid: world.accountSid,
  conversation_sid: conversation.sid,
  sid: one.sid,
  index: one.index,
  author: one.author,
  body: one.body,
  media:
    one.media.length === 0
      ? null
      : one.media.map(({ sid, contentType, filename, size }) => ({
          sid,
          content_type: contentType,
          filename,
          size,
          category: 'media',
        })),
  attributes: one.attributes,
  participant_sid: one.participantSid,
  date_created: iso(one.at),
  date_updated: iso(one.at),
  delivery: null,
  content_sid: null,
  url: `https://conversations.twilio.com/v1/Conversations/${conversation.sid}/Messages/${one.sid}`,
  links: {},
})

function list(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  const ordered = call.query.get('Order') === 'desc' ? [...conversation.messages].reverse() : conversation.messages
  const page = pageOf(call, ordered, ({ sid }) => sid)
  return answer(conversationsPage(call, 'messages', page, (one) => show(call.world, conversation, one)))
}

function fetch(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  return answer(show(call.world, conversation, messageNamed(conversation, named(call, 1))))
}

function receipts(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  const message = messageNamed(conversation, named(call, 1))
  const page = pageOf(call, message.receipts, ({ sid }) => sid)
  return answer(
    conversationsPage(call, 'delivery_receipts', page, (one) => ({
      account_sid: call.world.accountSid,
      conversation_sid: conversation.sid,
      message_sid: message.sid,
      sid: one.sid,
      channel_message_sid: one.channelMessageSid,
      participant_sid: one.participantSid,
      status: one.status,
      error_code: one.errorCode ?? 0,
      date_created: iso(one.createdAt),
      date_updated: iso(one.updatedAt),
      url: `https://conversations.twilio.com${call.path}/${one.sid}`,
    })),
  )
}

const messages = '^/v1/Conversations/([^/]+)/Messages'
export const conversationMessageResources: readonly Resource[] = [
  { method: 'POST', path: new RegExp(`${messages}$`), answer: create },
  { method: 'GET', path: new RegExp(`${messages}$`), answer: list },
  { method: 'GET', path: new RegExp(`${messages}/([^/]+)$`), answer: fetch },
  { method: 'GET', path: new RegExp(`${messages}/([^/]+)/Receipts$`), answer: receipts },
]

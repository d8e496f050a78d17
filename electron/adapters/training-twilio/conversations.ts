/** Conversations: made, found by sid or unique name, listed by state, closed for good. */
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { conversationAdded, stateUpdated } from './events.ts'
import { conversationsPage, pageOf } from './paging.ts'
import {
  type Conversation,
  type ConversationState,
  happensAt,
  iso,
  newSid,
  notFound,
  Refusal,
  type World,
} from './world.ts'

export function newConversation(world: World, given: Partial<Conversation> = {}): Conversation {
  const at = happensAt(world)
  const conversation: Conversation = {
    sid: newSid(world, 'CH'),
    friendlyName: null,
    uniqueName: null,
    attributes: '{}',
    messagingServiceSid: world.messagingServiceSid,
    state: 'active',
    participants: [],
    messages: [],
    nextIndex: 0,
    createdAt: at,
    updatedAt: at,
    ...given,
  }
  world.conversations.set(conversation.sid, conversation)
  return conversation
}

/** By sid or by unique name, as a path may name either. */
export function conversationNamed(world: World, name: string): Conversation {
  const found =
    world.conversations.get(name) ?? [...world.conversations.values()].find(({ uniqueName }) => uniqueName === name)
  if (found === undefined) throw notFound(`/Conversations/${name}`)
  return found
}

/** 50377: nothing is written into, and nobody joins, what is closed. */
export function refuseClosed(conversation: Conversation): void {
  if (conversation.state === 'closed') throw new Refusal(400, 50377, 'Conversation is closed and cannot be changed')
}

/** 50353, also for the name of one that is closed: what Twilio does there is not known, and this is the harder case. */
function refuseTakenName(world: World, uniqueName: string | null): void {
  if (uniqueName === null) return
  if ([...world.conversations.values()].some((one) => one.uniqueName === uniqueName))
    throw new Refusal(409, 50353, 'Conversation with provided unique name already exists')
}

/** What the form gives of a new conversation; attributes that are no JSON object are refused. */
export function givenConversation(call: Call): Partial<Conversation> {
  const uniqueName = call.form.get('UniqueName')
  refuseTakenName(call.world, uniqueName)
  return {
    uniqueName,
    friendlyName: call.form.get('FriendlyName'),
    attributes: readAttributes(call.form, 16_384),
    messagingServiceSid: call.form.get('MessagingServiceSid') ?? call.world.messagingServiceSid,
  }
}

export function readAttributes(form: URLSearchParams, limit: number): string {
  const text = form.get('Attributes') ?? '{}'
  if (Buffer.byteLength(text) > limit) throw new Refusal(400, 50300, 'Attributes are too long')
  try {
    JSON.parse(text)
  } catch {
    throw new Refusal(400, 50300, 'Attributes are not valid JSON')
  }
  return text
}

export const showConversation = (world: World, one: Conversation): unknown => ({
  account_sid: world.accountSid,
  chat_service_sid: world.serviceSid,
  messaging_service_sid: one.messagingServiceSid,
  sid: one.sid,
  friendly_name: one.friendlyName,
  unique_name: one.uniqueName,
  attributes: one.attributes,
  state: one.state,
  date_created: iso(one.createdAt),
  date_updated: iso(one.updatedAt),
  timers: {},
  bindings: null,
  url: `https://conversations.twilio.com/v1/Conversations/${one.sid}`,
  links: {},
})

function create(call: Call): Answer {
  const conversation = newConversation(call.world, givenConversation(call))
  if (call.raisesHooks)
    conversationAdded(call.world, call.hooks, conversation, 'API', { members: [], proxy: null, projected: null })
  return answer(showConversation(call.world, conversation), 201)
}

function list(call: Call): Answer {
  const state = call.query.get('State')
  const all = [...call.world.conversations.values()].filter((one) => state === null || one.state === state)
  const page = pageOf(call, all, ({ sid }) => sid)
  return answer(conversationsPage(call, 'conversations', page, (one) => showConversation(call.world, one)))
}

/** A group that is starting is ready, or closed for good where its making was to fail, after some looks at it. */
function fetch(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  const looks = call.world.groupsStarting.get(conversation.sid)
  if (looks !== undefined && looks > 0) call.world.groupsStarting.set(conversation.sid, looks - 1)
  else if (looks !== undefined) {
    call.world.groupsStarting.delete(conversation.sid)
    conversation.state = call.world.groupsToFail > 0 ? 'closed' : 'active'
    call.world.groupsToFail = Math.max(0, call.world.groupsToFail - 1)
  }
  return answer(showConversation(call.world, conversation))
}

/** Any change of state; `closed` is final and frees its pairs. */
export function setState(
  call: Pick<Call, 'world' | 'hooks'>,
  conversation: Conversation,
  state: ConversationState,
  reason: 'API' | 'TIMER' | 'EVENT' | null,
): void {
  const from = conversation.state
  if (from === state) return
  conversation.state = state
  conversation.updatedAt = happensAt(call.world)
  if (reason !== null) stateUpdated(call.world, call.hooks, conversation, from, reason)
}

function update(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  refuseClosed(conversation)
  const state = call.form.get('State')
  if (state !== null) setState(call, conversation, state as ConversationState, call.raisesHooks ? 'API' : null)
  conversation.friendlyName = call.form.get('FriendlyName') ?? conversation.friendlyName
  if (call.form.has('Attributes')) conversation.attributes = readAttributes(call.form, 16_384)
  const uniqueName = call.form.get('UniqueName')
  if (uniqueName !== null && uniqueName !== conversation.uniqueName) {
    refuseTakenName(call.world, uniqueName)
    conversation.uniqueName = uniqueName
  }
  return answer(showConversation(call.world, conversation))
}

function remove(call: Call): Answer {
  call.world.conversations.delete(conversationNamed(call.world, named(call, 0)).sid)
  return answer(null, 204)
}

export const conversationResources: readonly Resource[] = [
  { method: 'POST', path: /^\/v1\/Conversations$/, answer: create },
  { method: 'GET', path: /^\/v1\/Conversations$/, answer: list },
  { method: 'GET', path: /^\/v1\/Conversations\/([^/]+)$/, answer: fetch },
  { method: 'POST', path: /^\/v1\/Conversations\/([^/]+)$/, answer: update },
  { method: 'DELETE', path: /^\/v1\/Conversations\/([^/]+)$/, answer: remove },
]

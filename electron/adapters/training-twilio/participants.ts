/**
 * Who is in a conversation. A pair (guest, our number) is in one open conversation only (50416), a group's set of
 * addresses too (50438); addresses are ours or theirs (50407), a group has one of ours (50434) and ten at most (50436).
 */
import { type Answer, answer, type Call, named, type Resource } from './call.ts'
import { conversationNamed, refuseClosed } from './conversations.ts'
import { participantAdded } from './events.ts'
import { conversationsPage, pageOf } from './paging.ts'
import {
  type Conversation,
  happensAt,
  isOurs,
  iso,
  newSid,
  notFound,
  type Participant,
  Refusal,
  type World,
} from './world.ts'

const mostInGroup = 10

export type Binding = {
  readonly identity: string | null
  readonly address: string | null
  readonly proxyAddress: string | null
  readonly projectedAddress: string | null
}

const openOnes = (world: World): readonly Conversation[] =>
  [...world.conversations.values()].filter(({ state }) => state !== 'closed')

/** The open conversation of a pair; `inactive` still holds it. */
export const conversationOfPair = (world: World, address: string, proxyAddress: string): Conversation | undefined =>
  openOnes(world).find(({ participants }) =>
    participants.some((one) => one.address === address && one.proxyAddress === proxyAddress),
  )

const setOf = (bindings: readonly Binding[]): string =>
  bindings
    .flatMap((one) => (one.proxyAddress === null ? [one.address ?? one.projectedAddress ?? []] : []))
    .flat()
    .sort()
    .join(' ')

/** The open group of exactly these addresses, ours among them. */
export const conversationOfSet = (world: World, bindings: readonly Binding[]): Conversation | undefined =>
  openOnes(world).find(
    ({ participants }) =>
      participants.some(({ projectedAddress }) => projectedAddress !== null) && setOf(participants) === setOf(bindings),
  )

/** Refuses what Twilio refuses of somebody new beside those already there. */
export function refuseBinding(world: World, there: readonly Binding[], one: Binding): void {
  const wrongAddress = (address: string | null, ours: boolean): boolean =>
    address !== null && (!/^\+[1-9]\d{6,14}$/.test(address) || isOurs(world, address) !== ours)
  if (
    wrongAddress(one.address, false) ||
    wrongAddress(one.proxyAddress, true) ||
    wrongAddress(one.projectedAddress, true)
  )
    throw new Refusal(400, 50407, 'Invalid messaging binding address')
  if (one.address !== null && one.proxyAddress !== null) {
    const holder = conversationOfPair(world, one.address, one.proxyAddress)
    if (holder !== undefined)
      throw new Refusal(
        409,
        50416,
        `A binding for this participant and proxy address already exists in Conversation ${holder.sid}`,
      )
    return
  }
  if (one.identity !== null && there.some(({ identity }) => identity === one.identity))
    throw new Refusal(409, 50433, 'Participant already exists')
  if (one.address === null) return
  if (there.some(({ address }) => address === one.address))
    throw new Refusal(409, 50437, 'Participant is already a member of the Group MMS')
  if (!there.some(({ projectedAddress }) => projectedAddress !== null))
    throw new Refusal(400, 50434, 'A Group MMS needs a projected address')
}

/** Refuses a group that is too large, or whose set of addresses another open one has. */
export function refuseGroup(world: World, bindings: readonly Binding[]): void {
  if (!bindings.some(({ projectedAddress }) => projectedAddress !== null)) return
  if (bindings.length > mostInGroup) throw new Refusal(400, 50436, 'Too many participants in a Group MMS')
  const holder = conversationOfSet(world, bindings)
  if (holder !== undefined)
    throw new Refusal(409, 50438, `Group MMS with given participant list already exists as Conversation ${holder.sid}`)
}

export function join(world: World, conversation: Conversation, binding: Binding): Participant {
  const participant = { sid: newSid(world, 'MB'), ...binding, at: happensAt(world) }
  conversation.participants.push(participant)
  conversation.updatedAt = participant.at
  return participant
}

const messagingBinding = (one: Participant): unknown =>
  one.address === null && one.projectedAddress === null
    ? null
    : {
        type: 'sms',
        ...(one.address === null ? {} : { address: one.address }),
        ...(one.proxyAddress === null ? {} : { proxy_address: one.proxyAddress }),
        ...(one.projectedAddress === null ? {} : { projected_address: one.projectedAddress }),
      }
const url = (conversation: Conversation, one: Participant): string =>
  `https://conversations.twilio.com/v1/Conversations/${conversation.sid}/Participants/${one.sid}`

const show = (world: World, conversation: Conversation, one: Participant): unknown => ({
  account_sid: world.accountSid,
  conversation_sid: conversation.sid,
  sid: one.sid,
  identity: one.identity,
  attributes: '{}',
  messaging_binding: messagingBinding(one),
  role_sid: null,
  date_created: iso(one.at),
  date_updated: iso(one.at),
  url: url(conversation, one),
  last_read_message_index: null,
  last_read_timestamp: null,
})

function create(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  refuseClosed(conversation)
  const binding: Binding = {
    identity: call.form.get('Identity'),
    address: call.form.get('MessagingBinding.Address'),
    proxyAddress: call.form.get('MessagingBinding.ProxyAddress'),
    projectedAddress: call.form.get('MessagingBinding.ProjectedAddress'),
  }
  if (Object.values(binding).every((value) => value === null))
    throw new Refusal(400, 50420, 'Participant must have an identity or a messaging binding')
  refuseBinding(call.world, conversation.participants, binding)
  refuseGroup(call.world, [...conversation.participants, binding])
  const participant = join(call.world, conversation, binding)
  if (call.raisesHooks) participantAdded(call.hooks, conversation, participant, 'API')
  return answer(show(call.world, conversation, participant), 201)
}

function list(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  const page = pageOf(call, conversation.participants, ({ sid }) => sid)
  return answer(conversationsPage(call, 'participants', page, (one) => show(call.world, conversation, one)))
}

function remove(call: Call): Answer {
  const conversation = conversationNamed(call.world, named(call, 0))
  refuseClosed(conversation)
  const sid = named(call, 1)
  if (!conversation.participants.some((one) => one.sid === sid)) throw notFound(`/Participants/${sid}`)
  conversation.participants = conversation.participants.filter((one) => one.sid !== sid)
  conversation.updatedAt = happensAt(call.world)
  return answer(null, 204)
}

/** Closed ones too, as Twilio lists them. */
function ofAddress(call: Call): Answer {
  const address = call.query.get('Address')
  const all = [...call.world.conversations.values()].flatMap((conversation) =>
    conversation.participants.filter((one) => one.address === address).map((one) => ({ conversation, one })),
  )
  const page = pageOf(call, all, ({ one }) => one.sid)
  return answer(
    conversationsPage(call, 'conversations', page, ({ conversation, one }) => ({
      account_sid: call.world.accountSid,
      chat_service_sid: call.world.serviceSid,
      conversation_sid: conversation.sid,
      participant_sid: one.sid,
      conversation_friendly_name: conversation.friendlyName,
      conversation_state: conversation.state,
      conversation_timers: {},
      conversation_attributes: conversation.attributes,
      conversation_date_created: iso(conversation.createdAt),
      conversation_date_updated: iso(conversation.updatedAt),
      conversation_created_by: 'system',
      conversation_unique_name: conversation.uniqueName,
      participant_user_sid: null,
      participant_identity: one.identity,
      participant_messaging_binding: messagingBinding(one),
      links: { participant: url(conversation, one) },
    })),
  )
}

export const participantResources: readonly Resource[] = [
  { method: 'POST', path: /^\/v1\/Conversations\/([^/]+)\/Participants$/, answer: create },
  { method: 'GET', path: /^\/v1\/Conversations\/([^/]+)\/Participants$/, answer: list },
  { method: 'DELETE', path: /^\/v1\/Conversations\/([^/]+)\/Participants\/([^/]+)$/, answer: remove },
  { method: 'GET', path: /^\/v1\/ParticipantConversations$/, answer: ofAddress },
]

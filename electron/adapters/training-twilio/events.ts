/** The Conversations events we listen to, with the exact names of their parameters (webhook-params.json of the contract). */
import type { HookParams, Hooks } from './hooks.ts'
import {
  type Conversation,
  type ConversationMessage,
  iso,
  type Participant,
  type Receipt,
  type World,
} from './world.ts'

/** Who caused it: a request, or a handset (`SMS` was seen live, and is not documented). */
export type Source = 'API' | 'SMS'

const present = (params: Readonly<Record<string, string | readonly string[] | null>>): HookParams =>
  Object.fromEntries(Object.entries(params).flatMap(([key, value]) => (value === null ? [] : [[key, value]])))

/** `members` is a list in a group, and then a repeated form key. */
export function conversationAdded(
  world: World,
  hooks: Hooks,
  conversation: Conversation,
  source: Source,
  binding: { readonly members: readonly string[]; readonly proxy: string | null; readonly projected: string | null },
): void {
  hooks.conversationEvent(
    'onConversationAdded',
    present({
      Source: source,
      ConversationSid: conversation.sid,
      DateCreated: iso(conversation.createdAt),
      DateUpdated: iso(conversation.updatedAt),
      FriendlyName: conversation.friendlyName,
      UniqueName: conversation.uniqueName,
      Attributes: conversation.attributes,
      ChatServiceSid: world.serviceSid,
      MessagingServiceSid: conversation.messagingServiceSid,
      'MessagingBinding.Address': binding.members.length === 0 ? null : binding.members,
      'MessagingBinding.ProxyAddress': binding.proxy,
      'MessagingBinding.ProjectedAddress': binding.projected,
      'MessagingBinding.AuthorAddress': binding.projected === null ? null : (binding.members[0] ?? null),
      State: conversation.state,
    }),
  )
}

export function participantAdded(hooks: Hooks, conversation: Conversation, one: Participant, source: Source): void {
  hooks.conversationEvent(
    'onParticipantAdded',
    present({
      Source: source,
      ConversationSid: conversation.sid,
      ParticipantSid: one.sid,
      DateCreated: iso(one.at),
      Identity: one.identity,
      Attributes: '{}',
      'MessagingBinding.Address': one.address,
      'MessagingBinding.ProxyAddress': one.proxyAddress,
      'MessagingBinding.ProjectedAddress': one.projectedAddress,
      'MessagingBinding.Type': one.address === null && one.projectedAddress === null ? null : 'sms',
    }),
  )
}

export function messageAdded(
  world: World,
  hooks: Hooks,
  conversation: Conversation,
  message: ConversationMessage,
  source: Source,
): void {
  hooks.conversationEvent(
    'onMessageAdded',
    present({
      Source: source,
      ConversationSid: conversation.sid,
      ChatServiceSid: world.serviceSid,
      MessageSid: message.sid,
      MessagingServiceSid: conversation.messagingServiceSid,
      Index: String(message.index),
      DateCreated: iso(message.at),
      Body: message.body,
      Author: message.author,
      ParticipantSid: message.participantSid,
      Attributes: message.attributes,
      Media:
        message.media.length === 0
          ? null
          : JSON.stringify(
              message.media.map(({ sid, contentType, filename, size }) => ({
                Sid: sid,
                ContentType: contentType,
                Filename: filename,
                Size: size,
              })),
            ),
    }),
  )
}

export function stateUpdated(
  world: World,
  hooks: Hooks,
  conversation: Conversation,
  from: string,
  reason: 'API' | 'TIMER' | 'EVENT',
): void {
  hooks.conversationEvent('onConversationStateUpdated', {
    Source: reason === 'API' ? 'API' : 'SMS',
    ConversationSid: conversation.sid,
    ChatServiceSid: world.serviceSid,
    MessagingServiceSid: conversation.messagingServiceSid,
    StateUpdated: iso(conversation.updatedAt),
    StateFrom: from,
    StateTo: conversation.state,
    Reason: reason,
  })
}

export function deliveryUpdated(
  world: World,
  hooks: Hooks,
  conversation: Conversation,
  message: ConversationMessage,
  receipt: Receipt,
): void {
  hooks.conversationEvent(
    'onDeliveryUpdated',
    present({
      ConversationSid: conversation.sid,
      ChatServiceSid: world.serviceSid,
      MessageSid: message.sid,
      DeliveryReceiptSid: receipt.sid,
      ChannelMessageSid: receipt.channelMessageSid,
      ParticipantSid: receipt.participantSid,
      Status: receipt.status,
      ErrorCode: receipt.errorCode === null ? null : String(receipt.errorCode),
      DateCreated: iso(receipt.createdAt),
      DateUpdated: iso(receipt.updatedAt),
    }),
  )
}

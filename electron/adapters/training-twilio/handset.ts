/**
 * What happens outside the house: a phone writes to one of our numbers, somebody writes inside a conversation, a text
 * arrives or does not. A text is captured by the open conversation of its pair or group; without one a number with
 * autocreation gets a new conversation, any other only Programmable Messaging's webhook. All of them are in the log.
 * Not done here: Twilio's own answers to STOP and HELP, carriers' filters, the split of long texts.
 */
import type { Call } from './call.ts'
import { addMessage, messageNamed, setReceipt } from './conversation-messages.ts'
import { conversationNamed, newConversation } from './conversations.ts'
import { conversationAdded, messageAdded, participantAdded } from './events.ts'
import { storeFile } from './media.ts'
import { type Binding, conversationOfPair, conversationOfSet, join } from './participants.ts'
import { logText, setTextStatus, textNamed } from './text-log.ts'
import { type Conversation, type LoggedText, readInstant, type World } from './world.ts'

type Place = Pick<Call, 'world' | 'hooks'>

export type GuestText = {
  readonly from: string
  /** One of ours. */
  readonly to: string
  readonly body: string
  /** ISO; now where it is not given. */
  readonly at?: string
  readonly media?: readonly { readonly contentType: string; readonly base64: string; readonly filename?: string }[]
  readonly optOutType?: string
  /** The other handsets of a group text. */
  readonly others?: readonly string[]
}
export type GuestTextSids = {
  /** `IM…`; the `SM…` where no conversation has it. */
  readonly messageSid: string
  readonly conversationSid: string | null
  readonly index: number | null
  /** The same text in Programmable Messaging's log. */
  readonly smsSid: string
}

const stopWords = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)$/i
const startWords = /^(start|yes|unstop)$/i

export function guestTexts(place: Place, text: GuestText): GuestTextSids {
  const { world, hooks } = place
  const number = world.numbers.find(({ phone }) => phone === text.to)
  if (number === undefined) throw new Error(`the training Twilio has no number ${text.to}`)
  const at = momentOf(text.at)
  const media = (text.media ?? []).map(({ contentType, base64, filename }) => ({
    sid: storeFile(world, Buffer.from(base64, 'base64'), contentType, filename ?? null),
    contentType,
    filename: filename ?? null,
  }))
  if (stopWords.test(text.body.trim())) world.optedOut.add(`${text.from}|${text.to}`)
  if (startWords.test(text.body.trim())) world.optedOut.delete(`${text.from}|${text.to}`)
  const logged = logText(world, {
    ...{ from: text.from, to: text.to, body: text.body, direction: 'inbound', status: 'received' },
    ...{ media, at },
  })

  const bindings = bindingsOf(text)
  const captured =
    text.others === undefined ? conversationOfPair(world, text.from, text.to) : conversationOfSet(world, bindings)
  const conversation = captured ?? (number.autocreation ? autocreate(place, text, bindings) : null)
  if (conversation === null || hooks.wantsSmsCopy()) postCopy(place, number.smsUrl, logged, text)
  if (conversation === null) return { messageSid: logged.sid, conversationSid: null, index: null, smsSid: logged.sid }
  const message = addMessage(place, conversation, {
    author: text.from,
    body: text.body,
    mediaSids: media.map(({ sid }) => sid),
    at,
  })
  messageAdded(world, hooks, conversation, message, 'SMS')
  return {
    messageSid: message.sid,
    conversationSid: conversation.sid,
    index: message.index,
    smsSid: logged.sid,
  }
}

function bindingsOf(text: GuestText): readonly Binding[] {
  const nobody = { identity: null, address: null, proxyAddress: null, projectedAddress: null }
  if (text.others === undefined) return [{ ...nobody, address: text.from, proxyAddress: text.to }]
  return [
    ...[text.from, ...text.others].map((address) => ({ ...nobody, address })),
    { ...nobody, projectedAddress: text.to },
  ]
}

function autocreate({ world, hooks }: Place, text: GuestText, bindings: readonly Binding[]): Conversation {
  const conversation = newConversation(world)
  const group = text.others !== undefined
  conversationAdded(world, hooks, conversation, 'SMS', {
    members: [text.from, ...(text.others ?? [])],
    proxy: group ? null : text.to,
    projected: group ? text.to : null,
  })
  for (const binding of bindings) participantAdded(hooks, conversation, join(world, conversation, binding), 'SMS')
  return conversation
}

/** Programmable Messaging's webhook: without time, with links to the files, and `OptOutType` only where it is given. */
function postCopy({ world, hooks }: Place, smsUrl: string | null, logged: LoggedText, text: GuestText): void {
  if (smsUrl === null || smsUrl === '') return
  const files = logged.media.flatMap(({ sid, contentType }, at) => [
    [`MediaContentType${at}`, contentType],
    [
      `MediaUrl${at}`,
      `https://api.twilio.com/2010-04-01/Accounts/${world.accountSid}/Messages/${logged.sid}/Media/${sid}`,
    ],
  ])
  const others = (text.others ?? []).map((phone, at) => [`OtherRecipients${at}`, phone])
  hooks.post(smsUrl, {
    ToCountry: 'US',
    ToState: '',
    SmsMessageSid: logged.sid,
    NumMedia: String(logged.media.length),
    ToCity: '',
    FromZip: '',
    SmsSid: logged.sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: logged.body,
    FromCountry: 'US',
    To: logged.to,
    ToZip: '',
    NumSegments: '1',
    MessageSid: logged.sid,
    AccountSid: world.accountSid,
    From: logged.from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries([...files, ...others]),
    ...(text.optOutType === undefined ? {} : { OptOutType: text.optOutType }),
  })
}

export type MemberText = {
  readonly conversationSid: string
  /** Null: an event without author. */
  readonly author: string | null
  readonly body: string
  readonly at?: string
  readonly attributes?: string
}

const momentOf = (at: string | undefined): number | undefined => (at === undefined ? undefined : readInstant(at))

/** Somebody of the conversation writes into it: a member of a group, a third phone, a person in Twilio's console. */
export function memberTexts(place: Place, text: MemberText): { readonly messageSid: string; readonly index: number } {
  const conversation = conversationNamed(place.world, text.conversationSid)
  const message = addMessage(place, conversation, {
    author: text.author,
    body: text.body,
    attributes: text.attributes,
    at: momentOf(text.at),
  })
  messageAdded(place.world, place.hooks, conversation, message, 'SMS')
  return { messageSid: message.sid, index: message.index }
}

export type ReceiptNews = {
  /** `IM…`, or the `SM…` of a text sent by Programmable Messaging. */
  readonly messageSid: string
  readonly status: string
  readonly errorCode?: number
  /** Of one handset only; of all but the author without it. */
  readonly participantSid?: string
}

export function receipt(place: Place, news: ReceiptNews): void {
  const what = { status: news.status, errorCode: news.errorCode ?? null }
  if (!news.messageSid.startsWith('IM')) {
    setTextStatus(place, textNamed(place.world, news.messageSid), what)
    return
  }
  const conversation = conversationOf(place.world, news.messageSid)
  const message = messageNamed(conversation, news.messageSid)
  for (const { sid, address } of conversation.participants)
    if (
      news.participantSid === undefined ? address !== null && address !== message.author : sid === news.participantSid
    )
      setReceipt(place, conversation, message, sid, what)
}

function conversationOf(world: World, messageSid: string): Conversation {
  const found = [...world.conversations.values()].find(({ messages }) => messages.some(({ sid }) => sid === messageSid))
  if (found === undefined) throw new Error(`the training Twilio has no message ${messageSid}`)
  return found
}

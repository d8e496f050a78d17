/**
 * Twilio in memory for tests of sending: pairs are unique, indices rise, and every call can be spoilt before or after
 * it was carried out. The fake Twilio (fake-twilio.ts) enforces more; this one is quick enough for thousands of stories.
 */
import type { MessageAttributes } from '../../electron/domain/message.ts'
import { fail, ok, type Result } from '../../electron/domain/result.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type {
  Asked,
  GatewayFault,
  ListedMessage,
  LoggedText,
  MessageGateway,
} from '../../electron/ports/message-gateway.ts'

export type Held = {
  readonly sid: string
  readonly uniqueName: string
  readonly kind: 'one-to-one' | 'group'
  readonly number: string
  members: string[]
  state: 'active' | 'inactive' | 'closed'
  readonly messages: ListedMessage[]
}
/** How one call goes wrong. `late`: Twilio carries it out so many milliseconds after it was cut off. */
export type Spoilt =
  | { readonly before: GatewayFault }
  | { readonly after: GatewayFault }
  | { readonly late: number }
  | { readonly dies: 'before' | 'after' }
export type Verb =
  | 'openLine'
  | 'openGroup'
  | 'send'
  | 'sendText'
  | 'listMessages'
  | 'listTexts'
  | 'roster'
  | 'uploadMedia'

/** The process ends here: what was being written is as the store has it. */
export class Death extends Error {}

export type SendingWorld = {
  readonly gateway: MessageGateway
  readonly conversations: Held[]
  readonly log: LoggedText[]
  readonly calls: { verb: Verb; at: number }[]
  readonly joined: { sid: string; phone: string }[]
  readonly left: { sid: string; phone: string }[]
  readonly uploads: { sid: string; size: number }[]
  /** Asked before each call; null lets it pass. */
  spoil: (verb: Verb) => Spoilt | null
  /** A conversation that was there before us. */
  readonly add: (held: Partial<Held> & Pick<Held, 'number' | 'members'>) => Held
  /** Every text that Twilio took, in the order of each conversation, bodies as sent. */
  readonly bodies: () => readonly string[]
  readonly clientIds: () => readonly string[]
}

const pageSize = 3

export function sendingWorld(now: () => Instant): SendingWorld {
  let count = 0
  const sid = (kind: string): string => `${kind}${String(++count).padStart(32, '0')}`
  const late: { at: number; run: () => void }[] = []
  const conversations: Held[] = []
  const log: LoggedText[] = []
  const calls: { verb: Verb; at: number }[] = []
  const joined: { sid: string; phone: string }[] = []
  const left: { sid: string; phone: string }[] = []
  const uploads: { sid: string; size: number }[] = []
  const world: { spoil: SendingWorld['spoil'] } = { spoil: () => null }

  async function call<Value>(verb: Verb, run: () => Result<Value, GatewayFault>): Asked<Value> {
    for (const one of late.splice(0))
      if (one.at <= now()) one.run()
      else late.push(one)
    calls.push({ verb, at: now() })
    const spoilt = world.spoil(verb)
    await Promise.resolve()
    if (spoilt !== null && 'dies' in spoilt) {
      if (spoilt.dies === 'after') run()
      throw new Death('the process ends here')
    }
    if (spoilt !== null && 'before' in spoilt) return fail(spoilt.before)
    if (spoilt !== null && 'late' in spoilt) {
      late.push({ at: now() + spoilt.late, run: () => void run() })
      return fail({ kind: 'outcome-unknown' })
    }
    const answer = run()
    return spoilt === null ? answer : fail(spoilt.after)
  }
  const named = (name: string): Held | undefined => conversations.find((one) => one.sid === name)
  const add: SendingWorld['add'] = (held) => {
    const made: Held = {
      sid: sid('CH'),
      uniqueName: held.uniqueName ?? '',
      kind: held.kind ?? 'one-to-one',
      state: 'active',
      messages: [],
      ...held,
    }
    conversations.push(made)
    return made
  }
  const open = (
    kind: Held['kind'],
    uniqueName: string,
    members: readonly string[],
    number: string,
  ): Result<{ readonly sid: string }, GatewayFault> => {
    const known = conversations.find((one) => one.uniqueName === uniqueName)
    if (known !== undefined) return known.state === 'closed' ? fail({ kind: 'closed' }) : ok({ sid: known.sid })
    const holder = conversations.find(
      (one) =>
        one.state !== 'closed' &&
        one.number === number &&
        (kind === 'group'
          ? one.kind === 'group' && [...one.members].sort().join() === [...members].sort().join()
          : one.kind === 'one-to-one' && one.members.includes(members[0] ?? '')),
    )
    if (holder !== undefined) return fail({ kind: 'taken', sid: holder.sid })
    return ok({ sid: add({ uniqueName, kind, members: [...members], number }).sid })
  }
  const page = <Item>(items: readonly Item[], from: string | null) => {
    const start = Number(from ?? 0)
    const next = start + pageSize < items.length ? String(start + pageSize) : null
    return { items: items.slice(start, start + pageSize), next }
  }
  const put = (held: Held, author: string, body: string, attributes: MessageAttributes | null): ListedMessage => {
    const message: ListedMessage = {
      sid: sid('IM'),
      conversationSid: held.sid,
      serviceSid: null,
      // Indices may skip numbers.
      index: (held.messages.at(-1)?.index ?? -1) + 1 + (count % 2),
      author,
      body,
      at: now(),
      media: [],
      attributes,
    }
    held.messages.push(message)
    return message
  }
  const unused = (): never => {
    throw new Error('sending does not ask this')
  }

  const gateway: MessageGateway = {
    openLine: (order) => call('openLine', () => open('one-to-one', order.uniqueName, [order.phone], order.number)),
    openGroup: (order) => call('openGroup', () => open('group', order.uniqueName, order.phones, order.number)),
    async addMember({ conversationSid, phone }) {
      named(conversationSid)?.members.push(phone)
      joined.push({ sid: conversationSid, phone })
      return ok(null)
    },
    async removeMember({ conversationSid, participantSid }) {
      const held = named(conversationSid)
      const phone = participantSid.replace('MB', '')
      if (held !== undefined) held.members = held.members.filter((one) => one !== phone)
      left.push({ sid: conversationSid, phone })
      return ok(null)
    },
    roster: (name) =>
      call('roster', () => {
        const held = named(name)
        if (held === undefined) return fail({ kind: 'missing' })
        const members = held.members.map((address) => ({ address, participantSid: `MB${address}` }))
        return ok({ kind: held.kind, members, number: held.number })
      }),
    conversation: unused,
    conversationsOf: async (phone) =>
      ok(
        conversations
          .filter((one) => one.members.includes(phone))
          .map(({ sid: name, state, number }) => ({ sid: name, state, number })),
      ),
    listConversations: unused,
    send: (order) =>
      call('send', () => {
        const held = named(order.conversationSid)
        if (held === undefined) return fail({ kind: 'missing' })
        if (held.state === 'closed') return fail({ kind: 'closed' })
        const { sid: name, index, at } = put(held, order.author, order.body, order.attributes)
        return ok({ sid: name, index, at })
      }),
    listMessages: ({ conversationSid, page: from }) =>
      call('listMessages', () => {
        const held = named(conversationSid)
        return held === undefined ? fail({ kind: 'missing' }) : ok(page(held.messages.toReversed(), from))
      }),
    receipts: unused,
    sendText: (order) =>
      call('sendText', () => {
        const text: LoggedText = {
          sid: sid('SM'),
          from: order.from,
          to: order.to,
          body: order.body,
          direction: 'outbound',
          at: now(),
          mediaCount: 0,
          status: 'queued',
          errorCode: null,
        }
        log.push(text)
        return ok({ sid: text.sid, at: text.at })
      }),
    listTexts: ({ number, since, page: from }) =>
      call('listTexts', () => ok(page(log.filter((one) => one.from === number && one.at >= since).toReversed(), from))),
    text: unused,
    textMedia: unused,
    fetchMedia: unused,
    uploadMedia: (file) =>
      call('uploadMedia', () => {
        const name = sid('ME')
        uploads.push({ sid: name, size: file.bytes.length })
        return ok({ sid: name })
      }),
    account: {
      webhook: unused,
      setWebhook: unused,
      numbers: unused,
      setSmsUrl: unused,
      configuration: async () => ok({ serviceSid: 'IS1', closedTimer: null }),
      addressConfigurations: unused,
      enableAutocreation: unused,
    },
  }
  return {
    gateway,
    conversations,
    log,
    calls,
    joined,
    left,
    uploads,
    get spoil() {
      return world.spoil
    },
    set spoil(spoil) {
      world.spoil = spoil
    },
    add,
    bodies: () => [
      ...conversations.flatMap((one) => one.messages.map((text) => text.body)),
      ...log.map((one) => one.body),
    ],
    clientIds: () => conversations.flatMap((one) => one.messages.flatMap((text) => text.attributes?.clientMsgId ?? [])),
  }
}

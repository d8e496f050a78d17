/** Sends what was written to the staff: each phone's texts in order, one at a time, and none twice. */
import { repliesUnderWay, type StaffReply } from '../../../db/queries/staff-replies.ts'
import { programAuthor } from '../../domain/message.ts'
import { ok } from '../../domain/result.ts'
import type { Gateways, MessageGateway } from '../../ports/message-gateway.ts'
import type { Desk } from '../desk/index.ts'
import { type Found, findInConversation, findInLog, settlesWithinMs } from './look-up.ts'
import { conversationFor, numberOf, type ReplyNumber } from './place.ts'
import { beginCall, lookAgain, notAccepted, recordSent, sendAgain, takeUp } from './settle.ts'

export type ReplySender = {
  /** Sets it to work where something is due, and does not wait. Rethrows the bug that ended it. */
  readonly begin: () => void
  /** Sends what is due and waits. Answers how many tries were made. */
  readonly work: () => Promise<number>
  readonly idle: () => Promise<void>
  /** Ends after the call under way; what is due stays due. */
  readonly halt: () => Promise<void>
}
type Parts = {
  readonly desk: Desk
  readonly gateways: Gateways
  /** Where Twilio reports what became of a text outside its conversations; null without a public address. */
  readonly statusUrl: () => string | null
}
const lookAgainMs = 10_000

export function createReplySender(parts: Parts): ReplySender {
  const { desk } = parts
  let pass: Promise<void> | null = null
  let broken: unknown = null
  let halted = false
  let tries = 0

  /** The first of each phone's texts, where its time has come. */
  const due = (): readonly StaffReply[] => {
    const now = desk.clock.now()
    const heads = new Map<string, StaffReply>()
    for (const reply of repliesUnderWay(desk.store.read)) if (!heads.has(reply.phone)) heads.set(reply.phone, reply)
    return [...heads.values()].filter((reply) => reply.nextTryAt <= now)
  }

  async function run(gateway: MessageGateway): Promise<void> {
    for (let heads = due(); heads.length > 0 && !halted; heads = due()) {
      for (const head of heads) {
        if (halted) return
        const taken = takeUp(desk, head.id)
        if (taken === null) continue
        tries += 1
        await (taken.lookUp ? lookUp(gateway, taken.reply) : send(gateway, taken.reply))
      }
    }
  }

  async function send(gateway: MessageGateway, reply: StaffReply): Promise<void> {
    const number = numberOf(desk, reply)
    if (number === null) return notAccepted(desk, reply, { kind: 'unreachable' })
    if (number.isMessaging) return sendOutside(gateway, reply, number)
    const place = await conversationFor(desk, gateway, reply, number.phone)
    if (!place.ok) return notAccepted(desk, reply, neverSent(place.error))
    if (!beginCall(desk, reply, place.value, number.phone)) return
    const answer = await gateway.send({
      conversationSid: place.value,
      author: programAuthor,
      body: reply.body,
      attributes: { clientMsgId: reply.id, unit: null, kind: 'text' },
      mediaSids: [],
    })
    if (answer.ok) recordSent(desk, reply, answer.value.sid)
    else notAccepted(desk, reply, answer.error)
  }

  async function sendOutside(gateway: MessageGateway, reply: StaffReply, number: ReplyNumber): Promise<void> {
    if (!beginCall(desk, reply, null, number.phone)) return
    const answer = await gateway.sendText({
      from: number.phone,
      to: reply.phone,
      body: reply.body,
      mediaUrls: [],
      statusUrl: parts.statusUrl(),
    })
    if (answer.ok) recordSent(desk, reply, answer.value.sid)
    else notAccepted(desk, reply, answer.error)
  }

  async function lookUp(gateway: MessageGateway, reply: StaffReply): Promise<void> {
    const number = numberOf(desk, reply)
    if (number === null) return void lookAgain(desk, reply, lookAgainMs)
    const found = await (number.isMessaging
      ? findInLog(desk, gateway, reply, number)
      : findAtTwilio(gateway, reply, number))
    desk.logger.info('staff-reply.looked-up', { reply: reply.id, found: found.ok && found.value !== null })
    if (!found.ok) return void lookAgain(desk, reply, lookAgainMs)
    if (found.value !== null) return void recordSent(desk, reply, found.value)
    const age = desk.clock.now() - (reply.sendingSince ?? reply.createdAt)
    if (age >= 0 && age < settlesWithinMs) lookAgain(desk, reply, lookAgainMs)
    else sendAgain(desk, reply)
  }

  /** Where no call was stored, as in a folder that was put back, the conversation there is now is read. */
  async function findAtTwilio(gateway: MessageGateway, reply: StaffReply, number: ReplyNumber): Found {
    const place =
      reply.conversationSid === null
        ? await conversationFor(desk, gateway, reply, number.phone)
        : ok(reply.conversationSid)
    return place.ok ? findInConversation(gateway, reply, place.value) : place
  }

  function begin(): void {
    halted = false
    const error = broken
    broken = null
    if (error !== null) throw error
    const gateway = pass === null ? parts.gateways.current() : null
    if (gateway === null || due().length === 0) return
    pass = run(gateway)
      .catch((bug: unknown) => {
        broken = bug
      })
      .finally(() => {
        pass = null
      })
  }
  async function idle(): Promise<void> {
    while (pass !== null) await pass
  }

  return {
    begin,
    idle,
    async halt() {
      halted = true
      await idle()
    },
    async work() {
      await idle()
      const before = tries
      begin()
      await idle()
      return tries - before
    },
  }
}

/** What went wrong before the call: the text itself was not sent, whatever became of the call before it. */
const neverSent = <Fault extends { readonly kind: string }>(fault: Fault): Fault | { readonly kind: 'unreachable' } =>
  fault.kind === 'outcome-unknown' ? { kind: 'unreachable' } : fault

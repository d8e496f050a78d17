/** A test desk whose texts leave into a Twilio in memory. */

import { type Conversation, readConversation } from '../../db/queries/conversations.ts'
import { writeSetting } from '../../db/queries/house.ts'
import { writeNumber } from '../../db/queries/lines.ts'
import { type Message, messagesOfConversation } from '../../db/queries/messages.ts'
import type { ConversationId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { ok } from '../../electron/domain/result.ts'
import type { MessageGateway } from '../../electron/ports/message-gateway.ts'
import { ensureContact, ensureConversation } from '../../electron/services/conversations/index.ts'
import { type Desk, transact, type Work } from '../../electron/services/desk/index.ts'
import {
  createSender,
  hurryOutbox,
  type Sender,
  type SenderParts,
  sendText,
} from '../../electron/services/outbox/index.ts'
import { houses } from './houses.ts'
import { type SendingWorld, type Spoilt, sendingWorld, type Verb } from './sending-world.ts'
import { dana, must, openTestDesk, type TestDesk, type TestDeskOptions } from './test-desk.ts'

export const john = '+12025550101'
export const ann = '+12025550102'
export const ours = '+12025550150'

export type SendingDesk = TestDesk & {
  readonly world: SendingWorld
  readonly sender: () => Sender
  /** A sender of another store into the same Twilio. */
  readonly senderOf: (desk: Desk) => Sender
  /** A process of its own: takes up what the last one left. */
  readonly restart: () => void
  /** Sends until nothing is due now. */
  readonly drain: () => Promise<void>
  /** Drains, then lets a minute pass, until nothing waits any more or `minutes` are over. */
  readonly drainFor: (minutes: number) => Promise<void>
  /** The conversation with a phone in a unit (`R1`), or the general one. */
  readonly talk: (phone: string, unit?: string) => Conversation
  readonly texts: (conversation: { readonly id: ConversationId }) => readonly Message[]
  readonly inWork: <Value>(change: (work: Work) => Value) => Value
}
export type SendingDeskOptions = TestDeskOptions & {
  readonly numbers?: readonly string[]
  readonly authority?: 'conversations' | 'messaging'
  readonly mode?: 'desk' | 'group'
  readonly judge?: SenderParts['judge']
  /** Another Twilio than the one in memory. */
  readonly gateway?: MessageGateway
}

export function openSendingDesk(options: SendingDeskOptions = {}): SendingDesk {
  const open = openTestDesk(options)
  const { desk } = open
  const world = sendingWorld(() => desk.clock.now())
  const inWork = <Value>(change: (work: Work) => Value): Value => must(transact(desk, dana, (work) => ok(change(work))))
  inWork((work) => {
    writeSetting(work.db, 'twilio', { accountSid: 'AC1', mode: options.mode ?? 'desk', authority: 'conversations' })
    const numbers = options.numbers ?? [ours]
    numbers.forEach((phone, position) => {
      const authority = options.authority ?? 'conversations'
      writeNumber(work.db, { phone: phone as PhoneNumber, position, active: true, authority })
    })
  })
  const senderOf = (of: Desk): Sender =>
    createSender({
      desk: of,
      gateways: { current: () => options.gateway ?? world.gateway },
      judge: options.judge ?? ((_db, _house, _desk, message) => ({ body: message.body })),
    })
  let sender = senderOf(desk)
  const drain = async (): Promise<void> => {
    for (let pass = 0; pass < 300; pass++) if ((await sender.work()) === 0) return
    throw new Error('the sender did not come to rest in 300 passes')
  }
  return {
    ...open,
    world,
    inWork,
    sender: () => sender,
    senderOf,
    restart() {
      sender = senderOf(desk)
      desk.store.write((db) => hurryOutbox(db, desk.clock.now()))
    },
    drain,
    async drainFor(minutes) {
      for (let passed = 0; passed < minutes * 2; passed++) {
        await drain()
        open.advance(30_000)
      }
      await drain()
    },
    talk: (phone, unit) =>
      inWork((work) => {
        const unitId = unit === undefined ? null : work.house.units.find((one) => one.key === unit)!.id
        const { id } = ensureConversation(work, ensureContact(work, phone).id, unitId)
        return readConversation(work.db, id)!
      }),
    texts: ({ id }) => messagesOfConversation(desk.store.read, id),
  }
}

/** Opens such desks in a test file; every one is closed after its test. */
export function sendingDesks(): (options?: SendingDeskOptions) => SendingDesk {
  const { keep } = houses()
  return (options = {}) => {
    const house = openSendingDesk(options)
    keep(house)
    return house
  }
}

/** Somebody at the desk writes to a phone, in a unit's conversation or the general one. */
export function say(
  house: SendingDesk,
  text: string,
  phone = john,
  unit?: string,
): { readonly talk: Conversation; readonly message: Message } {
  const talk = house.talk(phone, unit)
  return { talk, message: must(sendText(house.desk, dana, { conversationId: talk.id, text })) }
}

/** Spoils the first calls of one verb, one spoilt way each. */
export function spoil(house: SendingDesk, verb: Verb, ...ways: readonly Spoilt[]): void {
  const left = [...ways]
  house.world.spoil = (asked) => (asked === verb ? (left.shift() ?? null) : null)
}
export const offline = (house: SendingDesk): void => {
  house.world.spoil = () => ({ before: { kind: 'unreachable' } })
}
export const online = (house: SendingDesk): void => {
  house.world.spoil = () => null
}

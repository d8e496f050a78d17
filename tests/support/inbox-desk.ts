/** A desk with numbers of its own, to which texts come as a webhook or catch-up hands them to filing. */

import { readReservation } from '../../db/queries/bookings.ts'
import { conversationsOfContact, linksOfConversation, readLink } from '../../db/queries/conversations.ts'
import { readHouse, writeSetting } from '../../db/queries/house.ts'
import { contactOfPhone, readLine, readLineSid, writeNumber } from '../../db/queries/lines.ts'
import { insertMessage, type Message, messageOfSid, messagesOfConversation } from '../../db/queries/messages.ts'
import type { ConversationId, UnitId } from '../../electron/domain/ids.ts'
import type { Filed, Incoming } from '../../electron/domain/incoming.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import { ok } from '../../electron/domain/result.ts'
import { addDays, type CalendarDate } from '../../electron/domain/time.ts'
import { contactOf, fileIncoming, lineToSendBy, noteRoster } from '../../electron/services/conversations/index.ts'
import { type Desk, transact, type Work } from '../../electron/services/desk/index.ts'
import { houses } from './houses.ts'
import { at, book, dana, must, openTestDesk, type TestDesk, type TestDeskOptions } from './test-desk.ts'

export const john = '+12025550101'
export const ann = '+12025550102'
export const n1 = '+12025550150'
export const n2 = '+12025550151'
export const n3 = '+12025550152'
export const pool = { numbers: [n1, n2, n3] } as const
/** The day most stories are told on; the house keeps London's time, at noon an hour ahead of UTC. */
export const day = (offset: number): CalendarDate => addDays('2026-06-10' as CalendarDate, offset)
export const noon = (offset: number): string => `${day(offset)}T11:00:00Z`

export type Text = {
  readonly from?: string
  /** Ours; the Twilio conversation of the pair carries it. */
  readonly to?: string
  readonly body?: string
  readonly at?: string
  readonly sid?: string
  readonly index?: number | null
  readonly group?: string
} & Partial<Omit<Incoming, 'at'>>

export type InboxDesk = TestDesk & {
  readonly work: <Value>(work: (work: Work) => Value) => Value
  /** Files a text a second later; in a pool its Twilio conversation is known unless `known` is false. */
  readonly text: (text: Text, known?: boolean) => Filed
  readonly incoming: (text: Text) => Incoming
  /** A stay of one reservation from day to day, with its guest's phone. */
  readonly stay: (reference: string, unit: string, from: number, to: number, phone?: string) => string
  /** Somebody at the desk wrote in a unit's conversation. */
  readonly wrote: (unit: string | null, when: string, phone?: string) => void
  /** Where the texts of a phone stand: `R1: hello, again`, by unit; the general one is `-` and last. */
  readonly shows: (phone?: string) => readonly string[]
  readonly message: (sid: string) => Message
  readonly conversation: (unit: string | null, phone?: string) => ConversationId
  /** The reference and the history of references a unit's conversation is linked to. */
  readonly link: (unit: string | null, phone?: string) => string | null
  readonly history: (unit: string | null, phone?: string) => readonly (string | null)[]
  readonly numberOf: (unit: string | null, phone?: string) => string | null
  /** The unit, rule and marks of one text. */
  readonly filed: (sid: string) => string
  readonly unit: (key: string) => UnitId
}

/** Opens such desks in a test file; every one is closed after its test. */
export function inboxes(): (options?: Parameters<typeof openInbox>[0]) => InboxDesk {
  const { keep } = houses()
  return (options = {}) => {
    const house = openInbox(options)
    keep(house)
    return house
  }
}

/** A on R1 has ended yesterday and has a conversation; B on R2 begins today. */
export function movedOn(house: InboxDesk): void {
  house.setNow(noon(-5))
  house.stay('A100', 'R1', -20, -1)
  house.text({ body: 'old' })
  house.setNow(noon(0))
  house.stay('B200', 'R2', 0, 20)
}

/** The units kept with a text as where else it might belong. */
export const placesOf = (house: InboxDesk, sid: string): readonly (string | undefined)[] =>
  (JSON.parse(house.message(sid).alternatives) as { unitId: string }[]).map((one) =>
    ['R1', 'R2', 'R3'].find((key) => house.unit(key) === one.unitId),
  )

let serial = 0

export function openInbox(
  options: TestDeskOptions & { readonly numbers?: readonly string[]; readonly mode?: 'desk' | 'group' } = {},
): InboxDesk {
  const house = openTestDesk({ now: noon(0), ...options })
  const { desk } = house
  const numbers = options.numbers ?? [n1]
  const work = <Value>(run: (work: Work) => Value): Value => must(transact(desk, dana, (inside) => ok(run(inside))))
  work(({ db }) => {
    numbers.forEach((phone, position) => {
      writeNumber(db, { phone: phone as PhoneNumber, position, active: true, authority: 'conversations' })
    })
    writeSetting(db, 'twilio-numbers', numbers)
    writeSetting(db, 'twilio', { accountSid: 'AC00', mode: options.mode ?? 'desk', authority: 'conversations' })
  })
  const read = desk.store.read
  const unit = (key: string): UnitId => readHouse(read)!.units.find((one) => one.key === key)!.id
  const incoming = (text: Text): Incoming => {
    const from = text.from ?? john
    const to = text.to ?? numbers[0]!
    serial += 1
    const { from: _from, to: _to, group, at: when, ...rest } = text
    return {
      sid: `IM${serial}`,
      stream: 'conversations',
      conversationSid: group ?? `CH${from}${to}`,
      index: null,
      author: from,
      number: null,
      to: null,
      body: 'hello',
      media: [],
      attributes: null,
      optOut: null,
      ...rest,
      at: when === undefined ? desk.clock.now() : at(when as string),
    }
  }
  const conversations = (phone: string) => {
    const contact = contactOf(read, phone)
    return contact === null ? [] : conversationsOfContact(read, contact.id)
  }
  const keyOf = (id: UnitId | null): string => readHouse(read)!.units.find((one) => one.id === id)?.key ?? '-'
  const find = (key: string | null, phone = john) => {
    const found = conversations(phone).find((one) => keyOf(one.unitId) === (key ?? '-'))
    if (found === undefined) throw new Error(`no conversation ${key} of ${phone}`)
    return found
  }
  const reference = (id: number | null): string | null => {
    const reservation = id === null ? null : (readLink(read, id)?.reservationId ?? null)
    return reservation === null ? null : readReservation(read, reservation)!.reference
  }
  const message = (sid: string): Message => {
    const found = messageOfSid(read, sid)
    if (found === null) throw new Error(`no message ${sid}`)
    return found
  }
  return {
    ...house,
    work,
    incoming,
    unit,
    message,
    text(text, known = true) {
      // Two texts never have the same second here unless a test says so.
      if (text.at === undefined) house.advance(1_000)
      const one = incoming(text)
      return work((inside) => {
        if (known && numbers.length > 1 && one.conversationSid !== null && text.group === undefined) {
          const to = text.to ?? numbers[0]!
          if (readLineSid(inside.db, one.conversationSid) === null) noteRoster(inside, pairRoster(one, to))
        }
        return fileIncoming(inside, one)
      })
    },
    stay: (ref, key, from, to, phone = john) => book(desk, ref, [[key, day(from), day(to)]], { phone }).reservationId,
    wrote(key, when, phone = john) {
      work((inside) => {
        const conversation = find(key, phone)
        const line = lineToSendBy(inside, conversation)
        serial += 1
        insertMessage(inside.db, {
          ...deskText(`IM${serial}`),
          id: `desk-${serial}` as Message['id'],
          clientId: `client-${serial}`,
          conversationId: conversation.id,
          lineId: line.id,
          at: at(when),
          receivedAt: at(when),
        })
      })
    },
    shows: (phone = john) =>
      conversations(phone)
        .map(
          (one) =>
            `${keyOf(one.unitId)}: ${messagesOfConversation(read, one.id)
              .map((text) => text.body)
              .join(', ')}`,
        )
        // Of one moment ids tell no order: units by key, the general conversation last.
        .sort((left, right) => (left.startsWith('-') ? 1 : right.startsWith('-') ? -1 : left < right ? -1 : 1)),
    conversation: (key, phone) => find(key, phone).id,
    link: (key, phone) => reference(find(key, phone).linkId),
    history: (key, phone) => linksOfConversation(read, find(key, phone).id).map((link) => reference(link.id)),
    numberOf(key, phone) {
      const { lineId } = find(key, phone)
      return lineId === null ? null : readLine(read, lineId)!.number
    },
    filed(sid) {
      const found = message(sid)
      const all = conversations(john).concat(conversations(ann))
      const where = all.find((one) => one.id === found.conversationId)
      const marks = [found.needsReview ? 'review' : '', found.guess ? 'guess' : ''].filter(Boolean)
      return [keyOf(where?.unitId ?? null), found.routeRule, ...marks].join(' ')
    },
  }
}

export const pairRoster = (one: Pick<Incoming, 'conversationSid' | 'author'>, number: string) => ({
  conversationSid: one.conversationSid ?? '',
  kind: 'one-to-one' as const,
  members: [{ address: one.author ?? '', participantSid: null }],
  number,
})

const deskText = (sid: string) => ({
  sid,
  twilioConversationSid: null,
  messageIndex: null,
  direction: 'outbound' as const,
  kind: 'text' as const,
  author: 'desk:Dana',
  body: 'from the desk',
  prefix: null,
  status: 'sent' as const,
  errorCode: null,
  statusReason: null,
  routeRule: null,
  alternatives: '[]',
  guess: false,
  needsReview: false,
  rosterUnknown: false,
  settledBy: null,
  readAt: null,
  stayId: null,
  reservationId: null,
})

/** The contact row of a phone, root or not. */
export const contactRow = (desk: Desk, phone: string) => contactOfPhone(desk.store.read, phone)

/**
 * Lays out the conversations of the demo house, each text at its own time and by the ways of a real house: guests' texts
 * are filed, the desk's are queued, and Twilio's echo and receipt follow. Nothing of it is asked of Twilio.
 */
import { readConversation } from '../../../db/queries/conversations.ts'
import { readHouse } from '../../../db/queries/house.ts'
import { ourNumbers } from '../../../db/queries/lines.ts'
import {
  type Message,
  mediaOfMessages,
  messageOfSid,
  readMessage,
  updateMedia,
  updateMessage,
} from '../../../db/queries/messages.ts'
import type { MessageId } from '../../domain/ids.ts'
import { ok } from '../../domain/result.ts'
import { addDays, deskDateOf, type Instant, instant, minutes, toInstant } from '../../domain/time.ts'
import {
  closeConversation,
  ensureContact,
  ensureConversation,
  fileIncoming,
  markRead,
  noteRoster,
  prefixOf,
} from '../conversations/index.ts'
import { type Desk, transact, type Work } from '../desk/index.ts'
import { type Party, partiesAround, tellByHand } from '../guest-messages/index.ts'
import { saveTextingParts } from '../house/index.ts'
import { addNote, noteReceipt, sendText } from '../outbox/index.ts'
import { deskAt, program, sure } from './demo-clock.ts'
import { scarfPicture } from './demo-picture.ts'
import { type DemoMoment, type DemoText, demoTexts } from './demo-texts.ts'
import { trainingParts } from './training-account.ts'

type Event = { readonly at: Instant; readonly happen: (desk: Desk) => void }

/** Once, on a demo house whose codes are laid out: guests have been told those. */
export function layOutDemoTexts(desk: Desk): void {
  const house = readHouse(desk.store.read)
  if (house === null) return
  const now = desk.clock.now()
  const { timeZone, rolloverTime } = house.property
  const today = deskDateOf(now, timeZone, rolloverTime)
  const momentOf = (when: DemoMoment): Instant =>
    'ago' in when
      ? instant(now - minutes(when.ago))
      : toInstant(addDays(today, when.day), when.time as never, timeZone, 'earlier')
  // Only now: before its codes are laid out, the program would tell guests of half of them.
  inWork(desk, (work) => {
    if (saveTextingParts(work, trainingParts) !== null) throw new Error('the demo house cannot be given its account')
  })
  const wire = newWire()
  const written = demoTexts.map((text): Event => {
    const at = momentOf(text.when)
    // What is sent later was written a moment ago.
    const writtenAt = text.kind === 'later' ? instant(now - minutes(1)) : at
    return { at: writtenAt, happen: (then) => happen(then, wire, text, at) }
  })
  const told = [...partiesAround(desk.store.read, house, now)]
    .sort((left, right) => ((left.reservation.reference ?? '') < (right.reservation.reference ?? '') ? -1 : 1))
    .flatMap((party, order) => toldDoors(party, wire, now, order))
  for (const { at, happen } of [...written, ...told].sort((left, right) => left.at - right.at)) {
    // A demo that is opened in the night has no evening behind it yet.
    happen(deskAt(desk, instant(Math.min(at, now))))
  }
}

/** Twilio's side of it: one conversation to a phone, and indices that rise. */
type Wire = {
  readonly sidOf: (phone: string) => string
  readonly nextMessage: (phone: string) => { readonly sid: string; readonly index: number }
}

function newWire(): Wire {
  const phones: string[] = []
  const counts = new Map<string, number>()
  let messages = 0
  const sid = (kind: string, number: number): string => kind + number.toString(16).padStart(32, '0')
  return {
    sidOf(phone) {
      if (!phones.includes(phone)) phones.push(phone)
      return sid('CH', phones.indexOf(phone) + 1)
    },
    nextMessage(phone) {
      const index = counts.get(phone) ?? 0
      counts.set(phone, index + 1)
      messages += 1
      return { sid: sid('IM', messages), index }
    },
  }
}

function happen(desk: Desk, wire: Wire, text: DemoText, at: Instant): void {
  if (text.kind === 'guest') {
    guestWrites(desk, wire, text)
    return
  }
  const caller = { actor: text.by, source: 'demo' } as const
  const conversationId = inWork(desk, (work) => {
    const unit = text.unit === null ? null : (work.house.units.find((one) => one.key === text.unit)?.id ?? null)
    return ensureConversation(work, ensureContact(work, text.phone as never).id, unit).id
  })
  if (text.kind === 'note') sure(addNote(desk, caller, { conversationId, text: text.body }))
  else if (text.kind === 'done') sure(closeConversation(desk, caller, { conversationId, closed: true }))
  else if (text.kind === 'later') sure(sendText(desk, caller, { conversationId, text: text.body, sendAt: at }))
  else leave(desk, wire, text.phone, sure(sendText(desk, caller, { conversationId, text: text.body })), text.fault)
}

function guestWrites(desk: Desk, wire: Wire, text: DemoText & { readonly kind: 'guest' }): void {
  const photo = { sid: null, serviceSid: null, url: null, contentType: 'image/png', filename: 'scarf.png', size: null }
  const filed = inWork(desk, (work) => {
    const { sid } = pass(work, wire, text.phone, {
      author: text.phone,
      body: text.body,
      media: text.scarf === true ? [photo] : [],
      attributes: null,
    })
    const message = messageOfSid(work.db, sid)
    if (message === null) throw new Error('a text of the demo house was not filed')
    for (const { id } of mediaOfMessages(work.db, [message.id])) {
      const bytes = scarfPicture()
      const sealed = desk.store.vault.seal('media', bytes)
      updateMedia(work.db, id, { state: 'stored', sealed, size: bytes.length })
    }
    return message
  })
  if (text.unread !== true) sure(markRead(desk, program, { conversationId: filed.conversationId }))
}

/** A text of the desk as it went out: Twilio shows it, and the handset answers for it. */
function leave(desk: Desk, wire: Wire, phone: string, message: Message, fault?: number): void {
  inWork(desk, (work) => {
    const { id, clientId, author, body, kind, conversationId } = readMessage(work.db, message.id) ?? message
    const conversation = readConversation(work.db, conversationId)
    if (conversation !== null) updateMessage(work.db, id, { prefix: prefixOf(work.db, work.house, conversation) })
    if (clientId === null) throw new Error(`a text of the demo house without a name: ${id}`)
    const { sid } = pass(work, wire, phone, {
      author,
      body,
      media: [],
      attributes: { clientMsgId: clientId, unit: null, kind },
    })
    const status = fault === undefined ? 'delivered' : 'undelivered'
    noteReceipt(work, { messageSid: sid, status, errorCode: fault ?? null })
  })
}

/** A text by way of the phone's conversation at Twilio. */
function pass(
  work: Work,
  wire: Wire,
  phone: string,
  text: Pick<Parameters<typeof fileIncoming>[1], 'author' | 'body' | 'media' | 'attributes'>,
): { readonly sid: string } {
  const conversationSid = wire.sidOf(phone)
  const number = ourNumbers(work.db)[0]?.phone ?? null
  noteRoster(work, {
    ...{ conversationSid, kind: 'one-to-one', number },
    members: [{ address: phone, participantSid: null }],
  })
  const { sid, index } = wire.nextMessage(phone)
  const where = { sid, index, conversationSid, stream: 'conversations', number: null, to: null } as const
  fileIncoming(work, { ...where, ...text, at: work.now, optOut: null })
  return { sid }
}

/** When a party that is in house or comes was told its doors: after it arrived, or earlier today. */
function toldDoors(party: Party, wire: Wire, now: Instant, order: number): readonly Event[] {
  const phone = party.guest?.phones[0]
  const { id } = party.reservation
  if (phone === undefined || party.decision.do !== 'tell') return []
  const arrivedAt = party.stays.find((stay) => stay.status === 'in-house')?.arrivedAt ?? null
  const at = arrivedAt === null ? instant(now - minutes(190 + 7 * order)) : instant(arrivedAt + minutes(3))
  return [
    {
      at,
      happen(desk) {
        // Whose codes were not in view then is told by the program when they are.
        const told = tellByHand(desk, program, { kind: 'codes', reservationId: id, again: false })
        const message = told.ok ? readMessage(desk.store.read, told.value.id as MessageId) : null
        if (message !== null) leave(desk, wire, phone, message)
      },
    },
  ]
}

const inWork = <Value>(desk: Desk, act: (work: Work) => Value): Value =>
  sure(transact(desk, program, (work) => ok(act(work))))

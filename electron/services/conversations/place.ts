/** Where a text goes: loads what the router asks, decides, and makes the conversation with its line. */
import { type Conversation, conversationsOfContact } from '../../../db/queries/conversations.ts'
import { type Contact, type Line, readContact, readLine } from '../../../db/queries/lines.ts'
import type { Message } from '../../../db/queries/messages.ts'
import { lastWrittenByDesk, staysOfPhones, textBefore } from '../../../db/queries/routing.ts'
import type { ConversationId, LineId, UnitId } from '../../domain/ids.ts'
import { type RouteQuestion, routeMessage } from '../../domain/route-message.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { phonesOfPerson, rootOf } from './contacts.ts'
import { ensureConversation, followUnit } from './conversation.ts'
import { giveLine, holdersAt, isPool } from './lines.ts'

export type Placed = Pick<
  Message,
  'conversationId' | 'routeRule' | 'alternatives' | 'guess' | 'needsReview' | 'stayId' | 'reservationId'
>

/** What the router is asked for a text on this line at that moment. */
export function routeQuestion(work: Work, root: Contact, line: Line, at: Instant): RouteQuestion {
  const own = conversationsOfContact(work.db, root.id)
  const pinned = own.find((one) => one.pinnedAt !== null)
  const [holder, other] = isPool(work.db) ? holdersAt(work.db, line.id, at) : []
  return {
    at,
    zone: work.house.property.timeZone,
    stays: staysOfPhones(work.db, phonesOfPerson(work.db, root.id)),
    // The general conversation keeps no line for itself: else a guest who first wrote as a stranger would stay one.
    reservedFor: other === undefined ? (holder?.unitId ?? null) : null,
    pin: pinned === undefined ? null : { unitId: pinned.unitId },
    lined: new Set(own.flatMap((one) => (one.unitId !== null && hadLine(one, at) ? [one.unitId] : []))),
    lastWrote: () => lastWrote(work, own, at),
    keyOf: (unit: UnitId) => work.house.units.find((one) => one.id === unit)?.key ?? unit,
  }
}
function lastWrote(work: Work, own: readonly Conversation[], at: Instant): ReadonlyMap<UnitId, Instant> {
  const ids = own.map((one) => one.id)
  const wrote = lastWrittenByDesk(work.db, ids, instant(at - hours(72)), at)
  return new Map(
    own.flatMap((one) => {
      const when = wrote.get(one.id)
      return one.unitId === null || when === undefined ? [] : [[one.unitId, when] as const]
    }),
  )
}
const hadLine = (conversation: Conversation, at: Instant): boolean =>
  conversation.lineSetAt !== null && conversation.lineSetAt <= at

/** Files a guest's text that came over a line: answers where it stands and why, with its conversation made. */
export function placeGuestText(work: Work, line: Line, at: Instant): Placed {
  const author = readContact(work.db, line.contactId)
  if (author === null) throw new Error('a line without its contact')
  const root = rootOf(work.db, author)
  const choice = routeMessage(routeQuestion(work, root, line, at))
  const conversation = ensureConversation(work, root.id, choice.unitId)
  giveLine(work, conversation, line, author, at)
  followUnit(work, conversation)
  return {
    conversationId: conversation.id,
    routeRule: choice.rule,
    alternatives: JSON.stringify(choice.alternatives),
    guess: choice.guess,
    needsReview: choice.needsReview,
    stayId: choice.stay?.id ?? null,
    reservationId: choice.stay?.reservationId ?? null,
  }
}

/** What no router decided. */
export const unplaced = {
  routeRule: null,
  alternatives: '[]',
  guess: false,
  needsReview: false,
  stayId: null,
  reservationId: null,
} as const

/** What somebody else wrote on a line (a manager in a group, another program): with the text before it. */
export function placeOtherText(work: Work, line: Line, at: Instant, sid: string): Placed {
  const contact = readContact(work.db, line.contactId)
  if (contact === null) throw new Error('a line without its contact')
  const [holder, other] = holdersAt(work.db, line.id, at)
  const reserved = isPool(work.db) && holder !== undefined && other === undefined ? holder.id : null
  const before = reserved === null ? (textBefore(work.db, line.id, at, sid)?.conversationId ?? null) : null
  const id: ConversationId = reserved ?? before ?? ensureConversation(work, rootOf(work.db, contact).id, null).id
  return { ...unplaced, conversationId: id }
}

/** A text of ours this folder does not know any more: in the conversation of the unit it names. */
export function placeOwnText(work: Work, line: Line, unitKey: string | null): Placed {
  const contact = readContact(work.db, line.contactId)
  if (contact === null) throw new Error('a line without its contact')
  const unit = work.house.units.find((one) => one.key === unitKey)
  return { ...unplaced, conversationId: ensureConversation(work, rootOf(work.db, contact).id, unit?.id ?? null).id }
}

/** Kept in the general conversation until Twilio has said which of our numbers it came to. */
export function placeUnknownLine(work: Work, root: Contact): Placed {
  return {
    ...unplaced,
    conversationId: ensureConversation(work, root.id, null).id,
    routeRule: 'general',
    needsReview: true,
  }
}

export const mustLine = (work: Work, id: LineId): Line => {
  const line = readLine(work.db, id)
  if (line === null) throw new Error('a line vanished inside its own transaction')
  return line
}

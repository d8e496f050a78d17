/** Two phones that were one person's are two again: what either line carried meanwhile goes back to its own phone. */
import {
  type Conversation,
  conversationOf,
  conversationsOfContact,
  conversationsOnLine,
  readConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { type Contact, linesOfContacts, readContact, updateLine } from '../../../db/queries/lines.ts'
import { type Message, updateMessage } from '../../../db/queries/messages.ts'
import { textsElsewhere } from '../../../db/queries/routing.ts'
import type { ContactId, ConversationId } from '../../domain/ids.ts'
import { type Instant, instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { rootOf } from './contacts.ts'
import { ensureConversation, settleCounts } from './conversation.ts'
import { refile } from './refile.ts'

/**
 * To be called once the contact stands for itself again. No conversation of another person keeps its line: a reply there
 * would reach this phone.
 */
export function takeHome(work: Work, contactId: ContactId): void {
  const contact = readContact(work.db, contactId)
  if (contact === null) return
  const root = rootOf(work.db, contact)
  const texts = textsElsewhere(work.db, contactId, root.id)
  const lent = takeLines(work, root, contactId)
  const touched = new Set<ConversationId>()
  for (const text of texts) {
    const home = homeOf(work, root, text).id
    touched.add(text.conversationId).add(home)
    updateMessage(work.db, text.id, { conversationId: home })
  }
  const [first] = texts
  const guests = texts.filter((text) => text.direction === 'inbound' && text.settledBy === null)
  const fresh = new Set(guests.flatMap((text) => text.sid ?? []))
  if (first !== undefined && fresh.size > 0) refile(work, root.id, instant(first.at), { fresh, guests: true })
  for (const one of lent) giveBack(work, root, one, first?.at ?? work.now)
  settleCounts(
    work,
    [...touched].filter((id) => readConversation(work.db, id) !== null),
  )
}

/** Lines of this phone that conversations of another person have, taken from them. */
function takeLines(work: Work, root: Contact, contactId: ContactId): readonly Conversation[] {
  return linesOfContacts(work.db, [contactId]).flatMap((line) => {
    const holders = conversationsOnLine(work.db, line.id)
    const others = holders.filter((one) => one.contactId !== root.id)
    for (const { id } of others) updateConversation(work.db, id, { lineId: null, lineSetAt: null, lineSetBy: null })
    return others.length === holders.length ? others.slice(0, 1) : []
  })
}

/** A number that a unit got meanwhile goes on there, if it has none of its own: the guest knows it by now. */
function giveBack(work: Work, root: Contact, lent: Conversation, since: Instant): void {
  const { unitId, lineId, lineSetAt, lineSetBy } = lent
  const own = conversationOf(work.db, root.id, unitId)
  if (own === null) return
  const isNew = own.lineSetBy === 'route' && own.lineSetAt !== null && own.lineSetAt >= since
  if (own.lineId !== null && !isNew) return
  // Filing it anew may have chosen another number, which nobody is to open now.
  if (own.lineId !== null && own.lineId !== lineId) updateLine(work.db, own.lineId, { openBy: null })
  updateConversation(work.db, own.id, { lineId, lineSetAt, lineSetBy })
}

/** The conversation of the same unit where this person has one, else the general one. */
function homeOf(work: Work, root: Contact, text: Message): Conversation {
  const unitId = readConversation(work.db, text.conversationId)?.unitId ?? null
  const own = conversationsOfContact(work.db, root.id)
  return own.find((one) => one.unitId === unitId) ?? ensureConversation(work, root.id, null)
}

/** Two phones that were one person's are two again: what either line carried meanwhile goes back to its own phone. */
import {
  type Conversation,
  conversationsOfContact,
  conversationsOnLine,
  readConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { type Contact, linesOfContacts, readContact } from '../../../db/queries/lines.ts'
import { type Message, updateMessage } from '../../../db/queries/messages.ts'
import { textsElsewhere } from '../../../db/queries/routing.ts'
import type { ContactId, ConversationId } from '../../domain/ids.ts'
import { instant } from '../../domain/time.ts'
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
  for (const line of linesOfContacts(work.db, [contactId]))
    for (const one of conversationsOnLine(work.db, line.id))
      if (one.contactId !== root.id)
        updateConversation(work.db, one.id, { lineId: null, lineSetAt: null, lineSetBy: null })
  settleCounts(
    work,
    [...touched].filter((id) => readConversation(work.db, id) !== null),
  )
}

/** The conversation of the same unit where this person has one, else the general one. */
function homeOf(work: Work, root: Contact, text: Message): Conversation {
  const unitId = readConversation(work.db, text.conversationId)?.unitId ?? null
  const own = conversationsOfContact(work.db, root.id)
  return own.find((one) => one.unitId === unitId) ?? ensureConversation(work, root.id, null)
}

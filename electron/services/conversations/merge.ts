/** Two phones of one person: from then on both are filed under the one that was named. */
import {
  type Conversation,
  conversationOf,
  conversationsOfContact,
  readConversation,
  refreshConversation,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { contactOfPhone, contactsOfPerson, everyNumber, readContact, updateContact } from '../../../db/queries/lines.ts'
import { messagesOfConversation, readMessages } from '../../../db/queries/messages.ts'
import { updateMessages } from '../../../db/queries/routing.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ContactId, ConversationId, MessageId } from '../../domain/ids.ts'
import { parsePhone } from '../../domain/phone-number.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { audit, type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { type Acted, conversationPlace, findConversation, placeOf, rememberAct } from './act.ts'
import { rootOf } from './contacts.ts'
import { followUnit, mustRead } from './conversation.ts'

/**
 * Says that the phone of this conversation and the one given are one person's. Texts of both are filed under the phone
 * given from now on; conversations of the same unit are joined there. Refused for a phone nobody texted from yet
 * (`contact-unknown`), and for one of the staff or of the house.
 */
export const mergeContact = (
  desk: Desk,
  caller: Caller,
  input: { readonly conversationId: ConversationId; readonly phone: string },
): Result<Acted, Failure> =>
  transact(desk, caller, (work) => {
    const found = findConversation(work, input.conversationId)
    if (!found.ok) return found
    const root = rootToBe(work, input.phone)
    if (!root.ok) return root
    const from = found.value.contactId
    if (root.value === from)
      return fail(failure('bad-input', 'That is the phone of this conversation itself. Nothing was changed.'))
    return ok(merge(work, found.value, from, root.value))
  })

function rootToBe(work: Work, raw: string): Result<ContactId, Failure> {
  const phone = parsePhone(raw, work.house.property.country)
  if (!phone.ok)
    return fail(failure(phone.error, 'That is not a phone number as it can be dialled here. Nothing was changed.'))
  if (everyNumber(work.db).includes(phone.value) || work.house.staff.some((member) => member.phone === phone.value))
    return fail(
      failure(
        'phone-reserved',
        'This number belongs to the staff or to the house, not to a guest. Nothing was changed.',
      ),
    )
  const contact = contactOfPhone(work.db, phone.value)
  if (contact === null)
    return fail(failure('contact-unknown', 'Nobody has texted from that phone yet. Nothing was changed.'))
  return ok(rootOf(work.db, contact).id)
}

function merge(work: Work, subject: Conversation, from: ContactId, root: ContactId): Acted {
  const contacts = contactsOfPerson(work.db, from)
  const theirs = conversationsOfContact(work.db, from)
  const joined = theirs.flatMap((one) => {
    const there = conversationOf(work.db, root, one.unitId)
    return there === null ? [] : [{ one, there }]
  })
  const texts = joined.flatMap(({ one }) => messagesOfConversation(work.db, one.id))
  const touched = [...theirs, ...joined.map(({ there }) => there)]
  const before = {
    texts: texts.map(placeOf),
    conversations: touched.map(conversationPlace),
    merged: contacts.map((contact) => ({ contactId: contact.id, into: contact.mergedIntoId })),
  }
  for (const contact of contacts) updateContact(work.db, contact.id, { mergedIntoId: root })
  for (const one of theirs) {
    const into = joined.find((pair) => pair.one.id === one.id)?.there
    // A person has one pin: that of the phone given stays, if it has one.
    updateConversation(work.db, one.id, { pinnedAt: null })
    if (into === undefined) updateConversation(work.db, one.id, { contactId: root })
    else join(work, one, into)
  }
  for (const one of conversationsOfContact(work.db, root)) followUnit(work, one)
  audit(work, 'contact.merged', {}, { conversations: theirs.length, joined: joined.length })
  const main = joined.find((pair) => pair.one.id === subject.id)?.there.id ?? subject.id
  return rememberAct(work, 'merge', main, before, {
    texts: readTexts(
      work,
      texts.map((text) => text.id),
    ),
    conversations: touched.map(({ id }) => conversationPlace(mustRead(work, id))),
    merged: contacts.flatMap(({ id }) => {
      const contact = readContact(work.db, id)
      return contact === null ? [] : [{ contactId: id, into: contact.mergedIntoId }]
    }),
  })
}

function join(work: Work, one: Conversation, into: Conversation): void {
  updateMessages(
    work.db,
    messagesOfConversation(work.db, one.id).map((text) => text.id),
    { conversationId: into.id },
  )
  if (into.lineId === null && one.lineId !== null)
    updateConversation(work.db, into.id, { lineId: one.lineId, lineSetAt: one.lineSetAt, lineSetBy: one.lineSetBy })
  updateConversation(work.db, one.id, { closedAt: work.now, lineId: null, lineSetAt: null, lineSetBy: null })
  for (const id of [one.id, into.id]) if (readConversation(work.db, id) !== null) refreshConversation(work.db, id)
}

const readTexts = (work: Work, ids: readonly MessageId[]) => readMessages(work.db, ids).map(placeOf)

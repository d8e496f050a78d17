/** Whether a party can be told by text. */
import type { ReadableDb } from '../../../db/open-database.ts'
import { conversationOf } from '../../../db/queries/conversations.ts'
import { contactsOfPerson, linesOfContacts, readLine } from '../../../db/queries/lines.ts'
import type { ContactId } from '../../domain/ids.ts'
import { contactOf } from '../conversations/index.ts'
import type { Party } from './party.ts'

/** `no-phone`: none is known. `opted-out`: the guest texted STOP to the number we would write from. */
export function canBeTold(db: ReadableDb, { guest, stays }: Party): 'yes' | 'no-phone' | 'opted-out' {
  const [phone] = guest?.phones ?? []
  if (phone === undefined) return 'no-phone'
  const contact = contactOf(db, phone)
  if (contact === null) return 'yes'
  const [stay] = stays
  const lineId = conversationOf(db, contact.id, stay?.unitId ?? null)?.lineId ?? null
  if (lineId !== null) return (readLine(db, lineId)?.optedOutAt ?? null) === null ? 'yes' : 'opted-out'
  const lines = linesOfContacts(
    db,
    contactsOfPerson(db, contact.id).map((one) => one.id),
  )
  return lines.length > 0 && lines.every((line) => line.optedOutAt !== null) ? 'opted-out' : 'yes'
}

/** True where that contact is the person at whose phone this party is told now: the guest's first number. */
export function isToldAt(db: ReadableDb, { guest }: Party, contactId: ContactId): boolean {
  const [phone] = guest?.phones ?? []
  return phone !== undefined && contactOf(db, phone)?.id === contactId
}

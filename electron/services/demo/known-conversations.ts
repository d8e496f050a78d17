/** The Twilio conversations of the demo house, for a training Twilio that starts anew and remembers nothing. */
import { knownConversations as allConversations } from '../../../db/queries/catch-up.ts'
import { readContact, readLine } from '../../../db/queries/lines.ts'
import { messagesOfTwilio } from '../../../db/queries/messages.ts'
import type { Desk } from '../desk/index.ts'

/** The open ones: who is in each, and the first index that is free there. */
export function knownConversations(
  desk: Desk,
): readonly { readonly sid: string; readonly phone: string; readonly number: string; readonly nextIndex: number }[] {
  const db = desk.store.read
  return [...allConversations(db).values()].flatMap(({ sid, lineId, state, kind, verifiedIndex }) => {
    const line = lineId === null || state === 'closed' || kind === 'group' ? null : readLine(db, lineId)
    const contact = line === null ? null : readContact(db, line.contactId)
    if (line === null || contact === null) return []
    const indices = messagesOfTwilio(db, sid).map((message) => message.messageIndex ?? -1)
    return [{ sid, phone: contact.phone, number: line.number, nextIndex: Math.max(verifiedIndex, ...indices) + 1 }]
  })
}

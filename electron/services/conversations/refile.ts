/**
 * Files texts again. A text that arrives late is filed where it belonged at its time, and the later ones after it once
 * more, so that any mix of live and caught up gives the same store (design.md section 4).
 */
import { conversationsOfContact, updateConversation } from '../../../db/queries/conversations.ts'
import { type Message, updateMessage } from '../../../db/queries/messages.ts'
import { momentsOfContact, unsettledSince } from '../../../db/queries/routing.ts'
import type { ContactId, ConversationId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { settleCounts } from './conversation.ts'
import { isPool } from './lines.ts'
import { mustLine, placeGuestText, placeOtherText } from './place.ts'

/**
 * Files the texts of a person from a moment on again, oldest first, but for those that a person settled and those that
 * were here before a booking of theirs changed: what was decided then on other bookings stays. `fresh` names texts that
 * are filed in any case. `guests` false: only what depends on the text before it, since with one number no guest's text
 * depends on another.
 */
export function refile(
  work: Work,
  root: ContactId,
  from: Instant,
  choice: { readonly fresh: ReadonlySet<string>; readonly guests: boolean },
): void {
  const own = conversationsOfContact(work.db, root)
  const texts = unsettledSince(
    work.db,
    own.map((one) => one.id),
    from,
  )
  const lastChange = momentsOfContact(work.db, root).reduce((latest, moment) => Math.max(latest, moment.at), 0)
  const again = texts.filter(
    (text) =>
      text.lineId !== null &&
      text.sid !== null &&
      (choice.fresh.has(text.sid) ||
        ((choice.guests || text.direction !== 'inbound') && !text.rosterUnknown && text.receivedAt >= lastChange)),
  )
  // A line that a text which stays where it is may have brought is not taken away.
  const kept = texts.filter((text) => text.lineId !== null && !again.includes(text))
  const stays = new Set(kept.map((text) => text.conversationId))
  if (isPool(work.db) && choice.guests) {
    for (const one of own) {
      const byRoute = one.lineSetBy === 'route' && one.lineSetAt !== null && one.lineSetAt >= from
      if (byRoute && !stays.has(one.id))
        updateConversation(work.db, one.id, { lineId: null, lineSetAt: null, lineSetBy: null })
    }
  }
  const touched = new Set<ConversationId>()
  for (const text of again) {
    touched.add(text.conversationId)
    touched.add(fileAgain(work, text))
  }
  settleCounts(work, touched)
}

function fileAgain(work: Work, text: Message): ConversationId {
  if (text.lineId === null || text.sid === null) throw new Error('only a text of a known line is filed again')
  const line = mustLine(work, text.lineId)
  const placed =
    text.direction === 'inbound' ? placeGuestText(work, line, text.at) : placeOtherText(work, line, text.at, text.sid)
  updateMessage(work.db, text.id, { ...placed, rosterUnknown: false })
  return placed.conversationId
}

/** What the program is about to tell a guest goes with the stay it is told for, as long as it has not left. */
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { waitingTellingsOf } from '../../../db/queries/guest-messages.ts'
import { updateMessage } from '../../../db/queries/messages.ts'
import type { ConversationId, ReservationId } from '../../domain/ids.ts'
import { isOff } from '../../domain/stay-phase.ts'
import type { Work } from '../desk/index.ts'
import { ensureConversation, followUnit, mustRead, settleCounts } from './conversation.ts'

/**
 * Puts a reservation's automatic texts that wait into the conversation of their stay's present unit; where that stay was
 * called off, of the first one left. Which line and prefix they get is decided when they leave.
 */
export function takeAlong(work: Work, reservationId: ReservationId): void {
  const texts = waitingTellingsOf(work.db, reservationId)
  if (texts.length === 0) return
  const stays = staysOfReservation(work.db, reservationId).filter((stay) => !stay.provisional && !isOff(stay))
  const touched = new Set<ConversationId>()
  for (const text of texts) {
    const stay = stays.find((one) => one.id === text.stayId) ?? stays[0]
    const here = mustRead(work, text.conversationId)
    if (stay === undefined || (stay.id === text.stayId && stay.unitId === here.unitId)) continue
    const there = ensureConversation(work, here.contactId, stay.unitId)
    updateMessage(work.db, text.id, { conversationId: there.id, stayId: stay.id })
    followUnit(work, there)
    touched.add(here.id).add(there.id)
  }
  settleCounts(work, touched)
}

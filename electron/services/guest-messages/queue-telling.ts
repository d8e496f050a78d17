/** Queues one automatic text to a party, together with what it says in a form that can be compared. */
import { readConversation } from '../../../db/queries/conversations.ts'
import { insertTelling, type TellingPurpose } from '../../../db/queries/guest-messages.ts'
import { readLine } from '../../../db/queries/lines.ts'
import type { Message } from '../../../db/queries/messages.ts'
import { outboxRowOfKey } from '../../../db/queries/outbox.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { TellingNews, ToldDoor } from '../../domain/guest-message.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { conversationOfReservation } from '../conversations/index.ts'
import { audit, type Work } from '../desk/index.ts'
import { queueText, textingIsOn } from '../outbox/index.ts'
import type { Party } from './party.ts'

export type NewTelling = {
  readonly purpose: TellingPurpose
  /** What it says, and of which doors. Asked once nothing stands against it: the link in it is made for a text that is kept. */
  readonly says: () => { readonly body: string; readonly doors?: readonly ToldDoor[] }
  /** The stay in whose conversation it is said: the first one. */
  readonly stay: Stay
  /** Names it among the party's texts. Of a name that was used, the next free number: what is due is judged before. */
  readonly key: string
  readonly news?: TellingNews
}

/** Refuses with `texting-off`, `no-phone` or `contact-opted-out`; then nothing is written. */
export function queueTelling(work: Work, { reservation }: Party, telling: NewTelling): Result<Message, Failure> {
  if (!textingIsOn(work.db))
    return fail(failure('texting-off', 'Texting is not set up in this house. Nothing was sent.'))
  const found = conversationOfReservation(work, reservation, telling.stay.id)
  if (!found.ok) return found
  const lineId = readConversation(work.db, found.value.id)?.lineId ?? null
  if (lineId !== null && (readLine(work.db, lineId)?.optedOutAt ?? null) !== null)
    return fail(
      failure('contact-opted-out', 'This guest texted STOP and gets no texts until they text START. Nothing was sent.'),
    )
  const { body, doors = [] } = telling.says()
  const message = queueText(work, {
    conversation: found.value,
    kind: telling.purpose === 'welcome' ? 'welcome' : 'codes',
    body,
    key: freeKey(work, telling.key),
    about: { stayId: telling.stay.id, reservationId: reservation.id },
  })
  insertTelling(work.db, {
    messageId: message.id,
    reservationId: reservation.id,
    purpose: telling.purpose,
    doors: JSON.stringify({ news: telling.news ?? 'first', doors }),
    at: work.now,
  })
  audit(work, 'guest.told', { reservationId: reservation.id, stayId: telling.stay.id }, { purpose: telling.purpose })
  return ok(message)
}

function freeKey(work: Work, key: string): string {
  let free = key
  for (let number = 2; outboxRowOfKey(work.db, free) !== null; number++) free = `${key}:${number}`
  return free
}

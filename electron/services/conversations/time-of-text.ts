/** The time of a text that is here, when another copy of it says another. */
import { refreshConversation } from '../../../db/queries/conversations.ts'
import { readContact, readLine } from '../../../db/queries/lines.ts'
import { type Message, readMessage, updateMessage } from '../../../db/queries/messages.ts'
import type { Incoming } from '../../domain/incoming.ts'
import { type Instant, instant, minutes } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { rootOf } from './contacts.ts'
import { refile } from './refile.ts'

/** Ours and Twilio's clock differ by less, unless one is wrong: then the text stands at the wrong place too. */
const wrongClockMs = minutes(1)
const second = (at: Instant): number => Math.floor(at / 1000)

/**
 * Twilio's time counts. It says it to the millisecond in webhooks and to the second in listings: of one second the finer
 * one is kept, whichever came first.
 */
export function noteTime(work: Work, known: Message, incoming: Pick<Incoming, 'at' | 'isOurTime'>): void {
  const { at } = incoming
  const isBetter = second(at) === second(known.at) ? at > known.at : incoming.isOurTime !== true
  if (!isBetter || at === known.at) return
  updateMessage(work.db, known.id, { at })
  const line = known.lineId === null ? null : readLine(work.db, known.lineId)
  const contact = line === null ? null : readContact(work.db, line.contactId)
  if (known.direction === 'inbound' && contact !== null && Math.abs(at - known.at) > wrongClockMs)
    refile(work, rootOf(work.db, contact).id, instant(Math.min(at, known.at)), { fresh: new Set(), guests: true })
  const now = readMessage(work.db, known.id)
  if (now !== null) refreshConversation(work.db, now.conversationId)
}

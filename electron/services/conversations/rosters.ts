/** What Twilio says of a conversation of its own: who is in it, through which of our numbers, and whether it is open. */
import { conversationsOfContact } from '../../../db/queries/conversations.ts'
import {
  everyNumber,
  type Line,
  ourNumbers,
  readContact,
  readLine,
  readLineSid,
  updateLineSid,
  writeLineSid,
  writeMembers,
} from '../../../db/queries/lines.ts'
import { messagesOfTwilio, updateMessage } from '../../../db/queries/messages.ts'
import { staysOfPhones } from '../../../db/queries/routing.ts'
import { nameStaffNumber } from '../../../db/queries/staff-texts.ts'
import type { ConversationId } from '../../domain/ids.ts'
import type { KnownRoster } from '../../domain/incoming.ts'
import { instant } from '../../domain/time.ts'
import type { Work } from '../desk/index.ts'
import { ensurePhone, rootOf } from './contacts.ts'
import { ensureConversation, settleCounts } from './conversation.ts'
import { ensureLine } from './lines.ts'
import { noteOptOut } from './opt-outs.ts'
import { refile } from './refile.ts'
import { noteSid } from './store-text.ts'

/**
 * Registers the line of a Twilio conversation and who is in it, and files what was kept until this was known. Said
 * again, it changes nothing.
 */
export function noteRoster(work: Work, roster: KnownRoster): void {
  const before = readLineSid(work.db, roster.conversationSid)
  if (before === null) noteSid(work, roster.conversationSid, null)
  const { number } = roster
  if (number !== null && !everyNumber(work.db).includes(number)) {
    // Another house may share the account: no text of its guests is filed here, and none of ours leaves by its number.
    updateLineSid(work.db, roster.conversationSid, { kind: 'one-to-one', lineId: null, checkSoon: false })
    writeMembers(work.db, roster.conversationSid, [...roster.members, { address: number, participantSid: null }])
    return
  }
  if (number !== null) nameStaffNumber(work.db, { conversationSid: roster.conversationSid }, number)
  const isAssumed = before?.kind === 'one-to-one' && before.checkedAt === null && roster.kind === 'group'
  const line = lineOfRoster(work, roster, isAssumed ? null : (before?.lineId ?? null))
  updateLineSid(work.db, roster.conversationSid, {
    kind: roster.kind,
    ...(number === null ? {} : { number }),
    ...(line === null ? {} : { lineId: line.id }),
  })
  writeMembers(work.db, roster.conversationSid, roster.kind === 'group' ? roster.members : [])
  if (line !== null) fileKept(work, roster.conversationSid, line)
}

/**
 * The guest of a roster: who has the line of a group already, else who has a booking, else the first who is none of
 * ours. A line that a text was given before anybody knew who is in the conversation is only assumed: it counts for
 * nothing here, else the first text to arrive would decide whose the conversation is.
 */
function lineOfRoster(work: Work, roster: KnownRoster, known: string | null): Line | null {
  const ours = new Set([
    ...everyNumber(work.db),
    ...work.house.staff.flatMap((member) => (member.phone === null ? [] : [member.phone])),
  ])
  const guests = roster.members.map((member) => member.address).filter((address) => !ours.has(address))
  const numbers = ourNumbers(work.db)
  const number = roster.number ?? (numbers.length === 1 ? (numbers[0]?.phone ?? null) : null)
  const sorted = guests.toSorted()
  const guest = sorted.find((phone) => staysOfPhones(work.db, [phone]).length > 0) ?? sorted[0]
  if (guest === undefined || number === null) return null
  const line = ensureLine(work, ensurePhone(work, guest), number)
  if (known === null || known === line.id) return line
  const had = linesGuest(work, known)
  return had !== null && guests.includes(had.phone) && had.number === number ? had.line : line
}

function linesGuest(work: Work, id: string): { line: Line; phone: string; number: string } | null {
  const line = readLine(work.db, id as Line['id'])
  const contact = line === null ? null : readContact(work.db, line.contactId)
  return line === null || contact === null ? null : { line, phone: contact.phone, number: line.number }
}

/** Texts of this Twilio conversation that had no line yet, or one that was only assumed, are filed by the right one. */
function fileKept(work: Work, sid: string, line: Line): void {
  const contact = readContact(work.db, line.contactId)
  if (contact === null) throw new Error('a line without its contact')
  const root = rootOf(work.db, contact)
  const own = new Set(conversationsOfContact(work.db, root.id).map((one) => one.id))
  const left = new Set<ConversationId>()
  const fresh = new Set<string>()
  const authors = new Set<string>([contact.phone])
  let from = Number.MAX_SAFE_INTEGER
  for (const text of messagesOfTwilio(work.db, sid)) {
    if (text.lineId === line.id && !text.rosterUnknown) continue
    left.add(text.conversationId)
    authors.add(text.author)
    const stranger = !own.has(text.conversationId)
    const conversationId = stranger ? ensureConversation(work, root.id, null).id : text.conversationId
    updateMessage(work.db, text.id, {
      lineId: line.id,
      conversationId,
      // Who settled it knew better than any rule: it only gets its line.
      ...(text.settledBy === null ? {} : { rosterUnknown: false }),
    })
    if (text.settledBy !== null || text.sid === null) continue
    fresh.add(text.sid)
    from = Math.min(from, text.at)
  }
  if (fresh.size > 0) refile(work, root.id, instant(from), { fresh, guests: true })
  settleCounts(work, left)
  for (const phone of authors) noteOptOut(work, phone, line.number)
}

/** Keeps the state of a Twilio conversation; one that is not known yet is noted and looked at soon. */
export function noteTwilioState(
  work: Work,
  told: { readonly sid: string; readonly state: 'active' | 'inactive' | 'closed' },
): void {
  if (readLineSid(work.db, told.sid) !== null) updateLineSid(work.db, told.sid, { state: told.state })
  else
    writeLineSid(work.db, {
      sid: told.sid,
      lineId: null,
      kind: 'one-to-one',
      state: told.state,
      firstSeenAt: work.now,
      checkSoon: true,
    })
}

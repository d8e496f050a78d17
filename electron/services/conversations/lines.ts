/** Lines: which of our numbers a person is written to from, and whether one is kept for a single conversation. */
import { z } from 'zod'
import type { ReadableDb } from '../../../db/open-database.ts'
import {
  type Conversation,
  conversationsOfContact,
  conversationsOnLine,
  updateConversation,
} from '../../../db/queries/conversations.ts'
import { type House, readSetting } from '../../../db/queries/house.ts'
import {
  type Contact,
  insertLine,
  type Line,
  lineOfPair,
  openSidOfLine,
  ourNumbers,
  readContact,
  readLine,
  updateLine,
} from '../../../db/queries/lines.ts'
import { planGroup } from '../../domain/group-line.ts'
import type { LineId } from '../../domain/ids.ts'
import type { PhoneNumber } from '../../domain/phone-number.ts'
import type { Instant } from '../../domain/time.ts'
import { makeId, type Work } from '../desk/index.ts'
import { noteOptOut } from './opt-outs.ts'

const twilioMode = z.looseObject({ mode: z.enum(['desk', 'group']).catch('desk') }).catch({ mode: 'desk' })

/** More than one of our numbers is in use: a conversation can have one for itself. */
export const isPool = (db: ReadableDb): boolean => ourNumbers(db).length > 1

/** The line of a pair, made where there is none: a group where the house wants groups and these numbers allow it. */
export function ensureLine(work: Work, contact: Contact, number: string): Line {
  const known = lineOfPair(work.db, contact.id, number)
  if (known !== null) return known
  const wantsGroup = twilioMode.parse(readSetting(work.db, 'twilio')).mode === 'group'
  const managers = work.house.staff.flatMap((member) =>
    member.role === 'manager' && member.phone !== null ? [member.phone] : [],
  )
  const group = wantsGroup ? planGroup(contact.phone, number, managers) : null
  const made: Line = {
    id: makeId<LineId>(work),
    contactId: contact.id,
    number: number as PhoneNumber,
    mode: group !== null && 'phones' in group ? 'group' : 'one-to-one',
    groupRefused: group !== null && 'refused' in group ? group.refused : null,
    optedOutAt: null,
    openBy: null,
    openAttempts: 0,
    openFault: null,
    createdAt: work.now,
  }
  insertLine(work.db, made)
  // Who said STOP in a group may have had no line of his own then.
  noteOptOut(work, contact.phone, number)
  return readLine(work.db, made.id) ?? made
}

/** The conversations that had this line at a moment. */
export const holdersAt = (db: ReadableDb, line: LineId, at: Instant): readonly Conversation[] =>
  conversationsOnLine(db, line).filter((one) => one.lineSetAt !== null && one.lineSetAt <= at)

/** False where, in a pool, the line belongs to one conversation alone: its texts need no unit before them. */
const isShared = (db: ReadableDb, line: Pick<Line, 'id'>): boolean =>
  !isPool(db) || conversationsOnLine(db, line.id).length !== 1

/** `Apartment 201: `, set before texts on a shared line; null for the general conversation and on a line of its own. */
export function prefixOf(
  db: ReadableDb,
  house: House,
  conversation: Pick<Conversation, 'unitId' | 'lineId'>,
): string | null {
  const unit = house.units.find((one) => one.id === conversation.unitId)
  if (unit === undefined) return null
  const line = conversation.lineId === null ? null : readLine(db, conversation.lineId)
  const shared = line === null ? !isPool(db) : isShared(db, line)
  return shared ? `${unit.name}: ` : null
}

const setLine = (work: Work, conversation: Conversation, line: Line, at: Instant, by: 'route' | 'send'): void =>
  updateConversation(work.db, conversation.id, { lineId: line.id, lineSetAt: at, lineSetBy: by })

/** Numbers of ours that none of this person's conversations has. */
function freeNumbers(work: Work, own: readonly Conversation[]): readonly string[] {
  const taken = new Set(own.flatMap((one) => (one.lineId === null ? [] : [readLine(work.db, one.lineId)?.number])))
  return ourNumbers(work.db).flatMap(({ phone }) => (taken.has(phone) ? [] : [phone]))
}

/**
 * Gives the conversation a text was filed in its line. With one number that is the line the guest wrote by last; in a
 * pool the line of the text if no other has it, else a number not used with this person yet, which is opened on Twilio
 * at once; where all are used, the line of the text is shared.
 */
export function giveLine(work: Work, conversation: Conversation, line: Line, author: Contact, at: Instant): void {
  if (!isPool(work.db)) {
    if (conversation.lineSetAt === null || conversation.lineSetAt <= at) setLine(work, conversation, line, at, 'route')
    return
  }
  if (conversation.lineId !== null) return
  const others = conversationsOnLine(work.db, line.id)
  const free =
    others.length === 0
      ? line.number
      : freeNumbers(work, conversationsOfContact(work.db, author.mergedIntoId ?? author.id))[0]
  const own = free === undefined || free === line.number ? line : ensureLine(work, author, free)
  setLine(work, conversation, own, at, 'route')
  if (own.id !== line.id && own.openBy === null && openSidOfLine(work.db, own) === null)
    updateLine(work.db, own.id, { openBy: work.now })
}

/**
 * The line a text of this conversation leaves by: its own while that number is in use, else the first number of the pool
 * that no other conversation of this person has, else one that is shared. Throws where the house has no number: the
 * caller asks first whether texting is on.
 */
export function lineToSendBy(work: Work, conversation: Conversation): Line {
  const numbers = ourNumbers(work.db)
  const had = conversation.lineId === null ? null : readLine(work.db, conversation.lineId)
  if (had !== null && numbers.some((number) => number.phone === had.number)) return had
  const contact = readContact(work.db, conversation.contactId)
  const first = numbers[0]
  if (contact === null || first === undefined) throw new Error('no number to send by')
  const own = conversationsOfContact(work.db, contact.id).filter((one) => one.id !== conversation.id)
  const line = ensureLine(work, contact, freeNumbers(work, own)[0] ?? first.phone)
  setLine(work, conversation, line, work.now, 'send')
  return line
}

/** Contacts, their lines to our numbers, and the Twilio conversations those lines carried. */

import type { ContactId, LineId } from '../../electron/domain/ids.ts'
import type { PhoneNumber } from '../../electron/domain/phone-number.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne, or, sql } from '../query-words.ts'
import { contacts, groupMembers, lineSids, lines, numbers } from '../schema/index.ts'

export type Contact = {
  readonly id: ContactId
  readonly phone: PhoneNumber
  readonly mergedIntoId: ContactId | null
  readonly createdAt: Instant
}
export type Line = {
  readonly id: LineId
  readonly contactId: ContactId
  readonly number: PhoneNumber
  readonly mode: 'one-to-one' | 'group'
  readonly groupRefused: string | null
  readonly optedOutAt: Instant | null
  readonly openBy: Instant | null
  readonly openAttempts: number
  readonly openFault: string | null
  readonly createdAt: Instant
}
export type LineSid = {
  readonly sid: string
  readonly lineId: LineId | null
  readonly kind: 'one-to-one' | 'group'
  readonly state: 'active' | 'inactive' | 'closed'
  readonly verifiedIndex: number
  readonly checkedAt: Instant | null
  readonly checkSoon: boolean
  readonly firstSeenAt: Instant
  readonly number: string | null
}
export type OurNumber = {
  readonly phone: PhoneNumber
  readonly position: number
  readonly active: boolean
  readonly authority: 'conversations' | 'messaging'
  readonly sid: string | null
  readonly autocreation: 'unknown' | 'off' | 'on'
  readonly foreignUrl: string | null
  readonly watermark: Instant
  readonly checkedAt: Instant | null
  readonly fault: string | null
}

const toContact = (row: typeof contacts.$inferSelect): Contact => row as Contact
const toLine = (row: typeof lines.$inferSelect): Line => row as unknown as Line
const toSid = (row: typeof lineSids.$inferSelect): LineSid => row as unknown as LineSid

const contactById = builtOnce((db) =>
  db
    .select()
    .from(contacts)
    .where(eq(contacts.id, sql.placeholder('id')))
    .prepare(),
)
export const readContact = (db: ReadableDb, id: ContactId): Contact | null => {
  const row = contactById(db).get({ id })
  return row === undefined ? null : toContact(row)
}
const contactByPhone = builtOnce((db) =>
  db
    .select()
    .from(contacts)
    .where(eq(contacts.phone, sql.placeholder('phone')))
    .prepare(),
)
export const contactOfPhone = (db: ReadableDb, phone: string): Contact | null => {
  const row = contactByPhone(db).get({ phone })
  return row === undefined ? null : toContact(row)
}
const personById = builtOnce((db) =>
  db
    .select()
    .from(contacts)
    .where(or(eq(contacts.id, sql.placeholder('id')), eq(contacts.mergedIntoId, sql.placeholder('id'))))
    .orderBy(desc(isNull(contacts.mergedIntoId)), asc(contacts.createdAt))
    .prepare(),
)
/** The contact and all that were merged into it, itself first. */
export const contactsOfPerson = (db: ReadableDb, id: ContactId): readonly Contact[] =>
  personById(db).all({ id }).map(toContact)
export const insertContact = (db: WritableDb, contact: Contact): void => {
  db.insert(contacts).values(contact).run()
}
export const updateContact = (db: WritableDb, id: ContactId, change: Partial<Omit<Contact, 'id'>>): void => {
  db.update(contacts).set(change).where(eq(contacts.id, id)).run()
}

const lineById = builtOnce((db) =>
  db
    .select()
    .from(lines)
    .where(eq(lines.id, sql.placeholder('id')))
    .prepare(),
)
export const readLine = (db: ReadableDb, id: LineId): Line | null => {
  const row = lineById(db).get({ id })
  return row === undefined ? null : toLine(row)
}
const lineByPair = builtOnce((db) =>
  db
    .select()
    .from(lines)
    .where(and(eq(lines.contactId, sql.placeholder('contact')), eq(lines.number, sql.placeholder('number'))))
    .prepare(),
)
export const lineOfPair = (db: ReadableDb, contact: ContactId, number: string): Line | null => {
  const row = lineByPair(db).get({ contact, number })
  return row === undefined ? null : toLine(row)
}
export const linesOfContacts = (db: ReadableDb, ids: readonly ContactId[]): readonly Line[] =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(lines)
        .where(inArray(lines.contactId, [...ids]))
        .orderBy(asc(lines.createdAt))
        .all()
        .map(toLine)
export const linesToOpen = (db: ReadableDb, now: Instant): readonly Line[] =>
  db
    .select()
    .from(lines)
    .where(and(isNotNull(lines.openBy), lte(lines.openBy, now)))
    .all()
    .map(toLine)
export const insertLine = (db: WritableDb, line: Line): void => {
  db.insert(lines).values(line).run()
}
export const updateLine = (db: WritableDb, id: LineId, change: Partial<Omit<Line, 'id'>>): void => {
  db.update(lines).set(change).where(eq(lines.id, id)).run()
}

const lineSidBySid = builtOnce((db) =>
  db
    .select()
    .from(lineSids)
    .where(eq(lineSids.sid, sql.placeholder('sid')))
    .prepare(),
)
export const readLineSid = (db: ReadableDb, sid: string): LineSid | null => {
  const row = lineSidBySid(db).get({ sid })
  return row === undefined ? null : toSid(row)
}
/** Newest first. */
export const sidsOfLine = (db: ReadableDb, id: LineId): readonly LineSid[] =>
  db.select().from(lineSids).where(eq(lineSids.lineId, id)).orderBy(desc(lineSids.firstSeenAt)).all().map(toSid)
/** The conversation a text of this line goes into now; null where none is open. */
export const openSidOfLine = (db: ReadableDb, line: Pick<Line, 'id' | 'mode'>): LineSid | null => {
  const row = db
    .select()
    .from(lineSids)
    .where(and(eq(lineSids.lineId, line.id), eq(lineSids.kind, line.mode), ne(lineSids.state, 'closed')))
    .orderBy(desc(lineSids.firstSeenAt))
    .get()
  return row === undefined ? null : toSid(row)
}
/** Notes a Twilio conversation; one that is known keeps its cursor. */
export const writeLineSid = (
  db: WritableDb,
  row: Pick<LineSid, 'sid' | 'lineId' | 'kind' | 'state' | 'firstSeenAt'> & Partial<LineSid>,
): void => {
  db.insert(lineSids)
    .values(row)
    .onConflictDoUpdate({ target: lineSids.sid, set: { lineId: row.lineId, kind: row.kind, state: row.state } })
    .run()
}
export const updateLineSid = (db: WritableDb, sid: string, change: Partial<Omit<LineSid, 'sid'>>): void => {
  db.update(lineSids).set(change).where(eq(lineSids.sid, sid)).run()
}
export const membersOf = (
  db: ReadableDb,
  sid: string,
): readonly { readonly address: string; readonly participantSid: string | null }[] =>
  db.select().from(groupMembers).where(eq(groupMembers.conversationSid, sid)).all()
/** In some group of ours: a copy of what is written there looks like a text of its writer alone. */
export const isGroupMember = (db: ReadableDb, address: string): boolean =>
  db
    .select({ sid: groupMembers.conversationSid })
    .from(groupMembers)
    .innerJoin(lineSids, eq(lineSids.sid, groupMembers.conversationSid))
    .where(and(eq(groupMembers.address, address), eq(lineSids.kind, 'group')))
    .limit(1)
    .get() !== undefined
export const writeMembers = (
  db: WritableDb,
  sid: string,
  members: readonly { readonly address: string; readonly participantSid: string | null }[],
): void => {
  db.delete(groupMembers).where(eq(groupMembers.conversationSid, sid)).run()
  for (const member of members)
    db.insert(groupMembers)
      .values({ conversationSid: sid, ...member })
      .onConflictDoNothing()
      .run()
}

const activeNumbers = builtOnce((db) =>
  db.select().from(numbers).where(eq(numbers.active, true)).orderBy(asc(numbers.position)).prepare(),
) /**
 * A conversation of the account over a number that is not this house's: it has no line although it is known who is in
 * it. Of all others that are one to one only the line is kept.
 */
export const isElsewhere = (db: ReadableDb, sid: string): boolean => {
  const row = readLineSid(db, sid)
  return row !== null && row.lineId === null && row.kind === 'one-to-one' && membersOf(db, sid).length > 0
}

/** Our numbers that are in use, in their order. */
export const ourNumbers = (db: ReadableDb): readonly OurNumber[] =>
  activeNumbers(db).all() as unknown as readonly OurNumber[]
export const writeNumber = (
  db: WritableDb,
  row: Pick<OurNumber, 'phone' | 'position' | 'active' | 'authority'>,
): void => {
  db.insert(numbers).values(row).onConflictDoUpdate({ target: numbers.phone, set: row }).run()
}
export const updateNumber = (db: WritableDb, phone: string, change: Partial<Omit<OurNumber, 'phone'>>): void => {
  db.update(numbers).set(change).where(eq(numbers.phone, phone)).run()
}
/** Every number we ever had, in use or not: none of them is a guest's. */
export const everyNumber = (db: ReadableDb): readonly string[] =>
  db
    .select({ phone: numbers.phone })
    .from(numbers)
    .all()
    .map((row) => row.phone)
/** A number of ours, in use or not: one that left the house is texted to for years. Null for a stranger's. */
export const readNumber = (db: ReadableDb, phone: string): OurNumber | null =>
  (db.select().from(numbers).where(eq(numbers.phone, phone)).get() as unknown as OurNumber | undefined) ?? null

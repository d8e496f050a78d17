/** What catch-up asks the store: which conversations to read, what is known of a person's texts, what is still open. */

import type { MessageId } from '../../electron/domain/ids.ts'
import {
  copiesComeWithinMs,
  isCopyOf,
  isSameWording,
  stampsDifferMs,
  type TextOfPerson,
} from '../../electron/domain/logged-text.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { builtOnce } from '../built-once.ts'
import type { ReadableDb } from '../open-database.ts'
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, like, lt, lte, or, sql } from '../query-words.ts'
import { contacts, lineSids, lines, messageMedia, messages, staffTexts } from '../schema/index.ts'
import type { LineSid } from './lines.ts'
import { type MessageMedia, mediaColumns } from './messages.ts'

const toSids = (rows: readonly (typeof lineSids.$inferSelect)[]): readonly LineSid[] =>
  rows as unknown as readonly LineSid[]

/** Twilio conversations somebody gave a hint of: a gap, a text of the other stream, a roster that is not known. */
export const hintedConversations = (db: ReadableDb): readonly LineSid[] =>
  toSids(db.select().from(lineSids).where(eq(lineSids.checkSoon, true)).all())

/** Open ones that were not read since a moment, or by a clock that was ahead of now, and the hinted ones. */
export const conversationsToRead = (db: ReadableDb, since: Instant, now: Instant): readonly LineSid[] =>
  toSids(
    db
      .select()
      .from(lineSids)
      .where(
        or(
          eq(lineSids.checkSoon, true),
          and(
            eq(lineSids.state, 'active'),
            or(isNull(lineSids.checkedAt), lt(lineSids.checkedAt, since), gt(lineSids.checkedAt, now)),
          ),
        ),
      )
      .all(),
  )

/** Every Twilio conversation that is known, by its sid. */
export const knownConversations = (db: ReadableDb): ReadonlyMap<string, LineSid> =>
  new Map(toSids(db.select().from(lineSids).all()).map((row) => [row.sid, row]))

/** All that one guest phone and one of our numbers ever had, open or closed. */
export const conversationsOfPair = (db: ReadableDb, phone: string, number: string): readonly LineSid[] =>
  toSids(
    db
      .select()
      .from(lineSids)
      .where(
        inArray(
          lineSids.lineId,
          db
            .select({ id: lines.id })
            .from(lines)
            .innerJoin(contacts, eq(contacts.id, lines.contactId))
            .where(and(eq(contacts.phone, phone), eq(lines.number, number))),
        ),
      )
      .all(),
  )

/** Those of `sids` that are stored, with the time that is kept: as a message or as a staff member's text. */
export function storedTimes(db: ReadableDb, sids: readonly string[]): ReadonlyMap<string, Instant> {
  const found = new Map<string, Instant>()
  for (let start = 0; start < sids.length; start += 500) {
    const some = sids.slice(start, start + 500)
    for (const table of [messages, staffTexts])
      for (const row of db.select({ sid: table.sid, at: table.at }).from(table).where(inArray(table.sid, some)).all())
        if (row.sid !== null) found.set(row.sid, row.at as Instant)
  }
  return found
}

/**
 * What one person wrote to a number between two moments, as Twilio's conversations brought it: alone or in a group,
 * and as a member of the staff. Texts whose number is not known yet count for every number.
 */
export function textsOfPerson(
  db: ReadableDb,
  person: { readonly phone: string; readonly number: string; readonly from: Instant; readonly to: Instant },
): readonly TextOfPerson[] {
  const written = db
    .select({ body: messages.body, at: messages.at })
    .from(messages)
    .leftJoin(lines, eq(lines.id, messages.lineId))
    .where(
      and(
        eq(messages.author, person.phone),
        like(messages.sid, 'IM%'),
        gte(messages.at, person.from),
        lte(messages.at, person.to),
        or(isNull(messages.lineId), eq(lines.number, person.number)),
      ),
    )
    .all()
  const ordered = db
    .select({ body: staffTexts.body, at: staffTexts.at })
    .from(staffTexts)
    .where(
      and(
        eq(staffTexts.phone, person.phone),
        like(staffTexts.sid, 'IM%'),
        gte(staffTexts.at, person.from),
        lte(staffTexts.at, person.to),
      ),
    )
    .all()
  return [...written, ...ordered] as unknown as readonly TextOfPerson[]
}

export type OpenReceipt = {
  readonly id: MessageId
  readonly sid: string
  readonly conversationSid: string | null
  readonly at: Instant
}
/** Our own texts that Twilio took since a moment and of which nobody knows yet whether they arrived. */
export const openReceipts = (db: ReadableDb, since: Instant): readonly OpenReceipt[] =>
  db
    .select({ id: messages.id, sid: messages.sid, conversationSid: messages.twilioConversationSid, at: messages.at })
    .from(messages)
    .where(
      and(
        // Word for word the condition of the index, without which every text would be looked at.
        sql`${messages.direction} = 'outbound' and ${messages.status} in ('sent', 'unknown')`,
        sql`${messages.status} = 'sent'`,
        isNotNull(messages.sid),
        gte(messages.at, since),
      ),
    )
    .orderBy(desc(messages.at))
    .all() as unknown as readonly OpenReceipt[]

/** True while a text of ours to this phone over this number may be on its way without a sid. */
export const hasUnprovenText = (db: ReadableDb, phone: string, number: string): boolean =>
  db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(lines, eq(lines.id, messages.lineId))
    .innerJoin(contacts, eq(contacts.id, lines.contactId))
    .where(
      and(
        eq(contacts.phone, phone),
        eq(lines.number, number),
        eq(messages.direction, 'outbound'),
        isNull(messages.sid),
        inArray(messages.status, ['sending', 'unknown']),
      ),
    )
    .limit(1)
    .get() !== undefined

/** Pictures to fetch, those of the newest texts first. */
export const dueMedia = (db: ReadableDb, now: Instant, limit: number): readonly MessageMedia[] =>
  db
    .select(mediaColumns)
    .from(messageMedia)
    .innerJoin(messages, eq(messages.id, messageMedia.messageId))
    .where(and(eq(messageMedia.state, 'pending'), lte(messageMedia.nextTryAt, now)))
    .orderBy(desc(messages.at), asc(messageMedia.position))
    .limit(limit)
    .all() as unknown as readonly MessageMedia[]

const straysBySender = builtOnce((db) =>
  db
    .select({ id: messages.id, body: messages.body, at: messages.at, number: lines.number })
    .from(messages)
    .leftJoin(lines, eq(lines.id, messages.lineId))
    .where(
      and(
        eq(messages.author, sql.placeholder('author')),
        gte(messages.at, sql.placeholder('from')),
        lte(messages.at, sql.placeholder('to')),
        isNull(messages.twilioConversationSid),
        or(like(messages.sid, 'SM%'), like(messages.sid, 'MM%')),
      ),
    )
    .orderBy(asc(messages.at))
    .prepare(),
)
/**
 * The row that a text got from the number's log before its Twilio conversation brought it (`strayOf` in filing): same
 * person, same words, within two minutes, and never in a conversation of Twilio.
 */
export const strayOf = (
  db: ReadableDb,
  text: TextOfPerson & { readonly author: string; readonly number: string | null },
): MessageId | null => {
  const found = straysBySender(db)
    .all({ author: text.author, from: text.at - stampsDifferMs, to: text.at + stampsDifferMs })
    .find(
      (row) => isCopyOf(row as unknown as TextOfPerson, text) && (text.number === null || row.number === text.number),
    )
  return (found?.id as MessageId | undefined) ?? null
}

const staffStraysBySender = builtOnce((db) =>
  db
    .select()
    .from(staffTexts)
    .where(
      and(
        eq(staffTexts.phone, sql.placeholder('author')),
        gte(staffTexts.at, sql.placeholder('from')),
        lte(staffTexts.at, sql.placeholder('to')),
        or(like(staffTexts.sid, 'SM%'), like(staffTexts.sid, 'MM%')),
      ),
    )
    .orderBy(asc(staffTexts.at))
    .prepare(),
)
/** As {@link strayOf}, for a text of the staff. */
export const staffStrayOf = (
  db: ReadableDb,
  text: TextOfPerson & { readonly author: string; readonly number: string | null },
): string | null => {
  const found = staffStraysBySender(db)
    .all({ author: text.author, from: text.at - stampsDifferMs, to: text.at + copiesComeWithinMs })
    .find((row) => isSameWording(row, text) && (text.number === null || row.number === text.number))
  return found?.id ?? null
}

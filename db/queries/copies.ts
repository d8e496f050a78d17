/** What Twilio's conversations brought of a text that comes once more from its number's own log. */

import type { LineId, MessageId } from '../../electron/domain/ids.ts'
import {
  copiesComeWithinMs,
  isCopyOf,
  isSameWording,
  stampsDifferMs,
  type TextOfPerson,
} from '../../electron/domain/logged-text.ts'
import type { Instant } from '../../electron/domain/time.ts'
import type { ReadableDb } from '../open-database.ts'
import { and, asc, desc, eq, gte, isNull, like, lte, or } from '../query-words.ts'
import { lines, messages, staffTexts } from '../schema/index.ts'
import type { Message } from './messages.ts'

type Logged = TextOfPerson & { readonly author: string; readonly number: string }

/** A guest's, the oldest first; one whose number is not known yet may be of any number. */
export const copyOf = (db: ReadableDb, text: Logged): MessageId | null =>
  (db
    .select({ id: messages.id, body: messages.body, at: messages.at })
    .from(messages)
    .leftJoin(lines, eq(lines.id, messages.lineId))
    .where(
      and(
        eq(messages.author, text.author),
        eq(messages.direction, 'inbound'),
        like(messages.sid, 'IM%'),
        gte(messages.at, text.at - stampsDifferMs),
        lte(messages.at, text.at + stampsDifferMs),
        or(isNull(messages.lineId), eq(lines.number, text.number)),
      ),
    )
    .orderBy(asc(messages.at), asc(messages.messageIndex))
    .all()
    .find((row) => isCopyOf(row as unknown as TextOfPerson, text))?.id as MessageId | undefined) ?? null

/** Of the same phone, by a conversation, not longer before this text. */
const staffTextsAround = (text: Logged, beforeMs: number) =>
  and(
    eq(staffTexts.phone, text.author),
    like(staffTexts.sid, 'IM%'),
    gte(staffTexts.at, text.at - beforeMs),
    lte(staffTexts.at, text.at + stampsDifferMs),
    or(isNull(staffTexts.number), eq(staffTexts.number, text.number)),
  )

/** As {@link copyOf}, of the staff. */
export const staffCopyOf = (db: ReadableDb, text: Logged): string | null =>
  db
    .select()
    .from(staffTexts)
    .where(staffTextsAround(text, stampsDifferMs))
    .orderBy(asc(staffTexts.at))
    .all()
    .find((row) => isCopyOf(row as unknown as TextOfPerson, text))?.id ?? null

/**
 * The newest text of the staff with these words that a Twilio conversation brought up to then, and whose copy from its
 * number's own stream has not come yet.
 */
export const unpairedStaffText = (db: ReadableDb, text: Logged): string | null =>
  db
    .select()
    .from(staffTexts)
    .where(and(staffTextsAround(text, copiesComeWithinMs), isNull(staffTexts.copySid)))
    .orderBy(desc(staffTexts.at))
    .all()
    .find((row) => isSameWording(row, text))?.id ?? null

/** What left by a line through Twilio's conversations about then. */
export const sentAbout = (db: ReadableDb, line: LineId, at: Instant): readonly Pick<Message, 'body' | 'prefix'>[] =>
  db
    .select({ body: messages.body, prefix: messages.prefix })
    .from(messages)
    .where(
      and(
        eq(messages.lineId, line),
        eq(messages.direction, 'outbound'),
        like(messages.sid, 'IM%'),
        gte(messages.at, at - stampsDifferMs),
        lte(messages.at, at + stampsDifferMs),
      ),
    )
    .all()

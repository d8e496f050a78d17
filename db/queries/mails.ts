/** Booking mail as far as it is understood, how far the mailbox is read, and the stays it may be about. */
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import type { KnownMail } from '../../electron/domain/mail-booking.ts'
import type { CalendarDate, Instant } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from '../query-words.ts'
import { feedStays, fieldSources, mailboxes, mails, reservations, stayClaims, stays } from '../schema/index.ts'

export type StoredMail = KnownMail & {
  readonly account: string
  readonly mailbox: string
  readonly uidValidity: string
  readonly uid: number
  readonly messageId: string | null
  readonly settledBy: string | null
}
const toMail = (row: typeof mails.$inferSelect): StoredMail => ({
  ...row,
  reference: row.reference as BookingReference | null,
  arrivalDate: row.arrivalDate as CalendarDate | null,
  departureDate: row.departureDate as CalendarDate | null,
  receivedAt: row.receivedAt as Instant,
  settledAt: row.settledAt as Instant | null,
})

/** Keeps a mail once: by its place in the mailbox, and by its Message-ID where a place has changed. False where known. */
export function insertMail(db: WritableDb, mail: StoredMail): boolean {
  if (mail.messageId !== null) {
    const known = db
      .select({ trusted: mails.trusted })
      .from(mails)
      .where(and(eq(mails.messageId, mail.messageId), eq(mails.account, mail.account)))
      .all()
    // A forged copy that came first does not silence the true one.
    if (known.some((one) => one.trusted || !mail.trusted)) return false
  }
  return db.insert(mails).values(mail).onConflictDoNothing().run().changes > 0
}

/** All mails of each reference that has one about this day or later, or one without a day since then. */
export const mailsAbout = (db: ReadableDb, from: CalendarDate, since: Instant): readonly StoredMail[] => {
  const current = db
    .select({ reference: mails.reference })
    .from(mails)
    .where(
      and(
        isNotNull(mails.reference),
        or(gte(mails.arrivalDate, from), and(isNull(mails.arrivalDate), gte(mails.receivedAt, since))),
      ),
    )
  return db
    .select()
    .from(mails)
    .where(inArray(mails.reference, current))
    .orderBy(asc(mails.receivedAt), asc(mails.uid))
    .all()
    .map(toMail)
}
/** How many mails of channels came since then, and how many of them nothing could be made of. */
export function countMails(
  db: ReadableDb,
  since: Instant,
): { readonly read: number; readonly unread: number; readonly untrusted: number } {
  const counted = db
    .select({
      all: sql<number>`count(*)`,
      unread: sql<number>`coalesce(sum(${mails.kind} = 'unread'), 0)`,
      untrusted: sql<number>`coalesce(sum(${mails.trusted} = 0), 0)`,
    })
    .from(mails)
    .where(gte(mails.receivedAt, since))
    .get()
  return { read: counted?.all ?? 0, unread: counted?.unread ?? 0, untrusted: counted?.untrusted ?? 0 }
}
export const mailsOf = (db: ReadableDb, ids: readonly string[]): readonly StoredMail[] =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(mails)
        .where(inArray(mails.id, [...ids]))
        .orderBy(asc(mails.receivedAt), asc(mails.uid))
        .all()
        .map(toMail)
export const settleMails = (db: WritableDb, ids: readonly string[], at: Instant, by: string): void => {
  db.update(mails)
    .set({ settledAt: at, settledBy: by })
    .where(inArray(mails.id, [...ids]))
    .run()
}

/** Deletes mails about an arrival before this day, and those without a day that came before then. Answers how many. */
export const deleteMails = (db: WritableDb, before: CalendarDate, since: Instant): number =>
  db
    .delete(mails)
    .where(or(lt(mails.arrivalDate, before), and(isNull(mails.arrivalDate), lt(mails.receivedAt, since))))
    .run().changes

/** A stay that mail may name, with how it was found. */
export type NamelessStay = {
  readonly id: StayId
  readonly channel: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  /** The reference it carries by a guess; null without any. */
  readonly guess: BookingReference | null
  /** The rule of that guess. */
  readonly rule: string | null
  readonly firstSeenAt: Instant | null
  readonly foundBy: 'import' | 'after-outage' | 'poll' | null
  /** Who last said what its reference is. */
  readonly source: string | null
}

/** Expected, placed stays that carry no reference for sure, from this arrival on; suspected blocks are none. */
export const namelessStays = (db: ReadableDb, from: CalendarDate): readonly NamelessStay[] =>
  db
    .select({
      id: stays.id,
      channel: stays.channel,
      arrivalDate: stays.arrivalDate,
      departureDate: stays.departureDate,
      guess: reservations.reference,
      rule: stayClaims.rule,
      firstSeenAt: sql<number | null>`min(${feedStays.firstSeenAt})`,
      foundBy: feedStays.foundBy,
      source: fieldSources.source,
    })
    .from(stays)
    .leftJoin(reservations, eq(reservations.id, stays.reservationId))
    .leftJoin(stayClaims, and(eq(stayClaims.stayId, stays.id), isNull(stayClaims.endedAt)))
    .leftJoin(feedStays, eq(feedStays.stayId, stays.id))
    .leftJoin(fieldSources, and(eq(fieldSources.subject, stays.id), eq(fieldSources.field, 'reference')))
    .where(
      and(
        eq(stays.status, 'expected'),
        eq(stays.placed, true),
        ne(stays.kind, 'block-suspected'),
        gte(stays.arrivalDate, from),
        or(isNull(stays.reservationId), eq(stays.provisional, true)),
      ),
    )
    .groupBy(stays.id)
    .orderBy(asc(stays.arrivalDate), asc(stays.id))
    .all() as unknown as readonly NamelessStay[]

export type NamedStay = {
  readonly channel: string
  readonly reference: BookingReference
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly status: string
}
/** Stays that belong to a reference for sure, from this arrival on, whatever their state. */
export const namedStays = (db: ReadableDb, from: CalendarDate): readonly NamedStay[] =>
  db
    .select({
      channel: reservations.channel,
      reference: reservations.reference,
      arrivalDate: stays.arrivalDate,
      departureDate: stays.departureDate,
      status: stays.status,
    })
    .from(stays)
    .innerJoin(reservations, eq(reservations.id, stays.reservationId))
    .where(and(gte(stays.arrivalDate, from), eq(stays.provisional, false), isNotNull(reservations.reference)))
    .all() as unknown as readonly NamedStay[]

/** True where a feed that showed this stay does not show it any more. */
export const isAbsentFromFeed = (db: ReadableDb, id: StayId): boolean => {
  const shown = db.select().from(feedStays).where(eq(feedStays.stayId, id)).all()
  return shown.length > 0 && shown.every((one) => one.missingSince !== null || one.goneAt !== null)
}

export type MailboxState = {
  readonly account: string
  readonly mailbox: string
  readonly uidValidity: string | null
  readonly lastUid: number
  /** `never`, `ok`, or the fault of the last try. */
  readonly status: string
  readonly lastTriedAt: Instant | null
  readonly lastOkAt: Instant | null
  readonly failures: number
  readonly nextPollAt: Instant
}
export const readMailboxState = (db: ReadableDb, account: string, mailbox: string): MailboxState | null =>
  (db
    .select()
    .from(mailboxes)
    .where(and(eq(mailboxes.account, account), eq(mailboxes.mailbox, mailbox)))
    .get() ?? null) as MailboxState | null
export const writeMailboxState = (db: WritableDb, state: MailboxState): void => {
  db.insert(mailboxes)
    .values(state)
    .onConflictDoUpdate({ target: [mailboxes.account, mailboxes.mailbox], set: state })
    .run()
}
/** Has every mailbox read at once. */
export const hurryMailboxes = (db: WritableDb, now: Instant): void => {
  db.update(mailboxes).set({ nextPollAt: now }).run()
}

/** Fetches what is new in the mailbox and keeps what it says of bookings: kind, reference, days. Never a text. */
import {
  insertMail,
  type MailboxState,
  readMailboxState,
  type StoredMail,
  writeMailboxState,
} from '../../../db/queries/mails.ts'
import { readBookingMail } from '../../domain/booking-mail.ts'
import { channelOfSender, isVouchedFor } from '../../domain/booking-mail-sender.ts'
import type { MailboxFault } from '../../domain/mailbox-fault.ts'
import { ok } from '../../domain/result.ts'
import { addDays, dateOf, hours, type Instant, instant, minutes, type TimeZoneId } from '../../domain/time.ts'
import type { Mailbox, Mailboxes, MailboxReading, ReceivedMail } from '../../ports/mailbox.ts'
import { type Desk, makeId, transact, type Work, withHouse } from '../desk/index.ts'
import { mailboxAccount } from '../house/index.ts'
import { fromMail, inbox } from './facts.ts'

/** A mailbox that is watched tells of new mail by itself; this is for the line that is dead without knowing. */
const pollEveryMs = minutes(5)
const longestRestMs = hours(1)
/** How far back a mailbox is read that is new, or numbers its mails anew. */
const rescanDays = 60
/** A mailbox that never ends is left for the next time. */
const mostTurns = 100

export type MailReport = {
  /** `off`, `ok`, or what went wrong. */
  readonly status: 'off' | 'ok' | MailboxFault
  /** New mails of channels. */
  readonly kept: number
}

/** Reads the mailbox to its end. What went wrong is noted with its state, and changes nothing else. */
export async function fetchMail(desk: Desk, mailboxes: Mailboxes): Promise<MailReport> {
  let kept = 0
  for (let turn = 0; turn < mostTurns; turn++) {
    const report = await readOnce(desk, mailboxes)
    kept += report.kept
    if (!report.hasMore) return { status: report.status, kept }
  }
  return { status: 'ok', kept }
}

async function readOnce(desk: Desk, mailboxes: Mailboxes): Promise<MailReport & { readonly hasMore: boolean }> {
  const mailbox = mailboxes.current()
  if (mailbox === null) return { status: 'off', kept: 0, hasMore: false }
  if (mailbox === 'no-password') {
    const account = mailboxAccount(desk.store.read)
    if (account !== null) noteFault(desk, account, 'no-password')
    return { status: 'no-password', kept: 0, hasMore: false }
  }
  const order = withHouse(desk, (db, house, now) => {
    const state = readMailboxState(db, mailbox.account, inbox)
    const position =
      state === null || state.uidValidity === null ? null : { uidValidity: state.uidValidity, lastUid: state.lastUid }
    return ok({ position, since: addDays(dateOf(now, house.property.timeZone), -rescanDays), wants: isChannel })
  })
  if (!order.ok) return { status: 'off', kept: 0, hasMore: false }
  const reading = await mailbox.read(order.value)
  if (!reading.ok) {
    noteFault(desk, mailbox.account, reading.error)
    return { status: reading.error, kept: 0, hasMore: false }
  }
  const kept = transact(desk, fromMail, (work) => ok(keep(work, mailbox, reading.value)))
  const count = kept.ok ? kept.value : 0
  desk.logger.info('mail.read', { kept: count, seen: reading.value.mails.length })
  return { status: 'ok', kept: count, hasMore: reading.value.hasMore }
}

const isChannel = (from: readonly string[]): boolean => channelOfSender(from) !== null

function keep(work: Work, mailbox: Mailbox, reading: MailboxReading): number {
  const { db, now } = work
  const before = readMailboxState(db, mailbox.account, inbox)
  const kept = reading.mails.filter((mail) => {
    const stored = understand(mail, mailbox, reading.uidValidity, work.house.property.timeZone, makeId<string>(work))
    return stored !== null && insertMail(db, stored)
  })
  writeMailboxState(db, {
    account: mailbox.account,
    mailbox: inbox,
    uidValidity: reading.uidValidity,
    lastUid: reading.lastUid,
    status: 'ok',
    lastTriedAt: now,
    // Read to its end, that is: what is missing before may still come.
    lastOkAt: reading.hasMore ? (before?.lastOkAt ?? null) : now,
    failures: 0,
    nextPollAt: reading.hasMore ? now : instant(now + pollEveryMs),
  })
  return kept.length
}

/** What a mail says, as far as it is understood; null for one of no channel. */
export function understand(
  mail: ReceivedMail,
  mailbox: Pick<Mailbox, 'account' | 'host'>,
  uidValidity: string,
  timeZone: TimeZoneId,
  id: string,
): StoredMail | null {
  const channel = channelOfSender(mail.from)
  if (channel === null) return null
  const { subject, links } = mail
  return {
    id,
    account: mailbox.account,
    mailbox: inbox,
    uidValidity,
    uid: mail.uid,
    messageId: mail.messageId?.slice(0, 500) ?? null,
    receivedAt: mail.receivedAt,
    channel,
    ...readBookingMail(channel, { subject, links, receivedOn: dateOf(mail.receivedAt, timeZone) }),
    trusted: isVouchedFor(channel, mail.headers, mailbox.host),
    settledAt: null,
    settledBy: null,
  }
}

function noteFault(desk: Desk, account: string, fault: MailboxFault): void {
  const now = desk.clock.now()
  desk.store.write((db) => {
    const before = readMailboxState(db, account, inbox) ?? unread(account)
    const failures = before.failures + 1
    const restMs = Math.min(longestRestMs, minutes(1) * 2 ** Math.min(failures, 6))
    writeMailboxState(db, { ...before, status: fault, lastTriedAt: now, failures, nextPollAt: instant(now + restMs) })
  })
  desk.logger.warn('mail.unread', { fault })
}

const unread = (account: string): MailboxState => ({
  account,
  mailbox: inbox,
  uidValidity: null,
  lastUid: 0,
  status: 'never',
  lastTriedAt: null,
  lastOkAt: null,
  failures: 0,
  nextPollAt: 0 as Instant,
})

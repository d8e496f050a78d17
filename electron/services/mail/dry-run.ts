/** What the last 30 days of the mailbox would match, without keeping or doing anything. */
import { readStay } from '../../../db/queries/bookings.ts'
import type { DryRunLine, DryRunView } from '../../contract/mailbox-views.ts'
import { channelOfSender } from '../../domain/booking-mail-sender.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { bookingKey, bookingsOfMails, doubtfulMails, type KnownMail } from '../../domain/mail-booking.ts'
import { matchMails } from '../../domain/mail-match.ts'
import type { Decision } from '../../domain/mail-match-facts.ts'
import { mailboxFaultText } from '../../domain/mailbox-fault.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { addDays, dateOf, toIso } from '../../domain/time.ts'
import type { Mailbox, Mailboxes, MailboxReading } from '../../ports/mailbox.ts'
import { type Desk, makeId, withHouse } from '../desk/index.ts'
import { unitName } from '../reservations/index.ts'
import { type At, type MailFacts, readMailFacts } from './facts.ts'
import { understand } from './fetch.ts'

const lookBackDays = 30

/** `mailbox-unreadable` with what to do, where none is set up or it cannot be read. */
export async function mailDryRun(desk: Desk, mailboxes: Mailboxes): Promise<Result<DryRunView, Failure>> {
  const mailbox = mailboxes.current()
  if (mailbox === null) return fail(failure('mailbox-unreadable', 'No mailbox is set up. Save one first.'))
  if (mailbox === 'no-password') return fail(failure('mailbox-unreadable', mailboxFaultText('no-password')))
  const since = withHouse(desk, (_db, house, now) => ok(addDays(dateOf(now, house.property.timeZone), -lookBackDays)))
  if (!since.ok) return since
  const wants = (from: readonly string[]): boolean => channelOfSender(from) !== null
  const reading = await mailbox.read({ position: null, since: since.value, wants })
  if (!reading.ok) return fail(failure('mailbox-unreadable', `${mailboxFaultText(reading.error)} Nothing was changed.`))
  return withHouse(desk, (db, house, now) => ok(judge(desk, { db, house, now }, mailbox, reading.value)))
}

function judge(desk: Desk, at: At, mailbox: Mailbox, reading: MailboxReading): DryRunView {
  const { timeZone } = at.house.property
  const mails = reading.mails.flatMap((mail): readonly KnownMail[] => {
    const read = understand(mail, mailbox, reading.uidValidity, timeZone, makeId<string>({ now: at.now, desk }))
    return read === null ? [] : [read]
  })
  const facts = readMailFacts(at)
  const decisions = matchMails({ ...facts, bookings: bookingsOfMails(mails), doubtful: doubtfulMails(mails) })
  return {
    lines: mails
      .sort((left, right) => right.receivedAt - left.receivedAt)
      .map((mail) => {
        const named = decisions.find((one) => one.is === 'name' && one.booking.reference === mail.reference)
        const verdict = verdictOf(mail, facts, decisions)
        return {
          receivedAt: toIso(mail.receivedAt),
          channel: mail.channel ?? '',
          kind: mail.kind,
          reference: mail.reference,
          arrivalDate: mail.arrivalDate,
          verdict,
          units: named?.is === 'name' && (verdict === 'names' || verdict === 'guesses') ? unitsOf(at, named) : [],
        }
      }),
    asked: decisions.filter((one) => one.is === 'ask-collision' || one.is === 'ask-group').length,
  }
}

const unitsOf = ({ db, house }: At, named: Extract<Decision, { is: 'name' }>): readonly string[] =>
  named.stays.flatMap((stay) => {
    const stored = readStay(db, stay.id)
    return stored === null ? [] : [unitName(house, stored.unitId)]
  })

function verdictOf(mail: KnownMail, facts: MailFacts, decisions: readonly Decision[]): DryRunLine['verdict'] {
  const { channel, reference, arrivalDate, kind } = mail
  if (!mail.trusted) return 'not-trusted'
  if (kind === 'unread' || channel === null || reference === null) return 'not-understood'
  if (facts.known.has(bookingKey(channel, reference))) return 'known'
  if (kind === 'request' || kind === 'cancelled') return 'nothing'
  if (arrivalDate === null) return 'not-understood'
  if (arrivalDate < addDays(facts.today, -1)) return 'nothing'
  for (const decision of decisions) {
    if (decision.is === 'name' && decision.booking.reference === reference)
      return decision.provisional ? 'guesses' : 'names'
    if (decision.is === 'ask-collision' && decision.bookings.some((booking) => booking.reference === reference))
      return 'asks'
  }
  return 'no-stay'
}

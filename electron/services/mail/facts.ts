/** Reads from the store what matching needs to know. */

import type { ReadableDb } from '../../../db/open-database.ts'
import type { House } from '../../../db/queries/house.ts'
import { mailsAbout, namedStays, namelessStays, readMailboxState, type StoredMail } from '../../../db/queries/mails.ts'
import { isPerson } from '../../domain/field-source.ts'
import { bookingKey, bookingsOfMails, doubtfulMails } from '../../domain/mail-booking.ts'
import type { MatchFacts, OpenStay } from '../../domain/mail-match-facts.ts'
import { addDays, type CalendarDate, dateOf, hours, type Instant, instant } from '../../domain/time.ts'
import type { Caller } from '../desk/index.ts'
import { mailboxAccount } from '../house/index.ts'

/** Where mail lies. */
export const inbox = 'INBOX'
/** Who does what mail says. */
export const fromMail: Caller = { actor: 'Latchkey', source: 'mail' }

/** The store and the house, at one moment. */
export type At = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

export type MailFacts = MatchFacts & { readonly mails: readonly StoredMail[] }

export function readMailFacts({ db, house, now }: At): MailFacts {
  const today = dateOf(now, house.property.timeZone)
  const from = addDays(today, -1)
  const mails = mailsAbout(db, from, instant(now - hours(24 * 30)))
  const confirmed = new Map<string, { arrivalDate: CalendarDate; departureDate: CalendarDate }[]>()
  const known = new Set<string>()
  for (const stay of namedStays(db, from)) {
    const key = bookingKey(stay.channel, stay.reference)
    known.add(key)
    if (stay.status !== 'cancelled') confirmed.set(key, [...(confirmed.get(key) ?? []), stay])
  }
  return {
    mails,
    bookings: bookingsOfMails(mails),
    doubtful: doubtfulMails(mails),
    stays: openStays(db, from),
    confirmed,
    known,
    now,
    today,
    mailReadAt: mailReadAt(db),
  }
}

const openStays = (db: ReadableDb, from: CalendarDate): readonly OpenStay[] =>
  namelessStays(db, from).flatMap((stay) => {
    // A guess of somebody else than this matching is theirs to settle.
    if (stay.guess !== null && stay.rule !== 'mail-group' && stay.rule !== 'mail-match') return []
    return [
      {
        id: stay.id,
        channel: stay.channel,
        arrivalDate: stay.arrivalDate,
        departureDate: stay.departureDate,
        guess: stay.guess,
        firstSeenAt: stay.firstSeenAt ?? (0 as Instant),
        seenFresh: stay.foundBy === 'poll' && stay.firstSeenAt !== null,
        // What a person said of a reference outranks every guess.
        heldByPerson: stay.guess === null && stay.source !== null && isPerson(stay.source),
      },
    ]
  })

/** Null where no mailbox is read, or none has ever been. */
function mailReadAt(db: ReadableDb): Instant | null {
  const account = mailboxAccount(db)
  return account === null ? null : (readMailboxState(db, account, inbox)?.lastOkAt ?? null)
}

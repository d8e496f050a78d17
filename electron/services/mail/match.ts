/** Does what booking mail proves, guesses what it makes likely, and leaves the rest to people. */
import { findReservations, type Reservation, readStay, staysOfReservation } from '../../../db/queries/bookings.ts'
import { fieldSourcesOf } from '../../../db/queries/claims.ts'
import { codesOfReservation } from '../../../db/queries/codes.ts'
import { feedsOfStay, updateFeedStay } from '../../../db/queries/feed-stays.ts'
import { isAbsentFromFeed } from '../../../db/queries/mails.ts'
import { plannedArrival } from '../../domain/access-window.ts'
import { isPerson } from '../../domain/field-source.ts'
import type { MailBooking } from '../../domain/mail-booking.ts'
import { matchMails } from '../../domain/mail-match.ts'
import type { Decision, OpenStay } from '../../domain/mail-match-facts.ts'
import { ok } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { hours } from '../../domain/time.ts'
import { cancelStays } from '../check-in/index.ts'
import { type Desk, rememberAction, rememberSources, transact, type Work, withHouse } from '../desk/index.ts'
import { describeGuest, nameStays, releaseStays } from '../reservations/index.ts'
import { type At, fromMail, type MailFacts, readMailFacts } from './facts.ts'

export type MatchReport = {
  readonly named: number
  readonly guessed: number
  readonly released: number
  readonly cancelled: number
}

/**
 * Solves every bucket anew and does what follows, in one transaction. A second run without a new fact changes nothing.
 * Everything it does is undoable; an undo is a person's word and is not guessed against again.
 */
export function matchMail(desk: Desk): MatchReport {
  const none: MatchReport = { named: 0, guessed: 0, released: 0, cancelled: 0 }
  const due = withHouse(desk, (db, house, now) => ok(hasWork(readMailFacts({ db, house, now }))))
  if (!due.ok || !due.value) return none
  const done = transact(desk, fromMail, (work) => {
    const facts = readMailFacts(work)
    const decisions = matchMails(facts)
    const released = sum(decisions.map((one) => (one.is === 'release' ? release(work, one.stays) : 0)))
    const counts = decisions.map((one) => (one.is === 'name' ? { one, count: name(work, one) } : null))
    const countOf = (provisional: boolean): number =>
      sum(counts.map((each) => (each?.one.provisional === provisional ? each.count : 0)))
    for (const booking of facts.bookings) if (booking.state === 'booked') nameGuest(work, booking)
    const cancelled = sum(
      facts.bookings.map((booking) => (booking.state === 'cancelled' ? cancelWhatIsGone(work, booking) : 0)),
    )
    return ok({ named: countOf(false), guessed: countOf(true), released, cancelled })
  })
  const report = done.ok ? done.value : none
  if (sum(Object.values(report)) > 0) desk.logger.info('mail.matched', report)
  return report
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/** Reads only: most rounds have nothing to do, and a transaction would wait for other writers. */
const hasWork = (facts: MailFacts): boolean =>
  facts.bookings.some((booking) => booking.state === 'cancelled' || booking.guestName !== null) ||
  matchMails(facts).some((decision) => decision.is === 'name' || decision.is === 'release')

const current = (work: Work, stays: readonly OpenStay[]): readonly Stay[] =>
  stays.flatMap((stay) => readStay(work.db, stay.id) ?? [])

function name(work: Work, decision: Extract<Decision, { is: 'name' }>): number {
  const { booking, provisional, gapMinutes } = decision
  const before = current(work, decision.stays)
  const named = nameStays(work, {
    stays: before,
    reference: booking.reference,
    channel: booking.channel,
    provisional,
    rule: provisional ? 'mail-group' : 'mail-match',
    evidence: { mails: booking.mailIds, gapMinutes },
  })
  if (!named.ok) {
    work.desk.logger.warn('mail.not-named', { code: named.error.code })
    return 0
  }
  rememberAction(work, 'name', named.value.id, before, current(work, decision.stays))
  return before.length
}

function release(work: Work, guessed: readonly OpenStay[]): number {
  const before = current(work, guessed)
  const parties = new Set(before.flatMap((stay) => stay.reservationId ?? []))
  const released = releaseStays(work, before)
  if (!released.ok) return 0
  for (const id of parties) {
    const theirs = before.filter((stay) => stay.reservationId === id)
    rememberAction(
      work,
      'name',
      id,
      theirs,
      current(
        work,
        guessed.filter((one) => theirs.some((stay) => stay.id === one.id)),
      ),
    )
  }
  return before.length
}

/** A guest's name goes where none stands, once: a name that somebody gave or deleted is left alone. */
function nameGuest(work: Work, booking: MailBooking): void {
  if (booking.guestName === null) return
  const reservation = reservationOf(work, booking)
  if (reservation === undefined || reservation.guestId !== null) return
  if (fieldSourcesOf(work.db, [reservation.id]).some((source) => source.field === 'name')) return
  const described = describeGuest(work, reservation, { name: booking.guestName })
  if (!described.ok) return
  rememberSources(work, described.value.guest.id, ['name'])
  rememberSources(work, reservation.id, ['name'])
}

const reservationOf = ({ db }: Pick<At, 'db'>, booking: MailBooking): Reservation | undefined =>
  findReservations(db, booking.reference).find((one) => one.channel === booking.channel)

/** A cancelled booking whose stays the calendar has dropped too goes by itself, long before its arrival and without codes. */
function cancelWhatIsGone(work: Work, booking: MailBooking): number {
  const gone = staysToCancel(work, booking).filter((stay) => mayGoByItself(work, stay))
  const [first] = gone
  if (first === undefined || first.reservationId === null) return 0
  const cancelled = cancelStays(work, { ref: first.reservationId, stayIds: gone.map((stay) => stay.id) })
  if (!cancelled.ok) return 0
  // Gone for good: what the calendar shows under the same name later is another booking.
  for (const stay of gone)
    for (const row of feedsOfStay(work.db, stay.id))
      if (row.goneAt === null) updateFeedStay(work.db, row.feedId, stay.id, { goneAt: work.now })
  return gone.length
}

/** Stays that a cancellation is about: live, and theirs for sure. Those in house are for people alone. */
export function staysToCancel(at: Pick<At, 'db'>, booking: MailBooking): readonly Stay[] {
  const reservation = reservationOf(at, booking)
  if (reservation === undefined) return []
  return staysOfReservation(at.db, reservation.id).filter((stay) => isLive(stay) && !stay.provisional)
}

function mayGoByItself({ db, house, now }: At, stay: Stay): boolean {
  if (stay.reservationId === null || stay.status !== 'expected' || !isAbsentFromFeed(db, stay.id)) return false
  // Somebody has brought it back: that is asked about, never overruled.
  if (fieldSourcesOf(db, [stay.id]).some((one) => one.field === 'status' && isPerson(one.source))) return false
  const sent = codesOfReservation(db, stay.reservationId).some(
    (code) => code.state !== 'planned' && code.state !== 'removed',
  )
  return !sent && plannedArrival(stay, house.property) - now > hours(48)
}

/**
 * Which stays of the calendars belong to which booking mail (facts/feeds-mail-print-time.md section 2, design.md 3.4).
 * Solved anew for each bucket of one channel and one arrival day whenever a fact comes in; what it answers depends on the
 * facts alone, so their order does not matter. Pure.
 */
import type { BookingReference } from './booking-reference.ts'
import { bookingKey, type MailBooking } from './mail-booking.ts'
import type { Bucket, CollisionReason, Decision, MatchFacts, OpenStay } from './mail-match-facts.ts'
import { addDays, type CalendarDate, hours, minutes } from './time.ts'

/** Guesses and "no mail" wait so long for what may still come: three polls of a calendar. */
const guessWaitMs = minutes(45)
/** "No mail" for arrivals today and tomorrow. */
const soonMissingMs = minutes(10)
/** A stay may be seen a little before its mail, or up to a day after. */
const gapFromMs = -minutes(20)
const gapToMs = hours(24)
/** Beyond this a single match is a guess too. */
const sureGapMs = hours(6)
/** A mail without any stay: calendars lag by hours. */
const unmatchedMs = hours(6)
/** Channels whose calendars say nothing of a reference, and whose mail does. */
const namedByMail: ReadonlySet<string> = new Set(['booking.com'])

/** Every bucket's decisions. What is named or released is to be done; the rest asks people. */
export function matchMails(facts: MatchFacts): readonly Decision[] {
  const buckets = new Map<string, { bucket: Bucket; bookings: MailBooking[]; stays: OpenStay[] }>()
  const at = (channel: string, arrivalDate: CalendarDate) => {
    const key = `${channel} ${arrivalDate}`
    const known = buckets.get(key) ?? { bucket: { channel, arrivalDate }, bookings: [], stays: [] }
    buckets.set(key, known)
    return known
  }
  const from = addDays(facts.today, -1)
  for (const booking of facts.bookings)
    if (booking.state === 'booked' && booking.arrivalDate !== null && booking.arrivalDate >= from)
      at(booking.channel, booking.arrivalDate).bookings.push(booking)
  for (const stay of facts.stays) at(stay.channel, stay.arrivalDate).stays.push(stay)
  return [...buckets.values()]
    .sort(
      (left, right) =>
        left.bucket.arrivalDate.localeCompare(right.bucket.arrivalDate) ||
        left.bucket.channel.localeCompare(right.bucket.channel),
    )
    .flatMap((one) => solve(facts, one.bucket, one.bookings, one.stays))
}

const isSoon = ({ today }: MatchFacts, bucket: Bucket): boolean => bucket.arrivalDate <= addDays(today, 1)

const confirmedHere = (facts: MatchFacts, bucket: Bucket, booking: MailBooking) =>
  (facts.confirmed.get(bookingKey(booking.channel, booking.reference)) ?? []).filter(
    (stay) => stay.arrivalDate === bucket.arrivalDate,
  )

/** Bookings of a day that no stay carries for sure, and the stays of that day that carry none for sure. */
export function openInBucket(
  facts: MatchFacts,
  bucket: Bucket,
): { readonly bookings: readonly MailBooking[]; readonly stays: readonly OpenStay[] } {
  const isHere = (one: { readonly channel: string; readonly arrivalDate: CalendarDate | null }): boolean =>
    one.channel === bucket.channel && one.arrivalDate === bucket.arrivalDate
  return {
    bookings: facts.bookings.filter(
      (booking) => booking.state === 'booked' && isHere(booking) && confirmedHere(facts, bucket, booking).length === 0,
    ),
    stays: facts.stays.filter(isHere),
  }
}

function solve(
  facts: MatchFacts,
  bucket: Bucket,
  bookings: readonly MailBooking[],
  stays: readonly OpenStay[],
): readonly Decision[] {
  const settled = bookings.filter((booking) => confirmedHere(facts, bucket, booking).length > 0)
  const unclaimed = bookings.filter((booking) => !settled.includes(booking))
  const isVoid = (stay: OpenStay): boolean =>
    stay.guess !== null && !bookings.some((booking) => booking.reference === stay.guess)
  const voided = stays.filter(isVoid)
  // A cancelled or moved booking holds nothing here any more: its stays are open again, and judged as such.
  const open = stays.map((stay) => (isVoid(stay) ? { ...stay, guess: null } : stay))
  const [booking] = unclaimed
  const decided = [
    ...(voided.length === 0 ? [] : [{ is: 'release', bucket, stays: voided } as const]),
    ...(booking === undefined
      ? joinSettled(facts, bucket, settled, open)
      : unclaimed.length > 1
        ? several(facts, bucket, unclaimed, open)
        : one(facts, bucket, booking, open)),
  ]
  return [...decided, ...groupsToAsk(bucket, open, decided)]
}

/** Guesses that stand after these decisions: each waits for an OK. */
function groupsToAsk(bucket: Bucket, stays: readonly OpenStay[], decided: readonly Decision[]): readonly Decision[] {
  const groups = new Map<BookingReference, OpenStay[]>()
  const add = (reference: BookingReference, stay: OpenStay): void =>
    void groups.set(reference, [...(groups.get(reference) ?? []), stay])
  const released = new Set(decided.flatMap((one) => (one.is === 'release' ? one.stays.map((stay) => stay.id) : [])))
  for (const stay of stays) if (stay.guess !== null && !released.has(stay.id)) add(stay.guess, stay)
  for (const one of decided)
    if (one.is === 'name' && one.provisional) for (const stay of one.stays) add(one.booking.reference, stay)
  return [...groups].map(([reference, group]) => ({ is: 'ask-group', bucket, reference, stays: group }))
}

/** Several references: one question for the day, and no guess stands beside it. */
function several(
  facts: MatchFacts,
  bucket: Bucket,
  bookings: readonly MailBooking[],
  stays: readonly OpenStay[],
): readonly Decision[] {
  if (stays.length === 0) return bookings.flatMap((booking) => unmatched(facts, bucket, booking))
  const guessed = stays.filter((stay) => stay.guess !== null)
  const ask: Decision = { is: 'ask-collision', bucket, why: 'several', bookings, stays }
  return guessed.length === 0 ? [ask] : [{ is: 'release', bucket, stays: guessed }, ask]
}

function one(facts: MatchFacts, bucket: Bucket, booking: MailBooking, stays: readonly OpenStay[]): readonly Decision[] {
  const guessed = stays.filter((stay) => stay.guess === booking.reference)
  const fits = (stay: OpenStay): boolean =>
    (guessed.length === 0 || guessed.some((one) => one.departureDate === stay.departureDate)) &&
    (booking.departureDate === null || stay.departureDate === booking.departureDate)
  const free = stays.filter((stay) => stay.guess === null && fits(stay))
  const strange = stays.filter((stay) => stay.guess === null && !fits(stay))
  const rest = missing(facts, bucket, strange)
  if (free.length === 0) return guessed.length === 0 && strange.length === 0 ? unmatched(facts, bucket, booking) : rest
  const why = reasonToAsk(booking, free)
  if (guessWait(facts, bucket, free)) return rest
  if (why !== null) {
    // The stay it speaks of may be about to come.
    const early = !isSoon(facts, bucket) && facts.now < booking.toldAt + guessWaitMs
    return early ? rest : [{ is: 'ask-collision', bucket, why, bookings: [booking], stays: free }, ...rest]
  }
  const whole = [...guessed, ...free]
  const gaps = free.map((stay) => stay.firstSeenAt - booking.toldAt)
  const farthest = Math.max(...gaps.map(Math.abs))
  const known = facts.confirmed.has(bookingKey(booking.channel, booking.reference))
  const provisional =
    whole.length > 1 || isSoon(facts, bucket) || farthest > sureGapMs || known || hasRival(facts, bucket, booking)
  const name: Decision = {
    is: 'name',
    bucket,
    booking,
    stays: free,
    provisional,
    gapMinutes: Math.round(farthest / minutes(1)),
  }
  return [name, ...rest]
}

/** A mail of the day about another reference, or a later one about this, that nobody could read: it may say otherwise. */
const hasRival = (facts: MatchFacts, bucket: Bucket, booking: MailBooking): boolean =>
  facts.doubtful.some(
    (mail) =>
      mail.channel === bucket.channel &&
      (mail.arrivalDate === bucket.arrivalDate || mail.reference === booking.reference),
  )

/** Guesses wait, so that another mail may still come; with guests at the door they do not. */
const guessWait = (facts: MatchFacts, bucket: Bucket, stays: readonly OpenStay[]): boolean =>
  !isSoon(facts, bucket) && stays.some((stay) => facts.now < stay.firstSeenAt + guessWaitMs)

/** Why these stays cannot be taken for this booking's without asking; null where they can. */
function reasonToAsk(booking: MailBooking, stays: readonly OpenStay[]): CollisionReason | null {
  if (stays.some((stay) => stay.heldByPerson)) return 'held'
  if (new Set(stays.map((stay) => stay.departureDate)).size > 1) return 'nights'
  const near = (stay: OpenStay): boolean => {
    const gap = stay.firstSeenAt - booking.toldAt
    return stay.seenFresh && gap >= gapFromMs && gap <= gapToMs
  }
  return stays.every(near) ? null : 'unsure'
}

/** Every reference of the day has its stays. One more with the same days as one party alone may be that party's. */
function joinSettled(
  facts: MatchFacts,
  bucket: Bucket,
  settled: readonly MailBooking[],
  stays: readonly OpenStay[],
): readonly Decision[] {
  const found: Decision[] = []
  const alone: OpenStay[] = []
  for (const stay of stays.filter((one) => one.guess === null)) {
    const theirs = settled.filter((booking) =>
      confirmedHere(facts, bucket, booking).some((known) => known.departureDate === stay.departureDate),
    )
    const [booking] = theirs
    const joins = theirs.length === 1 && booking !== undefined && stay.seenFresh && !stay.heldByPerson
    if (!joins) alone.push(stay)
    else if (!guessWait(facts, bucket, [stay])) {
      const gapMinutes = Math.round((stay.firstSeenAt - booking.toldAt) / minutes(1))
      found.push({ is: 'name', bucket, booking, stays: [stay], provisional: true, gapMinutes })
    }
  }
  return [...found, ...missing(facts, bucket, alone)]
}

/** Stays that a mail should have announced by now. */
function missing(facts: MatchFacts, bucket: Bucket, stays: readonly OpenStay[]): readonly Decision[] {
  const { now, mailReadAt } = facts
  if (mailReadAt === null || !namedByMail.has(bucket.channel)) return []
  const waitMs = isSoon(facts, bucket) ? soonMissingMs : guessWaitMs
  const late = stays.filter(
    (stay) =>
      stay.guess === null &&
      stay.seenFresh &&
      !stay.heldByPerson &&
      now >= stay.firstSeenAt + waitMs &&
      mailReadAt > stay.firstSeenAt,
  )
  return late.length === 0 ? [] : [{ is: 'ask-missing', bucket, stays: late }]
}

/** A booking that no calendar shows. One that the desk knows already, on other days or cancelled, is not told again. */
function unmatched(facts: MatchFacts, bucket: Bucket, booking: MailBooking): readonly Decision[] {
  const waitMs = isSoon(facts, bucket) ? guessWaitMs : unmatchedMs
  if (facts.known.has(bookingKey(booking.channel, booking.reference))) return []
  return facts.now >= booking.toldAt + waitMs ? [{ is: 'ask-unmatched', bucket, booking }] : []
}

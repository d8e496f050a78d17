import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { bookingsOfMails, type KnownMail, type MailBooking } from '../../electron/domain/mail-booking.ts'
import { matchMails } from '../../electron/domain/mail-match.ts'
import type { Decision, MatchFacts, OpenStay } from '../../electron/domain/mail-match-facts.ts'
import { suggestMatches } from '../../electron/domain/mail-suggestions.ts'
import { addDays, type CalendarDate, instant, minutes } from '../../electron/domain/time.ts'

const today = '2026-06-10' as CalendarDate
const began = 1_000_000_000_000

const stays = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 3 }),
      nights: fc.integer({ min: 1, max: 3 }),
      seen: fc.integer({ min: 0, max: 600 }),
      seenFresh: fc.boolean(),
      heldByPerson: fc.boolean(),
      guess: fc.constantFrom(null, null, 'A', 'B', 'Z'),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.map(
      (row, index): OpenStay => ({
        id: `s${index}` as StayId,
        channel: 'booking.com',
        arrivalDate: addDays(today, row.day),
        departureDate: addDays(today, row.day + row.nights),
        guess: row.guess as BookingReference | null,
        firstSeenAt: instant(began + minutes(row.seen)),
        seenFresh: row.seenFresh,
        heldByPerson: row.heldByPerson,
      }),
    ),
  )
const bookings = fc
  .uniqueArray(
    fc.record({
      reference: fc.constantFrom('A', 'B', 'C', 'D'),
      day: fc.integer({ min: 0, max: 3 }),
      told: fc.integer({ min: 0, max: 600 }),
      nights: fc.constantFrom(null, null, 1, 2),
      state: fc.constantFrom('booked', 'booked', 'booked', 'cancelled'),
    }),
    { maxLength: 4, selector: (row) => row.reference },
  )
  .map((rows) =>
    rows.map(
      (row): MailBooking => ({
        channel: 'booking.com',
        reference: row.reference as BookingReference,
        state: row.state as MailBooking['state'],
        arrivalDate: addDays(today, row.day),
        departureDate: row.nights === null ? null : addDays(today, row.day + row.nights),
        guestName: null,
        toldAt: instant(began + minutes(row.told)),
        mailIds: [row.reference],
      }),
    ),
  )
const given = {
  stays,
  bookings,
  now: fc.integer({ min: 600, max: 1200 }),
  known: fc.subarray(['A', 'B', 'C', 'D'], { maxLength: 2 }),
  readBefore: fc.constantFrom(0, 0, 0, 90),
  doubtful: fc
    .array(fc.record({ reference: fc.constantFrom('A', 'E'), day: fc.integer({ min: 0, max: 3 }) }), { maxLength: 2 })
    .map((rows) =>
      rows.map((row) => ({
        channel: 'booking.com',
        reference: row.reference as BookingReference,
        arrivalDate: addDays(today, row.day),
      })),
    ),
}
const facts = fc.record(given).map(
  ({ now, known, readBefore, ...rest }): MatchFacts => ({
    ...rest,
    confirmed: new Map(),
    known: new Set(known as BookingReference[]),
    now: instant(began + minutes(now)),
    today,
    mailReadAt: instant(began + minutes(now - readBefore)),
  }),
)
const nameOf = (decision: Decision): string =>
  [
    decision.is,
    'bucket' in decision ? decision.bucket.arrivalDate : '',
    'reference' in decision ? decision.reference : '',
    'booking' in decision ? decision.booking.reference : '',
    'bookings' in decision ? decision.bookings.map((one) => one.reference).sort() : '',
    'stays' in decision ? decision.stays.map((stay) => stay.id).sort() : '',
  ].join(' ')

describe('matching', () => {
  it('answers the same in whatever order the facts came in', () => {
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat()), (given, order) => {
        const shuffled = <Item>(items: readonly Item[]): readonly Item[] =>
          items
            .map((item) => ({ item, at: order.next().value ?? 0 }))
            .sort((left, right) => left.at - right.at)
            .map(({ item }) => item)
        const other = { ...given, stays: shuffled(given.stays), bookings: shuffled(given.bookings) }
        expect(matchMails(other).map(nameOf).sort()).toEqual(matchMails(given).map(nameOf).sort())
      }),
    )
  })

  const kinds = new Set<string>()

  it('never names a stay twice, by a mail of another day, against a person’s word, or where another mail names the day', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const decisions = matchMails(given)
        for (const one of decisions) kinds.add(one.is)
        const named = decisions.flatMap((one) => (one.is === 'name' ? one.stays.map((stay) => ({ one, stay })) : []))
        expect(new Set(named.map(({ stay }) => stay.id)).size).toBe(named.length)
        for (const { one, stay } of named) {
          expect(stay.arrivalDate).toBe(one.booking.arrivalDate)
          expect([stay.seenFresh, stay.heldByPerson]).toEqual([true, false])
          const sameDay = given.bookings.filter(
            (booking) => booking.state === 'booked' && booking.arrivalDate === stay.arrivalDate,
          )
          expect(sameDay).toHaveLength(1)
          // A mail of the day that nobody could read may be about this very stay.
          const rival = given.doubtful.some((mail) => mail.arrivalDate === stay.arrivalDate)
          expect(rival && !one.provisional).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
    // A matcher that never decides anything would keep all of this.
    expect([...kinds]).toEqual(expect.arrayContaining(['name', 'ask-group', 'ask-collision']))
  })

  it('asks at most one question of a kind about a day and a reference, and no guess stands beside several references', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const decisions = matchMails(given)
        const collisions = decisions.flatMap((one) => (one.is === 'ask-collision' ? [one.bucket.arrivalDate] : []))
        expect(new Set(collisions).size).toBe(collisions.length)
        const groups = decisions.flatMap((one) =>
          one.is === 'ask-group' ? [`${one.bucket.arrivalDate} ${one.reference}`] : [],
        )
        expect(new Set(groups).size).toBe(groups.length)
        for (const one of decisions)
          if (one.is === 'ask-collision' && one.why === 'several')
            expect(groups.filter((group) => group.startsWith(one.bucket.arrivalDate))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('what the mails about one reference come to', () => {
  const mail = (
    kind: KnownMail['kind'],
    minute: number,
    arrivalDate: string | null,
    more: Partial<KnownMail> = {},
  ): KnownMail => ({
    id: `${kind} ${minute}`,
    channel: 'booking.com',
    kind,
    reference: 'A' as BookingReference,
    arrivalDate: arrivalDate as CalendarDate | null,
    departureDate: null,
    guestName: null,
    receivedAt: instant(began + minutes(minute)),
    trusted: true,
    settledAt: null,
    ...more,
  })

  it('is the last word, in the order they were received', () => {
    const told = [mail('cancelled', 9, null), mail('new', 1, '2026-06-20'), mail('modified', 5, '2026-06-22')]
    expect(bookingsOfMails(told)).toMatchObject([{ state: 'cancelled', arrivalDate: '2026-06-22' }])
    expect(bookingsOfMails(told.slice(1))).toMatchObject([
      { state: 'booked', arrivalDate: '2026-06-22', toldAt: began + minutes(5), mailIds: ['new 1', 'modified 5'] },
    ])
  })

  it('holds no request, no unknown wording, no unproven sender and nothing that was put aside', () => {
    const told = [
      mail('request', 1, '2026-06-20'),
      mail('unread', 2, '2026-06-20'),
      mail('new', 3, '2026-06-20', { trusted: false }),
      mail('new', 4, '2026-06-20', { settledAt: instant(began) }),
    ]
    expect(bookingsOfMails(told)).toEqual([])
  })
})

describe('what is offered to a person', () => {
  const stay = (id: string, seen: number, nights = 2, seenFresh = true): OpenStay => ({
    id: id as StayId,
    channel: 'booking.com',
    arrivalDate: today,
    departureDate: addDays(today, nights),
    guess: null,
    firstSeenAt: instant(began + minutes(seen)),
    seenFresh,
    heldByPerson: false,
  })
  const booking = (reference: string, told: number): MailBooking => ({
    channel: 'booking.com',
    reference: reference as BookingReference,
    state: 'booked',
    arrivalDate: today,
    departureDate: null,
    guestName: null,
    toldAt: instant(began + minutes(told)),
    mailIds: [],
  })

  it('is the nearest pair first, each stay and each booking once', () => {
    const offered = suggestMatches(
      [booking('A', 0), booking('B', 100)],
      [stay('s1', 95), stay('s2', 20), stay('s3', 300, 2, false)],
    )
    expect(offered).toEqual([
      { stayId: 's1', reference: 'B' },
      { stayId: 's2', reference: 'A' },
    ])
  })

  it('is one booking for all stays of the same nights', () => {
    const offered = suggestMatches([booking('A', 0)], [stay('s1', 10), stay('s2', 50), stay('s3', 20, 5)])
    expect(offered.map((one) => one.stayId)).toEqual(['s1', 's2'])
  })
})

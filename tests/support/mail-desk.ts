/** A test desk with a mailbox in memory: mails as channels write them, stays as their calendars show them. */

import { findReservations, type Reservation } from '../../db/queries/bookings.ts'
import { lastAction } from '../../db/queries/desk.ts'
import { feedsOfStay, insertFeedStay, updateFeedStay } from '../../db/queries/feed-stays.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import { ok } from '../../electron/domain/result.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import type { Instant } from '../../electron/domain/time.ts'
import { instant } from '../../electron/domain/time.ts'
import type { Mailboxes, ReceivedMail } from '../../electron/ports/mailbox.ts'
import { attentionItems, type Item, resolveItem } from '../../electron/services/attention/index.ts'
import { transact } from '../../electron/services/desk/index.ts'
import { mailboxAccount, writeMailbox } from '../../electron/services/house/index.ts'
import { fetchMail, type MatchReport, matchMail } from '../../electron/services/mail/index.ts'
import { takeBack } from '../../electron/services/undo/index.ts'
import { feedStay } from './feed-stays.ts'
import type { houses } from './houses.ts'
import { dana, must, type StayWords, type TestDesk, type TestDeskOptions } from './test-desk.ts'

/** As the house's own server writes it after checking the channel's signature. */
export const vouchedFor = (domain: string): ReceivedMail['headers'] => [
  { name: 'Received', value: `from out.${domain} by mx.example.com with ESMTPS` },
  { name: 'Authentication-Results', value: `mx.example.com; dkim=pass header.d=${domain}` },
]

export type MailWords = {
  readonly subject: string
  readonly from?: string
  readonly links?: readonly string[]
  /** How long ago the server got it, in minutes. */
  readonly minutesAgo?: number
  readonly headers?: ReceivedMail['headers']
  readonly messageId?: string
}

/** `Booking.com - New booking! (1000000001, Saturday, 20 June 2026)` */
export function bookingSubject(reference: string, arrival: string, what = 'New booking!'): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(arrival))
  return `Booking.com - ${what} (${reference}, ${day.replace(/^(\w+) /, '$1, ')})`
}

export type MailDesk = TestDesk & {
  /** A mail lies in the mailbox; it is read with the next {@link MailDesk.work}. */
  readonly mailed: (mail: MailWords) => void
  /** A mail of Booking.com. */
  readonly booked: (reference: string, arrival: string, what?: string, minutesAgo?: number) => void
  /** A calendar shows a stay for the first time, now. */
  readonly seen: (words: StayWords, more?: Partial<Stay>, foundBy?: 'import' | 'after-outage' | 'poll') => Stay
  /** Reads the mailbox and matches, as the worker does. */
  readonly work: () => Promise<MatchReport>
  readonly later: (minutes: number) => Promise<MatchReport>
  /** `R1 1000000001`, with `?` behind a guess and `-` without a reference; by unit. */
  readonly references: (arrival?: string) => readonly string[]
  readonly items: (kind: string) => readonly Item[]
  readonly resolve: (item: Item | undefined, action: string) => void
  readonly mailboxes: Mailboxes
}

export function mailDesk(house: ReturnType<typeof houses>, options: TestDeskOptions = {}): MailDesk {
  const rooms = Array.from({ length: options.rooms ?? 4 }, (_, index) => `R${index + 1}`)
  const feeds = Object.fromEntries(
    rooms.map((unit) => [unit, [{ channel: 'booking.com', url: `https://calendar.example.com/${unit}.ics` }]]),
  )
  const open = house.openTraining({ feeds, ...options })
  const { desk } = open
  const settings = {
    host: 'imap.example.com',
    port: 993,
    secure: true,
    user: 'desk',
    passwordEnv: null,
    accessTokenEnv: null,
  }
  must(transact(desk, dana, (work) => ok(writeMailbox(desk, work.db, settings, 'test-only'))))
  const lying: ReceivedMail[] = []
  const mailboxes: Mailboxes = {
    current: () => ({
      account: mailboxAccount(desk.store.read) ?? '',
      host: settings.host,
      read: async ({ position, wants }) =>
        ok({
          uidValidity: '1',
          lastUid: lying.length,
          hasMore: false,
          mails: lying.filter((mail) => wants(mail.from) && mail.uid > (position?.lastUid ?? 0)),
        }),
      watch: () => ({ isWatching: () => true, stop: async () => {} }),
    }),
  }
  const mailed = (mail: MailWords): void => {
    const uid = lying.length + 1
    lying.push({
      uid,
      messageId: mail.messageId ?? `<${uid}@booking.example>`,
      receivedAt: (desk.clock.now() - (mail.minutesAgo ?? 0) * 60_000) as Instant,
      headers: mail.headers ?? vouchedFor('booking.com'),
      from: [mail.from ?? 'noreply@booking.com'],
      subject: mail.subject,
      links: mail.links ?? [],
    })
  }
  const work = async (): Promise<MatchReport> => {
    await fetchMail(desk, mailboxes)
    return matchMail(desk)
  }
  return {
    ...open,
    mailboxes,
    mailed,
    booked: (reference, arrival, what, minutesAgo = 0) =>
      mailed({ subject: bookingSubject(reference, arrival, what), minutesAgo }),
    seen(words, more, foundBy = 'poll') {
      const stay = feedStay(desk, words, more)
      const feed = readFeeds(desk.store.read).find((one) => one.unitId === stay.unitId)
      const now = desk.clock.now()
      desk.store.write((db) =>
        insertFeedStay(db, {
          feedId: feed!.id,
          stayId: stay.id,
          arrivalDate: stay.arrivalDate,
          departureDate: stay.departureDate,
          firstSeenAt: now,
          foundBy,
          lastSeenAt: now,
          missingSince: null,
          missingPolls: 0,
          goneAt: null,
          declinedDays: null,
        }),
      )
      return stay
    },
    work,
    later(minutes) {
      open.advance(minutes * 60_000)
      return work()
    },
    references: (arrival = '%') =>
      desk.store.sqlite
        .prepare(
          `select u.key || ' ' || coalesce(r.reference, '-') || case s.provisional when 1 then '?' else '' end
             from stays s join units u on u.id = s.unit_id left join reservations r on r.id = s.reservation_id
             where s.status <> 'cancelled' and s.arrival_date like ? order by u.position, s.arrival_date`,
        )
        .pluck()
        .all(arrival) as string[],
    items: (kind) => attentionItems(desk).filter((item) => item.kind === kind),
    resolve: (item, action) => {
      if (item === undefined) throw new Error('there is no such item')
      must(resolveItem(desk, dana, item.id, action))
    },
  }
}

/** An arrival far enough from the day on which a test desk's clock begins for guesses to wait. */
export const farDay = '2026-06-20'
export const twoNights = (room: number) => [`R${room}`, farDay, '2026-06-22'] as const

export const reservationOf = ({ desk }: MailDesk, reference: string): Reservation => {
  const found = findReservations(desk.store.read, reference as BookingReference)[0]
  if (found === undefined) throw new Error(`nobody has ${reference}`)
  return found
}

/** The calendar does not show the stay any more, since one poll. */
export const dropFromFeed = ({ desk }: MailDesk, stay: Stay): void =>
  desk.store.write((db) =>
    updateFeedStay(db, feedsOfStay(db, stay.id)[0]!.feedId, stay.id, {
      missingSince: desk.clock.now(),
      missingPolls: 1,
    }),
  )

/** A mail for each reference and a stay of {@link twoNights} in each of the first rooms, once guesses have waited. */
export async function collidedByMail(
  desk: MailDesk,
  references: readonly string[],
  rooms: number,
): Promise<readonly Stay[]> {
  for (const reference of references) desk.booked(reference, farDay)
  const stays = Array.from({ length: rooms }, (_, index) => desk.seen(twoNights(index + 1)))
  await desk.later(45)
  return stays
}
/** One stay in R1 on {@link farDay} that a mail has named. */
export const namedByMail = async (desk: MailDesk, reference: string): Promise<Stay> =>
  (await collidedByMail(desk, [reference], 1))[0]!
/** Stays in R1 and R2 on {@link farDay} that are one party by a guess. */
export const guessedByMail = (desk: MailDesk, reference: string): Promise<readonly Stay[]> =>
  collidedByMail(desk, [reference], 2)

/** Takes back what was last done to a booking, from its panel, whoever did it. */
export function takeBackAt(desk: MailDesk, reference: string): void {
  const action = lastAction(desk.desk.store.read, reservationOf(desk, reference).id, instant(0))
  must(takeBack(desk.desk, dana, action?.id ?? null))
}

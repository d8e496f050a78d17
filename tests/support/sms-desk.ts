/** A test desk whose manager texts: stays as a feed brings them, and what was answered. */
import { readStay } from '../../db/queries/bookings.ts'
import { readHouse } from '../../db/queries/house.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { StayId } from '../../electron/domain/ids.ts'
import { instant, minutes } from '../../electron/domain/time.ts'
import { type Desk, transact } from '../../electron/services/desk/index.ts'
import { nameStays } from '../../electron/services/reservations/index.ts'
import { type AnsweredText, answerText } from '../../electron/services/sms-commands/index.ts'
import { feedStay } from './feed-stays.ts'
import { must, type StayWords } from './test-desk.ts'

/** Dana's, of every test desk. */
export const danasPhone = '+12025550199'
export const stranger = '+12025550177'

let texts = 0

/** What Dana texts, answered at this moment; written now, unless it was some minutes ago. */
export const texted = (desk: Desk, body: string, phone = danasPhone, minutesAgo = 0): AnsweredText =>
  must(
    answerText(desk, {
      phone,
      body,
      at: instant(desk.clock.now() - minutes(minutesAgo)),
      key: `test ${++texts}`,
    }),
  )

/** The question's only word. */
export function wordOf(answer: AnsweredText): string {
  const word = /\bReply (\d{4})\b/.exec(answer.reply ?? '')?.[1]
  if (word === undefined) throw new Error(`asks for no word: ${answer.reply}`)
  return word
}

/** Stays without a reference, as the channel's calendar has them. */
export const fromFeed = (desk: Desk, stays: readonly StayWords[]): readonly StayId[] =>
  stays.map((words) => feedStay(desk, words).id)

/** The same stays as a group that a source suggests: theirs by a guess until somebody says yes. */
export function guessedGroup(
  desk: Desk,
  reference: string,
  stays: readonly StayWords[],
  rule: 'mail-group' | 'import' = 'mail-group',
): readonly StayId[] {
  const ids = fromFeed(desk, stays)
  must(
    transact(desk, { actor: 'Latchkey', source: rule === 'import' ? 'import' : 'mail' }, (work) =>
      nameStays(work, {
        stays: ids.map((id) => readStay(work.db, id)!),
        reference: reference as BookingReference,
        channel: 'booking.com',
        provisional: true,
        rule,
        evidence: {},
      }),
    ),
  )
  return ids
}

/** `R1 2026-06-10..2026-06-12 expected 1000000001`, one a stay, `?` before a reference that is a guess. */
export function staysShown(desk: Desk): readonly string[] {
  const house = readHouse(desk.store.read)!
  const rows = desk.store.sqlite
    .prepare(
      'select s.unit_id, s.arrival_date, s.departure_date, s.status, s.provisional, r.reference from stays s left join reservations r on r.id = s.reservation_id order by s.arrival_date, s.rowid',
    )
    .all() as {
    unit_id: string
    arrival_date: string
    departure_date: string
    status: string
    provisional: number
    reference: string | null
  }[]
  return rows.map((row) =>
    [
      house.units.find((unit) => unit.id === row.unit_id)!.key,
      `${row.arrival_date}..${row.departure_date}`,
      row.status,
      `${row.provisional === 1 ? '?' : ''}${row.reference ?? '-'}`,
    ].join(' '),
  )
}

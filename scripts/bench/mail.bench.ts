import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { insertStay } from '../../db/queries/bookings.ts'
import { insertFeedStay } from '../../db/queries/feed-stays.ts'
import { readFeeds } from '../../db/queries/feeds.ts'
import { insertMail } from '../../db/queries/mails.ts'
import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import { ok } from '../../electron/domain/result.ts'
import { addDays, dateOf, instant, minutes } from '../../electron/domain/time.ts'
import { makeId, transact, type Work } from '../../electron/services/desk/index.ts'
import { mailQuestions, matchMail } from '../../electron/services/mail/index.ts'
import { newStay } from '../../electron/services/reservations/index.ts'
import { benchCaller, openBenchDesk } from './bench-desk.ts'
import { type BenchResult, median } from './bench-result.ts'

const STAYS = 10_000
const MAILS = 1_000
const UNITS = 50
const RUNS = 9
/** So many mails and stays have an arrival day for themselves; on the others every unit has an arrival. */
const ALONE = MAILS / 10
const daysAlone = (index: number): number => 1_000 + 3 * index
const daysFull = (turn: number): number => 5 + 3 * turn

const units = Array.from({ length: UNITS }, (_, index) => ({
  key: `${index + 1}`,
  name: `Room ${index + 1}`,
  doors: ['front', `d${index + 1}`],
  feeds: [{ channel: 'booking.com', url: `https://calendar.example.com/${index + 1}.ics` }],
}))

/**
 * A thousand booking mails against ten thousand nameless stays: solving all of it when nothing is to be done, and asking
 * what is left to people, against reading the same rows once.
 */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  const desk = openBenchDesk(join(folder, 'data'), UNITS, { units })
  try {
    const filled = transact(desk, benchCaller, (work) => ok(fill(work)))
    if (!filled.ok) throw new Error(filled.error.message)
    const { sqlite } = desk.store
    const rows = [
      sqlite.prepare('select * from mails'),
      sqlite.prepare('select s.*, f.first_seen_at from stays s join feed_stays f on f.stay_id = s.id'),
    ]
    const floor = timed(() => rows.map((each) => each.all().length))
    let started = performance.now()
    const first = matchMail(desk)
    const naming = performance.now() - started
    const settled = timed(() => matchMail(desk))
    started = performance.now()
    const asked = transact(desk, benchCaller, (work) => ok(mailQuestions(work).length))
    const asking = performance.now() - started
    const what = `${MAILS} mails, ${STAYS} stays`
    const named = first.named + first.guessed
    return [
      { name: `mail, match again with nothing new, ${what} (floor: reading the rows)`, value: settled },
      {
        name: `mail, what is left to people, ${asked.ok ? asked.value : 0} questions (floor: reading the rows)`,
        value: asking,
      },
      { name: `mail, first match, ${named} stays named in one transaction (floor: reading the rows)`, value: naming },
    ].map((line) => ({ ...line, unit: 'ms', floor, ratio: line.value / floor }))
  } finally {
    desk.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function timed(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
  return median(times)
}

function fill(work: Work): void {
  const { db, now, house } = work
  const today = dateOf(now, house.property.timeZone)
  const feeds = readFeeds(db)
  const seenAt = instant(now - minutes(60))
  for (let index = 0; index < STAYS; index++) {
    const unit = house.units[index % UNITS]!
    const arrivalDate = addDays(today, index < ALONE ? daysAlone(index) : daysFull(Math.floor(index / UNITS)))
    const stay = newStay(work, {
      reservationId: null,
      unitId: unit.id,
      arrivalDate,
      departureDate: addDays(arrivalDate, 1 + (index % 2)),
      channel: 'booking.com',
      kind: 'unknown',
    })
    insertStay(db, stay)
    const feed = feeds.find((one) => one.unitId === unit.id)
    if (feed === undefined) throw new Error('the bench house has no calendars')
    insertFeedStay(db, {
      feedId: feed.id,
      stayId: stay.id,
      arrivalDate,
      departureDate: stay.departureDate,
      firstSeenAt: seenAt,
      foundBy: 'poll',
      lastSeenAt: seenAt,
      missingSince: null,
      missingPolls: 0,
      goneAt: null,
      declinedDays: null,
    })
  }
  for (let index = 0; index < MAILS; index++)
    insertMail(db, {
      id: makeId<string>(work),
      account: 'bench',
      mailbox: 'INBOX',
      uidValidity: '1',
      uid: index + 1,
      messageId: `<${index}@booking.example>`,
      receivedAt: instant(seenAt - minutes(5)),
      channel: 'booking.com',
      kind: 'new',
      reference: String(1_000_000_000 + index) as BookingReference,
      arrivalDate: addDays(today, index < ALONE ? daysAlone(index) : daysFull(index % (STAYS / UNITS))),
      departureDate: null,
      guestName: null,
      trusted: true,
      settledAt: null,
      settledBy: null,
    })
}

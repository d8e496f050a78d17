/** Takes one answer of a feed into the store, in the transaction of one poll. */
import { awaitsAbsence, seenAgain } from '../../../db/queries/feed-stays.ts'
import { type Feed, updateFeed } from '../../../db/queries/feeds.ts'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { identify } from '../../domain/feed-identity.ts'
import { isBlock, isSeen } from '../../domain/feed-stay.ts'
import { type FeedVerdict, judgeAnswer, type Suspicion, stillDue, suspectStep } from '../../domain/feed-verdict.ts'
import { dateOf, instant } from '../../domain/time.ts'
import type { FeedAnswer } from '../../ports/calendar-feed.ts'
import type { Work } from '../desk/index.ts'
import { addStay } from './add-stay.ts'
import { noteBlocks, rollClosure } from './closures.ts'
import { askAbout, countAbsence, type LackedStay } from './end-stay.ts'
import { copyText, openCopy, readCopy, sealCopy } from './feed-copy.ts'
import { type FeedEvent, type FeedWork, note } from './feed-work.ts'
import { followDates, keepReference, keepSeen } from './follow-match.ts'
import { knownStays } from './known-stays.ts'
import { pollEvery, retryAfter } from './schedule.ts'

export type Taken = { readonly status: string; readonly events: readonly FeedEvent[] }

/** What a feed answered, once it could be read. */
type Reading = {
  readonly isWhole: boolean
  readonly events: readonly CalendarEvent[]
  readonly etag: string | null
  readonly lastModified: string | null
}

export function takeAnswer(work: Work, feed: Feed, answer: FeedAnswer): Taken {
  if (answer.unchanged) {
    const events = readCopy(openCopy(work.desk.store.vault, feed.lastGood))
    return takeReading(work, feed, { ...feed, isWhole: true, events })
  }
  if (answer.reading.verdict === 'failed') return takeFailure(work, feed, answer.reading.reason)
  const { events, verdict } = answer.reading
  const { etag, lastModified } = answer
  return takeReading(work, feed, { isWhole: verdict === 'complete', events, etag, lastModified })
}

/** A failure changes nothing but the feed's own state. */
function takeFailure(work: Work, feed: Feed, reason: string): Taken {
  const failures = feed.failures + 1
  updateFeed(work.db, feed.id, {
    lastPolledAt: work.now,
    status: reason,
    failures,
    nextPollAt: instant(work.now + retryAfter(failures) + jitter(work)),
  })
  return { status: reason, events: [] }
}

const jitter = ({ desk }: Work): number => desk.random.integer(60_000)

function takeReading(work: Work, feed: Feed, reading: Reading): Taken {
  const { db, now, house, desk } = work
  const today = dateOf(now, house.property.timeZone)
  const at: FeedWork = { work, feed, today, events: [] }
  const text = copyText(reading.events)
  const before = openCopy(desk.store.vault, feed.lastGood)
  const isUnchanged = reading.isWhole && text === before && feed.suspectHash === null && isQuiet(at)
  const verdict = isUnchanged ? 'ok' : follow(at, reading, readCopy(before))
  if (verdict === 'ok' && !isUnchanged) seenAgain(db, feed.id, now)
  const sealed = verdict === 'incomplete' || text === before ? null : sealCopy(desk.store.vault, text)
  updateFeed(db, feed.id, {
    lastPolledAt: now,
    status: verdict,
    failures: 0,
    // Only what was believed may be answered with "unchanged" next time.
    etag: verdict === 'ok' ? reading.etag : null,
    lastModified: verdict === 'ok' ? reading.lastModified : null,
    nextPollAt: instant(now + pollEvery + jitter(work)),
    ...(verdict === 'ok' ? { lastOkAt: now, importedAt: feed.importedAt ?? now, ...noSuspicion } : {}),
    ...(verdict === 'ok' && sealed !== null ? { lastGood: sealed } : {}),
    ...(verdict === 'suspect' && sealed !== null ? { suspectCopy: sealed } : {}),
  })
  return { status: verdict, events: at.events }
}

const noSuspicion = { suspectSince: null, suspectHash: null, suspectCopy: null } as const

/** The same answer on the same day, and nothing that only needs time: all is said already. */
const isQuiet = ({ work, feed, today }: FeedWork): boolean =>
  feed.lastOkAt !== null &&
  dateOf(feed.lastOkAt, work.house.property.timeZone) === today &&
  feed.importedAt !== null &&
  !awaitsAbsence(work.db, feed.id, today)

function follow(at: FeedWork, reading: Reading, before: readonly CalendarEvent[]): FeedVerdict {
  const { work, feed, today } = at
  const known = knownStays(work.db, feed)
  const found = identify(reading.events, known, today)
  const due = new Set(stillDue(known.filter(isSeen), today).map((one) => one.stay.id))
  const missed = found.lacked.filter((one) => due.has(one.stay.id))
  const verdict = judgeAnswer({
    isWhole: reading.isWhole,
    isEmpty: reading.events.length === 0,
    present: due.size,
    lacked: missed.length,
  })
  for (const match of found.matches) {
    keepSeen(at, match)
    keepReference(at, match)
  }
  if (verdict === 'suspect') suspect(at, missed)
  if (verdict === 'ok') countAbsence(at, found.lacked)
  for (const match of found.matches) if (isBlock(match.known)) rollClosure(at, match)
  followDates(
    at,
    found.matches.filter((match) => !isBlock(match.known)),
  )
  for (const event of found.fresh) addStay(at, event, known)
  noteBlocks(at, reading.events, before)
  return verdict
}

/** Cancels nothing and tells the desk; after a day of the same, the desk is asked about each. */
function suspect(at: FeedWork, missed: readonly LackedStay[]): void {
  const { work, feed } = at
  const before: Suspicion | null =
    feed.suspectHash === null ? null : { since: feed.suspectSince, lacks: feed.suspectHash }
  const step = suspectStep(before, missed, work.now)
  if (before === null || step.suspicion.since === work.now)
    note(at, { kind: 'quarantined', stayId: null, uid: null, arrivalDate: null, departureDate: null })
  updateFeed(work.db, feed.id, { suspectSince: step.suspicion.since, suspectHash: step.suspicion.lacks })
  askAbout(at, step.ask)
}

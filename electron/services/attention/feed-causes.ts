/** Calendars that do not answer or cannot be believed, and what their stays leave for a person to decide. */
import { dayWords, momentWords } from '../../domain/day-words.ts'
import type { DatesQuestion } from '../../domain/feed-dates.ts'
import type { Stay } from '../../domain/stay.ts'
import { dateOf } from '../../domain/time.ts'
import {
  answerClosure,
  answerDates,
  answerGone,
  answerSuspect,
  askFeedNow,
  differingStays,
  endedBy,
  failingFeeds,
  goneStays,
  openClosures,
  suspectFeeds,
} from '../feeds/index.ts'
import { type Cause, cause, referenceOf, unitNameOf, type World } from './cause.ts'

export const feedCauses = (world: World): readonly Cause[] => [
  ...suspects(world),
  ...gone(world),
  ...differing(world),
  ...failing(world),
  ...closures(world),
]

const spanOf = (days: Pick<Stay, 'arrivalDate' | 'departureDate'>): string =>
  `${dayWords(days.arrivalDate)} to ${dayWords(days.departureDate)}`
const partyOf = (world: World, stay: Stay): string =>
  stay.reservationId === null ? `A ${stay.channel} booking` : referenceOf(world, stay.reservationId)
const count = (stays: readonly unknown[]): string => (stays.length === 1 ? '1 stay' : `${stays.length} stays`)

const failing = (world: World): readonly Cause[] =>
  failingFeeds(world).map((feed) =>
    cause({
      kind: 'feed-failing',
      cause: `feed ${feed.id} ${feed.lastOkAt ?? 0}`,
      tone: 'question',
      title: `The ${feed.channel} calendar of ${unitNameOf(world, feed.unitId)} does not answer as it should.`,
      detail: `${feed.lastOkAt === null ? 'It has never been read whole' : `Last read whole at ${momentWords(feed.lastOkAt, world.house.property.timeZone, world.now)}`}. Everything known stays as it is; new bookings may be missing.`,
      actions: [{ key: 'retry', label: 'Try now' }],
      act: (desk, caller) => askFeedNow(desk, caller, feed.id),
    }),
  )

function suspects(world: World): readonly Cause[] {
  const today = dateOf(world.now, world.house.property.timeZone)
  return suspectFeeds(world).map(({ feed, since, lacks }) => {
    const ended = endedBy(lacks, today)
    const stays = lacks.map((stay) =>
      stay.reservationId === null ? spanOf(stay) : `${partyOf(world, stay)}, ${spanOf(stay)}`,
    )
    return cause({
      kind: 'feed-suspect',
      cause: `suspect ${feed.id} ${since}`,
      tone: 'bad',
      title: `The ${feed.channel} calendar of ${unitNameOf(world, feed.unitId)} suddenly lacks ${count(lacks)}.`,
      detail: `That is most likely a fault of the channel, so nothing was cancelled. "Apply anyway" cancels ${ended.length === 0 ? 'none of them' : count(ended)}${ended.length < lacks.length ? '; who is here stays' : ''}. It lacks: ${stays.join('; ')}.`,
      stayIds: lacks.map((stay) => stay.id),
      actions: [
        { key: 'keep', label: 'Keep all' },
        { key: 'apply', label: 'Apply anyway' },
      ],
      act: (desk, caller, action) =>
        answerSuspect(desk, caller, { feedId: feed.id, choice: action === 'apply' ? 'apply' : 'keep' }),
    })
  })
}

const gone = (world: World): readonly Cause[] =>
  goneStays(world).map(({ feed, stay, row }) =>
    cause({
      kind: 'stay-gone',
      cause: `gone ${stay.id} ${row.goneAt}`,
      tone: 'bad',
      title: `${partyOf(world, stay)} in ${unitNameOf(world, stay.unitId)} is no longer in the ${feed.channel} calendar.`,
      detail: `${spanOf(stay)}, not seen since ${momentWords(row.missingSince ?? row.lastSeenAt, world.house.property.timeZone, world.now)}. It may be cancelled at the channel: look there. Until you say so it stays, codes and all.`,
      reservationId: stay.reservationId,
      stayId: stay.id,
      stayIds: [stay.id],
      actions: [
        { key: 'cancel', label: 'Cancel the stay' },
        { key: 'keep', label: 'Keep it' },
      ],
      act: (desk, caller, action) =>
        answerGone(desk, caller, {
          feedId: feed.id,
          stayId: stay.id,
          choice: action === 'cancel' ? 'cancel' : 'keep',
        }),
    }),
  )

const reasons: Record<DatesQuestion, string> = {
  'desk-dates': 'Somebody at this desk set the days, so the calendar does not change them.',
  'in-house': 'The guest is here, so the calendar does not end the stay.',
  'code-sent': 'Its door code is on its way to the lock or on it, so the calendar does not shorten the stay.',
  taken: 'The unit is taken for some of these nights.',
}

const differing = (world: World): readonly Cause[] =>
  differingStays(world).map(({ feed, stay, days, why }) =>
    cause({
      kind: 'feed-differs',
      cause: `differs ${stay.id} ${days.arrivalDate} ${days.departureDate}`,
      tone: 'question',
      title: `The ${feed.channel} calendar has other days for ${partyOf(world, stay)} in ${unitNameOf(world, stay.unitId)}.`,
      detail: `Here: ${spanOf(stay)}. There: ${spanOf(days)}. ${reasons[why]}`,
      reservationId: stay.reservationId,
      stayId: stay.id,
      stayIds: [stay.id],
      actions: [
        { key: 'take', label: `Take ${spanOf(days)}` },
        { key: 'keep', label: 'Keep ours' },
      ],
      act: (desk, caller, action) =>
        answerDates(desk, caller, {
          feedId: feed.id,
          stayId: stay.id,
          days,
          choice: action === 'take' ? 'take' : 'keep',
        }),
    }),
  )

const closures = (world: World): readonly Cause[] =>
  openClosures(world).map((stay) =>
    cause({
      kind: 'block-suspected',
      cause: `closure ${stay.id}`,
      tone: 'question',
      title: `${unitNameOf(world, stay.unitId)} is closed at ${stay.channel} for a long time.`,
      detail: `${spanOf(stay)}. The calendar does not say whether that is a booking. It counts as closed, without a guest and without codes, until you say otherwise.`,
      stayId: stay.id,
      stayIds: [stay.id],
      actions: [
        { key: 'closure', label: 'It is closed' },
        { key: 'booking', label: 'It is a booking' },
      ],
      act: (desk, caller, action) =>
        answerClosure(desk, caller, { stayId: stay.id, choice: action === 'booking' ? 'booking' : 'closure' }),
    }),
  )

/**
 * When a guest is told how to get in, and of which doors (design.md 3.2, end): when all doors are confirmed, at the
 * latest 3 hours before the start or 10 minutes after a same-day check-in, then naming the way in for the others. What
 * was told is not told again; a change is told once it has settled. Pure.
 */
import { hours, type Instant, instant, minutes } from './time.ts'

/** Digits that open a door until then, known by the keyed hash alone. */
export type PinAt = { readonly codeId: string; readonly mac: string; readonly endsAt: Instant }

/** A way in for a party, as things are now: one for each door, or for each door and stay where each stay has digits. */
export type DoorWay = {
  readonly slot: string
  readonly doorId: string
  /** The running window, else the next one. */
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Since when the party is to get in here: the code was planned, or the guests arrived. */
  readonly plannedAt: Instant
} & (
  | { readonly kind: 'key' }
  /** `own`: the party's digits, null where none could be planned. `working`: digits its lock has now, best first. */
  | { readonly kind: 'lock'; readonly own: PinAt | null; readonly working: readonly PinAt[] }
)

/** What a text said of one door. `pending`: not on the lock yet, the desk lets them in. */
export type ToldDoor = {
  readonly slot: string
  readonly doorId: string
  readonly how: 'pin' | 'key' | 'pending'
  readonly codeId: string | null
  readonly mac: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant
}
/** How a text begins: the first one, more doors, other digits, other times. */
export type TellingNews = 'first' | 'more' | 'digits' | 'times'

export type TellingDecision =
  | { readonly do: 'nothing' }
  /** Something new, noticed now: it is told once it has stood for a while. */
  | { readonly do: 'note'; readonly target: string }
  | { readonly do: 'wait'; readonly target: string; readonly until: Instant }
  | {
      readonly do: 'tell'
      readonly target: string
      readonly news: TellingNews
      readonly doors: readonly ToldDoor[]
    }

export type TellingFacts = {
  readonly now: Instant
  /** The doors in view: those whose codes are sent by now, or will be before the first one has to be told. */
  readonly ways: readonly DoorWay[]
  /** What was told last of each door. */
  readonly told: readonly ToldDoor[]
  /** When the doors in view could first be on their locks. */
  readonly sendableAt: Instant
  /** What was noted as to be told, and when; null where nothing is. */
  readonly noted: { readonly target: string; readonly since: Instant } | null
}

/** At the latest this long before the start. */
export const tellBeforeMs = hours(3)
/** A door that is not confirmed holds up the text for this long after a check-in or a change. */
export const patienceMs = minutes(10)
/** What the desk changes at one go is one text. */
export const settleMs = minutes(2)

/** What a text would say of a way in now. */
export function tellingOf(way: DoorWay): ToldDoor {
  const { slot, doorId, startsAt, endsAt } = way
  const door = { slot, doorId, startsAt, endsAt, codeId: null, mac: null }
  if (way.kind === 'key') return { ...door, how: 'key' }
  const [pin] = way.working
  return pin === undefined ? { ...door, how: 'pending' } : { ...door, how: 'pin', ...pin }
}

/** `news`: to be told now or with the others; `waits`: told before, and to be told again once its lock has taken it. */
function standing(way: DoorWay, told: ToldDoor | undefined, now: Instant): 'told' | 'news' | 'waits' {
  if (told === undefined) return 'news'
  if (way.kind === 'key') return told.how === 'key' ? 'told' : 'news'
  if (told.how === 'key') return 'news'
  if (told.how === 'pending') return way.working.length === 0 ? 'told' : 'news'
  // The old digits open until the lock has taken the new ones: nothing is said before.
  if (way.working.length === 0) return 'waits'
  const later = way.startsAt > told.startsAt && way.startsAt > now
  const same = way.working.some((pin) => pin.mac === told.mac && pin.endsAt === told.endsAt)
  return same && !later ? 'told' : 'news'
}

/** What is to be said to a party now. */
export function decideTelling({ now, ways, told, sendableAt, noted }: TellingFacts): TellingDecision {
  const toldOf = (way: DoorWay): ToldDoor | undefined => told.find((door) => door.slot === way.slot)
  const news = ways.filter((way) => standing(way, toldOf(way), now) === 'news')
  if (news.length === 0) return { do: 'nothing' }
  const target = news.map(targetOf).sort().join(' ')
  const first = told.length === 0
  if (!first && noted?.target !== target) return { do: 'note', target }
  const since = first ? instant(Math.max(sendableAt, ...ways.map((way) => way.plannedAt))) : (noted?.since ?? now)
  const whole = ways.every((way) => way.kind === 'key' || way.working.length > 0)
  const soonest = Math.min(...news.map((way) => way.startsAt))
  const until = instant(whole ? since + settleMs : Math.max(soonest - tellBeforeMs, since + patienceMs))
  if (now < until) return { do: 'wait', target, until }
  return { do: 'tell', target, news: first ? 'first' : newsOf(news, toldOf), doors: news.map(tellingOf) }
}

/** Stays the same while a lock is at work, so that a door that comes and goes does not put off the text for ever. */
const targetOf = (way: DoorWay): string =>
  way.kind === 'key' ? `${way.slot} key` : `${way.slot} ${way.own?.mac ?? ''} ${way.endsAt}`

function newsOf(news: readonly DoorWay[], toldOf: (way: DoorWay) => ToldDoor | undefined): TellingNews {
  const changed = news.map((way) => {
    const before = toldOf(way)
    if (before?.how !== 'pin') return 'more'
    return before.mac === tellingOf(way).mac ? 'times' : 'digits'
  })
  return (['digits', 'more', 'times'] as const).find((one) => changed.includes(one)) ?? 'more'
}

/** True where a text that waited would say the same now. Starts do not count: a room handed over early is no change. */
export function stillSo(door: ToldDoor, ways: readonly DoorWay[]): boolean {
  const way = ways.find((one) => one.slot === door.slot)
  if (way === undefined) return false
  if (way.kind === 'key') return door.how === 'key'
  if (door.how === 'key') return false
  if (door.how === 'pending') return way.working.length === 0
  return way.working.some((pin) => pin.codeId === door.codeId && pin.mac === door.mac && pin.endsAt === door.endsAt)
}

/** Why an automatic text was not sent after all, as the desk reads it. A text left for one of these told nobody. */
export const leftReasons = {
  changed: 'the doors or their codes have changed since; a new text says how it is now',
  cancelled: 'the booking was cancelled',
  over: 'the stay is over',
  takenBack: 'the cancellation was taken back',
  tooLate: 'it is too late for it to be of use',
  otherPhone: 'the guest has another phone number now',
  noPage: 'its link leads nowhere any more',
  unknown: 'it is not known any more which booking it was about',
} as const

export const wasLeft = (text: { readonly status: string; readonly statusReason: string | null }): boolean =>
  text.status === 'not-sent' && (Object.values(leftReasons) as readonly (string | null)[]).includes(text.statusReason)

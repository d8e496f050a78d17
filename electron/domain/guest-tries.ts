/** How often somebody may try to get in by a reference (issue: a thousand guesses a minute gain nothing). Pure. */
import { hours, type Instant, instant, minutes } from './time.ts'

/** Within `within` at most `most` tries. */
export type TryLimit = { readonly within: number; readonly most: number }

/** A guest mistypes two or three times; whoever tries on has the desk to call, and every link that was sent still works. */
export const referenceDayLimit: TryLimit = { within: hours(24), most: 15 }
const ofReference: readonly TryLimit[] = [{ within: minutes(15), most: 5 }, referenceDayLimit]
/** A family behind one address, or a whole hotel's guests behind one mobile carrier's. */
const ofAddress: readonly TryLimit[] = [
  { within: minutes(15), most: 10 },
  { within: hours(24), most: 60 },
]
/** Of all the world together: many addresses that share the work of guessing. */
export const houseLimit: TryLimit = { within: hours(1), most: 300 }
/** Whoever knows a party's reference and name gets in, but makes no thousand pages of it. */
const ofRight: readonly TryLimit[] = [{ within: hours(1), most: 20 }]

/** Tries older than this count no more and are forgotten. */
export const triesKeptMs = hours(24)

export type TriesBefore = {
  readonly now: Instant
  /** In vain. */
  readonly ofReference: readonly Instant[]
  /** In vain. */
  readonly ofAddress: readonly Instant[]
  /** In vain and of anybody, within the house's limit. */
  readonly ofHouse: number
  /** Those that let somebody in by this reference. */
  readonly right: readonly Instant[]
}

/**
 * When the next try is heard; null where it is heard now. References that do not exist are counted like those that do:
 * a limit tells nobody which is which.
 */
export function heardAgainAt({ now, ...tries }: TriesBefore): Instant | null {
  const waits = [
    ...ofReference.map((limit) => waitOf(limit, tries.ofReference, now)),
    ...ofAddress.map((limit) => waitOf(limit, tries.ofAddress, now)),
    ...ofRight.map((limit) => waitOf(limit, tries.right, now)),
    tries.ofHouse >= houseLimit.most ? instant(now + minutes(15)) : null,
  ].filter((at) => at !== null)
  return waits.length === 0 ? null : instant(Math.max(...waits))
}

function waitOf({ within, most }: TryLimit, tries: readonly Instant[], now: Instant): Instant | null {
  const counted = tries.filter((at) => at > now - within).sort((left, right) => right - left)
  const oldest = counted[most - 1]
  return oldest === undefined ? null : instant(oldest + within)
}

/**
 * Whom an address counts as: an IPv4 address itself, of an IPv6 address the first four groups, since one household has
 * all that follow. A port and a zone behind it are left off; what is no address stands for itself.
 */
export function networkOf(address: string): string {
  const bare = /^\[([^\]]+)\]/.exec(address)?.[1] ?? address
  const text = bare.replace(/%.*$/, '').toLowerCase()
  const inside = /(?:^|:)((?:\d{1,3}\.){3}\d{1,3})(?::\d+)?$/.exec(text)?.[1]
  if (inside !== undefined) return inside
  if (!text.includes(':')) return text
  const [head = '', tail] = text.split('::', 2)
  const before = head.split(':').filter((group) => group !== '')
  const after = (tail ?? '').split(':').filter((group) => group !== '')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::`
}

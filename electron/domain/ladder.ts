/**
 * The ways in at a door whose code is not on its lock, best first (facts/locks.md section 3, "Fallback ladder"): new
 * digits, a spare kept on the lock, a code the lock makes itself, opening it from afar, the metal key. Pure.
 */
import type { CodeState } from './access-code.ts'
import type { LockFault } from './lock.ts'
import { hours, type Instant } from './time.ts'

/** A way in: offered, or not, and why, in one sentence for the desk. */
export type Rung = { readonly possible: boolean; readonly detail: string }
export type Ladder = {
  readonly newDigits: Rung
  readonly spare: Rung
  readonly offlineCode: Rung
  readonly unlock: Rung
  /** `name`: where the metal key lies; null where none is kept. */
  readonly envelope: Rung & { readonly name: string | null }
}

/** What is known of the way to a lock. */
export type ReachFacts = {
  readonly doorName: string
  readonly hasLock: boolean
  readonly canUnlock: boolean
  /** The lock answered when it was last asked; null where nobody knows. */
  readonly online: boolean | null
  /** The gateway it hangs on; null where there is none or nobody knows. */
  readonly gatewayName: string | null
  readonly gatewayOnline: boolean | null
}

/** What the ladder has to know about one door and the party before it. */
export type LadderFacts = ReachFacts & {
  readonly now: Instant
  /** State of the party's own code here; null where it has none yet. */
  readonly state: CodeState | null
  readonly fault: LockFault | null
  /** When the party's running or next window here starts; null where there is none. */
  readonly startsAt: Instant | null
  /** The lock has held these digits before: the guest may know them, and they would stop working. */
  readonly hasKeptDigits: boolean
  readonly offlineCodes: boolean
  /** Spares on the lock that nobody was given. */
  readonly sparesReady: number
  /** Where the door's metal key lies, e.g. "Envelope 3 in the safe". */
  readonly envelope: string | null
  /** Who has the metal key now; null where it lies in its place. */
  readonly keyOut: { readonly takenBy: string } | null
}

/** This long before its start a code that waits without a fault is no trouble yet. */
const alertMs = hours(1)

/** Null where no other way in is needed: the code is on the lock, or nothing is wrong and the start is over an hour away. */
export function ladderFor(facts: LadderFacts): Ladder | null {
  if (!isNeeded(facts)) return null
  return {
    newDigits: newDigitsRung(facts),
    spare: spareRung(facts),
    offlineCode: offlineCodeRung(facts),
    unlock: unlockRung(facts),
    envelope: envelopeRung(facts),
  }
}

/** Opening from afar. Also asked for where no code is missing: somebody may stand there without digits. */
export function unlockRung(facts: ReachFacts): Rung {
  if (!facts.hasLock) return no('This door has no lock that could be opened from here.')
  if (!facts.canUnlock) return no('This lock cannot be opened from here.')
  if (facts.gatewayName !== null && facts.gatewayOnline === false)
    return no(`Not possible: ${gatewayWords(facts.gatewayName)} is offline.`)
  if (facts.online === false) return no(`Not possible: ${facts.doorName} is offline.`)
  return yes('Opens the door now. Say why; it is written down.')
}

function isNeeded({ now, hasLock, state, fault, startsAt }: LadderFacts): boolean {
  if (!hasLock || state === 'on-lock' || state === 'removing' || state === 'removed') return false
  if (state === 'needs-attention' || fault !== null) return true
  return startsAt !== null && startsAt - now <= alertMs
}

/** Other digits help where the lock refuses these, and nowhere else. */
function newDigitsRung({ state, fault, hasKeptDigits }: LadderFacts): Rung {
  const known = hasKeptDigits ? ' The guest needs to be told: the old ones stop working here.' : ''
  if (fault === 'duplicate') return yes(`These digits are taken on this lock. Others go to this door alone.${known}`)
  if (fault === 'bad-pin') return yes(`The keypad does not take these digits. Others go to this door alone.${known}`)
  return no(state === null ? 'No code is planned here yet.' : 'Would not help: nothing is wrong with the digits.')
}

function spareRung({ sparesReady }: LadderFacts): Rung {
  return sparesReady > 0 ? yes('Already on this lock.') : no('No spare code is on this lock.')
}

function offlineCodeRung({ offlineCodes }: LadderFacts): Rung {
  return offlineCodes
    ? yes('The lock knows it without being reached. It must first be used within 24 hours.')
    : no('This lock makes no codes by itself.')
}

function envelopeRung({ envelope, keyOut, doorName }: LadderFacts): Ladder['envelope'] {
  if (envelope === null) return { ...no(`No metal key to ${doorName} is kept.`), name: null }
  if (keyOut !== null) return { ...no(`${keyOut.takenBy} has the metal key to ${doorName}.`), name: envelope }
  return { ...yes(`Metal key to ${doorName}. Write down who took it.`), name: envelope }
}

/** The vendor's name for it says what it is or it does not: "East stairs" becomes "East stairs gateway". */
const gatewayWords = (name: string): string =>
  name.trim() === '' ? 'Its gateway' : /gateway|bridge|hub/i.test(name) ? name.trim() : `${name.trim()} gateway`

const yes = (detail: string): Rung => ({ possible: true, detail })
const no = (detail: string): Rung => ({ possible: false, detail })

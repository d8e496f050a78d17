/** Which conversation a guest's text belongs to: the rules (1) to (8) of design.md 3.3, as a pure function. */
import type { ReservationId, StayId, UnitId } from './ids.ts'
import type { RouteRule } from './message.ts'
import { candidates, type PhasedStay, phasedStays, type RoutableStay } from './stay-phase.ts'
import { hours, type Instant, type TimeZoneId } from './time.ts'

/** A unit's conversation, or with null the general one. */
export type Place = { readonly unitId: UnitId | null }

export type RouteQuestion = {
  /** Twilio's time of the text. */
  readonly at: Instant
  readonly zone: TimeZoneId
  /** Stays of all guests with a phone of this person, by arrival, then order of entry. Without provisional ones. */
  readonly stays: readonly RoutableStay[]
  /** The unit whose conversation has the line the text came over for itself; null on a shared line. */
  readonly reservedFor: UnitId | null
  readonly pin: Place | null
  /** Units of this person whose conversation has a line. */
  readonly lined: ReadonlySet<UnitId>
  /** Per unit, when a person of the desk last wrote before the text. Asked only where several stays fit. */
  readonly lastWrote: () => ReadonlyMap<UnitId, Instant>
  readonly keyOf: (unit: UnitId) => string
}
export type RouteChoice = {
  readonly unitId: UnitId | null
  readonly stay: RoutableStay | null
  readonly rule: Exclude<RouteRule, 'moved'>
  /** Filed by a guess that is said. */
  readonly guess: boolean
  readonly needsReview: boolean
  readonly alternatives: readonly {
    readonly unitId: UnitId
    readonly reservationId: ReservationId
    readonly stayId: StayId
  }[]
  /** The unit gets a line of its own although the text came over another's. */
  readonly opensOwnLine: boolean
}

const wroteLately = hours(72)

/** Answers where a text goes, by which rule, and where else it might belong. The same question has the same answer. */
export function routeMessage(question: RouteQuestion): RouteChoice {
  const all = candidates(phasedStays(question.stays, question.at, question.zone))
  const current = all.filter((one) => one.phase === 'current')
  const about = current.length > 0 ? current : all.filter((one) => one.near)
  const inUnit = (unit: UnitId | null): PhasedStay | null => all.find((one) => one.stay.unitId === unit) ?? null
  const choose = (
    unitId: UnitId | null,
    rule: RouteChoice['rule'],
    marks: Partial<Pick<RouteChoice, 'guess' | 'needsReview' | 'opensOwnLine'>> = {},
  ): RouteChoice => ({
    unitId,
    stay: inUnit(unitId)?.stay ?? null,
    rule,
    guess: false,
    needsReview: false,
    opensOwnLine: false,
    ...marks,
    alternatives: all
      .filter((one) => one.stay.unitId !== unitId)
      .map(({ stay }) => ({ unitId: stay.unitId, reservationId: stay.reservationId, stayId: stay.id })),
  })

  if (question.reservedFor !== null) {
    const isCurrent = inUnit(question.reservedFor)?.phase === 'current'
    const lineless = current.filter((one) => !question.lined.has(one.stay.unitId))
    if (!isCurrent && lineless.length === 1)
      return choose(lineless[0]?.stay.unitId ?? null, 'current-stay', { opensOwnLine: true })
    return choose(question.reservedFor, 'reserved-line', { guess: !isCurrent && current.length > 0 })
  }
  if (question.pin !== null) return choose(question.pin.unitId, 'pin')
  const [first] = about
  if (first === undefined) return choose(null, 'general')
  if (about.length === 1) return choose(first.stay.unitId, current.length === 1 ? 'current-stay' : 'near-stay')
  const written = lastWritten(about, question)
  if (written !== null) return choose(written, 'last-wrote')
  if (about.every((one) => one.stay.reservationId === first.stay.reservationId))
    return choose(firstOf(about, question.stays).unitId, 'same-reservation', { guess: true })
  return choose(latest(about, question.keyOf).unitId, 'latest-booking', { needsReview: true })
}

function lastWritten(about: readonly PhasedStay[], question: RouteQuestion): UnitId | null {
  let unit: UnitId | null = null
  let when = question.at - wroteLately
  const lastWrote = question.lastWrote()
  for (const { stay } of about) {
    const wrote = lastWrote.get(stay.unitId)
    if (wrote === undefined || wrote > question.at || wrote < when || (unit !== null && wrote === when)) continue
    unit = stay.unitId
    when = wrote
  }
  return unit
}

/** By arrival, then order of entry: the order in which the stays were given. */
const firstOf = (about: readonly PhasedStay[], stays: readonly RoutableStay[]): RoutableStay => {
  const found = stays.find((stay) => about.some((one) => one.stay.id === stay.id))
  if (found === undefined) throw new Error('a candidate is not among the stays')
  return found
}

function latest(about: readonly PhasedStay[], keyOf: RouteQuestion['keyOf']): RoutableStay {
  const [first] = about
    .map((one) => one.stay)
    .sort(
      (left, right) =>
        right.arrivalDate.localeCompare(left.arrivalDate) ||
        right.createdAt - left.createdAt ||
        (keyOf(left.unitId) < keyOf(right.unitId) ? -1 : 1),
    )
  if (first === undefined) throw new Error('nothing to choose from')
  return first
}

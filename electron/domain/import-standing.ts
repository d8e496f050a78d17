/** Who stands where while a plan is made: what is booked, and what earlier rows of the same file would book. */
import type { ReservationId, StayId, UnitId } from './ids.ts'
import { isLive, nightsOverlap, type Stay } from './stay.ts'
import type { CalendarDate } from './time.ts'

export type GuestField = 'name' | 'phone' | 'email'
export type KnownParty = {
  readonly reservationId: ReservationId
  readonly channel: string
  readonly reference: string
  /** What is blank here may be filled: neither known nor emptied by the desk. */
  readonly fillable: readonly GuestField[]
}
export type KnownStay = Pick<
  Stay,
  | 'id'
  | 'reservationId'
  | 'unitId'
  | 'arrivalDate'
  | 'departureDate'
  | 'status'
  | 'placed'
  | 'provisional'
  | 'kind'
  | 'channel'
> & {
  /** What a person at the desk said last: no file changes it. */
  readonly deskSaid: readonly ('dates' | 'unit')[]
  /** Cancelled by taking an import back: the next one may bring it again. */
  readonly takenBack: boolean
}
export type KnownBookings = { readonly stays: readonly KnownStay[]; readonly parties: readonly KnownParty[] }

/** A known stay, or with `id` null one that an earlier row brings. */
export type Standing = Omit<KnownStay, 'id' | 'reservationId'> & {
  readonly id: StayId | null
  /** By {@link partyKey}; null for a calendar's stay without reference. */
  party: string | null
  sure: boolean
}
export type Nights = { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate }

export const partyKey = (channel: string, reference: string): string => `${reference} ${channel}`

export type Standings = {
  readonly party: (key: string) => KnownParty | undefined
  readonly ofParty: (key: string) => readonly Standing[]
  readonly inUnit: (unit: UnitId) => readonly Standing[]
  readonly add: (standing: Standing) => void
  /** The stay is the party's for sure from now on. */
  readonly name: (standing: Standing, key: string) => void
}

const push = <Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

export function standings(known: KnownBookings): Standings {
  const parties = new Map(known.parties.map((party) => [partyKey(party.channel, party.reference), party]))
  const keys = new Map([...parties].map(([key, party]) => [party.reservationId, key]))
  const byParty = new Map<string, Standing[]>()
  const byUnit = new Map<UnitId, Standing[]>()
  const add = (standing: Standing): void => {
    push(byUnit, standing.unitId, standing)
    if (standing.party !== null) push(byParty, standing.party, standing)
  }
  for (const stay of known.stays) {
    const { reservationId, ...rest } = stay
    // A party that this file does not name still stands where it stands.
    const party = reservationId === null ? null : (keys.get(reservationId) ?? reservationId)
    add({ ...rest, party, sure: party !== null && !stay.provisional })
  }
  return {
    party: (key) => parties.get(key),
    ofParty: (key) => byParty.get(key) ?? [],
    inUnit: (unit) => byUnit.get(unit) ?? [],
    add,
    name(standing, key) {
      if (standing.party !== key) push(byParty, key, standing)
      standing.party = key
      standing.sure = true
    },
  }
}

export const sameNights = (left: Nights, right: Nights): boolean =>
  left.arrivalDate === right.arrivalDate && left.departureDate === right.departureDate

/** Without a sure party: a calendar's stay, or one that has its reference by a guess only. */
export const isNameable = (standing: Standing): boolean => isLive(standing) && !standing.sure

/** Live stays of a unit that share a night with these. */
export const overlapping = (all: Standings, unit: UnitId, nights: Nights): readonly Standing[] =>
  all.inUnit(unit).filter((standing) => isLive(standing) && nightsOverlap(standing, nights))

/** Nobody but the one excepted has a night of these in the unit. */
export const isFree = (all: Standings, unit: UnitId, nights: Nights, except: Standing | null): boolean =>
  overlapping(all, unit, nights).every((standing) => standing === except || !standing.placed)

/** The one nameless stay of the unit that begins or ends with these nights, where its length differs. */
export function placeholderOf(all: Standings, unit: UnitId, nights: Nights): Standing | null {
  const found = overlapping(all, unit, nights).filter(
    (standing) =>
      isNameable(standing) &&
      (standing.arrivalDate === nights.arrivalDate || standing.departureDate === nights.departureDate),
  )
  return found.length === 1 ? found[0]! : null
}

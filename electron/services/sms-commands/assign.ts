/** A booking reference for stays that a feed brought without one: one guest for all rooms of one reference. */
import {
  findReservations,
  type Reservation,
  readReservation,
  readStay,
  staysOfReservation,
  staysOfUnit,
} from '../../../db/queries/bookings.ts'
import { namelessStays, provisionalStays } from '../../../db/queries/open-stays.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import type { Failure } from '../../domain/failure.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { AssignLine, SmsLine } from '../../domain/sms-command.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { addDays } from '../../domain/time.ts'
import { grantAccess, restateStay } from '../check-in/index.ts'
import { rememberAction, todayOf, type Work } from '../desk/index.ts'
import { nameStays, releaseStays } from '../reservations/index.ts'
import { chooseStay } from './choose-stay.ts'
import { accessConcerns } from './known-booking.ts'
import { nightsOf, nightsWords, roomOf, stayWords } from './stay-words.ts'
import { type Concern, refused, type Stop, type Texted } from './texted.ts'

/** A line whose stay is found. */
export type Target = {
  readonly place: number
  readonly text: string
  readonly reference: BookingReference
  readonly stay: Stay
  readonly nights: number
  /** Whose it is for sure until now; null where nobody is sure. */
  readonly owner: Reservation | null
}

/** Running and coming stays whose reference nobody is sure of. */
export const openStays = ({ work }: Texted): readonly Stay[] => {
  const today = todayOf(work)
  return [...namelessStays(work.db, today), ...provisionalStays(work.db).filter((stay) => stay.departureDate > today)]
}

/** The stay that one line `REF: room-nights` is for. */
export function targetOf(
  texted: Texted,
  line: SmsLine,
  order: Pick<AssignLine, 'reference' | 'unit' | 'nights'>,
  place: number,
): Result<Target, Stop> {
  const { work } = texted
  const unit = work.house.units.find((one) => one.key === order.unit)
  if (unit === undefined) return refused(place, 'this room is not in the house any more')
  const { reference, nights } = order
  const target = (stay: Stay, owner: Reservation | null = null): Result<Target, Stop> =>
    ok({ place, text: line.text, reference, stay, nights, owner })
  const theirs = sureStaysIn(work, reference).filter((stay) => stay.unitId === unit.id)
  const [same] = theirs.filter((stay) => nightsOf(stay) === nights)
  if (same !== undefined && line.alert === null) return target(same)
  const [other] = theirs
  if (other !== undefined && line.alert === null)
    return refused(
      place,
      `${reference} has ${stayWords(texted, other)} (${nightsWords(nightsOf(other))}) already; add "correct" to change it`,
    )
  const open = openStays(texted).filter((stay) => stay.unitId === unit.id)
  // What was guessed to be this booking's is what the line is about, whatever else is open in the room.
  const guessed = open.filter((stay) => isGuessOf(work, stay, reference))
  const candidates = line.alert === null && guessed.length > 0 ? guessed : open
  const [taken] = candidates.length > 0 || line.alert !== null ? [] : takenStays(work, unit.id)
  if (taken?.stay.status === 'expected' && nightsOf(taken.stay) === nights) return target(taken.stay, taken.owner)
  const chosen = chooseStay(texted, { line, place, candidates, none: whyNone(texted, unit.id) })
  return chosen.ok ? target(chosen.value) : chosen
}

const isGuessOf = ({ db }: Work, { reservationId }: Stay, reference: BookingReference): boolean =>
  reservationId !== null && readReservation(db, reservationId)?.reference === reference

/** Running and coming stays of a room that are somebody's for sure, the next one first. */
const takenStays = (work: Work, unit: Stay['unitId']) =>
  staysOfUnit(work.db, unit)
    .filter((stay) => isLive(stay) && !stay.provisional && stay.departureDate > todayOf(work))
    .flatMap((stay) => {
      const owner = stay.reservationId === null ? null : readReservation(work.db, stay.reservationId)
      return owner === null ? [] : [{ stay, owner }]
    })

/** Says what stands in a room where nothing waits for a reference. */
function whyNone(texted: Texted, unit: Stay['unitId']): string {
  const [next] = takenStays(texted.work, unit)
  const words = next === undefined ? '' : `; next is ${next.owner.reference ?? 'one'} (${stayWords(texted, next.stay)})`
  return `${roomOf(texted, unit)} has no booking without a reference${words}`
}

/** Live stays that belong to this reference for sure, on whatever channel. */
const sureStaysIn = (work: Work, reference: BookingReference): readonly Stay[] =>
  findReservations(work.db, reference)
    .flatMap((reservation) => staysOfReservation(work.db, reservation.id))
    .filter((stay) => isLive(stay) && !stay.provisional)

/** Nights other than the feed's are never written without a yes, and no stay is taken from its party without one. */
export function targetConcerns(texted: Texted, { stay, nights, owner }: Target): readonly Concern[] {
  return [
    ...(owner === null
      ? []
      : [
          {
            name: `owner ${stay.id} ${owner.id}`,
            words: `${stayWords(texted, stay)} belongs to ${owner.reference ?? 'another booking'}.`,
          },
          ...accessConcerns(texted, owner, [stay]),
        ]),
    ...(nightsOf(stay) === nights
      ? []
      : [
          {
            name: `nights ${stay.id} ${stay.departureDate} ${nights}`,
            words: `${stayWords(texted, stay)} is ${nightsWords(nightsOf(stay))} in the calendar, not ${nights}.`,
          },
        ]),
  ]
}

/** One reference: one reservation, one guest, all its stays, codes for every room. No stay's status is touched. */
export function nameParty(work: Work, targets: readonly Target[]): Result<Reservation, Stop> {
  const [first] = targets
  if (first === undefined) throw new Error('a party without a line')
  const channels = new Set(targets.map((target) => target.stay.channel))
  if (channels.size > 1)
    return refused(
      first.place,
      `its rooms came by ${[...channels].join(' and ')}: one reference cannot be of both, settle it at the desk`,
    )
  const before = targets.map((target) => target.stay)
  const freed = releaseStays(
    work,
    targets.flatMap((target) => (target.owner === null ? [] : [target.stay])),
  )
  if (!freed.ok) return refused(first.place, reasonOf(freed.error))
  const named = nameStays(work, {
    stays: before.map((stay) => readStay(work.db, stay.id)!),
    reference: first.reference,
    channel: first.stay.channel,
    provisional: false,
    rule: 'sms',
    evidence: { lines: targets.map((target) => target.text) },
  })
  if (!named.ok) return refused(first.place, reasonOf(named.error))
  for (const target of targets) {
    if (nightsOf(target.stay) === target.nights) continue
    const { id, unitId, arrivalDate } = target.stay
    const departureDate = addDays(arrivalDate, target.nights)
    const restated = restateStay(work, named.value, readStay(work.db, id)!, { unitId, departureDate })
    if (!restated.ok) return refused(target.place, reasonOf(restated.error))
  }
  const granted = grantAccess(work, named.value)
  if (!granted.ok) return refused(first.place, reasonOf(granted.error))
  const after = before.map((stay) => readStay(work.db, stay.id)!)
  if (after.some((stay, index) => stay.reservationId !== before[index]!.reservationId || before[index]!.provisional))
    rememberAction(work, 'name', named.value.id, before, after)
  return ok(named.value)
}

/** A use case's own words, as a part of a sentence: what happened to the text as a whole is said once. */
export const reasonOf = ({ message }: Failure): string =>
  message.replace(/ ?Nothing was (changed|added|saved)\./, '').replace(/\.$/, '')

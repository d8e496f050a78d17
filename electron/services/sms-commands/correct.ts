/** `REF: room-nights correct`: what is known of a booking is wrong. A correction outlasts every later poll of a feed. */
import { type Reservation, readStay } from '../../../db/queries/bookings.ts'
import { feedsOfStay } from '../../../db/queries/feed-stays.ts'
import type { UnitId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { CorrectLine, SmsLine } from '../../domain/sms-command.ts'
import type { Stay } from '../../domain/stay.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import { grantAccess, restateStay } from '../check-in/index.ts'
import { rememberAction, rememberSources } from '../desk/index.ts'
import { nameStays, releaseStays } from '../reservations/index.ts'
import { openStays, reasonOf } from './assign.ts'
import { chooseStay } from './choose-stay.ts'
import { accessConcerns, knownBooking, liveStays } from './known-booking.ts'
import { nightsOf, nightsWords, roomOf, stayWords } from './stay-words.ts'
import { type Concern, refused, type Stop, type Texted } from './texted.ts'

/** A correction whose stay is found, and what it makes of it. */
export type Correction = {
  readonly place: number
  readonly line: SmsLine
  readonly party: Reservation
  readonly stay: Stay
  readonly unitId: UnitId
  readonly departureDate: CalendarDate
  /** A stay without a reference that stands where this one should be: it is the right one, and takes its place. */
  readonly instead: Stay | null
}

/** Whose room is not said by the line is asked: a booking of two rooms is never corrected by a guess. */
export function correctionOf(
  texted: Texted,
  line: SmsLine,
  order: CorrectLine,
  place: number,
): Result<Correction, Stop> {
  const { work } = texted
  const party = knownBooking(work, order.reference, place)
  if (!party.ok) return party
  const unit = work.house.units.find((one) => one.key === order.unit)
  if (unit === undefined) return refused(place, 'this room is not in the house any more')
  const stays = liveStays(work, party.value)
  if (stays.length === 0) return refused(place, `nothing of ${order.reference} is left to correct`)
  const there = stays.filter((stay) => stay.unitId === unit.id)
  if (there.length === 0 && stays.length > 1)
    return refused(
      place,
      `${order.reference} has ${stays.map((stay) => roomOf(texted, stay.unitId)).join(' and ')}, not ${roomOf(texted, unit.id)}: which one is wrong? Name one of them, or move it at the desk`,
    )
  const none = `${order.reference} has no stay to correct`
  const chosen = chooseStay(texted, { line, place, candidates: there.length > 0 ? there : stays, none })
  if (!chosen.ok) return chosen
  const stay = chosen.value
  const departureDate = addDays(stay.arrivalDate, order.nights)
  const instead =
    stay.unitId === unit.id
      ? null
      : (openStays(texted).find((one) => one.unitId === unit.id && one.arrivalDate === stay.arrivalDate) ?? null)
  if (instead !== null && stay.status === 'in-house')
    return refused(place, `${stayWords(texted, stay)} is checked in: move it at the desk`)
  return ok({ place, line, party: party.value, stay, unitId: unit.id, departureDate, instead })
}

/** What a correction does that needs a yes first. */
export function correctionConcerns(texted: Texted, correction: Correction): readonly Concern[] {
  const { stay, unitId, departureDate, party, instead } = correction
  const right = instead ?? stay
  if (isSo(correction)) return []
  const feed = feedsOfStay(texted.work.db, right.id).find((row) => row.goneAt === null)
  const nights = nightsOf({ ...right, departureDate })
  const differs =
    feed !== undefined && (feed.departureDate !== departureDate || (instead === null && stay.unitId !== unitId))
  return [
    ...accessConcerns(texted, party, [stay]),
    ...(differs
      ? [
          {
            name: `feed ${right.id} ${unitId} ${departureDate}`,
            words: `The calendar has ${stayWords(texted, { ...right, arrivalDate: feed.arrivalDate, departureDate: feed.departureDate })}, not ${roomOf(texted, unitId)} for ${nightsWords(nights)}.`,
          },
        ]
      : []),
  ]
}

const isSo = ({ stay, unitId, departureDate }: Correction): boolean =>
  stay.unitId === unitId && stay.departureDate === departureDate && !stay.provisional

/** Does it; answers whether anything changed. */
export function correct(texted: Texted, correction: Correction): Result<boolean, Stop> {
  const { work } = texted
  const { place, party, stay, unitId, departureDate, instead, line } = correction
  if (isSo(correction)) return ok(false)
  const before = instead === null ? [stay] : [stay, instead]
  if (instead !== null) {
    // A person's word: nothing is guessed against it.
    rememberSources(work, stay.id, ['reference'])
    const released = releaseStays(work, [stay])
    if (!released.ok) return refused(place, reasonOf(released.error))
  }
  const right = instead ?? stay
  const named = nameStays(work, {
    stays: [right],
    reference: party.reference!,
    channel: party.channel,
    provisional: false,
    rule: 'sms',
    evidence: { lines: [line.text] },
  })
  if (!named.ok) return refused(place, reasonOf(named.error))
  const restated = restateStay(work, named.value, readStay(work.db, right.id)!, { unitId, departureDate })
  if (!restated.ok) return refused(place, reasonOf(restated.error))
  const granted = grantAccess(work, named.value)
  if (!granted.ok) return refused(place, reasonOf(granted.error))
  if (instead !== null || stay.provisional)
    rememberAction(
      work,
      'name',
      party.id,
      before,
      before.map((one) => readStay(work.db, one.id)!),
    )
  return ok(true)
}

/** Writes what a file says of one booking: its stays first, then whose they are, then the guest. */
import {
  insertStay,
  placedOverlaps,
  type Reservation,
  readReservation,
  readStay,
  staysOfUnit,
  updateStay,
} from '../../../db/queries/bookings.ts'
import type { BookingReference } from '../../domain/booking-reference.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import type { ReservationId, StayId } from '../../domain/ids.ts'
import type { ImportAct, ImportLine } from '../../domain/import-line.ts'
import { type Nights, partyKey } from '../../domain/import-standing.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf } from '../../domain/time.ts'
import { planCodes } from '../access-codes/index.ts'
import { followReservation } from '../conversations/index.ts'
import { audit, rememberSources, type Work } from '../desk/index.ts'
import { describeGuest, nameStays, newStay, unitName } from '../reservations/index.ts'

export type Touched = {
  /** Stays as they were; null for one that was made. */
  readonly before: Map<StayId, Stay | null>
  readonly parties: Set<ReservationId>
  /** Stays that gave up nights, as they were, until these are given to who waits for them. */
  readonly freed: Stay[]
}
export type Party<Line> = {
  readonly reference: BookingReference
  readonly channel: string
  readonly lines: readonly Line[]
}
type Ordered = { readonly line: ImportLine; readonly act: ImportAct; readonly fills: boolean }

/** The lines of each booking together, in the order of the file. */
export function partiesOf(lines: readonly ImportLine[]): readonly Party<ImportLine>[] {
  const parties = new Map<string, Party<ImportLine> & { readonly lines: ImportLine[] }>()
  for (const line of lines) {
    if (line.reference === null || line.channel === null) continue
    const key = partyKey(line.channel, line.reference)
    const party = parties.get(key)
    if (party === undefined)
      parties.set(key, { reference: line.reference as BookingReference, channel: line.channel, lines: [line] })
    else party.lines.push(line)
  }
  return [...parties.values()]
}

export function writeParty(
  work: Work,
  fileName: string,
  touched: Touched,
  party: Party<Ordered>,
): Result<null, Failure> {
  const toName: Stay[] = []
  const said: Record<string, unknown> = {}
  const differs: Record<string, Nights> = {}
  for (const { line, act } of party.lines) {
    if (act === 'leave') continue
    const written = act === 'take' ? ok(takenStay(work, touched, line)) : changedStay(work, touched, line, act)
    if (!written.ok) return written
    const stay = written.value
    if (stay === null) continue
    said[stay.id] = line.row
    if (act === 'take' && line.reason === 'other-length') differs[stay.id] = nightsOf(line)
    if (act === 'take' || (act === 'file-dates' && isUnnamed(stay))) toName.push(stay)
  }
  const known = party.lines.find(({ line }) => line.reservationId !== null)?.line.reservationId ?? null
  let reservation: Reservation | null = known === null ? null : readReservation(work.db, known)
  if (toName.length > 0) {
    const named = nameStays(work, {
      stays: toName,
      reference: party.reference,
      channel: party.channel,
      provisional: false,
      rule: 'import',
      evidence: { file: fileName, rows: said, ...(Object.keys(differs).length === 0 ? {} : { differs }) },
    })
    if (!named.ok) return named
    reservation = named.value
  } else if (reservation !== null && Object.keys(said).length > 0) {
    const planned = planCodes(work, reservation.id, { skipConflicts: true })
    if (!planned.ok) return planned
    followReservation(work, reservation.id)
  }
  if (reservation === null) return ok(null)
  touched.parties.add(reservation.id)
  return fillGuest(work, reservation, party.lines)
}

const nightsOf = (line: ImportLine): Nights => ({
  arrivalDate: line.arrivalDate as CalendarDate,
  departureDate: line.departureDate as CalendarDate,
})
const isUnnamed = (stay: Stay): boolean => stay.reservationId === null || stay.provisional

/** The stay that gets the reference: the one the line is about, one of these very nights, or one made now. */
function takenStay(work: Work, touched: Touched, line: ImportLine): Stay | null {
  const { unitId, arrivalDate, departureDate } = line
  if (unitId === null || arrivalDate === null || departureDate === null) return null
  const about = line.stayId === null ? null : readStay(work.db, line.stayId)
  if (about !== null && isUnnamed(about)) return touch(touched, about)
  if (about !== null && line.verdict !== 'differs') return null
  const nights = { arrivalDate, departureDate }
  const here = staysOfUnit(work.db, unitId).find(
    (stay) =>
      isUnnamed(stay) && isLive(stay) && stay.arrivalDate === arrivalDate && stay.departureDate === departureDate,
  )
  if (here !== undefined) return touch(touched, here)
  if (line.verdict === 'same') return null
  const free = placedOverlaps(work.db, unitId, arrivalDate, departureDate, null).length === 0
  const stay = newStay(work, { reservationId: null, unitId, ...nights, channel: line.channel ?? '', placed: free })
  insertStay(work.db, stay)
  touched.before.set(stay.id, null)
  rememberSources(work, stay.id, ['unit', 'dates'])
  audit(work, 'stay.added', { stayId: stay.id }, { unit: unitName(work.house, unitId), ...nights })
  return stay
}

/** Notes a stay as it is, before the first change to it. */
export function touch(touched: Touched, stay: Stay): Stay {
  if (!touched.before.has(stay.id)) touched.before.set(stay.id, stay)
  return stay
}

/** What a person chose in the preview, for a stay that differs from the file. */
function changedStay(
  work: Work,
  touched: Touched,
  line: ImportLine,
  act: Exclude<ImportAct, 'take' | 'leave'>,
): Result<Stay | null, Failure> {
  const stay = line.stayId === null ? null : readStay(work.db, line.stayId)
  const { arrivalDate, departureDate, unitId } = line
  if (stay === null || arrivalDate === null || departureDate === null || unitId === null) return ok(null)
  const change: Partial<Stay> =
    act === 'cancel'
      ? { status: 'cancelled', accessUntilAt: null }
      : act === 'move'
        ? { unitId }
        : // Who is in house has arrived, whatever the file says.
          { departureDate, ...(stay.status === 'in-house' ? {} : { arrivalDate }) }
  const now = { ...stay, ...change }
  const hasOtherEnd = stay.status === 'in-house' && now.departureDate !== stay.departureDate
  if (hasOtherEnd && now.departureDate <= dateOf(work.now, work.house.property.timeZone))
    return fail(
      failure(
        'day-order',
        `Row ${line.row}: who is in house would have left by then. Check out instead. Nothing was written.`,
      ),
    )
  const taken = placedOverlaps(work.db, now.unitId, now.arrivalDate, now.departureDate, stay.id)[0]
  if (isLive(now) && now.placed && taken !== undefined)
    return fail(
      failure(
        'unit-already-occupied',
        `Row ${line.row}: ${unitName(work.house, now.unitId)} is taken from ${taken.arrivalDate} to ${taken.departureDate} by then. Nothing was written.`,
      ),
    )
  touch(touched, stay)
  updateStay(work.db, stay.id, change)
  touched.freed.push(stay)
  rememberSources(work, stay.id, [act === 'cancel' ? 'status' : act === 'move' ? 'unit' : 'dates'])
  const action = act === 'cancel' ? 'stay.cancelled' : act === 'move' ? 'stay.moved' : 'stay.extended'
  audit(
    work,
    action,
    { reservationId: stay.reservationId, stayId: stay.id },
    { unit: unitName(work.house, now.unitId), arrivalDate: now.arrivalDate, departureDate: now.departureDate },
  )
  return ok(now)
}

/** Fills what is blank of the guest; what anybody wrote before stays. */
function fillGuest(work: Work, reservation: Reservation, lines: readonly Ordered[]): Result<null, Failure> {
  const details: { name?: string; phone?: string; email?: string } = {}
  for (const { line, fills } of lines) {
    if (!fills) continue
    for (const field of line.fills) {
      const value = field === 'name' ? line.guest : line[field]
      if (value !== null) details[field] = value
    }
  }
  if (Object.keys(details).length === 0) return ok(null)
  const described = describeGuest(work, reservation, details)
  return described.ok ? ok(null) : described
}

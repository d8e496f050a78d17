/** `OK`: a group that was put together by a guess is right. */
import { type Reservation, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { provisionalStays } from '../../../db/queries/open-stays.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SmsLine } from '../../domain/sms-command.ts'
import { isLive } from '../../domain/stay.ts'
import { sayTheirs } from '../intake/index.ts'
import { itemOf, itemsAbout, staysOfItem } from './alerts.ts'
import { reasonOf } from './assign.ts'
import { partyWords, roomOf } from './stay-words.ts'
import { type Option, refused, type Stop, type Texted } from './texted.ts'

/** The only group that waits, or the one whose alert is named. However long it has waited, and at any hour. */
export function confirmPending(texted: Texted, line: SmsLine): Result<string, Stop> {
  const groups = pendingGroups(texted)
  if (line.alert !== null) return confirmNamed(texted, line.alert, groups)
  const [only] = groups
  if (only === undefined) return refused(0, 'nothing waits for an OK')
  return groups.length === 1 ? confirmParty(texted, only) : askWhich(texted, groups)
}

/** Bookings with stays that are theirs by a guess. */
function pendingGroups({ work }: Texted): readonly Reservation[] {
  const ids = new Set(provisionalStays(work.db).flatMap((stay) => stay.reservationId ?? []))
  return [...ids].flatMap((id) => readReservation(work.db, id) ?? [])
}

function confirmNamed(texted: Texted, alert: string, groups: readonly Reservation[]): Result<string, Stop> {
  const item = itemOf(texted, alert)
  if (item === null) return refused(0, `${alert} is not open any more`)
  const stays = staysOfItem(texted, item)
  const group = groups.find(
    ({ id }) =>
      id === item.reservationId ||
      staysOfReservation(texted.work.db, id).some((stay) => stay.provisional && stays.includes(stay.id)),
  )
  return group === undefined ? refused(0, `${alert} asks for something else than an OK`) : confirmParty(texted, group)
}

function askWhich(texted: Texted, groups: readonly Reservation[]): Result<string, Stop> {
  const options = groups.map((group): Option => {
    const [stay] = guessed(texted, group)
    const item = stay === undefined ? undefined : itemsAbout(texted, stay)[0]
    const rooms = guessed(texted, group).map((one) => roomOf(texted, one.unitId))
    const label = `${group.reference ?? 'booking'} (${rooms.join(', ')})`
    return { label, item: item?.id ?? null, ...(stay === undefined ? {} : { chosen: { 0: stay.id } }) }
  })
  const picked = texted.given.chosen[0]
  const chosen =
    picked === undefined ? undefined : groups.find((group) => guessed(texted, group).some((stay) => stay.id === picked))
  if (chosen !== undefined) return confirmParty(texted, chosen)
  return { ok: false, error: { kind: 'asked', line: 0, question: 'OK to which?', options } }
}

const guessed = ({ work }: Texted, { id }: Reservation) =>
  staysOfReservation(work.db, id).filter((stay) => stay.provisional && isLive(stay))

/** Yes to one group: its one guest, and codes for every room. */
export function confirmParty(texted: Texted, reservation: Reservation): Result<string, Stop> {
  const { desk, caller } = texted.work
  const stayIds = guessed(texted, reservation).map((stay) => stay.id)
  const said = sayTheirs(desk, caller, { reservationId: reservation.id, stayIds })
  return said.ok ? ok(partyWords(texted, reservation.id)) : refused(0, reasonOf(said.error))
}

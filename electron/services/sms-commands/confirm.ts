/** `OK`: a group that was put together by a guess is right. */
import { textedAttention } from '../../../db/queries/attention.ts'
import { type Reservation, readReservation, staysOfReservation } from '../../../db/queries/bookings.ts'
import { claimsOfStays } from '../../../db/queries/claims.ts'
import { provisionalStays } from '../../../db/queries/open-stays.ts'
import type { StayId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { SmsLine } from '../../domain/sms-command.ts'
import { isLive, type Stay } from '../../domain/stay.ts'
import { numberOf } from '../attention/index.ts'
import { sayTheirs } from '../intake/index.ts'
import { managerAlerts } from './alert-managers.ts'
import { itemOf, itemsAbout, staysOfItem } from './alerts.ts'
import { reasonOf } from './assign.ts'
import { partyWords, roomOf } from './stay-words.ts'
import { askAgreement, type Option, refused, type Stop, type Texted } from './texted.ts'

/** The only group that waits, or the one whose alert is named. However long it has waited, and at any hour. */
export function confirmPending(texted: Texted, line: SmsLine): Result<string, Stop> {
  const groups = pendingGroups(texted)
  if (line.alert !== null) return confirmNamed(texted, line.alert, groups)
  if (texted.given.agreed.length > 0) return confirmAsked(texted, groups)
  const [only] = groups
  if (only === undefined) return refused(0, 'nothing waits for an OK')
  return groups.length > 1 ? askWhich(texted, groups) : confirmGroup(texted, only)
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
  return group === undefined
    ? refused(0, `${alert} asks for something else than an OK`)
    : confirmStays(texted, group, stays)
}

/** What was asked about is meant and nothing else, though another group may be the only one that waits by now. */
function confirmAsked(texted: Texted, groups: readonly Reservation[]): Result<string, Stop> {
  const asked = groups.find((group) => texted.given.agreed.some((name) => name.startsWith(beginOfName(group))))
  return asked === undefined ? refused(0, 'this booking waits for no OK any more') : confirmGroup(texted, asked)
}

function askWhich(texted: Texted, groups: readonly Reservation[]): Result<string, Stop> {
  const options = groups.map((group): Option => {
    const stays = guessed(texted, group)
    const items = stays.flatMap((stay) => itemsAbout(texted, stay))
    const rooms = stays.map((stay) => roomOf(texted, stay.unitId))
    const label = `${group.reference ?? 'booking'} (${rooms.join(', ')})`
    // An id stands for the group where its alert is about all of it.
    const item = items.find((one) => stays.every((stay) => staysOfItem(texted, one).includes(stay.id)))
    return { label, item: item?.id ?? null, agreed: [nameOf(texted, group)] }
  })
  return { ok: false, error: { kind: 'asked', line: 0, question: 'OK to which?', options } }
}

const guessed = ({ work }: Texted, { id }: Reservation) =>
  staysOfReservation(work.db, id).filter((stay) => stay.provisional && isLive(stay))

const beginOfName = (group: Reservation): string => `group ${group.id} `
/** Names a group with the rooms that it has now: a yes covers these and no others. */
const nameOf = (texted: Texted, group: Reservation): string =>
  beginOfName(group) +
  guessed(texted, group)
    .map((stay) => stay.id)
    .sort()
    .join(' ')

/**
 * True where a room joined the group after the text was written, or managers had not been told by then of the group as
 * it is: whoever said OK meant it without that room.
 */
function isNewer(texted: Texted, group: Reservation): boolean {
  const { db, desk } = texted.work
  const stays = guessed(texted, group)
  const claims = claimsOfStays(
    db,
    stays.map((stay) => stay.id),
  )
  if (claims.some((claim) => claim.at > texted.at)) return true
  if (!managerAlerts(desk)) return false
  const told = textedAttention(db)
  const items = stays.flatMap((stay) => itemsAbout(texted, stay))
  return items.some((item) => (told.get(numberOf(item)) ?? Number.POSITIVE_INFINITY) > texted.at)
}

/** Yes to a whole group; what its sender cannot have seen is asked first, and then a yes covers what was asked. */
export function confirmGroup(texted: Texted, group: Reservation): Result<string, Stop> {
  const stays = guessed(texted, group)
  if (texted.given.agreed.length > 0 || isNewer(texted, group)) {
    const rooms = stays.map((stay) => roomOf(texted, stay.unitId))
    const words = `${group.reference ?? 'The booking'} is ${rooms.join(', ')} now.`
    const stop = askAgreement(texted, [{ place: 0, concerns: [{ name: nameOf(texted, group), words }] }])
    if (stop !== null) return { ok: false, error: stop }
  }
  return sayYes(texted, group, stays)
}

/** Yes to those of a group that an alert names; to the whole group where it names none of them. */
export function confirmStays(texted: Texted, group: Reservation, named: readonly StayId[]): Result<string, Stop> {
  const stays = guessed(texted, group).filter((stay) => named.includes(stay.id))
  return stays.length === 0 ? confirmGroup(texted, group) : sayYes(texted, group, stays)
}

/** Its one guest, and codes for every room. */
function sayYes(texted: Texted, { id }: Reservation, stays: readonly Stay[]): Result<string, Stop> {
  const { desk, caller } = texted.work
  const said = sayTheirs(desk, caller, { reservationId: id, stayIds: stays.map((stay) => stay.id) })
  return said.ok ? ok(partyWords(texted, id)) : refused(0, reasonOf(said.error))
}

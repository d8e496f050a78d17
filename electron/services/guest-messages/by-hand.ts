/** The welcome, and the doors told at the desk's word. */
import { type Failure, failure } from '../../domain/failure.ts'
import { type ToldDoor, tellingOf } from '../../domain/guest-message.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { minutes } from '../../domain/time.ts'
import { type Caller, type Desk, transact, type Work } from '../desk/index.ts'
import { fittingDoors, welcomeBody } from './body.ts'
import { pageToName } from './page-link.ts'
import { addresseeOf, type Party, readParty } from './party.ts'
import { queueTelling } from './queue-telling.ts'

export type Told = { readonly id: string; readonly status: string }
type Order = { readonly reservationId: ReservationId; readonly again: boolean }

/** A second order of the same within this time is a double click, even where it was to be said again. */
const doubleClickMs = minutes(0.5)

const failed = new Set(['failed', 'undelivered', 'not-sent'])

/** Sends the welcome, or the doors and PINs, now. `already-sent` where that was done and `again` is not said. */
export const tellByHand = (
  desk: Desk,
  caller: Caller,
  input: Order & { readonly kind: 'welcome' | 'codes' },
): Result<Told, Failure> =>
  transact(desk, caller, (work) => (input.kind === 'welcome' ? queueWelcome(work, input) : queueDoors(work, input)))

/** The welcome of one booking, once. It belongs to the booking named here, whichever else the guest has. */
export function queueWelcome(work: Work, order: Order): Result<Told, Failure> {
  const party = livingParty(work, order.reservationId)
  if (!party.ok) return party
  const { stays, tellings, reservation } = party.value
  const before = tellings.findLast((telling) => telling.purpose === 'welcome' && !failed.has(telling.status))
  if (before !== undefined) {
    if (order.again && work.now - before.at < doubleClickMs) return ok({ id: before.messageId, status: before.status })
    if (!order.again)
      return fail(
        failure('already-sent', 'This guest had the welcome before. Nothing was sent. Say again if you want it twice.'),
      )
  }
  const message = queueTelling(work, party.value, {
    purpose: 'welcome',
    stay: stays[0]!,
    key: `welcome:${reservation.id}`,
    says: () => ({ body: welcomeBody(addresseeOf(party.value, work.house), stays, pageToName(work, reservation)) }),
  })
  return message.ok ? ok({ id: message.value.id, status: message.value.status }) : message
}

function queueDoors(work: Work, order: Order): Result<Told, Failure> {
  const party = livingParty(work, order.reservationId)
  if (!party.ok) return party
  const { stays, ways, told, tellings, reservation } = party.value
  if (ways.length === 0)
    return fail(
      failure(
        'no-access',
        `The codes of this booking are not on their way to the doors yet. Latchkey tells the guest when they are there.`,
      ),
    )
  const doors = ways.map(tellingOf)
  const last = tellings.findLast((telling) => telling.purpose === 'doors')
  if (last !== undefined && !failed.has(last.status) && doors.every((door) => wasSaid(door, told))) {
    if (order.again && work.now - last.at < doubleClickMs) return ok({ id: last.messageId, status: last.status })
    if (!order.again)
      return fail(
        failure(
          'already-sent',
          'This guest was told these doors before. Nothing was sent. Say again if you want it twice.',
        ),
      )
  }
  const message = queueTelling(work, party.value, {
    purpose: 'doors',
    stay: stays[0]!,
    key: `codes:${reservation.id}:by-hand`,
    news: 'first',
    says: () => fittingDoors(addresseeOf(party.value, work.house), 'first', doors, pageToName(work, reservation)),
  })
  return message.ok ? ok({ id: message.value.id, status: message.value.status }) : message
}

const wasSaid = (door: ToldDoor, told: readonly ToldDoor[]): boolean =>
  told.some(
    (one) =>
      one.slot === door.slot &&
      one.how === door.how &&
      one.mac === door.mac &&
      (door.how !== 'pin' || one.endsAt === door.endsAt),
  )

/** The party that is told something; `reservation-unknown`, or `not-expected` where nothing is to come any more. */
export function livingParty(work: Work, id: ReservationId): Result<Party, Failure> {
  const party = readParty(work.db, work.house, work.now, id)
  if (party === null) return fail(failure('reservation-unknown', 'This reservation is not there any more.'))
  if (party.stays.length === 0)
    return fail(failure('not-expected', 'This booking is over or cancelled. Nothing was sent.'))
  return ok(party)
}

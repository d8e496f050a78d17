/** The pass that tells guests by itself: from the store's present state alone, so that it may run at any time, twice or late. */
import { createHash } from 'node:crypto'
import type { ReadableDb } from '../../../db/open-database.ts'
import { staysOfReservation } from '../../../db/queries/bookings.ts'
import { cancellationsSince, deleteTellingDue, writeTellingDue } from '../../../db/queries/guest-messages.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { Message } from '../../../db/queries/messages.ts'
import type { Failure } from '../../domain/failure.ts'
import { settleMs } from '../../domain/guest-message.ts'
import type { ReservationId } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import { hours, type Instant, instant } from '../../domain/time.ts'
import { type Desk, program, transact, type Work } from '../desk/index.ts'
import { shipTemplates } from '../message-templates/index.ts'
import { holdText, textingIsOn } from '../outbox/index.ts'
import { awaitsTwilio, doubtAfterRestore } from './after-restore.ts'
import { cancelledBody, fittingDoors } from './body.ts'
import { pageToName } from './page-link.ts'
import { addresseeOf, type Party, partiesAround, readParty, readToldDoors } from './party.ts'
import { type NewTelling, queueTelling } from './queue-telling.ts'
import { canBeTold } from './reach.ts'

/** A cancellation is told about within a day, or not at all. */
export const cancellationIsNews = hours(24)

/**
 * Queues what guests are to be told now: their doors and PINs, what changed of them, and a cancellation. Answers how
 * many texts were queued; writes nothing where nothing is due.
 */
export function planGuestMessages(desk: Desk): number {
  const db = desk.store.read
  const house = readHouse(db)
  if (house === null) return 0
  shipTemplates(desk)
  if (!textingIsOn(db)) return 0
  const now = desk.clock.now()
  if (awaitsTwilio(db, now)) return 0
  const doors = partiesAround(db, house, now)
    .filter((party) => isDue(db, party))
    .map((party) => queued(desk, party.reservation.id, tellDoors))
  const cancelled = cancellationsToTell(db, house, now).map((id) => queued(desk, id, tellCancelled))
  return [...doors, ...cancelled].filter((did) => did).length
}

const isDue = (db: ReadableDb, party: Party): boolean =>
  party.decision.do === 'note' || (party.decision.do === 'tell' && canBeTold(db, party) === 'yes')

/** True where a text was queued. What refuses it (no phone, STOP) leaves it to the item "tell in person". */
const queued = (
  desk: Desk,
  id: ReservationId,
  tell: (work: Work, party: Party) => Result<boolean, Failure>,
): boolean => {
  const told = transact(desk, program, (work) => {
    const party = readParty(work.db, work.house, work.now, id)
    return party === null ? ok(false) : tell(work, party)
  })
  return told.ok && told.value
}

function tellDoors(work: Work, party: Party): Result<boolean, Failure> {
  const { decision, reservation, stays } = party
  const [stay] = stays
  if (decision.do === 'note')
    writeTellingDue(work.db, { reservationId: reservation.id, target: decision.target, since: work.now })
  if (decision.do !== 'tell' || stay === undefined) return ok(false)
  const { news, doors } = decision
  const message = queueByItself(work, party, {
    purpose: 'doors',
    stay,
    key: `codes:${reservation.id}:${shortHash(decision.target)}`,
    news,
    says: () =>
      fittingDoors(
        addresseeOf(party, work.house),
        news,
        doors,
        news === 'first' ? pageToName(work, reservation) : null,
      ),
  })
  if (!message.ok) return message
  deleteTellingDue(work.db, reservation.id)
  return ok(true)
}

/** Without a person's word: where a restore leaves in doubt whether it was told already, somebody is asked first. */
function queueByItself(work: Work, party: Party, telling: NewTelling): Result<Message, Failure> {
  const message = queueTelling(work, party, telling)
  const doubt = message.ok ? doubtAfterRestore(work.db, party.reservation.id, message.value) : null
  if (message.ok && doubt !== null) holdText(work, message.value.id, doubt)
  return message
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)

/** Parties that were told something and that the desk has cancelled whole, once it is settled and is not taken back. */
function cancellationsToTell(db: ReadableDb, house: House, now: Instant): readonly ReservationId[] {
  return cancellationsSince(db, instant(now - cancellationIsNews)).flatMap(({ reservationId, at }) => {
    if (now - at < settleMs) return []
    const party = readParty(db, house, now, reservationId)
    return party !== null && cancellationIsUntold(db, party, at) && canBeTold(db, party) === 'yes'
      ? [reservationId]
      : []
  })
}

function cancellationIsUntold(db: ReadableDb, party: Party, cancelledAt: Instant): boolean {
  const stays = staysOfReservation(db, party.reservation.id)
  const whole = stays.length > 0 && stays.every((stay) => stay.status === 'cancelled')
  const told = party.tellings.some((telling) => telling.purpose !== 'cancelled' && telling.at <= cancelledAt)
  const said = party.tellings.some((telling) => telling.purpose === 'cancelled' && telling.at >= cancelledAt)
  return whole && told && !said
}

function tellCancelled(work: Work, party: Party): Result<boolean, Failure> {
  const id = party.reservation.id
  const [stay] = staysOfReservation(work.db, id)
  const last = cancellationsSince(work.db, instant(work.now - cancellationIsNews)).find(
    (one) => one.reservationId === id,
  )
  if (stay === undefined || last === undefined || !cancellationIsUntold(work.db, party, last.at)) return ok(false)
  const message = queueByItself(work, party, {
    purpose: 'cancelled',
    stay,
    key: `cancelled:${id}:${last.at}`,
    says: () => ({ body: cancelledBody(addresseeOf(party, work.house), hadDoors(party)) }),
  })
  return message.ok ? ok(true) : message
}

/** True where the guest holds codes that end with the booking. */
export const hadDoors = (party: Party): boolean =>
  party.tellings.some(
    (telling) => telling.purpose === 'doors' && readToldDoors(telling).doors.some((door) => door.how === 'pin'),
  )

/** What every use case is handed: the store, the clock, randomness, and who asks. */

import type { ReadableDb, WritableDb } from '../../../db/open-database.ts'
import { type FieldSource, writeFieldSource } from '../../../db/queries/claims.ts'
import { type ActionKind, insertAction, insertAudit } from '../../../db/queries/desk.ts'
import { type House, readHouse } from '../../../db/queries/house.ts'
import type { Store } from '../../../db/store.ts'
import { type Failure, failure } from '../../domain/failure.ts'
import { type DoorId, newId, type ReservationId, type StayId } from '../../domain/ids.ts'
import { programAuthor } from '../../domain/message.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { Stay } from '../../domain/stay.ts'
import { type CalendarDate, dateOf, type Instant } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Random } from '../../ports/random.ts'

export type Desk = {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
}

/** Who does it, and through which door they came in. */
export type Caller = {
  readonly actor: string
  readonly source: 'desk' | 'command' | 'feed' | 'mail' | 'sms' | 'import' | 'guest' | 'demo' | 'program'
}
/** The program by itself, where nobody is at the desk for it. */
export const program: Caller = { actor: programAuthor, source: 'program' }

/** One write transaction of a use case, with the house and one moment for all of it. */
export type Work = {
  readonly db: WritableDb
  readonly house: House
  readonly now: Instant
  readonly desk: Desk
  readonly caller: Caller
}

class Rollback extends Error {
  readonly failure: Failure
  constructor(reason: Failure) {
    super(reason.code)
    this.failure = reason
  }
}

/**
 * Runs a use case in one write transaction. A failure it answers rolls everything back: nothing is half-written.
 * Answers `house-missing` before the house is set up.
 */
export function transact<Value>(
  desk: Desk,
  caller: Caller,
  work: (work: Work) => Result<Value, Failure>,
): Result<Value, Failure> {
  try {
    return ok(
      desk.store.write((db) => {
        const house = readHouse(db)
        if (house === null)
          throw new Rollback(failure('house-missing', 'This folder has no house yet. Set one up first.'))
        const answer = work({ db, house, now: desk.clock.now(), desk, caller })
        if (!answer.ok) throw new Rollback(answer.error)
        return answer.value
      }),
    )
  } catch (error) {
    if (error instanceof Rollback) return fail(error.failure)
    throw error
  }
}

/** Reads with the house at hand. */
export function withHouse<Value>(
  desk: Desk,
  read: (db: ReadableDb, house: House, now: Instant) => Result<Value, Failure>,
): Result<Value, Failure> {
  const house = readHouse(desk.store.read)
  if (house === null) return fail(failure('house-missing', 'This folder has no house yet. Set one up first.'))
  return read(desk.store.read, house, desk.clock.now())
}

/** The civil day of the house: what decides "past" and "in house". */
export const todayOf = ({ house, now }: Pick<Work, 'house' | 'now'>): CalendarDate =>
  dateOf(now, house.property.timeZone)

export const makeId = <Kind extends string>(work: { readonly now: Instant; readonly desk: Desk }): Kind =>
  newId<never>(work.now, work.desk.random.bytes(10)) as Kind

/** Writes who did what to the audit trail. Details hold names and days, never digits. */
export function audit(
  work: Work,
  action: string,
  about: {
    readonly reservationId?: ReservationId | null
    readonly stayId?: StayId | null
    readonly doorId?: DoorId | null
  },
  details: Readonly<Record<string, unknown>> = {},
): void {
  insertAudit(work.db, (text) => work.desk.store.vault.mac('audit', text), {
    at: work.now,
    actor: work.caller.actor,
    source: work.caller.source,
    action,
    reservationId: about.reservationId ?? null,
    stayId: about.stayId ?? null,
    doorId: about.doorId ?? null,
    details,
  })
}

/** Notes who said what these fields hold now: the caller. */
export function rememberSources(work: Work, subject: string, fields: readonly FieldSource['field'][]): void {
  const { actor, source } = work.caller
  for (const field of fields) writeFieldSource(work.db, { subject, field, source, actor, at: work.now })
}

/** What undo puts back, and what it must find unchanged before it does. */
export type StaySnapshot = Pick<
  Stay,
  | 'id'
  | 'reservationId'
  | 'provisional'
  | 'kind'
  | 'unitId'
  | 'arrivalDate'
  | 'departureDate'
  | 'arrivalTime'
  | 'departureTime'
  | 'status'
  | 'placed'
  | 'accessFromAt'
  | 'accessUntilAt'
  | 'arrivedAt'
  | 'arrivedBy'
  | 'departedAt'
>
export const snapshot = (stay: Stay): StaySnapshot => ({
  id: stay.id,
  reservationId: stay.reservationId,
  provisional: stay.provisional,
  kind: stay.kind,
  unitId: stay.unitId,
  arrivalDate: stay.arrivalDate,
  departureDate: stay.departureDate,
  arrivalTime: stay.arrivalTime,
  departureTime: stay.departureTime,
  status: stay.status,
  placed: stay.placed,
  accessFromAt: stay.accessFromAt,
  accessUntilAt: stay.accessUntilAt,
  arrivedAt: stay.arrivedAt,
  arrivedBy: stay.arrivedBy,
  departedAt: stay.departedAt,
})

/**
 * Remembers an action so that it can be taken back. `subject` is the reservation it is found by, or the stay itself where
 * that belongs to none.
 */
export function rememberAction(
  work: Work,
  kind: ActionKind,
  subject: ReservationId | StayId,
  before: readonly Stay[],
  after: readonly Stay[],
): string {
  const id = makeId<string>(work)
  insertAction(work.db, {
    id,
    at: work.now,
    actor: work.caller.actor,
    kind,
    reservationId: subject,
    before: before.map(snapshot),
    after: after.map(snapshot),
  })
  return id
}

import type { BookingReference } from '../../electron/domain/booking-reference.ts'
import type { GuestId, ReservationId, StayId, UnitId } from '../../electron/domain/ids.ts'
import type { Stay } from '../../electron/domain/stay.ts'
import type { CalendarDate, Instant, WallTime } from '../../electron/domain/time.ts'
import type { ReadableDb, WritableDb } from '../open-database.ts'
import { and, asc, eq, gt, inArray, isNotNull, lt, ne, or, type SQL, sql } from '../query-words.ts'
import { guestPhones, guests, reservations, stays } from '../schema/index.ts'

export type Reservation = {
  readonly id: ReservationId
  readonly channel: string
  readonly reference: BookingReference | null
  readonly guestId: GuestId | null
  readonly note: string
  readonly source: string
  readonly createdAt: Instant
}
export type Guest = {
  readonly id: GuestId
  readonly name: string | null
  readonly email: string | null
  readonly language: string
  readonly phones: readonly string[]
  readonly idSeenAt: Instant | null
  readonly idSeenBy: string | null
}

const toStay = (row: typeof stays.$inferSelect): Stay => ({
  ...row,
  id: row.id as StayId,
  reservationId: row.reservationId as ReservationId | null,
  unitId: row.unitId as UnitId,
  arrivalDate: row.arrivalDate as CalendarDate,
  departureDate: row.departureDate as CalendarDate,
  arrivalTime: row.arrivalTime as WallTime | null,
  departureTime: row.departureTime as WallTime | null,
  accessFromAt: row.accessFromAt as Instant | null,
  accessUntilAt: row.accessUntilAt as Instant | null,
  arrivedAt: row.arrivedAt as Instant | null,
  departedAt: row.departedAt as Instant | null,
  createdAt: row.createdAt as Instant,
})

const toReservation = (row: typeof reservations.$inferSelect): Reservation => ({
  ...row,
  id: row.id as ReservationId,
  reference: row.reference as BookingReference | null,
  guestId: row.guestId as GuestId | null,
  createdAt: row.createdAt as Instant,
})

const selectStays = (db: ReadableDb, where: SQL | undefined): readonly Stay[] =>
  db
    .select()
    .from(stays)
    .where(where)
    .orderBy(asc(stays.arrivalDate), asc(stays.createdAt), sql`rowid`)
    .all()
    .map(toStay)

export const readReservation = (db: ReadableDb, id: ReservationId): Reservation | null => {
  const row = db.select().from(reservations).where(eq(reservations.id, id)).get()
  return row === undefined ? null : toReservation(row)
}

/** All reservations with this reference, one per channel. */
export const findReservations = (db: ReadableDb, reference: BookingReference): readonly Reservation[] =>
  db.select().from(reservations).where(eq(reservations.reference, reference)).all().map(toReservation)

export const readReservations = (db: ReadableDb, ids: readonly ReservationId[]): readonly Reservation[] =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(reservations)
        .where(inArray(reservations.id, [...ids]))
        .all()
        .map(toReservation)

/** All reservations with any of these references, on every channel. */
export const reservationsByReference = (
  db: ReadableDb,
  references: readonly BookingReference[],
): readonly Reservation[] =>
  references.length === 0
    ? []
    : db
        .select()
        .from(reservations)
        .where(inArray(reservations.reference, [...references]))
        .all()
        .map(toReservation)

export const insertReservation = (db: WritableDb, row: Reservation): void => {
  db.insert(reservations).values(row).run()
}
export const updateReservation = (
  db: WritableDb,
  id: ReservationId,
  change: Partial<Omit<Reservation, 'id'>>,
): void => {
  db.update(reservations).set(change).where(eq(reservations.id, id)).run()
}

export const readStay = (db: ReadableDb, id: StayId): Stay | null => selectStays(db, eq(stays.id, id))[0] ?? null

export const staysOfReservation = (db: ReadableDb, id: ReservationId): readonly Stay[] =>
  selectStays(db, eq(stays.reservationId, id))

/** Every stay of a unit, whatever its state. */
export const staysOfUnit = (db: ReadableDb, unit: UnitId): readonly Stay[] => selectStays(db, eq(stays.unitId, unit))

/** Who is in this unit or will come to it. */
export const liveStaysOfUnit = (db: ReadableDb, unit: UnitId): readonly Stay[] =>
  selectStays(db, and(eq(stays.unitId, unit), inArray(stays.status, ['expected', 'in-house'])))

/** Reservations with a stay that is expected or in house, whatever its dates. */
export const reservationsWithLiveStays = (db: ReadableDb): readonly ReservationId[] =>
  db
    .selectDistinct({ id: stays.reservationId })
    .from(stays)
    .where(and(isNotNull(stays.reservationId), inArray(stays.status, ['expected', 'in-house'])))
    .all()
    .map((row) => row.id as ReservationId)

/** Who is in this unit now. */
export const staysInHouse = (db: ReadableDb, unit: UnitId): readonly Stay[] =>
  selectStays(db, and(eq(stays.unitId, unit), eq(stays.status, 'in-house')))

/** Placed, live stays that share a night with these dates in this unit. */
export const placedOverlaps = (
  db: ReadableDb,
  unit: UnitId,
  from: CalendarDate,
  to: CalendarDate,
  except: StayId | null,
): readonly Stay[] =>
  selectStays(
    db,
    and(
      eq(stays.unitId, unit),
      eq(stays.placed, true),
      inArray(stays.status, ['expected', 'in-house']),
      lt(stays.arrivalDate, to),
      gt(stays.departureDate, from),
      except === null ? undefined : ne(stays.id, except),
    ),
  )

/** Stays that a list of today may show: live ones that touch the span, and those that ended in it. */
export const staysAround = (
  db: ReadableDb,
  from: CalendarDate,
  to: CalendarDate,
  departedSince: Instant,
): readonly Stay[] =>
  selectStays(
    db,
    or(
      eq(stays.status, 'in-house'),
      and(eq(stays.status, 'expected'), lt(stays.arrivalDate, to), gt(stays.departureDate, from)),
      and(eq(stays.status, 'departed'), sql`${stays.departedAt} >= ${departedSince}`),
    ),
  )

export const unplacedStays = (db: ReadableDb, today: CalendarDate): readonly Stay[] =>
  selectStays(
    db,
    and(
      eq(stays.placed, false),
      ne(stays.kind, 'block-suspected'),
      inArray(stays.status, ['expected', 'in-house']),
      gt(stays.departureDate, today),
    ),
  )

export const staysByStatus = (db: ReadableDb, status: Stay['status']): readonly Stay[] =>
  selectStays(db, eq(stays.status, status))

export type StayFilter = {
  readonly unitId: UnitId | null
  readonly from: CalendarDate | null
  readonly to: CalendarDate | null
}
export const listStays = (db: ReadableDb, filter: StayFilter): readonly Stay[] =>
  selectStays(
    db,
    and(
      filter.unitId === null ? undefined : eq(stays.unitId, filter.unitId),
      filter.from === null ? undefined : gt(stays.departureDate, filter.from),
      filter.to === null ? undefined : sql`${stays.arrivalDate} <= ${filter.to}`,
    ),
  )

export const insertStay = (db: WritableDb, stay: Stay): void => {
  db.insert(stays).values(stay).run()
}
export const updateStay = (db: WritableDb, id: StayId, change: Partial<Omit<Stay, 'id'>>): void => {
  db.update(stays).set(change).where(eq(stays.id, id)).run()
}

export const readGuest = (db: ReadableDb, id: GuestId): Guest | null => {
  const row = db.select().from(guests).where(eq(guests.id, id)).get()
  if (row === undefined) return null
  return { ...row, id, idSeenAt: row.idSeenAt as Instant | null, phones: phonesOf(db, [id]).get(id) ?? [] }
}

export const readGuests = (db: ReadableDb, ids: readonly GuestId[]): ReadonlyMap<string, Guest> => {
  if (ids.length === 0) return new Map()
  const phones = phonesOf(db, ids)
  const rows = db
    .select()
    .from(guests)
    .where(inArray(guests.id, [...ids]))
    .all()
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, id: row.id as GuestId, idSeenAt: row.idSeenAt as Instant | null, phones: phones.get(row.id) ?? [] },
    ]),
  )
}

const phonesOf = (db: ReadableDb, ids: readonly GuestId[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const row of db
    .select()
    .from(guestPhones)
    .where(inArray(guestPhones.guestId, [...ids]))
    .orderBy(asc(guestPhones.position))
    .all()) {
    const list = found.get(row.guestId)
    if (list === undefined) found.set(row.guestId, [row.phone])
    else list.push(row.phone)
  }
  return found
}

export const insertGuest = (db: WritableDb, guest: Guest, createdAt: Instant): void => {
  const { phones, ...row } = guest
  db.insert(guests)
    .values({ ...row, createdAt })
    .run()
  writePhones(db, guest.id, phones)
}
export const updateGuest = (db: WritableDb, id: GuestId, change: Partial<Omit<Guest, 'id' | 'phones'>>): void => {
  if (Object.keys(change).length > 0) db.update(guests).set(change).where(eq(guests.id, id)).run()
}
export const writePhones = (db: WritableDb, id: GuestId, phones: readonly string[]): void => {
  db.delete(guestPhones).where(eq(guestPhones.guestId, id)).run()
  for (const [position, phone] of phones.entries())
    db.insert(guestPhones).values({ guestId: id, phone, position }).run()
}
/** Takes the guest off its reservations, which stay, and deletes it. */
export const deleteGuest = (db: WritableDb, id: GuestId): void => {
  db.update(reservations).set({ guestId: null }).where(eq(reservations.guestId, id)).run()
  db.delete(guests).where(eq(guests.id, id)).run()
}
export const reservationsOfGuest = (db: ReadableDb, id: GuestId): readonly Reservation[] =>
  db.select().from(reservations).where(eq(reservations.guestId, id)).all().map(toReservation)

export const guestsWithPhone = (db: ReadableDb, phone: string): readonly GuestId[] =>
  db
    .select({ id: guestPhones.guestId })
    .from(guestPhones)
    .where(eq(guestPhones.phone, phone))
    .all()
    .map((row) => row.id as GuestId)

export const guestsWithName = (db: ReadableDb, name: string): readonly GuestId[] =>
  db
    .select({ id: guests.id })
    .from(guests)
    .where(sql`lower(${guests.name}) = lower(${name})`)
    .limit(20)
    .all()
    .map((row) => row.id as GuestId)

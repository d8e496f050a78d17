import type { StayTimes } from './access-window.ts'
import type { ReservationId, StayId, UnitId } from './ids.ts'
import type { CalendarDate, Instant } from './time.ts'

export type StayStatus = 'expected' | 'in-house' | 'departed' | 'cancelled' | 'no-show'
export type StayKind = 'reservation' | 'unknown' | 'block-suspected'

/** One unit, from an arrival day to a departure day (exclusive). From a feed it may have no reservation yet. */
export type Stay = StayTimes & {
  readonly id: StayId
  readonly reservationId: ReservationId | null
  readonly unitId: UnitId
  readonly status: StayStatus
  readonly placed: boolean
  readonly provisional: boolean
  readonly kind: StayKind
  readonly source: string
  readonly channel: string
  readonly arrivedAt: Instant | null
  readonly arrivedBy: string | null
  readonly departedAt: Instant | null
  readonly createdAt: Instant
}

export const isLive = (stay: Pick<Stay, 'status'>): boolean => stay.status === 'expected' || stay.status === 'in-house'

export const nightsOverlap = (
  left: { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate },
  right: { readonly arrivalDate: CalendarDate; readonly departureDate: CalendarDate },
): boolean => left.arrivalDate < right.departureDate && right.arrivalDate < left.departureDate

/** The same unit and the same days, and only one of the two has a reference: most likely one booking, told twice. */
export const isEcho = (
  left: Pick<Stay, 'unitId' | 'arrivalDate' | 'departureDate' | 'reservationId'>,
  right: Pick<Stay, 'unitId' | 'arrivalDate' | 'departureDate' | 'reservationId'>,
): boolean =>
  left.unitId === right.unitId &&
  left.arrivalDate === right.arrivalDate &&
  left.departureDate === right.departureDate &&
  (left.reservationId === null) !== (right.reservationId === null)

/** Belongs to its reservation for sure, and stands in its unit: check-in takes it along and it gets codes. */
export const isConfirmedSibling = (stay: Stay): boolean => stay.placed && !stay.provisional

/**
 * May still open doors: expected and in-house stays, and a departed one whose guest was let keep access for a while.
 */
export const grantsAccess = (stay: Stay, now: Instant): boolean =>
  isConfirmedSibling(stay) &&
  (isLive(stay) || (stay.status === 'departed' && stay.accessUntilAt !== null && stay.accessUntilAt > now))

/** One line of a plan: what a row would do in one unit, and what a person may choose. */
import type { ReservationId, StayId, UnitId } from './ids.ts'
import type { ImportRefusal, ImportWarning, RefusedRow } from './import-rows.ts'
import type { GuestField } from './import-standing.ts'
import type { CalendarDate } from './time.ts'

export type ImportVerdict =
  | 'new'
  | 'adopts'
  | 'joins'
  | 'same'
  | 'differs'
  | 'cancelled-there'
  | 'conflict'
  | 'past'
  | 'refused'
export type ImportReason =
  | ImportRefusal
  | 'first-free-unit'
  | 'guess-confirmed'
  | 'guess-corrected'
  | 'said-twice'
  | 'said-otherwise'
  | 'ended-here'
  | 'cancelled-here'
  | 'cancelled-not-here'
  | 'no-show-there'
  | 'other-length'
  | 'other-dates'
  | 'desk-dates'
  | 'moved'
  | 'desk-moved'
  | 'in-house'
  | 'unit-taken'
  | 'calendar-differs'
/** What can be done with a line. `take` writes it as it is, `file-dates` with the file's days where those differ. */
export type ImportAct = 'take' | 'leave' | 'file-dates' | 'move' | 'cancel'

export type ImportLine = {
  /** Names the line within its file. */
  readonly key: string
  readonly row: number
  readonly verdict: ImportVerdict
  readonly reason: ImportReason | null
  readonly reference: string | null
  readonly channel: string | null
  readonly unitId: UnitId | null
  readonly arrivalDate: CalendarDate | null
  readonly departureDate: CalendarDate | null
  readonly guest: string | null
  readonly phone: string | null
  readonly email: string | null
  /** Of these the guest's are blank here and stand in the file. */
  readonly fills: readonly GuestField[]
  readonly warnings: readonly ImportWarning[]
  readonly reservationId: ReservationId | null
  /** The stay it is about; null where taking it makes one. */
  readonly stayId: StayId | null
  /** What stands there now, where that differs or is in the way. */
  readonly standing: {
    readonly stayId: StayId | null
    readonly unitId: UnitId
    readonly arrivalDate: CalendarDate
    readonly departureDate: CalendarDate
  } | null
  /** What may be done, the first by default; none where there is nothing to do. */
  readonly acts: readonly ImportAct[]
}

/** A row that was not understood. */
export const refusedLine = (row: RefusedRow): ImportLine => ({
  key: `${row.row}.0`,
  row: row.row,
  verdict: 'refused',
  reason: row.reason,
  reference: row.reference,
  channel: null,
  unitId: null,
  arrivalDate: row.arrivalDate,
  departureDate: row.departureDate,
  guest: row.guest,
  phone: null,
  email: null,
  fills: [],
  warnings: [],
  reservationId: null,
  stayId: null,
  standing: null,
  acts: [],
})

/** Equal as long as a line means the same: what was seen in the preview is what is written. */
export const lineMark = (line: ImportLine): string =>
  JSON.stringify([
    line.verdict,
    line.reason,
    line.stayId,
    line.unitId,
    line.arrivalDate,
    line.departureDate,
    line.standing,
    line.fills,
    line.acts,
  ])

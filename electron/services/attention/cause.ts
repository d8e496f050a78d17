import type { ReadableDb } from '../../../db/open-database.ts'
import { readReservation } from '../../../db/queries/bookings.ts'
import type { House } from '../../../db/queries/house.ts'
import type { NeedOpening } from '../../contract/intake-views.ts'
import type { Tone } from '../../domain/alert.ts'
import type { Failure } from '../../domain/failure.ts'
import type { ConversationId, DoorId, LineId, MessageId, ReservationId, StayId, UnitId } from '../../domain/ids.ts'
import type { Result } from '../../domain/result.ts'
import type { Instant } from '../../domain/time.ts'
import type { Caller, Desk } from '../desk/index.ts'

export type CauseKind =
  | 'double-booking'
  | 'missing-contact'
  | 'code-needs-attention'
  | 'code-late'
  | 'codes-outside'
  | 'orphan-code'
  | 'former-code'
  | 'lock-offline'
  | 'battery-low'
  | 'clock-wrong'
  | 'quota-low'
  | 'key-out'
  | 'overdue-departure'
  | 'offer-extension'
  | 'tell-in-person'
  | 'feed-failing'
  | 'feed-suspect'
  | 'feed-differs'
  | 'stay-gone'
  | 'block-suspected'
  | 'import-differs'
  | 'mail-collision'
  | 'mail-group'
  | 'mail-missing'
  | 'mail-unmatched'
  | 'mail-cancelled'
  | 'mailbox-failing'
  | 'guest-approval'
  | 'guest-photo'
  | 'guest-guessing'
  | 'restored'
  | 'texting-refused'
  | 'line-taken'
  | 'text-held'
  | 'text-review'
  | 'texts-stuck'
  | 'staff-not-told'
  | 'webhook-foreign'
  | 'texting-trap'
  | 'number-fault'
  | 'autocreation-off'
  | 'tunnel-down'
  | 'webhooks-kept'

/** Why somebody should look. Titles hold no PIN, and no guest's name beside a unit. */
export type Cause = {
  readonly kind: CauseKind
  /** Names the cause: while it lasts there is one open item for it, and another text is another item. */
  readonly cause: string
  readonly tone: Tone
  readonly title: string
  readonly detail: string
  readonly reservationId: ReservationId | null
  readonly stayId: StayId | null
  /** All stays it is about, where it is about several: a texted reply that names its id means these. */
  readonly stayIds: readonly StayId[]
  readonly codeId: string | null
  readonly messageId: MessageId | null
  readonly conversationId: ConversationId | null
  readonly lineId: LineId | null
  /** What at Twilio is changed only after a yes. */
  readonly takeOver: {
    readonly what: 'webhook' | 'sms-url' | 'autocreation'
    readonly number: string | null
  } | null
  /** The doors it is about, the one to open first. */
  readonly doorIds: readonly DoorId[]
  readonly actions: readonly { readonly key: string; readonly label: string }[]
  /** What a screen opens for it, where more than a yes or no is needed. */
  readonly opens: readonly NeedOpening[]
  /** Does what was chosen, where the cause itself knows how; `dismiss` is never asked of it. */
  readonly act: ((desk: Desk, caller: Caller, action: string) => Result<null, Failure>) | null
}

/** What causes are read from: the store and the house, at one moment. */
export type World = { readonly db: ReadableDb; readonly house: House; readonly now: Instant }

type Said = Pick<Cause, 'kind' | 'cause' | 'tone' | 'title' | 'detail'>

/** A cause with all that it does not say left empty. */
export const cause = (said: Said & Partial<Cause>): Cause => ({
  reservationId: null,
  stayId: null,
  stayIds: [],
  codeId: null,
  messageId: null,
  conversationId: null,
  lineId: null,
  takeOver: null,
  doorIds: [],
  actions: [],
  opens: [],
  act: null,
  ...said,
})

export const tryAgain = { key: 'retry', label: 'Try again' } as const
export const leaveIt = { key: 'dismiss', label: 'Leave it' } as const

export const doorName = ({ house }: World, id: DoorId): string =>
  house.doors.find((door) => door.id === id)?.name ?? 'A door'
export const unitNameOf = ({ house }: World, id: UnitId): string =>
  house.units.find((unit) => unit.id === id)?.name ?? 'A unit'
export const referenceOf = ({ db }: World, id: ReservationId | null): string =>
  (id === null ? null : readReservation(db, id)?.reference) ?? 'a booking'

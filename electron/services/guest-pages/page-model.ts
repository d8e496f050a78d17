/** What a guest's page says, before it is put into words and HTML. Holds PINs: made for one answer, never kept or logged. */
import type { ShownProof } from '../../domain/guest-proof.ts'
import type { PhotoFault } from '../../domain/id-photo.ts'
import type { CalendarDate, Instant, TimeZoneId, WallTime } from '../../domain/time.ts'

/** What stands around every page. */
export type PageFrame = {
  readonly houseName: string
  readonly timeZone: TimeZoneId
  /** Of the desk, in E.164; null where the house shows none. */
  readonly deskPhone: string | null
  /** One of the languages there are words in. */
  readonly language: string
  /** Where this page's forms are sent: `/g` or `/g/<token>`. Never holds anything but the token. */
  readonly action: string
}

export type CheckInForm = {
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly comesAt: string
  readonly consent: boolean
}
export type CheckInFault = 'name' | 'phone' | 'phone-needs-country' | 'phone-reserved' | 'email' | 'time' | 'consent'

export type PageUnit = {
  readonly stayId: string
  readonly name: string
  readonly arrivalDate: CalendarDate
  readonly departureDate: CalendarDate
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/**
 * `works`: the lock has the PIN and its time has come. `ready`: it has it, for later. `soon`: on its way. `later`: sent
 * nearer to the arrival. `desk`: something keeps it from the lock, the desk lets them in. `key`: a door without a lock.
 */
export type PageDoorState = 'works' | 'ready' | 'soon' | 'later' | 'desk' | 'key'
export type PageDoor = {
  readonly doorId: string
  readonly name: string
  /** Where each stay has digits of its own: of which unit these are. A shared door then stands here once for each. */
  readonly unit: string | null
  readonly state: PageDoorState
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  /** May be opened from the page now. */
  readonly unlocks: boolean
}

export type RoomPage = {
  readonly guestName: string | null
  readonly units: readonly PageUnit[]
  /** One entry for all doors where the digits are the same. Empty where none may be shown now. */
  readonly pins: readonly { readonly pin: string; readonly doors: readonly string[] }[]
  /** Where none is shown: from when on they are; null where the doors have none. */
  readonly pinsFrom: Instant | null
  readonly doors: readonly PageDoor[]
  /** When they said they come. */
  readonly comesAt: WallTime | null
  /** Somebody checked in here and not all have arrived: a time of arrival is of use, and is kept. */
  readonly isAhead: boolean
  readonly wifi: { readonly name: string; readonly password: string | null } | null
  readonly notes: string
  /** A guest without a phone cannot be answered. */
  readonly canWrite: boolean
  /** Of the form to write with, new each time: sent twice, a text is one text. */
  readonly formKey: string
  readonly photos: PhotoPart
  /** What the last form did. */
  readonly said: RoomNote | null
}
export type PhotoPart = {
  readonly asked: boolean
  readonly kept: number
  /** What was wrong with those that were sent last and not kept. */
  readonly faults: readonly PhotoFault[]
}

export type RoomNote =
  | { readonly is: 'opened' | 'sent' | 'not-opened' | 'maybe-opened' | 'too-often' | 'not-now'; readonly door: string }
  | { readonly is: 'written' | 'nothing-written' | 'too-long' | 'too-many-texts'; readonly unit: string }
  | { readonly is: 'time-kept'; readonly time: WallTime }
  | { readonly is: 'photos-refused'; readonly faults: readonly PhotoFault[] }
  | { readonly is: 'bad-time' | 'photos-kept' | 'checked-in' }

export type PageModel =
  /** `GET /g`: the reference is asked for. */
  | { readonly is: 'reference'; readonly typed: string; readonly fault: 'blank' | null }
  /** And who asks. The same for every reference, known or not. */
  | {
      readonly is: 'proof'
      readonly reference: string
      readonly shown: ShownProof
      readonly fault: 'no-match' | null
    }
  | { readonly is: 'too-often'; readonly againAt: Instant }
  /** A link that never was, was closed, or whose stay is over: nothing tells which. */
  | { readonly is: 'closed' }
  /** Proven, and the last stay is over. */
  | { readonly is: 'over' }
  /** A link sent by message: it opens with a click, so that no program that follows links uses it up. */
  | { readonly is: 'continue' }
  | {
      readonly is: 'check-in'
      /** Empty for whoever showed only the dates. */
      readonly units: readonly PageUnit[]
      readonly form: CheckInForm
      readonly faults: readonly CheckInFault[]
      /** What is known already and need not be asked: nothing of it is shown. */
      readonly knows: { readonly name: boolean; readonly phone: boolean }
      readonly photos: PhotoPart
    }
  /** Checked in by dates alone: the desk is asked, and until then nothing is told of the booking. */
  | { readonly is: 'waiting' }
  | { readonly is: 'room'; readonly room: RoomPage }
  | { readonly is: 'confirm-unlock'; readonly door: PageDoor }

/**
 * What the screens are shown. Instants are ISO UTC strings with milliseconds, dates `YYYY-MM-DD`, wall times `HH:mm`
 * in the property's zone. No view ever holds a PIN: digits come by `codes.reveal` alone.
 */
import type { GivenCode, KeyOutView, LadderView } from './door-views.ts'
import type { PhoneCheckIn } from './guest-page-views.ts'
import type { FieldOrigin, NeedOpening } from './intake-views.ts'
import type { PropertyView } from './property-view.ts'
import type { DoorState, StayStatus } from './view-states.ts'

export type * from './door-views.ts'
export type * from './guest-page-views.ts'
export type * from './inbox-views.ts'
export type * from './intake-views.ts'
export type * from './mailbox-views.ts'
export type * from './office-views.ts'
export type * from './property-view.ts'
export type * from './view-states.ts'

export type StaffView = {
  readonly id: string
  readonly name: string
  readonly initials: string
  readonly role: 'manager' | 'reception'
}
export type UnitView = { readonly id: string; readonly key: string; readonly name: string }

export type ConnectionView = {
  readonly state: 'online' | 'catching-up' | 'offline'
  readonly since: string | null
  /** Codes that wait for a lock or the Internet. */
  readonly waitingCodes: number
  readonly waitingMessages: number
}

export type AppState = {
  readonly stage: 'first-run' | 'ready' | 'key-unavailable'
  readonly demo: boolean
  /** `disk`: the data key lies in a file beside the folder, and the app says so. */
  readonly keyPlace: 'keychain' | 'disk' | null
  readonly property: PropertyView | null
  readonly now: string
  readonly staff: readonly StaffView[]
  readonly deskStaffId: string | null
  readonly units: readonly UnitView[]
  readonly connection: ConnectionView
  readonly badges: { readonly today: number; readonly doors: number; readonly inbox: number }
  readonly version: string
  /** True where the program runs on the development runtime. */
  readonly fallbackRuntime: boolean
}

export type UnitChip = {
  readonly stayId: string
  readonly unitKey: string
  readonly unitName: string
  /** The worst state over the doors this stay opens with. */
  readonly state: DoorState
  /** End of the access window where that is not the usual check-out time, e.g. a late departure. */
  readonly until: string | null
}

export type TodayRow = {
  /** Stable key for lists: reservation id, or stay id where there is no reservation yet. */
  readonly key: string
  readonly reservationId: string | null
  readonly stayIds: readonly string[]
  /** The guest's name, or null: show "Guest of <reference>" or, without reference, "Not named yet". */
  readonly guestName: string | null
  readonly stayedBefore: number
  readonly channel: string
  readonly reference: string | null
  /** The reference that these stays may have, as long as nobody has said yes; then `reference` is null. */
  readonly guessedReference: string | null
  readonly arrivalDate: string
  readonly departureDate: string
  readonly nights: number
  /** In house: which night this is, from 1. */
  readonly night: number | null
  /** The planned arrival or departure of this list, as an instant and in the property's wall time. */
  readonly plannedAt: string
  readonly plannedTime: string
  /** When it happened: arrived or left. */
  readonly doneAt: string | null
  readonly overdue: boolean
  readonly units: readonly UnitChip[]
  readonly hasPhone: boolean
  readonly hasEmail: boolean
  readonly unread: number
  /** A former guest's code may still open a unit of this row: "not safe to hand over". */
  readonly notSafe: { readonly unitName: string; readonly until: string } | null
  /** The next party in one of the units today, for departures. */
  readonly nextArrivalTime: string | null
  readonly source: 'feed' | 'desk' | 'command' | 'demo'
  readonly undoable: boolean
  /** The party checked in on its own phone; null where it has not. */
  readonly byPhone: PhoneCheckIn | null
}

export type NeedView = {
  readonly id: string
  readonly kind: string
  readonly tone: 'bad' | 'question'
  readonly title: string
  readonly detail: string
  readonly since: string
  readonly reservationId: string | null
  readonly stayId: string | null
  /** Set where the item is about a door: the screen offers to open it. */
  readonly doorId: string | null
  /** Set where it is about texts: the screen offers to open them. */
  readonly conversationId: string | null
  readonly actions: readonly { readonly key: string; readonly label: string }[]
  /** Dialogs in which it is settled. */
  readonly opens: readonly NeedOpening[]
  /** For how long it may be put aside; empty where nothing goes on without an answer. */
  readonly snoozes: readonly { readonly key: string; readonly label: string }[]
}

export type TodayView = {
  readonly date: string
  readonly needs: readonly NeedView[]
  readonly arrivals: readonly TodayRow[]
  readonly departures: readonly TodayRow[]
  readonly inHouse: readonly TodayRow[]
  readonly counts: {
    readonly toArrive: number
    readonly unitsToArrive: number
    readonly toLeave: number
    readonly left: number
    readonly inHouse: number
  }
}

export type GuestView = {
  readonly id: string
  readonly name: string | null
  /** As a person reads it, `+1 202 555 0117`. */
  readonly phones: readonly string[]
  readonly email: string | null
  readonly language: string
  readonly idSeenAt: string | null
  readonly idSeenBy: string | null
}

export type SheetStay = {
  readonly id: string
  readonly unitId: string
  readonly unitKey: string
  readonly unitName: string
  readonly arrivalDate: string
  readonly departureDate: string
  /** Set where it differs from the house's time. */
  readonly arrivalTime: string | null
  readonly departureTime: string | null
  readonly status: StayStatus
  readonly placed: boolean
  /** Joined to this booking by a guess only: shown unticked, "Also theirs?". */
  readonly provisional: boolean
  /** Why it belongs to this booking, in a sentence; null where no rule was kept. */
  readonly why: string | null
  readonly source: string
  readonly arrivedAt: string | null
  readonly departedAt: string | null
  /** Ticked when the sheet opens: expected, arrival day reached, not provisional. */
  readonly offered: boolean
  /** Why it cannot be checked in now, else null. */
  readonly blocked: { readonly code: string; readonly message: string } | null
  readonly notSafeUntil: string | null
}

export type SheetDoor = {
  readonly doorId: string
  readonly doorName: string
  readonly shared: boolean
  /** The unit whose own door it is; null for a shared one. */
  readonly unitName: string | null
  readonly codeId: string | null
  readonly state: DoorState
  readonly stateSince: string | null
  /** Vendor's answer in plain words, e.g. "Offline since 13:40; still trying." */
  readonly faultText: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly windows: readonly { readonly startsAt: string; readonly endsAt: string }[]
  /** When somebody first opened the door with it, where the vendor tells. */
  readonly openedAt: string | null
  /** Other ways in, where the code is wanted and not on the lock; null where none is needed. */
  readonly ladder: LadderView | null
  /** Spare and offline codes this party was handed for this door. */
  readonly given: readonly GivenCode[]
  readonly keyOut: KeyOutView | null
}

export type SheetView = {
  readonly reservationId: string | null
  /** Set for a stay from a feed that has no reservation yet. */
  readonly feedStayId: string | null
  readonly channel: string
  readonly reference: string | null
  readonly guest: GuestView | null
  /** Guests known from before who look like this one. */
  readonly found: readonly {
    readonly guestId: string
    readonly name: string
    readonly reason: 'same-phone' | 'same-name'
    readonly before: string
  }[]
  /** Texts of this guest that nobody has read. */
  readonly unread: number
  readonly note: string
  readonly stays: readonly SheetStay[]
  /** Who said what the fields of stays and guest hold. */
  readonly origins: readonly FieldOrigin[]
  readonly doors: readonly SheetDoor[]
  /** How many different PINs the doors carry; 0 while nothing is planned. */
  readonly pinCount: number
  /** The whole span of access, for "from 14:00 today to 11:00 on Tue 24". */
  readonly accessFrom: string | null
  readonly accessUntil: string | null
  readonly defaults: { readonly checkInTime: string; readonly checkOutTime: string }
  readonly checkedIn: { readonly at: string; readonly by: string } | null
  /** The last reversible action on this reservation, for "Undo check-in". */
  readonly undo: { readonly actionId: string; readonly label: string } | null
  readonly history: readonly {
    readonly at: string
    readonly by: string
    readonly source: string
    readonly text: string
  }[]
}

/** A booking as it was kept, and what could not be done with it, in words. */
export type AddedView = SheetView & { readonly warnings: readonly string[] }

export type RevealedPins = {
  readonly shownAt: string
  readonly shownTo: string
  /** One entry per different PIN; one door list each. */
  readonly pins: readonly { readonly pin: string; readonly doors: readonly string[] }[]
}

export type BookingStatus = StayStatus | 'overdue' | 'double-booking' | 'not-named'
export type BookingRow = {
  readonly key: string
  readonly reservationId: string | null
  readonly stayId: string | null
  readonly guestName: string | null
  readonly reference: string | null
  readonly channel: string
  readonly units: readonly string[]
  readonly arrivalDate: string
  readonly departureDate: string
  readonly nights: number
  readonly status: BookingStatus
}
export type BookingsView = {
  readonly rows: readonly BookingRow[]
  readonly matched: number
  readonly total: number
  readonly channels: readonly string[]
}

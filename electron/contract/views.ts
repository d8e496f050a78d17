/**
 * What the screens are shown. Instants are ISO UTC strings with milliseconds, dates `YYYY-MM-DD`, wall times `HH:mm`
 * in the property's zone. No view ever holds a PIN: digits come by `codes.reveal` alone.
 */
export type CodeState = 'planned' | 'sending' | 'accepted' | 'on-lock' | 'removing' | 'removed' | 'needs-attention'
export type StayStatus = 'expected' | 'in-house' | 'departed' | 'cancelled' | 'no-show'

/** A door of a stay as the desk sees it. `key`: no lock, a key is handed over. `no-code`: nothing planned yet. */
export type DoorState = CodeState | 'key' | 'no-code'

export type PropertyView = {
  readonly name: string
  readonly timeZone: string
  readonly country: string
  readonly checkInTime: string
  readonly checkOutTime: string
}
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
  readonly badges: { readonly today: number; readonly doors: number }
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
  readonly actions: readonly { readonly key: string; readonly label: string }[]
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

/** One rung: offered, or not and why, in plain words. */
export type Rung = { readonly possible: boolean; readonly detail: string }
/** What the desk can do at a door whose code is not there, best first. */
export type LadderView = {
  readonly newDigits: Rung
  readonly spare: Rung
  readonly offlineCode: Rung
  readonly unlock: Rung
  readonly envelope: Rung & { readonly name: string | null }
}
export type GivenCode = {
  readonly codeId: string
  readonly kind: 'spare' | 'offline'
  readonly state: CodeState
  readonly endsAt: string | null
  readonly givenAt: string
  readonly givenBy: string
}
export type KeyOutView = {
  readonly id: string
  readonly envelope: string
  readonly takenBy: string
  readonly at: string
  readonly by: string
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
  readonly note: string
  readonly stays: readonly SheetStay[]
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

export type RevealedPins = {
  readonly shownAt: string
  readonly shownTo: string
  /** One entry per different PIN; one door list each. */
  readonly pins: readonly { readonly pin: string; readonly doors: readonly string[] }[]
}

export type Signal = 'good' | 'fair' | 'weak' | 'none'
export type GatewayView = { readonly id: string; readonly name: string; readonly online: boolean | null }

/** One door on the Doors screen. */
export type DoorRow = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly shared: boolean
  /** `seam`, `ttlock`, `simulator`; null: a key is handed over. */
  readonly provider: string | null
  /** False where its provider has no key or password yet. */
  readonly configured: boolean
  readonly gateway: GatewayView | null
  readonly online: boolean | null
  readonly offlineSince: string | null
  readonly seenAt: string | null
  readonly batteryPercent: number | null
  readonly battery: 'ok' | 'low' | 'critical' | null
  readonly signal: Signal | null
  /** The worst state over the codes that should be here, and how many are in it; what `wanted` counts is on the lock. */
  readonly codes: {
    readonly worst: DoorState
    readonly inWorst: number
    readonly onLock: number
    readonly wanted: number
    readonly spares: number
  }
}

/** Locks that share a trouble of their gateway, or of the way to them. */
export type GatewayTrouble = {
  readonly gateway: GatewayView
  readonly offlineSince: string | null
  readonly doorIds: readonly string[]
}

export type DoorsView = {
  readonly readAt: string | null
  readonly doors: readonly DoorRow[]
  readonly troubles: readonly GatewayTrouble[]
  /** How many spares each lock should keep (house setting). */
  readonly spareCodes: number
}

/** A code that should be, or is, on a lock. */
export type DoorCodeLine = {
  readonly codeId: string | null
  readonly kind: 'party' | 'spare' | 'offline' | 'foreign' | 'orphan'
  /** Guest's name or reference, "Spare 1", or the name it carries on the lock. */
  readonly who: string
  readonly reservationId: string | null
  readonly until: string | null
  /** `present`, `absent` (being removed), or null where it is not ours to decide. */
  readonly shouldBe: 'present' | 'absent' | null
  readonly state: CodeState | 'foreign' | 'orphan'
  readonly faultText: string | null
  readonly openedAt: string | null
  /** A spare that was handed out. */
  readonly givenTo: string | null
  readonly ref: string | null
}

export type DoorPanelView = DoorRow & {
  readonly listedAt: string | null
  readonly clockSkewSeconds: number | null
  readonly codeLines: readonly DoorCodeLine[]
  readonly unlock: Rung
  readonly envelope: string | null
  readonly keyOut: KeyOutView | null
  readonly history: readonly { readonly at: string; readonly by: string | null; readonly text: string }[]
  /** Only for training locks. */
  readonly training: TrainingKnobs | null
}

/** What a person may change on a training lock. */
export type TrainingKnobs = {
  readonly online: boolean
  readonly latencySeconds: number
  readonly batteryPercent: number
  /** The next order fails so; null: works. */
  readonly failNext: 'busy' | 'duplicate' | 'full' | 'transient' | 'answer-lost' | null
}

/** Digits shown once, logged. */
export type ShownPin = {
  readonly pin: string
  readonly doorName: string
  readonly endsAt: string | null
  /** An offline code dies unless somebody uses it by then. */
  readonly firstUseBy: string | null
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

export type FeedView = {
  readonly id: string
  readonly unitKey: string
  readonly channel: string
  /** Host only: the address itself is a secret. */
  readonly host: string
  readonly allowPrivate: boolean
  readonly lastOkAt: string | null
  readonly lastPolledAt: string | null
  readonly status: string
}
export type SettingsView = {
  readonly house: HouseView
  readonly feeds: readonly FeedView[]
  readonly lockProviders: readonly {
    readonly provider: string
    readonly configured: boolean
    readonly detail: string
  }[]
  readonly printer: { readonly name: string | null; readonly paper: 'a6' | 'a4' | 'roll-80' }
  readonly backup: { readonly lastAt: string | null; readonly folder: string }
  readonly dataFolder: string
  readonly keyPlace: 'keychain' | 'disk'
}
/** The house as the settings screen edits it; feeds carry no address back to the screen. */
export type HouseView = {
  readonly property: PropertyView & {
    readonly address: string
    readonly codePolicy: 'per-reservation' | 'per-unit'
    readonly codesAheadHours: number
    readonly graceBefore: number
    readonly graceAfter: number
    readonly spareCodes: number
  }
  readonly doors: readonly {
    readonly key: string
    readonly name: string
    readonly shared: boolean
    readonly lock: { readonly provider: string; readonly deviceId: string } | null
    readonly envelope: string | null
  }[]
  readonly units: readonly { readonly key: string; readonly name: string; readonly doors: readonly string[] }[]
  readonly staff: readonly {
    readonly name: string
    readonly phone: string | null
    readonly role: 'manager' | 'reception'
  }[]
}
export type PrinterView = { readonly name: string; readonly label: string; readonly isDefault: boolean }

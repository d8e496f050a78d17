/** What the screens are shown of doors: the list, one door, and the other ways in. No view ever holds a PIN but `ShownPin`. */
import type { CodeState, DoorState } from './view-states.ts'

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

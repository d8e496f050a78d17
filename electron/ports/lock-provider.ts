import type {
  LockCapabilities,
  LockEvent,
  LockFault,
  LockHealth,
  LockOutcome,
  ProviderStatus,
  RemoteCode,
  UnlockOutcome,
} from '../domain/lock.ts'
import type { Pin } from '../domain/pin.ts'
import type { Instant } from '../domain/time.ts'

export type CodeOrder = {
  /** Names this very call, for the attempt record; a repeated call carries the same one. */
  readonly opId: string
  readonly deviceId: string
  readonly pin: Pin
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Ours, unique per code, holds no digits of the PIN and no guest's name: found again by it after an unknown outcome. */
  readonly label: string
}

export type ListCodesResult =
  | { readonly ok: true; readonly source: 'device' | 'cloud'; readonly codes: readonly RemoteCode[] }
  | { readonly ok: false; readonly fault: LockFault }

export type PollResult =
  | { readonly ok: true; readonly events: readonly LockEvent[]; readonly cursor: string }
  | { readonly ok: false; readonly fault: LockFault }

/** A code that the lock makes out of the time alone: not choosable, usually not revocable from afar. */
export type OfflineCodeResult =
  | { readonly ok: true; readonly ref: string; readonly pin: Pin; readonly startsAt: Instant; readonly endsAt: Instant }
  | { readonly ok: false; readonly fault: LockFault }

/** How often a vendor may be asked, in milliseconds; its quota decides (facts/locks.md section 6). Null: never. */
export type Rhythm = {
  /** Between two health readings of one lock. */
  readonly healthMs: number
  /** Between two polls for events. */
  readonly eventsMs: number | null
  /** A code on the lock is looked at again after this long, and in any case two hours before it opens. */
  readonly verifyMs: number
}

/** One vendor of locks. No call retries by itself and none throws for what the vendor or the network does. */
export type LockProvider = {
  readonly name: string
  readonly capabilities: (deviceId: string) => Promise<LockCapabilities>
  readonly setCode: (order: CodeOrder) => Promise<LockOutcome>
  /** Moves window and digits of a code that `setCode` made; both dates are always sent. */
  readonly updateCode: (order: CodeOrder & { readonly ref: string }) => Promise<LockOutcome>
  /** `confirmed` when it is gone; a code that was gone before is `confirmed` too. */
  readonly removeCode: (order: {
    readonly opId: string
    readonly deviceId: string
    readonly ref: string
  }) => Promise<LockOutcome>
  /** Every code on this lock, paged inside; foreign ones too. */
  readonly listCodes: (deviceId: string) => Promise<ListCodesResult>
  readonly health: (deviceId: string) => Promise<LockHealth>
  readonly rhythm: Rhythm
  /** Opens the door now. Asked once by a person, never repeated. */
  readonly unlock: (order: { readonly opId: string; readonly deviceId: string }) => Promise<UnlockOutcome>
  /** What happened since `cursor`; null begins now. A provider without events answers none. */
  readonly poll: (cursor: string | null) => Promise<PollResult>
  /** Only where `capabilities` say so; `unsupported` elsewhere. */
  readonly offlineCode: (order: {
    readonly deviceId: string
    readonly startsAt: Instant
    readonly endsAt: Instant
  }) => Promise<OfflineCodeResult>
  readonly status: () => ProviderStatus
}

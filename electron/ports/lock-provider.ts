import type { LockCapabilities, LockFault, LockHealth, LockOutcome, RemoteCode } from '../domain/lock.ts'
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
}

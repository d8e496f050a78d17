import type { Pin } from '../../electron/domain/pin.ts'
import type { LockProvider } from '../../electron/ports/lock-provider.ts'

/** What a provider's test must be able to do to the world behind it. Devices `front` and `room1` exist. */
export type ProviderWorld = {
  readonly provider: LockProvider
  /** False where a listing is the vendor's record only, and so says `recorded` for `held`. True unless given. */
  readonly listingProves?: boolean
  /** True where `front` and `room1` hang on one gateway, and so share a lane. False unless given. */
  readonly sharesLane?: boolean
  /** Lets the locks finish everything that was accepted. */
  readonly finish: () => Promise<void> | void
  /** The next write is carried out, but its answer never arrives. */
  readonly loseNextAnswer: () => Promise<void> | void
  /** Nothing reaches the locks: the Internet is gone, or their gateway is. */
  readonly goOffline: () => Promise<void> | void
  readonly comeBack: () => Promise<void> | void
  /** The vendor answers, and says that this lock is offline. */
  readonly takeLockOffline?: (deviceId: string) => Promise<void> | void
  readonly refuseOurKey: () => Promise<void> | void
  /** A device that the provider does not have. */
  readonly unknownDevice: string
  /** A ref of the vendor's form that no code has; `never-was` unless given. */
  readonly unknownRef?: string
  /** Somebody opens this lock with this code. Absent where the provider reports nothing that happens. */
  readonly openWith?: (deviceId: string, ref: string) => Promise<void> | void
  /** A part of the listing fails, after another part was answered; absent where a listing comes in one piece. */
  readonly breakListing?: () => Promise<void> | void
  readonly addForeignCode: (deviceId: string, name: string, pin: Pin) => string
  readonly stop: () => Promise<void> | void
}

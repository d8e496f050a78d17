import type { Pin } from './pin.ts'
import type { Instant, TimeZoneId } from './time.ts'

/** One stretch of time a code opens a door for. */
export type SlipWindow = { readonly startsAt: Instant; readonly endsAt: Instant }

/** A door and when its code opens it. */
export type SlipDoor = { readonly name: string; readonly windows: readonly SlipWindow[] }

/** One PIN and the doors it opens. Mostly there is one for all doors; a keypad that refuses it has its own. */
export type SlipPin = { readonly pin: Pin; readonly doors: readonly SlipDoor[] }

/**
 * All a slip says. Slips get lost, so what would tell a finder where the key fits is null unless the house switched
 * it on: `houseName`, `houseAddress` and `guestName`.
 */
export type SlipContent = {
  readonly units: readonly string[]
  readonly pins: readonly SlipPin[]
  /** Doors without a lock: a key is handed over. */
  readonly keyDoors: readonly string[]
  /** Doors whose code is not on the lock yet: the desk helps with a separate code. */
  readonly notYetDoors: readonly string[]
  /** The wall times on the slip are this zone's. */
  readonly timeZone: TimeZoneId
  /** As a person reads it, `+1 202 555 0150`; null where the house has none. */
  readonly deskPhone: string | null
  /** The guest's language, such as `de` or `pt-BR`. English always stands beside it. */
  readonly language: string
  /** The key that ends the digits on this house's keypads; null where none is pressed. */
  readonly confirmKey: string | null
  readonly houseName: string | null
  readonly houseAddress: string | null
  readonly guestName: string | null
  /** Where guests begin on their phones, with the reference; null where the house has no page or no lasting address. */
  readonly pageAddress: string | null
}

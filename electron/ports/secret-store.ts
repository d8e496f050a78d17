import type { Result } from '../domain/result.ts'

export type KeyPlace = 'keychain' | 'disk'
export type KeyFailure = 'key-unavailable' | 'keychain-unavailable'

/** Where a data folder's 32-byte data key lives. Never answers a made-up key: no key is `key-unavailable`. */
export type SecretStore = {
  readonly load: () => Result<{ readonly key: Uint8Array; readonly place: KeyPlace }, KeyFailure>
  /** Makes and keeps the key of a new folder. */
  readonly create: (key: Uint8Array, place: KeyPlace) => Result<null, KeyFailure>
}

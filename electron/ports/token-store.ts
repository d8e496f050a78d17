import type { Instant } from '../domain/time.ts'

export type VendorTokens = { readonly access: string; readonly refresh: string; readonly expiresAt: Instant }

/** Where a vendor's tokens are kept, sealed. */
export type TokenStore = {
  readonly read: () => VendorTokens | null
  readonly write: (tokens: VendorTokens | null) => void
}
